"""Questions of 晋星之路, of warnings and of what would be; re-exported by queries."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

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
