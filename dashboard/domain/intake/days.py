"""The day each row's values are of: from a column, else the one given for the whole file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dashboard.domain.intake.cells import is_blank, read_day
from dashboard.domain.intake.problem import Problems

DAYS_AHEAD = 400  # a later day is a slip in the year, no plan


def is_far(day: date, today: date) -> bool:
    """Whether a day lies so far ahead that its year must be wrong."""
    return day > today + timedelta(days=DAYS_AHEAD)


def far_message(day: date) -> str:
    """What is said of such a day."""
    return f"{day} 比今天晚一年多，年份多半写错了。请核对后改正。"


def days_given(
    as_of: date | None, today: date, count: int, problems: Problems
) -> list[date | None]:
    """The day given for the whole file, once a row; a problem when there is none or a far one."""
    if as_of is None:
        message = "表里没有日期列，也没有指定数据日期。请选定数据日期，或在表里加一列“日期”。"
        problems.add(None, None, None, "no_date", message)
    elif is_far(as_of, today):
        problems.add(None, None, str(as_of), "future_date", far_message(as_of))
    return [as_of] * count


def days_in_column(
    heading: str,
    cells: Iterator[tuple[int, str]],
    as_of: date | None,
    today: date,
    problems: Problems,
) -> list[date | None]:
    """The day of each (row number, cell); what holds of a day is said once for each day."""
    read: dict[str, date | None] = {}
    told: set[date] = set()
    found: list[date | None] = []
    for number, text in cells:
        if text not in read:
            read[text] = as_of if is_blank(text) else read_day(text)
        day = read[text]
        wrong = _wrong(number, text, day, as_of, today)
        if wrong is not None and day not in told:
            problems.add(number, heading, text, *wrong)
            told |= {day} if day else set()
        found.append(day)
    return found


def _wrong(
    number: int, text: str, day: date | None, as_of: date | None, today: date
) -> tuple[str, str] | None:
    """(kind, message), or None for a sound day."""
    if day is None and is_blank(text):
        return "no_date", f"第 {number} 行没有日期。请补上日期。"
    if day is None:
        return "not_a_date", f"“{text}”不是日期。请写成 2022-11-14 这样的形式。"
    if as_of is not None and day != as_of:
        message = f"表里写的是 {day}，选定的数据日期是 {as_of}。请改成一致，或不选数据日期。"
        return "date_conflict", message
    return ("future_date", far_message(day)) if is_far(day, today) else None
