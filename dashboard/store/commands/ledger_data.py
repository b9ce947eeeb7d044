"""What published data do to the ledger by themselves, inside the transaction that published them: open
items, reopen those that turn red again, take back what a withdrawn upload had brought.

The result depends on the data and the ledger alone, not on which upload is being written, so that
doing it twice changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

import pandas as pd

from dashboard import settings
from dashboard.domain import ledger
from dashboard.settings import ROOT
from dashboard.store import definitions, queries
from dashboard.store.act import Act
from dashboard.store.commands import ledger_rules as rules
from dashboard.store.commands.knowing import clock_today
from dashboard.store.commands.ledger_open import BY_VETO, ORDINARY
from dashboard.store.database import Transaction

WRITE = ROOT / "queries" / "write"
WON = "select village_code, star_code from star_result where as_of = $day and state = 'won'"
OWNERS = (
    "select village_code, liaison_post from village_on_day where as_of = $day "
    "and liaison_post is not null"
)
YEAR = "select year from year_on_day where as_of = $day"
TOUCHES = ("values", "targets", "awards", "exemptions", "villages")
"""What an upload may hold that can open an item."""


class Candidate(NamedTuple):
    """An unmet mandatory requirement of the newest review day, as ledger_candidate.sql tells it."""

    village_code: str
    star_code: str
    indicator_code: str
    veto: str
    value: float
    value_as_of: date
    upload_id: int
    is_planned: bool
    is_named: bool


@dataclass(frozen=True)
class Known:
    """An item as ledger_standing.sql tells it."""

    item_id: int
    village_code: str
    indicator_code: str | None
    state: str
    last_return: str | None
    returned_at: datetime | None
    cause_upload_id: int | None
    last_turn: str | None
    relapse_upload_id: int | None
    accepted_on: date | None
    accepted_at: datetime | None
    last_day: date


@cache
def _sql(name: str) -> str:
    return (WRITE / f"{name}.sql").read_text("utf-8")


def follow(act: Act, content: str) -> None:
    """Open and reopen what the newest data ask for; called when an upload of some content was
    written or withdrawn."""
    if content not in TOUCHES:
        return
    last = act.transaction.run("select max(value_as_of) from value_span")[0][0]
    if last is None:
        return
    today = _today(act.transaction, last)
    review = queries.monday_on_or_after(last)
    candidates = _candidates(act.transaction, review, today)
    if not candidates:
        return
    known: dict[tuple[str, str], list[Known]] = defaultdict(list)
    for item in _standing(act.transaction):
        if item.indicator_code is not None:
            known[item.village_code, item.indicator_code].append(item)
    held: set[tuple[str, str]] | None = None
    opened: list[Candidate] = []
    for one in candidates:
        items = known[one.village_code, one.indicator_code]
        if any(item.state in ledger.OPEN or _is_struck_off(act, one, item) for item in items):
            continue
        if _is_back(act, one, items, today):
            continue
        if not (one.is_planned or one.is_named):
            if held is None:
                held = _pairs(act.transaction, WON, review - timedelta(days=7))
            if (one.village_code, one.star_code) not in held:
                continue
        if any(item.state == ledger.CLOSED and not _is_later(act, one, item) for item in items):
            continue  # closed in full knowledge of this value
        opened.append(one)
        # A second star may ask for the same indicator: one cause, one item.
        items.append(_just_opened(one, today))
    if opened:
        _open(act, opened, review, today)


def take_back(act: Act, upload_id: int, content: str) -> None:
    """Take back what an upload just withdrawn had put on the ledger, then see what the data left
    ask for."""
    today = _today(
        act.transaction, act.transaction.run("select max(value_as_of) from value_span")[0][0]
    )
    steps = []
    for item in _standing(act.transaction):
        if item.state == ledger.TAKEN_BACK:
            continue
        if item.cause_upload_id == upload_id:
            steps.append((item, "take_back"))
        elif (
            item.relapse_upload_id == upload_id
            and item.last_turn == "relapse"
            and item.state in ledger.OPEN
        ):
            steps.append((item, "undo_relapse"))
    _take(act, steps, today, upload_id=upload_id)
    follow(act, content)


def _is_back(act: Act, one: Candidate, items: Sequence[Known], today: date) -> bool:
    """Whether an item of the past was brought back for the cause: one that a withdrawal had taken
    away, or one closed not long ago."""
    closed = [item for item in items if item.state == ledger.CLOSED]
    taken = [
        item for item in items
        if item.state == ledger.TAKEN_BACK and item.last_return == "take_back"
    ]  # fmt: skip
    restored = bool(taken) and not closed
    if restored:
        _take(act, [(taken[-1], "restore")], today, **_origin(one))
        number = taken[-1].item_id
        if rules.standing(act.transaction, [number])[number].at.state in ledger.OPEN:
            return True
        closed = [taken[-1]]  # it had been closed before it was taken away
    days = timedelta(definitions.deadlines().relapse_days)
    for item in reversed(closed):
        near = item.accepted_on is not None and one.value_as_of - item.accepted_on <= days
        if near and _is_later(act, one, item):
            _take(act, [(item, "relapse")], today, **_origin(one))
            return True
    return restored


def _is_later(act: Act, one: Candidate, item: Known) -> bool:
    """Whether a value is news for a closed item: of its day or later, and brought after the closing."""
    if item.accepted_on is None or item.accepted_at is None or one.value_as_of < item.accepted_on:
        return False
    return _brought(act, one) > item.accepted_at


def _is_struck_off(act: Act, one: Candidate, item: Known) -> bool:
    """Whether somebody struck the item off by hand who knew this value: without news it stays off."""
    if item.returned_at is None or item.state != ledger.TAKEN_BACK or item.last_return != "void":
        return False
    return _brought(act, one) <= item.returned_at


def _brought(act: Act, one: Candidate) -> datetime:
    """The moment a value was brought."""
    key = {"id": one.upload_id}
    rows = act.transaction.run("select recorded_at from upload where upload_id = $id", key)
    brought: datetime = rows[0][0]
    return brought


def _open(act: Act, opened: Sequence[Candidate], review: date, today: date) -> None:
    """Put them on the ledger; a large town's first report may open thousands, so in one piece."""
    posts: dict[str, str] = dict(act.transaction.run(OWNERS, {"day": review}))
    first_item = act.next_id("ledger_item", "item_id")
    first_event = act.next_id("ledger_event", "event_id")
    signed = act.signature() | {"actor_scope": act.actor.scope, "recorded_at": act.now}
    items, events = [], []
    for number, one in enumerate(opened):
        indicator = definitions.campaign().indicator(one.indicator_code)
        severity = BY_VETO.get(one.veto, ORDINARY)
        items.append({
            "item_id": first_item + number, "kind": ledger.SHORTFALL, "village_code": one.village_code,
            "star_code": one.star_code, "indicator_code": one.indicator_code, "what": indicator.name,
            "place": "", "category": "", "source": definitions.ledger_lists().computed,
            "found_on": today, "is_automatic": True, "upload_id": one.upload_id, **signed,
        })  # fmt: skip
        events.append({
            "event_id": first_event + number, "item_id": first_item + number, "action": "open",
            "state": ledger.UNCLAIMED, "event_date": today, "note": "", "severity": severity,
            "owner_post": indicator.owner_post, "liaison_post": posts.get(one.village_code) or None,
            **_origin(one), **rules.schedule(severity, today), "is_automatic": True,
            "is_verified": False, **signed,
        })  # fmt: skip
    act.transaction.append("ledger_item", pd.DataFrame(items))
    act.transaction.append("ledger_event", pd.DataFrame(events))


def _just_opened(one: Candidate, today: date) -> Known:
    return Known(
        0, one.village_code, one.indicator_code, ledger.UNCLAIMED, None, None, one.upload_id, None,
        None, None, None, today,
    )  # fmt: skip


def _origin(one: Candidate) -> dict[str, Any]:
    return {"upload_id": one.upload_id, "value": one.value, "value_as_of": one.value_as_of}


def _take(act: Act, steps: Sequence[tuple[Known, str]], today: date, **values: Any) -> None:
    """Write the steps of items that say the same."""
    found = rules.standing(act.transaction, [known.item_id for known, _ in steps])
    events = []
    for known, action in steps:
        item, day = found[known.item_id], max(today, known.last_day)
        due = rules.schedule(item.severity, day) if action in ledger.RELAPSES else {}
        events.append(rules.event(act, item, known.item_id, action, day, **due, **values))
    rules.write(act, events)


def _candidates(transaction: Transaction, review: date, today: date) -> list[Candidate]:
    year = transaction.run(YEAR, {"day": review})[0][0]
    rows = transaction.run(
        _sql("ledger_candidate"),
        {
            "review_day": review, "last_review_day": review - timedelta(days=7), "today": today,
            "year": year,
        },
    )  # fmt: skip
    return [Candidate(*row) for row in rows]


def _standing(transaction: Transaction) -> list[Known]:
    return [Known(*row) for row in transaction.run(_sql("ledger_standing"))]


def _pairs(transaction: Transaction, sql: str, day: date) -> set[tuple[str, str]]:
    return {(str(one), str(other)) for one, other in transaction.run(sql, {"day": day})}


def _today(transaction: Transaction, last: date | None) -> date:
    """The day the ledger's own steps are dated with, as the transaction sees it: in a demonstration
    its newest snapshot, the one being written included."""
    demonstration = transaction.run("select value from setting where key = 'is_demonstration'")
    if not settings.value("TODAY") and last and demonstration == [("1",)]:
        return last
    return clock_today()
