"""Wrong use, odd names, full disks, damage: always a sentence and the agreed exit code."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.__main__ import TABLES
from dashboard.domain.errors import Refused
from dashboard.reports import tables
from dashboard.settings import ROOT
from dashboard.store import database, instance
from dashboard.store.commands import delivery
from tests.test_commands import GOOD, home, run, write

__all__ = ["home"]


def python(*arguments: str | bytes, **options: object) -> subprocess.CompletedProcess[bytes]:
    environment = os.environ | {"XINGTU_ALLOW_OPEN": ""} | dict(options.pop("env", {}))
    return subprocess.run(
        [sys.executable, "-m", "dashboard", *arguments],
        cwd=ROOT, env=environment, check=False, stderr=subprocess.PIPE,
        **({"stdout": subprocess.PIPE} | options),
    )  # fmt: skip


def test_every_table_can_be_exported() -> None:
    assert sorted(TABLES) == sorted([*tables.EXPORTS, tables.RULES])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["init", "--search", ""], "--search 后面是空的"),
        (["init", "--search", "\udcff"], "没有名称含"),
        (["init", "--township", "\udcff"], "没有代码为"),
        (["init", "--demo", "--home", ""], "--home 后面是空的"),
        (["init", "--demo", "--home", "/etc/passwd"], "已有同名文件"),
        (["init", "--demo", "--home", "/etc/passwd/x"], "上级不是文件夹"),
        (["init", "--demo", "--home", "/proc/x"], "/proc/x"),
        *((["serve", "--port", port], "1–65535") for port in ("99999", "0", "²", "a")),
        (["serve", "--port=-1"], "1–65535"),
        (["serve", "--host", "foo"], "不是本机的地址"),
        (["serve", "--host", "127.0.0.300"], "不是本机的地址"),
        (["serve", "--host", "0.0.0.0"], "局域网"),
        (["import"], "还缺 FILE"),
        (["export", "nothing"], "没有 'nothing'"),
    ],
)
def test_wrong_use_is_a_sentence(tmp_path: Path, capfd, arguments: list[str], said: str) -> None:
    code, out, error = run(capfd, *arguments)
    assert (code, out) == (2, "")
    assert said in error


@pytest.mark.parametrize("place", ["nowhere/x.csv", "."])
def test_an_output_that_cannot_be_written(home: Path, tmp_path: Path, capfd, place: str) -> None:
    output = str(tmp_path / place)
    code, _, error = run(
        capfd, "export", "requirements", "--as-of", "2022-07-04", "--home", str(home),
        "--output", output,
    )  # fmt: skip
    assert (code, "写不了" in error) == (2, True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_full_disk_behind_the_output(home: Path, form: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        done = python("doctor", "--home", str(home), *form, stdout=full)
    assert (done.returncode, "磁盘已满" in done.stderr.decode()) == (2, True)
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


def test_a_day_that_is_none_is_refused(home: Path, capfd, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XINGTU_TODAY", "junk")
    code, _, error = run(capfd, "doctor", "--home", str(home))
    assert (code, "XINGTU_TODAY=junk" in error) == (2, True)


def test_an_encoding_without_chinese() -> None:
    ascii_only = {"PYTHONIOENCODING": "ascii"}
    assert python("init", "--search", "岳村", env=ascii_only).returncode == 0
    done = python("init", "--search", "岳村", "--json", env=ascii_only)
    assert json.loads(done.stdout)[0]["name"] == "岳村镇"
    assert python("fly", env=ascii_only).returncode == 2


def test_names_that_are_no_text(home: Path, tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xd4\xc2.csv"
    Path(os.fsdecode(path)).write_text(GOOD, "utf-8")
    done = python("import", path, b"--actor", b"\xff", "--home", str(home))
    assert (done.returncode, "已接收" in done.stdout.decode()) == (0, True)
    assert b"Traceback" not in done.stderr


def test_an_interrupted_import(
    home: Path, tmp_path: Path, capfd, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(delivery, "publish", interrupted)
    path = write(tmp_path, "a.csv", GOOD)
    code, _, error = run(capfd, "import", path, "--home", str(home))
    assert (code, "已中断" in error) == (130, True)
    instance.open_home(home).close()


def test_what_is_refused_stops_none_of_the_others(
    home: Path, tmp_path: Path, capfd, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish = delivery.publish

    def picky(actor: object, verdict: object) -> object:
        if verdict.file_name == "a.csv":
            raise Refused("不收。")
        return publish(actor, verdict)

    monkeypatch.setattr(delivery, "publish", picky)
    paths = [write(tmp_path, "a.csv", GOOD), write(tmp_path, "b.csv", GOOD)]
    code, out, _ = run(capfd, "import", *paths, "--home", str(home), "--json")
    assert (code, [json.loads(line)["status"] for line in out.splitlines()]) == (
        2,
        ["error", "accepted"],
    )


def test_strict_says_that_it_was_strict(home: Path, tmp_path: Path, capfd) -> None:
    odd = write(tmp_path, "a.csv", "村,日期,C01,N01,N02\n瓦岗,2022-07-04,70,200,160\n")
    code, out, _ = run(capfd, "import", odd, "--home", str(home), "--strict")
    assert (code, "--strict" in out) == (1, True)
    code, out, _ = run(capfd, "import", odd, "--home", str(home), "--strict", "--json")
    assert (code, "--strict" in json.loads(out)["message"]) == (1, True)


@pytest.mark.parametrize("command", [["doctor"], ["export", "stars"], ["export", "values"]])
def test_rubbish_in_the_middle_of_the_file(
    demo_file: Path, tmp_path: Path, capfd, command: list[str]
) -> None:
    place = instance.path(tmp_path)
    shutil.copy(demo_file, place)
    size = place.stat().st_size
    with place.open("r+b") as file:
        file.seek(12288)
        file.write(os.urandom(size - 12288))
    code, _, error = run(capfd, *command, "--home", str(tmp_path))
    assert (code, "备份" in error) == (3, True)
    database.use(None)


def test_damage_found_by_a_statement_is_exit_3(demo_file: Path, tmp_path: Path, capfd) -> None:
    """As with dd over one part: the file opens, a later read meets the broken block."""
    place = instance.path(tmp_path)
    shutil.copy(demo_file, place)
    with place.open("r+b") as file:
        file.seek(place.stat().st_size // 2)
        file.write(os.urandom(400_000))
    code, out, error = run(capfd, "doctor", "--home", str(tmp_path), "--json")
    assert (code, json.loads(out)["status"], "备份" in error) == (3, "error", True)


def test_a_foreign_database_is_exit_3(tmp_path: Path, capfd) -> None:
    instance.path(tmp_path).touch()
    for command in (["doctor"], ["init", "--township", "410902101", "--replace-demo"]):
        code, _, error = run(capfd, *command, "--home", str(tmp_path))
        assert (code, "移到别处" in error) == (3, True)
