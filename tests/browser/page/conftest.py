"""A served page with every widget, and eyes that find English words on it."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.browser.conftest import ROOT, free_port

# Names of formats, units and keys that officials write so themselves; the files of these tests.
ALLOWED = re.compile(r"\b(CSV|TXT|MB|Ctrl|Tab|Esc)\b|\d(?:\.\d)?[KM]B\b|\.(csv|pdf)\b")
# Text that is shown or read aloud. What stands inside <canvas> is the data of a grid.
READ = """() => {
  const found = [], own = 'script,style,noscript,canvas,[data-testid="stIconMaterial"]';
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!parent.closest(own)) found.push(walker.currentNode.nodeValue);
  }
  for (const one of document.querySelectorAll('body *'))
    for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description',
                        'aria-valuetext', 'aria-roledescription'])
      if (one.hasAttribute(name)) found.push(one.getAttribute(name));
  return found;
}"""


def english(page: Page) -> set[str]:
    """Every text and label of the page that holds a Latin word, except those allowed."""
    return {
        text.strip()
        for text in page.evaluate(READ)
        if re.search(r"[A-Za-z]{2,}", ALLOWED.sub("", text))
    }


Served = tuple[str, "subprocess.Popen[bytes]"]


class Reader:
    """A person who opens things and notes the English words that each brings into sight."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.found: dict[str, set[str]] = {}

    def read(self, step: str) -> None:
        """Note what is English now."""
        if words := english(self.page):
            self.found[step] = words

    def sees(self, step: str, shown: Locator | str) -> None:
        """Wait until something (a Chinese text, or a place) is in sight; then note."""
        place = self.page.get_by_text(shown).first if isinstance(shown, str) else shown
        place.wait_for(state="visible")
        self.read(step)

    def escape(self) -> None:
        self.page.keyboard.press("Escape")


@contextmanager
def served() -> Iterator[Served]:
    """Address and process of a served page."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.browser.page.serve", str(port)],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 60
        while not answers(url):
            assert process.poll() is None, "the server stopped"
            assert time.monotonic() < deadline, "the server did not answer within a minute"
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.1)
        yield url, process
    finally:
        process.kill()
        process.wait()


def answers(url: str) -> bool:
    """Whether a Streamlit server is up."""
    try:
        urllib.request.urlopen(f"{url}/_stcore/health", timeout=2).close()
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
    return True


@pytest.fixture(scope="module")
def widgets() -> Iterator[str]:
    """Address of one served page for a file of tests."""
    with served() as (url, _):
        yield url


@pytest.fixture
def english_browser(chromium: Browser) -> Iterator[Page]:
    """A page in a browser installed in English, which is the harder case."""
    yield from _browser(chromium, "en-US")


@pytest.fixture
def chinese_browser(chromium: Browser) -> Iterator[Page]:
    """A page in a browser installed in Chinese."""
    yield from _browser(chromium, "zh-CN")


def _browser(chromium: Browser, locale: str) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1500, "height": 1000}, locale=locale)
    context.route(
        "**/*",
        lambda route: route.continue_() if _ours(route.request.url) else route.abort(),
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


def _ours(url: str) -> bool:
    return "//127.0.0.1" in url or "//localhost" in url


def open_page(page: Page, url: str) -> Reader:
    """Open a page, wait until it is drawn, read it."""
    page.goto(url)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.wait_for_selector("h1")
    reader = Reader(page)
    reader.read("opened")
    return reader
