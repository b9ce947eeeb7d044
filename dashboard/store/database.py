"""The one door to DuckDB: one process-wide database, a cursor per call, one lock for writes.

A connection shared between threads refuses work, and a second process cannot open the file at
all; so one server process owns it, every read takes a cursor of its own, and writes queue up.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from dashboard.domain.errors import StoreBusy, StoreDamaged
from dashboard.store import migrations

Row = tuple[Any, ...]


class Transaction:
    """What a writer may do inside one transaction."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor

    def run(self, sql: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        """Execute one statement; returns its rows, if any."""
        return self._cursor.execute(sql, dict(params or {})).fetchall()

    def script(self, sql: str) -> None:
        """Execute several statements without parameters."""
        self._cursor.execute(sql).fetchall()

    def append(self, table: str, frame: pd.DataFrame) -> None:
        """Append a frame to a table; columns are matched by name."""
        if len(frame):
            self._cursor.register("incoming", frame)
            try:
                self._cursor.execute(f"insert into {table} by name select * from incoming")
            finally:
                self._cursor.unregister("incoming")

    def add(self, table: str, **values: Any) -> None:
        """Append one row to a table."""
        names = ", ".join(values)
        marks = ", ".join(f"${name}" for name in values)
        self._cursor.execute(f"insert into {table} ({names}) values ({marks})", values)


class Database:
    """An open database, migrated and with its views in place.

    ``path`` is a file or ":memory:". ``version`` counts committed writes, so that whatever was
    read under a version stays true for it for ever. Raises StoreBusy or StoreDamaged.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = str(path)
        self.serial = next(_serials)
        self._lock = threading.Lock()
        if self.path != ":memory:":
            Path(self.path).parent.mkdir(parents=True, exist_ok=True)
        try:
            self._connection = duckdb.connect(self.path)
        except duckdb.IOException as error:
            raise _explain_io(error, self.path) from error
        except duckdb.Error as error:
            raise _damaged(self.path, error) from error
        try:
            with self._connection.cursor() as cursor:
                migrations.migrate(Transaction(cursor))
            self.version = self._read_version()
        except BaseException as error:
            self._connection.close()
            if isinstance(error, duckdb.Error):
                raise _damaged(self.path, error) from error
            raise

    def ask(self, sql: str, params: Mapping[str, Any]) -> tuple[int, pd.DataFrame]:
        """Run a read; returns the data version it saw and the rows."""
        with self._connection.cursor() as cursor:
            cursor.execute("begin transaction read only")
            version = int(cursor.execute("select data_version from meta").fetchall()[0][0])
            frame = cursor.execute(sql, dict(params)).df()
            cursor.execute("commit")
        return version, frame

    def describe(self, sql: str, params: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Name and DuckDB type of each column the read returns."""
        with self._connection.cursor() as cursor:
            result = cursor.execute(sql, dict(params))
            columns = [(str(one[0]), str(one[1])) for one in result.description]
            result.fetchall()
        return columns

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """One transaction behind the one write lock; the version moves after the commit."""
        with self._lock, self._connection.cursor() as cursor:
            cursor.execute("begin transaction")
            try:
                yield Transaction(cursor)
                rows = cursor.execute(
                    "update meta set data_version = data_version + 1 returning data_version"
                ).fetchall()
                cursor.execute("commit")
            except BaseException:
                cursor.execute("rollback")
                raise
            self.version = int(rows[0][0])

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the file, so that a power cut finds little to replay."""
        with self._lock, self._connection.cursor() as cursor:
            cursor.execute("checkpoint")

    def define(self, fill: Callable[[Transaction], None]) -> None:
        """Re-create definitions and views (not counted as new data)."""
        with self._lock, self._connection.cursor() as cursor:
            cursor.execute("begin transaction")
            try:
                fill(Transaction(cursor))
                cursor.execute("commit")
            except BaseException:
                cursor.execute("rollback")
                raise

    def close(self) -> None:
        """Wait for a running write, then close the file."""
        with self._lock:
            self._connection.close()

    def _read_version(self) -> int:
        with self._connection.cursor() as cursor:
            return int(cursor.execute("select data_version from meta").fetchall()[0][0])


def _explain_io(error: duckdb.Error, path: str) -> StoreBusy | StoreDamaged:
    if "lock" in str(error).lower():
        return StoreBusy(
            f"数据库 {path} 正被另一个程序使用（多半是正在运行的服务）。"
            "请先停止服务再试，或在网页上办理。"
        )
    return _damaged(path, error)


def _damaged(path: str, error: BaseException) -> StoreDamaged:
    first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return StoreDamaged(f"数据库 {path} 打不开或已损坏：{first}。请用最近的备份恢复。")


_serials = itertools.count()
_current: Database | None = None


def use(database: Database | None) -> None:
    """Make this the process-wide database."""
    global _current
    _current = database


def current() -> Database:
    """The process-wide database; RuntimeError before one is opened."""
    if _current is None:
        raise RuntimeError("no database is open; call dashboard.store.instance.open_home() first")
    return _current
