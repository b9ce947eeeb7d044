"""得失记录: every star won or lost between two days or week by week, and what caused it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard.components import change_list, formats, frame, view
from dashboard.store import queries
from dashboard.words import say


def show() -> None:
    """Draw the screen."""
    shown = view.current()
    title = say("frame.title.changes")
    if shown is None:
        frame.head(title, say("overview.no_data"))
        return frame.empty_state()
    covered = change_list.span(shown)
    rows = queries.change_log(covered.days)
    frame.head(
        title,
        say("changes.note"),
        shown=shown,
        export={title: partial(change_list.frame, rows)},
        file_name=f"{title}_{covered.days[0]}_{shown.as_of}",
    )
    view.segments("show", say("changes.span"), change_list.SPANS, _span)
    st.header(formats.markdown(change_list.sentence(rows, covered)), anchor=False)
    kept = change_list.chosen(rows)
    if not kept.empty:
        st.html(change_list.html(kept))
    elif not rows.empty:
        st.markdown(say("changes.filtered_none"))
    note = change_list.cut_note(kept, covered)
    if note:
        st.markdown(note)
    st.caption(say("changes.method"))
    return None


def _span(one: str) -> str:
    return say(f"changes.spans.{one}")
