"""The rules of the house: who may import whom, how long a screen may be, that nothing is doubled."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from dashboard.screens import SCREENS
from dashboard.settings import ROOT

HOUSE = ROOT / "dashboard"
FILES = sorted(HOUSE.rglob("*.py"))

# What a room may import of ours; a room not listed may import anything.
MAY_IMPORT = {
    "domain": {"domain"},
    "words": {"words"},
    "store": {"store", "domain", "settings"},
    "components": {"components", "store", "domain", "messages", "words", "settings"},
    "reports": {"reports", "store", "domain", "words", "components", "settings"},
    "screens": {"screens", "components", "reports", "store", "domain", "words", "settings"},
    "browser": {"browser", "words", "components", "settings"},
    "messages": {"messages", "domain", "words", "settings"},
}
MAY_USE = {
    "duckdb": {"store/database.py"},
    "streamlit": {"app.py", "server.py", "serve.py", "screens", "components", "browser"},
}


def room(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0]


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{one.name}" for one in node.names}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_arrows_point_one_way(path: Path) -> None:
    own = room(path)
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "dashboard" and len(parts) > 1 and own in MAY_IMPORT:
            assert parts[1] in MAY_IMPORT[own] | {"__version__"}, (
                f"{path.name} is in {own}/, which may not import {name}"
            )
        if parts[0] in MAY_USE:
            where = str(path.relative_to(HOUSE))
            allowed = MAY_USE[parts[0]]
            assert where in allowed or own in allowed, f"{where} may not import {parts[0]}"


def test_figures_do_not_talk_to_streamlit() -> None:
    for path in (HOUSE / "components" / "figures").glob("*.py"):
        assert not any(name.split(".")[0] == "streamlit" for name in imports(path)), path.name


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_rooms_stay_small(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= (130 if room(path) == "screens" else 300)


def test_every_screen_is_listed_and_there() -> None:
    listed = {screen.module for screen in SCREENS}
    there = {path.stem for path in (HOUSE / "screens").glob("*.py")} - {"__init__"}
    assert listed == there


def test_sql_lives_in_queries() -> None:
    for folder in ("screens", "components", "reports"):
        for path in (HOUSE / folder).rglob("*.py"):
            text = path.read_text("utf-8").lower()
            assert "select " not in text or "from live_" not in text, path.name


def test_no_external_address_is_ever_loaded() -> None:
    for path in HOUSE.rglob("*"):
        if path.suffix in (".py", ".js", ".css", ".toml", ".json"):
            text = path.read_text("utf-8")
            for word in ("https://", "cdn."):
                assert word not in text, f"{path.name} names {word}"
