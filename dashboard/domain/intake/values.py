"""Indicator values from a table of text, in either layout: one value a row (long) or one village a
row and one indicator a column (wide).

Cells are judged by their distinct texts, so a long file costs little more than its distinct
contents.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.domain.intake.cells import YUAN, clean, day_of_serial
from dashboard.domain.intake.days import days_given, days_in_column
from dashboard.domain.intake.ended import find_ended
from dashboard.domain.intake.known import Known, TableKind, heading_key
from dashboard.domain.intake.places import resolve
from dashboard.domain.intake.problem import Notices, Problem, Problems
from dashboard.domain.intake.readings import (
    COLUMNS,
    judge_cells,
    no_readings,
    same_value_twice,
    warn,
)
from dashboard.domain.intake.sheet import Sheet


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
) -> Read:
    """Judge every cell; see Verdict for the columns of the readings."""
    mapping = {sheet.header[place]: name for name, place in places.items()}
    if "village" not in places and "village_code" not in places:
        problems.append(_missing_village(sheet))
        return Read(no_readings(), mapping, ())
    table = pd.DataFrame(sheet.rows, columns=range(len(sheet.header)), dtype=object)
    table.insert(0, "row_number", sheet.row_numbers)
    table["village_code"] = _villages(table, sheet.header, places, known, problems)
    table["as_of"] = _days(table, sheet.header, places, as_of, known.today, problems)
    find_ended(table, sheet.header, places, known, problems)
    _tell_serials(table, sheet.header, places, notices)
    if kind.content == "values_long":
        cells = _long_cells(table, sheet.header, places, known, problems)
    else:
        _same_village_twice(table, sheet.header, places, problems)
        columns = _wide_columns(sheet, kind, known, problems)
        mapping |= {sheet.header[place]: code for place, code in columns.items()}
        cells = _wide_cells(table, sheet.header, columns)
    units = {heading: known.unit_of(heading) for heading in cells["heading"].unique()}
    cells["unit"] = cells["heading"].map(units).astype(object)
    warnings = Problems()
    _tell_units({one: unit for one, unit in units.items() if unit}, sheet, known, notices)
    readings = judge_cells(cells, known, problems, warnings)
    if kind.content == "values_long":
        same_value_twice(readings, problems, known)
    if not problems and readings.empty:
        problems.add(None, None, None, "empty", "表里没有一个数值。请填好数值后再上传。")
    if problems:
        return Read(readings[COLUMNS], mapping, ())
    warn(readings, known, warnings)
    return Read(readings[COLUMNS], mapping, warnings.listed())


def _tell_units(units: dict[str, str], sheet: Sheet, known: Known, notices: Notices) -> None:
    """A notice for each heading whose unit of money is not the indicator's."""
    for heading, unit in units.items():
        indicator = known.campaign.indicator(known.indicator(heading) or "")
        message = f"“{heading}”按{unit}填写，已换算成“{indicator.name}”的单位{indicator.unit}。"
        notices.add(sheet.header_row, heading, heading, "unit", message)


def _tell_serials(
    table: pd.DataFrame, header: list[str], places: dict[str, int], notices: Notices
) -> None:
    """One notice where days stand as serial numbers of a spreadsheet."""
    at = places.get("as_of")
    for number, text in zip(table["row_number"], table[at] if at is not None else [], strict=False):
        day = day_of_serial(text)
        if day is not None and at is not None:
            message = f"“{header[at]}”是表格软件的日期序号，“{text}”读作 {day}；同列照此读。"
            notices.add(int(number), header[at], text, "date_serial", message)
            return


def _missing_village(sheet: Sheet) -> Problem:
    shown = "、".join(sheet.header[:6])
    message = f"找不到“村”或“村代码”这一列（表头是：{shown}）。请补上这一列的列名。"
    return Problem(sheet.header_row, None, None, "missing_column", message)


def _villages(
    table: pd.DataFrame,
    header: list[str],
    places: dict[str, int],
    known: Known,
    problems: Problems,
) -> list[str | None]:
    code_at, name_at = places.get("village_code"), places.get("village")
    settled: dict[tuple[str, str], str | Problem] = {}
    found: list[str | None] = []
    blank = [""] * len(table)
    codes = table[code_at].tolist() if code_at is not None else blank
    names = table[name_at].tolist() if name_at is not None else blank
    for number, code, name in zip(table["row_number"].tolist(), codes, names, strict=True):
        answer = settled.get((code, name))
        if answer is None or (isinstance(answer, Problem) and not problems.full):
            answer = resolve(
                known,
                number,
                None if code_at is None else (header[code_at], code),
                None if name_at is None else (header[name_at], name),
                wordy=not problems.full,
            )
            settled[code, name] = answer
        if isinstance(answer, Problem):
            problems.append(answer)
            found.append(None)
        else:
            found.append(answer)
    return found


def _days(
    table: pd.DataFrame,
    header: list[str],
    places: dict[str, int],
    as_of: date | None,
    today: date,
    problems: Problems,
) -> list[date | None]:
    at = places.get("as_of")
    if at is None:
        return days_given(as_of, today, len(table), problems)
    cells = zip(table["row_number"].tolist(), table[at].tolist(), strict=True)
    return days_in_column(header[at], cells, as_of, today, problems)


def _unknown_indicator(known: Known, row: int, column: str, text: str) -> Problem:
    near = known.near_indicators(text)
    asked = f"是不是“{'”或“'.join(near)}”？" if near else ""
    message = f"没有“{text}”这个指标。{asked}请改成指标目录里的名称或代码。"
    return Problem(row, column, text, "unknown_indicator", message)


def _wide_columns(
    sheet: Sheet, kind: TableKind, known: Known, problems: Problems
) -> dict[int, str]:
    columns: dict[int, str] = {}
    for place, heading in enumerate(sheet.header):
        if not heading or kind.field_of(heading) or heading_key(heading) in kind.ignored:
            continue
        code = known.indicator(heading)
        if code is None:
            problems.append(_unknown_indicator(known, sheet.header_row, heading, heading))
        elif code in columns.values():
            message = f"“{heading}”这个指标有两列。请只留一列。"
            problems.add(sheet.header_row, heading, heading, "duplicate", message)
        else:
            columns[place] = code
    if not columns and not problems:
        message = "表里没有指标列。请至少留一列，列名用指标目录里的名称或代码。"
        problems.add(sheet.header_row, None, None, "missing_column", message)
    return columns


def _wide_cells(table: pd.DataFrame, header: list[str], columns: dict[int, str]) -> pd.DataFrame:
    parts = []
    for place, code in columns.items():
        part = table[["row_number", "village_code", "as_of"]].copy()
        part["indicator_code"], part["cell"] = code, table[place]
        part["column_name"] = part["heading"] = header[place]
        parts.append(part)
    if not parts:
        empty = pd.DataFrame({name: [] for name in [*COLUMNS, "cell", "heading"]})
        return empty.drop(columns=["value", "qualifier"])
    return pd.concat(parts, ignore_index=True)


def _long_cells(
    table: pd.DataFrame,
    header: list[str],
    places: dict[str, int],
    known: Known,
    problems: Problems,
) -> pd.DataFrame:
    at, value_at = places["indicator_code"], places["value"]
    codes = {text: known.indicator(text) for text in table[at].unique()}
    cells = table[["row_number", "village_code", "as_of"]].copy()
    cells["indicator_code"] = table[at].map(codes)
    cells["cell"], cells["column_name"] = table[value_at], header[value_at]
    cells["heading"] = _with_units(table, header, at, known)
    for number, text in zip(table["row_number"], table[at], strict=True):
        if codes[text] is None and problems.full:
            problems.add(number, header[at], text, "unknown_indicator", "")
        elif codes[text] is None:
            problems.append(_unknown_indicator(known, number, header[at], text))
    return cells


def _with_units(table: pd.DataFrame, header: list[str], at: int, known: Known) -> list[str]:
    """The indicator texts of a long table, with the money unit its column 单位 names behind them; a
    unit the text itself names is left alone."""
    texts = [str(text) for text in table[at]]
    unit_at = next((place for place, one in enumerate(header) if heading_key(one) == "单位"), None)
    if unit_at is None:
        return texts
    named = [(text, clean(str(unit))) for text, unit in zip(texts, table[unit_at], strict=True)]
    full = {one: f"{one[0]}（{one[1]}）" for one in set(named)}
    return [
        full[one] if one[1] in YUAN and known.unit_of(full[one]) and not known.unit_of(one[0])
        else one[0]
        for one in named
    ]  # fmt: skip


def _same_village_twice(
    table: pd.DataFrame, header: list[str], places: dict[str, int], problems: Problems
) -> None:
    at = places.get("village", places.get("village_code", 0))
    first: dict[tuple[str, date], int] = {}
    for row in table[["row_number", "village_code", "as_of", at]].itertuples(index=False):
        number, code, day, cell = row
        if code is None or day is None:
            continue
        if (code, day) in first:
            before = first[code, day]
            message = f"“{cell}”在第 {before} 行已有一行。一个村同一天只能有一行，请删去一行。"
            problems.add(number, header[at], cell, "duplicate", message)
        else:
            first[code, day] = number
