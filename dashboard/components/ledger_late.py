"""The red list of 总览: what is past its day on the ledger."""

from __future__ import annotations

import streamlit as st

from dashboard.components import blocks, ledger_day, ledger_weeks, view
from dashboard.words import say

MOST = 5


def draw() -> None:
    """The latest items and the way to all of them; nothing while none is late."""
    shown = ledger_day.current()
    late = shown.shortfalls[shown.shortfalls["colour"] == "red"]
    if late.empty:
        return
    with st.container(border=True):
        note = say("ledger.red.note", n=len(late), listed=min(len(late), MOST))
        blocks.title(say("ledger.red.title"), note)
        st.html(ledger_weeks.late_table(late.head(MOST), shown))
        if st.button(say("ledger.red.all")):
            view.go("ledger", **ledger_day.address(show="late"))
