"""观摩积分: what is typed is stored and shown, a refusal is told, what is taken back stays in sight."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.components import points_board, points_tables
from dashboard.domain.actor import SECRETARY, VIEWER
from dashboard.domain.points import Quarter
from dashboard.store import commands, queries
from dashboard.store.commands import Contest, Entry
from dashboard.store.database import Database
from tests.conftest import OFFICER
from tests.screens.page import field, press
from tests.screens.test_screens import draw

WAGANG, ZHAI, DONGTIAN = "410902101225", "410902101214", "410902101218"
TODAY = date(2022, 11, 14)
Edits = dict[tuple[str, str], float | None]


@pytest.fixture(autouse=True)
def _today(town: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XINGTU_TODAY", str(TODAY))


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Edits:
    """What a person has typed into the grid of scores."""
    edits: Edits = {}

    def editor(base: pd.DataFrame, **_: Any) -> pd.DataFrame:
        edited = base.copy()
        for (village, judge), score in edits.items():
            edited.loc[village, judge] = score
        return edited

    monkeypatch.setattr(st, "data_editor", editor)
    return edits


def act(page: AppTest, name: str) -> AppTest:
    return page.button_group(key="points_act").set_value(name).run()


def said(page: AppTest) -> str:
    kinds = (page.error, page.success, page.warning, page.markdown, page.header, page.caption)
    html = [one.proto.body for one in page.get("html")]
    return "\n".join([one.value for kind in kinds for one in kind] + html)


def entered(village: str, points: float, day: date = TODAY, star: str = "") -> None:
    for number in (1, 2):
        entry = Entry(village, day, "daily", points, f"第 {number} 件", star)
        commands.add_points(OFFICER, entry)


def board() -> points_board.Board:
    return points_board.board(Quarter(2022, 4), TODAY)


def test_points_are_entered_shown_and_taken_back() -> None:
    page = press(draw("points"), "记分")
    assert "请把每一项都选好" in said(page)
    field(page, "selectbox", "村（社区）").set_value(WAGANG)
    field(page, "text_input", "理由").set_value("周报按时报送")
    page = press(page, "记分")
    assert "积分不奖励报送" in said(page)
    assert field(page, "selectbox", "村（社区）").value == WAGANG, "what was typed stays"
    field(page, "text_input", "理由").set_value("镇通报第 3 期")
    page = press(page, "记分")
    assert [one.value for one in page.success] == ["已记第 1 笔积分（瓦岗村）。"]
    assert "瓦岗村 1 分居首，1 个村有积分，18 个村没有记过分" in said(page)
    field(page, "selectbox", "哪一条").set_value(("entry", 1))
    page = press(page, "作废")
    assert "作废要写明理由" in said(page)
    field(page, "text_input", "作废理由").set_value("期号不对")
    page = press(page, "作废")
    assert "已作废，记录仍保留" in said(page)
    assert "已作废（数据员：期号不对）" in said(page)
    assert "还没有积分" in said(page)


def test_a_visit_is_recorded_scored_corrected_and_reversed(typed: Edits) -> None:
    page = act(draw("points"), "contest")
    field(page, "text_input", "观摩名称").set_value("四季度观摩")
    page = press(page, "登记观摩")
    assert "已登记第 1 次观摩" in said(page)
    page = act(page, "scores")
    typed |= {(WAGANG, "1"): 90.0, (WAGANG, "2"): 92.0, (ZHAI, "1"): 101.0}
    page = press(page, "保存评分")
    assert "翟庄村评委1：评分 101 超出范围" in said(page)
    assert queries.contest_scores(date(2022, 1, 1), TODAY).empty
    typed[ZHAI, "1"] = 80.0
    page = press(page, "保存评分")
    assert "已存入 3 个评分" in said(page)
    assert ">91<" in said(page), "the mean"
    assert "未评 17 个村" in said(page)
    typed.clear()
    page = press(page, "保存评分")
    assert "没有改动" in said(page)
    typed[ZHAI, "1"] = None
    page = press(page, "保存评分")
    assert "更正评分要写明理由" in said(page)
    field(page, "text_input", "更正理由（改动已有评分时必填）").set_value("写错村")
    page = press(page, "保存评分")
    assert "未评 18 个村" in said(page)
    assert "写错村" in said(page)
    field(page, "selectbox", "哪一条").set_value(("contest", 1))
    field(page, "text_input", "作废理由").set_value("改期")
    page = press(page, "作废")
    assert "~~" in said(page)
    assert "请先登记观摩" in said(page)


def test_what_somebody_else_changed_is_told_and_loaded_on_demand(typed: Edits) -> None:
    number = commands.add_contest(OFFICER, Contest("四季度观摩", TODAY))
    commands.enter_scores(OFFICER, number, {(WAGANG, 1): 90.0})
    page = act(draw("points"), "scores")
    commands.enter_scores(OFFICER, number, {(WAGANG, 1): 91.0}, reason="抄错")
    typed[WAGANG, "1"] = 92.0
    field(page, "text_input", "更正理由（改动已有评分时必填）").set_value("再看")
    page = press(page, "保存评分")
    assert "别人改过其中 1 格（瓦岗村评委1）" in said(page)
    typed.clear()
    page = press(page, "重新载入（放弃我填的）")
    assert page.session_state["points_seen"][1] == {(WAGANG, 1): 91.0}


def test_roles_are_asked() -> None:
    page = draw("points")
    page.session_state["acting_as"] = VIEWER
    field(page, "selectbox", "村（社区）").set_value(WAGANG)
    field(page, "text_input", "理由").set_value("整治带头")
    assert "“只读/投影”不能做这一步" in said(press(page, "记分"))
    page.session_state["acting_as"] = SECRETARY
    assert "已记第 1 笔" in said(press(page, "记分"))


def test_the_quarter_of_the_address_is_shown() -> None:
    entered(WAGANG, 1, date(2022, 10, 3))
    page = draw("points", quarter="2022-4")
    assert "2022 年第 4 季度：瓦岗村" in said(page)
    page = draw("points", quarter="1999-9")
    assert "网址里的“1999\\-9”不在季度之列" in said(page)


def test_a_closed_quarter_takes_reversals_only(monkeypatch: pytest.MonkeyPatch) -> None:
    entered(WAGANG, 1)
    monkeypatch.setenv("XINGTU_TODAY", "2023-03-01")
    page = draw("points", quarter="2022-4")
    assert "已过登记期限" in said(page)
    field(page, "selectbox", "哪一条").set_value(("entry", 2))
    field(page, "text_input", "作废理由").set_value("重复")
    assert "已作废，记录仍保留" in said(press(page, "作废"))


def test_the_quarter_counts_visits_entries_and_the_change(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XINGTU_TODAY", "2022-09-30")
    entered(WAGANG, 1, date(2022, 9, 1))
    entered(ZHAI, 2, date(2022, 9, 1))
    monkeypatch.setenv("XINGTU_TODAY", str(TODAY))
    number = commands.add_contest(OFFICER, Contest("四季度观摩", TODAY, "ecology", places=2))
    scores = {(WAGANG, 1): 90.0, (ZHAI, 1): 80.0, (DONGTIAN, 1): 70.0}
    commands.enter_scores(OFFICER, number, scores)
    entered(WAGANG, 1.5)
    table = points_tables.quarter_table(board()).set_index("村")
    assert table.loc["瓦岗", ["名次", "观摩名次", "日常表现", "合计", "较上季"]].tolist() == [
        1, 10.0, 3.0, 13.0, 11.0,
    ]  # fmt: skip
    assert table.loc["翟庄", ["名次", "合计", "较上季"]].tolist() == [2, 8.0, 4.0]
    assert table.loc["东田"].isna().all(), "third of two places: nothing counted, not 0"
    rows = points_tables.prize_table(board()).frame()
    own = dict(zip(rows["奖项"], rows["村"], strict=True))
    assert own["生态宜居奖"] == "瓦岗"
    assert own["支部过硬奖"] == "空缺"
    assert own["进步奖"] == "瓦岗", "翟庄 has one item this quarter, which is too little evidence"


def test_a_merged_village_is_not_ranked_any_more() -> None:
    entered(WAGANG, 1, date(2022, 10, 3))
    commands.merge_village(OFFICER, WAGANG, ZHAI, date(2022, 11, 1), "批复")
    shown = board()
    assert WAGANG not in shown.villages
    assert all(one.total is None for one in shown.sums)
    assert len(shown.entries) == 2, "the entries stay in sight"


def test_a_day_without_villages_is_drawn(town: Database) -> None:
    from dashboard.store.stored import refresh_villages

    commands.add_contest(OFFICER, Contest("四季度观摩", TODAY))
    with town.write() as transaction:
        transaction.run("update village set valid_from = date '2023-01-01'")
        refresh_villages(transaction)
    assert points_tables.quarter_table(board()).empty
    assert "没有在册的村" in said(act(draw("points"), "scores"))


def test_tied_villages_share_a_line() -> None:
    for village in (WAGANG, ZHAI):
        entered(village, 1, star="party")
    rows = points_tables.prize_table(board()).frame()
    assert rows.loc[0].tolist() == [
        "支部过硬奖", "翟庄、瓦岗", "本星积分 2 分，2 个村并列，给谁由镇里定",
    ]  # fmt: skip


def test_many_villages_are_scored_by_group(
    town: Database, monkeypatch: pytest.MonkeyPatch, many: Callable[[Database], None]
) -> None:
    many(town)
    number = commands.add_contest(OFFICER, Contest("四季度观摩", TODAY))
    shown: list[pd.DataFrame] = []
    monkeypatch.setattr(st, "data_editor", lambda base, **_: shown.append(base) or base)
    page = act(draw("points"), "scores")
    assert not page.exception
    assert (number, len(shown[0])) == (1, 60)


@pytest.fixture
def many() -> Callable[[Database], None]:
    from dashboard.store.stored import refresh_villages

    def fill(town: Database) -> None:
        with town.write() as transaction:
            transaction.run("delete from village")
            transaction.run(
                "insert into village select cast(410902101200 + n.range as varchar), "
                "'村' || n.range, '村', case when n.range < 61 then '一管区' else '二管区' end, "
                "null, null, null, null, null, null from range(90) as n"
            )
            refresh_villages(transaction)

    return fill
