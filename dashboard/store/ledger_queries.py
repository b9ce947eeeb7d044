"""The questions of 短板台账; re-exported in queries."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.store.reader import ask


def ledger(as_of: date) -> pd.DataFrame:
    """Every item as it stood on a day, the latest first, with what the data say of it."""
    return ask("ledger", as_of=as_of)


def ledger_events(item_id: int) -> pd.DataFrame:
    """What happened to an item, oldest first."""
    return ask("ledger_events", item_id=item_id)


def ledger_rates(as_of: date) -> pd.DataFrame:
    """How villages, posts and categories answer, close and relapse."""
    return ask("ledger_rates", as_of=as_of)
