"""看板: the items of the ledger by where they stand, at most a few cards a column."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components import blocks, formats, phrases, theme
from dashboard.components import ledger_words as words
from dashboard.components.figures.tables import badge
from dashboard.components.ledger_day import Ledger
from dashboard.components.ledger_weeks import item_href
from dashboard.domain import ledger
from dashboard.words import say

MOST = 4
COLUMNS = {
    ledger.UNCLAIMED: (ledger.UNCLAIMED,),
    ledger.RECTIFYING: (ledger.RECTIFYING, ledger.RETURNED, ledger.SUSPENDED),
    ledger.APPLIED: (ledger.APPLIED,),
    ledger.CLOSED: (ledger.CLOSED,),
}
"""The columns with the states they hold."""


def draw(shown: Ledger, rows: pd.DataFrame) -> None:
    """The four columns."""
    places = st.columns(len(COLUMNS))
    for place, (state, states) in zip(places, COLUMNS.items(), strict=True):
        own = rows[rows["state"].isin(states)]
        if state == ledger.CLOSED:
            own = own.sort_values("closed_on", ascending=False, kind="stable")
        with place, st.container(border=True):
            st.html(column(state, own, shown))


def column(state: str, rows: pd.DataFrame, shown: Ledger) -> str:
    """One column: its name and counts, its first cards, how many more there are."""
    name = ledger.STATES[ledger.SHORTFALL][state]
    counted = [say("ledger.board.count", n=len(rows))]
    counted += [
        say("ledger.board.also", name=ledger.STATES[ledger.SHORTFALL][one], n=n)
        for one in (ledger.RETURNED, ledger.SUSPENDED)
        if state == ledger.RECTIFYING and (n := int((rows["state"] == one).sum()))
    ]
    head = (
        '<div style="display:flex;justify-content:space-between;align-items:baseline;gap:0 12px;'
        f'flex-wrap:wrap"><b style="font-size:17px">{escape(name)}</b>'
        f'<span style="font-size:13px;color:{theme.INK3}">{escape("　".join(counted))}</span></div>'
    )
    cards = "".join(card(row, shown) for row in rows.head(MOST).to_dict("records"))
    rest = len(rows) - MOST
    told = escape(say("ledger.board.more", n=rest)) if rest > 0 else ""
    if rows.empty:
        told = escape(say("ledger.board.none"))
    show = "closed" if state == ledger.CLOSED else ""
    there = blocks.href("ledger", tab="list", kind="", show=show, item="")
    if rest > 0:
        told = f'<a href="{escape(there)}" target="_self" style="color:{theme.INK3}">{told}</a>'
    foot = f'<div style="font-size:13px;color:{theme.INK3};margin-top:8px">{told}</div>'
    return (
        f'<div style="color:{theme.INK};line-height:1.5">{head}{cards}{foot if told else ""}</div>'
    )


def card(row: Mapping[Any, Any], shown: Ledger) -> str:
    """One item: village and number, what, value, colour, post."""
    lines = [escape(str(row["what"]))]
    if not formats.is_missing(row["state_now"]):
        lines.append(escape(words.value_due(row, shown.day)))
    told = words.colour(row, shown.day.year)
    if row["colour"] == "green":
        day = formats.day(row["closed_on"], shown.day.year)
        told = say("ledger.board.closed", glyph=theme.GLYPHS["closed"], day=day)
    marks = words.marks(row)
    owner = "" if formats.is_missing(row["owner_post"]) else str(row["owner_post"])
    quiet = "　".join(filter(None, (owner, marks)))
    village = escape(phrases.village(str(row["village"])))
    return (
        f'<div style="border:1px solid {theme.LINE};border-radius:2px;padding:8px 12px;'
        'margin-top:8px;overflow-wrap:anywhere">'
        '<div style="display:flex;justify-content:space-between;gap:8px">'
        f'<a href="{escape(item_href(row))}" target="_self" '
        f'style="color:{theme.INK};font-weight:700">{village}</a>'
        f'<span style="font-size:13px;color:{theme.INK3}">{escape(str(row["item_no"]))}</span></div>'
        + "".join(f"<div>{line}</div>" for line in lines)
        + f"<div>{badge(told, theme.TONE_OF[str(row['colour'])])}</div>"
        f'<div style="font-size:13px;color:{theme.INK3}">{escape(quiet)}</div></div>'
    )
