"""The steps on the ledger that come with a sample: who did what on which day, played through the same
acts as a user's, so that the sample's ledger has a history."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.domain import ledger
from dashboard.domain.actor import Actor
from dashboard.store import database
from dashboard.store.act import within
from dashboard.store.commands.ledger import Deed, do
from dashboard.store.commands.ledger_open import Finding, put_items
from dashboard.store.database import Transaction

Step = Mapping[str, str]
"""One row: day, action, actor_name, actor_role, actor_scope, village_code, indicator_code or what, and
whatever else the step says, by the names of Deed and Finding."""
NEWEST = (
    "select max(item_id) from ledger_item where village_code = $village_code and "
    "coalesce(indicator_code, what) = $cause"
)
DAYS = ("due_date", "until_date", "look_on", "found_on")


def read(path: Path) -> dict[str, list[Step]]:
    """The steps of a file by day (as text), in its order; none where there is no file."""
    by_day: dict[str, list[Step]] = defaultdict(list)
    if path.exists():
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                by_day[row["day"]].append(row)
    return dict(by_day)


def play(steps: Iterable[Step]) -> None:
    """Take steps of one day, each an act of its own, in one transaction."""
    with database.held() as store, store.write() as transaction:
        for step in steps:
            take(transaction, step)


def take(transaction: Transaction, step: Step) -> None:
    """Take one step; Refused as any act."""
    actor = Actor(step["actor_name"], step["actor_role"], step["actor_scope"])
    with within(transaction, actor, "ledger") as act:
        if step["action"] == "open":
            finding = Finding(**_said(step, Finding))
            act.subject = "ledger item " + ", ".join(map(str, put_items(act, [(finding, None)])))
            act.detail = {"action": "open"}
            return
        cause = step["indicator_code"] or step["what"]
        key = {"village_code": step["village_code"], "cause": cause}
        item_id = int(transaction.run(NEWEST, key)[0][0])
        said = {name: value for name, value in _said(step, Deed).items() if name in ledger.FIELDS}
        do(act, Deed(step["action"], date.fromisoformat(step["day"]), **said), {item_id: None})


def _said(step: Step, kind: type[Deed | Finding]) -> dict[str, Any]:
    """What a step says, as the fields of its kind."""
    said: dict[str, Any] = {}
    for one in fields(kind):
        text = step.get(one.name) or ""
        if text and one.name in DAYS:
            said[one.name] = date.fromisoformat(text)
        elif text:
            said[one.name] = text == "1" if one.name == "needs_county" else text
    return said
