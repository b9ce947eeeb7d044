"""import --report: the file given back where the command is told to write it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from dashboard.store import database, instance
from tests.browser.conftest import start
from tests.domain.test_intake_workbook import book
from tests.test_api import command
from tests.test_commands import GOOD, home, run, write

__all__ = ["home"]

BAD = "村,日期,E02\n没有,2022-07-04,4O\n"


def marks(path: Path) -> list[str]:
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode("gb18030"))))
    return [row[-1] for row in rows]


def test_problems_are_written_where_told(home: Path, tmp_path: Path, capfd) -> None:
    bad, out = write(tmp_path, "坏.csv", BAD, "gb18030"), tmp_path / "out.csv"
    code, said, _ = run(capfd, "import", bad, "--report", str(out), "--home", str(home))
    assert (code, f"标出问题的表写在 {out}" in said) == (1, True)
    heading, mark = marks(out)
    assert (heading, "“4O”不是数字" in mark, "没有“没有”" in mark) == ("问题", True, True)
    assert Path(bad).read_bytes() == BAD.encode("gb18030")


def test_warnings_are_written_and_nothing_for_a_clean_file(home, tmp_path, capfd) -> None:
    odd = write(tmp_path, "a.csv", "村,日期,C01,N01,N02\n瓦岗,2022-07-04,70,200,160\n", "gb18030")
    out = tmp_path / "out.csv"
    code, said, _ = run(
        capfd, "import", odd, "--report", str(out), "--home", str(home), "--json", "--dry-run"
    )
    assert (code, json.loads(said)["report"]) == (0, str(out))
    assert "请核对" in marks(out)[1]
    out.unlink()
    good = write(tmp_path, "b.csv", GOOD)
    code, said, _ = run(capfd, "import", good, "--report", str(out), "--home", str(home), "--json")
    assert (code, json.loads(said)["report"], out.exists()) == (0, None, False)


def test_several_files_go_into_a_folder(home: Path, tmp_path: Path, capfd) -> None:
    for name in ("a", "b", "out"):
        (tmp_path / name).mkdir()
    files = [write(tmp_path / name, "坏.csv", BAD) for name in ("a", "b")]
    there = ["--home", str(home), "--report"]
    code, _, error = run(capfd, "import", *files, *there, str(tmp_path / "out.csv"))
    assert (code, "文件夹" in error) == (2, True)
    code, _, _ = run(capfd, "import", *files, *there, str(tmp_path / "out"))
    assert code == 1
    assert {one.name for one in (tmp_path / "out").iterdir()} == {"坏_问题.csv", "坏_问题_2.csv"}


def test_a_workbook_is_written_as_such(home: Path, tmp_path: Path, capfd) -> None:
    path, out = tmp_path / "七月.xlsx", tmp_path / "out.csv"
    path.write_bytes(book([["村", "日期", "E02"], ["瓦岗", "2022-07-04", "x"]]))
    code, said, _ = run(capfd, "import", str(path), "--report", str(out), "--home", str(home))
    assert (code, str(tmp_path / "out.xlsx") in said, out.exists()) == (1, True, False)
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").active["D1"].value == "问题"


def test_a_person_is_never_written_again(home: Path, tmp_path: Path, capfd) -> None:
    bad = write(tmp_path, "坏.csv", "村,日期,E02,电话\n瓦岗,2022-07-04,1,13812345678\n")
    out = tmp_path / "out.csv"
    code, said, _ = run(capfd, "import", bad, "--report", str(out), "--home", str(home))
    assert (code, "没有写标出问题的表" in said, out.exists()) == (1, True, False)


@pytest.mark.parametrize("target", ["", "nowhere/out.csv", "坏.csv"])
def test_a_target_that_cannot_be_is_refused_before_anything(
    home: Path, tmp_path: Path, capfd, target: str
) -> None:
    bad = write(tmp_path, "坏.csv", GOOD)
    place = str(tmp_path / target) if target else ""
    code, out, error = run(capfd, "import", bad, "--report", place, "--home", str(home))
    assert (code, out, error.strip().endswith("。")) == (2, "", True)
    assert Path(bad).read_bytes() == GOOD.encode()
    store = instance.open_home(home)
    database.use(None)
    assert len(store.ask("select * from upload", {})[1]) == 0
    store.close()


def test_a_file_that_cannot_be_written_is_told_after_the_answer(home, tmp_path, capfd) -> None:
    odd = write(tmp_path, "a.csv", "村,日期,C01,N01,N02\n瓦岗,2022-07-04,70,200,160\n")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a_问题.csv").mkdir()
    code, out, error = run(
        capfd, "import", odd, "--report", str(tmp_path / "out"), "--home", str(home)
    )
    assert (code, "已接收" in out, "写不了" in error) == (2, True, True)


def test_it_works_through_the_running_server(tmp_path: Path, demo_file: Path) -> None:
    served = tmp_path / "served"
    served.mkdir()
    (served / demo_file.name).write_bytes(demo_file.read_bytes())
    server = start(served)
    out = tmp_path / "out.csv"
    try:
        bad = write(tmp_path, "坏.csv", "报表\n" + BAD, "gb18030")
        code, said, _ = command(server, "import", bad, "--report", str(out))
    finally:
        assert server.stop() == 0
        if server.process.stdout:
            server.process.stdout.close()
    assert (code, str(out) in said) == (1, True)
    title, heading, mark = marks(out)
    assert (title, heading, "“4O”不是数字" in mark) == ("报表", "问题", True)
