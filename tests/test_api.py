"""The API, as a program would use it, and the commands that go through it while the server runs."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette

from dashboard import handshake, settings
from dashboard.api import api_routes
from dashboard.store import commands, queries
from dashboard.store.database import Database
from tests import asgi
from tests.browser.conftest import ROOT, Server, start
from tests.conftest import OFFICER

GOOD = "村,日期,E02\n瓦岗,2022-07-04,58\n".encode()
Ask = Callable[..., Any]


@pytest.fixture
def ask(town: Database) -> Ask:
    """Send a request with the instance's token."""
    app = Starlette(routes=api_routes())
    headers = {"Authorization": f"Bearer {handshake.token(settings.home())}"}

    def send(method: str, path: str, **more: Any) -> Any:
        return asgi.request(app, method, path, **({"headers": headers} | more))

    return send


def test_an_upload_and_what_became_of_it(ask: Ask) -> None:
    told = ask("POST", "/api/v1/uploads", params={"name": "周报.csv"}, content=GOOD)
    assert told.status_code == 200
    assert told.json() == {
        "status": "accepted", "values": 1, "upload_id": 1, "problems": [], "warnings": [],
    } | {key: told.json()[key] for key in told.json() if key == "notices"}  # fmt: skip
    kept = ask("GET", "/api/v1/uploads/1").json()
    assert (kept["file_name"], kept["actor_name"], kept["value_count"]) == ("周报.csv", "命令行", 1)
    rows = ask("GET", "/api/v1/export/values", params={"as_of": "2022-07-04"}).json()
    assert [(row["indicator_code"], row["value"]) for row in rows] == [("E02", 58)]
    csv = ask("GET", "/api/v1/export/values", params={"as_of": "2022-07-04", "format": "csv"})
    assert csv.content.startswith("\ufeffvillage_code,indicator_code,as_of".encode())


def test_a_dry_run_and_problems_store_nothing(ask: Ask) -> None:
    dry = ask("POST", "/api/v1/uploads", params={"name": "a.csv", "dry_run": "1"}, content=GOOD)
    assert (dry.status_code, dry.json()["values"], dry.json()["upload_id"]) == (200, 1, None)
    bad = ask(
        "POST",
        "/api/v1/uploads",
        params={"name": "a.csv"},
        content="村,日期,E02\n某村,x,y".encode(),
    )
    assert (bad.status_code, bad.json()["status"]) == (422, "rejected")
    assert queries.uploads().empty


def test_an_upload_tells_what_it_changed_and_that_it_was_taken_back(ask: Ask) -> None:
    ask("POST", "/api/v1/uploads", params={"name": "a.csv"}, content=GOOD)
    kept = ask("GET", "/api/v1/uploads/1").json()
    assert (kept["new_count"], kept["changed_count"], kept["unchanged_count"]) == (1, 0, 0)
    assert (kept["original_size"], kept["withdrawn_at"]) == (len(GOOD), None)
    commands.withdraw(OFFICER, 1, "填错")
    kept = ask("GET", "/api/v1/uploads/1").json()
    assert (kept["withdrawn_by"], kept["withdrawn_reason"]) == (OFFICER.name, "填错")
    assert kept["withdrawn_at"]


def test_while_a_second_person_checks_a_draft_is_told(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XINGTU_SECOND_CHECK", "1")
    told = ask("POST", "/api/v1/uploads", params={"name": "a.csv"}, content=GOOD)
    answer = told.json()
    assert (told.status_code, answer["status"], answer["values"]) == (200, "accepted", 0)
    assert (answer["upload_id"], answer["draft_id"]) == (None, 1)
    assert "待复核" in answer["message"]


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer x"}, {"Authorization": "Bearer "}]
)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/v1/uploads?name=a.csv"),
        ("GET", "/api/v1/uploads/1"),
        ("GET", "/api/v1/export/stars"),
    ],
)
def test_without_the_token_nothing(ask: Ask, method: str, path: str, headers: dict) -> None:
    answer = ask(method, path, headers=headers, content=GOOD if method == "POST" else None)
    assert answer.status_code == 401
    assert "令牌" in answer.json()["message"]
    assert queries.uploads().empty


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("POST", "/api/v1/uploads", 400),
        ("POST", "/api/v1/uploads?name=a.csv&as_of=2022-02-30", 400),
        ("POST", "/api/v1/uploads?name=a.csv&as_of=0001-01-01", 400),
        ("POST", f"/api/v1/uploads?name=a.csv&map_bytes={'9' * 5000}", 400),
        ("GET", "/api/v1/uploads/7", 404),
        ("GET", "/api/v1/export/villagers", 404),
        ("GET", "/api/v1/export/stars", 400),
        ("GET", "/api/v1/export/stars?as_of=gestern", 400),
    ],
)
def test_wrong_requests_are_told(ask: Ask, method: str, path: str, status: int) -> None:
    answer = ask(method, path, content=GOOD if method == "POST" else None)
    assert (answer.status_code, answer.json()["status"]) == (status, "error")
    assert answer.json()["message"].endswith("。")


def test_the_token_is_the_owners_alone_and_stays(tmp_path: Path) -> None:
    first = handshake.token(tmp_path)
    assert handshake.token(tmp_path) == first
    assert stat.S_IMODE((tmp_path / handshake.TOKEN).stat().st_mode) == 0o600


def command(server: Server, *words: str) -> tuple[int, str, str]:
    run = subprocess.run(
        [sys.executable, "-m", "dashboard", *words, "--home", str(server.home)],
        capture_output=True, text=True, check=False, cwd=ROOT,
        env=os.environ | {"http_proxy": "http://127.0.0.1:9"},
    )  # fmt: skip
    assert "Traceback" not in run.stderr
    return run.returncode, run.stdout, run.stderr


def test_commands_go_through_the_running_server(tmp_path: Path, demo_file: Path) -> None:
    home = tmp_path / "served"
    home.mkdir()
    (home / demo_file.name).write_bytes(demo_file.read_bytes())
    server = start(home)
    try:
        good, bad = tmp_path / "好.csv", tmp_path / "坏.csv"
        good.write_text("村,日期,遗留问题总数\n瓦屋,2022-12-26,26\n", "utf-8")
        bad.write_text("村,日期,E02\n没有的村,2022-12-26,1\n", "utf-8")
        code, out, _ = command(server, "import", str(good), str(bad), "x.csv", "--json")
        told = [json.loads(line) for line in out.splitlines()]
        assert (code, [one["status"] for one in told]) == (2, ["accepted", "rejected", "error"])
        code, out, _ = command(server, "import", str(good))
        assert (code, "0 个数值" in out) == (0, True)
        code, out, _ = command(server, "export", "values", "--as-of", "2022-12-26", "--json")
        mine = [row for row in json.loads(out) if row["file"] == "好.csv"]
        assert (code, [row["value"] for row in mine]) == (0, [26])
        code, out, error = command(server, "doctor")
        assert (code, "正被另一个程序使用" in error) == (3, True)
    finally:
        assert server.stop() == 0
        if server.process.stdout:
            server.process.stdout.close()
    assert handshake.address(home) is None
    assert command(server, "export", "stars", "--json")[0] == 0


def test_a_server_that_was_killed_is_not_waited_for(tmp_path: Path, demo_file: Path) -> None:
    home = tmp_path / "held"
    home.mkdir()
    (home / demo_file.name).write_bytes(demo_file.read_bytes())
    handshake.announce(home, "http://127.0.0.1:9")
    holder = Database(home / demo_file.name)
    try:
        served = Server("", home, subprocess.Popen(["true"], text=True))
        code, _, error = command(served, "export", "stars")
        assert (code, "正被另一个程序使用" in error) == (3, True)
        served.process.wait()
    finally:
        holder.close()
