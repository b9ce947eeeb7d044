"""Make the pictures of the documentation from the running program: python -m tests.pictures"""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from dashboard.store import commands
from tests.browser.conftest import FLAGS, ROOT, settled, start

PICTURES = {"overview.png": "overview?as_of=2022-11-14"}
SIZE = {"width": 1366, "height": 768}


def main() -> None:
    """Serve a fresh demonstration and save each page as a picture under docs/."""
    home = Path(tempfile.mkdtemp())
    commands.create_demonstration(home)
    server = start(home)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
            page = browser.new_context(viewport=SIZE, locale="zh-CN").new_page()
            for name, path in PICTURES.items():
                page.goto(f"{server.url}/{path}")
                settled(page)
                page.screenshot(path=ROOT / "docs" / name)
            browser.close()
    finally:
        server.stop()


if __name__ == "__main__":
    main()
