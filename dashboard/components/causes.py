"""Why a star turned where no newly reported value explains it: rules, exemptions, village units.

Each takes a row of the read change_log as a mapping.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.components import formats
from dashboard.components.formats import is_missing
from dashboard.words import say

Row = Mapping[Any, Any]
DECIDED = (
    "rule", "rule_new", "rule_dropped", "exempt_begun", "exempt_ended", "unit", "capstone", "mark",
    "other",
)  # fmt: skip


def decided(row: Row) -> str:
    """The decision behind a turn: 达标线 45% → 60%（规则第 2 版，2022-10-01 起）, 免考, 并入."""
    kind = row["cause"]
    if kind == "unit":
        return _unit(row)
    if kind == "capstone":
        return say("causes.capstone")
    if kind == "mark":
        return say(
            "causes.mark", mark=formats.number(row["pass_mark"], 1),
            before=formats.number(row["score_before"], 1),
            now=formats.number(row["score_after"], 1),
        )  # fmt: skip
    if kind == "other":
        if is_missing(row["rule_version"]):
            return say("causes.other")
        return say("causes.other_version", rule=_rule(row))
    name = row["indicator"]
    if kind == "exempt_begun":
        return say("causes.exempt_begun", indicator=name, span=_span(row))
    if kind == "exempt_ended":
        return say("causes.exempt_ended", indicator=name, span=_span(row), value=_value(row))
    if kind == "rule_dropped":
        return say("causes.rule_dropped", indicator=name, rule=_rule(row))
    due = formats.threshold_text(
        row["threshold"], row["unit"], row["value_type"], row["direction"]
    )  # fmt: skip
    if kind == "rule_new":
        return say("causes.rule_new", indicator=name, value=_value(row), due=due, rule=_rule(row))
    if row["threshold_before"] != row["threshold"]:
        return say(
            "causes.threshold", indicator=name, value=_value(row), rule=_rule(row),
            before=_line(row["threshold_before"], row), now=_line(row["threshold"], row),
        )  # fmt: skip
    if row["max_age_before"] != row["max_age_days"]:
        return say(
            "causes.age", indicator=name, rule=_rule(row),
            before=formats.number(row["max_age_before"], 0),
            now=formats.number(row["max_age_days"], 0),
        )  # fmt: skip
    return say("causes.condition", indicator=name, value=_value(row), due=due, rule=_rule(row))


def basis(row: Row) -> str:
    """Who decided it and on what ground; empty where a value or nothing decided."""
    kind = row["cause"]
    if kind.startswith("rule") or kind == "other":
        if is_missing(row["rule_set_by"]):
            return ""
        return say("causes.basis_rule", by=row["rule_set_by"], note=row["rule_note"])
    if kind.startswith("exempt"):
        return say("causes.basis_exempt", reason=row["exempt_reason"])
    if kind == "unit" and not is_missing(row["unit_reason"]):
        return say("causes.basis_unit", reason=row["unit_reason"])
    return ""


def _unit(row: Row) -> str:
    if is_missing(row["unit_event"]):
        return say("causes.unit_listed")
    day = formats.day(row["unit_event_date"])
    if row["unit_event"] == "merged":
        return say("causes.merged", day=day, village=row["unit_into"])
    return say(f"causes.unit.{row['unit_event']}", day=day)


def _rule(row: Row) -> str:
    version = formats.number(row["rule_version"], 0)
    return say("causes.rule", version=version, day=formats.day(row["rule_from"]))


def _span(row: Row) -> str:
    start = formats.day(row["exempt_from"])
    if is_missing(row["exempt_to"]):
        return say("causes.since", day=start)
    return say("causes.from_to", start=start, end=formats.day(row["exempt_to"]))


def _value(row: Row) -> str:
    if is_missing(row["value_after"]):
        return say("formats.missing")
    return formats.value_text(
        row["value_after"], row["unit"], row["value_type"], against=row["threshold"]
    )


def _line(threshold: float, row: Row) -> str:
    return formats.value_text(
        threshold, row["unit"], row["value_type"], decimals=formats.FINEST
    )  # fmt: skip
