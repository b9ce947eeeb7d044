"""The verdict on one file: what it holds, or everything that is wrong with it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pandas as pd

from dashboard.domain.intake import tables, values
from dashboard.domain.intake.answers import NO_ANSWERS, Answers
from dashboard.domain.intake.formats import workbook_kind
from dashboard.domain.intake.headings import check_headings, recognise
from dashboard.domain.intake.known import Known, TableKind
from dashboard.domain.intake.privacy import HIDDEN, SHORTEST, masked, private_kind
from dashboard.domain.intake.problem import Notice, Notices, Problem, Problems
from dashboard.domain.intake.readings import no_readings
from dashboard.domain.intake.sheet import Sheet, read_sheet
from dashboard.domain.intake.summary import drop_summaries
from dashboard.domain.intake.text_file import read_text
from dashboard.domain.intake.unreadable import Unreadable
from dashboard.domain.intake.workbook import read_workbook

MOST_BYTES = 50 << 20  # as server.maxUploadSize of .streamlit/config.toml


@dataclass(frozen=True)
class Verdict:
    """What was found in a file.

    ``content`` is 'values' or the kind of table; ``readings`` has one row per village, indicator
    and day (village_code, indicator_code, as_of, value, qualifier, row_number, column_name);
    ``records`` holds the rows of another kind of table. Nothing may be stored while ``problems``
    is not empty; ``notices`` tell what was only tidied. ``data`` are the bytes as received and
    ``answers`` what a person said of them: together they give the same verdict again. ``mended``
    are the cells read otherwise than they stand: row, column, original, text.
    """

    file_name: str
    sha256: str
    content: str
    as_of: date | None
    encoding: str
    mapping: dict[str, str] = field(default_factory=dict)
    readings: pd.DataFrame = field(default_factory=no_readings)
    records: list[dict[str, Any]] = field(default_factory=list)
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    notices: tuple[Notice, ...] = ()
    row_count: int = 0
    column_count: int = 0
    answers: Answers = NO_ANSWERS
    data: bytes = field(default=b"", repr=False)
    mended: tuple[tuple[int, str, str, str], ...] = ()

    @property
    def status(self) -> str:
        """'rejected', 'warned' or 'accepted'."""
        return "rejected" if self.problems else "warned" if self.warnings else "accepted"

    @property
    def value_count(self) -> int:
        """How many values or records publishing would store."""
        return len(self.readings) + len(self.records)


def judge(
    data: bytes,
    file_name: str,
    known: Known,
    as_of: date | None = None,
    max_bytes: int | None = MOST_BYTES,
    answers: Answers = NO_ANSWERS,
) -> Verdict:
    """Read and judge a file of at most ``max_bytes``; never raises for what is in it."""
    verdict = _judge(data, file_name, known, as_of, max_bytes)
    return replace(verdict, data=data, answers=answers)


def _judge(
    data: bytes, file_name: str, known: Known, as_of: date | None, max_bytes: int | None
) -> Verdict:
    sha256 = hashlib.sha256(data).hexdigest()
    file_name = _storable(file_name)
    shown = masked(file_name)
    notices, problems = Notices(), Problems()
    try:
        sheet = _open(data, file_name, known, max_bytes, notices)
    except Unreadable as error:
        return Verdict(shown, sha256, "", as_of, "", problems=(error.problem,))
    _private(file_name, sheet, problems)
    if problems:
        return Verdict(shown, sha256, "", as_of, sheet.encoding, problems=problems.listed())
    verdict = _read(sheet, Verdict(shown, sha256, "", as_of, sheet.encoding), known, notices)
    return replace(verdict, notices=notices.listed())


def _open(
    data: bytes, file_name: str, known: Known, max_bytes: int | None, notices: Notices
) -> Sheet:
    """The table in the file's bytes."""
    if max_bytes is not None and len(data) > max_bytes:
        limit = max_bytes >> 20
        raise Unreadable("too_large", f"文件超过 {limit} MB。请按月拆成几个文件，逐个上传。")
    kind = workbook_kind(data, file_name)
    if kind is None:
        return read_sheet(*read_text(data), known, notices)
    records, others = read_workbook(data, known, notices)
    sheet = read_sheet(records, kind, known, notices)
    beside = tuple((0, cell) for row in others for cell in row if len(cell) >= SHORTEST)
    return replace(sheet, margin=sheet.margin + beside)


def _read(sheet: Sheet, file: Verdict, known: Known, notices: Notices) -> Verdict:
    """The verdict on the table, once it is known to hold no person-level data."""
    problems = Problems()
    kind, places = recognise(sheet.header, known, file.as_of)
    check_headings(sheet, kind, places, known, problems)
    sheet = drop_summaries(sheet, kind, places, known, notices)
    if not sheet.rows:
        problems.add(None, None, None, "empty", "表里只有合计或说明，没有村的行。请填好后再上传。")
        return replace(file, content=_content(kind), problems=problems.listed())
    for n in sheet.ragged:
        message = f"第 {n} 行的格数多于表头。请删去多出的格或补上列名。"
        problems.add(n, None, None, "ragged_row", message)
    file = replace(
        file, content=_content(kind), row_count=len(sheet.rows), column_count=len(sheet.header)
    )
    if file.content == "values":
        read = values.read_values(sheet, kind, places, known, file.as_of, problems, notices)
        return replace(
            file, mapping=read.mapping, readings=read.readings,
            problems=problems.listed(), warnings=read.warnings,
        )  # fmt: skip
    records = tables.read_records(sheet, kind, places, known, problems)
    mapping = {sheet.header[place]: name for name, place in places.items()}
    return replace(file, mapping=mapping, records=records, problems=problems.listed())


def _content(kind: TableKind) -> str:
    return "values" if kind.content.startswith("values") else kind.content


def _storable(file_name: str) -> str:
    """A name as text: one that is not UTF-8 arrives with its bytes as surrogates, often GBK."""
    try:
        file_name.encode("utf-8")
    except UnicodeEncodeError:
        try:
            return file_name.encode("utf-8", "surrogateescape").decode("gb18030")
        except UnicodeError:
            return file_name.encode("utf-8", "replace").decode("utf-8")
    return file_name


def _private(file_name: str, sheet: Sheet, problems: Problems) -> None:
    """One problem for the file's name and for each column; the numbers are never repeated."""
    kind = private_kind(file_name)
    if kind is not None:
        message = f"文件名里有{kind}。本系统不收个人信息，请改名后再上传。"
        problems.add(None, None, None, "private_data", message)
    for number, cell in sheet.margin:
        if kind := private_kind(cell):
            there = f"第 {number} 行" if number else "另一张工作表里"
            message = f"{there}含有{kind}。本系统不收个人信息，请删去再上传。"
            problems.add(number or None, None, HIDDEN, "private_data", message)
    for place, heading in enumerate(sheet.header):
        where = (sheet.header_row, private_kind(heading))
        if where[1] is None:
            where = _private_cell(sheet, place)
        if where[1] is not None:
            name = masked(heading) or f"第 {place + 1} 列"
            message = f"“{name}”列含有{where[1]}。本系统不收个人信息，请删去这一列再上传。"
            problems.add(where[0], name, HIDDEN, "private_data", message)


def _private_cell(sheet: Sheet, place: int) -> tuple[int, str | None]:
    seen: set[str] = set()
    for number, cells in zip(sheet.row_numbers, sheet.rows, strict=True):
        cell = cells[place]
        if len(cell) >= SHORTEST and cell not in seen:
            seen.add(cell)
            kind = private_kind(cell)
            if kind is not None:
                return number, kind
    return 0, None
