"""网格填报: what is shown, what is stored, and what stands against storing it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.domain.actor import VIEWER
from dashboard.store import queries
from dashboard.store.database import Database
from dashboard.store.stored import refresh_villages
from tests.conftest import report
from tests.screens.test_screens import draw

DAY = date(2022, 7, 4)
WAGANG, ZHAI = "410902101225", "410902101214"
Edits = dict[tuple[str, str], str]


@pytest.fixture
def typed(town: Database, monkeypatch: pytest.MonkeyPatch) -> Edits:
    """What a person has typed into the grid; also puts the day's page at 2022-07-04."""
    monkeypatch.setenv("XINGTU_TODAY", "2022-07-04")
    edits: Edits = {}

    def editor(base: pd.DataFrame, **_: Any) -> pd.DataFrame:
        edited = base.astype(object)
        for (village, indicator), text in edits.items():
            edited.loc[village, indicator] = text
        return edited

    monkeypatch.setattr(st, "data_editor", editor)
    return edits


def press(page: AppTest, label: str) -> AppTest:
    next(one for one in page.button if one.label == label).click()
    page.run()
    assert not page.exception
    return page


def tick(page: AppTest, start: str) -> None:
    next(one for one in page.checkbox if one.label.startswith(start)).check()


def stored() -> dict[tuple[str, str], tuple[float, str]]:
    rows = queries.reported_on(DAY).itertuples()
    return {(row.village_code, row.indicator_code): (row.value, row.qualifier) for row in rows}


def said(page: AppTest) -> str:
    kinds = (page.info, page.error, page.success, page.warning, page.markdown)
    html = [one.proto.body for one in page.get("html")]
    return "\n".join([one.value for kind in kinds for one in kind] + html)


def grid_of(page: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch) -> pd.DataFrame:
    shown: list[pd.DataFrame] = []
    monkeypatch.setattr(st, "data_editor", lambda base, **_: shown.append(base) or base)
    assert not page().exception
    return shown[0]


def test_only_values_of_the_very_day_are_filled_in(
    typed: Edits, monkeypatch: pytest.MonkeyPatch
) -> None:
    report("村,日期,E03\n瓦岗,2022-07-04,≥90\n翟庄,2022-06-27,80\n")
    base = grid_of(lambda: draw("grid", show="week", as_of="2022-07-04"), monkeypatch)
    assert list(base.columns) == ["village", "E03", "E04"]
    assert (len(base), base.loc[WAGANG, "E03"], base.loc[ZHAI, "E03"]) == (19, "≥90", "")


def test_what_is_typed_is_stored_like_any_upload(typed: Edits) -> None:
    page = draw("grid", show="week")
    typed |= {(WAGANG, "E03"): "≥90", (ZHAI, "E03"): "80%"}
    press(page, "保存")
    assert "已保存 2 格" in said(page)
    assert stored() == {(WAGANG, "E03"): (90, "≥"), (ZHAI, "E03"): (80, "=")}
    upload = queries.uploads().iloc[0]
    assert upload["file_name"].startswith("网格填报_周报_2022-07-04_")
    assert upload["value_count"] == 2


def test_nothing_typed_stores_nothing(typed: Edits) -> None:
    page = press(draw("grid", show="week"), "保存")
    assert "没有改动" in said(page)
    assert queries.uploads().empty


def test_all_problems_are_told_and_nothing_is_stored(typed: Edits) -> None:
    page = draw("grid", show="week")
    typed |= {(WAGANG, "E03"): "4O", (ZHAI, "E03"): "180", (ZHAI, "E04"): "3"}
    press(page, "保存")
    text = said(page)
    assert "2 处须改正" in text
    assert "“4O”不是数字" in text
    assert "“180”超出" in text
    assert text.count("瓦岗村") == text.count("翟庄村") == 1, "the cell is named"
    assert queries.uploads().empty
    typed |= {(WAGANG, "E03"): "40", (ZHAI, "E03"): "18"}
    press(page, "保存")
    assert len(stored()) == 3


def test_a_warning_needs_one_tick(typed: Edits, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XINGTU_TODAY", "2022-07-01")
    page = draw("grid", show="week")
    page.date_input[0].set_value(DAY)
    page.run()
    typed[WAGANG, "E03"] = "90"
    press(page, "保存")
    assert "晚于今天" in said(page)
    press(page, "保存")
    assert not stored(), "not without the tick"
    tick(page, "以上 1 处")
    press(page, "保存")
    assert stored() == {(WAGANG, "E03"): (90, "=")}


def test_emptying_erases_nothing(typed: Edits) -> None:
    report("村,日期,E03\n瓦岗,2022-07-04,90\n")
    page = draw("grid", show="week")
    typed |= {(WAGANG, "E03"): "", (ZHAI, "E03"): "70"}
    press(page, "保存")
    assert "清空不会抹去已报的数" in said(page)
    assert stored() == {(WAGANG, "E03"): (90, "="), (ZHAI, "E03"): (70, "=")}


def test_what_somebody_else_changed_is_asked_about(typed: Edits) -> None:
    report("村,日期,E03\n瓦岗,2022-07-04,50\n")
    page = draw("grid", show="week")
    typed |= {(WAGANG, "E03"): "60", (ZHAI, "E03"): "70"}
    report("村,日期,E03\n瓦岗,2022-07-04,55\n")
    press(page, "保存")
    assert "别人改过其中 1 格" in said(page)
    assert all(f">{text}<" in said(page) for text in ("50", "55", "60"))
    press(page, "保存")
    assert stored() == {(WAGANG, "E03"): (55, "=")}, "nothing at all without the tick"
    tick(page, "以我填的为准")
    report("村,日期,E03\n瓦岗,2022-07-04,56\n")
    press(page, "保存")
    assert stored()[WAGANG, "E03"] == (56, "="), "the tick was for 55"
    tick(page, "以我填的为准")
    press(page, "保存")
    assert stored() == {(WAGANG, "E03"): (60, "="), (ZHAI, "E03"): (70, "=")}


def test_reloading_takes_what_stands_now(typed: Edits) -> None:
    page = draw("grid", show="week")
    typed[WAGANG, "E03"] = "60"
    report("村,日期,E03\n瓦岗,2022-07-04,55\n")
    press(page, "保存")
    typed.clear()
    press(page, "重新载入（放弃我填的）")
    assert page.session_state["grid_loaded"].seen == {(WAGANG, "E03"): "55"}
    assert stored() == {(WAGANG, "E03"): (55, "=")}


def test_who_may_not_upload_may_not_save(typed: Edits) -> None:
    page = draw("grid", show="week")
    page.session_state["acting_as"] = VIEWER
    typed[WAGANG, "E03"] = "60"
    press(page, "保存")
    assert "不能做这一步" in said(page)
    assert queries.uploads().empty


def test_saving_the_same_again_after_another_counts_again(
    typed: Edits, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = draw("grid", show="week")
    for text in ("60", "61", "60"):
        typed[WAGANG, "E03"] = text
        press(page, "保存")
        assert stored() == {(WAGANG, "E03"): (float(text), "=")}


def test_many_villages_are_chosen_by_group(
    typed: Edits, town: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with town.write() as transaction:
        transaction.run("delete from village")
        transaction.run(
            "insert into village select cast(410902101200 + n.range as varchar), '村' || n.range, "
            "'村', case when n.range < 61 then '一管区' else '二管区' end, null, null, null, null, "
            "null, null from range(90) as n"
        )
        refresh_villages(transaction)
    base = grid_of(lambda: draw("grid", show="week"), monkeypatch)
    assert len(base) == 60
    page = draw("grid", show="week")
    assert page.selectbox[0].options == [
        "一管区（第 1～60 个村）", "一管区（第 61～61 个村）", "二管区",
    ]  # fmt: skip
