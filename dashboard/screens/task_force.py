"""专班: one star across the villages — who holds it, what each still lacks, what blocks most."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard.components import blocks, frame, pair_table, star_matrix, view
from dashboard.components.view import View
from dashboard.store import queries
from dashboard.words import say


def show() -> None:
    """Draw the screen."""
    shown = view.current()
    title = say("frame.title.taskforce")
    if shown is None:
        frame.head(title, say("overview.no_data"))
        return frame.empty_state()
    names = queries.star_list().set_index("star_code")["star"].to_dict()
    star = star_matrix.wanted()
    rows = queries.star_matrix(shown.as_of, star)
    frame.head(
        title,
        say("matrix.note"),
        shown=shown,
        export={title: partial(star_matrix.frame, rows)} if len(rows) else None,
        file_name=f"{title}_{shown.as_of}",
    )
    star_matrix.choose_star()
    if rows.empty:
        st.header(say("matrix.no_rules"), anchor=False)
        return None
    st.header(star_matrix.sentence(rows, names.get(star, "")), anchor=False)
    part = star_matrix.choose_villages(rows)
    st.html(star_matrix.html(part))
    st.caption(say("matrix.legend"))
    left, right = st.columns(2)
    with left, st.container(border=True):
        blocks.title(say("matrix.blockers"), say("matrix.blockers_note"))
        _table(star_matrix.blockers(rows), say("matrix.nothing_lacks"))
    with right, st.container(border=True):
        blocks.title(say("matrix.one_short"), star_matrix.short_note(rows))
        _table(star_matrix.short_table(rows), say("matrix.no_one_short"))
    if star:
        _pairs(star, shown)
    return None


def _pairs(star: str, shown: View) -> None:
    pairs = queries.pairs(shown.as_of)
    pairs = pairs[pairs["star_code"] == star]
    with st.container(border=True):
        blocks.title(say("matrix.pairs"), say("pairs.register_note"))
        _table("" if pairs.empty else pair_table.table(pairs, shown), say("matrix.no_pairs"))


def _table(drawn: str, otherwise: str) -> None:
    if drawn:
        st.html(drawn)
    else:
        st.markdown(otherwise)
