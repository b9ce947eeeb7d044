"""The one cache between questions and the database: keyed by data version, so never stale.

A result computed under a version stays true for that version; nothing is ever cleared, the oldest
simply fall out once there are too many or they are too large. Frames are handed out as
copies-on-write, so a caller cannot spoil them.
"""

from __future__ import annotations

import re
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar
from weakref import WeakValueDictionary

import pandas as pd

from dashboard.settings import ROOT
from dashboard.store import database

FOLDER = ROOT / "queries" / "read"
MOST = 512
MOST_BYTES = 256 * 2**20

P = ParamSpec("P")
R = TypeVar("R")
_Key = tuple[int, int, str, tuple[Any, ...]]
_kept: OrderedDict[_Key, tuple[Any, int]] = OrderedDict()
_lock = threading.Lock()
_asking: WeakValueDictionary[_Key, threading.Lock] = WeakValueDictionary()


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
    with database.held() as store:
        shape = (name, tuple(sorted(params.items())))
        key = (store.serial, store.version, *shape)
        found = _recall(key)
        if found is None:
            with _lock:
                mine = _asking.setdefault(key, threading.Lock())
            # Whoever asks the same meanwhile waits for the answer instead of computing it again.
            with mine:
                found = _recall(key)
                if found is None:
                    version, found = store.ask(sql(name), params)
                    _keep((store.serial, version, *shape), found)
    return found.copy(deep=False)


def remember(function: Callable[P, R]) -> Callable[P, R]:
    """Keep what a function makes of reads alone, as long as the data stay: its arguments must be
    hashable, and it must not look at anything else that changes."""

    @wraps(function)
    def remembered(*args: P.args, **kwargs: P.kwargs) -> R:
        with database.held() as store:
            name = f"{function.__module__}.{function.__qualname__}"
            key = (store.serial, store.version, name, (*args, *sorted(kwargs.items())))
            found = _recall(key)
            if found is None:
                found = function(*args, **kwargs)
                if store.version == key[1]:
                    _keep(key, found)
        copied: R = found.copy(deep=False) if isinstance(found, pd.DataFrame) else found
        return copied

    return remembered


def _recall(key: _Key) -> Any:
    with _lock:
        if key not in _kept:
            return None
        _kept.move_to_end(key)
        return _kept[key][0]


def _keep(key: _Key, result: Any) -> None:
    with _lock:
        _kept[key] = result, _size(result)
        total = sum(size for _, size in _kept.values())
        while len(_kept) > 1 and (len(_kept) > MOST or total > MOST_BYTES):
            total -= _kept.popitem(last=False)[1][1]


def _size(frame: Any) -> int:
    """About how many bytes a result holds; texts in frames are counted by their number, which is
    quick."""
    if not isinstance(frame, pd.DataFrame):
        return sys.getsizeof(frame)
    texts = sum(str(kind) in ("object", "str", "string") for kind in frame.dtypes)
    return int(frame.memory_usage(deep=False).sum()) + 64 * texts * len(frame)
