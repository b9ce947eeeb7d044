"""Plan against actual: how many stars should be held on a day (应达)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

_QUARTER_STARTS = (1, 4, 7, 10)


def quarter_end(year: int, quarter: int) -> date:
    """The last day of a quarter (1–4)."""
    following = date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
    return following - timedelta(days=1)


def quarter_start(day: date) -> date:
    """The first day of the day's quarter."""
    return date(day.year, _QUARTER_STARTS[(day.month - 1) // 3], 1)


def due_stars(goals: Mapping[date, int], day: date) -> float | None:
    """Stars due on a day: linear between the ends of quarters (goals: quarter end → stars).

    Before the first goal the line starts from 0 at the beginning of that quarter; after the last
    it stays. None when there is no goal in the day's year.
    """
    if not any(end.year == day.year for end in goals):
        return None
    ends = sorted(goals)
    first = quarter_start(ends[0]) - timedelta(days=1)
    points = [(first, 0), *((end, goals[end]) for end in ends)]
    if day <= first:
        return 0.0
    for (start, before), (end, after) in pairwise(points):
        if day <= end:
            share = (day - start).days / (end - start).days
            return before + (after - before) * share
    return float(points[-1][1])
