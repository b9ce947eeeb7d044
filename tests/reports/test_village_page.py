"""The A4 page of a village."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from dashboard.domain.summary import worth_a_line
from dashboard.reports.village_page import village_page
from dashboard.store import queries, stored
from dashboard.store.database import Database
from tests.conftest import report
from tests.reports.test_slides import MONDAY, browser_page, get, report_civility

WAGANG = "410902101225"


def text_of(html: str) -> str:
    return re.sub(r"<[^>]+>", "|", html)


@pytest.mark.usefixtures("town")
def test_the_page_states_what_was_reported() -> None:
    report_civility("瓦岗村")
    status, html = get(f"/print/village/{WAGANG}", "as_of=2022-11-14&compare=2022-11-07")
    text = text_of(html)
    assert status == 200
    for fact in ("瓦岗村", "1 星 ????★", "5/41　12%", "未定",
                 "全部达标；最薄处：日间照料/老年食堂设施 1 个（线 1）"):  # fmt: skip
        assert f"|{fact}|" in text
    assert "数据截至 2022-11-14　对比 2022-11-07" in text
    assert "二、短板 36 项" in text
    assert re.search(r"另有 \d+ 项，见“村情”页。", text)
    assert "规则第 1 版（示例口径，须由镇里确认）　数据版本 " in text
    assert "还画不出走势" in text
    assert "暂无结对。" in text
    assert "示例数据" not in text


@pytest.mark.usefixtures("town")
def test_an_unknown_code_is_answered_in_chinese() -> None:
    status, html = get("/print/village/<script>1")
    assert status == 404
    assert "本镇没有代码为“&lt;script&gt;1”的村（社区）。" in html
    assert "<script>1" not in html


@pytest.mark.usefixtures("town")
def test_without_data_the_page_says_so() -> None:
    status, html = get(f"/print/village/{WAGANG}")
    assert status == 200
    assert "还没有数据。" in html


def test_the_name_is_only_text(town: Database) -> None:
    report_civility("瓦岗村")
    with town.write() as transaction:
        transaction.run(
            "update village set name = '<img src=x>村' where village_code = $code", {"code": WAGANG}
        )
        stored.refresh_villages(transaction)
    html = village_page(WAGANG, {})
    assert html is not None
    assert "<img" not in html
    assert "<h1>&lt;img src=x&gt;村</h1>" in html


@pytest.mark.usefixtures("town")
def test_a_veto_on_all_stars_comes_first() -> None:
    report_civility("瓦岗村")
    report("村,指标,日期,数值\n瓦岗村,P11,2022-11-14,是")
    html = village_page(WAGANG, {})
    assert html is not None
    assert "被“软弱涣散党组织”一票否决，各星均不得；先解决否决事项" in html


@pytest.mark.usefixtures("demo")
def test_the_demonstration_is_marked() -> None:
    html = village_page(WAGANG, {"as_of": "gestern"})
    assert html is not None
    assert "<b>示例数据</b>&emsp;数值为合成，达标线为示例口径，须由镇里确认" in html
    assert "“gestern”不在截至日期之列" in html
    assert get(f"/print/village/{WAGANG}", "as_of=1990-01-01")[0] == 200


def test_open_requirements_are_drawn_before_the_nearest() -> None:
    results = pd.DataFrame(
        [
            ("A", "met", 90.0, 80.0, "percent"),
            ("B", "met", 81.0, 80.0, "percent"),
            ("C", "unmet", 10.0, 80.0, "percent"),
            ("D", "unmet", 0.0, 1.0, "bool"),
            ("E", "unmet", 79.0, 80.0, "percent"),
        ],
        columns=["indicator_code", "state", "value", "threshold", "value_type"],
    )
    reported = pd.DataFrame({"indicator_code": list("AAABBBCCCDDDEE")})
    assert list(worth_a_line(results, reported)["indicator_code"]) == ["C", "B", "A"]


@pytest.mark.browser
@pytest.mark.usefixtures("demo")
def test_the_fullest_page_is_one_page() -> None:
    counts = queries.shortfalls(queries.review_days()[0])["village_code"].value_counts()
    for code in (counts.index[0], WAGANG):
        html = village_page(code, {})
        assert html is not None
        with browser_page(html) as page:
            page.emulate_media(media="print")
            assert not page.locator("button").is_visible()
            assert page.evaluate(
                "(() => { const e = document.querySelector('.paper');"
                " return e.scrollHeight - e.clientHeight })()"
            ) == 0  # fmt: skip
            assert page.locator(".room").bounding_box()["height"] >= 50
            pdf = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1


@pytest.mark.browser
@pytest.mark.usefixtures("town")
def test_a_page_with_nothing_reported_but_one_star_is_cut_to_one_page() -> None:
    report_civility("瓦岗村")
    other = queries.shortfalls(MONDAY)["village_code"].value_counts().index[0]
    html = village_page(other, {})
    assert html is not None
    with browser_page(html) as page:
        pdf = page.pdf(prefer_css_page_size=True)
        room = page.locator(".room").bounding_box()
    assert room is not None
    assert room["height"] >= 50
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
