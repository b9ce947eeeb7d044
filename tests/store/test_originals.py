"""Originals: what is said to be stored can be given back as it was received."""

from __future__ import annotations

import errno
from pathlib import Path

import pyarrow as pa
import pytest

from dashboard import settings
from dashboard.domain.errors import Refused, StoreDamaged
from dashboard.store import commands, doctor, originals, queries
from dashboard.store.database import Database
from tests.conftest import OFFICER, report

TEXT = "村,日期,E02\n瓦岗,2022-07-04,58\n"


def kept_files() -> list[Path]:
    return sorted((settings.home() / "originals").glob("*"))


def unpacked(path: Path) -> bytes:
    with path.open("rb") as file, pa.CompressedInputStream(file, "zstd") as packed:
        return bytes(packed.read())


def originals_finding(store: Database) -> doctor.Finding:
    return {one.name: one for one in doctor.examine(store)}["上报的原件"]


def test_an_upload_comes_back_as_it_was_received(town: Database) -> None:
    data = TEXT.encode("gb18030")
    receipt = commands.publish(OFFICER, commands.check(data, "周报.csv"))
    assert receipt.upload_id is not None
    assert commands.original(receipt.upload_id) == ("周报.csv", data)
    (only,) = kept_files()
    assert unpacked(only) == data
    assert queries.uploads()["original_size"].iloc[0] == len(data)
    assert originals_finding(town).is_sound


def test_the_same_bytes_make_the_same_file_once(town: Database) -> None:
    first = report(TEXT)
    (only,) = kept_files()
    packed = only.read_bytes()
    commands.withdraw(OFFICER, first.upload_id, "重来")
    only.unlink()
    report(TEXT)
    assert [one.read_bytes() for one in kept_files()] == [packed]


@pytest.mark.parametrize("harm", ["remove", "change", "cut"])
def test_doctor_misses_a_lost_original(town: Database, harm: str) -> None:
    receipt = report(TEXT)
    (only,) = kept_files()
    if harm == "remove":
        only.unlink()
    else:
        only.write_bytes(
            pa.compress(b"x", "zstd", asbytes=True) if harm == "change" else only.read_bytes()[:20]
        )
    assert not originals_finding(town).is_sound
    with pytest.raises(StoreDamaged, match="备份"):
        commands.original(receipt.upload_id)
    report(TEXT.replace("58", "59"))
    assert not originals_finding(town).is_sound


def test_a_damaged_original_is_made_whole_by_the_same_file(town: Database) -> None:
    first = report(TEXT)
    (only,) = kept_files()
    only.write_bytes(b"")
    commands.withdraw(OFFICER, first.upload_id, "重来")
    report(TEXT)
    assert originals_finding(town).is_sound


@pytest.mark.parametrize(("code", "words"), [(errno.ENOSPC, "磁盘已满"), (errno.EACCES, "权限")])
def test_nothing_is_stored_without_its_original(
    town: Database, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    def fails(draft: Path, _data: bytes) -> None:
        draft.write_bytes(b"half")
        raise OSError(code, "no")

    monkeypatch.setattr(originals, "_write", fails)
    with pytest.raises(StoreDamaged, match=words):
        report(TEXT)
    assert queries.uploads().empty
    assert kept_files() == []


def test_an_upload_from_before_originals_is_sound(town: Database) -> None:
    receipt = report(TEXT)
    with town.write() as transaction:
        transaction.run("delete from upload_original")
    kept_files()[0].unlink()
    assert originals_finding(town).is_sound
    with pytest.raises(Refused, match="没有留原件"):
        commands.original(receipt.upload_id)
    commands.withdraw(OFFICER, receipt.upload_id, "旧")
    with pytest.raises(Refused, match="没有留原件"):
        commands.republish(OFFICER, receipt.upload_id)
