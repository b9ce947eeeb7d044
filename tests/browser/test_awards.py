"""One village's star from 自评 to 已命名 by three posts, each choosing itself in the sidebar."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, settled, start, unfold
from tests.conftest import copy_demo

pytestmark = pytest.mark.browser
WAGANG = "410902101225"


@pytest.fixture
def later(demo_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server on which the sample's last snapshot is some days past, so that 公示 can end."""
    monkeypatch.setenv("XINGTU_TODAY", "2022-12-30")
    home = tmp_path / "served"
    copy_demo(demo_file, home)
    running = start(home)
    yield running
    if running.process.poll() is None:
        running.process.kill()
        running.process.wait()
    if running.process.stdout:
        running.process.stdout.close()


def act_as(page: Page, role: str, box: str = "", scope: str = "") -> None:
    """Choose the post in the sidebar, and its village or star."""
    unfold(page.get_by_role("combobox", name="以何身份操作"))
    page.get_by_role("option", name=role, exact=True).click()
    if box:
        unfold(page.get_by_role("combobox", name=box))
        page.get_by_role("option", name=scope, exact=True).click()
    settled(page)


def do(page: Page, step: str, day: str, opinion: str = "", document: str = "") -> None:
    """Do the step that is offered first to the one case that is offered."""
    form = page.get_by_test_id("stForm").first
    expect(form.get_by_role("button", name=f"办理：{step}")).to_be_visible()
    if not form.get_by_role("checkbox").is_checked():
        form.get_by_text("件全部办").click()
    field = form.get_by_test_id("stDateInput").locator("input")
    field.fill(day)
    field.press("Enter")
    if opinion:
        form.get_by_label("意见或理由（必填）").fill(opinion)
    if document:
        form.get_by_label("文号（必填）").fill(document)
    form.get_by_role("button", name=f"办理：{step}").click()


def done(page: Page, step: str, n: int = 1) -> None:
    expect(page.get_by_text(f"已办“{step}” {n} 件。")).to_be_visible()
    settled(page)


def test_a_star_is_named_by_three_posts(later: Server, page: Page) -> None:
    page.goto(f"{later.url}/awards?star=ecology&village={WAGANG}")
    settled(page)
    act_as(page, "村支书")
    expect(page.get_by_text("请先在左边“以何身份操作”下选定是哪个村的村支书")).to_be_visible()
    act_as(page, "村支书", "哪个村", "瓦岗村")
    form = page.get_by_test_id("stForm").first
    unfold(form.get_by_role("combobox", name="哪些村、哪颗星"))
    page.get_by_role("option", name="瓦岗 · 生态宜居").click()
    page.keyboard.press("Escape")
    day = form.get_by_test_id("stDateInput").locator("input")
    day.fill("2022-12-01")
    day.press("Enter")
    form.get_by_role("button", name="办理：自评申报").click()
    done(page, "自评申报")
    act_as(page, "专班", "哪颗星的专班", "生态宜居")
    do(page, "初审通过", "2022-12-02", "现场看过，情况属实")
    done(page, "初审通过")
    act_as(page, "管理员")
    do(page, "联审通过", "2022-12-05", "联审通过", "濮组〔2022〕12 号")
    done(page, "联审通过")
    do(page, "开始公示", "2022-12-06")
    done(page, "开始公示")
    do(page, "命名", "2022-12-10")
    expect(page.get_by_text("2022-12-11 起才能命名")).to_be_visible()
    do(page, "命名", "2022-12-11")
    done(page, "命名")
    expect(page.get_by_role("heading", level=2)).to_contain_text("已命名 1 颗")
    history = page.get_by_role("table", name="办理记录")
    for who in ("村支书（瓦岗村）", "专班（生态宜居）", "管理员"):
        expect(history.get_by_text(who).first).to_be_visible()
    page.goto(f"{later.url}/print/awards/summary?year=2022")
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "2022 年度“五星”支部评星定级汇总表"
    )
    row = page.get_by_role("row").filter(has_text="瓦岗村")
    expect(row.get_by_text("★")).to_have_count(1)
