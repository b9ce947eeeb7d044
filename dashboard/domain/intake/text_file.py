"""From bytes to records of text: encoding, delimiter, quotes. Raises Unreadable with a Problem."""

from __future__ import annotations

import csv
import io
import re

from dashboard.domain.intake.unreadable import Unreadable

DELIMITERS = ",\t;|，"
HEAD_LINES = 5  # titles, the header and a row: what the delimiter is recognised from
HEAD_CHARACTERS = 1 << 16
QUOTE_CURE = "请删去多余的引号，或在 WPS 里重新另存为 CSV。"
_QUOTED = re.compile(r'(?:^|(?<=[,\t;|，\r\n]))"(?:[^"]|"")*"')


def read_text(data: bytes) -> tuple[list[list[str]], str]:
    """The records of a text file, blank ones among them, and the name of its encoding."""
    text, encoding = decode(data)
    if not text.strip():
        raise Unreadable("empty", "文件是空的。请确认保存后再上传。")
    return _records(text.rstrip("\r\n")), encoding


def decode(data: bytes) -> tuple[str, str]:
    """The text without byte order marks, however many, and the name of its encoding."""
    text, encoding = _decoded(data)
    return text.lstrip("\ufeff"), encoding


def _decoded(data: bytes) -> tuple[str, str]:
    """Text and the name of its encoding: UTF-8 (with or without BOM), UTF-16 with BOM, GB18030."""
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
    delimiter = delimiter_of(text)
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        why = "表格的引号没有配对，读不出行列。"
        if "field limit" in str(error):
            why = f"有一格超过 {csv.field_size_limit()} 个字，多半是引号没有配对。"
        raise Unreadable("not_a_table", f"{why}{QUOTE_CURE}") from None
    _refuse_swallowed(records, delimiter)
    return records


def delimiter_of(text: str) -> str:
    """The commonest delimiter of the first line that shares it with the next: the header and its
    first row do, a title with a comma in it does not. What is quoted is not looked at."""
    plain = _QUOTED.sub("q", text[:HEAD_CHARACTERS])
    lines = [line for line in re.split(r"[\r\n]+", plain) if line.strip()][:HEAD_LINES]
    best = [max(DELIMITERS, key=line.count) for line in lines]
    for (line, found), after in zip(zip(lines, best, strict=True), lines[1:], strict=False):
        if found in line and found in after:
            return found
    shown = (found for line, found in zip(lines, best, strict=True) if found in line)
    return next(shown, DELIMITERS[0])


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
