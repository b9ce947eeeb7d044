"""The command remind: the text it prints, what it sends, and the same through the running server."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from starlette.applications import Starlette

from dashboard import __main__ as program
from dashboard import handshake, settings
from dashboard.api import api_routes
from dashboard.domain.actor import DATA_OFFICER, Actor
from dashboard.store import commands, database, definitions, instance
from dashboard.store.commands import Finding
from dashboard.store.database import Database
from tests import asgi
from tests.messages.servers import robot_server

WAGANG, DONGTIAN = "410902101225", "410902101223"
FARM, SAFETY = "农业服务中心", "平安办"


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XINGTU_TODAY", "2022-11-14")
    for name in ("SMTP_HOST", "WEBHOOK_URL", "WEBHOOK_KIND", "WEBHOOK_SECRET"):
        monkeypatch.delenv(f"XINGTU_{name}", raising=False)


def put() -> None:
    """One late, one soon due, one with time."""
    source = definitions.ledger_lists().sources[1]
    given = (
        (WAGANG, "沟渠淤堵", FARM, 10),
        (WAGANG, "路灯不亮", SAFETY, 16),
        (DONGTIAN, "道路破损", FARM, 30),
    )
    commands.open_items(
        Actor("数据员", DATA_OFFICER),
        [
            Finding(village, what, source, "ecology", found_on=date(2022, 11, 1), owner_post=post,
                    due_date=date(2022, 11, day))
            for village, what, post, day in given
        ],
    )  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> str:
    place = tmp_path / "home"
    assert program.main(["init", "--township", "410902101", "--home", str(place)]) == 0
    store = instance.open_home(place)
    put()
    database.use(None)
    store.close()
    return str(place)


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    capfd.readouterr()
    code = program.main(["remind", *arguments])
    out, error = capfd.readouterr()
    database.use(None)
    return code, out, error


def test_the_text_and_what_it_is_of(home: str, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capfd, "--home", home)
    assert code == 0
    assert out.startswith(
        "【短板台账提醒】截至2022-11-14，共 2 项：红 1、黄 1。\n\n农业服务中心（1 项）\n"
    )
    assert "沟渠淤堵，2022-11-10到期，已逾期 4 天（提醒），待认领〔B-001〕" in out
    _, out, _ = run(capfd, "--home", home, "--all", "--by", "village")
    assert "共 3 项" in out
    assert "道路破损" in out
    assert "\n瓦岗村（2 项）\n" in out
    _, out, _ = run(capfd, "--home", home, "--post", SAFETY, "--json")
    told = json.loads(out)
    assert ("路灯不亮" in told["text"], "沟渠淤堵" in told["text"], told["sent"]) == (
        True,
        False,
        [],
    )
    _, out, _ = run(capfd, "--home", home, "--village", DONGTIAN)
    assert out == "【短板台账提醒】截至2022-11-14，没有要提醒的事项。\n"
    _, out, _ = run(capfd, "--home", home, "--as-of", "2022-10-31")
    assert "没有要提醒的事项" in out
    code, _, error = run(capfd, "--home", home, "--post", "财政\udcff所")
    assert (code, "有的是：农业服务中心、平安办。" in error) == (2, True)


def test_it_is_sent_only_when_asked_and_switched_on(
    home: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, error = run(capfd, "--home", home, "--send")
    assert (code, "沟渠淤堵" in out, "没有打开发送" in error) == (2, True, True)
    with robot_server() as (port, hook):
        monkeypatch.setenv("XINGTU_WEBHOOK_URL", f"http://127.0.0.1:{port}/send?key=1")
        monkeypatch.setenv("XINGTU_WEBHOOK_KIND", "wecom")
        run(capfd, "--home", home)
        assert hook.posts == []
        code, out, _ = run(capfd, "--home", home, "--send")
        assert (code, out.splitlines()[-1]) == (0, "已由企业微信机器人（127.0.0.1）发出 1 条。")
        [(_, post)] = hook.posts
        assert out.startswith(post["text"]["content"])
        _, out, _ = run(capfd, "--home", home, "--send", "--json")
        assert json.loads(out)["sent"] == ["已由企业微信机器人（127.0.0.1）发出 1 条。"]


def test_the_server_tells_the_same_text(town: Database) -> None:
    put()
    settings.home().mkdir(parents=True, exist_ok=True)
    app = Starlette(routes=api_routes())
    headers = {"Authorization": f"Bearer {handshake.token(settings.home())}"}

    def ask(**asked: str) -> tuple[int, str]:
        told = asgi.request(app, "GET", "/api/v1/reminder", headers=headers, params=asked)
        return told.status_code, told.content.decode()

    status, text = ask(by="village", as_of="2022-11-14")
    assert (status, text.splitlines()[2]) == (200, "瓦岗村（2 项）")
    assert ask(all="1")[1].count("〔") == 3
    assert ask(by="person")[0] == 400
    assert ask(village="无此村")[0] == 400
    assert asgi.request(app, "GET", "/api/v1/reminder").status_code == 401
