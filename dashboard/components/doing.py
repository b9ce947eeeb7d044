"""Acts of the store done from a form: what was done is said once, after the page was drawn anew; a
refusal is said at once, and what was typed stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from dashboard.components import formats
from dashboard.domain.errors import Refused

Done = TypeVar("Done")


def do(
    place: str,
    command: Callable[[], Done],
    message: Callable[[Done], str],
    after: Callable[[Done], Any] = lambda _: None,
) -> None:
    """Do an act and draw the page anew, where ``told(place)`` says what ``message`` makes of it; or say
    why it was refused. ``after`` is done in between: what the page must forget or open."""
    try:
        done = command()
    except Refused as refused:
        st.error(formats.markdown(refused))
        return
    after(done)
    tell(place, message(done))
    st.rerun()


def tell(place: str, message: str) -> None:
    """Keep what ``told(place)`` is to say."""
    st.session_state[f"{place}_told"] = message


def told(place: str, *, toast: bool = False) -> None:
    """What the last act of a place did, said once; with ``toast`` also in sight of a long page."""
    message = st.session_state.pop(f"{place}_told", None)
    if message:
        st.success(formats.markdown(message))
        if toast:
            st.toast(formats.markdown(message))


def turn(place: str) -> int:
    """How often the form of a place was emptied; a part of its keys."""
    return int(st.session_state.setdefault(f"{place}_turn", 0))


def emptied(place: str) -> None:
    """Empty the form of a place: new keys make it anew, so that nothing is stored twice."""
    st.session_state[f"{place}_turn"] = turn(place) + 1
