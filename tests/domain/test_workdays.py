"""Working days against a second count: real holidays, years nobody knows yet, days of the town."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.domain.workdays import Days

LAST_KNOWN = max(chinese_calendar.holidays).year
BEYOND = LAST_KNOWN + 2
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("first", "worked"),
    [
        # National Day 2022: a week off, the Saturday and Sunday after it worked for it.
        (date(2022, 9, 28), "###.......##" + "###"),
        # Spring Festival 2026: nine days off, a Saturday before and one after worked for it.
        (date(2026, 2, 12), "###.........#####." + "#####"),
        # An ordinary week.
        (date(2022, 11, 14), "#####..#"),
    ],
)
def test_real_holidays(first: date, worked: str) -> None:
    found = "".join("#" if Days().is_workday(first + DAY * n) else "." for n in range(len(worked)))
    assert found == worked


def test_the_start_is_not_counted() -> None:
    assert Days().add(date(2022, 9, 30), 1) == (date(2022, 10, 8), False)
    assert Days().add(date(2022, 10, 8), 1) == (date(2022, 10, 9), False)
    assert Days().add(date(2022, 11, 18), 1) == (date(2022, 11, 21), False)
    with pytest.raises(ValueError, match="1 or more"):
        Days().add(date(2022, 9, 30), 0)


def test_a_year_the_library_lacks_is_assumed_and_told() -> None:
    labour_day = date(BEYOND, 5, 1)
    monday = labour_day + DAY * ((7 - labour_day.weekday()) % 7)
    assert Days().is_workday(monday)
    assert not Days().is_workday(monday + DAY * 5)
    assert Days().add(monday, 5) == (monday + DAY * 7, True)
    # The last days of a known year count as known, the first step beyond does not.
    new_year = date(LAST_KNOWN + 1, 1, 1)
    assert Days().add(new_year - DAY * 9, 1)[1] is False
    assert Days().add(new_year - DAY, 1)[1] is True
    assert Days().add(date(2003, 12, 29), 1)[1] is True


def test_entered_days_win_and_an_entered_year_is_not_assumed() -> None:
    assert Days({date(2022, 10, 3): True}).add(date(2022, 9, 30), 1)[0] == date(2022, 10, 3)
    assert not Days({date(2022, 10, 8): False}).is_workday(date(2022, 10, 8))
    holiday = {date(BEYOND, 1, 1) + DAY * n: False for n in range(7)}
    day, assumed = Days(holiday).add(date(BEYOND, 1, 1), 1)
    assert (day > date(BEYOND, 1, 7), assumed) == (True, True)
    assert Days(holiday, frozenset({BEYOND})).add(date(BEYOND, 1, 1), 1) == (day, False)
    # Days the town entered itself are not assumed, also in a year it has not finished.
    both = {date(BEYOND, 3, 2): False, date(BEYOND, 3, 3): True}
    assert Days(both).add(date(BEYOND, 3, 1), 1) == (date(BEYOND, 3, 3), False)


@settings(deadline=None)
@given(
    start=st.dates(date(LAST_KNOWN - 2, 1, 1), date(LAST_KNOWN + 1, 12, 31)),
    count=st.integers(1, 40),
    shifts=st.dictionaries(st.integers(-3, 60), st.booleans(), max_size=12),
)
def test_counting_agrees_with_a_naive_list(
    start: date, count: int, shifts: dict[int, bool]
) -> None:
    entered = {start + DAY * n: worked for n, worked in shifts.items()}

    def is_worked(day: date) -> bool:
        if day in entered:
            return entered[day]
        if day.year > LAST_KNOWN:
            return day.isoweekday() < 6
        if day in chinese_calendar.workdays:
            return True
        return day.isoweekday() < 6 and day not in chinese_calendar.holidays

    after = [start + DAY * n for n in range(1, 200)]
    expected = [day for day in after if is_worked(day)][count - 1]
    walked = [day for day in after if day <= expected and day not in entered]
    assumed = any(day.year > LAST_KNOWN for day in walked)
    assert Days(entered).add(start, count) == (expected, assumed)
