"""晋星之路 on 村情: what to do first for the next star, and who has done it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components import blocks, formats, path_words, phrases
from dashboard.components.figures.tables import Cell, Column, html_table
from dashboard.components.view import View
from dashboard.domain.effort import BAR, Way, paths, plan
from dashboard.store import definitions, queries
from dashboard.words import say

MOST_ROWS = 8
MOST_NAMED = 3


def ways_of(code: str, as_of: date) -> list[Way]:
    """The ways of one village to its further stars."""
    steps, stars = queries.effort_steps(as_of), queries.stars(as_of)
    return paths(steps[steps["village_code"] == code], stars[stars["village_code"] == code])


def draw(row: Mapping[str, Any], shown: View) -> None:
    """The block of one village, from its row of the ranking."""
    weeks = definitions.effort().look_back_weeks
    ways = ways_of(str(row["village_code"]), shown.as_of)
    with st.container(border=True):
        blocks.title(say("path.title"), say("path.note", weeks=weeks))
        if not ways:
            st.markdown(say(f"path.{_done(row)}"))
            return
        st.markdown(sentence(ways[0]))
        steps = plan(ways)
        st.html(table(steps.head(MOST_ROWS), int(row["stars_won"]), shown.as_of, weeks))
        if len(steps) > MOST_ROWS:
            st.caption(say("path.more", n=len(steps) - MOST_ROWS))


def _done(row: Mapping[str, Any]) -> str:
    """What to say where no star is left to win: a level may still be."""
    if not phrases.is_all_won(row):
        return "nothing"
    return "done" if row["level"] == row["stars_won"] else "done_limited"


def sentence(way: Way) -> str:
    """Which star is nearest and what it takes (Markdown); the bars first where there are some."""
    bars = way.steps[way.steps["kind"] == BAR]
    told = way.steps if bars.empty else bars
    names = [formats.markdown(one) for one in told["indicator"].head(MOST_NAMED)]
    listed = say("path.comma").join(names)
    if len(told) > MOST_NAMED:
        listed += say("path.and_more")
    if not bars.empty:
        return say("path.next_barred", indicators=listed, star=way.star)
    return say("path.next_one", star=way.star, n=len(way.steps), indicators=listed)


def table(steps: pd.DataFrame, held: int, as_of: date, weeks: int) -> str:
    """Steps in order; ``held``: the stars held today, which limits may keep the level below."""
    columns = [
        Column("place", say("path.column.place"), align="center", wrap=False),
        Column("star", say("path.column.star"), wrap=False, narrow="under"),
        Column("indicator", say("path.column.indicator")),
        Column("value", say("path.column.value"), wrap=False),
        Column("gain", say("path.column.gain"), narrow="under"),
        Column("cost", say("path.column.cost"), align="center", wrap=False),
        Column("owner", say("path.column.owner"), narrow="under"),
        Column("done", say("path.column.done"), wrap=False, narrow="below"),
        Column("wins", say("path.column.wins"), wrap=False),
    ]
    rows: list[dict[str, Cell | str | None]] = []
    for row in steps.to_dict("records"):
        gain, gain_of = path_words.gain(row, weeks)
        won = path_words.wins(row, held)
        held += int(row["wins"])
        rows.append(
            {
                "place": str(row["place"]),
                "star": row["star"],
                "indicator": Cell(row["indicator"], strong=True, href=blocks.origin_href(row)),
                "value": Cell(path_words.value_due(row), small=phrases.gap_of(row)),
                "gain": Cell(gain, "ink2", small=gain_of),
                "cost": Cell(path_words.cost(row), "red" if row["kind"] == BAR else ""),
                "owner": Cell(phrases.short_indicator(row["owner_post"]), "ink3"),
                "done": _precedent(row, as_of.year),
                "wins": Cell(won, "gold", strong=True),
            }
        )
    return html_table(columns, rows, label=say("path.title"))


def _precedent(row: Mapping[str, Any], year: int) -> Cell:
    text, when = path_words.precedent(row), path_words.precedent_when(row, year)
    if not text:
        return Cell(when, "ink3")
    link = blocks.href("village", village=row["done_code"], indicator="")
    return Cell(text, href=link, small=when)


def print_line(row: Mapping[str, Any], as_of: date) -> str:
    """The way to the next star in one line of paper; empty without one."""
    ways = ways_of(str(row["village_code"]), as_of)
    if not ways:
        return ""
    steps = plan(ways[:1])
    told = []
    for step in steps.head(MOST_NAMED).to_dict("records"):
        done = path_words.precedent(step)
        nth = int(row["stars_won"]) + int(step["wins"])
        told.append(
            say(
                "path.print_step",
                place=step["place"],
                indicator=phrases.short_indicator(step["indicator"]),
                cost=path_words.cost(step),
                done=say("path.print_done", text=done) if done else "",
                wins=say("path.print_wins", nth=nth) if step["wins"] else "",
            )
        )
    if len(steps) > MOST_NAMED:
        told.append(say("path.print_more", n=len(steps) - MOST_NAMED))
    return say("path.print", steps=say("path.semicolon").join(told))
