"""What is said of a database file that cannot be had: one sentence each, with its cure."""

from __future__ import annotations

from dashboard.domain.errors import StoreBusy, StoreDamaged

# What DuckDB says of a file it cannot have → what is wrong and what to do. First match wins.
CURES = (
    (
        "Connection already closed",
        "数据库 {path} 已经关闭（服务正在停止，或刚换成新的实例）。请重新打开这一页再试。",
    ),
    (
        "Could not set lock",
        "数据库 {path} 正被另一个程序使用（多半是正在运行的服务）。"
        "请先停止服务再试，或在网页上办理。",
    ),
    (
        "replaying WAL",
        "{path}.wal 与数据库 {path} 不是一套，打不开。请把 {path}.wal 移到别处再试。",
    ),
    (
        "WAL does not match",
        "{path}.wal 与数据库 {path} 不是一套，打不开。请把 {path}.wal 移到别处再试。",
    ),
    ("Permission denied", "没有读写 {path} 的权限。请换有权限的账号，或改正文件的权限再试。"),
    ("Read-only file system", "{path} 所在的磁盘只读。请改成可写，或用 --home 另选文件夹。"),
    ("Is a directory", "{path} 是文件夹，不是数据库文件。请把它移到别处，再运行 init。"),
    ("Not a directory", "{path} 的上级不是文件夹。请用 --home 另选文件夹。"),
    ("No such file", "找不到 {path}，它的文件夹不在或不能写。请用 --home 另选文件夹。"),
    (
        "not a valid DuckDB database",
        "数据库 {path} 打不开：它不是数据库文件，或已损坏。"
        "请用最近的备份恢复，或把 {path} 移到别处再运行 init。",
    ),
    ("No space left", "写 {path} 时磁盘已满。请先腾出空间再试。"),
)
BUSY = ("Connection already closed", "Could not set lock")


def explain(error: Exception, path: str) -> StoreBusy | StoreDamaged:
    """What the user is told of an error of the database's file."""
    said = str(error).replace(path, "").strip() or type(error).__name__
    for words, cure in CURES:
        if words in said:
            kind = StoreBusy if words in BUSY else StoreDamaged
            return kind(cure.format(path=path))
    first = said.splitlines()[0]
    return StoreDamaged(f"数据库 {path} 打不开或已损坏：{first}。请用最近的备份恢复。")


def foreign(path: str) -> StoreDamaged:
    """What the user is told of a file that is no instance."""
    return StoreDamaged(
        f"数据库 {path} 不是星图的实例，或只写了一半（没有乡镇代码）。"
        f"请把 {path} 移到别处，再运行 init，或用最近的备份恢复。"
    )
