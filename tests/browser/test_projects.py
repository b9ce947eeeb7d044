"""A project slips as the days go on and turns red; ticking its milestone takes the red back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, settled

pytestmark = pytest.mark.browser
SLIPPED = "YC-13"


def test_a_project_slips_turns_red_and_is_taken_back(server: Server, page: Page) -> None:
    sheet = page.get_by_test_id("stHtml")
    for as_of, state in (("2022-10-31", "▲ 临期 剩 4 天"), ("2022-11-07", "■ 滞后 3 天")):
        page.goto(f"{server.url}/projects?as_of={as_of}&project={SLIPPED}")
        settled(page)
        expect(sheet.filter(has_text="牛村　集体经济扶持项目")).to_contain_text(state)
    heading = page.get_by_role("heading", level=2)
    expect(heading).to_contain_text("■ 滞后 2")
    page.get_by_role("button", name="完成节点").last.click()
    expect(page.get_by_text("“主体完成”已记在 2022-11-07 完成")).to_be_visible()
    expect(heading).to_contain_text("■ 滞后 1")
    expect(sheet.filter(has_text="牛村　集体经济扶持项目")).to_contain_text("▲ 推进中")
    # The days before it was done, and those after the next milestone, stay as they are.
    page.goto(f"{server.url}/projects?as_of=2022-12-12&project={SLIPPED}&tab=plan")
    settled(page)
    expect(sheet.filter(has_text="牛村　集体经济扶持项目")).to_contain_text("■ 滞后 3 天")
    expect(page.get_by_test_id("stPlotlyChart")).to_contain_text("■ 滞后 3 天")
    page.get_by_role("tab", name="资金").click()
    page.wait_for_url("**tab=funds**")
    page.get_by_text("经过：谁、何时、改了什么").click()
    expect(page.get_by_text("节点“主体完成”（计划 2022-11-04）2022-11-07 完成")).to_be_visible()
