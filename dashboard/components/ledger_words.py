"""What the ledger says of an item, pure: its colour, its state, value and due, the marks beside it.

Each takes a row of the read ``ledger`` as a mapping.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from dashboard.components import formats, phrases, theme
from dashboard.domain import ledger
from dashboard.words import say

Row = Mapping[Any, Any]


def state_name(row: Row) -> str:
    """The state as the item's kind calls it."""
    return ledger.STATES[row["kind"]][row["state"]]


def colour(row: Row, year: int | None = None) -> str:
    """■ 逾期 13 天, ▲ 剩 2 天, ▲ 挂起至 11-30, √ 已销号: glyph and word of one of three colours."""
    if row["colour"] == "green":
        return f"{theme.GLYPHS['closed']} {state_name(row)}"
    if row["colour"] == "red":
        return f"{theme.GLYPHS['late']} {say('ledger.late', n=-int(row['days_left']))}"
    running = theme.GLYPHS["running"]
    if row["state"] == ledger.SUSPENDED and not formats.is_missing(row["until_date"]):
        return f"{running} {say('ledger.suspended', day=formats.day(row['until_date'], year))}"
    if formats.is_missing(row["days_left"]):
        return f"{running} {say('ledger.no_due')}"
    left = int(row["days_left"])
    return f"{running} {say('ledger.left', n=left) if left else say('ledger.today')}"


def pressing(row: Row) -> str:
    """督办: the level an item has reached, 临期, or —."""
    if row["escalation"]:
        return str(row["escalation"])
    return say("ledger.soon") if row["is_soon"] else say("formats.nothing")


def value_due(row: Row, as_of: date) -> str:
    """现值 / 应达 of an item with an indicator; — for one without."""
    if formats.is_missing(row["state_now"]):
        return say("formats.nothing")
    age = 0
    if not formats.is_missing(row["value_as_of"]):
        age = (as_of - pd.Timestamp(row["value_as_of"]).date()).days
    return phrases.value_due({**row, "state": row["state_now"], "age_days": age})


def marks(row: Row) -> str:
    """What stands beside an item: that it relapsed, that the data propose its closing, that a higher
    level is asked for."""
    told = []
    if row["proposes_closing"]:
        told.append(say("ledger.mark.proposes"))
    if int(row["relapse_count"]) > 0:
        told.append(say("ledger.mark.relapsed", n=int(row["relapse_count"])))
    if row["needs_county"]:
        told.append(say("ledger.mark.county"))
    return say("ledger.comma").join(told)


def named(row: Row) -> str:
    """B-058　瓦屋　遗留问题化解率."""
    return say(
        "ledger.named", no=row["item_no"], village=phrases.village(row["village"]), what=row["what"]
    )


def evidence(row: Row) -> str:
    """What the data say now, as the evidence of a closing; empty unless they propose it."""
    if not row["proposes_closing"]:
        return ""
    value = formats.value_text(
        row["value"], row["unit"], row["value_type"],
        qualifier=row["qualifier"], against=row["threshold"],
    )  # fmt: skip
    told = say(
        "ledger.evidence", indicator=row["indicator"], value=value, due=phrases.threshold_of(row),
        day=formats.day(row["value_as_of"]),
    )  # fmt: skip
    if formats.is_missing(row["file_name"]):
        return told
    place = "" if formats.is_missing(row["row_number"]) else int(row["row_number"])
    return told + say("ledger.evidence_file", file=row["file_name"], row=place)
