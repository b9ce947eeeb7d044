"""What contradicts itself in the switches of a set of rules."""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Iterator, Mapping, Sequence

from dashboard.domain.campaign import Indicator
from dashboard.domain.rules import RuleSet, SwitchRule
from dashboard.domain.switches import Switch

SCORED = ("points", "weighted")
BANDS = ("band_5", "band_4", "band_3", "band_2", "band_1")
SHARES = ("share_cap_5", "share_cap_4", "share_cap_3", "share_cap_2")
HIGHEST = 5


def switch_faults(
    rules: RuleSet, indicators: Mapping[str, Indicator], switches: Sequence[Switch]
) -> Iterator[str]:
    """The contradictions of the switches that are on, each with its cure."""
    known = {one.name: one for one in switches}
    for rule in rules.switches:
        if rule.name not in known:
            near = difflib.get_close_matches(rule.name, [*known], n=1, cutoff=0.5)
            hint = f"是不是 {near[0]}（{known[near[0]].label}）？" if near else ""
            yield f"没有叫“{rule.name[:40]}”的开关。{hint}请改成 switches.toml 里的名字。"
            continue
        yield from _fields(rule, known[rule.name], rules, indicators)
    if all(name in known for name in (*BANDS, *SHARES, "profile")):
        yield from _bands(rules, known)
        yield from _shares(rules, known)


def _number(value: float) -> str:
    return f"{value:.10g}"


def _fields(
    rule: SwitchRule, switch: Switch, rules: RuleSet, indicators: Mapping[str, Indicator]
) -> Iterator[str]:
    """Whether a switch has what it needs, and nothing else."""
    what = f"“{switch.label}”"
    yield from _number_faults(rule, switch, what, indicators)
    if switch.level and rule.level is None:
        yield f"{what}没有填级别（{switch.level}）。请填 0 到 {HIGHEST}。"
    elif switch.level and not 0 <= (rule.level or 0) <= HIGHEST:
        yield f"{what}的级别 {rule.level} 不在 0 到 {HIGHEST} 之间。请改。"
    elif not switch.level and rule.level is not None:
        yield f"{what}不用填级别。请去掉。"
    if not switch.choice:
        if rule.code:
            yield f"{what}不用填代码。请去掉。"
        return
    if not rule.code:
        yield f"{what}没有选{switch.choice}。请选一个。"
    elif switch.codes == "indicator":
        if rule.code not in indicators:
            near = difflib.get_close_matches(rule.code, [*indicators], n=1, cutoff=0.5)
            hint = f"是不是 {near[0]}？" if near else ""
            yield f"{what}里没有代码为“{rule.code[:40]}”的指标。{hint}请改成指标目录里的代码。"
        elif not any(one.indicator == rule.code and not one.dropped for one in rules.requirements):
            yield (
                f"{what}看的是“{indicators[rule.code].name}”，可没有一颗星把它作应达项，它的数就没有"
                "有效期。请先设为应达项，或换一项指标。"
            )
    elif rule.code not in switch.labels:
        choices = "、".join(f"{code}（{label}）" for code, label in switch.labels.items())
        yield f"{what}的{switch.choice}“{rule.code[:40]}”不在可选之列：{choices}。"


def _number_faults(
    rule: SwitchRule, switch: Switch, what: str, indicators: Mapping[str, Indicator]
) -> Iterator[str]:
    wanted = switch.wants_number(rule.code)
    if rule.number is None:
        if wanted:
            yield f"{what}没有填数（{switch.number}，{switch.unit}）。请填写，或关掉。"
        return
    if not wanted:
        yield f"{what}这样设不用填数。请去掉 {_number(rule.number)}。"
        return
    low, high = switch.minimum, switch.maximum
    of = indicators.get(rule.code or "") if switch.codes == "indicator" and switch.level else None
    if of is not None:
        low, high = of.minimum, of.maximum
    if not low <= rule.number <= high:
        yield (
            f"{what}的数 {_number(rule.number)} 超出 {_number(low)}～{_number(high)}{switch.unit}。"
            "请填范围内的数。"
        )
    elif switch.whole and rule.number != int(rule.number):
        yield f"{what}的数 {_number(rule.number)} 要是整数。请改。"


def _on(rules: RuleSet, names: Sequence[str]) -> list[tuple[str, float]]:
    """The switches of these that are on and have a number."""
    kept = [(name, rules.switch[name].number) for name in names if name in rules.switch]
    return [(name, value) for name, value in kept if value is not None]


def _bands(rules: RuleSet, known: Mapping[str, Switch]) -> Iterator[str]:
    on = _on(rules, BANDS)
    for (higher, top), (lower, below) in itertools.pairwise(on):
        if top <= below:
            yield (
                f"“{known[higher].label}”{_number(top)} 不高于“{known[lower].label}”{_number(below)}。"
                "级别越高分数线要越高，请改。"
            )
    profile = rules.switch.get("profile")
    if profile is None or profile.code not in SCORED:
        return
    label = known["profile"].code_label(profile.code)
    lacking = [known[name].label for name in BANDS if name not in rules.switch]
    if lacking:
        yield f"定级方式是{label}，但还没有设{'、'.join(lacking)}。请打开并填分数，或改回计星。"
    if not any(one.points > 0 and not one.dropped for one in rules.requirements):
        yield f"定级方式是{label}，但没有一项应达项计分（分值都是 0）。请设分值，或改回计星。"


def _shares(rules: RuleSet, known: Mapping[str, Switch]) -> Iterator[str]:
    """At most so many at a level or above: a lower level's share holds the higher one's."""
    on = _on(rules, SHARES)
    for (higher, top), (lower, below) in itertools.pairwise(on):
        if top > below:
            yield (
                f"“{known[higher].label}”{_number(top)}% 大于“{known[lower].label}”{_number(below)}%。"
                "比例都是“这一级及以上”，高一级的不能更大，请改。"
            )
