"""网格填报 as two people use it at once; the tables to fill in as a clerk gets them."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Locator, Page, Position, TimeoutError, expect

from tests.browser.conftest import Server, settled, type_into

pytestmark = pytest.mark.browser
# The middle of the first village's first indicator, in the grid's own pixels: below the heading,
# beside the name.
FIRST_CELL: Position = {"x": 90 + 70, "y": 36 + 18}


def open_grid(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/grid?show=week&as_of=2022-12-26")
    settled(page)
    page.get_by_test_id("stDataFrame").locator("canvas").first.wait_for()


def grid_of(page: Page) -> Locator:
    """The grid to fill in."""
    return page.locator(".dvn-scroller").first


def save(page: Page, answer: str) -> None:
    """Press 保存 until it is answered so. The grid hands an edit over a moment after it is made; who
    presses within that moment is told that nothing was changed, and presses again."""
    told = page.get_by_text(answer, exact=False).first
    for _ in range(3):
        page.get_by_role("button", name="保存").click()
        try:
            told.wait_for(timeout=8_000)
        except TimeoutError:
            continue
        return
    raise AssertionError(f"never answered: {answer}")


def test_two_people_in_the_same_cell(server: Server, page: Page, chromium: Browser) -> None:
    open_grid(page, server)
    other = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    second = other.new_page()
    second.set_default_timeout(20_000)
    open_grid(second, server)

    type_into(page, grid_of(page), FIRST_CELL, "91")
    save(page, "已保存 1 格")

    type_into(second, grid_of(second), FIRST_CELL, "92")
    save(second, "别人改过其中 1 格")
    row = second.get_by_role("row", name="澶东社区")
    expect(row).to_contain_text("91")
    expect(row).to_contain_text("92")
    second.get_by_text("以我填的为准").click()
    save(second, "已保存 1 格")
    other.close()

    page.goto(f"{server.url}/upload")
    settled(page)
    expect(page.get_by_text("网格填报_周报_2022-12-26_", exact=False).first).to_be_visible()


def test_what_cannot_be_stored_stays_in_the_grid(server: Server, page: Page) -> None:
    open_grid(page, server)
    type_into(page, grid_of(page), FIRST_CELL, "9O")
    save(page, "“9O”不是数字。")
    type_into(page, grid_of(page), FIRST_CELL, "90")
    save(page, "已保存 1 格")


def test_a_table_is_fetched_filled_in_and_sent_back(
    server: Server, page: Page, tmp_path: Path
) -> None:
    page.goto(f"{server.url}/upload")
    settled(page)
    page.get_by_text("下载空表").click()
    address = page.get_by_role("link", name="下载 Excel 表").get_attribute("href") or ""
    answer = page.request.get(f"{server.url}{address}")
    assert answer.ok
    book = openpyxl.load_workbook(io.BytesIO(answer.body()))
    sheet = book["填报"]
    sheet["D2"].value, sheet["D3"].value = "同上期", 88
    path = tmp_path / "周报.xlsx"
    book.save(path)
    page.locator('input[type="file"]').set_input_files(path)
    expect(page.get_by_text("检查通过，可以发布 2 个数值。").first).to_be_visible()


def test_a_village_is_reminded(reading: Server, page: Page) -> None:
    page.goto(f"{reading.url}/progress?show=month&as_of=2022-12-26")
    settled(page)
    expect(page.get_by_text("【催报】南田村：11 月月报还缺 3 项", exact=False)).to_be_visible()
    page.locator(".dvn-scroller").first.click(position={"x": 40, "y": 54})
    page.wait_for_url("**/village?**village=410902101001**")
