"""The table of computed shortfalls: its cells, its filters, its drawing."""

from __future__ import annotations

from datetime import date
from zlib import crc32

import pandas as pd
import streamlit as st

from dashboard.components import blocks, doing, formats, parts, phrases, theme, view
from dashboard.domain.names import group_order
from dashboard.store import queries
from dashboard.words import say

STATES = ["every", "winning", "unmet", "unknown", "missing", "stale"]
UNKNOWN = ("missing", "stale")
FILTERS = {"area_group": "area", "owner_post": "post"}
"""Columns by which a table is narrowed, with their key in the URL."""


def build(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per shortfall as shown (also exported); rows as of path_words.with_words and
    ledger_take.with_items."""
    cells = [
        {
            say("shortfalls.column.village"): phrases.village(row["village"]),
            say("shortfalls.column.star"): row["star"],
            say("shortfalls.column.indicator"): row["indicator"],
            say("shortfalls.column.state"): formats.state_word(row["state"]),
            say("shortfalls.column.value"): phrases.value_due(row),
            say("shortfalls.column.gap"): phrases.gap_of(row),
            say("shortfalls.column.gain"): blocks.gain(row["stars_gained"]).text,
            say("shortfalls.column.item"): row["item_no"],
            say("shortfalls.column.cost"): row["cost"],
            say("shortfalls.column.precedent"): row["precedent"],
            say("shortfalls.column.owner"): row["owner_post"],
            say("shortfalls.column.group"): row["area_group"],
            say("shortfalls.column.origin"): phrases.origin(row),
        }
        for row in rows.to_dict("records")
    ]
    return pd.DataFrame(cells, columns=[*_titles()])


def _titles() -> list[str]:
    names = (
        "village", "star", "indicator", "state", "value", "gap", "gain", "item", "cost",
        "precedent", "owner", "group", "origin",
    )  # fmt: skip
    return [say(f"shortfalls.column.{name}") for name in names]


def sentence(rows: pd.DataFrame, before: pd.DataFrame) -> str:
    """How many there are, how that moved, what closing single ones would win (Markdown)."""
    more = len(rows) - len(before)
    key = "more" if more > 0 else "less" if more < 0 else "same"
    move = say(f"shortfalls.move.{key}", n=abs(more))
    unknown = int((rows["state"] != "unmet").sum())
    gains = int((rows["stars_gained"] > 0).sum())
    return say("shortfalls.sentence", n=len(rows), move=move, unknown=unknown, gains=gains)


def choose_state(rows: pd.DataFrame) -> str:
    """Which shortfalls, with their counts; kept in the URL."""
    counts = {
        "every": len(rows),
        "winning": int((rows["stars_gained"] > 0).sum()),
        "unknown": int(rows["state"].isin(UNKNOWN).sum()),
        **{state: int((rows["state"] == state).sum()) for state in ("unmet", "missing", "stale")},
    }
    return view.segments(
        "show", say("shortfalls.which"), STATES,
        lambda one: say(f"shortfalls.state.{one}", n=counts[one]),
    )  # fmt: skip


def choose_village(as_of: date) -> str:
    """One village of the day or all; kept in the URL."""
    names = queries.villages_on_day(as_of).set_index("village_code")["village"].to_dict()
    return view.choice(
        "village", say("frame.label.village"), ["", *names], "",
        lambda code: say("shortfalls.village_is", name=phrases.village(names[code]) if code
                         else say("ranking.every")),
        label_visibility="collapsed", width=128,
    )  # fmt: skip


def choose_star() -> str:
    """One star or all; kept in the URL."""
    names = queries.star_list().set_index("star_code")["star"].to_dict()
    return view.choice(
        "star", say("blocks.column.star"), ["", *names], "",
        lambda code: say("shortfalls.star_is", name=names[code] if code else say("ranking.every")),
        label_visibility="collapsed", width=148,
    )  # fmt: skip


def choose(column: str, rows: pd.DataFrame, width: int) -> str:
    """One 管区 (area_group) or post (owner_post) of the rows, or all; kept in the URL."""
    names = {one: one for one in sorted(rows[column].unique(), key=group_order)}
    return view.one_or_all(FILTERS[column], say(f"shortfalls.filter.{column}"), names, width)


def narrowed(rows: pd.DataFrame, state: str, **wanted: str) -> pd.DataFrame:
    """The rows that fit; an empty wish fits all."""
    kept = rows
    if state == "winning":
        kept = kept[kept["stars_gained"] > 0]
    elif state == "unknown":
        kept = kept[kept["state"].isin(UNKNOWN)]
    elif state != "every":
        kept = kept[kept["state"] == state]
    for column, value in wanted.items():
        if value:
            kept = kept[kept[column] == value]
    return kept


def draw(rows: pd.DataFrame, as_of: date) -> list[int]:
    """The table; a village's name leads to its page, a value to where it comes from. Returns the places
    of the rows that are chosen."""
    shown = build(rows)
    codes = list(rows["village_code"])
    states = list(rows["state"])
    indicators = list(rows["indicator_code"])
    village, _, _, state, value, _, gain, *_ = _titles()

    def open_village() -> None:
        view.go("village", village=codes[st.session_state["shortfall_open"].row], indicator="")

    def open_origin() -> None:
        place = st.session_state["shortfall_origin"].row
        view.go("village", village=codes[place], indicator=indicators[place])

    styled = shown.style.apply(
        lambda column: [_state_style(one) for one in states], subset=[state]
    ).map(lambda text: f"color:{theme.GOLD};font-weight:700" if "★" in text else
          f"color:{theme.INK3}", subset=[gain])  # fmt: skip
    widths = {"star": 82, "indicator": 210, "state": 72, "gap": 90, "gain": 60,
              "item": 82, "cost": 60, "precedent": 150, "owner": 220, "group": 80, "origin": 320}  # fmt: skip
    # Row numbers mean something only for the rows they were chosen among.
    among = repr((as_of, codes, indicators)).encode()
    key = f"shortfalls_{crc32(among)}_{doing.turn('ledger')}"
    st.dataframe(
        styled,
        key=key,
        on_select="rerun",
        selection_mode="multi-row",
        hide_index=True,
        row_height=36,
        height=min(36 * (len(shown) + 1) + 2, 722),
        placeholder=say("formats.missing"),
        alt=say("shortfalls.alt", day=as_of),
        column_config={
            village: parts.name_column("shortfall_open", open_village),
            value: st.column_config.ButtonColumn(
                width=190, type="tertiary", alignment="left", key="shortfall_origin",
                on_click=open_origin,
            ),
            **{
                say(f"shortfalls.column.{name}"): st.column_config.TextColumn(width=width)
                for name, width in widths.items()
            },
        },
    )  # fmt: skip

    state_of = st.session_state.get(key)
    picked = state_of["selection"]["rows"] if state_of else []
    return [int(place) for place in picked if place < len(shown)]


def _state_style(state: str) -> str:
    if state == "unmet":
        return f"background-color:{theme.RED_GROUND};color:{theme.RED}"
    return f"background-color:{theme.NEUTRAL_GROUND};color:{theme.INK2}"
