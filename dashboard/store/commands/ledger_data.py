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
from dashboard.store.commands.ledger_batch import Steps
from dashboard.store.commands.ledger_open import BY_VETO, ORDINARY, force
from dashboard.store.database import Transaction

WRITE = ROOT / "queries" / "write"
WON = "select village_code, star_code from star_result where as_of = $day and state = 'won'"
OWNERS = (
    "select village_code, liaison_post from village_on_day where as_of = $day "
    "and liaison_post is not null"
)
YEAR = "select year from year_on_day where as_of = $day"
# Judging a day costs far more than asking this: whether there is a plan, a grade, a named star, an
# item, or a star that may have been won a week earlier.
MAY_OPEN = (
    "select exists (select 1 from target) or exists (select 1 from star_award) "
    "or exists (select 1 from star_case_event where state = 'named') "
    "or exists (select 1 from ledger_item) "
    "or exists (select 1 from value_span where value_as_of <= $day)"
)
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
    brought_at: datetime
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
    cause_upload_id: int | None
    last_turn: str | None
    relapse_upload_id: int | None
    ended_on: date | None
    ended_at: datetime | None
    last_day: date


@cache
def _sql(name: str) -> str:
    return (WRITE / f"{name}.sql").read_text("utf-8")


def follow(act: Act, content: str) -> None:
    """Open and reopen what the newest data ask for; called when an upload of some content was
    written or withdrawn."""
    if content not in TOUCHES:
        return
    last = _newest(act.transaction)
    if last is None:
        return
    today = _today(act.transaction)
    review = queries.monday_on_or_after(last)
    if not act.transaction.run(MAY_OPEN, {"day": review - timedelta(days=7)})[0][0]:
        return
    candidates = _candidates(act.transaction, review, today)
    if not candidates:
        return
    known: dict[tuple[str, str], list[Known]] = defaultdict(list)
    for item in _standing(act.transaction):
        if item.indicator_code is not None:
            known[item.village_code, item.indicator_code].append(item)
    steps = Steps(act, today)
    asked = {(one.village_code, one.indicator_code) for one in candidates}
    steps.know(
        item.item_id for cause in asked for item in known[cause] if item.state not in ledger.OPEN
    )
    held: set[tuple[str, str]] | None = None
    opened: list[Candidate] = []
    for one in candidates:
        items = known[one.village_code, one.indicator_code]
        if any(item.state in ledger.OPEN for item in items):
            continue
        if any(_is_void(item) and not _is_later(one, item) for item in items):
            continue  # struck off in full knowledge of this value
        if _is_back(steps, one, items):
            # A second star may ask for the same indicator: one cause, one item.
            items.append(_just_opened(one, today))
            continue
        if not (one.is_planned or one.is_named):
            if held is None:
                held = _pairs(act.transaction, WON, review - timedelta(days=7))
            if (one.village_code, one.star_code) not in held:
                continue
        if any(item.state == ledger.CLOSED and not _is_later(one, item) for item in items):
            continue  # closed in full knowledge of this value
        opened.append(one)
        items.append(_just_opened(one, today))
    steps.write()
    if opened:
        _open(act, opened, review, today)


def take_back(act: Act, upload_id: int, content: str) -> None:
    """Take back what an upload just withdrawn had put on the ledger, then see what the data left
    ask for."""
    steps = Steps(act, _today(act.transaction))
    brought = [
        item for item in _standing(act.transaction)
        if upload_id in (item.cause_upload_id, item.relapse_upload_id)
        and item.state != ledger.TAKEN_BACK
    ]  # fmt: skip
    steps.know(item.item_id for item in brought)
    for item in brought:
        if item.cause_upload_id == upload_id:
            steps.take(item.item_id, "take_back", item.last_day, upload_id=upload_id)
        elif item.last_turn == "relapse" and item.state in ledger.OPEN:
            steps.take(item.item_id, "undo_relapse", item.last_day, upload_id=upload_id)
    steps.write()
    follow(act, content)


def _is_back(steps: Steps, one: Candidate, items: Sequence[Known]) -> bool:
    """Whether an item of the past was brought back for the cause: one that a withdrawal had taken
    away, or one closed not long ago."""
    closed = [item for item in items if item.state == ledger.CLOSED]
    taken = [
        item for item in items
        if item.state == ledger.TAKEN_BACK and item.last_return == "take_back"
    ]  # fmt: skip
    restored = bool(taken) and not closed
    if restored:
        last = taken[-1]
        if steps.take(last.item_id, "restore", last.last_day, **_origin(one)) in ledger.OPEN:
            return True
        closed = [taken[-1]]  # it had been closed before it was taken away
    days = timedelta(definitions.deadlines().relapse_days)
    for item in reversed(closed):
        near = item.ended_on is not None and one.value_as_of - item.ended_on <= days
        if near and _is_later(one, item):
            steps.take(item.item_id, "relapse", item.last_day, **_origin(one))
            return True
    return restored


def _is_void(item: Known) -> bool:
    """Whether somebody struck an item off (撤销立项)."""
    return item.state == ledger.TAKEN_BACK and item.last_return == "void"


def _is_later(one: Candidate, item: Known) -> bool:
    """Whether a value is news for an item that ended: of that day or later, and brought after it."""
    if item.ended_on is None or item.ended_at is None:
        return False
    return one.value_as_of >= item.ended_on and one.brought_at > item.ended_at


def _open(act: Act, opened: Sequence[Candidate], review: date, today: date) -> None:
    """Put them on the ledger; a large town's first report may open thousands, so in one piece."""
    posts: dict[str, str] = dict(act.transaction.run(OWNERS, {"day": review}))
    first = act.next_id("ledger_item", "item_id")
    items, events = [], []
    for item_id, one in enumerate(opened, first):
        indicator = definitions.campaign().indicator(one.indicator_code)
        severity = BY_VETO.get(one.veto, ORDINARY)
        items.append({
            "item_id": item_id, "kind": ledger.SHORTFALL, "village_code": one.village_code,
            "star_code": one.star_code, "indicator_code": one.indicator_code, "what": indicator.name,
            "place": "", "category": "", "source": definitions.ledger_lists().computed,
            "found_on": today, "is_automatic": True, "upload_id": one.upload_id, **rules.signed(act),
        })  # fmt: skip
        opening = {
            "severity": severity, "lead_unit": force(one.star_code),
            "owner_post": indicator.owner_post,
            "liaison_post": posts.get(one.village_code) or None,
            **_origin(one), **rules.schedule(severity, today),
        }  # fmt: skip
        events.append(
            rules.event(
                act,
                None,
                item_id,
                "open",
                today,
                kind=ledger.SHORTFALL,
                is_automatic=True,
                **opening,
            )
        )
    act.transaction.append("ledger_item", pd.DataFrame(items))
    rules.write(act, events)


def _just_opened(one: Candidate, today: date) -> Known:
    return Known(
        0, one.village_code, one.indicator_code, ledger.UNCLAIMED, None, one.upload_id, None, None,
        None, None, today,
    )  # fmt: skip


def _origin(one: Candidate) -> dict[str, Any]:
    return {"upload_id": one.upload_id, "value": one.value, "value_as_of": one.value_as_of}


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


def _newest(transaction: Transaction) -> date | None:
    """The day of the newest report, None while there is none."""
    newest: date | None = transaction.run("select max(value_as_of) from value_span")[0][0]
    return newest


def _today(transaction: Transaction) -> date:
    """The day the ledger's own steps are dated with, as the transaction sees it: in a demonstration
    its newest snapshot, the one being written included."""
    demonstration = transaction.run("select value from setting where key = 'is_demonstration'")
    if settings.value("TODAY") or demonstration != [("1",)]:
        return clock_today()
    return _newest(transaction) or clock_today()
