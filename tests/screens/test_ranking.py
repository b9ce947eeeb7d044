"""排名 and 得失记录: every part with every choice, what is left out is said."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components import change_list, improvement_table, rank_choices, rank_table
from dashboard.components.rank_choices import Wanted
from dashboard.store import commands, queries
from tests.conftest import OFFICER, report
from tests.screens.test_screens import WAWU, draw

DAY, BEFORE, JULY = date(2022, 12, 26), date(2022, 12, 19), date(2022, 7, 4)


def table(page: AppTest) -> pd.DataFrame:
    return page.dataframe[0].value


def said(page: AppTest) -> str:
    return "\n".join(one.value for one in [*page.markdown, *page.caption, *page.header])


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("part", ["all", "around", "peers", "improvement", "trend"])
@pytest.mark.parametrize("likeness", ["", "category", "group", "households", "level", "?"])
def test_every_part_with_every_likeness(part: str, likeness: str) -> None:
    for query in ({}, {"village": WAWU, "mean": "above"}):
        page = draw("ranking", show=part, peers=likeness, **query)
        assert not page.exception


@pytest.mark.usefixtures("demo")
def test_the_own_village_among_its_like() -> None:
    page = draw("ranking", show="peers", village=WAWU, peers="group")
    rows = table(page)
    assert len(rows) == 7
    assert set(rows["管区"]) == {"一管区"}
    own = rows[rows["村"] == "瓦屋"].iloc[0]
    assert own["同类"] == "2/7"
    assert "请先选本村" in said(draw("ranking", show="peers", peers="group"))


@pytest.mark.usefixtures("demo")
def test_a_rank_among_too_few_is_none() -> None:
    rows = rank_table.build(DAY, BEFORE, "category").set_index("村")
    assert rows.loc["澶东社区", "同类"] == "—"
    assert rows.loc["瓦岗", "同类"] == "1/18"


@pytest.mark.usefixtures("demo")
def test_both_sides_of_the_mean_are_the_town() -> None:
    ranking = queries.ranking(DAY, BEFORE)
    above, below = (
        rank_choices.narrowed(ranking, Wanted("", "", "", side, False))
        for side in ("above", "below")
    )
    assert len(above) + len(below) == len(ranking)
    assert above["share"].min() >= ranking["share"].mean() > below["share"].max()
    shown = table(draw("ranking", mean="below"))
    assert list(shown["名次"]) == list(below["rank"])


@pytest.mark.usefixtures("demo")
def test_what_around_leaves_out_is_said() -> None:
    own = queries.ranking(DAY, BEFORE).iloc[9]["village_code"]
    page = draw("ranking", show="around", village=own)
    assert len(table(page)) == 13
    assert "略去 6 个村" in said(page)
    last = queries.ranking(DAY, BEFORE).iloc[-1]["village_code"]
    assert "不在上面的条件之内" in said(draw("ranking", show="around", village=last, mean="above"))


@pytest.mark.usefixtures("town")
def test_who_reported_too_little_is_not_ranked_for_progress() -> None:
    report("村,日期,E02\n瓦岗,2022-07-04,48\n")
    report("村,日期,E02\n瓦岗,2022-07-11,80\n")
    rows = improvement_table.build(date(2022, 7, 11), JULY)
    assert set(rows["进步名次"]) == {"不排（缺、过期太多）"}
    text = improvement_table.sentence(date(2022, 7, 11), JULY)
    assert "没有进步" in text
    assert "另有 19 个不排" in text
    assert set(rank_table.exported(date(2022, 7, 11), JULY)["进步"]) == {"缺"}


@pytest.mark.usefixtures("town")
def test_a_new_unit_is_not_ranked_for_progress() -> None:
    report("村,日期,E02\n瓦岗,2022-07-04,48\n")
    commands.found_village(OFFICER, "410902101290", "新建村", "村", date(2022, 7, 8), "区划调整")
    rows = improvement_table.build(date(2022, 7, 11), JULY)
    assert rows.loc["410902101290", "进步名次"] == "不排（对比日还没有该村）"


@pytest.mark.usefixtures("demo")
def test_the_year_is_read_week_by_week() -> None:
    page = draw("changes", show="year")
    header = page.header[0].value
    rows = queries.change_log(change_list.span(_view("year")).days)
    turned = rows.drop_duplicates(change_list.KEYS)
    assert f"得 {(turned['change'] == 'won').sum()} 颗" in header
    # What was won and lost week by week adds up to the stars of the two ends.
    moves = turned["change"].map({"won": 1}).fillna(-1).sum()
    stars = {day: queries.ranking(day, day)["level"].sum() for day in (JULY, DAY)}
    assert stars[DAY] - stars[JULY] == moves


@pytest.mark.usefixtures("demo")
def test_the_log_is_filtered_and_exported() -> None:
    page = draw("changes", show="year", star="ecology")
    assert not page.exception
    page.selectbox(key="changes_change").select("lost").run()
    assert not page.exception
    drawn = "".join(one.proto.body for one in page.get("html"))
    assert "失星" in drawn
    assert "得星" not in drawn
    rows = queries.changes(DAY, JULY)
    given = change_list.frame(rows)
    assert len(given) == len(rows)
    assert given["依据"].str.contains("第 .* 行").all()


@pytest.mark.usefixtures("demo")
def test_backwards_is_a_comparison_of_two_days() -> None:
    page = draw("changes", show="weeks", as_of="2022-08-01", compare="2022-11-14")
    assert not page.exception


def _view(show: str) -> change_list.View:
    import streamlit as st

    st.session_state["view"] = {"show": show}
    return change_list.View(DAY, BEFORE, ())
