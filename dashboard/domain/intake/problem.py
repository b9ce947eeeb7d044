"""A problem found in a file: a value, collected with all others and shown at once.

Kinds: empty, encoding, not_a_table, too_large, title_row, private_data, missing_column,
unnamed_column, unknown_column, ragged_row, unknown_village, ended_village, unknown_indicator,
unknown_star, not_a_number, not_a_date, out_of_range, no_previous, duplicate, contradiction,
bad_character, no_date,
date_conflict, future_date, missing_cell, question, rule, more; as warnings: rate_mismatch, future_date,
small_percent, rule, more; as notices: title_row, summary_row, sheet, unit, date_serial, more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MOST = 1000


@dataclass(frozen=True)
class Finding:
    """What is told of one place. ``row`` is the record number with the header as 1 (the file's own
    number when lines stand above the header; None: the whole file), ``column`` the heading,
    ``cell`` the text found; ``message`` says it in Chinese."""

    row: int | None
    column: str | None
    cell: str | None
    kind: str
    message: str

    def as_dict(self) -> dict[str, object]:
        """The form printed by ``import --json``."""
        return {
            "row": self.row,
            "column": self.column,
            "cell": self.cell,
            "kind": self.kind,
            "message": self.message,
        }


@dataclass(frozen=True)
class Problem(Finding):
    """What is wrong or doubtful; ``message`` says how to cure it. Where an answer can settle it,
    ``asks`` says of what kind ('village', 'heading', 'value'), ``about`` is the key under which
    Answers holds the answer (a name, a heading, an indicator's code), and ``candidates`` are those
    among which a person will most likely choose."""

    candidates: tuple[str, ...] = ()
    about: str = ""
    asks: str = ""

    def as_dict(self) -> dict[str, object]:
        """The form printed by ``import --json``."""
        return super().as_dict() | {"candidates": list(self.candidates)}


@dataclass(frozen=True)
class Notice(Finding):
    """What was only tidied: nobody need do anything, but it is said."""


class Notices:
    """The notices of one file: the first MOST are kept, the others only counted."""

    def __init__(self) -> None:
        self._kept: list[Notice] = []
        self._more = 0

    def add(
        self, row: int | None, column: str | None, cell: str | None, kind: str, message: str
    ) -> None:
        """Take down one notice by its parts."""
        if len(self._kept) < MOST:
            self._kept.append(Notice(row, column, cell, kind, message))
        else:
            self._more += 1

    def listed(self) -> tuple[Notice, ...]:
        """The kept ones in the order of the file, and at the end how many more there are."""
        kept = sorted(self._kept, key=lambda one: (one.row or 0, one.column or ""))
        if self._more:
            kept.append(Notice(None, None, None, "more", f"另有 {self._more} 处整理没有列出。"))
        return tuple(kept)


class Problems:
    """The problems of one file: the first MOST are kept, the others only counted."""

    def __init__(self) -> None:
        self._kept: list[Problem] = []
        self._more = 0

    @property
    def full(self) -> bool:
        """Whether another problem would only be counted, so that its wording may be spared."""
        return len(self._kept) >= MOST

    def add(
        self, row: int | None, column: str | None, cell: str | None, kind: str, message: str
    ) -> None:
        """Take down one problem by its parts."""
        self.append(Problem(row, column, cell, kind, message))

    def add_of(
        self,
        record: Mapping[str, Any],
        told: Mapping[str, Any],
        headings: Mapping[str, str],
        fault: tuple[str, str, str],
    ) -> None:
        """Take down a fault (field, kind, message) of a row of a list; ``told``: its fields as written,
        ``headings``: field → heading."""
        name, kind, message = fault
        cell = told.get(name)
        shown = None if cell is None else str(cell)
        self.add(record["row_number"], headings.get(name), shown, kind, message)

    def append(self, problem: Problem) -> None:
        """Take down one problem."""
        if self.full:
            self._more += 1
        else:
            self._kept.append(problem)

    @property
    def room(self) -> int:
        """How many more are kept; what comes after is only counted."""
        return MOST - len(self._kept)

    def count(self, more: int) -> None:
        """Count further ones that are not kept."""
        self._more += more

    def __bool__(self) -> bool:
        return bool(self._kept)

    def listed(self) -> tuple[Problem, ...]:
        """The kept ones by row and column, and at the end how many more there are."""
        kept = sorted(self._kept, key=lambda one: (one.row or 0, one.column or ""))
        if self._more:
            message = f"另有 {self._more} 处没有列出。请先改好上面列出的，再上传一次。"
            kept.append(Problem(None, None, None, "more", message))
        return tuple(kept)
