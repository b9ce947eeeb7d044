"""Every act that changes the store. Who may do what is checked here, never in a screen."""

from dashboard.store.commands.alias import end_alias, remember_names
from dashboard.store.commands.correction import NOTHING_SEEN, correct_value
from dashboard.store.commands.course import Step, take_step
from dashboard.store.commands.delivery import receive
from dashboard.store.commands.knowing import business_today, clock_today, known
from dashboard.store.commands.pair import add_pair, end_pair
from dashboard.store.commands.preview import Impact, Withdrawal, preview, preview_withdrawal
from dashboard.store.commands.receipt import Receipt
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
from dashboard.store.commands.withdrawal import has_original, original, republish, withdraw
from dashboard.store.commands.year_result import YearResult, record_year, year_result

__all__ = [
    "NOTHING_SEEN",
    "Impact",
    "Receipt",
    "Step",
    "Withdrawal",
    "YearResult",
    "abolish_village",
    "add_pair",
    "business_today",
    "check",
    "check_draft",
    "clock_today",
    "correct_value",
    "create_demonstration",
    "create_instance",
    "discard_draft",
    "end_alias",
    "end_pair",
    "found_village",
    "has_original",
    "known",
    "leave_demonstration",
    "merge_village",
    "original",
    "preview",
    "preview_withdrawal",
    "publish",
    "publish_draft",
    "receive",
    "record_year",
    "regroup_villages",
    "remember_names",
    "rename_village",
    "republish",
    "set_liaison_post",
    "take_step",
    "withdraw",
    "withdraw_village_event",
    "year_result",
]
