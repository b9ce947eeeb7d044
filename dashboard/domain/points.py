"""观摩积分: the result of a visit, the points of a quarter, the prizes proposed. Points honour work
that was seen and never move a star.

Scores and points have two decimals at most and are added as whole hundredths, so that equal sums are
equal and ties are ties.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from dashboard.domain.errors import Refused
from dashboard.domain.plan import quarter_end, quarter_start
from dashboard.domain.points_file import PointsRules, Progress, never_for

FEWEST_TO_DROP = 5
"""Scores that must be there before the highest and the lowest are left out."""
MOST_JUDGES = 15


@dataclass(frozen=True, order=True)
class Quarter:
    """A calendar quarter."""

    year: int
    number: int

    @property
    def first_day(self) -> date:
        """Its first day."""
        return quarter_start(self.last_day)

    @property
    def last_day(self) -> date:
        """Its last day."""
        return quarter_end(self.year, self.number)

    @property
    def before(self) -> Quarter:
        """The quarter before."""
        return quarter_of(self.first_day - timedelta(days=1))

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"


def quarter_of(day: date) -> Quarter:
    """The quarter a day lies in."""
    return Quarter(day.year, (day.month + 2) // 3)


def quarters(first: date, last: date) -> list[Quarter]:
    """The quarters from one day's to another's, newest first; at least the last day's."""
    found: list[Quarter] = []
    one = quarter_of(last)
    while not found or one >= quarter_of(first):
        found.append(one)
        one = one.before
    return found


def check_open(day: date, today: date, rules: PointsRules) -> None:
    """Refused for a day after today, or one of a quarter that takes no entries any more."""
    if day > today:
        raise Refused(f"日期 {day} 晚于今天（{today}）。办过的事才能登记，请改日期。")
    quarter = quarter_of(day)
    last = quarter.last_day + timedelta(days=rules.closing.open_days)
    if today > last:
        raise Refused(
            f"{quarter.year} 年第 {quarter.number} 季度的积分已于 {last} 截止登记，不能再改。"
            "请核对日期；漏登的事写进本季度，并在理由里说明。"
        )


def check_score(score: float) -> None:
    """Refused for a score outside 0 to 100 or with more than two decimals."""
    if not 0 <= score <= 100:
        raise Refused(f"评分 {score:g} 超出范围，应在 0～100 之间。请核对。")
    if not _has_two_decimals(score):
        raise Refused(f"评分 {score:g} 的小数太长，最多两位。请改正。")


def check_points(points: float, source: str, rules: PointsRules) -> None:
    """Refused for a source that is not typed, or points outside what it gives at a time."""
    own = rules.typed.get(source)
    if own is None:
        if source in rules.names:
            raise Refused(f"“{rules.names[source]}”由观摩名次算出，不能手填。请登记观摩和评分。")
        known = "、".join(one.name for one in rules.typed.values())
        raise Refused(f"没有“{source}”这个积分来源。请从{known}里选。")
    if not own.minimum <= points <= own.maximum or points == 0:
        raise Refused(
            f"“{own.name}”一次计 {own.minimum:g}～{own.maximum:g} 分（不能为 0），"
            f"现填 {points:g} 分。请改正。"
        )
    if not _has_two_decimals(points):
        raise Refused(f"积分 {points:g} 的小数太长，最多两位。请改正。")


def check_worthy(text: str) -> None:
    """Refused for a reason that rewards handing in data, logging in or checking in."""
    if word := never_for(text):
        raise Refused(
            f"积分不奖励报送、填表、打卡、登录（理由里有“{word}”），没有记分。"
            "请只记干出来的事；报表齐不齐看“报送进度”。"
        )


def _has_two_decimals(number: float) -> bool:
    return abs(number * 100 - round(number * 100)) < 1e-6


def _hundredths(number: float) -> int:
    return round(number * 100)


@dataclass(frozen=True)
class Placed:
    """A village's result in a visit. ``state``: ranked; unscored (未评); too_few (the highest and the
    lowest are to be left out, and there are fewer than five scores). ``used`` are the scores the mean
    is of."""

    village: str
    state: str
    used: tuple[float, ...] = ()
    mean: float | None = None
    rank: int | None = None
    is_tied: bool = False


def counted(scores: Collection[float], *, drop_extremes: bool) -> tuple[float, ...]:
    """The scores a mean is taken of, lowest first; Refused where the highest and the lowest are to
    be left out of fewer than five."""
    listed = tuple(sorted(scores))
    if not drop_extremes:
        return listed
    if len(listed) < FEWEST_TO_DROP:
        raise Refused(
            f"去掉最高分和最低分，至少要有 {FEWEST_TO_DROP} 个评分，现有 {len(listed)} 个"
        )
    return listed[1:-1]


def visit_result(
    scores: Mapping[str, Mapping[int, float]], villages: Iterable[str], *, drop_extremes: bool
) -> list[Placed]:
    """Every village of the day, those scored by rank and then the others; ``scores``: village →
    judge → score. Villages with the same mean share a rank."""
    means: dict[str, Fraction] = {}
    used: dict[str, tuple[float, ...]] = {}
    others: list[Placed] = []
    for village in dict.fromkeys([*villages, *scores]):
        given = scores.get(village, {}).values()
        if not given:
            others.append(Placed(village, "unscored"))
        elif drop_extremes and len(given) < FEWEST_TO_DROP:
            others.append(Placed(village, "too_few", tuple(sorted(given))))
        else:
            used[village] = counted(given, drop_extremes=drop_extremes)
            means[village] = Fraction(sum(map(_hundredths, used[village])), len(used[village]))
    times = Counter(means.values())
    ranks = _ranks(times)
    placed = [
        Placed(village, "ranked", used[village], float(mean) / 100, ranks[mean], times[mean] > 1)
        for village, mean in sorted(means.items(), key=lambda one: (-one[1], one[0]))
    ]
    return placed + sorted(others, key=lambda one: (one.state, one.village))


def _ranks(times: Mapping[Fraction, int]) -> dict[Fraction, int]:
    """The rank of each number, the largest first; equal ones share it and the next are left out."""
    ranks, taken = {}, 1
    for number in sorted(times, reverse=True):
        ranks[number] = taken
        taken += times[number]
    return ranks


def visit_points(
    placed: Iterable[Placed], per_rank: Sequence[float], places: int
) -> dict[str, float]:
    """The points of those among the first ``places`` ranks: by rank, the same for the same rank."""
    most = min(places, len(per_rank))
    return {
        one.village: per_rank[one.rank - 1]
        for one in placed
        if one.rank is not None and one.rank <= most
    }


@dataclass(frozen=True)
class Earned:
    """Points of a village from one source: a visit or an entry; ``star`` '' is none in particular."""

    village: str
    source: str
    star: str
    points: float


@dataclass(frozen=True)
class Sum:
    """What a village has in a quarter. ``total`` and ``rank`` are None without any item: nothing was
    counted, which is not 0."""

    village: str
    by_source: Mapping[str, float]
    items: int
    total: float | None
    rank: int | None
    is_tied: bool


def sums(earned: Iterable[Earned], villages: Iterable[str]) -> list[Sum]:
    """Every one of the villages, those with points by rank and then the others; items of others are
    left out."""
    own: dict[str, list[Earned]] = {village: [] for village in villages}
    for one in earned:
        if one.village in own:
            own[one.village].append(one)
    totals = {
        village: Fraction(sum(_hundredths(one.points) for one in items))
        for village, items in own.items()
        if items
    }
    times = Counter(totals.values())
    ranks = _ranks(times)
    found = []
    for village, items in own.items():
        by: defaultdict[str, int] = defaultdict(int)
        for one in items:
            by[one.source] += _hundredths(one.points)
        total = totals.get(village)
        found.append(
            Sum(
                village,
                {source: hundredths / 100 for source, hundredths in by.items()},
                len(items),
                None if total is None else float(total) / 100,
                None if total is None else ranks[total],
                total is not None and times[total] > 1,
            )
        )
    return sorted(found, key=lambda one: (one.rank is None, one.rank or 0, one.village))


def star_prizes(
    earned: Iterable[Earned], star: str, villages: Iterable[str], count: int
) -> list[Sum]:
    """The villages proposed for a star: the first ``count`` ranks by the points of that star above 0.
    Who is tied is proposed with the others, also beyond ``count``."""
    own = sums((one for one in earned if one.star == star), villages)
    return [
        one for one in own if one.rank is not None and one.rank <= count and (one.total or 0) > 0
    ]


@dataclass(frozen=True)
class Rise:
    """A village proposed for 进步奖: its totals in both quarters and their difference."""

    village: str
    before: float
    now: float
    rise: float
    is_tied: bool


def progress_prizes(now: Iterable[Sum], before: Iterable[Sum], rule: Progress) -> list[Rise]:
    """The villages with the largest rise, the tied ones with them. A village counts only with enough
    items in both quarters and enough points more."""
    former = {one.village: one for one in before}
    rises: dict[str, Fraction] = {}
    totals: dict[str, tuple[float, float]] = {}
    for one in now:
        was = former.get(one.village)
        if was is None or was.total is None or one.total is None:
            continue
        rise = _hundredths(one.total) - _hundredths(was.total)
        if min(one.items, was.items) >= rule.least_items and rise >= _hundredths(rule.least_rise):
            rises[one.village] = Fraction(rise)
            totals[one.village] = was.total, one.total
    times = Counter(rises.values())
    ranks = _ranks(times)
    return [
        Rise(village, *totals[village], float(rise) / 100, times[rise] > 1)
        for village, rise in sorted(rises.items(), key=lambda one: (-one[1], one[0]))
        if ranks[rise] <= rule.count
    ]
