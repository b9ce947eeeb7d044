"""The server's own routes: health, damage, unknown addresses; and what serve prints."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.types import Message

from dashboard import serve, server
from dashboard.domain.errors import StoreBusy, StoreDamaged
from dashboard.reports import slides, village_page
from dashboard.settings import ROOT
from dashboard.store import commands, database, instance
from dashboard.store.database import Database

DOCUMENT = {"sec-fetch-dest": "document"}


@dataclass(frozen=True)
class Answer:
    status_code: int
    text: str

    def json(self) -> object:
        return json.loads(self.text)


class Client:
    """Asks the routes with their layers, without a socket."""

    def __init__(self) -> None:
        layers = [Middleware(server.NotFound), Middleware(server.Explained)]
        self.app = Starlette(routes=server.ROUTES, middleware=layers)

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        return asyncio.run(self._get(path, headers or {}))

    async def _get(self, path: str, headers: dict[str, str]) -> Answer:
        told: list[Message] = []

        async def send(message: Message) -> None:
            told.append(message)

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        scope = {
            "type": "http", "method": "GET", "path": path, "raw_path": path.encode(),
            "root_path": "", "scheme": "http", "query_string": b"", "http_version": "1.1",
            "headers": [(key.encode(), text.encode()) for key, text in headers.items()],
            "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1),
        }  # fmt: skip
        await self.app(scope, receive, send)
        body = b"".join(one.get("body", b"") for one in told)
        return Answer(told[0]["status"], body.decode())


@pytest.fixture
def client() -> Client:
    return Client()


def damaged(*_: object) -> None:
    raise StoreDamaged("数据库已损坏。请用最近的备份恢复。")


def test_health_asks_the_database(
    town: Database, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["data_version"]) == (200, town.version)
    monkeypatch.setattr(Database, "ask", damaged)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"status": "damaged"})


def test_health_without_a_database(client: Client) -> None:
    assert client.get("/healthz").status_code == 503


@pytest.mark.parametrize("path", ["/present", "/print/village/410902101225"])
def test_pages_of_our_own_fail_with_a_sentence(
    client: Client, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    for owner, name in ((slides, "present"), (village_page, "village_page")):
        monkeypatch.setattr(owner, name, damaged)
    answer = client.get(path)
    assert (answer.status_code, "请用最近的备份恢复" in answer.text) == (503, True)

    def broken(*_: object) -> None:
        raise KeyError("township_code")

    for owner, name in ((slides, "present"), (village_page, "village_page")):
        monkeypatch.setattr(owner, name, broken)
    answer = client.get(path)
    assert answer.status_code == 500
    assert "township_code" not in answer.text
    assert re.search("[一-鿿]", answer.text)


@pytest.mark.parametrize("path", ["/print/village/a/b", "/print/", "/print/x", "/nowhere"])
def test_only_known_addresses_are_answered(client: Client, path: str) -> None:
    answer = client.get(path, headers=DOCUMENT)
    assert (answer.status_code, "没有这一页" in answer.text) == (404, True)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_serve_prints_one_line_and_listens_there_alone(tmp_path: Path, host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.bind((host, 0))
            port = probe.getsockname()[1]
    except OSError:
        pytest.skip(f"this machine has no {host}")
    commands.create_instance(tmp_path, "410902101")
    process = subprocess.Popen(
        [sys.executable, "-m", "dashboard", "serve", "--home", str(tmp_path), "--host", host,
         "--port", str(port)],
        cwd=ROOT, env=os.environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    shown = f"[{host}]" if ":" in host else host
    try:
        _wait(f"http://{shown}:{port}/healthz")
        other = "127.0.0.2" if family == socket.AF_INET else "127.0.0.1"
        with socket.socket() as elsewhere:
            assert elsewhere.connect_ex((other, port)) != 0
    finally:
        process.send_signal(signal.SIGTERM)
        said = process.communicate(timeout=30)[0]
    assert process.returncode == 0
    assert said.splitlines() == [f"星图已启动：http://{shown}:{port}　（按 Ctrl+C 停止）"]


def _wait(url: str) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"{url} did not answer")


def test_serve_closes_the_store_that_is_in_place_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Leaving the demonstration puts another store in the place of the one opened at start."""
    commands.create_instance(tmp_path, "410902101")
    monkeypatch.setenv("XINGTU_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    stores: list[Database] = []

    def left(**_: object) -> None:
        database.current().close()
        stores.append(instance.open_home(tmp_path))

    monkeypatch.setattr(server.app, "run", left)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert serve.serve("127.0.0.1", port) == 0
    with pytest.raises(StoreBusy, match="已经关闭"):
        stores[0].ask("select 1", {})
