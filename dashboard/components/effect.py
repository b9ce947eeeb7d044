"""What an act would change in stars and shortfalls: drawn before it is done."""

from __future__ import annotations

import streamlit as st

from dashboard.components import blocks, phrases
from dashboard.components.view import View
from dashboard.store.commands import Impact, Withdrawal
from dashboard.words import say


def draw(change: Impact | Withdrawal, values: str) -> None:
    """One line on values (given) and shortfalls, and the stars won and lost with their causes."""
    key = "history.stars_none" if change.turned.empty else "history.stars_some"
    st.markdown(
        values
        + say("history.shortfalls", closed=change.closed, opened=change.opened)
        + say(key, day=change.as_of)
    )
    if not change.turned.empty:
        day = View(change.as_of, change.as_of, ())
        st.html(blocks.change_table(phrases.causes(change.turned), day).html())
