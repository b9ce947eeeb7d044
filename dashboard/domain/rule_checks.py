"""What contradicts itself in a set of rules: every sentence says why and how to cure it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dashboard.domain.campaign import Campaign, Indicator, Star
from dashboard.domain.rules import CATEGORIES, RequirementRule, RuleSet
from dashboard.domain.switch_checks import switch_faults
from dashboard.domain.switches import Switch

# The days of a period at most: a value may not be stale before the next one is due.
PERIOD_DAYS = {"week": 7, "month": 31, "quarter": 92, "year": 366}
PERIODS = {"week": "周报", "month": "月报", "quarter": "季报", "year": "年报"}
DIRECTIONS = {"higher": "越高越好（≥）", "lower": "越低越好（≤）"}
OLDEST = 3660
MOST_POINTS = 10_000.0


def contradictions(
    rules: RuleSet, campaign: Campaign, switches: Sequence[Switch] = ()
) -> list[str]:
    """Everything in a set that cannot hold together, in Chinese, by star; empty when it is sound."""
    stars = {one.code: one for one in campaign.stars}
    indicators = {one.code: one for one in campaign.indicators}
    found: list[str] = []
    for rule in rules.requirements:
        found += _codes(rule, stars, indicators)
        if rule.star in stars and rule.indicator in indicators and not rule.dropped:
            found += _requirement(rule, stars[rule.star], indicators[rule.indicator])
    for star in campaign.stars:
        found += _star(rules, star, indicators)
    found += _star_rules(rules, stars)
    found += _capstones(rules, campaign.stars)
    found += switch_faults(rules, indicators, switches)
    return list(dict.fromkeys(found))


def near_code(code: str, named: Mapping[str, str]) -> str:
    """A near match of an unknown code, as part of a sentence; '' without one."""
    alike = difflib.get_close_matches(code, [*named], n=1, cutoff=0.5)
    return f"是不是 {alike[0]}（{named[alike[0]]}）？" if alike else ""


def category_note(category: str) -> str:
    """（村） where a rule is of one category."""
    return f"（{category}）" if category else ""


def number(value: float) -> str:
    """A number as people write it."""
    return f"{value:.10g}"


def _codes(
    rule: RequirementRule, stars: Mapping[str, Star], indicators: Mapping[str, Indicator]
) -> Iterator[str]:
    if rule.star not in stars:
        near = near_code(rule.star, {code: one.name for code, one in stars.items()})
        yield f"没有代码为“{rule.star[:40]}”的星。{near}请改成 stars.toml 里的代码。"
    if rule.indicator not in indicators:
        near = near_code(rule.indicator, {code: one.name for code, one in indicators.items()})
        yield f"没有代码为“{rule.indicator[:40]}”的指标。{near}请改成指标目录里的代码。"


def _requirement(rule: RequirementRule, star: Star, indicator: Indicator) -> Iterator[str]:
    what = f"{star.name}“{indicator.name}”（{indicator.code}）{category_note(rule.category)}："
    if star.category and rule.category not in ("", star.category):
        yield f"{what}这颗星只属于{star.category}，不能对{rule.category}设应达项。请改类别或停用这一项。"
    if indicator.kind != "judged":
        yield f"{what}这是只统计、不考核的指标，不能作应达项。请停用，或先在指标目录里改为考核指标。"
        return
    if rule.direction != indicator.direction:
        yield (
            f"{what}方向是{DIRECTIONS[rule.direction]}，而指标本身{DIRECTIONS[indicator.direction]}。"
            "请把方向改得一致。"
        )
    yield from _threshold(what, "达标线", rule.threshold, indicator)
    if rule.veto and not rule.mandatory:
        yield f"{what}一票否决的项必须是必达项。请勾上必达，或去掉否决。"
    shortest = PERIOD_DAYS[indicator.period]
    if not shortest <= rule.max_age_days <= OLDEST:
        yield (
            f"{what}数据有效 {rule.max_age_days} 天不行：{PERIODS[indicator.period]}至少要 {shortest} 天，"
            f"否则下一期还没报就过期；最多 {OLDEST} 天。请改有效天数。"
        )
    if not 0 <= rule.points <= MOST_POINTS:
        yield f"{what}分值 {number(rule.points)} 不在 0 到 {number(MOST_POINTS)} 之间。请改分值（0＝不计分）。"
    yield from _tiers(what, rule, indicator)


def _threshold(what: str, name: str, value: float, indicator: Indicator) -> Iterator[str]:
    if indicator.value_type == "bool" and value not in (0, 1):
        yield f"{what}{name} {number(value)} 不行，是/否类指标只能填 1（是）或 0（否）。"
    elif not indicator.minimum <= value <= indicator.maximum:
        low, high = number(indicator.minimum), number(indicator.maximum)
        yield (
            f"{what}{name} {number(value)} 超出这项指标的范围 {low}～{high}{indicator.unit}，"
            f"永远{'达不到' if _unreachable(value, indicator) else '不起作用'}。请填范围内的数。"
        )


def _unreachable(value: float, indicator: Indicator) -> bool:
    return (
        value > indicator.maximum if indicator.direction == "higher" else value < indicator.minimum
    )


def _tiers(what: str, rule: RequirementRule, indicator: Indicator) -> Iterator[str]:
    if not rule.tiers:
        return
    for place, tier in enumerate(rule.tiers, 1):
        yield from _threshold(what, f"第 {place} 档", tier.threshold, indicator)
    turn = 1 if rule.direction == "higher" else -1
    steps = list(zip(rule.tiers, rule.tiers[1:], strict=False))
    if any(turn * (after.threshold - before.threshold) <= 0 for before, after in steps):
        way = "一档比一档高" if turn > 0 else "一档比一档低"
        yield f"{what}各档的线要{way}，不能相等或倒过来。请按顺序重排。"
    if any(after.points <= before.points for before, after in steps) or rule.tiers[0].points < 0:
        yield f"{what}各档的得分要一档比一档多，且不小于 0。请改得分。"
    if rule.tiers[-1].points != rule.points:
        yield (
            f"{what}最高一档得 {number(rule.tiers[-1].points)} 分，与这项的分值 {number(rule.points)} "
            "不同。请改成一样。"
        )


def _categories(star: Star) -> Iterable[str]:
    return (star.category,) if star.category else CATEGORIES


def _star(rules: RuleSet, star: Star, indicators: Mapping[str, Indicator]) -> Iterator[str]:
    """What a star lacks, once for both categories where it is the same."""
    bare, unscored = [], []
    for category in _categories(star):
        asked = [one for one in rules.asked(star.code, category) if one.indicator in indicators]
        if not any(one.mandatory for one in asked):
            bare.append(category)
        mark = rules.star_rule(star.code, category).pass_mark
        if mark is not None and not any(one.points > 0 for one in asked):
            unscored.append(category)
    if bare:
        yield (
            f"{star.name}对{'和'.join(bare)}没有一项必达的应达项，这颗星就无从判定。"
            "请至少设一项必达。"
        )
    if unscored:
        yield (
            f"{star.name}对{'和'.join(unscored)}设了及格线，却没有一项计分（分值都是 0）。"
            "请给应达项设分值，或去掉及格线。"
        )


def _star_rules(rules: RuleSet, stars: Mapping[str, Star]) -> Iterator[str]:
    for rule in rules.stars:
        if rule.star not in stars:
            near = near_code(rule.star, {code: one.name for code, one in stars.items()})
            yield f"没有代码为“{rule.star[:40]}”的星。{near}请改成 stars.toml 里的代码。"
            continue
        star = stars[rule.star]
        what = f"{star.name}{category_note(rule.category)}："
        if star.category and rule.category not in ("", star.category):
            yield f"{what}这颗星只属于{star.category}，不能对{rule.category}设规定。请去掉这一条。"
        if rule.pass_mark is not None and not 0 < rule.pass_mark <= 100:
            yield f"{what}及格线 {number(rule.pass_mark)}% 不在 0 到 100 之间。请填占本星总分的百分数。"


def _capstones(rules: RuleSet, stars: Sequence[Star]) -> Iterator[str]:
    """Two capstones need each other first, so neither could ever be won."""
    told: dict[tuple[str, ...], list[str]] = {}
    for category in CATEGORIES:
        tops = tuple(
            one.name for one in stars
            if one.category in ("", category) and rules.star_rule(one.code, category).capstone
        )  # fmt: skip
        if len(tops) > 1:
            told.setdefault(tops, []).append(category)
    for tops, categories in told.items():
        yield (
            f"对{'和'.join(categories)}，{'、'.join(tops)}都设成了压轴星（要先得其余各星），互相等待，"
            "谁也得不了。请只留一颗压轴星。"
        )
