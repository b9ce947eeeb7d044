"""Schema migrations: files in queries/schema, each applied once, in one transaction with its record.

A migration already applied must never change: its checksum is recorded and compared at each start.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from dashboard.domain.errors import StoreDamaged
from dashboard.settings import ROOT

FOLDER = ROOT / "queries" / "schema"


class Runs(Protocol):
    """What a migration needs of a connection."""

    def run(self, sql: str, params: dict[str, Any] | None = None) -> list[tuple[Any, ...]]: ...

    def script(self, sql: str) -> None: ...


def checksum(path: Path) -> str:
    """SHA-256 of the file's text with line ends as LF."""
    return hashlib.sha256(path.read_text("utf-8").encode()).hexdigest()


def migrate(connection: Runs, folder: Path = FOLDER) -> list[str]:
    """Apply what is not applied yet; returns the names. Raises StoreDamaged when an applied
    migration differs from its file or the database is newer than this program."""
    connection.script(
        "create table if not exists migration "
        "(name varchar not null, checksum varchar not null, applied_at timestamp not null)"
    )
    applied = dict(connection.run("select name, checksum from migration"))
    files = {path.stem: path for path in sorted(folder.glob("*.sql"))}
    unknown = sorted(set(applied) - set(files))
    if unknown:
        raise StoreDamaged(f"数据库由更新的版本建立（{unknown[0]}），请改用新版程序打开。")
    done = []
    for name, path in files.items():
        if name in applied:
            if applied[name] != checksum(path):
                raise StoreDamaged(f"结构文件 {path.name} 与建库时不同，请恢复原文件后再启动。")
            continue
        connection.script("begin transaction")
        try:
            connection.script(path.read_text("utf-8"))
            connection.run(
                "insert into migration values ($name, $checksum, $applied_at)",
                {
                    "name": name,
                    "checksum": checksum(path),
                    "applied_at": datetime.now(UTC).replace(tzinfo=None),
                },
            )
            connection.script("commit")
        except BaseException:
            connection.script("rollback")
            raise
        done.append(name)
    return done
