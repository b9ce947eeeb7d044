"""The questions of 观摩积分: visits with their scores, entries of points."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.store.reader import ask


def contests(first_day: date, as_of: date) -> pd.DataFrame:
    """The visits of a span of days, newest first, those reversed included."""
    return ask("contests", first_day=first_day, as_of=as_of)


def contest_scores(first_day: date, as_of: date) -> pd.DataFrame:
    """Every score told in the visits of a span of days, those corrected or withdrawn included."""
    return ask("contest_scores", first_day=first_day, as_of=as_of)


def points_entries(first_day: date, as_of: date) -> pd.DataFrame:
    """Every entry of points of a span of days, newest first, those reversed included."""
    return ask("points_entries", first_day=first_day, as_of=as_of)
