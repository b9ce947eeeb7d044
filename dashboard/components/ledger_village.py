"""The open ledger items of one village, for its page."""

from __future__ import annotations

import streamlit as st

from dashboard.components import blocks, ledger_day, ledger_force, view
from dashboard.words import say

MOST = 6


def draw(village_code: str) -> None:
    """A block with what the village has open on the ledger, and the way there; nothing where it never
    had an item."""
    shown = ledger_day.current()
    own = shown.rows[shown.rows["village_code"] == village_code]
    if own.empty:
        return
    running = own[own["is_open"].astype(bool)]
    late = int((running["colour"] == "red").sum())
    with st.container(border=True):
        closed = len(own) - len(running)
        blocks.title(
            say("ledger.village.title", n=len(running), late=late),
            say("ledger.village.note", closed=closed),
        )
        if running.empty:
            st.markdown(say("ledger.village.none"))
        else:
            label = say("frame.title.ledger")
            st.html(ledger_force.items(running.head(MOST), shown, label, of_one=True))
            if len(running) > MOST:
                st.caption(say("ledger.board.more", n=len(running) - MOST))
        if st.button(say("ledger.village.open"), key="ledger_village"):
            view.go("ledger", **ledger_day.address(village=village_code))
