"""From 总览 to the log of the year, to the origin of a value; the ranks by week."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, settled

pytestmark = pytest.mark.browser


def test_a_lost_star_is_followed_to_its_file(reading: Server, page: Page) -> None:
    page.goto(f"{reading.url}/overview?as_of=2022-12-26")
    settled(page)
    page.get_by_role("button", name="全部得失记录").click()
    page.wait_for_url("**/changes**")
    page.get_by_text("本年逐周", exact=True).click()
    page.wait_for_url("**show=year**")
    expect(page.get_by_text("2022-07-04 → 2022-12-26", exact=False)).to_be_visible()
    cause = page.get_by_role("link", name=re.compile("生活垃圾日清运率 100→97%")).first
    cause.click()
    page.wait_for_url("**/village?**indicator=**")
    assert "as_of=2022-12-26" in page.url
    expect(page.get_by_text("这个数从哪来", exact=False).first).to_be_visible()


def test_ranks_by_week_and_the_choices_are_links(reading: Server, page: Page) -> None:
    page.goto(f"{reading.url}/ranking?peers=group&village=410902101204")
    settled(page)
    page.get_by_text("走势", exact=True).click()
    page.wait_for_url("**show=trend**")
    expect(page.locator(".js-plotly-plot")).to_be_visible()
    expect(page.locator(".js-plotly-plot").get_by_text("瓦屋", exact=False)).to_be_visible()
    page.get_by_text("本村同类", exact=True).click()
    page.wait_for_url("**show=peers**")
    assert "peers=group" in page.url
    expect(page.get_by_role("combobox", name="同类")).to_have_value("同类：同管区")
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function("document.querySelector('[data-testid=stMain]').scrollWidth <= 390")
