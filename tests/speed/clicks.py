"""How long from the click that changes the day to the painted page, against an empty page.

python -m tests.speed.clicks [ROUNDS]

Both servers run side by side with the product's config.toml, and the pages take turns, so that
whatever else the machine does meets them alike. A click ends when the script has run and the page
has not changed for QUIET ms; it took until the frame after the last change. The server's share is
the time from the browser's message to the server's last one. Prints medians in ms; exits 1 when a
page takes more than MOST times the empty page.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from dashboard.store import commands
from tests.browser.conftest import FLAGS, ROOT, free_port, settled, start, unfold
from tests.browser.page.conftest import answers

MOST = 3.0
QUIET = 150
DAYS = ("2022-12-19", "2022-12-26")
SCREENS = {"总览": "overview", "星图": "map", "排名": "ranking"}
WATCH = """([day, quiet]) => { window.took = new Promise(done => {
  const app = document.querySelector('[data-testid="stApp"]');
  let clicked = 0, last = 0;
  addEventListener('pointerdown', () => { clicked = performance.now(); },
    {capture: true, once: true});
  const changes = new MutationObserver(
    () => requestAnimationFrame(() => { last = performance.now(); }));
  changes.observe(document.body,
    {subtree: true, childList: true, attributes: true, characterData: true});
  // The server has taken the day over once it stands in the address, or on the empty page.
  const taken = () => location.search.includes('as_of=' + day) ||
    document.querySelector('h1').textContent === day;
  const look = () => {
    if (clicked && taken() && app.getAttribute('data-test-script-state') === 'notRunning' &&
        performance.now() - last > quiet) {
      changes.disconnect();
      done(last - clicked);
    } else setTimeout(look, 5);
  };
  look();
}); }"""


@contextmanager
def empty_page() -> Iterator[str]:
    """The address of the empty page."""
    port = free_port()
    command = [
        sys.executable, "-m", "streamlit", "run", "tests/speed/empty_page.py",
        "--server.port", str(port), "--server.address", "127.0.0.1",
    ]  # fmt: skip
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 60
        while not answers(url):
            assert time.monotonic() < deadline, "the empty page did not answer within a minute"
        yield url
    finally:
        process.kill()
        process.wait()


class Visitor:
    """One open page whose day is changed again and again."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.page = browser.new_context(
            viewport={"width": 1366, "height": 768}, locale="zh-CN"
        ).new_page()
        self.sent = self.received = 0.0
        self.page.on("websocket", self._listen)
        self.page.goto(url)
        settled(self.page)
        self.painted: list[float] = []
        self.served: list[float] = []

    def _listen(self, socket: object) -> None:
        def sent(_: object) -> None:
            self.sent = time.perf_counter()

        def received(_: object) -> None:
            self.received = time.perf_counter()

        socket.on("framesent", sent)  # type: ignore[attr-defined]
        socket.on("framereceived", received)  # type: ignore[attr-defined]

    def change_day(self, day: str) -> None:
        """Choose a day; notes what it took."""
        page: Page = self.page
        unfold(page.get_by_role("combobox", name="截至日期"))
        option = page.get_by_role("option", name=day, exact=False)
        page.evaluate(WATCH, [day, QUIET])
        option.click()
        self.painted.append(float(page.evaluate("window.took")))
        self.served.append(1000 * (self.received - self.sent))


def measure(rounds: int) -> dict[str, Visitor]:
    """Change the day ``rounds`` times on every page, in turns; two more to warm up."""
    home = Path(tempfile.mkdtemp())
    commands.create_demonstration(home)
    server = start(home)
    try:
        with empty_page() as floor, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
            visitors = {"空页": Visitor(browser, floor)}
            for name, path in SCREENS.items():
                visitors[name] = Visitor(browser, f"{server.url}/{path}")
            for turn in range(rounds + 2):
                for visitor in visitors.values():
                    visitor.page.bring_to_front()
                    visitor.change_day(DAYS[turn % 2])
            for visitor in visitors.values():
                del visitor.painted[:2], visitor.served[:2]
            browser.close()
    finally:
        server.stop()
    return visitors


def main() -> int:
    """Measure and print; 1 when a page is too slow."""
    visitors = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
    floor = statistics.median(visitors["空页"].painted)
    slow = False
    for name, visitor in visitors.items():
        painted = statistics.median(visitor.painted)
        served = statistics.median(visitor.served)
        ratio = painted / floor
        slow |= ratio > MOST
        print(
            f"{name}\tpainted {painted:.0f} ms\tratio {ratio:.2f}\tserver {served:.0f} ms"
            f"\t(best {min(visitor.painted):.0f}, worst {max(visitor.painted):.0f})"
        )
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
