"""A visit is recorded and scored in the grid: its points stand in the quarter, and no star moves."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.browser.conftest import Server, settled, type_into

pytestmark = pytest.mark.browser


def said(page: Page) -> Locator:
    """What the last act did, as the page says it; a notice that fades repeats it."""
    return page.get_by_test_id("stAlertContentSuccess")


def score(page: Page, column: int, text: str) -> None:
    """Write a score of the first village. The grid of scores is the second on the page; seven judges
    share its width."""
    grid = page.locator(".dvn-scroller").last
    type_into(page, grid, {"x": 92 + 125 * column - 62, "y": 36 + 18}, text)


def save(page: Page, mean: str) -> None:
    """Press 保存 until the mean stands in the result: the grid hands an edit over a moment after it is
    made, and who presses within that moment is told that nothing was changed."""
    told = page.get_by_role("cell", name=mean, exact=True).first
    for _ in range(3):
        page.get_by_role("button", name="保存评分").click()
        try:
            told.wait_for(timeout=8_000)
        except TimeoutError:
            continue
        return
    raise AssertionError(f"never answered: {mean}")


def test_a_visit_is_scored_and_counts(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/points")
    settled(page)
    expect(page.get_by_text("星级只由测算和评定决定")).to_be_visible()
    acts = page.get_by_test_id("stButtonGroup")
    acts.get_by_role("radio", name="登记观摩").or_(
        acts.get_by_role("button", name="登记观摩")
    ).first.click()
    page.get_by_label("观摩名称").fill("第四季度观摩")
    page.get_by_test_id("stFormSubmitButton").get_by_text("登记观摩").click()
    expect(said(page)).to_contain_text("已登记第 1 次观摩")
    acts.get_by_role("radio", name="填评分").or_(
        acts.get_by_role("button", name="填评分")
    ).first.click()
    expect(page.get_by_text("哪次观摩")).to_be_visible()
    score(page, 1, "91")
    save(page, "91")
    expect(said(page)).to_contain_text("已存入 1 个评分。")
    score(page, 2, "93.5")
    save(page, "92.25")
    expect(page.get_by_text("10 分居首，1 个村有积分，18 个村没有记过分")).to_be_visible()
    page.get_by_role("button", name="导出").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="本季积分", exact=True).click()
    lines = download.value.path().read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("村,名次,观摩名次")
    assert lines[1].split(",")[1:3] == ["1", "10"]
