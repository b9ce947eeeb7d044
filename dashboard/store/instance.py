"""The living instance: one folder with one database file."""

from __future__ import annotations

from pathlib import Path

from dashboard.domain.actor import SETUP
from dashboard.domain.errors import Refused
from dashboard.store import database, definitions
from dashboard.store.act import acting
from dashboard.store.database import Database

FILE = "xingtu.duckdb"


def path(home: Path) -> Path:
    """The database file of an instance."""
    return home / FILE


def exists(home: Path) -> bool:
    """Whether the folder holds an instance."""
    return path(home).exists()


def open_store(place: Path | str, *, is_ours: bool = False) -> Database:
    """Open, migrate, and put definitions and views in place; nobody else sees it yet. With
    ``is_ours`` a file that is no instance is refused (StoreDamaged) and left as it is."""
    store = Database(place, is_ours=is_ours)
    try:
        store.define(definitions.fill)
    except BaseException:
        store.close()
        raise
    return store


def open_database(place: Path | str) -> Database:
    """open_store, and make it the process's database."""
    store = open_store(place)
    database.use(store)
    return store


def open_home(home: Path) -> Database:
    """Open the instance of a folder as the process's database; Refused when there is none,
    StoreDamaged when the file there is no instance."""
    if not exists(home):
        raise Refused(
            f"{home} 里还没有数据。请先运行 python -m dashboard init --demo（载入示例）"
            "或 init --township 代码（建立本镇）。"
        )
    store = open_store(path(home), is_ours=True)
    try:
        with acting(SETUP, "rules", store) as act:
            added = definitions.seed_requirements(act.transaction)
            if not added:
                raise _NothingToSeed
            act.subject, act.detail = "requirements.toml", {"added": added}
    except _NothingToSeed:
        pass
    except BaseException:
        store.close()
        raise
    database.use(store)
    return store


class _NothingToSeed(Exception):
    """Rolls the empty write back, so that opening does not count as new data."""
