"""A file given back with a column 问题: what is wrong with it, in the rows where it is wrong."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from dashboard.domain.errors import Refused
from dashboard.domain.intake.formats import WORKBOOKS, workbook_kind
from dashboard.domain.intake.problem import Finding
from dashboard.domain.intake.text_file import decode, delimiter_of, read_text
from dashboard.domain.intake.unreadable import Unreadable
from dashboard.reports.marked_workbook import marked_workbook
from dashboard.reports.marks import place
from dashboard.words import say

ENDINGS = ("csv", "tsv", "txt")
CODECS = {"UTF-8": "utf-8", "UTF-16": "utf-16-le"}  # else GB18030


def marked(data: bytes, file_name: str, problems: Sequence[Finding]) -> tuple[str, bytes]:
    """The name and the bytes of the marked file: text in its own encoding, delimiter and line ends
    with every record as it was; a workbook as .xlsx, its values and widths only.

    ``problems`` are the problems and warnings of its verdict, and its notices, which are not written
    but tell where the header is and which sheet was read. Refused when the file holds no table, or
    person-level data, which is never repeated.
    """
    if any(one.kind == "private_data" for one in problems):
        raise Refused(say("marked.private"))
    try:
        kind = workbook_kind(data, file_name)
        written = _text(data, problems) if kind is None else marked_workbook(data, problems)
    except Unreadable as error:
        raise Refused(error.problem.message) from None
    return marked_name(file_name), written


def marked_name(file_name: str) -> str:
    """What the marked file of a readable file is called."""
    path = PurePath(file_name)
    own = path.suffix[1:].lower()
    is_book = own in WORKBOOKS
    ending = "xlsx" if is_book else own if own in ENDINGS else ENDINGS[0]
    stem = path.stem if is_book or own in ENDINGS else path.name
    return say("marked.name", stem=stem, ending=ending)


def _text(data: bytes, problems: Sequence[Finding]) -> bytes:
    read_text(data)  # refuses what is no table
    text, encoding = decode(data)
    codec = CODECS.get(encoding, "gb18030")
    if data.startswith(b"\xfe\xff"):
        codec = "utf-16-be"
    marks = data[: len(data) - len(text.encode(codec))]  # byte order marks
    body = text.rstrip("\r\n")
    delimiter = delimiter_of(body)
    records = list(_records(body, delimiter))
    filled = [
        (number, len(set(map(str.strip, cells)) - {""}))
        for number, (_, cells) in enumerate(records, 1)
        if any(map(str.strip, cells))
    ]
    told = place(problems, filled).texts
    width = max(len(cells) for _, cells in records)
    pieces = [
        _with(raw, cells, told[number], delimiter, width) if number in told else raw
        for number, (raw, cells) in enumerate(records, 1)
    ]
    return marks + ("".join(pieces) + text[len(body) :]).encode(codec)


def _records(text: str, delimiter: str) -> Iterator[tuple[str, list[str]]]:
    """Each record as it stands in the text, with its line end, and its cells."""
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader(iter(lines), delimiter=delimiter, strict=True)
    start = 0
    for cells in reader:
        yield "".join(lines[start : reader.line_num]), cells
        start = reader.line_num


def _with(raw: str, cells: list[str], mark: str, delimiter: str, width: int) -> str:
    """The record with one more cell, which stands in the same column in all records."""
    body = raw.rstrip("\r\n")
    gap = delimiter * (width - max(len(cells), 1) + 1)
    quoted = mark.replace('"', '""')
    return f'{body}{gap}"{quoted}"{raw[len(body) :]}'
