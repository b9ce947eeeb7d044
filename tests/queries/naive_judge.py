"""A second judge in plain dictionaries and loops, sharing nothing with queries/views.

``values``: {(village, indicator): [(day, value), …]} as they count (winners only).
``rules``: dictionaries with the columns of the table requirement.
``exemptions``: (village, indicator, from_day, to_day or None).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

Values = Mapping[tuple[str, str], list[tuple[date, float]]]


@dataclass(frozen=True)
class Judged:
    state: str
    value: float | None
    gap: float | None
    rule: Mapping[str, Any]


def rules_on(
    day: date, category: str, village: str, rules: Iterable[Mapping[str, Any]], exemptions: Any
) -> dict[tuple[str, str], Mapping[str, Any]]:
    """The rule a village is judged by for each star and indicator."""
    chosen: dict[tuple[str, str], Mapping[str, Any]] = {}
    for wanted in ("", category):
        newest: dict[tuple[str, str], Mapping[str, Any]] = {}
        for rule in rules:
            if rule["category"] != wanted or rule["valid_from"] > day:
                continue
            key = (rule["star_code"], rule["indicator_code"])
            kept = newest.get(key)
            mark = (rule["valid_from"], rule["version"])
            if kept is None or mark > (kept["valid_from"], kept["version"]):
                newest[key] = rule
        chosen.update(newest)
    for who, indicator, start, end in exemptions:
        if who == village and start <= day and (end is None or day <= end):
            for key in [one for one in chosen if one[1] == indicator]:
                del chosen[key]
    return chosen


def judge_village(
    day: date, village: str, category: str, values: Values, rules: Any, exemptions: Any
) -> dict[tuple[str, str], Judged]:
    """Every requirement of a village on a day."""
    judged = {}
    for (star, indicator), rule in rules_on(day, category, village, rules, exemptions).items():
        reported = [one for one in values.get((village, indicator), []) if one[0] <= day]
        if not reported:
            judged[star, indicator] = Judged("missing", None, None, rule)
            continue
        when, value = max(reported)
        higher = rule["direction"] == "higher"
        short = rule["threshold"] - value if higher else value - rule["threshold"]
        gap = max(short, 0.0)
        if (day - when).days > rule["max_age_days"]:
            state = "stale"
        else:
            state = "met" if short <= 0 else "unmet"
        judged[star, indicator] = Judged(state, value, gap, rule)
    return judged


def star_states(judged: Mapping[tuple[str, str], Judged], stars: Iterable[str]) -> dict[str, str]:
    """won, lost or undetermined for every star."""
    barred = any(one.rule["veto"] == "all" and one.state == "unmet" for one in judged.values())
    states = {}
    for star in stars:
        deciding = [
            one
            for (code, _), one in judged.items()
            if code == star and (one.rule["is_mandatory"] or one.rule["veto"])
        ]
        if barred or any(one.state == "unmet" for one in deciding):
            states[star] = "lost"
        elif not deciding or any(one.state in ("missing", "stale") for one in deciding):
            states[star] = "undetermined"
        else:
            states[star] = "won"
    return states


def stars_gained(
    judged: Mapping[tuple[str, str], Judged], stars: list[str], key: tuple[str, str]
) -> int:
    """Stars won more if this one requirement were met."""
    before = star_states(judged, stars)
    met = dict(judged) | {key: Judged("met", judged[key].value, 0.0, judged[key].rule)}
    after = star_states(met, stars)
    return sum(after[one] == "won" and before[one] != "won" for one in stars)


def near(
    judged: Mapping[tuple[str, str], Judged], stars: list[str], states: Mapping[str, str]
) -> tuple[bool, int]:
    """Whether closing one unmet requirement wins a star, and the level after closing all such."""
    single = [
        key
        for key, one in judged.items()
        if one.state == "unmet" and stars_gained(judged, stars, key) > 0
    ]
    closed = dict(judged)
    for key in single:
        closed[key] = Judged("met", judged[key].value, 0.0, judged[key].rule)
    level = sum(state == "won" for state in star_states(closed, stars).values())
    before = sum(state == "won" for state in states.values())
    assert level >= before
    return bool(single), level


def mandatory(judged: Mapping[tuple[str, str], Judged]) -> tuple[int, int]:
    """(met, total) of the mandatory requirements."""
    ones = [one for one in judged.values() if one.rule["is_mandatory"]]
    return sum(one.state == "met" for one in ones), len(ones)


def ranks(standing: Mapping[str, tuple[int, int, int]]) -> dict[str, int]:
    """Rank by (level, met, total): level, then met ÷ total; ties share a rank (1, 2, 2, 4)."""

    def mark(one: tuple[int, int, int]) -> tuple[int, float]:
        level, met, total = one
        return level, met / total if total else 0.0

    return {
        village: 1 + sum(mark(other) > mark(own) for other in standing.values())
        for village, own in standing.items()
    }
