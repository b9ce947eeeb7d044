"""The verdict on one file: what it holds, or everything that is wrong with it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from dashboard.domain.intake import tables, values
from dashboard.domain.intake.answers import NO_ANSWERS, Answers
from dashboard.domain.intake.formats import workbook_kind
from dashboard.domain.intake.headings import check_headings, recognise, understand
from dashboard.domain.intake.known import Known, TableKind
from dashboard.domain.intake.large_text import LARGE, read_large
from dashboard.domain.intake.privacy import HIDDEN, SHORTEST, masked, private_kind
from dashboard.domain.intake.problem import Notice, Notices, Problem, Problems
from dashboard.domain.intake.progress import Watch, unwatched
from dashboard.domain.intake.readings import no_readings
from dashboard.domain.intake.sheet import Sheet, read_sheet
from dashboard.domain.intake.summary import drop_summaries
from dashboard.domain.intake.text_file import read_text
from dashboard.domain.intake.tidied import tell_tidied
from dashboard.domain.intake.unreadable import Unreadable
from dashboard.domain.intake.workbook import read_workbook

MOST_WORKBOOK = 50 << 20  # bytes; whoever brings it


@dataclass(frozen=True)
class Mended:
    """A cell mended by hand: its row number and column, what the file says and what was read."""

    row: int
    column: str
    original: str
    text: str


@dataclass(frozen=True)
class Verdict:
    """What was found in a file.

    ``content`` is 'values' or the kind of table; ``readings`` has one row per village, indicator
    and day (village_code, indicator_code, as_of, value, qualifier, row_number, column_name);
    ``records`` holds the rows of another kind of table. Nothing may be stored while ``problems``
    is not empty; ``notices`` tell what was only tidied. ``data`` are the bytes as received and
    ``answers`` what a person said of them: together they give the same verdict again. ``mended``
    are the cells read otherwise than they stand; ``sheets`` names the filled sheets of a workbook.
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
    mended: tuple[Mended, ...] = ()
    sheets: tuple[str, ...] = ()
    data: bytes = field(default=b"", repr=False)

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
    max_bytes: int | None = None,
    answers: Answers = NO_ANSWERS,
    watch: Watch = unwatched,
) -> Verdict:
    """Read and judge a file of at most ``max_bytes``; never raises for what is in it, only
    Cancelled when ``watch`` does."""
    sha256 = hashlib.sha256(data).hexdigest()
    file_name = _storable(file_name)
    file = Verdict(masked(file_name), sha256, "", as_of, "", answers=answers, data=data)
    notices, problems = Notices(), Problems()
    known = replace(
        known,
        aliases={**known.aliases, **answers.villages},
        headings={**known.headings, **answers.columns},
    )
    try:
        sheet = _open(data, file_name, known, max_bytes, notices, answers.sheet, watch)
    except Unreadable as error:
        return replace(file, problems=(error.problem,))
    file = replace(file, encoding=sheet.encoding, sheets=sheet.sheets)
    _private(file_name, sheet, problems)
    if problems:
        return replace(file, problems=problems.listed())
    sheet, mended = _mend(sheet, answers, problems)
    if problems:
        return replace(file, problems=problems.listed())
    sheet = understand(sheet, answers, known, notices)
    tell_tidied(sheet, notices)
    verdict = _read(sheet, replace(file, mended=mended), known, notices, answers, watch)
    return replace(verdict, notices=notices.listed())


def _open(
    data: bytes,
    file_name: str,
    known: Known,
    max_bytes: int | None,
    notices: Notices,
    sheet_name: str,
    watch: Watch,
) -> Sheet:
    """The table in the file's bytes."""
    _check_size(data, max_bytes)
    kind = workbook_kind(data, file_name)
    if kind is None:
        long = read_large(data, known, watch) if len(data) >= LARGE else None
        if long is not None and len(long):
            return long
        return read_sheet(*read_text(data), known, notices)
    _check_size(data, MOST_WORKBOOK)
    records, others, names = read_workbook(data, known, notices, sheet_name, watch)
    sheet = read_sheet(records, kind, known, notices)
    beside = tuple((0, cell) for row in others for cell in row if len(cell) >= SHORTEST)
    return replace(sheet, margin=sheet.margin + beside, sheets=names)


def _check_size(data: bytes, most: int | None) -> None:
    if most is not None and len(data) > most:
        message = f"文件超过 {most >> 20} MB。请按月拆成几个文件，逐个上传。"
        raise Unreadable("too_large", message)


def _mend(sheet: Sheet, answers: Answers, problems: Problems) -> tuple[Sheet, tuple[Mended, ...]]:
    """The sheet with the cells that a person mended, and what they were."""
    mended = []
    for (row, column), text in sorted(answers.cells.items()):
        place = sheet.place_of(row, column)
        if place is None:
            message = f"第 {row} 行没有“{column}”这一格，改正对不上。请重新选择文件。"
            problems.add(row, column, None, "no_such_cell", message)
        elif kind := private_kind(text):
            message = f"改正里有{kind}。本系统不收个人信息，请只填数值或村名。"
            problems.add(row, column, HIDDEN, "private_data", message)
        else:
            mended.append(Mended(row, column, sheet.columns[place[1]].cell(place[0]), text))
            sheet = sheet.changed(*place, text)
    return sheet, tuple(mended)


def _read(
    sheet: Sheet, file: Verdict, known: Known, notices: Notices, answers: Answers, watch: Watch
) -> Verdict:
    """The verdict on the table, once it is known to hold no person-level data."""
    problems = Problems()
    kind, places = recognise(sheet.meaning, known, file.as_of)
    check_headings(sheet, kind, places, known, problems)
    sheet, totals = drop_summaries(sheet, kind, places, known, notices)
    if not len(sheet):
        problems.add(None, None, None, "empty", "表里只有合计或说明，没有村的行。请填好后再上传。")
        return replace(file, content=_content(kind), problems=problems.listed())
    for n in sheet.ragged:
        message = f"第 {n} 行的格数多于表头。请删去多出的格或补上列名。"
        problems.add(n, None, None, "ragged_row", message)
    file = replace(
        file, content=_content(kind), row_count=len(sheet), column_count=len(sheet.header)
    )
    if file.content == "values":
        read = values.read_values(
            sheet, kind, places, known, file.as_of, problems, notices, totals, answers, watch
        )
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
    column = sheet.columns[place]
    kinds = column.judged(lambda text: private_kind(text) if len(text) >= SHORTEST else None)
    found = [code for code, kind in enumerate(kinds) if kind]
    if not found:
        return 0, None
    first = int(np.flatnonzero(np.isin(column.codes, found))[0])
    return int(sheet.row_numbers[first]), kinds[column.codes[first]]
