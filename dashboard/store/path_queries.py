"""Questions of 晋星之路, of warnings and of what would be; re-exported by queries."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from dashboard.domain import trend
from dashboard.domain.effort import scored
from dashboard.store import definitions
from dashboard.store.reader import ask, remember


def cost_classes() -> pd.DataFrame:
    """The cost classes the town set itself, with who did."""
    return ask("cost_classes")


def path_steps(as_of: date, since: date) -> pd.DataFrame:
    """What keeps each village from its stars, what similar villages gained on it since, and who has
    done it."""
    return ask("path_steps", as_of=as_of, since=since)


@remember
def effort_steps(as_of: date) -> pd.DataFrame:
    """The steps of every village with their effort (domain/effort.scored), by today's classes."""
    effort = definitions.effort()
    since = max(as_of - timedelta(weeks=effort.look_back_weeks), date(1950, 1, 1))
    own = cost_classes()
    changed = dict(zip(own["indicator_code"], own["cost_class"].astype(int), strict=True))
    return scored(path_steps(as_of, since), effort, changed)


def trend_points(as_of: date, most: int) -> pd.DataFrame:
    """The last values that were reported of each number that has a trend."""
    return ask("trend_points", as_of=as_of, most=most)


@remember
def warnings(as_of: date) -> pd.DataFrame:
    """The stars that will be lost or won if numbers go on as they did (domain/trend.warnings)."""
    decided = ask("deciding", as_of=as_of)
    return trend.warnings(decided, trend_points(as_of, trend.MOST), as_of)


def standing(as_of: date) -> pd.DataFrame:
    """How each village stands on a day, star by star."""
    return ask("standing", as_of=as_of)
