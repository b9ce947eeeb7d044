"""The one door: threads, versions, the cache, damage."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from dashboard.domain.errors import Refused, StoreBusy, StoreDamaged
from dashboard.store import damage, database, doctor, instance, migrations, queries, reader
from dashboard.store.database import Database
from tests.conftest import report


def test_reads_and_writes_from_many_threads(town: Database) -> None:
    def work(number: int) -> int:
        report(f"村,日期,E02\n瓦岗,2022-08-{number % 28 + 1:02},{number}\n")
        return len(queries.stars(date(2022, 9, 5)))

    before = town.version
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(work, range(40))) == {95}
    assert town.version == before + 40


def test_a_read_is_cached_until_the_data_change(
    town: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    ask = Database.ask
    monkeypatch.setattr(
        Database, "ask", lambda self, sql, params: asked.append(sql) or ask(self, sql, params)
    )
    queries.stars(date(2022, 7, 4))
    queries.stars(date(2022, 7, 4))
    assert len(asked) == 1
    report("村,日期,E02\n瓦岗,2022-07-04,58\n")
    asked.clear()
    queries.stars(date(2022, 7, 4))
    assert len(asked) == 1


def test_a_cached_frame_cannot_be_spoilt(town: Database) -> None:
    spoilt = queries.star_list()
    spoilt["star"] = "坏"
    assert next(iter(queries.star_list()["star"])) == "支部过硬"


def test_the_cache_is_bounded(town: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST", 8)
    for number in range(12):
        reader.ask("stars", as_of=date.fromordinal(738_000 + number))
    assert len(reader._kept) == 8


def test_the_cache_is_bounded_in_bytes(town: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    one = reader.ask("stars", as_of=date(2022, 7, 4))
    monkeypatch.setattr(reader, "MOST_BYTES", 3 * reader._size(one) + 10)
    for number in range(12):
        reader.ask("stars", as_of=date.fromordinal(738_000 + number))
    assert len(reader._kept) == 3


def test_the_same_question_at_once_is_computed_once(
    town: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    ask = Database.ask

    def slow(self: Database, sql: str, params: Mapping[str, Any]) -> tuple[int, pd.DataFrame]:
        asked.append(sql)
        time.sleep(0.1)
        return ask(self, sql, params)

    monkeypatch.setattr(Database, "ask", slow)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(queries.stars, [date(2022, 8, 1)] * 4))
    assert len(asked) == 1


def test_a_second_process_is_told_that_the_store_is_busy(tmp_path: Path) -> None:
    # Two opens in one process share the file; the message is made from DuckDB's own words.
    import subprocess
    import sys

    path = tmp_path / "x.duckdb"
    store = Database(path)
    code = f"from dashboard.store.database import Database\nDatabase({str(path)!r})"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    store.close()
    assert "StoreBusy" in run.stderr
    assert "请先停止服务" in run.stderr
    Database(path).close()


def test_a_file_that_is_no_database_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    path.write_bytes(b"not a database" * 1000)
    with pytest.raises(StoreDamaged, match="打不开"):
        Database(path)


def test_busy_and_damaged_are_told_apart() -> None:
    assert issubclass(StoreBusy, Exception)
    assert not issubclass(StoreBusy, StoreDamaged)


def test_a_migration_and_its_record_are_one(tmp_path: Path) -> None:
    folder = tmp_path / "schema"
    folder.mkdir()
    (folder / "0001_a.sql").write_text(
        "create table meta (data_version bigint); insert into meta values (0);"
    )
    (folder / "0002_b.sql").write_text("create table kept (x int); select nonsense;")
    store = Database(":memory:")
    try:
        with store._connection.cursor() as cursor:
            door = database.Transaction(cursor)
            door.script("drop table migration; drop table meta;")
            with pytest.raises(Exception, match="nonsense"):
                migrations.migrate(door, folder)
            assert door.run("select name from migration") == [("0001_a",)]
            assert door.run("select 1 from duckdb_tables() where table_name = 'kept'") == []
            (folder / "0002_b.sql").write_text("create table kept (x int);")
            assert migrations.migrate(door, folder) == ["0002_b"]
            assert migrations.migrate(door, folder) == []
            (folder / "0001_a.sql").write_text("create table meta (data_version int);")
            with pytest.raises(StoreDamaged, match="0001_a"):
                migrations.migrate(door, folder)
            (folder / "0001_a.sql").unlink()
            with pytest.raises(StoreDamaged, match="新版"):
                migrations.migrate(door, folder)
    finally:
        store.close()


def test_opening_again_is_no_new_data(tmp_path: Path) -> None:
    from dashboard.store.commands import create_instance

    create_instance(tmp_path, "410902101")
    versions = []
    for _ in range(2):
        store = instance.open_home(tmp_path)
        versions.append(store.version)
        store.close()
    database.use(None)
    assert versions[0] == versions[1]


def test_a_block_that_breaks_while_open_is_damage(demo_file: Path, tmp_path: Path) -> None:
    place = shutil.copy(demo_file, tmp_path / "xingtu.duckdb")
    store = instance.open_home(tmp_path)
    os.truncate(place, place.stat().st_size // 3)
    with pytest.raises(StoreDamaged, match="备份"):
        doctor.examine(store)
    store.close()
    database.use(None)


def test_a_broken_rule_of_a_table_is_our_own_error(town: Database) -> None:
    with pytest.raises(duckdb.ConstraintException), town.write() as transaction:
        transaction.add("setting", key="x", value=None)


def test_a_failing_rollback_does_not_hide_what_failed(town: Database) -> None:
    def fails() -> None:
        with town.write() as transaction:
            transaction.run("rollback")
            raise ValueError("first")

    with pytest.raises(ValueError, match="first"):
        fails()


@pytest.mark.parametrize(
    ("said", "cure", "kind"),
    [
        ('Could not set lock on file "{path}"', "停止服务", StoreBusy),
        ('Cannot open file "{path}": Permission denied', "权限", StoreDamaged),
        ('Could not read from file "{path}": Is a directory', "是文件夹", StoreDamaged),
        ('Failure while replaying WAL file "{path}.wal": odd', "x.wal 移到别处", StoreDamaged),
        ('Could not write file "{path}": No space left on device', "磁盘已满", StoreDamaged),
        ('Corrupt database file: in block at 4096 "{path}"', "备份", StoreDamaged),
    ],
)
def test_each_cause_has_its_own_cure(said: str, cure: str, kind: type[Exception]) -> None:
    path = "/srv/Could not set lock/blocks/x"
    told = damage.explain(duckdb.IOException(said.format(path=path)), path)
    assert isinstance(told, kind)
    assert cure in str(told)


def test_a_directory_in_the_place_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(StoreDamaged, match="是文件夹"):
        Database(tmp_path)


def test_a_log_of_another_database_is_named(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "other")) as other:
        other.execute("create table t (x int); checkpoint; insert into t values (1)")
        log = (tmp_path / "other.wal").read_bytes()
    Database(tmp_path / "x").close()
    (tmp_path / "x.wal").write_bytes(log)
    with pytest.raises(StoreDamaged, match=r"x\.wal 移到别处"):
        Database(tmp_path / "x")


@pytest.mark.parametrize("sql", ["", "create table kept (x int)", "create table setting (a int)"])
def test_a_foreign_file_is_refused_and_left_as_it_is(tmp_path: Path, sql: str) -> None:
    with duckdb.connect(str(instance.path(tmp_path))) as foreign:
        foreign.execute(sql or "select 1")
    before = instance.path(tmp_path).read_bytes()
    with pytest.raises(StoreDamaged, match="移到别处"):
        instance.open_home(tmp_path)
    assert instance.path(tmp_path).read_bytes() == before


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = Database(tmp_path / "x")
    store.close()
    with pytest.raises(StoreBusy, match="已经关闭"):
        store.ask("select 1", {})


def test_a_change_of_the_store_waits_for_reads_and_gives_up(
    town: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.05)
    with database.held(), pytest.raises(Refused, match="读写"), database.changing():
        pass
    with database.changing(), pytest.raises(StoreBusy), database.held():
        pass
    with database.changing():
        pass


def test_another_store_is_seen_by_one_thread_only(town: Database, demo_file: Path) -> None:
    other = Database(":memory:")
    with database.using(other), ThreadPoolExecutor(1) as pool:
        assert database.current() is other
        assert pool.submit(database.current).result() is town
    assert database.current() is town
    other.close()


def test_what_is_remembered_is_made_anew_when_the_data_change(town: Database) -> None:
    made = []

    @reader.remember
    def count(of: str) -> int:
        made.append(of)
        return len(queries.uploads())

    assert (count("a"), count("a"), count("b")) == (0, 0, 0)
    report("村,日期,E02\n瓦岗,2022-07-04,58\n")
    assert (count("a"), count("a")) == (1, 1)
    assert made == ["a", "b", "a"]
