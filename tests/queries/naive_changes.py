"""Turned stars with their causes, progress and likeness, told slowly and plainly; built on the naive
judge, sharing nothing with queries/read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from tests.queries import naive_judge as naive
from tests.queries.naive_judge import Judged

Turned = tuple[str, str, str | None, str]
"""Star, change, causing indicator, cause."""


def _barred_by(judged: Mapping[tuple[str, str], Judged]) -> str | None:
    bars = [key[1] for key, one in judged.items()
            if one.rule["veto"] == "all" and one.state == "unmet"]  # fmt: skip
    return min(bars, default=None)


def _excused(village: str, indicator: str, day: date, exempt: Any) -> bool:
    return any(
        who == village and code == indicator and start <= day and (end is None or day <= end)
        for who, code, start, end in exempt
    )


def turned(
    village: str, category: str, then: date, now: date, values: naive.Values, rules: Any,
    exempt: Any, stars: list[str],
) -> set[Turned]:  # fmt: skip
    """Every turned star of a village from one day to another, a row a cause."""
    old = naive.judge_village(then, village, category, values, rules, exempt)
    new = naive.judge_village(now, village, category, values, rules, exempt)
    before, after = naive.star_states(old, stars), naive.star_states(new, stars)
    bars = (_barred_by(old), _barred_by(new))

    def deciding(judged: Mapping[tuple[str, str], Judged]) -> dict[tuple[str, str], Judged]:
        return {key: one for key, one in judged.items()
                if one.rule["is_mandatory"] or one.rule["veto"]}  # fmt: skip

    was, is_now = deciding(old), deciding(new)
    found: set[Turned] = set()
    for star in stars:
        if (before[star] == "won") == (after[star] == "won"):
            continue
        causes = set()
        for key in was.keys() | is_now.keys():
            a = was[key].state if key in was else None
            b = is_now[key].state if key in is_now else None
            if a == b:
                continue
            if after[star] == "won":
                explains = a not in (None, "met")
            elif after[star] == "lost":
                explains = b == "unmet"
            else:
                explains = b in ("missing", "stale")
            is_bar = bars[0] != bars[1] and key[1] == (bars[1] or bars[0])
            if not (explains and key[0] == star) and not is_bar:
                continue
            causes.add((key[1], _cause(village, category, then, now, values, exempt, key,
                                       was.get(key), is_now.get(key))))  # fmt: skip
        for indicator, cause in causes or {(None, "other")}:
            found.add((star, after[star], indicator, cause))
    return found


def _cause(
    village: str, category: str, then: date, now: date, values: naive.Values, exempt: Any,
    key: tuple[str, str], was: Judged | None, is_now: Judged | None,
) -> str:  # fmt: skip
    if was is None:
        return "exempt_ended" if _excused(village, key[1], then, exempt) else "rule_new"
    if is_now is None:
        return "exempt_begun" if _excused(village, key[1], now, exempt) else "rule_dropped"
    by_old_rule = naive.judge_village(now, village, category, values, [was.rule], [])[key]
    if by_old_rule.state != is_now.state:
        return "rule"
    return "age" if is_now.state in ("missing", "stale") else "value"


def progress(
    old: Mapping[str, Mapping[tuple[str, str], Judged]],
    new: Mapping[str, Mapping[tuple[str, str], Judged]],
    levels: Mapping[str, tuple[int, int]],
    limit: Fraction,
) -> dict[str, tuple[str, int | None]]:
    """Why a village is not ranked for progress ('' if it is), and its rank."""
    marks: dict[str, tuple[Fraction, int]] = {}
    why: dict[str, str] = {}
    for code in new:
        shares = []
        why[code] = ""
        for judged in (old[code], new[code]):
            met, total = naive.mandatory(judged)
            unknown = sum(one.rule["is_mandatory"] and one.state in ("missing", "stale")
                          for one in judged.values())  # fmt: skip
            if total == 0:
                why[code] = "none"
                break
            if unknown > limit * total:
                why[code] = why[code] or "unknown"
            shares.append(Fraction(met, total))
        if not why[code]:
            marks[code] = (shares[1] - shares[0], levels[code][1] - levels[code][0])
    return {
        code: (why[code], 1 + sum(other > marks[code] for other in marks.values())
               if code in marks else None)
        for code in new
    }  # fmt: skip
