"""How long do the ledger's page and what a publication does to it take in a large town, against
DuckDB's own pass over the ledger's events?

    python -m tests.speed.ledger [villages] [items]

Builds 600 villages × 48 indicators × 52 weeks and 30,000 items with five events each, in memory; then
reads the ledger of a day, its rates, and follows the newest data.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from statistics import median

import numpy as np
import pandas as pd

from dashboard.domain.actor import SETUP
from dashboard.store import reader
from dashboard.store.act import Act, utc_now
from dashboard.store.commands import ledger_data
from dashboard.store.database import Database
from tests.speed.judge import FIRST, town

WEEKS = 52
TURNS = 5
ACTS = (
    ("open", "unclaimed"), ("claim", "rectifying"), ("progress", "rectifying"),
    ("apply", "applied"), ("accept", "closed"),
)  # fmt: skip
FLOOR = "select count(*), max(event_id), max(state) from ledger_event"


def fill(store: Database, villages: int, items: int) -> None:
    """Items spread over villages, indicators and weeks; one in ten is still open."""
    codes = [row[0] for row in _rows(store, "select village_code from village order by 1")]
    named = _rows(store, "select indicator_code, star_code from indicator where kind = 'judged'")
    numbers = np.arange(1, items + 1)
    found = [FIRST + timedelta(days=int(n) % (7 * WEEKS)) for n in numbers]
    signed = {"actor_name": "a", "actor_role": "b", "actor_scope": "", "recorded_at": utc_now()}
    heads = pd.DataFrame({
        "item_id": numbers, "kind": "shortfall", "village_code": [codes[n % villages] for n in numbers],
        "star_code": [named[n % len(named)][1] for n in numbers],
        "indicator_code": [named[n % len(named)][0] for n in numbers], "what": "甲", "place": "",
        "category": "", "source": "系统测算", "found_on": found, "is_automatic": True, "upload_id": 1,
        **signed,
    })  # fmt: skip
    steps = []
    for order, (action, state) in enumerate(ACTS):
        kept = numbers[numbers % 10 != 0] if action in ("apply", "accept") else numbers
        steps.append(pd.DataFrame({
            "event_id": kept * len(ACTS) + order, "item_id": kept, "action": action, "state": state,
            "event_date": [found[n - 1] + timedelta(days=7 * order) for n in kept], "note": "",
            "severity": "normal" if action == "open" else None,
            "due_date": [found[n - 1] + timedelta(days=28) for n in kept] if action == "open" else None,
            "is_automatic": False, "is_verified": False, **signed,
        }))  # fmt: skip
    with store.write() as write:
        write.append("ledger_item", heads)
        for frame in steps:
            write.append("ledger_event", frame)


def _rows(store: Database, sql: str) -> list[tuple[str, ...]]:
    return [tuple(row) for row in store.ask(sql, {})[1].itertuples(index=False)]


def _seconds(do: Callable[[], object]) -> float:
    taken = []
    for _ in range(TURNS):
        start = time.perf_counter()
        do()
        taken.append(time.perf_counter() - start)
    return median(taken)


def main(villages: int = 600, items: int = 30_000) -> None:
    """Print the medians and their ratio to the floor."""
    store = town(villages, WEEKS)
    fill(store, villages, items)
    day = FIRST + timedelta(weeks=WEEKS - 1)
    os.environ["XINGTU_TODAY"] = str(day)
    floor = _seconds(lambda: store.ask(FLOOR, {}))
    print(
        f"{items} items, {villages} villages; DuckDB's pass over the events: {floor * 1000:.0f} ms"
    )

    def follow() -> None:
        with store.rehearse() as transaction:
            ledger_data.follow(Act(transaction, SETUP), "values")

    asked: dict[str, Callable[[], object]] = {
        "the ledger of a day": lambda: store.ask(reader.sql("ledger"), {"as_of": day}),
        "its rates": lambda: store.ask(reader.sql("ledger_rates"), {"as_of": day}),
        "a publication follows the data": follow,
    }
    for name, do in asked.items():
        taken = _seconds(do)
        print(f"{name}: {taken:.2f} s, {taken / floor:.0f} times")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
