"""Headings: which kind of table they tell, where each field is, and what belongs to nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from dashboard.domain.intake.answers import IGNORED, Answers
from dashboard.domain.intake.known import Known, TableKind, heading_key
from dashboard.domain.intake.previous import is_previous
from dashboard.domain.intake.problem import Notices, Problem, Problems
from dashboard.domain.intake.sheet import Sheet


def recognise(
    header: list[str], known: Known, as_of: date | None = None
) -> tuple[TableKind, dict[str, int]]:
    """The kind of table its headings tell, and the place of each field.

    First the kinds that own every heading are tried, then those that leave some over; the last kind
    (one column per indicator) takes whatever no other fits.
    """
    fitting = [kind for kind in known.tables if _fits(kind, header, known, as_of)]
    if not fitting:
        raise ValueError("tables.toml must end with a kind that needs nothing")
    whole = [kind for kind in fitting if not _left_over(kind, header)]
    kind = (whole or fitting)[0]
    return kind, _places(kind, header)


def understand(sheet: Sheet, answers: Answers, known: Known, notices: Notices) -> Sheet:
    """The sheet with what its headings mean, by an answer or as remembered; ignored columns are
    left out with a notice."""
    answered = {heading_key(one): means for one, means in answers.columns.items()}
    # An answer goes before what the heading means by itself; what is remembered does not.
    meaning = [answered.get(heading_key(one)) or known.meaning(one) for one in sheet.header]
    ignored = [place for place, means in enumerate(meaning) if means == IGNORED]
    for place in ignored:
        heading = sheet.header[place]
        message = f"“{heading}”这一列已选定不读，没有读入。"
        notices.add(sheet.header_row, heading, heading, "ignored_column", message)
    return replace(sheet, meaning=meaning).without_columns(ignored)


def check_headings(
    sheet: Sheet, kind: TableKind, places: dict[str, int], known: Known, problems: Problems
) -> None:
    """Problems for a second column of one field, filled columns without a name, and headings that
    belong to nothing; columns of indicators are left to the reading of a wide table."""
    for place, (heading, means) in enumerate(zip(sheet.header, sheet.meaning, strict=True)):
        field = kind.field_of(means)
        if not heading:
            _unnamed(sheet, place, problems)
        elif field is not None and places[field] != place:
            first = sheet.header[places[field]]
            message = f"“{heading}”和“{first}”说的是同一件事。请只留一列。"
            problems.add(sheet.header_row, heading, heading, "duplicate", message)
        elif field is None and not is_ignored(kind, means) and kind.content != "values_wide":
            message = _unknown(kind, means, known)
            problems.append(
                Problem(
                    sheet.header_row,
                    heading,
                    heading,
                    "unknown_column",
                    message,
                    (),
                    heading,
                    "heading",
                )
            )


def _fits(kind: TableKind, header: list[str], known: Known, as_of: date | None) -> bool:
    places = _places(kind, header)
    if not all(any(one in places for one in need.split("|")) for need in kind.needs):
        return False
    if kind.one_of and not any(one in places for one in kind.one_of):
        return False
    if not kind.timeless:
        return True
    # 户数 is a field of the village list and a count as well: with a day it is a count.
    counted = header if as_of is not None else _left_over(kind, header)
    return not any(known.is_day_heading(one) or known.indicator(one) for one in counted)


def _places(kind: TableKind, header: list[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, heading in enumerate(header):
        field = kind.field_of(heading)
        if field is not None:
            places.setdefault(field, place)
    return places


def is_ignored(kind: TableKind, heading: str) -> bool:
    """Whether a heading may stand in such a table and is not read."""
    return heading_key(heading) in kind.ignored or is_previous(heading)


def _left_over(kind: TableKind, header: Sequence[str]) -> list[str]:
    return [
        one for one in header if one and kind.field_of(one) is None and not is_ignored(kind, one)
    ]


def _unnamed(sheet: Sheet, place: int, problems: Problems) -> None:
    filled = np.flatnonzero(sheet.columns[place].where(lambda text: bool(text.strip())))
    if len(filled):
        column, first = f"第 {place + 1} 列", sheet.row_numbers[filled[0]]
        message = f"{column}没有列名，第 {first} 行起却有内容。请补上列名，或删去这一列。"
        problems.add(sheet.header_row, column, None, "unnamed_column", message)


def _unknown(kind: TableKind, heading: str, known: Known) -> str:
    if known.indicator(heading):
        cure = "指标请写进“指标”列，一行一个值；或另存为每个指标一列的表"
        return f"“{heading}”是指标，不能在这样的表里另占一列。{cure}。"
    fields = "、".join(headings[0] for _, *headings in kind.fields.values())
    return f"看不懂“{heading}”这一列。请改成{fields}之一，或删去这一列；附注请写在“备注”列。"
