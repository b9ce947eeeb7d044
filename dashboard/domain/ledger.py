"""The ledger (短板台账) as a state machine: one table says which act leads from which state to which,
and who may do it. An item's state is where its last event left it.

A shortfall runs 待认领 → 整改中 → 申请销号 → 已销号; what a village reports (隐患, 诉求) runs the same
states in its short form 发现—上报—处置—反馈, with other roles and other words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from dashboard.domain.actor import (
    ADMIN,
    DATA_OFFICER,
    OF_VILLAGE,
    ROLES,
    SECRETARY,
    TASK_FORCE,
    Actor,
)
from dashboard.domain.course import is_same

SHORTFALL, REPORT = "shortfall", "report"
KINDS = (SHORTFALL, REPORT)
NEW = ""
"""The state before the first event."""
UNCLAIMED, RECTIFYING, APPLIED, CLOSED = "unclaimed", "rectifying", "applied", "closed"
RETURNED, SUSPENDED, TAKEN_BACK = "returned", "suspended", "taken_back"
STATES: Mapping[str, Mapping[str, str]] = {
    SHORTFALL: {
        UNCLAIMED: "待认领", RECTIFYING: "整改中", APPLIED: "申请销号", CLOSED: "已销号",
        RETURNED: "退回", SUSPENDED: "挂起", TAKEN_BACK: "已撤回",
    },
    REPORT: {
        UNCLAIMED: "已上报", RECTIFYING: "处置中", APPLIED: "待反馈", CLOSED: "已办结",
        RETURNED: "退回重办", SUSPENDED: "挂起", TAKEN_BACK: "已撤回",
    },
}  # fmt: skip
OPEN = (UNCLAIMED, RECTIFYING, APPLIED, RETURNED, SUSPENDED)
"""States of an item that still has to be closed."""
WORKING = (UNCLAIMED, RECTIFYING, RETURNED)

STAY, BACK = "stay", "back"
"""Targets that depend on the item: the state it is in, and the one it left for 挂起 or 已撤回."""


@dataclass(frozen=True)
class Rule:
    """One act: what it is called, from which states it leads to which, which roles may do it (none:
    the data alone do), what it must say and what it may say beside a note. ``works``: whoever does it
    has a hand in the item; ``decides``: it judges that work in its favour, so nobody does it to his
    own."""

    name: str
    source: tuple[str, ...]
    target: str
    roles: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    works: bool = False
    decides: bool = False


TOWN = (ADMIN, SECRETARY, DATA_OFFICER, TASK_FORCE)
OWNERS = (TASK_FORCE, *OF_VILLAGE)
FIELDS: Mapping[str, str] = {
    "note": "说明", "severity": "轻重", "measure": "整改措施", "lead_unit": "责任单位",
    "owner_post": "责任岗位", "liaison_post": "包联岗位", "due_date": "时限", "until_date": "挂起到",
    "look_on": "下次督办日", "lead_post": "督战岗位", "cause": "原因", "needs_county": "需上级协调",
    "evidence": "佐证",
}  # fmt: skip
"""What an act may say of an item, as it is called."""
COMMON: Mapping[str, Rule] = {
    "assign": Rule(
        "改派", OPEN, STAY, TOWN,
        says=("lead_unit", "owner_post", "liaison_post", "severity", "due_date", "cause", "needs_county"),
    ),
    "suspend": Rule(
        "挂起", WORKING, SUSPENDED, (ADMIN, SECRETARY, TASK_FORCE),
        needs=("note", "until_date"), says=("until_date",),
    ),
    "resume": Rule("恢复", (SUSPENDED,), BACK, (ADMIN, SECRETARY, TASK_FORCE)),
    "press": Rule(
        "督办", OPEN, STAY, (ADMIN, SECRETARY), needs=("note",), says=("look_on", "lead_post")
    ),
    "void": Rule(
        "撤销立项", (*WORKING, SUSPENDED), TAKEN_BACK, (ADMIN, DATA_OFFICER), needs=("note",)
    ),
    # What follows from data or from the withdrawal of a file; nobody does these by hand.
    "take_back": Rule("随上报撤回", (*OPEN, CLOSED), TAKEN_BACK),
    "restore": Rule("数据再报恢复", (TAKEN_BACK,), BACK),
    "relapse": Rule("数据反弹", (CLOSED,), RECTIFYING),
    "undo_relapse": Rule("反弹随上报撤回", OPEN, CLOSED),
}  # fmt: skip
RULES: Mapping[str, Mapping[str, Rule]] = {
    SHORTFALL: {
        "open": Rule("立项", (NEW,), UNCLAIMED, TOWN),
        "claim": Rule(
            "认领", (UNCLAIMED,), RECTIFYING, OWNERS,
            says=("owner_post", "lead_unit", "measure", "cause"), works=True,
        ),
        "progress": Rule(
            "写进展", (RECTIFYING, RETURNED), STAY, (*OWNERS, DATA_OFFICER),
            needs=("note",), says=("measure", "cause", "needs_county", "evidence"), works=True,
        ),
        "apply": Rule(
            "申请销号", (RECTIFYING, RETURNED), APPLIED, OWNERS,
            needs=("evidence",), says=("evidence", "measure"), works=True,
        ),
        "accept": Rule("验收销号", (APPLIED,), CLOSED, TOWN, decides=True),
        "return": Rule("验收退回", (APPLIED,), RETURNED, TOWN, needs=("note",)),
        "reopen": Rule("反弹重开", (CLOSED,), RECTIFYING, TOWN, needs=("note",), says=("due_date",)),
        **COMMON,
    },
    REPORT: {
        "open": Rule("上报", (NEW,), UNCLAIMED, (*OF_VILLAGE, *TOWN)),
        "claim": Rule(
            "受理", (UNCLAIMED,), RECTIFYING, TOWN, says=("owner_post", "lead_unit"), works=True
        ),
        "progress": Rule(
            "写进展", (RECTIFYING, RETURNED), STAY, TOWN,
            needs=("note",), says=("measure", "cause", "needs_county", "evidence"), works=True,
        ),
        "apply": Rule(
            "处置答复", (UNCLAIMED, RECTIFYING, RETURNED), APPLIED, TOWN,
            needs=("note",), says=("evidence",), works=True,
        ),
        "accept": Rule("反馈满意", (APPLIED,), CLOSED, OF_VILLAGE, decides=True),
        "return": Rule("反馈退回", (APPLIED,), RETURNED, OF_VILLAGE, needs=("note",)),
        "reopen": Rule("再次上报", (CLOSED,), RECTIFYING, OF_VILLAGE, needs=("note",)),
        **COMMON,
    },
}  # fmt: skip
YEARS_AHEAD = 5
"""How far ahead a deadline, the end of 挂起 and a look-up date may lie."""
RELAPSES = ("reopen", "relapse")
"""Acts that count as 反弹."""
TOGETHER = ("claim", "accept", "assign", "press", "suspend", "resume", "void")
"""Acts that may be done to many items at once, as they are offered; the others say something of one."""


@dataclass(frozen=True)
class Signed:
    """Who had a hand in an item: post, role, and village or star."""

    name: str
    role: str
    scope: str


@dataclass(frozen=True)
class Standing:
    """An item as it stands: ``states`` lists where it was before it was hung up or taken back, the
    innermost last; ``involved`` who worked on it since it was opened or reopened."""

    kind: str
    village_code: str
    star_code: str
    state: str = NEW
    last_event_id: int = 0
    last_day: date | None = None
    found_on: date | None = None
    has_measure: bool = False
    states: tuple[str, ...] = ()
    involved: tuple[Signed, ...] = field(default=())


def actions_of(role: str, kind: str, state: str) -> tuple[str, ...]:
    """The acts a role may do by hand to an item in a state, in the order of the table."""
    return tuple(
        action
        for action, rule in RULES[kind].items()
        if role in rule.roles and state in rule.source and action != "open"
    )


def scope_refusal(actor: Actor, village_code: str, star_code: str) -> str:
    """Why the actor has nothing to do with an item, or empty."""
    return actor.scope_refusal(village_code, star_code, "台账")


def far_refusal(label: str, day: date, today: date) -> str:
    """Why a day to come cannot be meant, or empty: by a slip in its year an item would never be late."""
    if day.year <= today.year + YEARS_AHEAD:
        return ""
    return f"{label} {day} 比今天晚 {YEARS_AHEAD} 年以上，年份多半写错了。请核对后改正。"


def refusal(action: str, item: Standing, actor: Actor, day: date) -> str:
    """Why the act may not be done to the item on that day, with the cure; empty when it may."""
    rule = RULES[item.kind][action]
    words = STATES[item.kind]
    if actor.role not in rule.roles:
        if not rule.roles:
            return f"“{rule.name}”由系统按数据办理，不能手工办。"
        posts = "、".join(role for role in ROLES if role in rule.roles)
        return f"“{rule.name}”由{posts}办理，“{actor.role}”不能办。请换由该岗位办理。"
    if foreign := scope_refusal(actor, item.village_code, item.star_code):
        return foreign
    if item.state not in rule.source:
        awaited = "、".join(f"“{words[one]}”" for one in rule.source if one in words)
        return f"现在是“{words[item.state]}”，不能“{rule.name}”（须在{awaited}时办）。"
    if item.last_day is not None and day < item.last_day:
        return f"日期 {day} 早于上一步的 {item.last_day}。请改成 {item.last_day} 或以后。"
    if action == "apply" and item.kind == SHORTFALL and not item.has_measure:
        return "还没有整改措施，不能申请销号。请先写明措施（一短板一方案）。"
    if rule.decides and (own := _own(item, actor, rule)):
        return own
    return ""


def _own(item: Standing, actor: Actor, rule: Rule) -> str:
    """Why somebody may not accept what he worked on himself: the same post by name, or the same role
    for the same village or star under whatever name."""
    for who in item.involved:
        of_one_scope = bool(actor.scope) and (who.role, who.scope) == (actor.role, actor.scope)
        if of_one_scope or is_same(who.name, actor.name):
            return (
                f"{who.name}办过这一项的整改，不能再由{actor.name}“{rule.name}”。请由另一岗位验收。"
            )
    return ""


def with_measure(item: Standing) -> Standing:
    """The item once an act that brings a measure is done."""
    return replace(item, has_measure=True)


def after(
    kind: str, action: str, state: str, states: tuple[str, ...]
) -> tuple[str, tuple[str, ...]]:
    """The state an act leads to and the states it left for 挂起 or 已撤回; ValueError when the act is not
    due in the state."""
    rule = RULES[kind][action]
    if state not in rule.source:
        raise ValueError(f"{action} cannot follow in {state!r}")
    if rule.target == STAY:
        return state, states
    if rule.target == BACK:
        return states[-1], states[:-1]
    if rule.target == TAKEN_BACK or rule.target == SUSPENDED:
        return rule.target, (*states, state)
    # Closing by the data, from whatever state, leaves nothing to come back to.
    return rule.target, ()


def replay(kind: str, actions: Iterable[str]) -> str:
    """The state a history ends in; ValueError when an act does not follow from what was before."""
    state: str = NEW
    states: tuple[str, ...] = ()
    for action in actions:
        state, states = after(kind, action, state, states)
    return state
