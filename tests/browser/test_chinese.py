"""No English word of Streamlit's own widgets is in sight, and the page says that it is Chinese."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard.screens import SCREENS
from tests.browser.conftest import Server, settled, unfold

pytestmark = pytest.mark.browser
# Names of formats, files and units that officials write so themselves.
ALLOWED = re.compile(
    r"\b(CSV|TSV|TXT|XLSX?|XLSM|ODS|csv|tsv|txt|xlsx?|ods|UTF|GBK|MB|WPS|Excel|XINGTU\w*)\b"
    r"|\S*\.csv\b|python -m dashboard\S*( \S+)*"
)
VISIBLE = """() => {
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!parent || parent.closest('script,style,[data-testid="stIconMaterial"],code')) continue;
    if (parent.checkVisibility({checkOpacity: true, checkVisibilityCSS: true})) found.add(node.nodeValue);
  }
  for (const one of document.querySelectorAll('[aria-label],[title],[placeholder],[alt]'))
    for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
      if (one.getAttribute(name)) found.add(one.getAttribute(name));
  return [...found];
}"""


def english(page: Page) -> list[str]:
    texts = [ALLOWED.sub("", text) for text in page.evaluate(VISIBLE)]
    return sorted({text.strip() for text in texts if re.search(r"[A-Za-z]{2,}", text)})


@pytest.mark.parametrize("path", [screen.path for screen in SCREENS])
def test_screens(reading: Server, page: Page, path: str) -> None:
    page.goto(f"{reading.url}/{path}")
    settled(page)
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert english(page) == []
    for expander in page.locator('[data-testid="stExpander"] summary').all():
        expander.click()
    # Post and days stand on every page; beside them, one of its own is enough.
    boxes = page.get_by_role("combobox").all()
    for box in boxes[:3] if path == "overview" else boxes[3:4]:
        unfold(box)
        assert english(page) == []
        page.keyboard.press("Escape")
        expect(page.get_by_role("listbox")).to_have_count(0)
    assert english(page) == []


def test_table_menus(reading: Server, page: Page) -> None:
    page.goto(f"{reading.url}/ranking")
    settled(page)
    table = page.locator('[data-testid="stDataFrame"]').first
    table.hover()
    expect(page.locator('[data-testid="stElementToolbar"]').first).to_be_visible()
    assert english(page) == []
    page.get_by_label(re.compile("查找")).first.click()
    assert english(page) == []
    page.keyboard.press("Escape")
    box = table.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 170, box["y"] + 16)
    page.mouse.click(box["x"] + 118, box["y"] + 16, button="right")
    page.mouse.click(box["x"] + 170, box["y"] + 16)
    assert english(page) == []


def test_upload_widgets(reading: Server, page: Page, tmp_path: Path) -> None:
    page.goto(f"{reading.url}/upload")
    settled(page)
    path = tmp_path / "表.pdf"
    path.write_bytes(b"%PDF-1.7")
    page.locator('input[type="file"]').set_input_files(path)
    expect(page.get_by_text("请另存为 CSV", exact=False)).to_be_visible()
    assert [text for text in english(page) if "pdf" not in text] == []
    page.get_by_test_id("stDateInput").locator("input, [contenteditable]").first.click()
    assert [text for text in english(page) if "pdf" not in text] == []
