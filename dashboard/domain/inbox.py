"""待办: which items of 短板台账 a post should look at on a day, and why. One table says what each reason
is and which roles see it; what is late follows the levels of deadlines.toml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dashboard.domain.actor import (
    ADMIN,
    BRANCH_SECRETARY,
    DATA_OFFICER,
    LIAISON,
    SECRETARY,
    TASK_FORCE,
    Actor,
)
from dashboard.domain.course import is_same
from dashboard.domain.deadlines import Deadlines

UNCLAIMED, RUNNING, APPLIED = "unclaimed", "running", "applied"
CLOSED, RETURNED, SUSPENDED = "closed", "returned", "suspended"
CLOSED_SHOWN_DAYS = 7
"""For how many days a closed item shows, the day of its closing counted."""
OWNERS = (TASK_FORCE, LIAISON, BRANCH_SECRETARY)
"""The roles on the owner's side: a 专班 for its star, the others for their village."""
_TOWN = (DATA_OFFICER, ADMIN, SECRETARY)
_OF_A_VILLAGE = (LIAISON, BRANCH_SECRETARY)
_DUE_STATES = (UNCLAIMED, RUNNING, RETURNED)
"""States in which the owner's side still has something to do."""


@dataclass(frozen=True)
class Item:
    """An item of the ledger as it stands on the day asked for. ``due_date`` is the day of 见效;
    ``is_met``: the data meet what it is about; ``applied_by``: who applied for its closing."""

    item_id: int
    village_code: str
    star_code: str
    state: str
    found_on: date
    receive_by: date | None = None
    plan_by: date | None = None
    due_date: date | None = None
    accept_by: date | None = None
    has_measure: bool = False
    is_met: bool = False
    applied_by: Actor | None = None
    closed_on: date | None = None
    suspended_until: date | None = None


@dataclass(frozen=True)
class Reason:
    """Why an item shows up: its words, the trigger it belongs to, and the roles that see it."""

    name: str
    trigger: str
    roles: tuple[str, ...]


CREATED, NOT_STARTED, DUE_SOON, DONE = "created", "not_started", "due_soon", "done"
ESCALATED = "escalated"
# The one table of who sees what, the most urgent first. The roles of ``escalated`` are those its level
# shows up for (deadlines.toml).
REASONS: Mapping[str, Reason] = {
    "escalated": Reason("逾期", ESCALATED, ()),
    "not_claimed": Reason("过了接收期限未认领", NOT_STARTED, (*OWNERS, DATA_OFFICER, ADMIN)),
    "no_measure": Reason("过了方案期限没有措施", NOT_STARTED, (*OWNERS, DATA_OFFICER, ADMIN)),
    "due_soon": Reason("快到期", DUE_SOON, (*OWNERS, DATA_OFFICER, ADMIN)),
    "to_accept": Reason("申请销号，待验收", DONE, (TASK_FORCE, DATA_OFFICER, ADMIN)),
    "to_apply": Reason("数据已达标，待申请销号", DONE, OWNERS),
    "to_claim": Reason("新开，待认领", CREATED, (*OWNERS, DATA_OFFICER, ADMIN)),
    "closed": Reason("已销号", DONE, OWNERS),
}
_ORDER = {code: place for place, code in enumerate(REASONS)}


@dataclass(frozen=True)
class Entry:
    """One line of 待办: the item, the reason, the level it has reached if it is late, and the day
    that matters: the deadline that passed or comes, or the day it was found or closed."""

    item: Item
    reason: str
    level: str
    day: date | None

    @property
    def trigger(self) -> str:
        """Which of the triggers it belongs to."""
        return REASONS[self.reason].trigger


def lacks_scope(actor: Actor) -> bool:
    """Whether the actor must first say of which village or star he is; until then nothing is his."""
    return actor.role in OWNERS and not actor.scope


def inbox(items: Iterable[Item], actor: Actor, day: date, deadlines: Deadlines) -> list[Entry]:
    """What the actor should look at on the day, the most urgent first. An item shows up once for
    each trigger."""
    found = [
        entry
        for item in items
        if item.found_on <= day and _is_his(item, actor)
        for entry in _entries(item, day, deadlines)
        if actor.role in _roles(entry, deadlines) and not _is_own_application(entry, actor)
    ]
    levels = {one.name: place for place, one in enumerate(deadlines.escalation)}
    return sorted(
        found,
        key=lambda one: (
            _ORDER[one.reason],
            -levels.get(one.level, 0),
            one.day or date.max,
            one.item.item_id,
        ),
    )


def _is_his(item: Item, actor: Actor) -> bool:
    if actor.role == TASK_FORCE:
        return bool(actor.scope) and actor.scope == item.star_code
    if actor.role in _OF_A_VILLAGE:
        return bool(actor.scope) and actor.scope == item.village_code
    return actor.role in _TOWN


def _roles(entry: Entry, deadlines: Deadlines) -> tuple[str, ...]:
    if entry.reason != "escalated":
        return REASONS[entry.reason].roles
    return next(one.shown_to for one in deadlines.escalation if one.name == entry.level)


def _is_own_application(entry: Entry, actor: Actor) -> bool:
    """Nobody accepts what he applied for himself, so it is no task of his."""
    by = entry.item.applied_by
    if entry.reason != "to_accept" or by is None:
        return False
    return (by.role, by.scope) == (actor.role, actor.scope) or is_same(by.name, actor.name)


def _entries(item: Item, day: date, deadlines: Deadlines) -> Iterable[Entry]:
    state = item.state
    if state == SUSPENDED and item.suspended_until is not None and item.suspended_until < day:
        state = RUNNING
    if state == APPLIED:
        yield Entry(item, "to_accept", "", item.accept_by)
    if (
        state == CLOSED
        and item.closed_on is not None
        and 0 <= (day - item.closed_on).days < CLOSED_SHOWN_DAYS
    ):
        yield Entry(item, "closed", "", item.closed_on)
    if state not in _DUE_STATES:
        return
    if item.due_date is not None:
        left = (item.due_date - day).days
        if level := deadlines.escalation_of(-left):
            yield Entry(item, "escalated", level, item.due_date)
        if 0 <= left <= deadlines.remind_days:
            yield Entry(item, "due_soon", "", item.due_date)
    if state == UNCLAIMED:
        is_late = item.receive_by is not None and item.receive_by < day
        reason, until = ("not_claimed", item.receive_by) if is_late else ("to_claim", item.found_on)
        yield Entry(item, reason, "", until)
    elif not item.has_measure and item.plan_by is not None and item.plan_by < day:
        yield Entry(item, "no_measure", "", item.plan_by)
    if state != UNCLAIMED and item.is_met:
        yield Entry(item, "to_apply", "", item.due_date)


def item_of(row: Mapping[str, Any]) -> Item:
    """An item from a row of a read: dates may be timestamps, missing ones None or NaT. Columns that
    Item does not know are left alone; ``applied_name``, ``applied_role`` and ``applied_scope`` say who
    applied. KeyError when a column that every item has is missing."""
    applied = _text(row.get("applied_role"))
    found = _day(row["found_on"])
    if found is None:
        raise KeyError("found_on")
    return Item(
        item_id=int(row["item_id"]),
        village_code=_text(row["village_code"]),
        star_code=_text(row["star_code"]),
        state=_text(row["state"]),
        found_on=found,
        receive_by=_day(row.get("receive_by")),
        plan_by=_day(row.get("plan_by")),
        due_date=_day(row.get("due_date")),
        accept_by=_day(row.get("accept_by")),
        has_measure=_flag(row.get("has_measure")),
        is_met=_flag(row.get("is_met")),
        applied_by=Actor(_text(row.get("applied_name")), applied, _text(row.get("applied_scope")))
        if applied
        else None,
        closed_on=_day(row.get("closed_on")),
        suspended_until=_day(row.get("suspended_until")),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _flag(value: object) -> bool:
    return bool(value) and value == value  # NaN is true, and not itself


def _day(value: object) -> date | None:
    if value is None or value != value:  # NaT is not itself
        return None
    if isinstance(value, datetime):
        return value.date()
    assert isinstance(value, date)
    return value
