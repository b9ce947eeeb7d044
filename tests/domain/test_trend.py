"""Slopes and warnings against a second counting in plain loops."""

from __future__ import annotations

import math
import statistics
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.trend import FEWEST, MOST, slopes, warnings

DAY = date(2022, 11, 14)


def plain_slope(days: list[int], values: list[float]) -> tuple[float, float, float]:
    """Theil–Sen with Sen's range at 80 %, told slowly."""
    pairs = sorted(
        (values[j] - values[i]) / (days[j] - days[i])
        for i in range(len(days))
        for j in range(i + 1, len(days))
    )
    n, total = len(days), len(pairs)
    c = statistics.NormalDist().inv_cdf(0.9) * math.sqrt(n * (n - 1) * (2 * n + 5) / 18)
    lower, upper = (total - c) / 2, (total + c) / 2 + 1

    def at(rank: float) -> float:
        rank = min(max(rank, 1.0), float(total))
        below = pairs[math.floor(rank) - 1]
        above = pairs[min(math.floor(rank), total - 1)]
        return below + (rank - math.floor(rank)) * (above - below)

    return statistics.median(pairs), at(lower), at(upper)


series = st.integers(FEWEST, MOST).flatmap(
    lambda n: st.tuples(
        st.lists(st.integers(0, 300), min_size=n, max_size=n, unique=True).map(sorted),
        st.lists(st.integers(0, 100).map(float), min_size=n, max_size=n),
    )
)


@given(series)
def test_slopes_agree_with_the_slow_way(one: tuple[list[int], list[float]]) -> None:
    days, values = one
    found = slopes(np.array([days], float), np.array([values]))
    told = [float(part[0]) for part in found]
    assert told == pytest.approx(plain_slope(days, values), rel=1e-3, abs=1e-3)
    assert told[1] <= told[0] <= told[2]


@given(series)
def test_turned_round_the_slope_turns_round(one: tuple[list[int], list[float]]) -> None:
    days, values = np.array([one[0]], float), np.array([one[1]])
    middle, low, high = slopes(days, values)
    back = slopes(days, -values)
    assert (back[0][0], back[1][0], back[2][0]) == pytest.approx((-middle[0], -high[0], -low[0]))


@given(series)
def test_rising_inputs_never_fall(one: tuple[list[int], list[float]]) -> None:
    days, values = one
    middle, low, _ = slopes(np.array([days], float), np.array([sorted(values)]))
    assert middle[0] >= low[0] >= 0


def test_ties_and_few_points_say_nothing() -> None:
    days = np.arange(8.0).reshape(1, 8)
    assert [part[0] for part in slopes(days, np.full((1, 8), 5.0))] == [0, 0, 0]
    assert all(np.isnan(part[0]) for part in slopes(days[:, :3], days[:, :3]))


def test_one_wrong_report_does_not_turn_the_slope() -> None:
    days = np.arange(8.0).reshape(1, 8) * 7
    values = np.arange(8.0).reshape(1, 8)
    values[0, 4] = 1000.0
    middle, low, _ = slopes(days, values)
    assert middle[0] == pytest.approx(1 / 7)
    assert low[0] > 0


def requirement(indicator: str, state: str, star_state: str, **more: object) -> dict[str, object]:
    """A row as the read deciding gives it."""
    return {
        "village_code": "A", "village": "甲村", "star_code": "ecology", "star": "生态宜居",
        "star_order": 3, "star_state": star_state, "barred_by": None, "indicator_code": indicator,
        "indicator": indicator, "unit": "%", "value_type": "percent", "direction": "higher",
        "threshold": 50.0, "state": state, **more,
    }  # fmt: skip


def points(
    indicator: str,
    values: list[float],
    accumulation: str = "stock",
    step: int = 7,
    last: date = DAY,
) -> list[dict[str, object]]:
    count = len(values)
    return [
        {
            "village_code": "A", "indicator_code": indicator, "accumulation": accumulation,
            "as_of": pd.Timestamp(last - timedelta(days=step * (count - 1 - place))),
            "value": value,
        }
        for place, value in enumerate(values)
    ]  # fmt: skip


def told(
    requirements: list[dict[str, object]], reported: list[dict[str, object]], day: date = DAY
) -> pd.DataFrame:
    frame = pd.DataFrame(reported)
    last = frame.groupby("indicator_code").last()
    rows = pd.DataFrame(requirements)
    rows["value"] = rows["indicator_code"].map(last["value"])
    rows["value_as_of"] = pd.to_datetime(rows["indicator_code"].map(last["as_of"]))
    return warnings(rows, frame, day)


def test_a_star_that_drifts_below_is_warned_of() -> None:
    rows = told([requirement("E02", "met", "won")], points("E02", [60.0, 58, 56, 54]))
    assert len(rows) == 1
    one = rows.iloc[0]
    assert (one["kind"], one["weeks"], one["weeks_early"], one["weeks_late"]) == ("lose", 2, 2, 2)
    assert one["slope_week"] == pytest.approx(-2)
    assert one["point_count"] == 4


def test_the_days_since_the_report_are_taken_off() -> None:
    reported = points("E02", [80.0, 76, 72, 68, 64], last=DAY - timedelta(days=14))
    rows = told([requirement("E02", "met", "won")], reported)
    assert list(rows["weeks"]) == [2], "14 below at 4 a week are 3.5 weeks, 2 of them are over"


@pytest.mark.parametrize(
    "values",
    [
        [54.0, 56, 58, 60],
        [60.0, 60, 60, 60],
        [60.0, 58, 56],
        [60.0, 50, 61, 52],
        [99.0, 98.9, 98.8, 98.7],
    ],
    ids=["rises", "flat", "three-points", "unsteady", "too-far"],
)
def test_nothing_is_said_without_cause(values: list[float]) -> None:
    assert told([requirement("E02", "met", "won")], points("E02", values)).empty


def test_lower_is_better_is_turned_round() -> None:
    rule = requirement("E04", "met", "won", direction="lower", threshold=10.0)
    assert list(told([rule], points("E04", [1.0, 3, 5, 7]))["weeks"]) == [2]
    assert told([rule], points("E04", [7.0, 5, 3, 1])).empty


def test_a_star_is_won_with_its_slowest_requirement() -> None:
    two = [requirement("E02", "unmet", "lost"), requirement("E05", "unmet", "lost")]
    reported = points("E02", [20.0, 25, 30, 35, 40]) + points("E05", [30.0, 32, 34, 36, 38])
    rows = told(two, reported)
    assert list(rows[["kind", "indicator_code", "weeks"]].iloc[0]) == ["win", "E05", 6]
    flat = points("E02", [20.0, 25, 30, 35]) + points("E05", [38.0] * 4)
    assert told(two, flat).empty, "one that stands still holds the star"


@pytest.mark.parametrize(
    "other",
    [
        requirement("E06", "missing", "lost"),
        requirement("E06", "stale", "lost"),
        requirement("E06", "unmet", "lost", value_type="bool"),
    ],
    ids=["missing", "stale", "yes-no"],
)
def test_what_has_no_trend_holds_the_star(other: dict[str, object]) -> None:
    one = requirement("E02", "unmet", "lost")
    assert len(told([one], points("E02", [20.0, 25, 30, 35]))) == 1
    assert told([one, other], points("E02", [20.0, 25, 30, 35])).empty


def test_a_barred_village_wins_nothing() -> None:
    one = requirement("E02", "unmet", "lost", barred_by="P11")
    assert told([one], points("E02", [20.0, 25, 30, 35])).empty


def test_a_counter_goes_no_further_than_its_year() -> None:
    one = requirement("C05", "unmet", "lost", threshold=50.0)
    for last, count in ((date(2022, 11, 14), 1), (date(2022, 12, 12), 0)):
        reported = points("C05", [20.0, 23, 26, 29, 32], "ytd", last=last)
        assert len(told([one], reported, last)) == count
        stock = points("C05", [20.0, 23, 26, 29, 32], last=last)
        assert len(told([one], stock, last)) == 1
