"""No English word of Streamlit's widgets comes into sight, whatever is opened or goes wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.page.conftest import READ, english, open_page, served

pytestmark = pytest.mark.browser


def test_choices(widgets: str, english_browser: Page) -> None:
    page = english_browser
    reader = open_page(page, f"{widgets}/inputs")
    boxes = page.get_by_role("combobox")
    boxes.nth(0).click()
    reader.sees("select", page.get_by_role("option", name="瓦岗村"))
    page.keyboard.type("没")
    reader.sees("select none", "没有找到")
    reader.escape()
    boxes.nth(1).click()
    page.keyboard.type("甲村")
    reader.sees("new", "添加：甲村")
    page.keyboard.press("Enter")
    boxes.nth(2).click()
    reader.sees("multiselect", "全选")
    page.keyboard.type("田")
    reader.sees("matches", "选中找到的 2 项")
    page.keyboard.press("Enter")
    reader.sees("chosen", page.get_by_label("移除 西田村"))
    reader.escape()
    reader.sees("clear", page.get_by_label("全部清除"))
    boxes.nth(3).click()
    page.get_by_role("option", name="瓦岗村").click()
    reader.sees("full", "最多选 1 项，请先移除一项。")
    assert reader.found == {}


def test_dates(widgets: str, english_browser: Page) -> None:
    page = english_browser
    reader = open_page(page, f"{widgets}/inputs")
    dates = page.get_by_test_id("stDateInput")
    calendar = page.get_by_test_id("stDateInputCalendar")
    dates.nth(0).get_by_label("选日期", exact=True).click()
    reader.sees("calendar", calendar)
    calendar.get_by_role("button").nth(1).click()
    reader.sees("months", page.get_by_role("option", name="十月"))
    reader.escape()
    reader.escape()
    dates.nth(0).get_by_role("spinbutton").first.click()
    page.keyboard.type("20300101")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    reader.sees("out of range", dates.nth(0).get_by_text("日期超出范围"))
    reader.escape()
    dates.nth(1).get_by_label("选起止日期", exact=True).click()
    reader.sees("range", calendar)
    calendar.get_by_label("常用的起止日期").first.click()
    reader.sees("quick", page.get_by_role("option", name="最近一周"))
    reader.escape()
    reader.escape()
    page.get_by_test_id("stDateTimeInput").get_by_label("选日期和钟点").click()
    reader.sees("date and time", page.get_by_role("dialog"))
    reader.escape()
    page.get_by_test_id("stTimeInput").get_by_role("spinbutton").first.click()
    page.keyboard.type("9")
    reader.read("time")
    assert reader.found == {}


def test_fields(widgets: str, english_browser: Page) -> None:
    page = english_browser
    reader = open_page(page, f"{widgets}/inputs")
    for name, value in (("数值", "500"), ("空数值", "5")):
        page.get_by_role("spinbutton", name=name, exact=True).fill(value)
        reader.sees(f"number {name}", "按回车生效")
        page.keyboard.press("Enter")
    reader.sees("too big", "超出范围，应在 0 和 100 之间。")
    page.get_by_test_id("stTooltipHoverTarget").first.hover()
    reader.sees("help", "选一个村。")
    page.get_by_role("textbox", name="口令").fill("口令")
    page.get_by_label("显示口令").click()
    reader.sees("password", page.get_by_label("隐藏口令"))
    page.get_by_role("textbox", name="编号").fill("甲")
    page.keyboard.press("Enter")
    reader.sees("pattern", "写法不对。")
    page.get_by_role("textbox", name="说明").fill("某事")
    reader.sees("text area", "按 Ctrl+回车生效")
    page.get_by_role("textbox", name="备注").fill("某事")
    reader.sees("form", "按 Ctrl+回车提交")
    page.get_by_role("textbox", name="经办").fill("某人")
    reader.sees("form field", "按回车提交")
    page.get_by_role("textbox", name="经办").fill("")
    page.get_by_role("button", name="提交").click()
    reader.sees("required", "这一项必填。")
    assert reader.found == {}


def test_uploads(widgets: str, english_browser: Page, tmp_path: Path) -> None:
    page = english_browser
    reader = open_page(page, f"{widgets}/files")
    wrong, big, good = (tmp_path / name for name in ("报表.pdf", "大表.csv", "报表.csv"))
    wrong.write_bytes(b"%PDF")
    big.write_bytes(b"a" * 1_500_000)
    good.write_text("村\n瓦岗村\n", "utf-8")
    one, many = (page.get_by_test_id("stFileUploader").nth(at) for at in (0, 1))
    for path, told in ((wrong, "不收这种文件"), (big, "文件须不超过 1.0MB。")):
        one.locator("input").set_input_files(path)
        reader.sees(path.name, one.get_by_role("alert").get_by_text(told))
    one.locator("input").set_input_files(good)
    reader.sees("good", one.get_by_label("移除 报表.csv"))
    many.locator("input").set_input_files([good])
    reader.sees("more", many.get_by_label("添加文件").first)
    page.evaluate(
        """() => { const files = new DataTransfer(); files.items.add(new File(['a'], '报表.csv'));
          const zone = document.querySelector('[data-testid=stFileUploaderDropzone]');
          for (const kind of ['dragenter', 'dragover']) zone.dispatchEvent(
            new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: files})); }"""
    )
    reader.sees("drag", "把文件拖到这里")
    page.route("**/upload_file/**", lambda route: route.fulfill(status=413, body="-"))
    many.locator("input").set_input_files([big])
    reader.sees("refused", many.get_by_role("alert").get_by_text("文件太大"))
    page.unroute("**/upload_file/**")
    page.route("**/upload_file/**", lambda route: route.abort())
    many.locator("input").set_input_files([good])
    reader.sees("cut off", many.get_by_role("alert").get_by_text("连不上服务"))
    assert reader.found == {}


def test_tables(widgets: str, chinese_browser: Page) -> None:
    """In a Chinese browser, since the statistics of a date column write dates in its language."""
    page = chinese_browser
    reader = open_page(page, f"{widgets}/tables")
    read, choose, edit = (page.get_by_test_id("stDataFrame").nth(at) for at in range(3))
    box = read.bounding_box()
    assert box
    menu = page.get_by_test_id("stDataFrameColumnMenu")
    for column in range(9):
        x = box["x"] + 100 * column + 86
        page.mouse.move(x, box["y"] + 17)
        page.mouse.click(x, box["y"] + 17)
        reader.sees(f"menu {column}", menu.get_by_role("menuitem", name="隐藏列"))
        for item, opened in (("统计", "Statistics"), ("格式", "ColumnFormatting")):
            entry = menu.get_by_role("menuitem", name=item)
            if entry.count():
                entry.hover()
                sub = page.get_by_test_id(f"stDataFrame{opened}Menu")
                reader.sees(f"{item} {column}", sub)
        if menu.get_by_role("menuitem", name="统计").count():
            menu.get_by_role("menuitem", name="统计").hover()
            page.get_by_test_id("stDataFrameStatisticsContent").wait_for()
            reader.read(f"statistics {column}")
        reader.escape()
        page.mouse.click(box["x"] + 300, 60)
        expect(menu).to_have_count(0)
    read.hover()
    page.get_by_label("显示或隐藏列：排名表").click()
    reader.sees("columns", page.get_by_test_id("stDataFrameColumnVisibilityMenu"))
    reader.escape()
    page.get_by_label("查找：排名表").click()
    page.get_by_test_id("search-input").fill("田")
    reader.sees("search", page.get_by_text("2 处"))
    reader.escape()
    read.hover()
    page.get_by_label("全屏：排名表").click()
    reader.sees("full screen", page.get_by_label("退出全屏：排名表"))
    reader.escape()
    for grid, told in ((choose, "取消选择"), (edit, "删除所选行")):
        place = grid.bounding_box()
        assert place
        page.mouse.click(place["x"] + 16, place["y"] + 87)
        reader.sees(told, page.get_by_label(told))
    place = edit.bounding_box()
    assert place
    for column in range(6):
        page.mouse.click(place["x"] + 33 + 100 * column + 50, place["y"] + 52)
        page.keyboard.press("Enter")
        reader.read(f"edit {column}")
        reader.escape()
    page.get_by_label("下一页").click()
    reader.read("next page")
    assert reader.found == {}


def test_what_opens_runs_and_fails(widgets: str, english_browser: Page) -> None:
    page = english_browser
    reader = open_page(page, f"{widgets}/others")
    page.get_by_test_id("stExpander").locator("summary").click()
    reader.read("expander")
    page.get_by_role("button", name="更多").click()
    reader.sees("popover", page.get_by_test_id("stPopoverBody"))
    reader.escape()
    page.get_by_role("button", name="导出").click()
    reader.sees("menu", page.get_by_role("menuitem", name="文档"))
    reader.escape()
    page.get_by_test_id("stCode").hover()
    reader.read("code")
    page.get_by_role("heading", name="链接").hover()
    reader.read("heading")
    page.get_by_test_id("stPlotlyChart").hover()
    reader.read("chart")
    page.get_by_role("button", name="通知").click()
    reader.sees("toast", "已发布")
    page.get_by_role("button", name="对话").click()
    reader.sees("dialog", "发布后不能修改。")
    page.get_by_role("dialog").get_by_label("关闭").click()
    page.get_by_role("button", name="计算").click()
    reader.sees("running", "步骤")
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.get_by_role("button", name="出错").click()
    reader.sees("error", "这一页出错了")
    page.set_viewport_size({"width": 390, "height": 844})
    reader.read("phone")
    page.get_by_label("展开侧栏").first.click()
    reader.sees("sidebar", page.get_by_role("link", name="表格"))
    assert reader.found == {}


def test_an_unknown_page_in_the_app(widgets: str, english_browser: Page) -> None:
    reader = open_page(english_browser, f"{widgets}/nowhere")
    reader.sees("unknown", "没有这一页，已打开首页。")
    assert reader.found == {}


def test_what_users_wrote_is_left_alone(widgets: str, english_browser: Page) -> None:
    page = english_browser
    open_page(page, f"{widgets}/own")
    for place in ("stTable", "stCode", "stAlert"):
        page.get_by_test_id(place).get_by_text("Search").wait_for()
    texts = [text.strip() for text in page.evaluate(READ)]
    assert texts.count("Search") == 8
    assert texts.count("Stop") == 2
    assert "Count" in texts
    assert page.locator("textarea").input_value() == "Search"
    assert {"查找", "停止"}.isdisjoint(texts)


def test_an_unknown_word_would_be_found(widgets: str, english_browser: Page) -> None:
    """The eyes see: without the dictionary this very page is full of English."""
    page = english_browser
    page.route("**/ui.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    open_page(page, f"{widgets}/inputs")
    assert {"Choose an option", "Skip to main content", "Increment", "Clear value"} & english(page)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_the_server_is_gone(host: str, english_browser: Page) -> None:
    with served() as (url, process):
        reader = open_page(english_browser, f"{url.replace('127.0.0.1', host)}/inputs")
        english_browser.wait_for_load_state("networkidle")
        process.kill()
        process.wait()
        english_browser.set_default_timeout(60_000)
        reader.sees("told", english_browser.get_by_role("dialog").get_by_text("服务没有回应"))
    # On localhost Streamlit names the command to start it with; so do we.
    assert reader.found == ({} if host == "127.0.0.1" else {"told": {"make run"}})
