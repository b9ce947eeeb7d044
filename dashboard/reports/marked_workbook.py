"""A workbook given back with a column 问题: values, widths and merged cells, nothing else of it."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from dashboard.components import theme
from dashboard.domain.intake.privacy import masked
from dashboard.domain.intake.problem import Finding, Notice
from dashboard.domain.intake.unreadable import Unreadable
from dashboard.domain.intake.workbook import Page, read_pages
from dashboard.reports.marks import Marks, place
from dashboard.words import say

NARROW, WIDE, MARKED = 6, 40, 60  # widths of columns in characters
LOOKED_AT = 300  # rows that a column's width is taken from
MOST_MERGED = 20_000  # cells of a sheet that are merged again
MOST_HELD = 400_000  # cells of a book held in memory; a larger one is written row by row, unmerged
LONGEST = 11  # digits; longer numbers are codes and stay text
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def marked_workbook(data: bytes, problems: Sequence[Finding]) -> bytes:
    """The .xlsx; Unreadable when the workbook cannot be read or is empty. Problems are written
    into the sheet that a notice names as read, else into the first that is not empty."""
    pages = read_pages(data)
    filled = [page for page in pages if any(any(map(str.strip, row)) for row in page.rows)]
    if not filled:
        raise Unreadable("empty", say("marked.nothing"))
    named = {one.cell for one in problems if isinstance(one, Notice) and one.kind == "sheet"}
    chosen = next((page for page in filled if masked(page.name) in named), filled[0])
    out = io.BytesIO()
    large = sum(len(row) for page in pages for row in page.rows) > MOST_HELD
    with xlsxwriter.Workbook(out, {"constant_memory": large}) as book:
        taken: set[str] = set()
        for number, page in enumerate(pages, 1):
            sheet = book.add_worksheet(_sheet_name(page.name, number, taken))
            marks = place(problems, _filled(page)) if page is chosen else None
            _write(book, sheet, page, marks, mergeable=not large)
            if page is chosen:
                sheet.activate()
    return out.getvalue()


def _filled(page: Page) -> list[tuple[int, int]]:
    return [
        (number, len(set(map(str.strip, row)) - {""}))
        for number, row in enumerate(page.rows, 1)
        if any(map(str.strip, row))
    ]


def _sheet_name(name: str, number: int, taken: set[str]) -> str:
    """The name as far as .xlsx allows it, unlike those before."""
    plain = _FORBIDDEN.sub("_", masked(name)).strip().strip("'")[:31].strip("'")
    if not plain or plain.lower() in taken | {"history"}:
        plain = say("marked.sheet", number=number)
    while plain.lower() in taken:
        plain += "_"
    taken.add(plain.lower())
    return plain


def _write(
    book: Any, sheet: Any, page: Page, marks: Marks | None, *, mergeable: bool
) -> None:  # fmt: skip
    """Write the merged cells, then the rows in their order."""
    width = max((n for row in page.rows for n, cell in enumerate(row, 1) if cell), default=0)
    for column in range(width):
        sheet.set_column(column, column, _width(page, column))
    if marks is not None:
        sheet.set_column(width, width, MARKED)
    for area in _merged(page, width) if mergeable else ():
        sheet.merge_range(*area, "")
    wrong = book.add_format({"bg_color": theme.AMBER_GROUND})
    bold = book.add_format({"bold": True})
    for number, row in enumerate(page.rows):
        mark = marks.texts.get(number + 1) if marks else None
        heads = marks is not None and number + 1 == marks.header
        look = bold if heads else wrong if mark else None
        for column, cell in enumerate(row[:width]):
            _write_cell(sheet, number, column, cell, look)
        if mark:
            sheet.write_string(number, width, mark, look)


def _write_cell(sheet: Any, row: int, column: int, cell: str, look: Any) -> None:
    """A number where it reads back the same, else text: nothing is run as a formula."""
    if not cell:
        if look is not None:
            sheet.write_blank(row, column, None, look)
    elif _NUMBER.fullmatch(cell) and _is_exact(cell):
        sheet.write_number(row, column, float(cell), look)
    else:
        sheet.write_string(row, column, cell, look)


def _is_exact(text: str) -> bool:
    # A workbook's number −0 reads back as 0; adding 0.0 makes it that here too.
    return sum(map(str.isdigit, text)) <= LONGEST and f"{float(text) + 0.0:.15g}" == text


def _width(page: Page, column: int) -> int:
    cells = (row[column] for row in page.rows[:LOOKED_AT] if column < len(row))
    own = max((_shown(cell) for cell in cells), default=0)
    return min(max(own + 2, NARROW), WIDE)


def _shown(cell: str) -> int:
    """How wide the longest line of a cell is; Chinese characters count two."""
    lines = cell.splitlines() or [""]
    return max(
        sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line[:WIDE])
        for line in lines
    )


def _merged(page: Page, width: int) -> list[tuple[int, int, int, int]]:
    """The merged areas as far as they lie in the table, without those that lie over one another."""
    kept: list[tuple[int, int, int, int]] = []
    taken: set[tuple[int, int]] = set()
    for top, left, bottom, right in page.merged:
        bottom, right = min(bottom, len(page.rows) - 1), min(right, width - 1)
        size = (bottom - top + 1) * (right - left + 1)
        if top > bottom or left > right or size < 2 or len(taken) + size > MOST_MERGED:
            continue
        cells = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
        if not cells & taken:
            taken |= cells
            kept.append((top, left, bottom, right))
    return kept
