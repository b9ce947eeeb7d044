"""The verdict on one file: what it holds, or everything that is wrong with it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from dashboard.domain.intake import tables, values
from dashboard.domain.intake.known import Known, TableKind
from dashboard.domain.intake.privacy import private_kind
from dashboard.domain.intake.problem import Problem
from dashboard.domain.intake.readings import no_readings
from dashboard.domain.intake.sheet import Sheet, Unreadable, read_sheet


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
    max_bytes: int | None = None,
) -> Verdict:
    """Read and judge a file; never raises for what is in it."""
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        sheet = read_sheet(data, max_bytes)
    except Unreadable as error:
        return Verdict(file_name, sha256, "", as_of, "", problems=(error.problem,))
    private = _private(sheet)
    if private:
        return Verdict(file_name, sha256, "", as_of, sheet.encoding, problems=private)
    kind, mapping = recognise(sheet.header, known)
    ragged = tuple(
        Problem(n, None, None, "ragged_row", f"第 {n} 行的格数多于表头。请删去多出的格或补上列名。")
        for n in sheet.ragged
    )
    shape: dict[str, Any] = {"row_count": len(sheet.rows), "column_count": len(sheet.header)}
    if kind.content.startswith("values"):
        read = values.read_values(sheet, kind, mapping, known, as_of)
        return Verdict(
            file_name, sha256, "values", as_of, sheet.encoding, read.mapping, read.readings,
            problems=ragged + read.problems, warnings=read.warnings, **shape,
        )  # fmt: skip
    records, problems = tables.read_records(sheet, kind, mapping, known)
    return Verdict(
        file_name, sha256, kind.content, as_of, sheet.encoding,
        {sheet.header[place]: name for name, place in mapping.items()},
        records=records, problems=ragged + problems, **shape,
    )  # fmt: skip


def recognise(header: list[str], known: Known) -> tuple[TableKind, dict[str, int]]:
    """The kind of table its headings tell, and the place of each field; the last kind (one
    column per indicator) takes whatever no other kind fits."""
    for kind in known.tables:
        mapping: dict[str, int] = {}
        for place, heading in enumerate(header):
            name = kind.field_of(heading)
            if name is not None:
                mapping.setdefault(name, place)
        if all(name in mapping for name in kind.needs):
            return kind, mapping
    raise ValueError("tables.toml must end with a kind that needs nothing")


def _private(sheet: Sheet) -> tuple[Problem, ...]:
    found = {}
    for number, cells in zip(sheet.row_numbers, sheet.rows, strict=True):
        for heading, cell in zip(sheet.header, cells, strict=True):
            if len(cell) >= 11 and heading not in found:
                kind = private_kind(cell)
                if kind is not None:
                    found[heading] = Problem(
                        number, heading, "（已隐去）", "private_data",
                        f"“{heading}”列含有{kind}。本系统不收个人信息，请删去这一列再上传。",
                    )  # fmt: skip
    return tuple(found.values())
