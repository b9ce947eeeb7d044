"""观摩积分: what villages earned in a quarter, by visits and by entries; prizes are proposals."""

from __future__ import annotations

import streamlit as st

from dashboard.components import (
    blocks,
    doing,
    frame,
    points_board,
    points_forms,
    points_scores,
    points_visits,
)
from dashboard.components import points_tables as tables
from dashboard.components.points_board import Board
from dashboard.words import say

ACTS = {
    "entry": points_forms.entry_form,
    "contest": points_forms.contest_form,
    "scores": points_scores.draw,
}


def show() -> None:
    """Draw the screen."""
    today = points_board.today()
    # The head wants what is exported, so the choice of quarter, which decides it, is drawn below.
    quarter = points_board.asked(today)
    shown = points_board.board(quarter, today)
    frame.head(
        say("frame.title.points"),
        say("points.note", day=today),
        export=tables.export(shown),
        file_name=say("points.file", quarter=str(quarter)),
    )
    points_board.choose(today)
    st.header(points_board.sentence(shown), anchor=False)
    st.markdown(say("points.never_a_star"))
    with st.container(border=True):
        blocks.title(say("points.table"), say("points.table_note"))
        tables.draw_quarter(shown)
    with st.container(border=True):
        blocks.title(say("points.prizes"), say("points.prizes_note"))
        st.html(tables.prize_table(shown).html())
    _acts(shown, is_open=points_board.is_open(quarter, today))
    _visits(shown)
    _entries(shown)


def _acts(shown: Board, *, is_open: bool) -> None:
    with st.container(border=True):
        blocks.title(say("points.acts"), say("points.acts_note"))
        # The page is long: a toast says it wherever one is.
        doing.told("points", toast=True)
        if not is_open:
            st.markdown(say("points.is_closed"))
            return
        act = st.segmented_control(
            say("points.acts"), list(ACTS), default="entry", key="points_act", required=True,
            wrap=True, format_func=lambda one: say(f"points.act.{one}"),
            label_visibility="collapsed",
        )  # fmt: skip
        ACTS[str(act)](shown)


def _visits(shown: Board) -> None:
    blocks.title(say("points.visits"), say("points.visits_note"))
    if shown.contests.empty:
        st.markdown(say("points.no_visits"))
    points_visits.draw(shown)


def _entries(shown: Board) -> None:
    with st.container(border=True):
        blocks.title(say("points.entries"), say("points.entries_note", n=len(shown.entries)))
        if shown.entries.empty:
            st.markdown(say("points.no_entries"))
        else:
            tables.draw_entries(shown.entries)
        with st.expander(say("points.reverse_title")):
            points_forms.reverse_form(shown)
