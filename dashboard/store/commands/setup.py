"""Setting an instance up: empty for any township, or the demonstration; and the way out of it."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from dashboard.domain.actor import SETUP, Actor
from dashboard.domain.errors import Refused
from dashboard.domain.names import category, display_names
from dashboard.settings import ROOT
from dashboard.store import database, definitions, instance, registry
from dashboard.store.commands.act import acting, utc_now
from dashboard.store.commands.upload import check, publish
from dashboard.store.database import Database

SAMPLE = ROOT / "data" / "sample" / "yuecun"
SAMPLE_TOWNSHIP = "410902101"
SAMPLE_START = date(2022, 5, 23)


def create_instance(home: Path, township_code: str, *, replace_demo: bool = False) -> Path | None:
    """Make an empty instance for a township. With ``replace_demo`` a demonstration that is in the
    way is moved aside; returns where. Refused when anything else is in the way."""
    registry.township(township_code)
    moved = _clear(home, replace_demo)
    _build(home, township_code, demonstration=False)
    return moved


def create_demonstration(home: Path) -> None:
    """Make the demonstration: its files enter through the same import as a user's. It is built
    beside its place and moved in when whole, so that a broken start leaves nothing behind."""
    _clear(home, replace_demo=False)
    _build(home, SAMPLE_TOWNSHIP, demonstration=True)


def leave_demonstration(actor: Actor, home: Path) -> Path:
    """Move the demonstration aside and start empty for the same township, while the program runs;
    returns where it was moved."""
    actor.require("replace_demo")
    store = database.current()
    rows = store.ask("select value from setting where key = 'township_code'", {})[1]
    store.close()
    try:
        moved = _clear(home, replace_demo=True)
        _build(home, str(rows["value"].iloc[0]), demonstration=False)
    finally:
        instance.open_home(home)
    assert moved is not None
    return moved


def _clear(home: Path, replace_demo: bool) -> Path | None:
    if not instance.exists(home):
        return None
    if not replace_demo:
        raise Refused(f"{home} 里已有数据。若那是示例，可加 --replace-demo；否则请另选 --home。")
    store = Database(instance.path(home))
    try:
        rows = store.ask("select value from setting where key = 'is_demonstration'", {})[1]
    finally:
        store.close()
    if rows.empty or rows["value"].iloc[0] != "1":
        raise Refused(f"{home} 里不是示例数据，不能替换。请另选 --home。")
    aside = home / f"demo-{utc_now():%Y%m%d-%H%M%S}.duckdb"
    os.replace(instance.path(home), aside)
    return aside


def _build(home: Path, township_code: str, *, demonstration: bool) -> None:
    home.mkdir(parents=True, exist_ok=True)
    draft = home / f"{instance.FILE}.new"
    for leftover in (draft, draft.with_name(draft.name + ".wal")):
        leftover.unlink(missing_ok=True)
    before = database._current
    store = instance.open_database(draft)
    try:
        fill(store, township_code, demonstration=demonstration)
        if demonstration:
            load_sample(SAMPLE)
        store.checkpoint()
    finally:
        store.close()
        database.use(before)
    os.replace(draft, instance.path(home))


def fill(store: Database, township_code: str, *, demonstration: bool) -> None:
    """Write a new instance's settings, village units (from the registry) and rule version 1."""
    town = registry.township(township_code)
    with acting(SETUP, "init", store) as act:
        kept = {
            "township_code": town.code,
            "township": town.name,
            "county": town.county,
            "city": town.city,
            "is_demonstration": "1" if demonstration else "",
            "campaign_title": "“五星”支部创建",
            "campaign_start": (SAMPLE_START if demonstration else date(2022, 5, 1)).isoformat(),
        }
        for key, value in kept.items():
            act.transaction.add("setting", key=key, value=value)
        units = {unit.code: unit.name for unit in registry.villages_of(township_code)}
        for code, name in display_names(units).items():
            act.transaction.add("village", village_code=code, name=name, category=category(code))
        definitions.seed_requirements(act.transaction)
        act.subject, act.detail = f"township {town.code}", {"demonstration": demonstration}


def load_sample(folder: Path) -> None:
    """Import the sample files: the village list first, then the rest by name."""
    files = sorted(folder.glob("*.csv"), key=lambda one: (one.name != "villages.csv", one.name))
    for path in files:
        verdict = check(path.read_bytes(), path.name)
        if verdict.problems:
            first = verdict.problems[0]
            raise Refused(f"示例文件 {path.name} 第 {first.row} 行有问题：{first.message}")
        publish(SETUP, verdict, is_sample=True)
