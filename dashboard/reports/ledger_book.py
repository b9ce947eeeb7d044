"""短板台账 as a workbook that prints on A4 across: the heading on every sheet of paper, one page wide.

Every text is written as text, so that nothing somebody typed is ever a formula. The same data give the
same bytes.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import pandas as pd
import xlsxwriter

from dashboard.components import formats, phrases, theme
from dashboard.components import ledger_words as words
from dashboard.domain import ledger
from dashboard.store import definitions, queries
from dashboard.words import say

A4 = 9
HEAD = 2
"""Rows above the heading: the title, and the line with day, counts and colours."""
LINE_HEIGHT = 15.0
COLUMNS: Mapping[str, Mapping[str, int]] = {
    ledger.SHORTFALL: {
        "number": 5, "no": 7, "village": 8, "star": 9, "indicator": 13, "problem": 16, "source": 9,
        "found": 11, "severity": 6, "measure": 24, "unit": 11, "owner": 13, "liaison": 13, "due": 11,
        "progress": 16, "state": 9, "colour": 12, "closed": 11, "evidence": 18, "accepted": 12,
        "remarks": 13,
    },
    ledger.REPORT: {
        "number": 5, "no": 8, "village": 10, "category": 11, "place": 18, "matter": 30, "found": 12,
        "owner": 18, "due": 12, "answer": 30, "state": 10, "colour": 14, "closed": 12,
        "accepted": 16, "remarks": 16,
    },
}  # fmt: skip
"""The columns of each kind in their order, with their widths in characters."""
DAYS = ("found", "due", "closed")
MIDDLE = ("number", "no", "star", "severity", "state", "found", "due", "closed", "category")


@dataclass(frozen=True)
class _Formats:
    """The formats of a workbook: of heading, text, text in the middle, day, and of each colour."""

    head: Any
    text: Any
    middle: Any
    day: Any
    colours: Mapping[str, Any]


def build(rows: pd.DataFrame, day: date) -> bytes:
    """The workbook of these rows of the read ``ledger``: a sheet for shortfalls, and one for what
    villages reported when there is any."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    town = queries.instance()
    # The moment of making it would differ in every copy.
    made = datetime.combine(day, time(), tzinfo=UTC)
    title = say("ledger.book.title", town=town.township)
    book.set_properties({"created": made, "title": title})
    kept = _formats(book)
    for kind in ledger.KINDS:
        own = rows[rows["kind"] == kind]
        if kind == ledger.SHORTFALL or not own.empty:
            sheet = book.add_worksheet(say(f"ledger.book.sheet.{kind}"))
            heading = title if kind == ledger.SHORTFALL else say("ledger.book.sheet.report")
            _fill(book, sheet, own.to_dict("records"), kind, heading, day, kept)
    book.close()
    return out.getvalue()


def _formats(book: Any) -> _Formats:
    edge = {"border": 1, "border_color": theme.INK3, "valign": "vcenter", "font_size": 11,
            "text_wrap": True}  # fmt: skip
    middle = edge | {"align": "center"}
    return _Formats(
        head=book.add_format(middle | {"bold": True, "bg_color": theme.PANEL}),
        text=book.add_format(edge | {"num_format": "@"}),
        middle=book.add_format(middle | {"num_format": "@"}),
        day=book.add_format(middle | {"num_format": "yyyy-mm-dd"}),
        colours={
            one: book.add_format(
                middle | {"bg_color": theme.GROUND_OF[one], "font_color": theme.INK_OF[one]}
            )
            for one in theme.TONE_OF
        },
    )


def _fill(
    book: Any, sheet: Any, rows: Sequence[Mapping[Any, Any]], kind: str, title: str, day: date,
    kept: _Formats,
) -> None:  # fmt: skip
    columns = COLUMNS[kind]
    last = len(columns) - 1
    big = book.add_format({"bold": True, "font_size": 18, "align": "center", "valign": "vcenter"})
    note = book.add_format({"font_size": 11, "font_color": theme.INK2, "valign": "vcenter"})
    sheet.merge_range(0, 0, 0, last, title, big)
    sheet.merge_range(1, 0, 1, last, _note(rows, day), note)
    sheet.set_row(0, 32)
    sheet.set_row(1, 20)
    for place, (name, width) in enumerate(columns.items()):
        sheet.set_column(place, place, width)
        sheet.write_string(HEAD, place, say(f"ledger.book.column.{name}"), kept.head)
    sheet.set_row(HEAD, 2 * LINE_HEIGHT + 4)
    for number, row in enumerate(rows, 1):
        cells = _cells(row, number, day)
        lines = 1
        for place, (name, width) in enumerate(columns.items()):
            value = cells[name]
            if isinstance(value, date):
                sheet.write_datetime(
                    HEAD + number, place, datetime.combine(value, time()), kept.day
                )
                continue
            form = kept.middle if name in MIDDLE else kept.text
            if name == "colour":
                form = kept.colours[str(row["colour"])]
            sheet.write_string(HEAD + number, place, value, form)
            lines = max(lines, _lines(value, width))
        # Written down, since not every office program fits rows to wrapped texts when it opens.
        sheet.set_row(HEAD + number, min(LINE_HEIGHT * lines + 6, 400))
    end = HEAD + max(len(rows), 1)
    sheet.autofilter(HEAD, 0, end, last)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{_letter(last)}{end + 1}"})
    sheet.freeze_panes(HEAD + 1, 3)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.repeat_rows(HEAD)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, end, last)
    sheet.center_horizontally()
    sheet.set_footer(f"&C{say('ledger.book.page')}")


def _letter(column: int) -> str:
    return chr(ord("A") + column)


def _note(rows: Sequence[Mapping[Any, Any]], day: date) -> str:
    late = sum(row["colour"] == "red" for row in rows)
    closed = sum(not row["is_open"] for row in rows)
    soon = definitions.deadlines().soon_days
    return say("ledger.book.note", day=day, n=len(rows), closed=closed, late=late, soon=soon)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a cell so many characters wide."""
    return sum(
        -(-max(sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in part), 1)
          // max(width - 1, 1))
        for part in text.split("\n")
    )  # fmt: skip


def _cells(row: Mapping[Any, Any], number: int, day: date) -> dict[str, str | date]:
    problem = str(row["what"])
    if not formats.is_missing(row["indicator_code"]):
        now = words.value_due(row, day)
        problem = say("ledger.book.value", value=now) if now != say("formats.nothing") else ""
    severities = definitions.deadlines().severities
    return {
        "number": str(number),
        "no": row["item_no"],
        "village": phrases.village(row["village"]),
        "star": row["star"],
        "indicator": _text(row["indicator"]),
        "problem": problem,
        "category": row["category"],
        "place": row["place"],
        "matter": str(row["what"]),
        "source": row["source"],
        "found": _day(row["found_on"]),
        "severity": str(severities.get(row["severity"], row["severity"])),
        "measure": _text(row["measure"]),
        "unit": _text(row["lead_unit"]),
        "owner": _text(row["owner_post"]),
        "liaison": _text(row["liaison_post"]),
        "due": _day(row["due_date"]),
        "progress": _text(row["progress"]),
        "answer": _text(row["progress"]),
        "state": words.state_name(row),
        "colour": words.colour(row, day.year),
        "closed": _day(row["closed_on"]),
        "evidence": _text(row["evidence"]),
        "accepted": _text(row["accepted_by"]),
        "remarks": words.marks(row),
    }


def _text(value: object) -> str:
    return "" if formats.is_missing(value) else str(value)


def _day(value: Any) -> str | date:
    return "" if formats.is_missing(value) else pd.Timestamp(value).date()
