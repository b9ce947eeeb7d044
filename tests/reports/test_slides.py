"""The projector's page: facts, sizes, keys, and what it does without or with odd data."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import anyio
import pandas as pd
import pytest
from playwright.sync_api import Page, sync_playwright
from starlette.applications import Starlette

from dashboard.components.briefing import town_parts, town_summary
from dashboard.reports import slide_parts, slides
from dashboard.reports.routes import report_routes
from dashboard.store import queries, stored
from dashboard.store.database import Database
from tests.conftest import report

MONDAY, BEFORE = date(2022, 11, 14), date(2022, 11, 7)
URL = "http://xingtu.test/present"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update",
         "--disable-sync"]  # fmt: skip


@contextmanager
def browser_page(html: str, width: int = 1280, height: int = 720) -> Iterator[Page]:
    """A page of Chromium that shows this text at any address, and nothing from a network."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport={"width": width, "height": height})
        page.route("**/*", lambda route: route.fulfill(body=html, content_type="text/html"))
        page.goto(URL)
        yield page
        browser.close()


def get(path: str, query: str = "") -> tuple[int, str]:
    """Status and text of a GET on the report routes, without a server."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(dict(message))

    async def call() -> None:
        scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode(),
                 "query_string": query.encode(), "headers": [], "scheme": "http",
                 "server": ("xingtu.test", 80), "root_path": "", "http_version": "1.1"}  # fmt: skip
        await Starlette(routes=report_routes())(scope, receive, send)

    anyio.run(call)
    text = b"".join(one.get("body", b"") for one in sent).decode("utf-8")
    return int(sent[0]["status"]), text


def report_civility(village: str) -> None:
    """A village that wins one star between the two Mondays, by one indicator."""
    rows = [f"{village},{code},2022-11-07,{value}" for code, value in
            (("C01", 79), ("C02", "是"), ("C03", "是"), ("C04", 1), ("C05", 4))]  # fmt: skip
    rows.append(f"{village},C01,2022-11-14,85")
    receipt = report("村,指标,日期,数值\n" + "\n".join(rows))
    assert receipt.problems == ()


def sections(html: str) -> list[str]:
    return re.findall(r"<section.*?</section>", html, re.S)


def rows_of(section: str) -> int:
    body = re.search(r"<tbody>(.*?)</tbody>", section, re.S)
    return body.group(1).count("<tr>") if body else 0


@pytest.mark.usefixtures("town")
def test_overview_states_the_change_with_its_cause() -> None:
    report_civility("瓦岗村")
    first = sections(slides.present({"as_of": "2022-11-14", "compare": "2022-11-07"}))[0]
    text = re.sub(r"<[^>]+>", "|", first)
    assert "全镇 1 颗星，比对比日多 1 颗" in text
    assert "变化与原因　得 1 颗，失 0 颗" in text
    for fact in ("▲ 得星", "瓦岗", "文明幸福", "0→1 星", "星级文明户覆盖率 79→85%，达到 80%"):
        assert f"|{fact}|" in text
    assert "2022-11-14 对 11-07" in text
    assert "示例数据" not in text


@pytest.mark.usefixtures("town")
def test_the_sentence_states_stars_and_change() -> None:
    report_civility("瓦岗村")
    parts = town_parts(town_summary(MONDAY, BEFORE))
    assert "".join(text for text, _ in parts) == "全镇 1 颗星，比对比日多 1 颗。"


@pytest.mark.usefixtures("town")
def test_without_data_one_slide_says_so() -> None:
    status, html = get("/present")
    assert status == 200
    assert len(sections(html)) == 1
    assert "岳村镇还没有数据" in html
    assert "1 / 1 页" in html


@pytest.mark.usefixtures("demo")
def test_parts_come_in_order_and_no_slide_has_more_than_ten_rows() -> None:
    status, html = get("/present")
    found = sections(html)
    assert status == 200
    titles = list(dict.fromkeys(re.findall(r"<h1>(.*?)</h1>", html)))
    assert [one for one in titles if one != "变化与原因"] == ["全镇总览", "星图", "排名", "短板"]
    assert max(map(rows_of, found)) <= 10
    assert [rows_of(one) for one in found if "<h1>排名</h1>" in one] == [10, 9]
    assert sum("<h1>短板</h1>" in one for one in found) == 3
    assert "；另有" in found[-1]
    assert all("示例数据　2022-12-26 对 12-19" in one for one in found)
    assert f"{len(found)} / {len(found)} 页" in found[-1]


@pytest.mark.usefixtures("demo")
def test_what_is_no_day_and_no_page_is_said_and_the_newest_shown() -> None:
    status, html = get("/present", "as_of=morgen&compare=2022-13-45&n=99")
    assert status == 200
    for part in ("“morgen”不在截至日期之列，现在显示的是“2022-12-26”",
                 "“2022-13-45”不在对比日期之列，现在显示的是“2022-12-19”",
                 "“99”不在页码之列"):  # fmt: skip
        assert part in html
    for odd in ("n=-1", "n=%C2%B2", "as_of=9999-12-31", "compare=0001-01-01", "as_of=1990-01-01"):
        assert get("/present", odd)[0] == 200


@pytest.mark.usefixtures("demo")
def test_the_slide_asked_for_is_open() -> None:
    assert 'class="slide on" aria-label="星图"' in slides.present({"n": "2"})


def test_the_name_of_a_village_is_only_text(town: Database) -> None:
    report_civility("瓦岗村")
    with town.write() as transaction:
        transaction.run("update village set name = '<script>alert(1)</script>村'")
        stored.refresh_villages(transaction)
    html = slides.present({})
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


@pytest.mark.usefixtures("demo")
def test_six_hundred_villages_get_counts_instead_of_tiles() -> None:
    ranking = queries.ranking(MONDAY, BEFORE)
    many = pd.concat([ranking] * 32, ignore_index=True).head(600)
    many["village_code"] = [f"{n:012d}" for n in range(600)]
    shown = slide_parts.map_slide(many, queries.changes(MONDAY, BEFORE))
    assert "<svg" not in shown.body
    assert "共 600 个村，一页排不下方块，按级别列数" in shown.sentence[1][0]
    assert rows_of(shown.body) == 6
    ranked = slide_parts.ranking_slides(many, {})
    assert [rows_of(one.body) for one in ranked] == [10, 10, 10]
    assert "列首 10 位和末 20 位，略 570 个村" in ranked[0].sentence[-1][0]


SMALLEST = """() => Math.min(...[...document.querySelectorAll('.slide.on *')]
  .filter(e => [...e.childNodes].some(c => c.nodeType === 3 && c.textContent.trim()))
  .map(e => { const svg = e.ownerSVGElement, size = parseFloat(getComputedStyle(e).fontSize)
    return svg ? size * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : size }))"""
OVERFLOW = """() => Math.max(...[...document.querySelectorAll('.slide.on, .slide.on .body')]
  .flatMap(e => [e.scrollHeight - e.clientHeight, e.scrollWidth - e.clientWidth]))"""


@pytest.mark.browser
@pytest.mark.usefixtures("demo")
def test_on_the_projector() -> None:
    """At 1280×720 no text is below 24 px and nothing is cut off; keys move; paper holds all."""
    with browser_page(slides.present({})) as page:
        total = page.locator(".slide").count()
        for number in range(1, total + 1):
            assert page.evaluate(SMALLEST) >= 24
            assert page.evaluate(OVERFLOW) <= 0
            assert page.locator(".slide:visible footer b").inner_text() == f"{number} / {total} 页"
            page.keyboard.press(("ArrowRight", "PageDown", " ")[number % 3])
        assert page.url == f"{URL}?n={total}"
        page.keyboard.press("Home")
        assert page.url == f"{URL}?n=1"
        page.keyboard.type("2")
        page.keyboard.press("Enter")
        assert page.locator(".slide:visible h1").inner_text() == "星图"
        page.keyboard.press("b")
        assert page.locator(".slide:visible").count() == 0
        page.keyboard.press("b")
        page.keyboard.press("End")
        page.keyboard.press("PageUp")
        assert page.url == f"{URL}?n={total - 1}"
        pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == total
