"""星图: where, at a glance, and what one village needs next."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.components import frame, map_panel, tiles, view
from dashboard.components.view import View
from dashboard.store import queries
from dashboard.words import say

SHOWS = ["level", "star", "indicator", "shortfalls"]


def show() -> None:
    """Draw the screen."""
    shown = view.current()
    if shown is None:
        frame.head(say("frame.title.map"), say("overview.no_data"))
        return frame.empty_state()
    ranking = queries.ranking(shown.as_of, shown.compare)
    corner = frame.head(say("frame.title.map"), say("map.note"), shown=shown)
    kinds, which, change = st.columns([3.4, 3, 2.4], vertical_alignment="center")
    with kinds:
        kind = view.segments("show", say("map.shows"), SHOWS, lambda one: say(f"map.show.{one}"))
    with which:
        chosen = map_panel.which(kind)
    with change:
        as_change = st.toggle(say("map.as_change"), key="map_change")
    drawn, mode, legend = _tiles(shown, kind, chosen, as_change)
    with corner:
        name = f"{say('frame.title.map')}_{shown.as_of}"
        frame.export_menu({say("frame.title.map"): tiles.table(drawn)}, name)
    left, right = st.columns([3, 1])
    with left, st.container(border=True):
        map_panel.draw(drawn, mode)
        st.html(legend)
        st.caption(say("map.schematic"))
    with right, st.container(border=True):
        map_panel.village(ranking, shown)
    return None


def _tiles(shown: View, kind: str, chosen: str, as_change: bool) -> tuple[pd.DataFrame, str, str]:
    ranking = queries.ranking(shown.as_of, shown.compare)
    changes = queries.changes(shown.as_of, shown.compare)
    if kind == "star":
        drawn = tiles.star_tiles(ranking, queries.stars(shown.as_of), chosen, changes)
        return drawn, "star", tiles.legend(drawn, "star")
    if kind == "indicator":
        rows = queries.indicator_map(shown.as_of, shown.compare, chosen)
        indicator = map_panel.indicator(chosen)
        drawn = tiles.indicator_tiles(rows, indicator, as_change=as_change)
        return drawn, "share", tiles.value_legend(drawn, rows, indicator)
    if kind == "shortfalls":
        drawn = tiles.shortfall_tiles(ranking)
        return drawn, "share", tiles.count_legend(drawn, ranking)
    drawn = tiles.level_tiles(ranking, changes, as_change=as_change)
    names = list(queries.star_list()["star"])
    return drawn, "level", tiles.legend(drawn, "level", star_names=names)
