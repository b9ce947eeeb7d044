"""The commands as people and scripts use them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from dashboard import __main__ as program
from dashboard.store import database
from tests.conftest import SAMPLE
from tests.towns import instance_in


@pytest.fixture
def home(tmp_path: Path) -> Path:
    place = tmp_path / "home"
    instance_in(place)
    return place


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    capfd.readouterr()
    code = program.main([*arguments])
    out, error = capfd.readouterr()
    database.use(None)
    return code, out, error


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> str:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return str(path)


GOOD = "村,日期,E02,L01\n瓦岗,2022-07-04,58,0\n东田,2022-07-04,41,1\n"


def test_import_and_export(home: Path, tmp_path: Path, capfd) -> None:
    path = write(tmp_path, "七月.csv", GOOD, "gb18030")
    code, out, _ = run(capfd, "import", path, "--home", str(home), "--json")
    told = json.loads(out)
    assert [one["kind"] for one in told.pop("notices")] == ["encoding"]
    assert (code, told) == (
        0,
        {"status": "accepted", "values": 4, "upload_id": 1, "problems": [], "warnings": []},
    )
    code, out, _ = run(capfd, "import", path, "--home", str(home), "--json")
    assert (code, json.loads(out)["values"], json.loads(out)["upload_id"]) == (0, 0, 1)
    code, out, _ = run(capfd, "export", "values", "--as-of", "2022-07-04", "--home", str(home))
    assert out.startswith("﻿village_code,indicator_code,as_of,value,qualifier,file,row")
    rows = list(csv.DictReader(io.StringIO(out.lstrip("﻿"))))
    assert rows[0] == {
        "village_code": "410902101218", "indicator_code": "E02", "as_of": "2022-07-04",
        "value": "41", "qualifier": "=", "file": "七月.csv", "row": "3",
    }  # fmt: skip


def test_problems_come_as_json_and_nothing_is_stored(home: Path, tmp_path: Path, capfd) -> None:
    path = write(tmp_path, "坏.csv", "村,日期,E02\n没有,2022-07-04,4O\n")
    code, out, _ = run(capfd, "import", path, "--home", str(home), "--json")
    answer = json.loads(out)
    assert (code, answer["status"], answer["values"], answer["upload_id"]) == (
        1,
        "rejected",
        0,
        None,
    )
    assert [
        (one["row"], one["column"], one["cell"], one["kind"]) for one in answer["problems"]
    ] == [
        (2, "E02", "4O", "not_a_number"),
        (2, "村", "没有", "unknown_village"),
    ]
    assert all(one["message"] for one in answer["problems"])
    code, out, _ = run(
        capfd, "export", "values", "--as-of", "2022-07-04", "--home", str(home), "--json"
    )
    assert json.loads(out) == []


def test_several_files_are_several_transactions(home: Path, tmp_path: Path, capfd) -> None:
    good, bad = write(tmp_path, "a.csv", GOOD), write(tmp_path, "b.csv", "村\n")
    code, out, _ = run(capfd, "import", bad, good, "--home", str(home), "--json")
    assert code == 1
    assert [json.loads(line)["status"] for line in out.splitlines()] == ["rejected", "accepted"]


def test_dry_run_and_strict_store_nothing(home: Path, tmp_path: Path, capfd) -> None:
    odd = write(tmp_path, "a.csv", "村,日期,C01,N01,N02\n瓦岗,2022-07-04,70,200,160\n")
    code, out, _ = run(capfd, "import", odd, "--home", str(home), "--json", "--dry-run")
    assert (code, json.loads(out)["status"], json.loads(out)["upload_id"]) == (0, "warned", None)
    code, out, _ = run(capfd, "import", odd, "--home", str(home), "--json", "--strict")
    assert (code, json.loads(out)["status"], json.loads(out)["values"]) == (1, "rejected", 0)
    code, out, _ = run(capfd, "import", odd, "--home", str(home), "--json")
    assert (code, json.loads(out)["status"], json.loads(out)["values"]) == (0, "warned", 3)


def test_the_day_may_be_given(home: Path, tmp_path: Path, capfd) -> None:
    path = write(tmp_path, "a.csv", "村,E02\n瓦岗,58\n")
    code, out, _ = run(capfd, "import", path, "--home", str(home), "--json")
    assert (code, json.loads(out)["problems"][0]["kind"]) == (1, "no_date")
    code, out, _ = run(
        capfd, "import", path, "--as-of", "2022-07-04", "--home", str(home), "--json"
    )
    assert (code, json.loads(out)["values"]) == (0, 1)


@pytest.mark.parametrize(
    "arguments",
    [
        ["import", "没有这个文件.csv"],
        ["export", "stars"],
        ["init", "--township", "123"],
        ["init", "--township", "410902101"],
        ["serve", "--host", "0.0.0.0"],
    ],
)
def test_wrong_usage_is_a_sentence_and_exit_2(home: Path, capfd, arguments: list[str]) -> None:
    code, _, error = run(capfd, *arguments, "--home", str(home))
    assert code == 2
    assert "。" in error
    assert "Traceback" not in error


@pytest.mark.parametrize("arguments", [["export", "stars", "--as-of", "昨天"], ["fly"], []])
def test_what_argparse_refuses_is_a_sentence_and_exit_2(arguments: list[str], capfd) -> None:
    code, out, error = run(capfd, *arguments)
    assert (code, out, "写法不对" in error, "usage" in error) == (2, "", True, False)
    code, out, _ = run(capfd, *arguments, "--json")
    assert (code, list(json.loads(out)), json.loads(out)["status"]) == (
        2, ["status", "message"], "error",
    )  # fmt: skip


def test_without_an_instance_the_cure_is_named(tmp_path: Path, capfd) -> None:
    code, _, error = run(capfd, "doctor", "--home", str(tmp_path / "none"))
    assert (code, "init --demo" in error) == (2, True)


def test_a_damaged_store_is_exit_3(home: Path, capfd) -> None:
    (home / "xingtu.duckdb").write_bytes(b"rubbish" * 2000)
    code, _, error = run(capfd, "doctor", "--home", str(home))
    assert (code, "打不开" in error) == (3, True)


def test_search(capfd) -> None:
    code, out, _ = run(capfd, "init", "--search", "岳村", "--json")
    assert (code, len(json.loads(out))) == (0, 3)


def test_the_demonstration_and_the_way_out(tmp_path: Path, capfd) -> None:
    home = str(tmp_path / "d")
    assert run(capfd, "init", "--demo", "--home", home)[0] == 0
    code, out, _ = run(capfd, "export", "ranking", "--home", home, "--json")
    ranking = json.loads(out)
    assert (code, len(ranking), ranking[0]["village"], ranking[0]["level"]) == (0, 19, "瓦岗村", 5)
    assert list(ranking[0]) == [
        "village_code",
        "village",
        "level",
        "rank",
        "mandatory_met",
        "mandatory_total",
    ]
    code, out, _ = run(capfd, "doctor", "--home", home, "--json")
    assert (code, json.loads(out)["sound"]) == (0, True)
    assert run(capfd, "init", "--township", "410183109", "--home", home)[0] == 2
    assert run(capfd, "init", "--township", "410183109", "--replace-demo", "--home", home)[0] == 0
    assert len(list(Path(home).glob("demo-*.duckdb"))) == 1
    code, out, _ = run(capfd, "export", "values", "--as-of", "2022-12-26", "--home", home, "--json")
    assert json.loads(out) == []
    last = str(SAMPLE / "2022-12-26.csv")
    assert run(capfd, "import", last, "--home", home)[0] == 1


def test_an_instance_is_made_once(tmp_path: Path, capfd) -> None:
    wanted = ("init", "--township", "410902101", "--home", str(tmp_path / "d"))
    assert run(capfd, *wanted)[0] == 0
    assert run(capfd, *wanted)[0] == 2


def test_claims_go_out_as_they_came_in(home: Path, tmp_path: Path, capfd) -> None:
    write_day = write(tmp_path, "七月.csv", GOOD)
    assert run(capfd, "import", write_day, "--home", str(home))[0] == 0
    claims = "村,年度,星,自评,说明,日期\n瓦岗,2022,生态宜居,是,台账齐,2022-07-05\n东田,2022,生态宜居,否,,2022-07-05\n"
    path = write(tmp_path, "自评.csv", claims)
    assert run(capfd, "import", path, "--home", str(home))[0] == 0
    code, out, _ = run(capfd, "export", "claims", "--as-of", "2022-07-11", "--home", str(home))
    assert code == 0
    rows = list(csv.DictReader(io.StringIO(out.lstrip("﻿"))))
    assert [(one["village"], one["star"], one["claim"], one["date"]) for one in rows] == [
        ("东田村", "生态宜居", "否", "2022-07-05"), ("瓦岗村", "生态宜居", "是", "2022-07-05"),
    ]  # fmt: skip
    again = write(tmp_path, "再报.csv", out.lstrip("﻿"))
    assert run(capfd, "import", again, "--home", str(home))[0] == 0
    code, sheet, _ = run(
        capfd, "export", "review-sheet", "--as-of", "2022-07-11", "--home", str(home), "--json"
    )
    told = {(one["village_code"], one["star_code"]): one for one in json.loads(sheet)}
    assert told["410902101225", "ecology"]["state"] == "claimed"
    assert told["410902101225", "party"]["is_claimed"] is None
    code, out, _ = run(capfd, "export", "awards", "--as-of", "2022-07-11", "--home", str(home))
    assert (code, out.lstrip("﻿").strip()) == (0, "village_code,year,level,event,reason,document")
