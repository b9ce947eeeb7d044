"""The parts of 总览 that depend on the days alone: made once for each version of the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from dashboard.components import formats, phrases, view
from dashboard.components.figures.bars import freshness_bars, level_bars
from dashboard.components.figures.plan_chart import plan_chart
from dashboard.components.figures.tables import Cell, Column, html_table
from dashboard.components.view import View
from dashboard.domain import plan, summary
from dashboard.store import queries
from dashboard.store.reader import remember
from dashboard.words import say

MOST_TURNED = 10
"""Stars that turned, as the page lists them."""


@dataclass(frozen=True)
class Lead:
    """The way from a number to the list behind it."""

    key: str
    label: str
    path: str
    show: str = ""

    def follow(self) -> None:
        """Open the list, for the whole town."""
        view.go(self.path, show=self.show, village="", star="", indicator="")


def leads() -> list[Lead]:
    """Where each of the five numbers leads, in their order."""
    return [
        Lead("stars", say("overview.lead.stars"), "ranking"),
        Lead("strong", say("overview.lead.strong"), "ranking"),
        Lead("one_short", say("overview.lead.one_short"), "shortfalls", "winning"),
        Lead("shortfalls", say("overview.lead.shortfalls"), "shortfalls"),
        Lead("undetermined", say("overview.lead.undetermined"), "shortfalls", "unknown"),
    ]


@remember
def plan_and_actual(as_of: date, compare: date) -> tuple[str, str]:
    """HTML: villages by level, and the town's stars over the year ('' without any)."""
    points = plan_points(summary.goals_by_day(queries.targets(), as_of), as_of)
    return (
        level_bars(queries.levels(as_of, compare)),
        plan_chart(queries.town_trend(as_of), points, label=say("overview.trend_alt")),
    )


@remember
def freshness(as_of: date) -> str:
    """HTML: how fresh each star's data are."""
    return freshness_bars(queries.freshness(as_of))


def plan_points(goals: Mapping[date, int], as_of: date) -> pd.DataFrame:
    """The plan line of the year: as_of, stars; empty without a plan."""
    year_goals = {end: stars for end, stars in goals.items() if end.year == as_of.year}
    if not year_goals:
        return pd.DataFrame({"as_of": pd.to_datetime([]), "stars": []})
    first, last = min(year_goals), max(year_goals)
    start = plan.quarter_start(first)
    every = {start, *year_goals, min(max(as_of, start), last)}
    return pd.DataFrame(
        {
            "as_of": pd.to_datetime(sorted(every)),
            "stars": [plan.due_stars(goals, day) for day in sorted(every)],
        }
    )


@remember
def facts(as_of: date) -> str:
    """HTML: facts of the town alone, with their quotes; empty without any."""
    rows = queries.town_facts(as_of)
    if rows.empty:
        return ""
    columns = [
        Column("fact", say("blocks.column.fact")),
        Column("value", say("blocks.column.value"), align="right", wrap=False),
        Column("quote", say("blocks.column.quote"), narrow="below"),
    ]
    cells = [
        {
            "fact": row["fact_code"],
            "value": formats.value_text(
                row["value"], row["unit"], "number", qualifier=row["qualifier"], decimals=2
            ),
            "quote": Cell(say("blocks.quote", quote=row["quote"], source=row["source"]), "ink3"),
        }
        for row in rows.to_dict("records")
    ]
    return html_table(columns, cells, label=say("overview.town_facts"))


@remember
def pairs(as_of: date) -> tuple[str, ...]:
    """How the pairs stand, in at most three lines (Markdown)."""
    listed = queries.pairs(as_of)
    if listed.empty:
        return (say("blocks.pairs_none"),)
    counts = listed["result"].value_counts()
    lines = [
        say(
            "blocks.pairs_count",
            n=listed["pairing_id"].nunique(),
            narrowed=counts.get("narrowed", 0),
            flat=counts.get("flat", 0),
            widened=counts.get("widened", 0),
        )
    ]
    for result, order in (("narrowed", True), ("widened", False)):
        rows = listed[listed["result"] == result].sort_values("gap_steps", ascending=order)
        if not rows.empty:
            row = rows.iloc[0].to_dict()
            lines.append(say(f"blocks.pair.{result}", **phrases.pair_words(row)))
    return tuple(lines)


def more_changes(shown: View, turned: list[dict[str, Any]]) -> str:
    """What the list of turned stars leaves out: how many more, and the villages whose level moved
    though no star of theirs turned (by rules, a score, a share); that none turned where none did."""
    parts = [] if turned else [say("overview.no_changes")]
    if len(turned) > MOST_TURNED:
        parts.append(say("overview.changes_more", n=MOST_TURNED, all=len(turned)))
    ranking = queries.ranking(shown.as_of, shown.compare)
    there = ranking[ranking["level_before"].notna()]
    alone = there[
        (there["level"] != there["level_before"])
        & ~there["village_code"].isin({row["village_code"] for row in turned})
    ]
    if len(alone):
        parts.append(say("overview.levels_alone", n=len(alone)))
    return "".join(parts)
