"""A village gets another name from a day: the days before keep the old one."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, settled, unfold

pytestmark = pytest.mark.browser
WAGANG = "410902101225"


def test_a_renamed_village_keeps_its_name_in_the_past(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/villages")
    settled(page)
    box = page.get_by_role("combobox", name="村（社区）")
    unfold(box)
    page.get_by_role("option", name="瓦岗村").click()
    page.get_by_label("新村名").fill("星光村")
    day = page.get_by_test_id("stDateInput").locator("input")
    day.fill("2022-11-10")
    day.press("Enter")
    page.get_by_label("理由或依据").fill("镇政〔2022〕9 号")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_text("已登记为第 1 号变更。")).to_be_visible()
    for as_of, name, other in (
        ("2022-11-07", "瓦岗村", "星光村"),
        ("2022-11-14", "星光村", "瓦岗村"),
    ):
        page.goto(f"{server.url}/village?as_of={as_of}&village={WAGANG}")
        settled(page)
        expect(page.get_by_role("heading", level=1)).to_contain_text(name)
        page.goto(f"{server.url}/ranking?as_of={as_of}&village={WAGANG}")
        settled(page)
        page.get_by_role("button", name="导出").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="排名", exact=True).click()
        table = download.value.path().read_text("utf-8-sig")
        assert f"\n{name.removesuffix('村')}," in table
        assert f"\n{other.removesuffix('村')}," not in table
