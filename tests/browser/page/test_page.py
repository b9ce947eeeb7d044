"""The page that carries Streamlit: its language, title, script, dictionary, and its 404."""

from __future__ import annotations

import json
import re
import urllib.request
from pathlib import Path

import pytest
import streamlit
from playwright.sync_api import Page

import dashboard.browser as browser
from tests.browser.page.conftest import ALLOWED, open_page

WORDS = json.loads((Path(browser.__file__).parent / "words.json").read_text("utf-8"))
STATIC = Path(streamlit.__file__).parent / "static"


def test_the_index_is_chinese_and_otherwise_streamlits() -> None:
    page = browser.index_html()
    assert '<html lang="zh-CN">' in page
    assert "<title>星图</title>" in page
    assert "JavaScript），请" in page
    assert page.index('<script src="./ui.js" defer>') < page.index('<script type="module"')
    original = (STATIC / "index.html").read_text("utf-8")
    for line in re.findall(r'(?:src|href)="[^"]+"', original.split("<noscript>")[0]):
        assert line in page


def test_a_changed_index_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "static").mkdir()
    monkeypatch.setattr(streamlit, "__file__", str(tmp_path / "__init__.py"))
    original = (STATIC / "index.html").read_text("utf-8")
    for old in ('lang="en"', "<title>Streamlit</title>", "</noscript>"):
        (tmp_path / "static" / "index.html").write_text(original.replace(old, ""), "utf-8")
        with pytest.raises(RuntimeError, match="no longer holds"):
            browser.index_html.__wrapped__()


def test_routes(widgets: str) -> None:
    for path in ("/", "/tables"):
        with urllib.request.urlopen(widgets + path) as answer:
            assert answer.read().decode() == browser.index_html()
            assert answer.headers["content-type"] == "text/html; charset=utf-8"
            assert answer.headers["cache-control"] == "no-cache"
    with urllib.request.urlopen(f"{widgets}/ui.js") as answer:
        script = answer.read().decode()
        assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "/*WORDS*/" not in script
    assert '"Choose an option": "请选择"' in script
    assert [route.path for route in browser.browser_routes(["/map"])] == ["/map", "/ui.js"]


def test_the_dictionary_is_whole() -> None:
    """No English left in what is said, every blank of a pattern filled from its English side."""
    for english, chinese in [*WORDS["exact"].items(), *WORDS["patterns"]]:
        left = re.sub(r"\{\w+\}|\b(CSV|MB|Ctrl|Esc|Tab|make run)\b", "", chinese)
        assert not re.search(r"[A-Za-z]{2}", left), chinese
        assert english == english.strip()
        blanks = re.findall(r"\{(\w+)\}", english)
        assert len(blanks) == len(set(blanks))
        assert set(re.findall(r"\{(\w+)\}", chinese)) <= set(blanks), english
    patterns = [english for english, _ in WORDS["patterns"]]
    assert len(patterns) == len(set(patterns))


def test_every_word_of_the_dictionary_is_one_of_streamlits() -> None:
    """A new Streamlit that says something otherwise leaves a dead entry: found here."""
    shipped = "".join(path.read_text("utf-8") for path in (STATIC / "static" / "js").glob("*.js"))
    known = set(re.findall(r"[A-Za-z]+", shipped))
    english = [*WORDS["exact"], *(one for one, _ in WORDS["patterns"])]
    for text in english:
        words = set(re.findall(r"[A-Za-z]+", re.sub(r"\{\w+\}", "", text)))
        assert words <= known, text


def test_not_found() -> None:
    page = browser.not_found_html()
    assert page.startswith('<!DOCTYPE html><html lang="zh-CN">')
    assert "没有这一页" in page
    assert 'href="/"' in page
    assert "&lt;b&gt;" in browser.not_found_html("<b>")
    assert not re.search(r">[^<]*[A-Za-z]{2,}[^<]*<", page)


# Notes, from before the first script on, every title and every word painted in any frame.
WATCH = """() => {
  window.painted = new Set(); window.titles = new Set();
  const look = () => {
    if (document.title) window.titles.add(document.title);
    if (document.body) {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode())
        if (!walker.currentNode.parentElement.closest('script,style,noscript,canvas,[data-testid="stIconMaterial"]'))
          window.painted.add(walker.currentNode.nodeValue.trim());
    }
    requestAnimationFrame(look);
  };
  look();
}"""


@pytest.mark.browser
def test_nothing_english_flashes_up_and_the_title_stays(
    widgets: str, english_browser: Page
) -> None:
    page = english_browser
    page.add_init_script(f"({WATCH})()")
    open_page(page, f"{widgets}/inputs")
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert page.evaluate("[navigator.language, navigator.languages[0]]") == ["zh-CN", "zh-CN"]
    for name in ("文件", "其他", "输入"):
        page.get_by_role("link", name=name).click()
        page.get_by_role("heading", name=name, level=1).wait_for()
    painted = page.evaluate("[...window.painted]")
    assert {"提交", "跳到正文"} <= set(painted)
    assert [text for text in painted if re.search("[A-Za-z]{2}", ALLOWED.sub("", text))] == []
    assert page.evaluate("[...window.titles]") == ["星图"]
