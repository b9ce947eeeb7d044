"""Working days: China's holidays and the weekends worked for them (调休), from the kept library. Days
the town enters win over it. A year the library lacks is taken Monday to Friday, and that is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar

_FRIDAY = 4


@dataclass(frozen=True)
class Days:
    """Which days are worked: ``entered`` by the town, else the library's. Of ``entered_years`` the
    town says that it entered every holiday, so nothing is assumed in them."""

    entered: Mapping[date, bool] = field(default_factory=dict)
    entered_years: frozenset[int] = frozenset()

    def is_workday(self, day: date) -> bool:
        """Whether a day is worked."""
        return self._look_up(day)[0]

    def add(self, start: date, count: int) -> tuple[date, bool]:
        """The count-th working day after start, and whether any day on the way was assumed;
        ValueError for a count below 1."""
        if count < 1:
            raise ValueError(f"count must be 1 or more, not {count}")
        day, assumed = start, False
        while count:
            day += timedelta(days=1)
            is_worked, unknown = self._look_up(day)
            assumed = assumed or unknown
            count -= is_worked
        return day, assumed

    def _look_up(self, day: date) -> tuple[bool, bool]:
        """Whether a day is worked, and whether nobody said so and its weekday decided."""
        if day in self.entered:
            return self.entered[day], False
        told = _told(day)
        if told is None:
            return day.weekday() <= _FRIDAY, day.year not in self.entered_years
        return told, False


@lru_cache(maxsize=4096)
def _told(day: date) -> bool | None:
    """Whether the library calls a day worked, None for a year it lacks. Kept, since it goes through
    all its holidays for every answer and a long list of findings asks a hundred thousand times."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:  # how the library says that it lacks the year
        return None
