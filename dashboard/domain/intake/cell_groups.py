"""The cells of values, group by group: each group is one indicator in one unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from dashboard.domain.campaign import Indicator
from dashboard.domain.intake.answers import IGNORED
from dashboard.domain.intake.cells import YUAN, clean
from dashboard.domain.intake.column import Column, Places, grouped
from dashboard.domain.intake.headings import is_ignored
from dashboard.domain.intake.known import Known, TableKind, heading_key
from dashboard.domain.intake.problem import Notices, Problem, Problems
from dashboard.domain.intake.sheet import Sheet


@dataclass(frozen=True)
class Group:
    """Cells of one indicator: ``rows`` are places in the sheet, ``cells`` the whole column they
    stand in, ``heading`` that column's; ``unit`` is that of money where it is not the indicator's,
    ``named`` the text that named the indicator."""

    indicator: Indicator
    unit: str
    heading: str
    named: str
    rows: Places
    cells: Column

    @property
    def codes(self) -> Places:
        """For each row of the group the place of its text among those of the column."""
        return self.cells.codes[self.rows]


def wide_columns(sheet: Sheet, kind: TableKind, known: Known, problems: Problems) -> dict[int, str]:
    """Place → code of the columns of indicators; problems for headings that are none, and for
    doubles."""
    columns: dict[int, str] = {}
    for place, (heading, means) in enumerate(zip(sheet.header, sheet.meaning, strict=True)):
        if not heading or kind.field_of(means) or is_ignored(kind, means):
            continue
        code = known.indicator(means)
        if code is None and problems.full:
            problems.count(1)  # its wording, with names that look like it, is what takes long
        elif code is None:
            problems.append(_unknown(known, sheet.header_row, heading, heading))
        elif code in columns.values():
            message = f"“{heading}”这个指标有两列。请只留一列。"
            problems.add(sheet.header_row, heading, heading, "duplicate", message)
        else:
            columns[place] = code
    if not columns and not problems:
        message = "表里没有指标列。请至少留一列，列名用指标目录里的名称或代码。"
        problems.add(sheet.header_row, None, None, "missing_column", message)
    return columns


def wide_groups(sheet: Sheet, columns: dict[int, str], known: Known) -> list[Group]:
    """One group a column of an indicator."""
    every = np.arange(len(sheet))
    return [
        Group(
            known.campaign.indicator(code), known.unit_of(sheet.meaning[place]),
            sheet.header[place], sheet.header[place], every, sheet.columns[place],
        )
        for place, code in columns.items()
    ]  # fmt: skip


def long_groups(
    sheet: Sheet, places: dict[str, int], known: Known, problems: Problems, notices: Notices
) -> list[Group]:
    """One group an indicator and unit that the rows name; a problem for each row that names none,
    a notice for each text that shall not be read."""
    at, value_at = places["indicator_code"], places["value"]
    named = sheet.columns[at]
    ignored = [text for text in named.texts if known.meaning(text) == IGNORED]
    for text in ignored:
        message = f"“{text}”的各行已选定不读，没有读入。"
        notices.add(None, sheet.header[at], text, "ignored_column", message)
    codes = named.judged(lambda text: IGNORED if text in ignored else known.indicator(text))
    unknown = np.flatnonzero(np.array([code is None for code in codes], dtype=bool)[named.codes])
    room = problems.room
    problems.count(max(0, len(unknown) - room))
    for place in unknown[:room]:
        number = int(sheet.row_numbers[place])
        problems.append(_unknown(known, number, sheet.header[at], named.cell(place)))
    texts = _with_units(sheet, named, known)
    found: dict[tuple[str, str], int] = {}
    keys = np.full(len(texts.texts), -1)
    for at_text, text in enumerate(texts.texts):
        code = known.indicator(text)
        if code is not None:
            keys[at_text] = found.setdefault((code, known.unit_of(text)), len(found))
    first = {int(keys[place]): text for place, text in reversed(list(enumerate(texts.texts)))}
    rows = grouped(keys[texts.codes], len(found))
    return [
        Group(
            known.campaign.indicator(code), unit, sheet.header[value_at], first[key], rows[key],
            sheet.columns[value_at],
        )
        for (code, unit), key in found.items()
    ]  # fmt: skip


def _with_units(sheet: Sheet, named: Column, known: Known) -> Column:
    """The indicator texts with the money unit a column 单位 names behind them; a unit the text
    itself names is left alone."""
    unit_at = next(iter(_units(sheet)), None)
    if unit_at is None:
        return named
    units = sheet.columns[unit_at]
    pairs = Column.of(
        [f"{one}\n{two}" for one, two in zip(named.cells(), units.cells(), strict=True)]
    )

    def full(pair: str) -> str:
        text, unit = pair.split("\n", 1)
        longer = f"{text}（{clean(unit)}）"
        takes = clean(unit) in YUAN and known.unit_of(longer) and not known.unit_of(text)
        return longer if takes else text

    return Column(pairs.judged(full), pairs.codes)


def _units(sheet: Sheet) -> Iterator[int]:
    return (place for place, one in enumerate(sheet.meaning) if heading_key(one) == "单位")


def _unknown(known: Known, row: int, column: str, text: str) -> Problem:
    near = known.near_indicators(text)
    asked = f"是不是“{'”或“'.join(near)}”？" if near else ""
    message = f"没有“{text}”这个指标。{asked}请改成指标目录里的名称或代码。"
    kind = "question" if near else "unknown_indicator"
    return Problem(row, column, text, kind, message, near, text, "heading")
