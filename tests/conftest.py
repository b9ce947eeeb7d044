"""Shared builders. No test may touch a real instance: the home is always a temporary folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner

from dashboard.domain.actor import DATA_OFFICER, Actor
from dashboard.store import commands, database, instance
from dashboard.store.commands import Receipt
from dashboard.store.commands.setup import load_sample
from dashboard.store.database import Database
from tests.towns import empty_town

OFFICER = Actor("数据员", DATA_OFFICER)
SAMPLE = Path(__file__).parents[1] / "data" / "sample" / "yuecun"


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XINGTU_HOME", str(tmp_path / "home"))


@pytest.fixture(scope="session", autouse=True)
def _packages_looked_through_once() -> Iterator[None]:
    """Before every page of a test Streamlit reads the records of all installed packages, in search
    of components, which takes longer than the page; what is installed stays during a run."""
    with pytest.MonkeyPatch.context() as patch:
        scan = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture
def town() -> Iterator[Database]:
    """An empty instance of 岳村镇: registry villages, rule version 1, no values."""
    store = empty_town()
    yield store
    database.use(None)
    store.close()


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, built once; copy it before writing to it."""
    home = tmp_path_factory.mktemp("demo")
    commands.create_demonstration(home)
    return instance.path(home)


def copy_demo(demo_file: Path, home: Path) -> None:
    """Put a copy of the demonstration, its originals with it, into a folder."""
    home.mkdir(parents=True, exist_ok=True)
    shutil.copy(demo_file, instance.path(home))
    shutil.copytree(demo_file.parent / "originals", home / "originals")


@pytest.fixture(scope="session")
def _demo_store(demo_file: Path) -> Iterator[Database]:
    store = instance.open_database(demo_file)
    yield store
    store.close()


@pytest.fixture
def demo(_demo_store: Database) -> Iterator[Database]:
    """The demonstration, for reading only."""
    database.use(_demo_store)
    yield _demo_store
    database.use(None)


def report(text: str, name: str = "报表.csv") -> Receipt:
    """Publish a table through the production door."""
    return commands.publish(OFFICER, commands.check(text.encode("utf-8"), name))


__all__ = ["OFFICER", "SAMPLE", "copy_demo", "load_sample", "report"]
