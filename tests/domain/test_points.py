"""观摩积分: results of visits and points of quarters, held against a second, naive version."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dashboard.domain import points
from dashboard.domain.errors import Refused
from dashboard.domain.points import Earned, Quarter, Sum
from dashboard.domain.points_file import Progress, load_points
from dashboard.store.definitions import CAMPAIGN

RULES = load_points(CAMPAIGN / "points.toml")
VILLAGES = ("甲", "乙", "丙", "丁")
score = some.integers(0, 10_000).map(lambda number: number / 100)
sheets = some.dictionaries(
    some.sampled_from(VILLAGES),
    some.dictionaries(some.integers(1, 15), score, max_size=9),
)


def naive_mean(scores: Sequence[float], drop: bool) -> Decimal | None:
    listed = sorted(Decimal(f"{one:.2f}") for one in scores)
    if drop:
        if len(listed) < 5:
            return None
        listed.remove(max(listed))
        listed.remove(min(listed))
    # Whole multiples of 1/15! hundredths stay exact under the default precision only as a sum.
    return sum(listed, Decimal(0)) / len(listed) if listed else None


@given(sheets, some.booleans())
def test_a_result_is_as_a_naive_hand_would_reckon(
    sheet: dict[str, dict[int, float]], drop: bool
) -> None:
    placed = {one.village: one for one in points.visit_result(sheet, VILLAGES, drop_extremes=drop)}
    assert set(placed) == set(VILLAGES)
    means = {village: naive_mean(list(sheet.get(village, {}).values()), drop)
             for village in VILLAGES}  # fmt: skip
    for village, one in placed.items():
        mean = means[village]
        if mean is None:
            assert (one.rank, one.mean) == (None, None)
            assert one.state == ("too_few" if sheet.get(village) else "unscored")
            continue
        better = sum(other is not None and other > mean for other in means.values())
        same = sum(other == mean for other in means.values())
        assert one.mean == pytest.approx(float(mean))
        assert (one.rank, one.is_tied) == (better + 1, same > 1)


@given(sheets, some.integers(1, 9))
def test_points_of_a_visit_never_favour_the_lower_rank(
    sheet: dict[str, dict[int, float]], places: int
) -> None:
    placed = points.visit_result(sheet, VILLAGES, drop_extremes=False)
    given_points = points.visit_points(placed, (10.0, 8.0, 6.0), places)
    for one in placed:
        for other in placed:
            if one.rank and other.rank and one.rank <= other.rank:
                assert given_points.get(one.village, 0) >= given_points.get(other.village, 0)
    assert all(one.village not in given_points for one in placed if one.rank is None)


items = some.lists(
    some.builds(
        Earned,
        some.sampled_from((*VILLAGES, "外村")),
        some.sampled_from(("visit_rank", "daily")),
        some.sampled_from(("", "party", "ecology")),
        some.integers(-500, 1000).map(lambda number: number / 100),
    ),
    max_size=20,
)


@given(items)
def test_sums_are_as_a_naive_hand_would_reckon(earned: list[Earned]) -> None:
    found = {one.village: one for one in points.sums(earned, VILLAGES)}
    assert set(found) == set(VILLAGES)
    totals = {
        village: sum((Decimal(f"{one.points:.2f}") for one in earned if one.village == village),
                     Decimal(0)) if any(one.village == village for one in earned) else None
        for village in VILLAGES
    }  # fmt: skip
    for village, one in found.items():
        total = totals[village]
        assert one.items == sum(other.village == village for other in earned)
        if total is None:
            assert (one.total, one.rank, one.by_source) == (None, None, {})
            continue
        assert one.total == float(total)
        assert one.rank == 1 + sum(other is not None and other > total for other in totals.values())
        assert sum(one.by_source.values()) == pytest.approx(one.total)


@given(items, items)
def test_progress_asks_for_evidence_in_both_quarters(
    before: list[Earned], now: list[Earned]
) -> None:
    rule = Progress(count=1, least_items=2, least_rise=1.0)
    one, other = points.sums(now, VILLAGES), points.sums(before, VILLAGES)
    found = points.progress_prizes(one, other, rule)
    totals = {
        village: (Decimal(str(new.total)) - Decimal(str(old.total)))
        for new in one
        for old in other
        for village in [new.village]
        if old.village == village and min(new.items, old.items) >= 2
    }
    fit = {village: rise for village, rise in totals.items() if rise >= 1}
    best = max(fit.values(), default=None)
    assert {rise.village for rise in found} == {
        village for village, rise in fit.items() if rise == best
    }


def test_the_highest_and_the_lowest_are_left_out_of_five_and_no_fewer() -> None:
    assert points.counted([60, 100, 80, 70, 90], drop_extremes=True) == (70, 80, 90)
    assert points.counted([80, 80, 80, 80, 80], drop_extremes=True) == (80, 80, 80)
    with pytest.raises(Refused, match="至少要有 5 个评分，现有 4 个"):
        points.counted([60, 100, 80, 70], drop_extremes=True)


def test_ties_share_a_rank_and_the_next_is_left_out() -> None:
    sheet = {"甲": {1: 90.1, 2: 90.2}, "乙": {1: 90.2, 2: 90.1}, "丙": {1: 80.0}}
    placed = points.visit_result(sheet, VILLAGES, drop_extremes=False)
    assert [(one.village, one.rank, one.is_tied) for one in placed] == [
        ("乙", 1, True), ("甲", 1, True), ("丙", 3, False), ("丁", None, False),
    ]  # fmt: skip
    assert points.visit_points(placed, (10, 8, 6), 3) == {"甲": 10, "乙": 10, "丙": 6}
    assert points.visit_points(placed, (10, 8, 6), 2) == {"甲": 10, "乙": 10}


def test_a_star_prize_needs_points_of_that_star() -> None:
    earned = [
        Earned("甲", "daily", "party", 3), Earned("乙", "daily", "party", 3),
        Earned("丙", "daily", "ecology", 9), Earned("丁", "daily", "safety", -1),
        Earned("外村", "daily", "party", 50),
    ]  # fmt: skip
    party = points.star_prizes(earned, "party", VILLAGES, 1)
    assert {(one.village, one.is_tied) for one in party} == {("甲", True), ("乙", True)}
    assert points.star_prizes(earned, "safety", VILLAGES, 1) == []
    assert points.star_prizes(earned, "party", VILLAGES, 0) == []


def test_quarters() -> None:
    assert points.quarter_of(date(2022, 12, 31)) == Quarter(2022, 4)
    assert Quarter(2022, 1).before == Quarter(2021, 4)
    assert (Quarter(2022, 1).first_day, Quarter(2024, 1).last_day) == (
        date(2022, 1, 1), date(2024, 3, 31),
    )  # fmt: skip
    listed = points.quarters(date(2021, 12, 31), date(2022, 7, 1))
    assert list(map(str, listed)) == ["2022-3", "2022-2", "2022-1", "2021-4"]
    assert points.quarters(date(2030, 1, 1), date(2022, 7, 1)) == [Quarter(2022, 3)]


@pytest.mark.parametrize(
    ("day", "today", "part"),
    [
        (date(2022, 10, 2), date(2022, 10, 1), "晚于今天"),
        (date(2022, 9, 30), date(2022, 10, 16), "2022 年第 3 季度的积分已于 2022-10-15 截止"),
        (date(2022, 9, 30), date(2022, 10, 15), ""),
        (date(2022, 10, 1), date(2022, 10, 1), ""),
    ],
)
def test_a_quarter_is_open_until_its_days_of_grace_end(day: date, today: date, part: str) -> None:
    if not part:
        points.check_open(day, today, RULES)
        return
    with pytest.raises(Refused, match=part):
        points.check_open(day, today, RULES)


@pytest.mark.parametrize(
    ("given_points", "source", "part"),
    [
        (6, "bulletin", "一次计 -5～5 分"),
        (0, "bulletin", "不能为 0"),
        (1.234, "bulletin", "最多两位"),
        (1, "visit_rank", "不能手填"),
        (1, "头衔", "没有“头衔”这个积分来源"),
        (float("nan"), "bulletin", "一次计"),
    ],
)
def test_points_that_cannot_be(given_points: float, source: str, part: str) -> None:
    with pytest.raises(Refused, match=part):
        points.check_points(given_points, source, RULES)


@pytest.mark.parametrize("given_score", [-0.01, 100.01, float("nan"), float("inf"), 88.888])
def test_scores_that_cannot_be(given_score: float) -> None:
    with pytest.raises(Refused, match="评分"):
        points.check_score(given_score)


@pytest.mark.parametrize(
    "reason",
    ["按时报送周报", "每日 打 卡", "登录次数第一", "拍照留痕齐全", "报\u200b送第一", "上报及时"],
)
def test_reporting_earns_nothing(reason: str) -> None:
    with pytest.raises(Refused, match="积分不奖励报送"):
        points.check_worthy(reason)


def test_work_earns() -> None:
    points.check_worthy("人居环境整治现场会在本村召开")
    points.check_worthy("镇党委通报表扬，送科技下乡")


def test_a_sum_without_items_is_unknown_not_zero() -> None:
    found = points.sums([Earned("甲", "daily", "", 2), Earned("甲", "daily", "", -2)], VILLAGES)
    assert found[0] == Sum("甲", {"daily": 0.0}, 2, 0.0, 1, False)
    assert found[1].total is None
