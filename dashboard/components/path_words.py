"""Words of a step of 晋星之路: how hard it is, what similar villages gained, who has done it. Pure; each
takes a row of queries.effort_steps."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.components import formats, phrases
from dashboard.components.phrases import Row
from dashboard.domain.effort import CLOSE, REPORT
from dashboard.words import say


def cost(row: Row) -> str:
    """易, 中, 难; 补报 where only a report lacks, 否决 for what bars every star."""
    if row["kind"] != CLOSE:
        return say(f"path.kind.{row['kind']}")
    return say(f"path.cost.{row['cost_class']}")


def value_due(row: Row) -> str:
    """52 → 60%; 缺 with what is due where nothing was reported."""
    if row["state"] == "missing":
        return phrases.value_due(row)
    return formats.now_due(row["value"], row["threshold"], row["unit"], row["value_type"])


def gain(row: Row, weeks: int) -> tuple[str, str]:
    """What similar villages gained in so many weeks, and of how many: 12 周中位提升 6 点, 17 个村中
    13 个有进步."""
    if row["kind"] == REPORT:
        return formats.gap_text(None, None, "number", row["state"], ""), say("path.report_only")
    improved, compared = int(row["improved"]), int(row["compared"])
    if not compared:
        return say("path.unmatched"), say("path.alone")
    if formats.is_missing(row["typical_gain"]):
        return say("path.unmatched"), say("path.unmatched_of", weeks=weeks)
    if row["value_type"] == "bool":
        turned = say("path.turned", weeks=weeks, improved=improved)
        return turned, say("path.turned_of", compared=compared)
    unit = say("phrases.points") if row["value_type"] == "percent" else row["unit"]
    text = formats.value_text(row["typical_gain"], unit, "number", decimals=2)
    said = (
        say("path.gained_lower", weeks=weeks, gain=text)
        if row["direction"] == "lower"
        else say("path.gained", weeks=weeks, gain=text)
    )
    return said, say("path.gained_of", compared=compared, improved=improved)


def precedent(row: Row) -> str:
    """高庄 48→64%; empty without one."""
    if formats.is_missing(row["done_code"]):
        return ""
    before = formats.value_text(row["done_from"], row["unit"], row["value_type"])
    if row["value_type"] != "bool":
        before = formats.number(row["done_from"], against=row["threshold"])
    now = formats.value_text(row["done_to"], row["unit"], row["value_type"])
    return say(
        "path.precedent", village=phrases.village(row["done_village"]), before=before, now=now
    )


def precedent_when(row: Row, year: int) -> str:
    """8 周，10-17 达标; that there is none where there is none."""
    if row["kind"] == REPORT:
        return ""
    if formats.is_missing(row["done_code"]):
        return say("path.no_precedent")
    day = formats.day(row["done_to_as_of"], year)
    weeks = round((row["done_to_as_of"] - row["done_from_as_of"]) / pd.Timedelta(weeks=1))
    if weeks < 1:
        return say("path.precedent_soon", day=day)
    return say("path.precedent_when", weeks=weeks, day=day)


def wins(row: Row, level: int) -> str:
    """★ 第 4 颗 once this step and those before are done; empty where no star comes with it.
    ``level``: the stars held before it."""
    first, last = level + 1, level + int(row["wins"])
    if last < first:
        return ""
    if first == last:
        return say("path.wins", nth=first)
    if last == first + 1:
        return say("path.wins_many", first=first, last=last)
    return say("path.wins_range", first=first, last=last)


def with_words(rows: pd.DataFrame, steps: pd.DataFrame) -> pd.DataFrame:
    """Shortfalls with the two words a list has room for, cost and precedent ('' for what has no
    step), the least effort first among those that win as much."""
    keys = ["village_code", "star_code", "indicator_code"]
    told = [
        {
            **{key: row[key] for key in keys},
            "effort": row["effort"],
            "cost": cost(row),
            "precedent": precedent(row),
        }
        for row in steps.to_dict("records")
    ]
    words: list[Any] = [*keys, "effort", "cost", "precedent"]
    joined = rows.merge(pd.DataFrame(told, columns=words), on=keys, how="left")
    joined[["cost", "precedent"]] = joined[["cost", "precedent"]].fillna("")
    wins_less = -joined["stars_gained"]
    order = joined.assign(wins_less=wins_less)
    columns = ["wins_less", "star_blockers", "effort"]
    return order.sort_values(columns, kind="stable").drop(columns="wins_less")
