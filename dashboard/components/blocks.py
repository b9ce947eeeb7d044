"""Blocks that several screens share: the first sentence, the five numbers, the reading tables.

Text and HTML are built here from frames; ``title`` and ``sentence`` alone talk to Streamlit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from dashboard.components import formats, phrases, theme, view
from dashboard.components.briefing import Part
from dashboard.components.figures.tables import Cell, Column, Table, html_table
from dashboard.components.view import View
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


def more(text: str, href_to: str) -> None:
    """The way to what a short list leaves out."""
    st.html(
        f'<a href="{escape(href_to)}" target="_self" style="font-size:13px;color:{theme.INK3}">'
        f"{escape(text)}</a>"
    )


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
        href=href("village", village=row["village_code"], indicator=""),
    )


def origin_href(row: Mapping[str, Any]) -> str:
    """The link that tells where a village's value comes from."""
    return href("village", village=row["village_code"], indicator=row["indicator_code"])


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
