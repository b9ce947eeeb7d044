"""星级评定: the yearly result, first seen, then recorded."""

from __future__ import annotations

import streamlit as st

from dashboard.components import doing, formats, frame, phrases
from dashboard.components.figures.tables import Cell, Column, html_table
from dashboard.domain.course import FALLS
from dashboard.store import commands
from dashboard.store.commands import YearResult
from dashboard.words import say

MOST_RUNNING = 5


def year_form(year: int) -> None:
    """What recording the year would write, and the form that does it."""
    result = commands.year_result(year)
    if result.running:
        some = say("figures.comma").join(result.running[:MOST_RUNNING])
        st.warning(say("awards.result.running", n=len(result.running), some=some))
    if result.kept:
        st.markdown(say("awards.result.kept", n=result.kept))
    if result.rows.empty:
        st.markdown(say("awards.result.none", year=year))
        return
    st.html(_table(result))
    if not result.running:
        _form(result)


def _table(result: YearResult) -> str:
    columns = [
        Column("village", say("blocks.column.village"), wrap=False),
        Column("last", say("awards.summary.last"), align="center", wrap=False),
        Column("current", say("awards.result.current"), align="center", wrap=False),
        Column("level", say("awards.summary.award"), align="center", wrap=False),
        Column("event", say("awards.result.event")),
    ]
    cells: list[dict[str, Cell | str | None]] = []
    for row in result.rows.to_dict("records"):
        # Of a village whose stars are under way nothing is decided yet, least of all a fall.
        is_open = row["village"] in result.running
        cells.append(
            {
                "village": Cell(phrases.village(row["village"]), strong=True),
                "last": _level(row["last_level"]),
                "current": _level(row["award_level"]),
                "level": say("formats.nothing") if is_open else str(row["level"]),
                "event": Cell(say("awards.result.open"), "ink3")
                if is_open
                else Cell(row["event"], "red" if row["event"] in FALLS else ""),
            }
        )
    return html_table(columns, cells, label=say("awards.result.title"))


def _level(known: float) -> str:
    return say("formats.nothing") if formats.is_missing(known) else str(int(known))


def _form(result: YearResult) -> None:
    turn = doing.turn("awards")
    # What the user saw is what the last run drew.
    seen = st.session_state.get(f"awards_result_{result.year}", result.mark())
    st.session_state[f"awards_result_{result.year}"] = result.mark()
    with st.form(f"year_{result.year}_{turn}", border=False):
        left, right = st.columns(2)
        reason = left.text_input(say("awards.result.reason"), key=f"year_reason_{turn}")
        document = right.text_input(say("awards.result.document"), key=f"year_document_{turn}")
        pressed = st.form_submit_button(
            say("awards.result.do", year=result.year, n=len(result.rows)), type="primary"
        )
    if pressed:
        doing.do(
            "awards",
            lambda: commands.record_year(frame.actor(), result.year, reason, document, seen),
            lambda done: say(
                "awards.result.done", year=result.year, n=done.values, id=done.upload_id
            ),
            lambda _: doing.emptied("awards"),
        )
