"""A version of the rules from draft over preview to effect, as a non-programmer does it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, settled, unfold

pytestmark = pytest.mark.browser


def fill(page: Page, label: str, text: str) -> None:
    box = page.get_by_label(label, exact=True)
    box.fill(text)
    box.press("Enter")


def act_as(page: Page, role: str) -> None:
    unfold(page.get_by_role("combobox", name="以何身份操作"))
    page.get_by_role("option", name=role, exact=True).click()


def test_from_draft_over_preview_to_effect(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/rules?show=draft")
    settled(page)
    fill(page, "名称", "提高达标线")
    page.get_by_role("button", name="新建", exact=True).click()
    expect(page.get_by_text("已建第 1 号草稿。")).to_be_visible()
    expect(page.get_by_role("button", name="生效", exact=True)).to_be_disabled()
    fill(page, "由哪个岗位设定", "镇党建办主任")
    expect(page.get_by_text("还没有写由哪个岗位设定")).to_have_count(0)
    fill(page, "依据", "镇党委会议纪要〔2023〕1 号")
    expect(page.get_by_text("还没有写依据")).to_have_count(0)
    expect(page.get_by_text("这份草稿与现行规则一样，没有改动。")).to_be_visible()
    # The threshold of the first requirement, 三会一课按期完成率: beyond its range, then within.
    table = page.get_by_test_id("stDataFrame").first
    for text, told in (("120", "超出这项指标的范围"), ("90", "没有矛盾")):
        table.locator(".dvn-scroller").dblclick(position={"x": 385, "y": 54})
        box = page.locator("#portal input, #portal textarea").first
        box.fill(text)
        box.press("Enter")
        expect(page.get_by_text(told).first).to_be_visible()
    page.get_by_role("button", name="存草稿").click()
    expect(page.get_by_text("已存第 1 号草稿第 2 稿。")).to_be_visible()
    page.get_by_role("button", name="预览", exact=True).click()
    expect(page.get_by_text("如果现在就用（按 2022-12-26 的数据）")).to_be_visible()
    expect(page.get_by_text("请由管理员办理")).to_be_visible()
    act_as(page, "管理员")
    page.get_by_role("button", name="生效", exact=True).click()
    expect(page.get_by_text("第 2 版规则已登记，自 2022-12-27 起生效。")).to_be_visible()
    for day, line in (("2022-12-26", "应 ≥100%"), ("2022-12-27", "应 ≥90%")):
        page.goto(f"{server.url}/rules?as_of={day}&star=party")
        settled(page)
        row = page.get_by_role("row").filter(has_text="三会一课按期完成率")
        expect(row).to_contain_text(line)
    page.goto(f"{server.url}/rules?show=versions")
    settled(page)
    row = page.get_by_role("row").filter(has_text="支部过硬 · 三会一课按期完成率")
    expect(row).to_contain_text("应 ≥90%")
