"""The questions about years of the campaign and about limits of levels."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.store.reader import ask


def years() -> pd.DataFrame:
    """Every year with its days, newest first, and what its closing froze."""
    return ask("years")


def year_results(as_of: date) -> pd.DataFrame:
    """What the closing of the year that ended on a day froze, beside what the day gives now."""
    return ask("year_results", as_of=as_of)


def carried_items(as_of: date) -> pd.DataFrame:
    """What was open when the newest year before a day was closed, and how it stands."""
    return ask("carried_items", as_of=as_of)


def level_limits(as_of: date) -> pd.DataFrame:
    """The villages that stand lower than by their stars or score, and why."""
    return ask("level_limits", as_of=as_of)
