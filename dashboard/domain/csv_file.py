"""Frames as CSV that opens cleanly in WPS and Excel: UTF-8 with BOM, CRLF, no formulas."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pandas as pd


def frame_csv(frame: pd.DataFrame) -> bytes:
    """A frame as CSV; empty cells for what is missing."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(frame.columns)
    for row in frame.itertuples(index=False):
        writer.writerow([cell(value) for value in row])
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
