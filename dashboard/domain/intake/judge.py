"""The verdict on one file: what it holds, or everything that is wrong with it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from dashboard.domain.intake import tables, values
from dashboard.domain.intake.headings import check_headings, recognise
from dashboard.domain.intake.known import Known
from dashboard.domain.intake.privacy import HIDDEN, masked, private_kind
from dashboard.domain.intake.problem import Problem, Problems
from dashboard.domain.intake.readings import no_readings
from dashboard.domain.intake.sheet import Sheet, read_sheet
from dashboard.domain.intake.unreadable import Unreadable

MOST_BYTES = 50 << 20  # as server.maxUploadSize of .streamlit/config.toml


@dataclass(frozen=True)
class Verdict:
    """What was found in a file.

    ``content`` is 'values' or the kind of table; ``readings`` has one row per village, indicator
    and day (village_code, indicator_code, as_of, value, qualifier, row_number, column_name);
    ``records`` holds the rows of another kind of table. Nothing may be stored while ``problems``
    is not empty.
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
    row_count: int = 0
    column_count: int = 0

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
) -> Verdict:
    """Read and judge a file of at most ``max_bytes``; never raises for what is in it."""
    sha256 = hashlib.sha256(data).hexdigest()
    file_name = _storable(file_name)
    shown = masked(file_name)
    try:
        sheet = read_sheet(data, max_bytes)
    except Unreadable as error:
        return Verdict(shown, sha256, "", as_of, "", problems=(error.problem,))
    problems = Problems()
    _private(file_name, sheet, problems)
    if problems:
        return Verdict(shown, sha256, "", as_of, sheet.encoding, problems=problems.listed())
    kind, places = recognise(sheet.header, known, as_of)
    check_headings(sheet, kind, places, known, problems)
    for n in sheet.ragged:
        message = f"第 {n} 行的格数多于表头。请删去多出的格或补上列名。"
        problems.add(n, None, None, "ragged_row", message)
    shape: dict[str, Any] = {"row_count": len(sheet.rows), "column_count": len(sheet.header)}
    if kind.content.startswith("values"):
        read = values.read_values(sheet, kind, places, known, as_of, problems)
        return Verdict(
            shown, sha256, "values", as_of, sheet.encoding, read.mapping, read.readings,
            problems=problems.listed(), warnings=read.warnings, **shape,
        )  # fmt: skip
    records = tables.read_records(sheet, kind, places, known, problems)
    return Verdict(
        shown, sha256, kind.content, as_of, sheet.encoding,
        {sheet.header[place]: name for name, place in places.items()},
        records=records, problems=problems.listed(), **shape,
    )  # fmt: skip


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
    for place, heading in enumerate(sheet.header):
        where = (1, private_kind(heading))
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
        if len(cell) >= 11 and cell not in seen:
            seen.add(cell)
            kind = private_kind(cell)
            if kind is not None:
                return number, kind
    return 0, None
