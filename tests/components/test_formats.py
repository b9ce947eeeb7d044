"""Numbers, dates and states as text."""

from __future__ import annotations

import datetime
import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.components import formats

NAN = float("nan")


@pytest.mark.parametrize(
    ("value", "unit", "kind", "qualifier", "text"),
    [
        (80.0, "%", "percent", "=", "80%"),
        (96.25, "%", "percent", None, "96.3%"),
        (9.2, "万元", "number", None, "9.2 万元"),
        (3.0, "名", "number", None, "3 名"),
        (200.0, "人", "number", "≥", "≥200 人"),
        (49.0, "%", "percent", "≈", "≈49%"),
        (1.0, None, "bool", None, "是"),
        (0.0, "", "bool", None, "否"),
        (12.0, NAN, "number", None, "12"),
        (NAN, "名", "number", "≥", "缺"),
        (None, "", "bool", None, "缺"),
    ],
)
def test_a_value_with_its_unit(
    value: float, unit: str, kind: str, qualifier: str, text: str
) -> None:
    assert formats.value_text(value, unit, kind, qualifier=qualifier) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(3.0, 1, "3"), (-3.25, 1, "−3.3"), (-0.01, 1, "0"), (50.32, 2, "50.32"), (1164, 0, "1164"),
     (100, 0, "100"), (0.1 + 0.2, 1, "0.3"), (None, 1, "缺")],
)  # fmt: skip
def test_digits(value: float, decimals: int, text: str) -> None:
    assert formats.number(value, decimals) == text


def test_rounding_never_hides_that_a_threshold_is_missed() -> None:
    assert formats.number(79.96) == "80"
    assert formats.number(79.96, against=80) == "79.96"
    assert formats.value_text(79.996, "%", "percent", against=80) == "79.996%"
    assert formats.number(80.0, against=80) == "80"


@given(st.floats(-1e9, 1e9), st.integers(0, 3))
def test_digits_read_back_as_the_rounded_value(value: float, decimals: int) -> None:
    text = formats.number(value, decimals).replace("−", "-")
    assert math.isclose(float(text), value, abs_tol=0.51 * 10**-decimals)
    assert text != "-0"
    assert not (text.endswith("0") and "." in text)


def test_changes_carry_their_sign() -> None:
    assert [formats.signed(one) for one in (2.0, -1, 0, NAN, 0.04)] == ["+2", "−1", "—", "—", "—"]


def test_threshold_phrases() -> None:
    assert formats.threshold_text(45, "%", "percent", "higher") == "应 ≥45%"
    assert formats.threshold_text(0, "处", "number", "lower") == "应 ≤0 处"
    assert formats.threshold_text(60, "%", "percent", "higher", form="due") == "应 60%"
    assert formats.threshold_text(45, "%", "percent", "higher", form="line") == "线 45"
    assert formats.threshold_text(1, "", "bool", "higher") == "应为是"
    assert formats.threshold_text(1, "", "bool", "higher", form="line") == "线 是"
    with pytest.raises(ValueError, match="unknown form 'x'"):
        formats.threshold_text(45, "%", "percent", "higher", form="x")


def test_value_and_threshold_stand_in_this_order() -> None:
    assert formats.now_due(52, 60, "%", "percent") == "52 → 60%"
    assert formats.now_due(9.2, 10, "万元", "number", slash=True) == "9.2/10 万元"
    assert formats.now_due(0, 1, "", "bool") == "否 → 是"
    assert formats.now_due(NAN, 60, "%", "percent") == "缺 → 60%"


@pytest.mark.parametrize(
    ("gap", "unit", "kind", "state", "direction", "text"),
    [
        (8, "%", "percent", "unmet", "higher", "差 8 点"),
        (1, "名", "number", "unmet", "higher", "差 1 名"),
        (2, "处", "number", "unmet", "lower", "超 2 处"),
        (1, "", "bool", "unmet", "higher", "差 1 项"),
        (0.004, "%", "percent", "unmet", "higher", "差 0.004 点"),
        (NAN, "%", "percent", "missing", "higher", "缺数据"),
        (8, "%", "percent", "stale", "higher", "数据过期"),
        (0, "%", "percent", "met", "higher", "—"),
    ],
)
def test_gaps(
    gap: float, unit: str, kind: str, state: str, direction: str, text: str
) -> None:  # fmt: skip
    assert formats.gap_text(gap, unit, kind, state, direction) == text


def test_states_levels_and_ranks() -> None:
    assert [formats.state_word(one) for one in ("won", "lost", "undetermined")] == [
        "已得", "未得", "未定",
    ]  # fmt: skip
    assert [formats.state_word(one) for one in ("met", "unmet", "missing", "stale")] == [
        "达标", "未达标", "缺", "过期",
    ]  # fmt: skip
    assert [formats.star_glyph(one) for one in ("won", "lost", "undetermined")] == ["★", "☆", "?"]
    assert [formats.level_text(one) for one in (0, 3.0, NAN)] == ["无星", "3 星", "缺"]
    assert [formats.rank_text(2), formats.rank_text(2, True)] == ["第 2 位", "第 2 位（并列）"]
    assert [formats.rank_change_text(one) for one in (1, -4, 0, NAN)] == ["▲ 1", "▼ 4", "—", "—"]


def test_standing_against_the_plan() -> None:
    assert formats.against_plan(35, 41) == ("落后 6", "red")
    assert formats.against_plan(43, 41.0) == ("超前 2", "gray")
    assert formats.against_plan(41, 41) == ("与应达持平", "gray")
    assert formats.against_plan(41, NAN) == ("缺", "gray")


def test_days() -> None:
    date = datetime.date(2022, 11, 14)
    assert formats.day(date, 2022) == "11-14"
    assert formats.day(date) == "2022-11-14"
    assert formats.day(pd.Timestamp(date), 2023) == "2022-11-14"
    assert formats.day(pd.NaT) == formats.day(None) == "缺"
    assert formats.day_with_weekday(date) == "2022-11-14 周一"
    assert [formats.age_text(8.0), formats.age_text(0), formats.age_text(NAN)] == [
        "沿用 8 天", "", "",
    ]  # fmt: skip
