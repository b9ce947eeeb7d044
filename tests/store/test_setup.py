"""Setting up: the exchange under load, failures that leave the demonstration, leftovers."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Event, Thread

import pytest

from dashboard.domain.actor import VIEWER, Actor
from dashboard.domain.errors import Refused
from dashboard.settings import ROOT
from dashboard.store import commands, database, doctor, instance, queries
from dashboard.store.commands import setup
from tests.conftest import OFFICER, copy_demo, report


@pytest.fixture
def demo_home(demo_file: Path, tmp_path: Path) -> Iterator[Path]:
    """A demonstration of one's own, open as in the server."""
    home = tmp_path / "own"
    copy_demo(demo_file, home)
    instance.open_home(home)
    yield home
    database.current().close()
    database.use(None)


def names(home: Path) -> list[str]:
    """Files of a home; the log of the open database comes and goes."""
    kept = (one.name for one in home.iterdir() if one.name != "xingtu.duckdb.wal")
    return sorted(name.split("-")[0] for name in kept)


def test_readers_and_writers_go_on_while_the_demonstration_is_left(demo_home: Path) -> None:
    failed: list[BaseException] = []
    done = Event()

    def repeat(work: object) -> None:
        number = 0
        while not done.is_set():
            number += 1
            try:
                work(number)  # type: ignore[operator]
            except BaseException as error:
                failed.append(error)
                return

    def read(number: int) -> None:
        assert queries.instance().township_code == "410902101"
        assert len(queries.ranking(date.fromordinal(738_000 + number), date(2022, 7, 4))) == 19

    def write(number: int) -> None:
        report(f"村,日期,E02\n瓦岗,2022-08-{number % 28 + 1:02},{number % 100}\n", f"{number}.csv")

    threads = [Thread(target=repeat, args=(work,)) for work in (read, read, write)]
    for thread in threads:
        thread.start()
    moved = commands.leave_demonstration(OFFICER, demo_home)
    done.set()
    for thread in threads:
        thread.join()
    assert failed == []
    assert not queries.instance().is_demonstration
    assert not queries.uploads()["is_sample"].any()
    assert names(demo_home) == ["demo", "originals", "xingtu.duckdb"]
    sound = [one.is_sound for one in doctor.examine(database.current())]
    assert all(sound)
    old = instance.open_store(moved, is_ours=True)
    assert all(one.is_sound for one in doctor.examine(old))
    old.close()


def test_nothing_of_the_old_lands_in_the_draft(
    demo_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the draft is built, another thread still reads and writes the demonstration."""
    seen: list[bool] = []
    fill = setup.fill

    def other() -> None:
        seen.append(queries.instance().is_demonstration)
        report("村,日期,E02\n瓦岗,2022-08-01,7\n")

    def slow_fill(*args: object, **options: object) -> None:
        thread = Thread(target=other)
        thread.start()
        thread.join()
        fill(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(setup, "fill", slow_fill)
    commands.leave_demonstration(OFFICER, demo_home)
    assert seen == [True]
    assert queries.uploads().empty


def test_who_left_the_demonstration_is_in_the_audit(demo_home: Path) -> None:
    moved = commands.leave_demonstration(OFFICER, demo_home)
    events = database.current().ask("select * from audit_event order by event_id", {})[1]
    assert list(events["act"]) == ["init", "replace_demo"]
    assert events["actor_name"].iloc[1] == OFFICER.name
    assert moved.name in events["detail"].iloc[1]


@pytest.mark.parametrize("step", ["fill", "_install", "open_home"])
def test_a_failing_exchange_leaves_the_demonstration(
    demo_home: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    where = instance if step == "open_home" else setup
    once = getattr(where, step)

    def fails(*_: object, **__: object) -> None:
        monkeypatch.setattr(where, step, once)
        raise RuntimeError("power cut")

    monkeypatch.setattr(where, step, fails)
    with pytest.raises(RuntimeError, match="power cut"):
        commands.leave_demonstration(OFFICER, demo_home)
    assert queries.instance().is_demonstration
    assert names(demo_home) == ["originals", "xingtu.duckdb"]
    report("村,日期,E02\n瓦岗,2022-08-01,7\n")


def test_only_a_demonstration_is_left_and_only_by_who_may(demo_home: Path) -> None:
    with pytest.raises(Refused, match="数据员"):
        commands.leave_demonstration(Actor("投影", VIEWER), demo_home)
    commands.leave_demonstration(OFFICER, demo_home)
    with pytest.raises(Refused, match="不是示例"):
        commands.leave_demonstration(OFFICER, demo_home)
    assert not queries.instance().is_demonstration


def test_a_log_left_by_a_removed_database_is_moved_aside(tmp_path: Path) -> None:
    commands.create_instance(tmp_path, "410183109")
    place = instance.path(tmp_path)
    code = (
        "import os, sys; from pathlib import Path; from dashboard.store.instance import open_home;"
        "store = open_home(Path(sys.argv[1]));"
        "turn = store.write(); one = turn.__enter__();"
        "one.add('setting', key='x', value='y'); turn.__exit__(None, None, None); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, cwd=ROOT)
    assert place.with_name("xingtu.duckdb.wal").exists()
    place.unlink()
    commands.create_instance(tmp_path, "410902101")
    store = instance.open_home(tmp_path)
    assert queries.instance().township_code == "410902101"
    store.close()
    database.use(None)
    assert names(tmp_path) == ["leftover", "xingtu.duckdb"]


def test_of_two_who_set_up_at_once_one_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill = setup.fill

    def slower(*args: object, **options: object) -> None:
        monkeypatch.setattr(setup, "fill", fill)
        commands.create_instance(tmp_path, "410183109")
        fill(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(setup, "fill", slower)
    monkeypatch.setattr(os, "getpid", iter(range(1000, 9000)).__next__)
    with pytest.raises(Refused, match="另一个程序"):
        commands.create_instance(tmp_path, "410902101")
    store = instance.open_home(tmp_path)
    assert queries.instance().township_code == "410183109"
    store.close()
    database.use(None)
    assert names(tmp_path) == ["xingtu.duckdb"]


def test_the_audit_shows_that_the_newest_events_were_removed(demo_home: Path) -> None:
    store = database.current()
    report("村,日期,E02\n瓦岗,2022-08-01,7\n")
    with store.write() as transaction:
        transaction.run(
            "delete from audit_event where event_id = (select max(event_id) from audit_event)"
        )
    told = {one.name: one for one in doctor.examine(store)}["审计链"]
    assert (told.is_sound, "末尾被改动过" in told.says) == (False, True)


def test_doctor_finds_what_is_wrong(demo_home: Path) -> None:
    store = database.current()
    assert all(one.is_sound for one in doctor.examine(store))
    report("村,日期,E02\n瓦岗,2022-08-01,7\n")
    with store.write() as transaction:
        transaction.run("delete from setting where key = 'city'")
        transaction.run("insert into requirement select * from requirement limit 1")
        transaction.run(
            "insert into village (village_code, name, category, upload_id) "
            "select '410902101999', '新', '村', max(upload_id) from upload"
        )
        transaction.run(
            "insert into indicator_value select '410902101999', indicator_code, as_of, value, "
            "qualifier, upload_id, row_number, column_name from indicator_value "
            "order by upload_id limit 1"
        )
        transaction.run(
            "insert into upload_withdrawal select max(upload_id), '试', '试', '试', "
            "current_timestamp::timestamp from upload"
        )
    wrong = {one.name for one in doctor.examine(store) if not one.is_sound}
    assert wrong >= {"设置齐全", "同一天只有一条口径"}
    assert "每个数值都有村" in wrong
