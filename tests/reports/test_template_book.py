"""Tables to fill in: what is open and what is locked, what comes back, and that nothing is prefilled."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest

from dashboard.domain.errors import Refused
from dashboard.domain.intake import Verdict
from dashboard.domain.reporting import PERIODS
from dashboard.reports import template_book
from dashboard.reports.template_book import Template, plan, table_csv, table_xlsx
from dashboard.store import commands, queries
from dashboard.store.database import Database
from tests.conftest import OFFICER, report

DAY, NEXT = date(2022, 7, 4), date(2022, 8, 1)
WAGANG, ZHAI = "410902101225", "410902101214"


def sheet_of(data: bytes) -> tuple[Any, Any]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return book, book["填报"]


def filled(template: Template, cells: dict[tuple[str, str], object]) -> bytes:
    """The workbook with some entry cells (village code, indicator code) written, as a clerk would."""
    book, sheet = sheet_of(table_xlsx(template))
    rows = {sheet.cell(n, 1).value: n for n in range(2, sheet.max_row + 1)}
    heads = {sheet.cell(1, n).value: n for n in range(1, sheet.max_column + 1)}
    named = {one.code: template_book.heading(one) for one in template.indicators}
    for (village, code), value in cells.items():
        sheet.cell(rows[village], heads[named[code]]).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(verdict: Verdict) -> dict[tuple[str, str], tuple[float, str]]:
    return {
        (row.village_code, row.indicator_code): (row.value, row.qualifier)
        for row in verdict.readings.itertuples()
    }


@pytest.mark.parametrize("period", PERIODS)
def test_every_entry_is_open_and_empty_and_all_else_is_locked(town: Database, period: str) -> None:
    template = plan(period, DAY)
    _, sheet = sheet_of(table_xlsx(template))
    assert sheet.protection.sheet
    assert not sheet.protection.password
    due = queries.indicators()
    due = due[due["period"] == period]
    assert [one.code for one in template.indicators] == list(due["indicator_code"])
    heads = [cell.value for cell in sheet[1]]
    assert heads[:3] == ["村代码", "村", "日期"]
    assert heads[3::2] == [template_book.heading(one) for one in template.indicators]
    assert heads[4::2] == [f"上期值：{one.name}" for one in template.indicators]
    assert (sheet.max_row, sheet.max_column) == (20, 3 + 2 * len(due))
    for row in sheet.iter_rows(min_row=2):
        for place, cell in enumerate(row):
            is_entry = place >= 3 and place % 2 == 1
            assert cell.protection.locked is not is_entry
            assert (cell.value is not None) == (place < 3), "nothing is prefilled"


def test_paper_panes_and_guide(town: Database) -> None:
    book, sheet = sheet_of(table_xlsx(plan("month", DAY)))
    assert sheet.freeze_panes == "D2"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$1:$1"
    guide = [row[0].value for row in book["说明"].iter_rows()]
    assert any("同上期" in line for line in guide)
    assert book["说明"].protection.sheet


@pytest.mark.parametrize("period", PERIODS)
def test_yes_and_no_are_chosen_and_numbers_may_be_words(town: Database, period: str) -> None:
    template = plan(period, DAY)
    _, sheet = sheet_of(table_xlsx(template))
    rules = {str(one.sqref): one for one in sheet.data_validations.dataValidation}
    assert len(rules) == len(template.indicators)
    for number, one in enumerate(template.indicators):
        letter = openpyxl.utils.get_column_letter(4 + 2 * number)
        rule = rules[f"{letter}2:{letter}20"]
        if one.value_type == "bool":
            assert (rule.type, rule.formula1) == ("list", '"是,否,同上期"')
        else:
            assert (rule.type, rule.errorStyle) == ("custom", "warning")
            assert f'{letter}2="同上期"' in rule.formula1
            assert len(rule.formula1) <= 255


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_untouched_it_holds_no_value(town: Database, period: str, kind: str) -> None:
    report("村,日期,E02,E01\n瓦岗,2022-07-04,58,是\n")
    make = {"xlsx": table_xlsx, "csv": table_csv}[kind]
    verdict = commands.check(make(plan(period, NEXT)), f"空表.{kind}")
    assert [one.kind for one in verdict.problems] == ["empty"]
    assert "没有一个数值" in verdict.problems[0].message


@pytest.mark.parametrize("period", PERIODS)
def test_what_is_filled_in_is_stored_as_it_stands(town: Database, period: str) -> None:
    template = plan(period, DAY)
    given = {
        (code, one.code): ("是" if one.value_type == "bool" else one.maximum)
        for code, _ in template.villages
        for one in template.indicators
        if not one.agrees_with
    }
    verdict = commands.check(filled(template, given), "填好.xlsx")
    assert verdict.problems == ()
    assert commands.publish(OFFICER, verdict).values == len(given)
    expected = {key: 1.0 if value == "是" else value for key, value in given.items()}
    assert {key: value for key, (value, _) in read(verdict).items()} == expected


def test_the_same_as_before_is_what_stands_beside(town: Database) -> None:
    report("村,日期,E05,C02\n瓦岗,2022-07-04,≥40,否\n翟庄,2022-07-04,55.5,是\n")
    template = plan("quarter", NEXT)
    same = {(village, code): "同上期" for village in (WAGANG, ZHAI) for code in ("E05", "C02")}
    verdict = commands.check(filled(template, same | {(ZHAI, "E05"): "≥60"}), "季报.xlsx")
    assert verdict.problems == ()
    assert read(verdict) == {
        (WAGANG, "E05"): (40, "≥"), (ZHAI, "E05"): (60, "≥"),
        (WAGANG, "C02"): (0, "="), (ZHAI, "C02"): (1, "="),
    }  # fmt: skip
    assert {str(day) for day in verdict.readings["as_of"].dt.date} == {"2022-08-01"}


def test_nothing_before_cannot_be_repeated(town: Database) -> None:
    verdict = commands.check(filled(plan("month", DAY), {(WAGANG, "E02"): "同上期"}), "月报.xlsx")
    assert [(one.kind, one.cell) for one in verdict.problems] == [("no_previous", "同上期")]


def test_both_forms_have_the_same_columns(demo: Database) -> None:
    template = plan("quarter", date(2022, 12, 26))
    _, sheet = sheet_of(table_xlsx(template))
    lines = table_csv(template).decode("utf-8-sig").splitlines()
    assert lines[0].split(",") == [cell.value for cell in sheet[1]]
    first = ["" if cell.value is None else str(cell.value) for cell in sheet[2]]
    assert lines[1].split(",") == first
    assert any(first[4::2])


def test_the_same_data_give_the_same_bytes(demo: Database) -> None:
    day = date(2022, 12, 26)
    for make in (table_xlsx, table_csv):
        assert make(plan("month", day)) == make(plan("month", day))


def test_only_what_is_not_in_yet(town: Database) -> None:
    head = "村代码,日期,E02,E03\n"
    every = [f"{code},2022-07-05,50,{80 if n else ''}\n" for n, code in enumerate(_codes())]
    report(head + "".join(every))
    periods = queries.indicators().set_index("indicator_code")["period"]
    asked = {one.code for one in plan(periods["E02"], date(2022, 7, 9)).indicators}
    left = {
        one.code for one in plan(periods["E02"], date(2022, 7, 9), only_missing=True).indicators
    }
    assert "E02" in asked - left
    weekly = plan(periods["E03"], date(2022, 7, 9), only_missing=True)
    assert "E03" in {one.code for one in weekly.indicators}, "one village still lacks it"


def test_nothing_left_is_said(demo: Database) -> None:
    with pytest.raises(Refused, match="都已报齐"):
        plan("year", date(2022, 12, 26), only_missing=True)
    with pytest.raises(Refused, match="没有“day”这一类"):
        plan("day", DAY)


def _codes() -> list[str]:
    return sorted(queries.villages()["village_code"])
