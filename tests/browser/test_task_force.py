"""专班: a square leads to the origin of its value."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, settled

pytestmark = pytest.mark.browser


def test_a_square_opens_the_origin_of_its_value(reading: Server, page: Page) -> None:
    page.goto(f"{reading.url}/taskforce?star=ecology&as_of=2022-11-14")
    settled(page)
    expect(page.get_by_text("生态宜居：19 个村（社区）里", exact=False)).to_be_visible()
    square = page.get_by_role("row", name="瓦岗").get_by_role("link").nth(2)
    square.click()
    page.wait_for_url("**/village?**indicator=E02**")
    expect(page.get_by_text("这个数从哪来：生活污水治理率")).to_be_visible()
    assert "as_of=2022-11-14" in page.url


def test_all_indicators_stay_in_their_own_box(reading: Server, page: Page) -> None:
    page.goto(f"{reading.url}/taskforce?star=every")
    settled(page)
    expect(page.locator(".xt-matrix thead th")).to_have_count(43)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 1366
    head = page.locator(".xt-matrix thead th").first
    page.evaluate("document.querySelector('.xt-matrix').scrollTo(9999, 9999)")
    box, corner = page.locator(".xt-matrix").bounding_box(), head.bounding_box()
    assert box is not None
    assert corner is not None
    assert box["height"] < 768
    assert abs(corner["x"] - box["x"]) < 3
    assert abs(corner["y"] - box["y"]) < 3


def test_the_whole_matrix_is_printed(reading: Server, page: Page) -> None:
    page.set_viewport_size({"width": 1366, "height": 500})
    page.goto(f"{reading.url}/taskforce?star=ecology&as_of=2022-11-14")
    settled(page)
    box = page.locator(".xt-matrix")
    is_cut = "box => box.scrollHeight > box.clientHeight"
    assert box.evaluate(is_cut)  # on the screen it scrolls, so that its heads stay in sight
    page.emulate_media(media="print")
    assert not box.evaluate(is_cut)
