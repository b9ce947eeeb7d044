"""The one door to DuckDB: one process-wide database, a cursor per call, one lock for writes.

A connection shared between threads refuses work, and a second process cannot open the file at
all; so one server process owns it, every read takes a cursor of its own, and writes queue up.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from dashboard.domain.errors import Refused, StoreBusy
from dashboard.store import migrations
from dashboard.store.damage import explain, foreign

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
            # Arrow's columns are taken over by all cores, and dictionaries as they are.
            self._cursor.register("incoming", pa.Table.from_pandas(frame, preserve_index=False))
            try:
                self._cursor.execute(f"insert into {table} by name select * from incoming")
            finally:
                self._cursor.unregister("incoming")

    def ask(self, sql: str, params: Mapping[str, Any]) -> pd.DataFrame:
        """The rows of a read, as this transaction sees the data."""
        return self._cursor.execute(sql, dict(params)).df()

    def add(self, table: str, **values: Any) -> None:
        """Append one row to a table."""
        names = ", ".join(values)
        marks = ", ".join(f"${name}" for name in values)
        self._cursor.execute(f"insert into {table} ({names}) values ({marks})", values)


class Database:
    """An open database, migrated and with its views in place.

    ``path`` is a file or ":memory:". ``version`` counts committed writes, so that whatever was
    read under a version stays true for it for ever. With ``is_ours`` the file must already be an
    instance; a foreign or half-written one is refused before anything is written to it. Every
    method raises StoreBusy or StoreDamaged when the file cannot be had.
    """

    def __init__(self, path: Path | str, *, is_ours: bool = False) -> None:
        self.path = str(path)
        self.serial = next(_serials)
        self._lock = threading.Lock()
        try:
            # Every read that cares for order says so; without it long appends use all cores.
            self._connection = duckdb.connect(
                self.path, config={"preserve_insertion_order": "false"}
            )
        except duckdb.Error as error:
            raise explain(error, self.path) from error
        try:
            with self._connection.cursor() as cursor:
                if is_ours and not _holds_township(cursor):
                    raise foreign(self.path)
                migrations.migrate(Transaction(cursor))
            self.version = self._read_version()
        except BaseException as error:
            with suppress(duckdb.Error):
                self._connection.close()
            if isinstance(error, duckdb.Error):
                raise explain(error, self.path) from error
            raise

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of one's own; damage found through it is told as such."""
        try:
            with self._connection.cursor() as cursor:
                yield cursor
        except duckdb.InterruptException:
            raise KeyboardInterrupt from None
        except RuntimeError as error:
            if str(error) == "Query interrupted":
                raise KeyboardInterrupt from None
            raise
        except duckdb.Error as error:
            if _is_damage(error):
                raise explain(error, self.path) from error
            raise

    def ask(self, sql: str, params: Mapping[str, Any]) -> tuple[int, pd.DataFrame]:
        """Run a read; returns the data version it saw and the rows."""
        with self._cursor() as cursor:
            cursor.execute("begin transaction read only")
            version = int(cursor.execute("select data_version from meta").fetchall()[0][0])
            frame = cursor.execute(sql, dict(params)).df()
            cursor.execute("commit")
        return version, frame

    def describe(self, sql: str, params: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Name and DuckDB type of each column the read returns."""
        with self._cursor() as cursor:
            result = cursor.execute(sql, dict(params))
            columns = [(str(one[0]), str(one[1])) for one in result.description]
            result.fetchall()
        return columns

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """One transaction behind the one write lock; the version moves after the commit."""
        with self._lock, self._cursor() as cursor:
            with _all_or_nothing(cursor):
                yield Transaction(cursor)
                rows = cursor.execute(
                    "update meta set data_version = data_version + 1 returning data_version"
                ).fetchall()
            self.version = int(rows[0][0])

    @contextmanager
    def rehearse(self) -> Iterator[Transaction]:
        """A transaction that is always taken back: to see what a write would do."""
        with self._lock, self._cursor() as cursor:
            cursor.execute("begin transaction")
            try:
                yield Transaction(cursor)
            finally:
                with suppress(duckdb.Error):
                    cursor.execute("rollback")

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the file, so that a power cut finds little to replay."""
        with self._lock, self._cursor() as cursor:
            cursor.execute("checkpoint")

    def define(self, fill: Callable[[Transaction], None]) -> None:
        """Re-create definitions and views (not counted as new data)."""
        with self._lock, self._cursor() as cursor, _all_or_nothing(cursor):
            fill(Transaction(cursor))

    def close(self) -> None:
        """Wait for a running write, then close the file. A damaged file is closed all the same."""
        with self._lock, suppress(duckdb.Error):
            self._connection.close()

    def _read_version(self) -> int:
        with self._cursor() as cursor:
            return int(cursor.execute("select data_version from meta").fetchall()[0][0])


@contextmanager
def _all_or_nothing(cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """One transaction; when it fails, that failure is told, whatever the rollback says."""
    cursor.execute("begin transaction")
    try:
        yield
        cursor.execute("commit")
    except BaseException:
        with suppress(duckdb.Error):
            cursor.execute("rollback")
        raise


def _holds_township(cursor: duckdb.DuckDBPyConnection) -> bool:
    named = "select 1 from duckdb_tables() where table_name = 'setting' and not internal"
    if not cursor.execute(named).fetchall():
        return False
    try:
        asked = cursor.execute("select 1 from setting where key = 'township_code'")
        return bool(asked.fetchall())
    except duckdb.BinderException:
        return False


def _is_damage(error: duckdb.Error) -> bool:
    """Whether the file is to blame. A broken rule of a table or a wrong statement is our own error
    and stays as it is."""
    kinds = (
        duckdb.IOException, duckdb.FatalException, duckdb.InternalException,
        duckdb.SerializationException,
    )  # fmt: skip
    words = ("Corrupt database file", "Connection already closed")
    return isinstance(error, kinds) or any(one in str(error) for one in words)


_serials = itertools.count()
_current: Database | None = None
_own: ContextVar[Database | None] = ContextVar("own_database", default=None)
_turn = threading.Condition()
_inside = 0
_is_changing = False
PATIENCE = 30.0
"""Seconds to wait until running reads and writes have ended."""


def use(database: Database | None) -> None:
    """Make this the process-wide database."""
    global _current
    _current = database


def current() -> Database:
    """The database of this thread's act, else the process-wide one; RuntimeError before one is
    opened."""
    found = _own.get() or _current
    if found is None:
        raise RuntimeError("no database is open; call dashboard.store.instance.open_home() first")
    return found


@contextmanager
def using(database: Database) -> Iterator[Database]:
    """Within the block this thread, and no other, works on another database."""
    token = _own.set(database)
    try:
        yield database
    finally:
        _own.reset(token)


@contextmanager
def held() -> Iterator[Database]:
    """The current database, which stays open and the same until the block ends."""
    if _own.get() is not None:
        yield current()
        return
    with _turn:
        if not _turn.wait_for(lambda: not _is_changing, PATIENCE):
            raise StoreBusy("数据库正在更换，请稍候再试。")
        _count(1)
    try:
        with using(current()) as store:
            yield store
    finally:
        with _turn:
            _count(-1)


@contextmanager
def changing() -> Iterator[None]:
    """Alone with the process-wide database: running reads and writes have ended, new ones wait.
    Refused when they do not end, or another is changing it."""
    global _is_changing
    with _turn:
        if _is_changing:
            raise Refused("别人正在更换数据库。请稍候再看。")
        _is_changing = True
    try:
        with _turn:
            if not _turn.wait_for(lambda: _inside == 0, PATIENCE):
                raise Refused("别人正在读写数据库，暂时不能更换。请稍候再试。")
        yield
    finally:
        with _turn:
            _is_changing = False
            _turn.notify_all()


def _count(step: int) -> None:
    global _inside
    _inside += step
    _turn.notify_all()
