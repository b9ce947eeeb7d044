"""What a person says of a file because the file does not say it: which sheet, what a heading or a
name means, how a doubtful column is meant, what a wrong cell should read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

IGNORED = "忽略"
SHARE, PERCENT = "份额", "百分数"
ZERO, MISSING = "0", "缺"

Place = tuple[int, str]
"""A cell: its row number as problems tell it, and its column's heading."""


@dataclass(frozen=True)
class Answers:
    """``sheet``: name of the sheet to read, empty for the one that fits. ``columns``: heading →
    indicator code, field of a table (village, as_of …) or IGNORED. ``villages``: name → 12-digit
    code. ``values``: indicator code → SHARE or PERCENT, ZERO or MISSING. ``cells``: place → text
    that is read instead of the cell's own."""

    sheet: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    villages: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[Place, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The form kept with an upload and written in map files; empty parts are left out."""
        cells = [{"row": row, "column": column, "text": text}
                 for (row, column), text in sorted(self.cells.items())]  # fmt: skip
        parts = {
            "sheet": self.sheet, "columns": dict(self.columns), "villages": dict(self.villages),
            "values": dict(self.values), "cells": cells,
        }  # fmt: skip
        return {name: part for name, part in parts.items() if part}

    @classmethod
    def from_dict(cls, parts: Mapping[str, Any]) -> Answers:
        """The answers of such a form."""
        cells = {(int(one["row"]), str(one["column"])): str(one["text"])
                 for one in parts.get("cells", [])}  # fmt: skip
        return cls(
            str(parts.get("sheet", "")), dict(parts.get("columns", {})),
            dict(parts.get("villages", {})), dict(parts.get("values", {})), cells,
        )  # fmt: skip


NO_ANSWERS = Answers()
