"""Blocks that several screens share: the first sentence, the five numbers, the reading tables.

Text and HTML are built here from frames; ``title`` and ``sentence`` alone talk to Streamlit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from dashboard.components import formats, phrases, theme, view
from dashboard.components.briefing import Part
from dashboard.components.figures.tables import Cell, Column, Table, html_table
from dashboard.components.view import View
from dashboard.domain import plan
from dashboard.domain.summary import Summary
from dashboard.words import say

PLAIN = {"displayModeBar": False}


def title(text: str, note: str = "") -> None:
    """A block's title with its note at the right."""
    st.html(
        '<div style="display:flex;justify-content:space-between;align-items:baseline;'
        f'flex-wrap:wrap;gap:0 16px"><b style="font-size:17px;color:{theme.INK}">{escape(text)}'
        f'</b><span style="font-size:13px;color:{theme.INK3}">{escape(note)}</span></div>'
    )


def href(path: str, **more: str) -> str:
    """A link to another screen with this view."""
    return f"/{path}?{urlencode(view.link(**more))}"


def sentence(parts: Sequence[Part]) -> None:
    """What matters, as the page's first line, its tones as colours."""
    texts = (f":{tone}[{text}]" if tone else text for text, tone in parts)
    st.header("".join(texts), anchor=False)


def five_metrics(facts: Summary) -> list[dict[str, Any]]:
    """Arguments of the five ``st.metric``; each says against what."""
    behind, strong_gap = facts.behind, None
    if facts.strong_planned is not None:
        strong_gap = facts.strong_planned - facts.strong
    more = facts.shortfalls - facts.shortfalls_before
    return [
        _metric("stars", facts.due, facts.stars, _delta("behind", behind),
                facts.stars - facts.stars_before),
        _metric("strong", facts.strong_planned, facts.strong, _delta("short", strong_gap),
                facts.strong - facts.strong_before),
        _metric("one_short", None, facts.one_short,
                (say("blocks.reach", n=facts.reachable), "gray"), None),
        _metric("shortfalls", None, facts.shortfalls, _delta("more", more), None),
        _metric("undetermined", None, facts.undetermined,
                (say("blocks.missing", n=facts.missing_stars), "gray"), None),
    ]  # fmt: skip


def _metric(
    key: str, due: int | None, value: int, delta: tuple[str, str] | None, move: int | None
) -> dict[str, Any]:
    text, colour = delta or (None, "gray")
    return {
        "label": say(f"blocks.metric.{key}") + (
            say(f"blocks.metric_due.{key}", due=due) if due is not None else ""
        ),
        "value": say(f"blocks.metric_value.{key}", n=value),
        "delta": text,
        "delta_color": colour,
        "delta_arrow": "off",
        "delta_description": None if move is None else say(
            "blocks.against_before", move=formats.signed(move, 0)
        ),
    }  # fmt: skip


def _delta(key: str, lack: int | None) -> tuple[str, str] | None:
    if lack is None:
        return None
    if lack > 0:
        return say(f"blocks.lack.{key}", n=lack), "red"
    return say(f"blocks.enough.{key}", n=-lack), "gray"


def change_table(turned: Sequence[Mapping[str, Any]], shown: View) -> Table:
    """变化与原因 as a reading table, from phrases.causes."""
    columns = [
        Column("change", say("blocks.column.change"), wrap=False),
        Column("village", say("blocks.column.village"), wrap=False),
        Column("star", say("blocks.column.star"), wrap=False),
        Column("level", say("blocks.column.level"), wrap=False),
        Column("why", say("blocks.column.why"), narrow="below"),
        Column("source", say("blocks.column.source"), wrap=False, narrow="hide"),
    ]
    rows = [
        {
            "change": Cell(
                phrases.change_word(row["change"]), phrases.CHANGE_TONES[row["change"]], True
            ),
            "village": village_link(row),
            "star": row["star"],
            "level": phrases.level_move(row),
            "why": row["why"],
            "source": Cell(
                formats.day(row["value_as_of"], shown.as_of.year)
                if not formats.is_missing(row["value_as_of"])
                else formats.day(shown.as_of, shown.as_of.year),
                "ink3",
            ),
        }
        for row in turned
    ]
    return Table(columns, rows, say("overview.changes"))


def village_link(row: Mapping[str, Any]) -> Cell:
    """A village's short name that leads to its page."""
    return Cell(
        phrases.village(row["village"]),
        strong=True,
        href=href("village", village=row["village_code"]),
    )


def shortfall_table(rows: pd.DataFrame, shown: View) -> str:
    """Shortfalls as a reading table: village, star, what lacks, owner."""
    columns = [
        Column("village", say("blocks.column.village"), wrap=False),
        Column("star", say("blocks.column.star"), wrap=False, narrow="under"),
        Column("lack", say("blocks.column.lack")),
        Column("gap", say("blocks.column.gap"), wrap=False),
        Column("gain", say("blocks.column.gain"), wrap=False),
        Column("owner", say("blocks.column.owner"), narrow="under"),
    ]
    cells = [
        {
            "village": village_link(row),
            "star": row["star"],
            "lack": phrases.lacking(row),
            "gap": Cell(phrases.gap_of(row), "" if row["state"] == "unmet" else "ink3"),
            "gain": gain(row["stars_gained"]),
            "owner": Cell(row["owner_post"], "ink3"),
        }
        for row in rows.to_dict("records")
    ]
    return html_table(columns, cells, label=say("overview.one_short"))


def gain(stars: int) -> Cell:
    """★ +1, or — when closing this one alone wins nothing yet."""
    if stars > 0:
        return Cell(say("blocks.gain", n=stars), "gold", True)
    return Cell(say("formats.nothing"), "ink3")


def fact_table(rows: pd.DataFrame) -> str:
    """Facts of the town alone, with their quotes."""
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


def pair_lines_of_text(pairs: pd.DataFrame) -> list[str]:
    """How the pairs stand, in at most three lines (Markdown)."""
    if pairs.empty:
        return [say("blocks.pairs_none")]
    counts = pairs["result"].value_counts()
    lines = [
        say(
            "blocks.pairs_count",
            n=pairs["pairing_id"].nunique(),
            narrowed=counts.get("narrowed", 0),
            flat=counts.get("flat", 0),
            widened=counts.get("widened", 0),
        )
    ]
    for result, order in (("narrowed", True), ("widened", False)):
        rows = pairs[pairs["result"] == result].sort_values("gap_steps", ascending=order)
        if not rows.empty:
            row = rows.iloc[0].to_dict()
            lines.append(say(f"blocks.pair.{result}", **phrases.pair_words(row)))
    return lines
