"""A started server with a copy of the demonstration, and a Chromium to use it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    Locator,
    Page,
    Position,
    TimeoutError,
    expect,
    sync_playwright,
)

from tests.conftest import copy_demo

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-3d-apis",
]


# The machine may be busy with other tests; what never comes fails all the same.
expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What drives a whole browser on a busy machine is tried once more when it fails; the run tells
    of it (“rerun”), and what fails twice has failed."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=1))


@dataclass
class Server:
    """A running server: its address, its folder, its process."""

    url: str
    home: Path
    process: subprocess.Popen[str]

    def stop(self) -> int:
        """Ask it to stop as a service manager would; returns its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(home: Path) -> Server:
    """Start `serve` on a free port and wait until it answers."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "dashboard", "serve", "--home", str(home), "--port", str(port)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env=os.environ | {"HOST": "127.0.0.1"},
    )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise AssertionError(f"the server stopped: {process.stdout and process.stdout.read()}")
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2):
                return Server(url, home, process)
        except OSError:
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.1)  # asking without a pause would take the processor it needs
    process.kill()
    process.communicate()
    raise AssertionError("the server did not answer within a minute")


@pytest.fixture
def server(demo_file: Path, tmp_path: Path) -> Iterator[Server]:
    """A server of one's own, with a fresh copy of the demonstration, for a test that writes."""
    with _served(demo_file, tmp_path / "served") as running:
        yield running


@pytest.fixture(scope="session")
def reading(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the demonstration for all tests that only read; one that wrote is found out."""
    with _served(demo_file, tmp_path_factory.mktemp("reading") / "served") as running:
        before = _data_version(running)
        yield running
        assert _data_version(running) == before, "a test that writes must take `server`"


@contextmanager
def _served(demo_file: Path, home: Path) -> Iterator[Server]:
    copy_demo(demo_file, home)
    running = start(home)
    try:
        yield running
    finally:
        if running.process.poll() is None:
            running.process.kill()
            running.process.wait()
        if running.process.stdout:
            running.process.stdout.close()


def _data_version(running: Server) -> int:
    with urllib.request.urlopen(f"{running.url}/healthz", timeout=20) as answer:
        return int(json.load(answer)["data_version"])


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A Chromium for a file of tests; while it is open no other event loop may run."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page at an office PC's size that may reach nothing but this machine."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    context.route(
        "**/*",
        lambda route: route.continue_() if "//127.0.0.1" in route.request.url else route.abort(),
    )
    opened = context.new_page()
    opened.set_default_timeout(20_000)
    yield opened
    context.close()


def settled(page: Page) -> None:
    """Wait until Streamlit has drawn the page."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.wait_for_selector("h1")


def unfold(box: Locator) -> None:
    """Open a select box. One that moves while it opens (the page scrolls, an expander grows) closes
    itself again, and a person then clicks once more."""
    options = box.page.get_by_role("listbox")
    for _ in range(3):
        box.click()
        try:
            options.wait_for(timeout=3_000)
            return
        except TimeoutError:
            continue
    raise AssertionError(f"the select box did not open: {box}")


def type_into(page: Page, grid: Locator, place: Position, text: str) -> None:
    """Open a cell of a grid and write over it; the editor must be there before one types on."""
    field = page.locator("#portal input, #portal textarea").first
    for _ in range(3):
        grid.dblclick(position=place)
        try:
            field.wait_for(timeout=3_000)
        except TimeoutError:
            continue
        field.fill(text)
        page.keyboard.press("Enter")
        field.wait_for(state="detached")
        return
    raise AssertionError("the cell did not open")
