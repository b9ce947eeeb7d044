"""Long text files that are plainly regular, column by column and many times faster than record by
record. Whatever is not plain (quotes, titles, ragged rows) is left to the patient reader, with the
same result: a test holds both against each other."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from dashboard.domain.intake.column import Column
from dashboard.domain.intake.header import MOST_TITLES, find_header
from dashboard.domain.intake.known import Known
from dashboard.domain.intake.progress import Watch, unwatched
from dashboard.domain.intake.sheet import Sheet
from dashboard.domain.intake.text_file import decode, delimiter_of

LARGE = 1 << 20  # bytes; below that the patient reader is quick enough
BLOCK = 4 << 20
HEAD = 1 << 16
LONG = 64 << 20  # bytes; up to that all cores read at once, which takes less than a second
_LINE_END = re.compile(r"\r\n|\n|\r")


def read_large(data: bytes, known: Known, watch: Watch = unwatched) -> Sheet | None:
    """The table of a long regular file; None for any other. Unreadable as the patient reader."""
    if b'"' in data:
        return None
    text, encoding = decode(data)
    delimiter = delimiter_of(text)
    lines = _LINE_END.split(text[:HEAD])[:-1][: MOST_TITLES + 2]
    records = [(n, line.split(delimiter)) for n, line in enumerate(lines, 1)]
    if not delimiter.isascii() or len(records) < 2 or not any(map(str.strip, records[0][1])):
        return None
    filled = [one for one in records if any(map(str.strip, one[1]))]
    place, header = find_header(filled, known)
    if place != 0 or not header[-1]:
        return None
    body = data if encoding == "UTF-8" else text.encode()
    del text
    try:
        columns = _columns(body, delimiter, len(header), watch)
    except pa.ArrowInvalid:
        return None
    sheet = Sheet(header, columns, np.arange(2, len(columns[0]) + 2), [], encoding)
    blank = _blank_rows(columns)
    return sheet.without_rows(blank) if blank else sheet


def _columns(body: bytes, delimiter: str, width: int, watch: Watch) -> list[Column]:
    names = [str(place) for place in range(width)]
    options = {
        "read_options": arrow_csv.ReadOptions(column_names=names, skip_rows=1, block_size=BLOCK),
        "parse_options": arrow_csv.ParseOptions(
            delimiter=delimiter, quote_char=False, double_quote=False, ignore_empty_lines=False
        ),
        "convert_options": arrow_csv.ConvertOptions(
            column_types={name: pa.dictionary(pa.int32(), pa.string()) for name in names},
            strings_can_be_null=False,
        ),
    }
    watch("read", 0, len(body))
    if len(body) < LONG:
        table = arrow_csv.read_csv(pa.BufferReader(body), **options)
    else:
        table = _watched(arrow_csv.open_csv(pa.BufferReader(body), **options), len(body), watch)
    return [Column.of_chunks(table.column(name)) for name in names]


def _watched(reader: arrow_csv.CSVStreamingReader, size: int, watch: Watch) -> pa.Table:
    """Read block by block: on one core, but it can be seen and stopped."""
    batches = []
    for batch in reader:
        batches.append(batch)
        watch("read", min(len(batches) * BLOCK, size), size)
    return pa.Table.from_batches(batches, reader.schema)


def _blank_rows(columns: list[Column]) -> list[int]:
    """The places of rows that hold nothing."""
    blank = np.ones(len(columns[0]), dtype=bool)
    for one in columns:
        blank &= one.where(lambda text: not text.strip())
        if not blank.any():
            return []
    found: list[int] = np.flatnonzero(blank).tolist()
    return found
