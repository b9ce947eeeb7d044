"""From records to a table of text: titles, header, rows. Raises Unreadable with a Problem."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.domain.intake.text_file import read_text
from dashboard.domain.intake.unreadable import Unreadable

MOST_TITLES = 3  # lines above the header that are recognised as a title


@dataclass(frozen=True)
class Sheet:
    """A table of text: ``header`` (record 1), ``rows`` padded to its width, and for each row its
    record number in the file. ``ragged`` lists rows that had more filled cells than headings."""

    header: list[str]
    rows: list[list[str]]
    row_numbers: list[int]
    ragged: list[int]
    encoding: str


def read_sheet(data: bytes, max_bytes: int | None = None) -> Sheet:
    """Decode and split a CSV; blank records and blank trailing columns are dropped."""
    if max_bytes is not None and len(data) > max_bytes:
        limit = max_bytes >> 20
        raise Unreadable("too_large", f"文件超过 {limit} MB。请按月拆成几个文件，逐个上传。")
    records, encoding = read_text(data)
    numbered = [(n, cells) for n, cells in enumerate(records, 1) if any(map(str.strip, cells))]
    if not numbered:
        raise Unreadable("empty", "文件里没有内容。请确认保存后再上传。")
    _refuse_title(numbered)
    header = [cell.strip() for cell in numbered[0][1]]
    while header and not header[-1]:
        header.pop()
    width, rows, numbers, ragged = len(header), [], [], []
    for number, cells in numbered[1:]:
        if any(map(str.strip, cells[width:])):
            ragged.append(number)
        rows.append((cells + [""] * width)[:width])
        numbers.append(number)
    if not rows:
        raise Unreadable("empty", "只有表头，没有数据行。请填好数值后再上传。")
    return Sheet(header, rows, numbers, ragged, encoding)


def _refuse_title(numbered: list[tuple[int, list[str]]]) -> None:
    """Unreadable when the first records have one filled cell each and the next has several."""
    filled = [sum(bool(cell.strip()) for cell in cells) for _, cells in numbered[: MOST_TITLES + 1]]
    titles = next((place for place, count in enumerate(filled) if count > 1), 0)
    if titles:
        first, last = numbered[0][0], numbered[titles - 1][0]
        rows = f"第 {first} 行" if first == last else f"第 {first}～{last} 行"
        message = f"{rows}只有一格，像是表的标题。请删去列名上面的行，使第一行就是列名。"
        raise Unreadable("title_row", message, first)
