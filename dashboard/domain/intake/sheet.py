"""From records to a table of text: titles, header, rows. Raises Unreadable with a Problem."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from dashboard.domain.intake.column import Column, Places
from dashboard.domain.intake.header import Numbered, find_header
from dashboard.domain.intake.known import Known
from dashboard.domain.intake.privacy import SHORTEST, masked
from dashboard.domain.intake.problem import Notices
from dashboard.domain.intake.unreadable import Unreadable


@dataclass(frozen=True)
class Sheet:
    """A table of text: ``header`` (record ``header_row``) as written, ``columns`` of its width, and
    for each row its record number in the file. ``ragged`` lists rows that had more filled cells
    than headings; ``margin`` has the long cells above and beside the table, with their record
    numbers, which are only looked through for person-level data. ``meaning`` has for each heading
    the known heading it stands for; where nobody said otherwise it is the heading itself."""

    header: list[str]
    columns: list[Column]
    row_numbers: Places
    ragged: list[int]
    encoding: str
    header_row: int = 1
    margin: tuple[tuple[int, str], ...] = ()
    meaning: list[str] = field(default_factory=list)
    sheets: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.meaning:
            object.__setattr__(self, "meaning", self.header)

    def __len__(self) -> int:
        return len(self.row_numbers)

    def rows(self) -> list[list[str]]:
        """The rows as lists of text, for tables that are short."""
        return [list(row) for row in zip(*(one.cells() for one in self.columns), strict=True)]

    def without_rows(self, places: list[int]) -> Sheet:
        """The sheet without the rows in these places."""
        kept = np.ones(len(self), dtype=bool)
        kept[places] = False
        gone = {int(self.row_numbers[place]) for place in places}
        return replace(
            self,
            columns=[one.take(kept) for one in self.columns],
            row_numbers=self.row_numbers[kept],
            ragged=[n for n in self.ragged if n not in gone],
        )

    def without_columns(self, places: list[int]) -> Sheet:
        """The sheet without the columns in these places."""
        kept = [place for place in range(len(self.header)) if place not in places]
        return replace(
            self,
            header=[self.header[place] for place in kept],
            columns=[self.columns[place] for place in kept],
            meaning=[self.meaning[place] for place in kept],
        )

    def place_of(self, row: int, heading: str) -> tuple[int, int] | None:
        """The place of a row and of a column, or None where there is no such cell."""
        at = int(np.searchsorted(self.row_numbers, row))
        if at == len(self) or self.row_numbers[at] != row or heading not in self.header:
            return None
        return at, self.header.index(heading)

    def changed(self, row: int, column: int, text: str) -> Sheet:
        """The sheet with another text in one cell."""
        columns = list(self.columns)
        columns[column] = columns[column].changed(row, text)
        return replace(self, columns=columns)


def read_sheet(records: list[list[str]], encoding: str, known: Known, notices: Notices) -> Sheet:
    """The table in the records; blank records and blank trailing columns are dropped, lines above
    the header are left out with a notice."""
    numbered = [(n, cells) for n, cells in enumerate(records, 1) if any(map(str.strip, cells))]
    if not numbered:
        raise Unreadable("empty", "文件里没有内容。请确认保存后再上传。")
    place, header = find_header(numbered, known)
    for one in numbered[:place]:
        _tell_title(one, notices)
    while header and not header[-1]:
        header.pop()
    width, body = len(header), numbered[place + 1 :]
    if not body:
        raise Unreadable("empty", "只有表头，没有数据行。请填好数值后再上传。")
    padded = [(cells + [""] * width)[:width] for _, cells in body]
    ragged = [number for number, cells in body if any(map(str.strip, cells[width:]))]
    margin = [(n, cell) for n, cells in numbered[:place] for cell in cells]
    margin += [(n, cell) for n, cells in numbered[place:] for cell in cells[width:]]
    return Sheet(
        header,
        [Column.of(cells) for cells in zip(*padded, strict=True)],
        np.array([number for number, _ in body], dtype=np.int64),
        ragged,
        encoding,
        numbered[place][0],
        tuple(one for one in margin if len(one[1]) >= SHORTEST),
    )


def _tell_title(record: Numbered, notices: Notices) -> None:
    number, cells = record
    text = masked(next(cell.strip() for cell in cells if cell.strip()))
    shown = text if len(text) <= 30 else text[:30] + "…"
    message = f"第 {number} 行“{shown}”在列名上面，当作标题，没有读入。"
    notices.add(number, None, text, "title_row", message)
