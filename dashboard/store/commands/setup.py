"""Setting an instance up: empty for any township, or the demonstration; and the way out of it."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pandas as pd

from dashboard.domain.actor import SETUP, Actor
from dashboard.domain.errors import Refused
from dashboard.domain.names import category, display_names
from dashboard.settings import ROOT
from dashboard.store import database, definitions, instance, queries, registry, stored
from dashboard.store.act import acting, utc_now
from dashboard.store.commands import ledger_steps
from dashboard.store.commands.upload import check, publish
from dashboard.store.database import Database

SAMPLE = ROOT / "data" / "sample" / "yuecun"
SAMPLE_TOWNSHIP = "410902101"
FIRST = ("villages", "exemptions", "targets")
"""What villages, rules and plans are known by, before the first values come."""
SAMPLE_START = date(2022, 5, 23)


def create_instance(home: Path, township_code: str, *, replace_demo: bool = False) -> Path | None:
    """Make an empty instance for a township. With ``replace_demo`` a demonstration that is in the
    way is moved aside; returns where. Refused when anything else is in the way."""
    registry.township(township_code)
    if not instance.exists(home):
        with _draft(home, township_code, demonstration=False) as draft:
            _install(draft, home)
        return None
    _only_a_demonstration(home, replace_demo)
    aside = _aside(home)
    with _draft(home, township_code, demonstration=False, left=(SETUP, aside)) as draft:
        _swap(home, draft, aside)
    return aside


def create_demonstration(home: Path) -> None:
    """Make the demonstration: its files enter through the same import as a user's. It is built
    beside its place and moved in when whole, so that a broken start leaves nothing behind."""
    if instance.exists(home):
        _only_a_demonstration(home, replace_demo=False)
    with _draft(home, SAMPLE_TOWNSHIP, demonstration=True) as draft:
        _install(draft, home)


def leave_demonstration(actor: Actor, home: Path) -> Path:
    """Move the demonstration aside and start empty for the same township, while the program runs;
    returns where it was moved. The empty instance is built first; then reads and writes wait for
    the exchange. When anything fails, the demonstration stays."""
    actor.require("replace_demo")
    with database.held() as store:
        township_code = _demonstration_of(store)
    aside = _aside(home)
    draft = _draft(home, township_code, demonstration=False, left=(actor, aside))
    with draft as file, database.changing():
        _demonstration_of(database.current())
        database.current().close()
        try:
            _swap(home, file, aside)
        except BaseException:
            instance.open_home(home)
            raise
        try:
            instance.open_home(home)
        except BaseException:
            _move(instance.path(home), file)
            _move(aside, instance.path(home))
            instance.open_home(home)
            raise
    return aside


def _only_a_demonstration(home: Path, replace_demo: bool) -> None:
    if not replace_demo:
        raise Refused(f"{home} 里已有数据。若那是示例，可加 --replace-demo；否则请另选 --home。")
    store = Database(instance.path(home), is_ours=True)
    try:
        _demonstration_of(store)
    finally:
        store.close()


def _demonstration_of(store: Database) -> str:
    """The township of a demonstration; Refused for what is none."""
    rows = store.ask("select key, value from setting", {})[1]
    kept = dict(zip(rows["key"], rows["value"], strict=True))
    if kept.get("is_demonstration") != "1":
        raise Refused(f"{Path(store.path).parent} 里不是示例数据，不能替换。请另选 --home。")
    return str(kept["township_code"])


def _aside(home: Path) -> Path:
    """A free name for the demonstration that is left."""
    stem = f"demo-{utc_now():%Y%m%d-%H%M%S}"
    names = (home / f"{stem}{tail}.duckdb" for tail in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(name for name in names if not name.exists())


@contextmanager
def _draft(
    home: Path, township_code: str, *, demonstration: bool, left: tuple[Actor, Path] | None = None
) -> Iterator[Path]:
    """A whole new instance in a file beside its place, closed; removed if nobody moves it in.
    ``left``: who leaves the demonstration, and where it goes."""
    home.mkdir(parents=True, exist_ok=True)
    draft = home / f"{instance.FILE}.{os.getpid()}-{threading.get_ident()}.new"
    try:
        _discard(draft)
        store = instance.open_store(draft)
        try:
            with database.using(store):
                fill(store, township_code, demonstration=demonstration)
                if demonstration:
                    load_sample(SAMPLE)
                if left:
                    _record_leaving(*left)
            store.checkpoint()
        finally:
            store.close()
        yield draft
    finally:
        _discard(draft)


def _record_leaving(actor: Actor, aside: Path) -> None:
    with acting(actor, "replace_demo") as act:
        act.subject, act.detail = "demonstration", {"moved_to": aside.name}


def _discard(file: Path) -> None:
    for one in (file, _log(file)):
        one.unlink(missing_ok=True)


def _log(file: Path) -> Path:
    """DuckDB's write-ahead log beside a file. Left beside another file it makes that unreadable."""
    return file.with_name(f"{file.name}.wal")


def _move(file: Path, to: Path) -> None:
    """Move a database with its log."""
    os.replace(file, to)
    if _log(file).exists():
        os.replace(_log(file), _log(to))


def _swap(home: Path, draft: Path, aside: Path) -> None:
    place = instance.path(home)
    _move(place, aside)
    try:
        _install(draft, home)
    except BaseException:
        _move(aside, place)
        raise


def _install(draft: Path, home: Path) -> None:
    """Move a draft into its place, unless another program was faster."""
    place = instance.path(home)
    if _log(place).exists() and not place.exists():
        os.replace(_log(place), home / f"leftover-{utc_now():%Y%m%d-%H%M%S}.duckdb.wal")
    try:
        os.link(draft, place)
    except FileExistsError:
        raise Refused(
            f"{home} 里刚刚由另一个程序建好了数据，这次没有再建。请直接使用它。"
        ) from None
    except OSError:  # a disk without hard links
        os.replace(draft, place)


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
        named = pd.DataFrame(display_names(units).items(), columns=["village_code", "name"])
        named["category"] = named["village_code"].map(category)
        act.transaction.append("village", named)
        stored.refresh_villages(act.transaction)
        definitions.seed_requirements(act.transaction)
        act.subject, act.detail = f"township {town.code}", {"demonstration": demonstration}


def load_sample(folder: Path, lived: Callable[[date], None] | None = None) -> None:
    """Import the sample files, lists that values are judged by first, then by name. After the file of a
    day come the steps that were taken on the ledger that day; ``lived``: what is done instead."""
    # Elsewhere today is the clock's: values of the sample's days open nothing that could be acted on.
    own = queries.instance().is_demonstration
    steps = ledger_steps.read(folder / "acts" / "ledger.csv") if own else {}
    for path in sorted(folder.glob("*.csv"), key=lambda one: (_turn(one.stem), one.name)):
        verdict = check(path.read_bytes(), path.name)
        if verdict.problems:
            first = verdict.problems[0]
            raise Refused(f"示例文件 {path.name} 第 {first.row} 行有问题：{first.message}")
        publish(SETUP, verdict, is_sample=True)
        if lived and path.stem[:2] == "20":
            lived(date.fromisoformat(path.stem))
        elif path.stem in steps:
            ledger_steps.play(steps[path.stem])


def _turn(stem: str) -> int:
    return FIRST.index(stem) if stem in FIRST else len(FIRST)
