"""Databases to test with: made once a run, then copied, since making one takes ten times as long."""

from __future__ import annotations

import itertools
import tempfile
from functools import cache
from pathlib import Path

from dashboard import settings
from dashboard.store import database, instance
from dashboard.store.commands.setup import SAMPLE_TOWNSHIP, fill
from dashboard.store.database import Database

_numbers = itertools.count()
_scratch = tempfile.TemporaryDirectory(prefix="xingtu-tests-")


class Copy(Database):
    """A copy of one's own in the test's home; closing removes it."""

    def close(self) -> None:
        super().close()
        Path(self.path).unlink(missing_ok=True)


def empty_town() -> Copy:
    """An empty instance of 岳村镇: registry villages, rule version 1, no values. It is the process's
    database; who opens it closes it."""
    return _copy(settings.home(), is_filled=True)  # beside it lie its originals


def bare_store() -> Copy:
    """Tables, definitions and views, and nothing else: no settings, no villages, no rules."""
    return _copy(Path(_scratch.name), is_filled=False)


def _copy(folder: Path, *, is_filled: bool) -> Copy:
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f"town-{next(_numbers)}.duckdb"
    place.write_bytes(_made(is_filled))
    store = Copy(place)  # definitions and views are in it, made by the code that runs now
    database.use(store)
    return store


@cache
def _made(is_filled: bool) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        store = instance.open_store(Path(folder) / instance.FILE)
        try:
            if is_filled:
                fill(store, SAMPLE_TOWNSHIP, demonstration=False)
            store.checkpoint()
        finally:
            store.close()
        return instance.path(Path(folder)).read_bytes()
