"""A second engine for the whole of the rules, in plain loops, sharing nothing with queries/views:
points and tiers, pass marks, capstones, closed years, profiles, limits, and what one requirement wins.

A ``Town`` holds what is known; ``judge`` says what follows for a day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from tests.queries.naive_judge import rules_on


@dataclass
class Town:
    """Villages by category; values {(village, indicator): [(day, value)]}; rules as rows of the tables
    requirement (with ``tiers``: [(threshold, points)]), star_rule and rule_switch."""

    villages: Mapping[str, str]
    stars: list[str]
    values: Mapping[tuple[str, str], list[tuple[date, float]]]
    requirements: list[dict[str, Any]]
    star_rules: list[dict[str, Any]] = field(default_factory=list)
    switches: list[dict[str, Any]] = field(default_factory=list)
    withdrawn: set[int] = field(default_factory=set)
    exemptions: list[tuple] = field(default_factory=list)
    closed: list[tuple[int, date, date]] = field(default_factory=list)
    ytd: set[str] = field(default_factory=set)
    max_age: Mapping[str, int] = field(default_factory=dict)
    awards: Mapping[tuple[str, int], int] = field(default_factory=dict)
    frozen: Mapping[tuple[str, int], int] = field(default_factory=dict)
    appraisals: Mapping[tuple[str, int], float] = field(default_factory=dict)
    exceptions: set[tuple[str, int]] = field(default_factory=set)


@dataclass
class Item:
    """One requirement of a village on a day."""

    rule: dict[str, Any]
    state: str
    value: float | None
    is_carried: bool
    low: Fraction
    high: Fraction

    @property
    def decides(self) -> bool:
        return bool(self.rule["is_mandatory"] or self.rule["veto"])

    @property
    def worth(self) -> Fraction:
        return Fraction(self.rule["points"])


@dataclass
class Level:
    stars_won: int
    steps: list[int]
    score_low: float | None
    score_high: float | None
    met: int
    total: int

    @property
    def level(self) -> int:
        return self.steps[-1]


def reaches(rule: Mapping[str, Any], value: float, threshold: float) -> bool:
    return value >= threshold if rule["direction"] == "higher" else value <= threshold


def last_value(town: Town, village: str, indicator: str, day: date) -> tuple[date, float] | None:
    reported = [one for one in town.values.get((village, indicator), []) if one[0] <= day]
    return max(reported) if reported else None


def counting_value(
    town: Town, village: str, rule: Mapping[str, Any], day: date
) -> tuple[date, float, bool] | None:
    """The value that counts, and whether it is last year's final one."""
    found = last_value(town, village, rule["indicator_code"], day)
    own = None if found is None else (*found, False)
    years = [one for one in town.closed if one[2] < day]
    if rule["indicator_code"] not in town.ytd or not years or found is None:
        return own
    _, start, end = max(years, key=lambda one: one[2])
    final = last_value(town, village, rule["indicator_code"], end)
    if final is None or final[0] < start:
        return own
    if not reaches(rule, final[1], rule["threshold"]):
        return own
    if (day - final[0]).days > rule["max_age_days"]:
        return own
    if found[0] > end and rule["direction"] == "lower":
        return own  # too many this year are too many, whatever last year was
    if found[0] > end and reaches(rule, found[1], rule["threshold"]):
        return own
    return (*final, True)


def item(town: Town, village: str, rule: dict[str, Any], day: date) -> Item:
    found = counting_value(town, village, rule, day)
    worth = Fraction(rule["points"])
    if found is None:
        return Item(rule, "missing", None, False, Fraction(0), worth)
    when, value, is_carried = found
    if (day - when).days > rule["max_age_days"]:
        return Item(rule, "stale", value, is_carried, Fraction(0), worth)
    met = reaches(rule, value, rule["threshold"])
    if rule["tiers"]:
        reached = [points for mark, points in rule["tiers"] if reaches(rule, value, mark)]
        earned = Fraction(max(reached, default=0))
    else:
        earned = worth if met else Fraction(0)
    return Item(rule, "met" if met else "unmet", value, is_carried, earned, earned)


def newest(rows: list[dict[str, Any]], day: date, withdrawn: set[int]) -> dict[str, Any] | None:
    live = [one for one in rows if one["valid_from"] <= day and one["version"] not in withdrawn]
    return max(live, key=lambda one: (one["valid_from"], one["version"]), default=None)


def star_rule(town: Town, star: str, category: str, day: date) -> tuple[float | None, bool]:
    """(pass mark, is capstone): the category's own rule before the common one."""
    for wanted in (category, ""):
        rows = [
            one for one in town.star_rules if one["star_code"] == star and one["category"] == wanted
        ]
        found = newest(rows, day, town.withdrawn)
        if found:
            return found["pass_mark"], found["is_capstone"]
    return None, False


def switch(town: Town, name: str, day: date) -> dict[str, Any]:
    rows = [one for one in town.switches if one["switch"] == name]
    return newest(rows, day, town.withdrawn) or {"number": None, "level": None, "code": None}


def items(town: Town, village: str, day: date) -> list[Item]:
    rules = [one for one in town.requirements if one["version"] not in town.withdrawn]
    category = town.villages[village]
    chosen = rules_on(day, category, village, rules, town.exemptions)
    return [item(town, village, dict(r), day) for r in chosen.values() if not r["is_dropped"]]


def star_states(town: Town, village: str, day: date, own: list[Item]) -> dict[str, str]:
    category = town.villages[village]
    barred = any(one.rule["veto"] == "all" and one.state == "unmet" for one in own)
    states: dict[str, str] = {}
    capstones = []
    for star in town.stars:
        mark, is_capstone = star_rule(town, star, category, day)
        if is_capstone:
            capstones.append(star)
        of = [one for one in own if one.rule["star_code"] == star]
        deciding = [one for one in of if one.decides]
        low, high = sum(one.low for one in of), sum(one.high for one in of)
        whole = sum(one.worth for one in of)
        needed = Fraction(mark) * whole if mark is not None else Fraction(0)
        if barred or any(one.state == "unmet" for one in deciding) or high * 100 < needed:
            states[star] = "lost"
        elif not deciding or any(one.state != "met" for one in deciding) or low * 100 < needed:
            states[star] = "undetermined"
        else:
            states[star] = "won"
    others = [state for star, state in states.items() if star not in capstones]
    for star in capstones:
        if states[star] == "won" and "lost" in others:
            states[star] = "lost"
        elif states[star] == "won" and "undetermined" in others:
            states[star] = "undetermined"
    return states


def gained(town: Town, village: str, day: date, own: list[Item], one: Item) -> int:
    """Stars won more if this requirement alone were met in full."""
    closed = Item(one.rule, "met", one.value, False, one.worth, one.worth)
    after = [closed if other is one else other for other in own]
    before = star_states(town, village, day, own)
    now = star_states(town, village, day, after)
    return sum(s == "won" for s in now.values()) - sum(s == "won" for s in before.values())


def gaps(town: Town, village: str, day: date, own: list[Item]) -> list[Item]:
    """What keeps a star from being won."""
    found = []
    for star in town.stars:
        of = [one for one in own if one.rule["star_code"] == star]
        mark, _ = star_rule(town, star, town.villages[village], day)
        short = mark is not None and sum(one.low for one in of) * 100 < Fraction(mark) * sum(
            one.worth for one in of
        )
        found += [
            one
            for one in of
            if one.state != "met" and (one.decides or (short and one.low < one.worth))
        ]
    return found


def four(value: Fraction) -> float:
    """A score to four decimals, halves up."""
    return int(value * 10000 + Fraction(1, 2)) / 10000


def standing(town: Town, village: str, day: date) -> Level:
    """Level before the shares, step by step: profile, members, satisfaction, yearly rise."""
    own = items(town, village, day)
    won = sum(state == "won" for state in star_states(town, village, day, own).values())
    mandatory = [one for one in own if one.rule["is_mandatory"]]
    profile = switch(town, "profile", day)
    low_points = sum(one.low for one in own)
    high_points, whole = sum(one.high for one in own), sum(one.worth for one in own)
    score_low = score_high = None
    if whole:
        given = profile["number"] if profile["number"] is not None else 70
        weight = Fraction(given) if profile["code"] == "weighted" else Fraction(100)
        said = town.appraisals.get((village, day.year))
        score_low = four(
            Fraction(100 * low_points, whole) * weight / 100
            + Fraction(said if said is not None else 0) * (100 - weight) / 100
        )
        score_high = four(
            Fraction(100 * high_points, whole) * weight / 100
            + Fraction(said if said is not None else 100) * (100 - weight) / 100
        )
    level = won
    if profile["code"] in ("points", "weighted"):
        level = 0
        for number, start in ((1, 0), (2, 60), (3, 70), (4, 80), (5, 90)):
            band = switch(town, f"band_{number}", day)["number"]
            if score_low is not None and score_low >= (start if band is None else band):
                level = number
        level = min(level, won)
    steps = [level]
    steps.append(0 if without_member(town, village, day) else steps[-1])
    rule = switch(town, "satisfaction_cap", day)
    found = last_value(town, village, rule["code"], day) if rule["code"] else None
    known = found and (day - found[0]).days <= town.max_age[rule["code"]]
    is_low = known and found and found[1] < rule["number"]
    steps.append(min(steps[-1], rule["level"]) if is_low else steps[-1])
    rise = switch(town, "one_level_a_year", day)["number"]
    known = {**town.frozen, **town.awards}
    said = [year for of, year in known if of == village and year < day.year]
    last = known[village, max(said)] if said else None
    free = (village, day.year) in town.exceptions
    capped = rise is not None and last is not None and not free
    steps.append(min(steps[-1], int(last + rise)) if capped else steps[-1])
    met = sum(one.state == "met" for one in mandatory)
    return Level(won, steps, score_low, score_high, met, len(mandatory))


def without_member(town: Town, village: str, day: date) -> bool:
    rule = switch(town, "no_new_member", day)
    if rule["code"] is None:
        return False
    for year in range(day.year - int(rule["number"]), day.year):
        own = [v for v in town.values.get((village, rule["code"]), []) if v[0].year == year]
        if not own or max(own)[1] != 0:
            return False
    found = last_value(town, village, rule["code"], day)
    return found is None or found[0].year < day.year or found[1] == 0


def judge(town: Town, day: date) -> dict[str, Level]:
    """Every village's level, shares applied last (``steps`` ends with it)."""
    levels = {village: standing(town, village, day) for village in town.villages}
    by_stars = switch(town, "profile", day)["code"] not in ("points", "weighted")

    def mark(one: Level) -> tuple[int, float]:
        share = one.met / one.total if one.total else 0.0
        return one.steps[3], share if by_stars else one.score_low or 0.0

    marks = {village: mark(one) for village, one in levels.items()}
    for village, one in levels.items():
        place = sum(other >= marks[village] for other in marks.values())
        level = one.steps[3]
        for at in (5, 4, 3, 2):
            share = switch(town, f"share_cap_{at}", day)["number"]
            if share is not None and place > int(Fraction(share) * len(levels) / 100):
                level = min(level, at - 1)
        one.steps.append(level)
    return levels
