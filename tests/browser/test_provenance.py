"""Where a number comes from, as people find it out, put it right, and take it back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, settled

pytestmark = pytest.mark.browser
WAWU = "410902101204"
FILE = "村,日期,遗留问题化解率（%）,遗留问题总数,遗留问题化解数\n瓦屋,2022-12-26,64,25,16\n"


def open_origin(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/village?village={WAWU}&indicator=L05")
    settled(page)
    expect(page.get_by_text("这个数从哪来：遗留问题化解率")).to_be_visible()


def open_upload(page: Page, server: Server, upload_id: str) -> None:
    page.goto(f"{server.url}/upload?upload={upload_id}")
    settled(page)


def withdraw(page: Page, reason: str) -> None:
    page.get_by_text("撤回这次上报（先看影响）").click()
    page.get_by_label("撤回理由").fill(reason)
    page.get_by_role("button", name="撤回", exact=True).click()
    expect(page.get_by_text("原来的数值重新生效", exact=False)).to_be_visible()


def test_a_number_from_its_file_to_its_correction_and_back(
    server: Server, page: Page, tmp_path: Path
) -> None:
    path = tmp_path / "平安月报.csv"
    path.write_text(FILE, "utf-8")
    page.goto(f"{server.url}/upload")
    settled(page)
    page.locator('input[type="file"]').set_input_files(path)
    page.get_by_role("button", name="发布").click()
    told = page.get_by_text("已发布：平安月报.csv", exact=False)
    expect(told).to_be_visible()
    found = re.search(r"第 (\d+) 号", told.inner_text())
    assert found
    number = found[1]

    # The value on 村情 leads to its origin.
    page.goto(f"{server.url}/village?village={WAWU}")
    settled(page)
    page.get_by_text("项：数值、达标线、出处").click()
    settled(page)
    row = page.locator("tr").filter(has_text="遗留问题化解率").filter(has_text="平安月报.csv")
    row.get_by_role("link", name="64%").click()
    page.wait_for_url("**indicator=L05**")
    settled(page)
    expect(page.get_by_text("平安月报.csv 第 2 行", exact=False).first).to_be_visible()
    former = page.locator("tr").filter(has_text="2022-12-26.csv").filter(has_text=f"被第 {number}")
    expect(former.first).to_contain_text("52%")

    # It is put right by hand, with a reason.
    page.get_by_text("更正这个数").click()
    page.get_by_label("应为（%）").fill("66")
    page.get_by_role("button", name="保存更正").click()
    expect(page.get_by_text("更正要写明理由。")).to_be_visible()
    page.get_by_label("更正理由").fill("与台账核对")
    page.get_by_role("button", name="保存更正").click()
    expect(page.get_by_text("已更正：遗留问题化解率 2022-12-26 为 66", exact=False)).to_be_visible()
    expect(page.get_by_text("手工更正，理由：与台账核对", exact=False)).to_be_visible()
    file = page.locator("tr").filter(has_text="平安月报.csv")
    expect(file.first).to_contain_text("64%")
    correction = str(int(number) + 1)
    expect(file.first).to_contain_text(f"被第 {correction} 号取代")

    # What it rests on cannot be taken back before it.
    open_upload(page, server, number)
    page.get_by_text("撤回这次上报（先看影响）").click()
    expect(page.get_by_text(f"请先撤回第 {correction} 号更正", exact=False)).to_be_visible()
    open_upload(page, server, correction)
    withdraw(page, "台账看错了")
    open_upload(page, server, number)
    withdraw(page, "报错了月份")
    open_origin(page, server)
    expect(page.get_by_text("已撤回：报错了月份（数据员）")).to_be_visible()
    expect(page.get_by_text("52%").first).to_be_visible()

    # And published again from its original.
    open_upload(page, server, number)
    with page.expect_download() as download:
        page.get_by_role("button", name="下载原件").click()
    assert download.value.suggested_filename == "平安月报.csv"
    assert download.value.path().read_text("utf-8") == FILE
    page.get_by_role("button", name="重新发布").click()
    expect(page.get_by_text(f"第 {number} 号上报已重新发布为第", exact=False)).to_be_visible()
    open_origin(page, server)
    expect(page.get_by_text("平安月报.csv 第 2 行", exact=False).first).to_be_visible()


def test_a_value_among_the_shortfalls_leads_to_its_origin(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/shortfalls?village={WAWU}&star=safety")
    settled(page)
    grid = page.get_by_test_id("stDataFrame")
    box = grid.bounding_box()
    assert box
    page.mouse.click(box["x"] + 490, box["y"] + 54)
    page.wait_for_url("**/village?**indicator=L05**")
    settled(page)
    expect(page.get_by_text("这个数从哪来：遗留问题化解率")).to_be_visible()
    page.get_by_role("button", name="收起").click()
    expect(page.get_by_text("这个数从哪来", exact=False)).to_have_count(0)


def test_the_five_numbers_lead_to_their_lists(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/overview?as_of=2022-12-26&village={WAWU}")
    settled(page)
    page.get_by_role("button", name="看缺或过期的项").click()
    page.wait_for_url("**/shortfalls?**show=unknown**")
    settled(page)
    assert "village=" not in page.url
    expect(page.get_by_text("列出 6 项", exact=False)).to_be_visible()
