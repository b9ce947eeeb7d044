"""短板台账 as people use it: the loop from red data to an item and back, and a village's one line."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from dashboard.domain.errors import StoreBusy
from dashboard.remote import Remote
from tests.browser.conftest import Server, settled, unfold
from tests.browser.test_awards import act_as

pytestmark = pytest.mark.browser
WAGANG = "410902101225"


def bring(server: Server, name: str, value: int) -> None:
    """Publish a value of 瓦岗村 through the running server, as the command does."""
    table = f"村,日期,E02\n瓦岗,2022-12-26,{value}\n"
    told = Remote(server.home, StoreBusy("")).upload(table.encode(), name=f"{name}.csv")
    assert told["values"] == 1, told


def do(page: Page, act: str, text: str = "") -> None:
    """Choose an act of the open item, say what it asks for, and do it."""
    page.get_by_role("radio", name=act, exact=True).or_(
        page.get_by_role("button", name=act, exact=True)
    ).first.click()
    form = page.get_by_test_id("stForm").filter(has=page.get_by_role("button", name=f"办理：{act}"))
    if text:
        form.get_by_role("textbox", name="（必填）").last.fill(text)
    form.get_by_role("button", name=f"办理：{act}").click()
    expect(page.get_by_text(f"已办“{act}” 1 项。").first).to_be_visible()
    settled(page)


def open_item(page: Page, server: Server, column: str) -> None:
    """Open the item about 生活污水治理率 from its card on the board."""
    page.goto(f"{server.url}/ledger?tab=board&village={WAGANG}&star=ecology")
    settled(page)
    card = page.get_by_test_id("stHtml").filter(has_text=column)
    expect(card.get_by_text("生活污水治理率")).to_be_visible()
    card.get_by_role("link", name="瓦岗").first.click()
    expect(page.get_by_role("table", name="经过")).to_be_visible()
    settled(page)


def test_red_data_open_an_item_and_reopen_it(server: Server, page: Page) -> None:
    bring(server, "red", 1)
    open_item(page, server, "待认领")
    act_as(page, "村支书", "哪个村", "瓦岗村")
    do(page, "认领")
    bring(server, "green", 100)
    page.reload()
    settled(page)
    expect(page.get_by_text("数据已达标，建议销号").first).to_be_visible()
    act_as(page, "村支书", "哪个村", "瓦岗村")
    page.get_by_text("申请销号", exact=True).last.click()
    form = page.get_by_test_id("stForm").filter(
        has=page.get_by_role("button", name="办理：申请销号")
    )
    expect(form.get_by_label("佐证（必填）")).to_have_value(
        re.compile("生活污水治理率已达 100%.+green.csv")
    )
    form.get_by_label("整改措施（必填）").fill("接通管网，定人巡查")
    form.get_by_role("button", name="办理：申请销号").click()
    expect(page.get_by_text("已办“申请销号” 1 项。").first).to_be_visible()
    act_as(page, "专班", "哪颗星的专班", "生态宜居")
    do(page, "验收销号")
    expect(page.get_by_role("table", name="经过").get_by_text("未核身份").first).to_be_visible()
    bring(server, "again", 2)
    open_item(page, server, "整改中")
    expect(page.get_by_text("反弹 1 次").first).to_be_visible()
    expect(page.get_by_role("table", name="经过").get_by_text("数据反弹")).to_be_visible()


def test_one_line_is_reported_answered_and_confirmed(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/ledger?kind=report")
    settled(page)
    act_as(page, "村支书", "哪个村", "瓦岗村")
    page.get_by_role("textbox", name="地点（必填）").fill("村小学门口")
    page.get_by_role("textbox", name="事项（必填）").fill("雨后积水")
    unfold(page.get_by_role("combobox", name="类别").first)
    page.get_by_role("option", name="基础设施").click()
    page.get_by_role("button", name="上报", exact=True).click()
    expect(page.get_by_text("等镇里答复").first).to_be_visible()
    settled(page)
    act_as(page, "数据员")
    do(page, "处置答复", "已列入本周维修")
    act_as(page, "村支书", "哪个村", "瓦岗村")
    do(page, "反馈满意")
    expect(page.get_by_text("√ 已办结").first).to_be_visible()
