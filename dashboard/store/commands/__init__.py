"""Every act that changes the store. Who may do what is checked here, never in a screen."""

from dashboard.store.commands.alias import end_alias, remember_names
from dashboard.store.commands.correction import NOTHING_SEEN, correct_value
from dashboard.store.commands.course import Step, take_step
from dashboard.store.commands.delivery import receive
from dashboard.store.commands.effort import set_effort
from dashboard.store.commands.exemption import grant_exemption
from dashboard.store.commands.knowing import business_today, clock_today, known
from dashboard.store.commands.ledger import Deed, act_on
from dashboard.store.commands.ledger_open import Finding, open_items
from dashboard.store.commands.pair import add_pair, end_pair
from dashboard.store.commands.points import (
    Contest,
    Entry,
    add_contest,
    add_points,
    enter_scores,
    reverse_contest,
    reverse_points,
)
from dashboard.store.commands.preview import Impact, Withdrawal, preview, preview_withdrawal
from dashboard.store.commands.project import (
    Money,
    Project,
    accept_items,
    change_project,
    move_milestone,
    plan_milestone,
    project_on_record,
    record_fund,
    record_upkeep,
    register_project,
    tick_milestone,
)
from dashboard.store.commands.receipt import Receipt
from dashboard.store.commands.rule_draft import (
    RuleDraft,
    discard_rule_draft,
    profile_set,
    receive_rules,
    save_rule_draft,
)
from dashboard.store.commands.rule_faults import Faults, is_late, judged_until, rule_faults
from dashboard.store.commands.rule_version import (
    RuleEffect,
    RulePreview,
    preview_rules,
    publish_rules,
    withdraw_rules,
)
from dashboard.store.commands.second_check import check_draft, discard_draft, publish_draft
from dashboard.store.commands.setup import (
    create_demonstration,
    create_instance,
    leave_demonstration,
)
from dashboard.store.commands.upload import check, publish
from dashboard.store.commands.village import (
    abolish_village,
    found_village,
    merge_village,
    regroup_villages,
    rename_village,
    set_liaison_post,
    withdraw_village_event,
)
from dashboard.store.commands.what_if import Outcome, read_assumed, what_if
from dashboard.store.commands.withdrawal import has_original, original, republish, withdraw
from dashboard.store.commands.year import close_year, reopen_year, set_year
from dashboard.store.commands.year_result import YearResult, record_year, year_result

__all__ = [
    "NOTHING_SEEN",
    "Contest",
    "Deed",
    "Entry",
    "Faults",
    "Finding",
    "Impact",
    "Money",
    "Outcome",
    "Project",
    "Receipt",
    "RuleDraft",
    "RuleEffect",
    "RulePreview",
    "Step",
    "Withdrawal",
    "YearResult",
    "abolish_village",
    "accept_items",
    "act_on",
    "add_contest",
    "add_pair",
    "add_points",
    "business_today",
    "change_project",
    "check",
    "check_draft",
    "clock_today",
    "close_year",
    "correct_value",
    "create_demonstration",
    "create_instance",
    "discard_draft",
    "discard_rule_draft",
    "end_alias",
    "end_pair",
    "enter_scores",
    "found_village",
    "grant_exemption",
    "has_original",
    "is_late",
    "judged_until",
    "known",
    "leave_demonstration",
    "merge_village",
    "move_milestone",
    "open_items",
    "original",
    "plan_milestone",
    "preview",
    "preview_rules",
    "preview_withdrawal",
    "profile_set",
    "project_on_record",
    "publish",
    "publish_draft",
    "publish_rules",
    "read_assumed",
    "receive",
    "receive_rules",
    "record_fund",
    "record_upkeep",
    "record_year",
    "register_project",
    "regroup_villages",
    "remember_names",
    "rename_village",
    "reopen_year",
    "republish",
    "reverse_contest",
    "reverse_points",
    "rule_faults",
    "save_rule_draft",
    "set_effort",
    "set_liaison_post",
    "set_year",
    "take_step",
    "tick_milestone",
    "what_if",
    "withdraw",
    "withdraw_rules",
    "withdraw_village_event",
    "year_result",
]
