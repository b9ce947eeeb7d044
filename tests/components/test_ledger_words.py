"""What the ledger says of an item: colours with words, marks, shares that are unknown, the calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from dashboard.components import ledger_rates, ledger_weeks
from dashboard.components import ledger_words as words
from dashboard.components.figures.calendar import Entry, weeks, weeks_of

ROW: dict[str, Any] = {
    "kind": "shortfall", "state": "rectifying", "colour": "yellow", "days_left": 2,
    "until_date": pd.NaT, "escalation": "", "is_soon": True, "proposes_closing": False,
    "relapse_count": 0, "needs_county": False, "item_id": 31,
    "item_no": "B-031", "village": "瓦屋村", "what": "生活污水治理率（示例）", "measure": None,
    "due_date": pd.Timestamp("2022-12-27"), "look_on": pd.NaT, "plan_by": pd.Timestamp("2022-12-28"),
    "state_now": None, "file_name": None,
}  # fmt: skip


@pytest.mark.parametrize(
    ("over", "text"),
    [
        ({}, "▲ 剩 2 天"),
        ({"days_left": 0}, "▲ 今天到期"),
        ({"days_left": float("nan")}, "▲ 未定时限"),
        ({"colour": "red", "days_left": -13}, "■ 逾期 13 天"),
        ({"state": "suspended", "until_date": pd.Timestamp("2022-11-30")}, "▲ 挂起至 11-30"),
        ({"state": "suspended", "until_date": pd.Timestamp("2022-11-30"), "colour": "red",
          "days_left": -1}, "■ 逾期 1 天"),
        ({"state": "closed", "colour": "green"}, "√ 已销号"),
        ({"state": "closed", "colour": "green", "kind": "report"}, "√ 已办结"),
    ],
)  # fmt: skip
def test_a_colour_has_a_glyph_and_a_word(over: dict[str, Any], text: str) -> None:
    assert words.colour(ROW | over, 2022) == text


def test_marks_and_pressing() -> None:
    assert words.marks(ROW) == ""
    told = words.marks(ROW | {"proposes_closing": True, "relapse_count": 1, "needs_county": True})
    assert told == "建议销号，反弹 1 次，需上级协调"
    assert words.pressing(ROW) == "临期"
    assert words.pressing(ROW | {"escalation": "挂牌"}) == "挂牌"
    assert words.pressing(ROW | {"is_soon": False}) == "—"
    assert words.evidence(ROW) == ""
    assert words.value_due(ROW, date(2022, 12, 26)) == "—"


def test_a_stale_value_is_told_with_its_age() -> None:
    row = ROW | {
        "state_now": "stale", "value": 41.0, "threshold": 45.0, "unit": "%", "value_type": "percent",
        "value_as_of": pd.Timestamp("2022-12-01"), "direction": "higher",
    }  # fmt: skip
    assert words.value_due(row, date(2022, 12, 26)) == "41/45%（过期，25 天前）"


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(0, 0, "—"), (0, float("nan"), "—"), (0, 4, "0%"), (1, 3, "33%"), (4, 4, "100%")],
)
def test_what_nobody_could_know_is_not_zero(part: float, whole: float, text: str) -> None:
    assert ledger_rates.share(part, whole) == text
    assert ledger_rates.median(float("nan")) == "—"
    assert ledger_rates.median(2.5) == "2.5 天"


def test_a_table_of_rates_stands_by_late_items_then_by_name() -> None:
    row = {
        "total": 3, "open_count": 1, "late_count": 0, "asked": 0, "answered": 0,
        "answered_in_time": 0, "median_answer_days": None, "median_close_days": None,
        "accepted_first": 0, "accepted_ever": 0, "relapsed": 0,
    }  # fmt: skip
    rows = pd.DataFrame([row | {"name": "甲村"}, row | {"name": "丙村", "late_count": 2},
                         row | {"name": "乙村"}])  # fmt: skip
    drawn = ledger_rates.table(rows, "village", "shortfall")
    places = [drawn.index(one) for one in ("丙村", "乙村", "甲村")]
    assert places == sorted(places)
    assert ">0%<" not in drawn
    assert drawn.count(">—<") == 15


def test_the_calendar_begins_on_the_monday_of_the_day() -> None:
    day = date(2022, 12, 28)
    assert weeks_of(day, 2) == [date(2022, 12, 26), date(2023, 1, 2)]
    entry = Entry("到期", "amber", "<b>瓦屋</b>", "/ledger?item=1")
    drawn = weeks(day, 1, {day: [entry] * 6}, frozenset({date(2022, 12, 31)}), "日历")
    assert drawn.count("&lt;b&gt;瓦屋") == 4
    assert "另有 2 项" in drawn
    assert "12-28　今天" in drawn
    assert "12-31　休" in drawn


def test_a_day_tells_what_falls_on_it_the_deadlines_first() -> None:
    pressed = ROW | {"item_id": 2, "look_on": pd.Timestamp("2022-12-27"), "due_date": pd.NaT}
    found = ledger_weeks.entries(pd.DataFrame([pressed, ROW | {"measure": "已有方案"}]))
    assert [one.kind for one in found[date(2022, 12, 27)]] == ["到期", "督办"]
    assert [one.kind for one in found[date(2022, 12, 28)]] == ["出方案"]
    assert found[date(2022, 12, 27)][0].text == "瓦屋　生活污水治理率"
