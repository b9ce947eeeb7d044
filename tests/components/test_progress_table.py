"""报送进度: what a cell says, in which order villages stand, what a reminder asks for."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboard.components import progress_table, theme
from dashboard.store import queries
from dashboard.store.database import Database
from tests.conftest import report

DAY = date(2022, 12, 26)


def cell(due: int, found: int, *, over: bool, late: bool, delayed: int = 0) -> dict[str, object]:
    return {
        "due_count": due, "in_count": found, "is_over": over, "is_late": late,
        "delayed_count": delayed,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (cell(9, 9, over=True, late=False), "√ 9/9 已齐"),
        (cell(9, 9, over=True, late=False, delayed=2), "√ 9/9 已齐 迟 2"),
        (cell(9, 6, over=False, late=False), "▲ 6/9 还缺"),
        (cell(9, 0, over=True, late=False), "▲ 0/9 还缺"),
        (cell(9, 0, over=False, late=False), "○ 0/9 未到期"),
        (cell(9, 6, over=True, late=True), "■ 6/9 逾期"),
        (cell(0, 0, over=True, late=False), "— 不用报"),
    ],
)
def test_a_cell_has_glyph_count_and_word(row: dict[str, object], said: str) -> None:
    assert progress_table.text(row) == said


def test_grounds_are_readable() -> None:
    for tone in progress_table.TONES.values():
        if tone:
            colour = theme.TONES.get(tone, theme.INK2)
            assert theme.contrast(colour, theme.GROUNDS[tone]) >= 4.5


@pytest.mark.parametrize(
    ("period", "day", "head", "title"),
    [
        ("week", "2022-12-26", "12-26 周报", "12-26 周报"),
        ("week", "2021-12-27", "2021-12-27 周报", "2021-12-27 周报"),
        ("month", "2022-11-30", "11 月", "11 月月报"),
        ("month", "2021-11-30", "2021 年 11 月", "2021 年 11 月月报"),
        ("quarter", "2022-09-30", "第 3 季度", "第 3 季度季报"),
        ("year", "2021-12-31", "2021 年", "2021 年年报"),
    ],
)
def test_periods_are_named(period: str, day: str, head: str, title: str) -> None:
    row = {"last_day": pd.Timestamp(day)}
    assert progress_table.name(period, row, 2022) == head
    assert progress_table.name(period, row, 2022, "title") == title


def test_the_order_judges_nobody(demo: Database) -> None:
    rows = progress_table.ordered(queries.reporting(DAY, "month"))
    table = progress_table.build(rows, "month", 2022)
    units = queries.villages().set_index("village_code")
    groups = [units.loc[code, "area_group"] for code in table.index]
    assert len(table) == 19
    assert groups == sorted(groups, key=progress_table.group_order)
    for group in set(groups):
        own = [code for code, one in zip(table.index, groups, strict=True) if one == group]
        assert own == sorted(own)
    assert list(table.columns) == ["村", *(f"{month} 月" for month in range(7, 13)), "管区"]


def test_a_reminder_names_what_lacks_and_until_when(town: Database) -> None:
    with town.write() as transaction:
        transaction.run("delete from indicator where indicator_code not in ('E02', 'P01', 'P02')")
    report("村,日期,P02\n瓦岗,2022-11-20,1\n")
    names = queries.indicators().set_index("indicator_code")["indicator"]

    def wagang(day: date) -> list[str]:
        rows = queries.reporting(day, "month")
        own = rows[(rows["village"] == "瓦岗村") & (rows["last_day"] == pd.Timestamp("2022-11-30"))]
        return progress_table.reminders(own, "month", day)

    what = f"【催报】瓦岗村：11 月月报还缺 2 项：{names['P01']}、{names['E02']}，"
    assert wagang(date(2022, 12, 5)) == [what + "请于 12-05（含）前报送。"]
    assert wagang(date(2022, 12, 6)) == [what + "期限 12-05 已过，请尽快报送。"]
    report("村,日期,P01,E02\n瓦岗,2022-11-30,100,50\n")
    assert wagang(date(2022, 12, 6)) == []
