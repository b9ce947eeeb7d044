"""Frames as CSV that opens cleanly in WPS and Excel: UTF-8 with BOM, CRLF, no formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pandas as pd


def frame_csv(frame: pd.DataFrame) -> bytes:
    """A frame as CSV; empty cells for what is missing."""
    rows = ([cell(value) for value in row] for row in frame.itertuples(index=False))
    return table_csv(frame.columns, rows)


def table_csv(headings: Iterable[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A table as CSV, its cells as they stand: for what is handed in on a page like any file."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([list(headings), *rows])
    return out.getvalue().encode("utf-8-sig")


def cell(value: object) -> str:
    """A value as written in CSV. Text a spreadsheet would run as a formula gets an apostrophe."""
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value[:1] in ("=", "+", "@", "-") and len(value) > 1:
        return "'" + value
    return str(value)


def plain(value: object) -> Any:
    """Numpy and pandas values as Python's own; floats without the noise of subtraction."""
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat() if value == value.normalize() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    item = value.item() if hasattr(value, "item") else value
    if isinstance(item, float):
        return int(item) if item.is_integer() and abs(item) < 1e15 else round(item, 9)
    return item
