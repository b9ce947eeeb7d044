"""The ledger as a workbook: how it prints, that texts stay texts, that the same data give the same file."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from dashboard.domain.actor import DATA_OFFICER, Actor
from dashboard.domain.ledger import REPORT, SHORTFALL
from dashboard.reports import ledger_book
from dashboard.store import commands, queries
from dashboard.store.commands import Deed, Finding

DAY = date(2022, 12, 5)
WAGANG = "410902101225"
OFFICER = Actor("数据员", DATA_OFFICER)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XINGTU_TODAY", str(DAY))


@pytest.mark.usefixtures("town")
def test_it_prints_on_a4_across_with_its_heading_on_every_sheet() -> None:
    late = Finding(
        WAGANG, what="=1+1 村部旁垃圾", source="督导", star_code="ecology",
        found_on=date(2022, 10, 10), due_date=date(2022, 11, 20), needs_county=True,
        measure="清运并定人保洁，" * 12,
    )  # fmt: skip
    told = Finding(WAGANG, what="下雨积水", kind=REPORT, place="小学门口", category="基础设施")
    commands.open_items(OFFICER, [late, told])
    commands.act_on(OFFICER, Deed("apply", note="已列入计划"), {2: None})
    data = ledger_book.build(queries.ledger(DAY), DAY)
    assert data == ledger_book.build(queries.ledger(DAY), DAY)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["短板台账", "隐患与诉求"]
    sheet = book["短板台账"]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    # One page wide, which is what a file that does not say means, and as many high as it takes.
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
    assert sheet["A1"].value == "岳村镇“五星”支部创建短板台账"
    assert "截至 2022-12-05" in sheet["A2"].value
    assert "红＝过时限未销号" in sheet["A2"].value
    heads = [cell.value for cell in sheet[3]]
    assert heads == [
        "序号", "编号", "村", "星别", "指标", "问题", "来源", "发现日期", "轻重", "整改措施",
        "责任单位", "责任岗位", "包联岗位", "整改时限", "进展", "状态", "三色", "完成日期", "佐证",
        "销号验收", "备注",
    ]  # fmt: skip
    row = dict(zip(heads, sheet[4], strict=True))
    assert (row["问题"].value, row["问题"].data_type) == ("=1+1 村部旁垃圾", "s")
    assert row["整改时限"].value.date() == date(2022, 11, 20)
    assert row["三色"].value == "■ 逾期 15 天"
    assert row["备注"].value == "需上级协调"
    assert row["整改措施"].alignment.wrap_text
    assert row["整改措施"].border.left.style == "thin"
    assert sheet.row_dimensions[4].height > 100
    reports = book["隐患与诉求"]
    answers = dict(zip([cell.value for cell in reports[3]], reports[4], strict=True))
    assert answers["处置答复"].value == "已列入计划"
    assert answers["状态"].value == "待反馈"


@pytest.mark.usefixtures("town")
def test_an_empty_ledger_is_a_sheet_with_its_heading() -> None:
    book = openpyxl.load_workbook(io.BytesIO(ledger_book.build(queries.ledger(DAY), DAY)))
    assert book.sheetnames == ["短板台账"]
    assert book.active["A3"].value == "序号"


@pytest.mark.parametrize("kind", [SHORTFALL, REPORT])
def test_every_column_has_its_heading(kind: str) -> None:
    assert len(set(ledger_book.COLUMNS[kind])) == len(ledger_book.COLUMNS[kind])
    assert len(ledger_book.COLUMNS[kind]) <= 26
