"""目标: the panel shows plan and actual, stores what is typed like any upload, and overwrites nobody."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.components import target_panel
from dashboard.components.view import View
from dashboard.domain.actor import VIEWER
from dashboard.store import commands, queries
from dashboard.store.database import Database
from dashboard.store.stored import refresh_villages
from tests.conftest import OFFICER, report

WAGANG, ZHAI, XITIAN = "410902101225", "410902101214", "410902101221"
DAY = date(2022, 11, 14)
SHOWN = View(DAY, date(2022, 11, 7), (DAY,))
Edits = dict[tuple[str, str], Any]


@pytest.fixture
def typed(town: Database, monkeypatch: pytest.MonkeyPatch) -> Edits:
    """What a person has typed into the grid of targets."""
    edits: Edits = {}

    def editor(base: pd.DataFrame, **_: Any) -> pd.DataFrame:
        edited = base.astype(object)
        for (village, quarter), cell in edits.items():
            edited.at[village, quarter] = cell
        return edited

    monkeypatch.setattr(st, "data_editor", editor)
    return edits


def panel() -> AppTest:
    def page() -> None:
        from datetime import date

        from dashboard.components import target_panel, view

        day = date(2022, 11, 14)
        view.read()
        target_panel.draw(view.View(day, date(2022, 11, 7), (day,)))

    test = AppTest.from_function(page, default_timeout=30).run()
    assert not test.exception
    return test


def press(page: AppTest, label: str) -> AppTest:
    next(one for one in page.button if one.label == label).click()
    page.run()
    assert not page.exception
    return page


def part(page: AppTest, name: str) -> AppTest:
    page.button_group(key="target_part").set_value(name).run()
    assert not page.exception
    return page


def because(page: AppTest, reason: str) -> None:
    next(one for one in page.text_input if one.label.startswith("理由")).set_value(reason)


def said(page: AppTest) -> str:
    kinds = (page.info, page.error, page.success, page.markdown)
    html = [one.proto.body for one in page.get("html")]
    return "\n".join([one.value for kind in kinds for one in kind] + html)


def stored() -> dict[tuple[str, int], tuple[int, Any, str, str]]:
    rows = queries.targets()
    return {
        (row.village_code, row.quarter): (
            row.stars, None if pd.isna(row.level_told) else int(row.level_told), row.named,
            row.reason,
        )
        for row in rows.itertuples()
    }  # fmt: skip


def test_numbers_levels_and_stars_are_typed_and_stored_as_uploads(typed: Edits) -> None:
    page = panel()
    typed |= {(WAGANG, "3"): 4, (WAGANG, "4"): 5}
    page = press(page, "保存")
    assert "已存入 2 格目标，记作第 1 号上报" in said(page)
    typed.clear()
    page = part(page, "level")
    typed[WAGANG, "4"] = 4
    page = press(page, "保存")
    typed.clear()
    page = part(page, "named")
    typed[WAGANG, "4"] = ["生态宜居", "支部过硬"]
    page = press(page, "保存")
    assert stored() == {
        (WAGANG, 3): (4, None, "", ""), (WAGANG, 4): (5, 4, "party,ecology", ""),
    }  # fmt: skip
    assert list(queries.uploads()["content"]) == ["targets"] * 3
    commands.withdraw(OFFICER, 3, "点错")
    assert stored()[WAGANG, 4] == (5, 4, "", "")
    typed.clear()
    page = part(panel(), "level")
    typed[WAGANG, "4"] = None
    press(page, "保存")
    assert stored()[WAGANG, 4] == (5, None, "", ""), "an emptied level is taken back"


@pytest.mark.parametrize(
    ("name", "cells", "part_of_message"),
    [
        ("stars", {(WAGANG, "3"): 2}, "第 3 季度目标 2 颗星，少于第 2 季度的 3 颗"),
        ("level", {(WAGANG, "2"): 4}, "目标级别 4 高于目标星数 3"),
        ("level", {(ZHAI, "2"): 1}, "“目标星数”不能空"),
        ("named", {(WAGANG, "2"): ["支部过硬", "产业兴旺", "生态宜居", "平安法治"]},
         "点名 4 颗星，目标星数却只有 3"),
    ],
)  # fmt: skip
def test_contradictions_are_told_with_their_place(
    typed: Edits, name: str, cells: Edits, part_of_message: str
) -> None:
    report("村,年度,季度,目标星数\n瓦岗,2022,2,3\n")
    page = panel() if name == "stars" else part(panel(), name)
    typed |= cells
    page = press(page, "保存")
    assert part_of_message in said(page)
    assert "季度<" in said(page), "the place is named"
    assert stored() == {(WAGANG, 2): (3, None, "", "")}


def test_a_lower_quarter_needs_a_reason(typed: Edits) -> None:
    report("村,年度,季度,目标星数\n瓦岗,2022,2,3\n")
    page = panel()
    typed[WAGANG, "3"] = 2
    because(page, "并村后调整")
    page = press(page, "保存")
    assert stored()[WAGANG, 3] == (2, None, "", "并村后调整")


def test_nothing_typed_and_emptied_numbers_store_nothing(typed: Edits) -> None:
    report("村,年度,季度,目标星数\n瓦岗,2022,2,3\n")
    page = press(panel(), "保存")
    assert "没有改动" in said(page)
    typed |= {(WAGANG, "2"): None, (ZHAI, "4"): 3}
    page = press(page, "保存")
    assert "清空了 1 格目标星数，没有存入" in said(page)
    assert len(queries.uploads()) == 1


def test_what_somebody_else_changed_is_not_overwritten(typed: Edits) -> None:
    report("村,年度,季度,目标星数,目标星\n瓦岗,2022,4,3,\n")
    page = panel()
    report("村,年度,季度,目标星数,目标星\n瓦岗,2022,4,4,平安法治\n")
    typed[WAGANG, "4"] = 5
    page = press(page, "保存")
    assert "别人改过其中 1 格（瓦岗村 4 季度）" in said(page)
    assert stored()[WAGANG, 4][0] == 4
    typed.clear()
    page = press(page, "重新载入（放弃我填的）")
    typed[WAGANG, "4"] = 5
    press(page, "保存")
    assert stored()[WAGANG, 4] == (5, None, "safety", ""), "the other parts stay as they stand"


def test_who_may_not_is_refused(typed: Edits) -> None:
    page = panel()
    page.session_state["acting_as"] = VIEWER
    typed[WAGANG, "4"] = 5
    assert "不能做这一步" in said(press(page, "保存"))
    assert queries.targets().empty


@pytest.mark.usefixtures("demo")
def test_levels_stand_beside_the_plan() -> None:
    end = View(date(2022, 12, 26), date(2022, 12, 19), ())
    targets = queries.targets()
    table = target_panel.level_table(targets, end).frame()
    assert list(table["4 季度末"]) == ["1", "2", "6", "8", "2", "0", "49"]
    assert list(table["1 季度末"]) == ["—"] * 7, "no plan is not 0"
    assert table["现在"].astype(int)[:6].sum() == 19


@pytest.mark.usefixtures("town")
def test_named_stars_are_won_or_lacking() -> None:
    report(
        "村,年度,季度,目标星数,目标级别,目标星\n瓦岗,2022,4,3,2,支部过硬；生态宜居\n翟庄,2022,4,0,,\n"
    )
    targets = queries.targets()
    names = {WAGANG: "瓦岗村", ZHAI: "翟庄村"}
    table = target_panel.star_table(targets, names, SHOWN).frame()
    assert list(table["村"]) == ["瓦岗", "翟庄"]
    assert list(table["已得/目标"]) == ["0/3", "0/0"]
    assert list(table["级别"]) == ["2 星", "无星"]
    assert list(table["还差"]) == ["? 支部过硬　? 生态宜居", "√ 已达到"]


def test_targets_of_a_merged_village_count_until_its_merger(town: Database) -> None:
    from dashboard.domain.summary import goals_by_day

    report("村,年度,季度,目标星数\n瓦岗,2022,4,5\n西田,2022,3,1\n西田,2022,4,2\n")
    report("村,日期,E02\n瓦岗,2022-11-07,58\n")
    commands.merge_village(OFFICER, XITIAN, WAGANG, date(2022, 11, 10), "批复")
    before, after = date(2022, 11, 9), date(2022, 11, 10)
    assert goals_by_day(queries.targets(), before) == {date(2022, 9, 30): 1, date(2022, 12, 31): 7}
    assert goals_by_day(queries.targets(), after) == {date(2022, 12, 31): 5}
    planned = queries.levels(before, before).set_index("level")["villages_planned"]
    assert (planned[5], planned[2]) == (1, 1)
    planned = queries.levels(after, before).set_index("level")["villages_planned"]
    assert (planned[5], planned[2]) == (1, 0)


def test_a_planned_level_counts_before_the_number_of_stars(town: Database) -> None:
    report("村,日期,E02\n瓦岗,2022-11-07,58\n")
    report("村,年度,季度,目标星数,目标级别\n瓦岗,2022,4,5,4\n")
    planned = queries.levels(DAY, DAY).set_index("level")["villages_planned"]
    assert (planned[5], planned[4]) == (0, 1)


def test_many_villages_are_chosen_by_part(
    town: Database, typed: Edits, monkeypatch: pytest.MonkeyPatch
) -> None:
    with town.write() as transaction:
        transaction.run("delete from village")
        transaction.run(
            "insert into village select cast(410902101200 + n.range as varchar), '村' || n.range, "
            "'村', case when n.range < 61 then '一管区' else '二管区' end, null, null, null, null, "
            "null, null from range(90) as n"
        )
        refresh_villages(transaction)
    shown: list[pd.DataFrame] = []
    monkeypatch.setattr(st, "data_editor", lambda base, **_: shown.append(base) or base)
    panel()
    assert len(shown[0]) == 60
