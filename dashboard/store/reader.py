"""The one cache between questions and the database: keyed by data version, so never stale.

A result computed under a version stays true for that version; nothing is ever cleared, the oldest
simply fall out. Frames are handed out as copies-on-write, so a caller cannot spoil them.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.settings import ROOT
from dashboard.store import database

FOLDER = ROOT / "queries" / "read"
MOST = 512

_Key = tuple[int, int, str, tuple[tuple[str, Any], ...]]
_kept: OrderedDict[_Key, pd.DataFrame] = OrderedDict()
_lock = threading.Lock()


@cache
def sql(name: str) -> str:
    """The text of queries/read/<name>.sql."""
    return (FOLDER / f"{name}.sql").read_text("utf-8")


def header(path: Path) -> tuple[str, list[tuple[str, str]]]:
    """The question a read answers and its declared columns (name, DuckDB type)."""
    lines = [line.removeprefix("--").strip() for line in _comment(path.read_text("utf-8"))]
    start = next(i for i, line in enumerate(lines) if line.startswith("columns:"))
    declared = " ".join([lines[start].removeprefix("columns:"), *lines[start + 1 :]])
    columns = [tuple(re.split(r"\s+", one.strip(), maxsplit=1)) for one in declared.split(",")]
    return " ".join(lines[:start]), [(name, kind) for name, kind in columns]


def _comment(text: str) -> list[str]:
    lines = []
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        lines.append(line)
    return lines


def ask(name: str, **params: Any) -> pd.DataFrame:
    """The rows of queries/read/<name>.sql for these parameters."""
    store = database.current()
    shape = (name, tuple(sorted(params.items())))
    key = (store.serial, store.version, *shape)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key].copy(deep=False)
    version, frame = store.ask(sql(name), params)
    with _lock:
        _kept[(store.serial, version, *shape)] = frame
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return frame.copy(deep=False)
