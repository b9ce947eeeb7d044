"""The files as received: kept compressed in a folder beside the database, by their SHA-256.

A file is whole on the disk before the transaction that names it ends, so that what is said to be
stored has its original. One that no transaction came to name is harmless.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import threading
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

from dashboard import settings
from dashboard.domain.errors import StoreDamaged

PIECE = 1 << 20


def folder(store_path: str) -> Path:
    """Where the originals of a database lie."""
    home = settings.home() if store_path == ":memory:" else Path(store_path).parent
    return home / "originals"


def place(store_path: str, sha256: str) -> Path:
    """The file of one original."""
    return folder(store_path) / f"{sha256}.zst"


def keep(store_path: str, sha256: str, data: bytes) -> None:
    """Write an original unless a sound one is there. StoreDamaged when the disk is full or the
    folder cannot be written; then nothing may be stored."""
    target = place(store_path, sha256)
    draft = target.with_name(f".{sha256}.{os.getpid()}-{threading.get_ident()}.new")
    try:
        if is_sound(store_path, sha256):
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write(draft, data)
            os.replace(draft, target)
        except BaseException:
            with contextlib.suppress(OSError):
                draft.unlink()
            raise
        _settle(target.parent)
    except OSError as error:
        raise _explain(error, target.parent) from error


def _write(draft: Path, data: bytes) -> None:
    """The same bytes always give the same file: no name and no time within."""
    view = memoryview(data)
    with pa.CompressedOutputStream(str(draft), "zstd") as packed:
        for start in range(0, len(view), PIECE):
            packed.write(view[start : start + PIECE])
    with draft.open("r+b") as file:
        os.fsync(file.fileno())


def _settle(there: Path) -> None:
    """Make the new name in a folder last through a power cut, where folders can be opened."""
    if os.name == "posix":
        handle = os.open(there, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def is_sound(store_path: str, sha256: str) -> bool:
    """Whether the original is there and holds what its name says; OSError when it cannot be read
    for another reason."""
    digest = hashlib.sha256()
    try:
        with place(store_path, sha256).open("rb") as file, _unpacked(file) as packed:
            while piece := packed.read(PIECE):
                digest.update(piece)
    except FileNotFoundError:
        return False
    except OSError as error:
        if error.errno is None:  # what Arrow says of bytes that are not what it wrote
            return False
        raise
    return digest.hexdigest() == sha256


def _unpacked(file: BinaryIO) -> pa.CompressedInputStream:
    return pa.CompressedInputStream(file, "zstd")


def load(store_path: str, sha256: str) -> bytes:
    """The bytes as received; StoreDamaged when they are gone or were changed."""
    there = place(store_path, sha256)
    try:
        with there.open("rb") as file, _unpacked(file) as packed:
            data = bytes(packed.read())
    except OSError as error:
        raise StoreDamaged(
            f"原件 {there.name} 读不出（应在 {there.parent}）。请从备份里找回这个文件。"
        ) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise StoreDamaged(f"原件 {there} 被改动过。请从备份里找回这个文件。")
    return data


def _explain(error: OSError, there: Path) -> StoreDamaged:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StoreDamaged(f"磁盘已满，原件存不进 {there}，这次没有存入。请先腾出空间再试。")
    return StoreDamaged(
        f"原件存不进 {there}（{error.strerror or error}），这次没有存入。"
        "请改正这个文件夹的权限再试。"
    )
