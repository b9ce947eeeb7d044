"""数据上报 in four steps, with the files clerks send: what is unclear is asked, what is wrong is mended
or told, what is doubted is ticked; then it is published, and may be withdrawn."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, settled, unfold

pytestmark = pytest.mark.browser
WAGANG = "410902101225"


def choose(page: Page, server: Server, path: Path) -> None:
    page.goto(f"{server.url}/upload")
    settled(page)
    page.locator('input[type="file"]').set_input_files(path)


def answer(page: Page, about: str, option: str) -> None:
    unfold(page.get_by_role("combobox", name=about))
    page.keyboard.type(option)
    page.get_by_role("option", name=option, exact=True).click()


def test_the_four_steps_with_a_gbk_file(server: Server, page: Page, tmp_path: Path) -> None:
    path = tmp_path / "十二月周报.csv"
    text = (
        "村,日期,治污比例,满意情况,联系处室\n"
        "老瓦岗寨,2022-12-26,9O,0.92,某室\n"
        "瓦屋,2022-12-26,132,0.95,某室\n"
        "合计,,,,\n"
    )
    path.write_bytes(text.encode("gb18030"))
    choose(page, server, path)
    expect(page.get_by_text("还不能发布：4 处待对应。")).to_be_visible()
    expect(page.get_by_text("编码 GBK，已识别")).to_be_visible()
    settled(page)  # while the page is laid out anew a part of the former one still stands
    expect(page.get_by_role("button", name="发布", exact=True)).to_be_disabled()
    answer(page, "“老瓦岗寨”是哪个村", "瓦岗村")
    answer(page, "“治污比例”这一列", "生活污水治理率")
    answer(page, "“满意情况”这一列", "党员群众满意度")
    answer(page, "“联系处室”这一列", "不读这一列（项）")
    page.get_by_role("button", name="就这样对应，重新检查").click()

    expect(page.get_by_text("还不能发布：2 处错误须改正，1 处待对应。")).to_be_visible()
    page.get_by_text("份额（0.8 即 80%）").click()
    page.get_by_role("button", name="就这样对应，重新检查").click()
    expect(page.get_by_text("还不能发布：2 处错误须改正。")).to_be_visible()
    expect(page.get_by_text("“9O”不是数字。", exact=False)).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="下载带“问题”列的原文件").click()
    assert download.value.suggested_filename == "十二月周报_问题.csv"
    marked = list(csv.reader(io.StringIO(download.value.path().read_bytes().decode("gb18030"))))
    assert [bool(row[-1]) for row in marked] == [True, True, True, False]

    page.get_by_label("第 2 行“治污比例”改成").fill("90")
    page.get_by_label("第 3 行“治污比例”改成").fill("3")
    page.get_by_role("button", name="照此改正，重新检查").click()
    expect(page.get_by_text("现场改正 2 格")).to_be_visible()
    expect(page.get_by_text("可以发布 4 个数值，有 1 组提醒待确认。", exact=False)).to_be_visible()
    settled(page)  # while the page is laid out anew a part of the former one still stands
    expect(page.get_by_role("button", name="发布", exact=True)).to_be_disabled()
    expect(page.get_by_text("▼ 失星", exact=False).first).to_be_visible()
    page.get_by_text("与上期相差过大").click()
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.get_by_text("已发布：十二月周报.csv，4 个数值")).to_be_visible()

    path.write_text("村,日期,治污比例\n老瓦岗寨,2022-12-26,91\n", "utf-8")
    choose(page, server, path)
    expect(page.get_by_text("可以发布 1 个数值", exact=False).first).to_be_visible()


def test_a_workbook_with_a_merged_header_and_a_withdrawal(
    server: Server, page: Page, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "十二月"
    for row in (
        ["岳村镇十二月生态宜居月报", None, None, None],
        ["村", "日期", "生态宜居", None],
        [None, None, "生活污水治理率（%）", "人居环境月评得分"],
        ["瓦岗村", "2022-12-26", 90, 91],
    ):
        sheet.append(row)
    for area in ("A1:D1", "A2:A3", "B2:B3", "C2:D2"):
        sheet.merge_cells(area)
    book.create_sheet("填表说明").append(["请按月填报"])
    path = tmp_path / "月报.xlsx"
    book.save(path)
    choose(page, server, path)
    expect(page.get_by_text("可以发布 2 个数值", exact=False).first).to_be_visible()
    unfold(page.get_by_role("combobox", name="工作簿有 2 张表，读的是"))
    page.get_by_role("option", name="十二月").click()
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.get_by_text("已发布：月报.xlsx，2 个数值")).to_be_visible()
    unfold(page.get_by_role("combobox", name="打开一次上报"))
    page.get_by_role("option", name="月报.xlsx", exact=False).click()
    page.get_by_text("撤回这次上报（先看影响）").click()
    page.get_by_label("撤回理由").fill("报早了")
    page.get_by_role("button", name="撤回", exact=True).click()
    expect(page.get_by_text("已撤回：报早了（数据员）")).to_be_visible()


def test_a_long_file_shows_how_far_it_is_and_may_be_cancelled(
    server: Server, page: Page, tmp_path: Path
) -> None:
    path = tmp_path / "长表.csv"
    with path.open("w", encoding="utf-8") as file:
        # The quotes leave it to the patient reader, which takes its time.
        file.write('"村代码","指标","日期","数值"\n')
        for number in range(600_000):
            day = f"{1960 + number // 336 % 60}-{number // 12 % 12 + 1:02}-{number % 28 + 1:02}"
            file.write(f"{WAGANG},E02,{day},{number % 101}\n")
    choose(page, server, path)
    page.get_by_role("button", name="取消").click(timeout=30_000)
    expect(page.get_by_text("已取消检查，没有存入任何数值。")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="重新检查").click()
    expect(page.get_by_text("处错误须改正", exact=False).first).to_be_visible(timeout=60_000)
