"""待办: which items of 短板台账 a post should look at on a day, and why. One table says what each reason
is and who sees it: whoever may do the act it asks for (domain/ledger.py), and who watches over it. What
is late follows the levels of deadlines.toml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dashboard.domain import ledger
from dashboard.domain.actor import ADMIN, DATA_OFFICER, Actor
from dashboard.domain.deadlines import Deadlines
from dashboard.domain.ledger import Signed, Standing

CLOSED_SHOWN_DAYS = 7
"""For how many days a closed item shows, the day of its closing counted."""
CREATED, NOT_STARTED, DUE_SOON, DONE = "created", "not_started", "due_soon", "done"
ESCALATED = "escalated"
_WATCHING = (DATA_OFFICER, ADMIN)


@dataclass(frozen=True)
class Item:
    """An item of the ledger as it stands on the day asked for. ``due_date``: its 时限, or the end of a
    挂起 that lasts longer; ``proposes_closing``: the data meet it; ``involved``: who worked on it since
    it was opened or reopened."""

    item_id: int
    kind: str
    village_code: str
    star_code: str
    state: str
    found_on: date
    receive_by: date | None = None
    plan_by: date | None = None
    due_date: date | None = None
    accept_by: date | None = None
    until_date: date | None = None
    has_measure: bool = False
    proposes_closing: bool = False
    closed_on: date | None = None
    involved: tuple[Signed, ...] = ()

    @property
    def ends_on(self) -> date | None:
        """The day it has to be done by; 挂起 may put it off."""
        if self.state != ledger.SUSPENDED or self.until_date is None:
            return self.due_date
        return max(self.due_date or self.until_date, self.until_date)


@dataclass(frozen=True)
class Reason:
    """Why an item shows up: its words for a shortfall and for what a village reports, the trigger it
    belongs to, the act it asks for (whoever may do that sees it), and the roles that see it besides."""

    names: tuple[str, str]
    trigger: str
    act: str
    watching: tuple[str, ...] = ()


# The one table of who sees what, the most urgent first. ``escalated`` shows up for the roles of its
# level (deadlines.toml), and for those who watch where the town itself has to answer.
REASONS: Mapping[str, Reason] = {
    "escalated": Reason(("逾期", "逾期"), ESCALATED, "", _WATCHING),
    "not_claimed": Reason(
        ("过了接收期限未认领", "过了接收期限未受理"), NOT_STARTED, "claim", _WATCHING
    ),
    "no_measure": Reason(("过了方案期限没有措施", ""), NOT_STARTED, "apply", _WATCHING),
    "to_resume": Reason(("挂起期满，待恢复", "挂起期满，待恢复"), NOT_STARTED, "resume"),
    "due_soon": Reason(("快到期", "快到期"), DUE_SOON, "apply", _WATCHING),
    "to_accept": Reason(("申请销号，待验收", "已答复，待反馈"), DONE, "accept"),
    "to_apply": Reason(("数据已达标，待申请销号", "数据已达标，待答复"), DONE, "apply"),
    "to_claim": Reason(("新开，待认领", "新报，待受理"), CREATED, "claim", _WATCHING),
    "closed": Reason(("已销号", "已办结"), DONE, "apply"),
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

    @property
    def name(self) -> str:
        """The reason in words; of a late one the level."""
        return self.level or REASONS[self.reason].names[ledger.KINDS.index(self.item.kind)]


def inbox(items: Iterable[Item], actor: Actor, day: date, deadlines: Deadlines) -> list[Entry]:
    """What the actor should look at on the day, the most urgent first. An item shows up once for
    each trigger."""
    found = [
        entry
        for item in items
        if item.found_on <= day
        and not ledger.scope_refusal(actor, item.village_code, item.star_code)
        for entry in _entries(item, day, deadlines)
        if actor.role in _roles(entry, deadlines) and _may_accept(entry, actor, day)
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


def _roles(entry: Entry, deadlines: Deadlines) -> tuple[str, ...]:
    reason = REASONS[entry.reason]
    if entry.reason == "escalated":
        shown_to = next(one.shown_to for one in deadlines.escalation if one.name == entry.level)
        return (*shown_to, *reason.watching) if entry.item.kind == ledger.REPORT else shown_to
    return (*ledger.RULES[entry.item.kind][reason.act].roles, *reason.watching)


def _may_accept(entry: Entry, actor: Actor, day: date) -> bool:
    """Nobody accepts what he worked on himself, so that is no task of his."""
    if entry.reason != "to_accept":
        return True
    item = entry.item
    at = Standing(
        item.kind, item.village_code, item.star_code, item.state, involved=item.involved
    )  # fmt: skip
    return not ledger.refusal("accept", at, actor, day)


def _entries(item: Item, day: date, deadlines: Deadlines) -> Iterable[Entry]:
    state, end = item.state, item.ends_on
    if state == ledger.CLOSED:
        if item.closed_on and 0 <= (day - item.closed_on).days < CLOSED_SHOWN_DAYS:
            yield Entry(item, "closed", "", item.closed_on)
        return
    if state not in ledger.OPEN:
        return
    if end is not None:
        left = (end - day).days
        if level := deadlines.escalation_of(-left):
            yield Entry(item, "escalated", level, end)
        if 0 <= left <= deadlines.remind_days and state != ledger.APPLIED:
            yield Entry(item, "due_soon", "", end)
    if state == ledger.UNCLAIMED:
        is_late = item.receive_by is not None and item.receive_by < day
        reason, until = ("not_claimed", item.receive_by) if is_late else ("to_claim", item.found_on)
        yield Entry(item, reason, "", until)
    elif state == ledger.SUSPENDED:
        if item.until_date is not None and item.until_date < day:
            yield Entry(item, "to_resume", "", item.until_date)
    elif state == ledger.APPLIED:
        yield Entry(item, "to_accept", "", item.accept_by)
    else:
        lacks_measure = item.kind == ledger.SHORTFALL and not item.has_measure
        if lacks_measure and item.plan_by is not None and item.plan_by < day:
            yield Entry(item, "no_measure", "", item.plan_by)
        if item.proposes_closing:
            yield Entry(item, "to_apply", "", end)


def item_of(row: Mapping[str, Any], involved: tuple[Signed, ...] = ()) -> Item:
    """An item from a row of the ledger's read: dates may be timestamps, missing ones None or NaT.
    KeyError when a column is missing."""
    found = _day(row["found_on"])
    if found is None:
        raise KeyError("found_on")
    return Item(
        item_id=int(row["item_id"]),
        kind=str(row["kind"]),
        village_code=str(row["village_code"]),
        star_code=_text(row["star_code"]),
        state=str(row["state"]),
        found_on=found,
        receive_by=_day(row["receive_by"]),
        plan_by=_day(row["plan_by"]),
        due_date=_day(row["due_date"]),
        accept_by=_day(row["accept_by"]),
        until_date=_day(row["until_date"]),
        has_measure=bool(_text(row["measure"])),
        proposes_closing=bool(row["proposes_closing"]),
        closed_on=_day(row["closed_on"]),
        involved=involved,
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _day(value: object) -> date | None:
    if value is None or value != value:  # NaT is not itself
        return None
    if isinstance(value, datetime):
        return value.date()
    assert isinstance(value, date)
    return value
