"""村情: from the next step to the village that has done it, and what would be if."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Position, expect

from tests.browser.conftest import Server, settled, type_into

pytestmark = pytest.mark.browser
WAWU = "410902101204"
# Inside 假设值 of the first row: below the heading, beside the name, which the grid stretches by half.
FIRST_CELL: Position = {"x": 380, "y": 36 + 18}


def test_a_step_leads_to_who_has_done_it(reading: Server, page: Page) -> None:
    page.goto(f"{reading.url}/village?as_of=2022-11-14&village={WAWU}")
    settled(page)
    way = page.get_by_role("table", name="晋星之路")
    expect(way.get_by_role("row", name="遗留问题化解率")).to_contain_text("★ 第 4 颗")
    way.get_by_role("link", name="寨里 50→60%").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("寨里村")
    assert "as_of=2022-11-14" in page.url


def test_what_would_be_is_told_and_not_kept(reading: Server, page: Page) -> None:
    page.goto(f"{reading.url}/village?as_of=2022-11-14&village={WAWU}")
    settled(page)
    page.get_by_text("假设：补上几项会怎样").click()
    page.get_by_role("button", name="全部补齐", exact=True).click()
    expect(page.get_by_text("3 星 → 5 星")).to_be_visible()
    page.get_by_role("button", name="清空").click()
    expect(page.get_by_text("还没有假设值。")).to_be_visible()
    grid = page.get_by_test_id("stExpander").locator(".dvn-scroller").first
    grid.scroll_into_view_if_needed()
    type_into(page, grid, FIRST_CELL, "7")
    expect(page.get_by_text("假设 1 项")).to_be_visible()
    page.reload()
    settled(page)
    expect(page.get_by_role("heading", level=2).first).to_contain_text("得 3 星")
    page.get_by_text("假设：补上几项会怎样").click()
    expect(page.get_by_text("还没有假设值。")).to_be_visible()
