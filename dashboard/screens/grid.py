"""网格填报: choose what and of which day, type into the grid, save."""

from __future__ import annotations

import streamlit as st

from dashboard.components import frame, grid_entry, view
from dashboard.domain.reporting import PERIODS
from dashboard.words import say


def show() -> None:
    """Draw the screen."""
    frame.head(say("frame.title.grid"), say("grid.note"))
    shown = view.current()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        period = view.segments(
            "show", say("grid.period_label"), PERIODS, lambda one: say(f"grid.period.{one}")
        )
        day = grid_entry.choose_day(shown.as_of if shown else None)
        units = grid_entry.choose_units(day, period)
    if not units["due_count"].sum():
        st.markdown(say("grid.none_due", period=say(f"grid.period.{period}")))
        return
    st.caption(say("grid.how"))
    grid_entry.draw(grid_entry.loaded(period, day, units))
