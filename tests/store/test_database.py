"""The one door: threads, versions, the cache, damage."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from dashboard.domain.errors import StoreBusy, StoreDamaged
from dashboard.store import database, instance, migrations, queries, reader
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
