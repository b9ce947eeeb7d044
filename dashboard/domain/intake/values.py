"""Indicator values from a table of text, in either layout: one value a row (long) or one village a
row and one indicator a column (wide).

Cells are judged by their distinct texts, so a long file costs little more than its distinct
contents.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from dashboard.domain.intake.answers import NO_ANSWERS, Answers
from dashboard.domain.intake.cell_groups import Group, long_groups, wide_columns, wide_groups
from dashboard.domain.intake.cells import day_of_serial
from dashboard.domain.intake.checks import doubt
from dashboard.domain.intake.column import Column, Places
from dashboard.domain.intake.days import Days, days_given, days_in_column
from dashboard.domain.intake.ended import find_ended
from dashboard.domain.intake.known import Known, TableKind
from dashboard.domain.intake.places import resolve
from dashboard.domain.intake.previous import settle
from dashboard.domain.intake.problem import Notices, Problem, Problems
from dashboard.domain.intake.progress import Watch, unwatched
from dashboard.domain.intake.readings import Where, judge_groups, no_readings, same_value_twice
from dashboard.domain.intake.sheet import Sheet
from dashboard.domain.intake.summary import Total


@dataclass(frozen=True)
class Read:
    """Readings, what each column was taken for, and the warnings; no warnings beside problems."""

    readings: pd.DataFrame
    mapping: dict[str, str]
    warnings: tuple[Problem, ...]


def read_values(
    sheet: Sheet,
    kind: TableKind,
    places: dict[str, int],
    known: Known,
    as_of: date | None,
    problems: Problems,
    notices: Notices,
    totals: list[Total],
    answers: Answers = NO_ANSWERS,
    watch: Watch = unwatched,
) -> Read:
    """Judge every cell; see Verdict for the columns of the readings."""
    mapping = {sheet.header[place]: name for name, place in places.items()}
    if "village" not in places and "village_code" not in places:
        problems.append(_missing_village(sheet))
        return Read(no_readings(), mapping, ())
    where = Where(
        sheet.row_numbers,
        _villages(sheet, places, known, problems),
        _days(sheet, places, as_of, known.today, problems),
    )
    find_ended(sheet, where, places, known, problems)
    _tell_serials(sheet, places, notices)
    if kind.content == "values_long":
        at = places["value"]
        sheet = settle(sheet, {at: sheet.header[at]}, known, problems, at)
        groups = long_groups(sheet, places, known, problems, notices)
    else:
        _same_village_twice(sheet, where, places, problems)
        columns = wide_columns(sheet, kind, known, problems)
        entries = {place: sheet.header[place] for place in columns}
        sheet = settle(sheet, entries, known, problems)
        groups = wide_groups(sheet, columns, known)
        mapping |= {sheet.header[place]: code for place, code in columns.items()}
    _tell_units(groups, sheet, notices)
    warnings = Problems()
    readings = judge_groups(groups, where, known, answers, problems, warnings, watch)
    if kind.content == "values_long":
        same_value_twice(readings, sheet, places["value"], known, problems)
    if not problems and readings.empty:
        problems.add(None, None, None, "empty", "表里没有一个数值。请填好数值后再上传。")
    if problems:
        return Read(readings, mapping, ())
    watch("judge", len(groups), len(groups))
    doubt(readings, totals, known, warnings)
    return Read(readings, mapping, warnings.listed())


def _tell_units(groups: list[Group], sheet: Sheet, notices: Notices) -> None:
    """A notice for each heading whose unit of money is not the indicator's."""
    for one in groups:
        if one.unit:
            message = (
                f"“{one.named}”按{one.unit}填写，"
                f"已换算成“{one.indicator.name}”的单位{one.indicator.unit}。"
            )
            notices.add(sheet.header_row, one.named, one.named, "unit", message)


def _tell_serials(sheet: Sheet, places: dict[str, int], notices: Notices) -> None:
    """One notice where days stand as serial numbers of a spreadsheet."""
    at = places.get("as_of")
    if at is None:
        return
    column = sheet.columns[at]
    found = np.flatnonzero(column.where(lambda text: day_of_serial(text) is not None))
    if len(found):
        text, heading = column.cell(found[0]), sheet.header[at]
        day = day_of_serial(text)
        message = f"“{heading}”是表格软件的日期序号，“{text}”读作 {day}；同列照此读。"
        number = int(sheet.row_numbers[found[0]])
        notices.add(number, heading, text, "date_serial", message)


def _missing_village(sheet: Sheet) -> Problem:
    shown = "、".join(sheet.header[:6])
    message = f"找不到“村”或“村代码”这一列（表头是：{shown}）。请补上这一列的列名。"
    return Problem(sheet.header_row, None, None, "missing_column", message)


def _villages(sheet: Sheet, places: dict[str, int], known: Known, problems: Problems) -> Places:
    """For each row the place of its village in known.village_codes, -1 where it is unknown."""
    ways = [(sheet.header[at], sheet.columns[at]) if (at := places.get(name)) is not None else None
            for name in ("village_code", "village")]  # fmt: skip
    pairs, firsts = _pairs([way[1] for way in ways if way], len(sheet))
    numbers = {code: place for place, code in enumerate(known.village_codes)}

    def find(row: int | np.integer[Any], *, wordy: bool) -> str | Problem:
        told = [(way[0], way[1].cell(row)) if way else None for way in ways]
        number = int(sheet.row_numbers[row])
        return resolve(known, number, told[0], told[1], wordy=wordy)

    answers = [find(first, wordy=False) for first in firsts]
    found = np.array([numbers[one] if isinstance(one, str) else -1 for one in answers])[pairs]
    lost = np.flatnonzero(found < 0)
    room = problems.room
    problems.count(max(0, len(lost) - room))
    for row in lost[:room]:
        again = find(row, wordy=True)
        assert isinstance(again, Problem)
        problems.append(again)
    return found


def _pairs(columns: list[Column], count: int) -> tuple[Places, list[int]]:
    """For each row a number of its combination of texts, and for each combination its first row."""
    combined = np.zeros(count, dtype=np.int64)
    for one in columns:
        combined = combined * len(one.texts) + one.codes
    codes, _ = pd.factorize(combined)
    firsts = np.full(codes.max() + 1, -1)
    firsts[codes[::-1]] = np.arange(count)[::-1]
    return codes, firsts.tolist()


def _days(
    sheet: Sheet, places: dict[str, int], as_of: date | None, today: date, problems: Problems
) -> Days:
    at = places.get("as_of")
    if at is None:
        return days_given(as_of, today, len(sheet), problems)
    return days_in_column(
        sheet.header[at], sheet.columns[at], sheet.row_numbers, as_of, today, problems
    )


def _same_village_twice(
    sheet: Sheet, where: Where, places: dict[str, int], problems: Problems
) -> None:
    at = places.get("village", places.get("village_code", 0))
    key = pd.DataFrame({"village": where.villages, "day": where.days, "row": where.row_numbers})
    key = key[(key["village"] >= 0) & key["day"].notna()]
    again = key[key.duplicated(["village", "day"])]
    first = key.drop_duplicates(["village", "day"]).set_index(["village", "day"])["row"]
    for row in again.itertuples():
        cell = sheet.columns[at].cell(int(str(row.Index)))
        before = first.loc[(row.village, row.day)]
        message = f"“{cell}”在第 {before} 行已有一行。一个村同一天只能有一行，请删去一行。"
        problems.add(int(str(row.row)), sheet.header[at], cell, "duplicate", message)
