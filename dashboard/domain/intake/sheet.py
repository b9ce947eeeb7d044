"""From bytes to a table of text: encoding, delimiter, records. Raises Unreadable with a Problem."""

from __future__ import annotations

import csv
import io
import itertools
from dataclasses import dataclass

from dashboard.domain.intake.problem import Problem

DELIMITERS = ",\t;|，"
MOST_TITLES = 3  # lines above the header that are recognised as a title
QUOTE_CURE = "请删去多余的引号，或在 WPS 里重新另存为 CSV。"
_MAGIC = {
    b"PK\x03\x04": "这是 Excel 或压缩文件，不是 CSV。请在 WPS 里“另存为”CSV 再上传。",
    b"\xd0\xcf\x11\xe0": "这是旧版 Excel 文件，不是 CSV。请在 WPS 里“另存为”CSV 再上传。",
    b"%PDF": "这是 PDF，不是表格。请上传原始的 CSV 表。",
}


class Unreadable(Exception):
    """The file as a whole cannot be taken; holds the one Problem that says why."""

    def __init__(self, kind: str, message: str, row: int | None = None) -> None:
        super().__init__(message)
        self.problem = Problem(row, None, None, kind, message)


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
    text, encoding = decode(data)
    if not text.strip():
        raise Unreadable("empty", "文件是空的。请确认保存后再上传。")
    records = _records(text.rstrip("\r\n"))
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


def decode(data: bytes) -> tuple[str, str]:
    """The text without byte order marks, however many, and the name of its encoding."""
    text, encoding = _decoded(data)
    return text.lstrip("\ufeff"), encoding


def _decoded(data: bytes) -> tuple[str, str]:
    """Text and the name of its encoding: UTF-8 (with or without BOM), UTF-16 with BOM, GB18030."""
    for magic, message in _MAGIC.items():
        if data.startswith(magic):
            raise Unreadable("not_a_table", message)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(data, "utf-16"), "UTF-16"
    if b"\0" in data:
        raise Unreadable("not_a_table", "文件里有非文本内容，不是表格。请在 WPS 里另存为 CSV。")
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        pass
    repaired = data.decode("utf-8", errors="replace")
    broken = repaired.count("�")
    foreign = sum(1 for char in repaired if char > "\x7f") - broken
    if foreign > 20 * broken:
        raise Unreadable(
            "encoding", f"UTF-8 文件里有 {broken} 处坏字节。请重新保存或重新传送后再上传。"
        )
    return _strictly(data, "gb18030"), "GBK"


def _strictly(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(
            "encoding", "认不出文件的编码。请在 WPS 里另存为“CSV UTF-8”再上传。"
        ) from None
    if "\0" in text:
        raise Unreadable("not_a_table", "文件里有非文本内容，不是表格。请在 WPS 里另存为 CSV。")
    return text


def _records(text: str) -> list[list[str]]:
    delimiter = _delimiter(text)
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        raise Unreadable("not_a_table", f"表格的引号没有配对，读不出行列。{QUOTE_CURE}") from None
    _refuse_swallowed(records, delimiter)
    return records


def _delimiter(text: str) -> str:
    """The commonest delimiter of the first line that has any: a title above has none."""
    for line in itertools.islice(filter(str.strip, io.StringIO(text)), MOST_TITLES + 1):
        found = max(DELIMITERS, key=line.count)
        if found in line:
            return found
    return DELIMITERS[0]


def _refuse_swallowed(records: list[list[str]], delimiter: str) -> None:
    """Unreadable when a cell runs over whole lines of the table: its quote was closed too late."""
    width = next((len(cells) - 1 for cells in records if any(cells)), 0)
    for number, cells in enumerate(records, 1):
        for cell in cells:
            if width < 1 or ("\n" not in cell and "\r" not in cell):
                continue
            if any(line.count(delimiter) >= width for line in cell.splitlines()[1:]):
                message = (
                    f"第 {number} 行有个引号到几行之后才合上，把后面的行吞进了一格。{QUOTE_CURE}"
                )
                raise Unreadable("not_a_table", message, number)
