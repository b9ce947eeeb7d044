"""The tables in which rules are edited: frames of a set, and a set of what was typed into them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.components import formats, rules_text
from dashboard.domain.rules import (
    RequirementRule,
    RuleSet,
    StarRule,
    SwitchRule,
    Tier,
    rule_set,
)
from dashboard.store import definitions
from dashboard.words import say

# A cell of the column 否决 → the veto; none has a choice of its own, since a cell's '' reads as None.
VETOES = {"none": "", "star": "star", "all": "all"}


def requirement_frame(rules: RuleSet) -> pd.DataFrame:
    """Every requirement as a row, by the order of stars and indicators."""
    campaign = definitions.campaign()
    stars = {one.code: n for n, one in enumerate(campaign.stars)}
    named = {one.code: one for one in campaign.indicators}
    rows = sorted(
        rules.requirements, key=lambda one: (stars.get(one.star, 99), one.indicator, one.category)
    )
    return pd.DataFrame(
        [
            {
                "star": rules_text.star_name(one.star),
                "indicator": formats.headed(named[one.indicator].name, named[one.indicator].unit)
                if one.indicator in named else one.indicator,
                "category": one.category or say("rules.both"),
                "threshold": one.threshold,
                "mandatory": one.mandatory,
                "veto": one.veto or "none",
                "points": one.points,
                "tiers": rules_text.tiers_text(one.tiers),
                "max_age_days": one.max_age_days,
                "dropped": one.dropped,
            }
            for one in rows
        ],
        index=[key_text(one) for one in rows],
        columns=["star", "indicator", "category", "threshold", "mandatory", "veto", "points",
                 "tiers", "max_age_days", "dropped"],
    )  # fmt: skip


def star_frame(rules: RuleSet) -> pd.DataFrame:
    """What each star asks beside its requirements."""
    rows = star_rows(rules)
    return pd.DataFrame(
        {
            "star": [rules_text.star_name(one.star) for one in rows],
            "category": [one.category or say("rules.both") for one in rows],
            "pass_mark": pd.Series([one.pass_mark for one in rows], dtype=float),
            "capstone": [one.capstone for one in rows],
        }
    )


def star_rows(rules: RuleSet) -> list[StarRule]:
    """The rules of stars that can be edited: one of each star, and those of a category there are."""
    order = {one.code: n for n, one in enumerate(definitions.campaign().stars)}
    common = {(code, ""): StarRule(star=code) for code in order}
    every = {**common, **rules.star}
    return sorted(every.values(), key=lambda one: (order.get(one.star, 99), one.category))


def switch_frame(rules: RuleSet) -> pd.DataFrame:
    """Every switch with what it is set to."""
    rows = []
    for one in definitions.switches():
        kept = rules.switch.get(one.name)
        rows.append({
            "label": one.label,
            "on": kept is not None,
            "code": kept.code if kept else None,
            "number": kept.number if kept else None,
            "level": kept.level if kept else None,
            "hint": hint(one),
        })  # fmt: skip
    frame = pd.DataFrame(rows)
    return frame.assign(number=frame["number"].astype(float), level=frame["level"].astype(float))


def hint(switch: Any) -> str:
    """What a switch needs, with the usual setting."""
    usual = SwitchRule(
        name=switch.name, level=switch.default_level, code=switch.default_code,
        number=switch.default_number,
    )  # fmt: skip
    return say("rules.usual", text=rules_text.switch_text(usual), help=switch.help)


def key_text(rule: RequirementRule) -> str:
    """The key of a requirement as the index of its row."""
    return "|".join(rule.key)


def typed(
    rules: RuleSet, requirements: pd.DataFrame, stars: pd.DataFrame, switches: pd.DataFrame
) -> tuple[RuleSet, list[str]]:
    """The set that was typed, and what could not be read of it."""
    faults: list[str] = []
    by_text = {key_text(one): one for one in rules.requirements}
    asked = [
        _requirement(by_text[str(row.pop("key"))], row, faults)
        for row in requirements.rename_axis("key").reset_index().to_dict("records")
    ]
    marks = [
        one.model_copy(update={
            "pass_mark": None if formats.is_missing(row["pass_mark"]) else float(row["pass_mark"]),
            "capstone": bool(row["capstone"]),
        })
        for one, row in zip(star_rows(rules), stars.to_dict("records"), strict=True)
    ]  # fmt: skip
    kept = [one for one in marks if one.key in rules.star or any(one.says())]
    return rule_set(asked, kept, _switches(rules, switches)), faults


def _requirement(one: RequirementRule, row: dict[Any, Any], faults: list[str]) -> RequirementRule:
    dropped = bool(row["dropped"])
    if dropped and one.dropped:
        return one
    numbers = {
        name: row[name] if not formats.is_missing(row[name]) else getattr(one, name)
        for name in ("threshold", "points", "max_age_days")
    }
    try:
        tiers = read_tiers("" if formats.is_missing(row["tiers"]) else str(row["tiers"]))
    except ValueError:
        tiers = one.tiers
        faults.append(say("rules.bad_tiers", what=rules_text.subject(one), text=row["tiers"]))
    veto = VETOES.get(str(row["veto"]), "")
    changed = one.model_copy(update={
        "threshold": float(numbers["threshold"]), "points": float(numbers["points"]),
        "max_age_days": int(numbers["max_age_days"]), "mandatory": bool(row["mandatory"]),
        "veto": veto, "tiers": tiers, "dropped": dropped,
    })  # fmt: skip
    if changed == one:
        return one
    return RequirementRule.model_validate(dict(changed))


def read_tiers(text: str) -> tuple[Tier, ...]:
    """5→1；10→2 as tiers; ValueError for what cannot be read so."""
    tiers = []
    for part in text.replace(";", "；").replace("，", "；").replace(",", "；").split("；"):
        if not part.strip():
            continue
        line, arrow, points = part.replace("->", "→").replace("：", "→").partition("→")
        if not arrow:
            raise ValueError(part)
        tiers.append(Tier(threshold=float(line), points=float(points)))
    return tuple(tiers)


def _switches(rules: RuleSet, frame: pd.DataFrame) -> list[SwitchRule]:
    """The switches that are on; one just turned on takes its usual setting where nothing is said."""
    known = {one.name for one in definitions.switches()}
    found = [one for one in rules.switches if one.name not in known]
    for switch, row in zip(definitions.switches(), frame.to_dict("records"), strict=True):
        if not row["on"]:
            continue
        code = None if formats.is_missing(row["code"]) else str(row["code"])
        code = code or switch.default_code
        number = None if formats.is_missing(row["number"]) else float(row["number"])
        if number is None and switch.wants_number(code):
            number = switch.default_number
        level = None if formats.is_missing(row["level"]) else int(row["level"])
        level = switch.default_level if level is None else level
        kept = rules.switch.get(switch.name)
        own = SwitchRule(name=switch.name, number=number, level=level, code=code)
        found.append(kept if kept is not None and kept.says() == own.says() else own)
    return found
