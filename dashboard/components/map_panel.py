"""Widgets of the star map: what to show, the clickable tiles, the panel of one village."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.components import v2 as components

from dashboard.components import formats, level_limits, phrases, theme, view
from dashboard.components.figures.tile_html import TILE_CSS, tile_html
from dashboard.components.view import View
from dashboard.store import queries
from dashboard.words import say


def which(kind: str) -> str:
    """Which star or indicator the map shows; '' when the kind needs none."""
    if kind == "star":
        stars = queries.star_list().set_index("star_code")["star"].to_dict()
        codes = list(stars)
        return view.choice(
            "star", say("map.which_star"), codes, codes[0], lambda code: str(stars[code]),
            label_visibility="collapsed",
        )  # fmt: skip
    if kind == "indicator":
        names = queries.indicators().set_index("indicator_code")["indicator"].to_dict()
        codes = list(names)
        return view.choice(
            "indicator", say("map.which_indicator"), codes, codes[0],
            lambda code: f"{code} {names[code]}", label_visibility="collapsed",
        )  # fmt: skip
    return ""


def indicator(code: str) -> Mapping[str, Any]:
    """The definition of an indicator."""
    rows = queries.indicators()
    row: dict[str, Any] = rows[rows["indicator_code"] == code].iloc[0].to_dict()
    return row


@cache
def _tiles() -> Callable[..., Any]:
    """The tiles as a component: a chart library would take half of the page's time."""
    script = Path(__file__).with_name("tiles.js").read_text("utf-8")
    component: Callable[..., Any] = components.component("xingtu_tiles", css=TILE_CSS, js=script)
    return component


def draw(drawn: pd.DataFrame, mode: str) -> None:
    """The tiles; a click marks the village and puts it into the URL."""
    _tiles()(
        key="tiles",
        data={"html": tile_html(drawn, mode=mode, selected=view.get("village") or None)},
        on_village_change=lambda: view.put("village", str(st.session_state["tiles"]["village"])),
    )


def village(ranking: pd.DataFrame, shown: View) -> None:
    """The chosen village: its stars, what its next star needs, and the way to its page."""
    rows = ranking[ranking["village_code"] == view.get("village")]
    if rows.empty:
        st.subheader(say("map.panel_empty"), anchor=False)
        st.markdown(say("map.panel_hint"))
        return
    row = rows.iloc[0].to_dict()
    fill = theme.LEVEL_RAMP[min(int(row["level"]), 5)]
    st.html(
        f'<div style="display:flex;gap:12px;align-items:center;flex-wrap:wrap">'
        f'<b style="font-size:20px">{escape(row["village"])}</b>'
        f'<span style="background:{fill.fill};color:{fill.text};padding:2px 12px;'
        f'border:1px solid {fill.edge}">{escape(formats.level_text(row["level"]))}</span></div>'
        f'<div style="font-size:13px;color:{theme.INK3};margin-top:4px">{escape(_place(row))}</div>'
        + _limited(row, shown)
        + _stars(row, shown)
        + _next(row)
    )
    if st.button(say("map.open_village"), type="primary", width="stretch"):
        view.go("village", village=row["village_code"], indicator="")
    if st.button(say("map.open_shortfalls"), width="stretch"):
        view.go("shortfalls", village=row["village_code"])


def _limited(row: Mapping[str, Any], shown: View) -> str:
    """Why the level is below the stars; '' where it is not."""
    told = level_limits.of_village(queries.level_limits(shown.as_of), row["village_code"])
    return f'<div style="font-size:14px;margin-top:6px">{escape(told)}</div>' if told else ""


def _place(row: Mapping[str, Any]) -> str:
    return say(
        "map.place",
        group=row["area_group"],
        rank=formats.rank_text(row["rank"], row["rank_shared_by"] > 1),
        met=row["mandatory_met"],
        total=row["mandatory_total"],
        move=formats.rank_change_text(row["rank_change"]),
    )


def _stars(row: Mapping[str, Any], shown: View) -> str:
    stars = queries.stars(shown.as_of)
    own = stars[stars["village_code"] == row["village_code"]]
    lines = []
    for star in own.to_dict("records"):
        colour = theme.GOLD if star["state"] == "won" else theme.INK3
        count = say("map.met_of", met=star["mandatory_met"], total=star["mandatory_total"])
        lines.append(
            f'<div style="display:flex;gap:12px;padding:7px 0;border-bottom:1px solid {theme.HAIR}">'
            f'<span style="color:{colour};width:20px">{formats.star_glyph(star["state"])}</span>'
            f'<b style="flex:1">{escape(star["star"])}</b>'
            f"<span>{escape(formats.state_word(star['state']))}</span>"
            f'<span style="width:52px;text-align:right">{escape(count)}</span></div>'
        )
    return f'<div style="margin-top:8px;font-size:14.5px">{"".join(lines)}</div>'


def _next(row: Mapping[str, Any]) -> str:
    if formats.is_missing(row["near_star_code"]):
        return ""
    head = say("map.next_star", star=row["near_star"], n=int(row["near_count"]))
    near = {name.removeprefix("near_"): value for name, value in row.items()}
    value = {
        **near, "gap": None, "age_days": None, "qualifier": "=", "indicator": near["indicator"],
    }  # fmt: skip
    first = phrases.lacking(value) if near["state"] != "stale" else say(
        "map.stale", indicator=near["indicator"]
    )  # fmt: skip
    return (
        f'<div style="border-left:4px solid {theme.INK};padding:4px 12px;margin-top:14px;'
        f'line-height:1.7"><b>{escape(head)}</b><br>{escape(first)}<br>'
        f'<span style="color:{theme.INK3}">{escape(str(near["owner_post"]))}</span></div>'
    )
