"""待办: the ledger as one post should look at it; re-exported in queries."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pandas as pd

from dashboard.domain import inbox as rules
from dashboard.domain.actor import Actor
from dashboard.domain.inbox import Entry
from dashboard.domain.ledger import Signed
from dashboard.store import definitions
from dashboard.store.ledger_queries import ledger
from dashboard.store.reader import ask


def inbox_involved(as_of: date) -> pd.DataFrame:
    """Who worked on the items that wait for acceptance."""
    return ask("inbox_involved", as_of=as_of)


def inbox(actor: Actor, as_of: date) -> list[Entry]:
    """What an actor should look at on a day, the most urgent first; each entry's item_id is that of
    the ledger's read."""
    involved: dict[int, list[Signed]] = defaultdict(list)
    for row in inbox_involved(as_of).itertuples(index=False):
        signed = Signed(row.actor_name, row.actor_role, row.actor_scope)
        involved[int(row.item_id)].append(signed)
    items = [
        rules.item_of(row, tuple(involved.get(int(row["item_id"]), ())))
        for row in ledger(as_of).to_dict("records")
    ]
    return rules.inbox(items, actor, as_of, definitions.deadlines())
