"""The day each row's values are of: from a column, else the one given for the whole file."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from dashboard.domain.intake.cells import is_blank, read_day
from dashboard.domain.intake.column import Column, Places
from dashboard.domain.intake.problem import Problems

Days = npt.NDArray[np.datetime64]
"""A day for each row; NaT where there is none."""

DAYS_AHEAD = 400  # a later day is a slip in the year, no plan


def is_far(day: date, today: date) -> bool:
    """Whether a day lies so far ahead that its year must be wrong."""
    return day > today + timedelta(days=DAYS_AHEAD)


def far_message(day: date) -> str:
    """What is said of such a day."""
    return f"{day} 比今天晚一年多，年份多半写错了。请核对后改正。"


def days_given(as_of: date | None, today: date, count: int, problems: Problems) -> Days:
    """The day given for the whole file, once a row; a problem when there is none or a far one."""
    if as_of is None:
        message = "表里没有日期列，也没有指定数据日期。请在“数据日期”里选定（网页在右上方），或在表里加一列“日期”。"
        problems.add(None, None, None, "no_date", message)
    elif is_far(as_of, today):
        problems.add(None, None, str(as_of), "future_date", far_message(as_of))
    return np.full(count, np.datetime64(as_of, "D"))


def days_in_column(
    heading: str,
    column: Column,
    row_numbers: Places,
    as_of: date | None,
    today: date,
    problems: Problems,
) -> Days:
    """The day of each row; what holds of a day is said once for each day."""
    days = column.judged(lambda text: as_of if is_blank(text) else read_day(text))
    is_wrong = [_wrong(0, text, day, as_of, today) is not None
                for text, day in zip(column.texts, days, strict=True)]  # fmt: skip
    told: set[date] = set()
    for place in np.flatnonzero(np.array(is_wrong, dtype=bool)[column.codes]):
        text, day = column.cell(place), days[column.codes[place]]
        if day in told:
            continue
        number = int(row_numbers[place])
        wrong = _wrong(number, text, day, as_of, today)
        if wrong is not None:
            problems.add(number, heading, text, *wrong)
        told |= {day} if day else set()
    return np.array([np.datetime64(day, "D") for day in days], dtype="datetime64[D]")[column.codes]


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
