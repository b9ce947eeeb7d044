"""From records to a table of text: titles, header, rows. Raises Unreadable with a Problem."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.domain.intake.header import Numbered, find_header
from dashboard.domain.intake.known import Known
from dashboard.domain.intake.privacy import SHORTEST, masked
from dashboard.domain.intake.problem import Notices
from dashboard.domain.intake.unreadable import Unreadable


@dataclass(frozen=True)
class Sheet:
    """A table of text: ``header`` (record ``header_row``), ``rows`` padded to its width, and for
    each row its record number in the file. ``ragged`` lists rows that had more filled cells than
    headings; ``margin`` has the long cells above and beside the table, with their record numbers,
    which are only looked through for person-level data."""

    header: list[str]
    rows: list[list[str]]
    row_numbers: list[int]
    ragged: list[int]
    encoding: str
    header_row: int = 1
    margin: tuple[tuple[int, str], ...] = ()

    def without(self, numbers: set[int]) -> Sheet:
        """The sheet without the rows of these numbers."""
        kept = [place for place, n in enumerate(self.row_numbers) if n not in numbers]
        return replace(
            self,
            rows=[self.rows[place] for place in kept],
            row_numbers=[self.row_numbers[place] for place in kept],
            ragged=[n for n in self.ragged if n not in numbers],
        )


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
    width, rows, numbers, ragged = len(header), [], [], []
    for number, cells in numbered[place + 1 :]:
        if any(map(str.strip, cells[width:])):
            ragged.append(number)
        rows.append((cells + [""] * width)[:width])
        numbers.append(number)
    if not rows:
        raise Unreadable("empty", "只有表头，没有数据行。请填好数值后再上传。")
    margin = [(n, cell) for n, cells in numbered[:place] for cell in cells]
    margin += [(n, cell) for n, cells in numbered[place:] for cell in cells[width:]]
    long = tuple(one for one in margin if len(one[1]) >= SHORTEST)
    return Sheet(header, rows, numbers, ragged, encoding, numbered[place][0], long)


def _tell_title(record: Numbered, notices: Notices) -> None:
    number, cells = record
    text = masked(next(cell.strip() for cell in cells if cell.strip()))
    shown = text if len(text) <= 30 else text[:30] + "…"
    message = f"第 {number} 行“{shown}”在列名上面，当作标题，没有读入。"
    notices.add(number, None, text, "title_row", message)
