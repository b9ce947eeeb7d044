"""Step 3, what is wrong: every place with its cure, to be filtered, mended here, or taken away as
the same file with a column 问题."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import pandas as pd
import streamlit as st

from dashboard.components import blocks, formats, frame, theme
from dashboard.components.figures.tables import Cell, Column, html_table
from dashboard.components.upload import state
from dashboard.components.upload.questions import is_unclear
from dashboard.domain.intake import Notice, Problem, Verdict
from dashboard.domain.intake.privacy import HIDDEN
from dashboard.words import say

Mark = Callable[[Verdict], bytes]
MOST_ROWS = 200
MOST_MENDED = 20
MENDABLE = frozenset(
    {"not_a_number", "out_of_range", "not_a_date", "no_date", "missing_cell", "unknown_village"}
)


def show(verdict: Verdict, marked: Mark, marked_name: str) -> None:
    """The block of errors; nothing when there are none but open questions. ``marked`` makes the file
    with its column 问题 when it is asked for, of that name."""
    wrong = [one for one in verdict.problems if not is_unclear(one)]
    if not wrong:
        return
    with st.container(border=True):
        blocks.title(say("upload.problems", n=len(wrong)), say("upload.problems_note"))
        kept = _filtered(wrong)
        mendable = [one for one in kept if _is_mendable(one)]
        if mendable:
            mend(mendable)
        rest = [one for one in kept if one not in mendable[:MOST_MENDED]]
        if rest:
            table(rest)
        _take_away(verdict, wrong, marked, marked_name)


def _take_away(verdict: Verdict, wrong: Sequence[Problem], marked: Mark, marked_name: str) -> None:
    """The list of problems, and the same file back with a column 问题."""
    with st.container(horizontal=True):
        download_list(wrong, say("upload.problems_file"))
        # A file that is no table has no rows to write beside, and no person's number is repeated.
        if verdict.content and not any(one.kind == "private_data" for one in wrong):
            st.download_button(
                say("upload.marked"), lambda: marked(verdict), on_click="ignore",
                file_name=marked_name,
            )  # fmt: skip


def _filtered(wrong: list[Problem]) -> list[Problem]:
    """Those of the chosen kind and column."""
    kinds = list(dict.fromkeys(one.kind for one in wrong))
    columns = list(dict.fromkeys(one.column for one in wrong if one.column))
    if len(kinds) + len(columns) < 4:
        return wrong
    left, right, _ = st.columns([1, 1, 2])
    every = say("upload.every")
    with left:
        kind = st.selectbox(
            say("upload.of_kind"), [every, *kinds], key="problem_kind",
            format_func=lambda one: one if one == every else label(one),
        )  # fmt: skip
    with right:
        column = st.selectbox(say("upload.of_column"), [every, *columns], key="problem_column")
    return [
        one for one in wrong
        if kind in (every, one.kind) and column in (every, one.column)
    ]  # fmt: skip


def label(kind: str) -> str:
    """What a kind of problem is called."""
    return say(f"problems.{kind}")


def _is_mendable(one: Problem) -> bool:
    return one.kind in MENDABLE and has_place(one)


def has_place(one: Problem) -> bool:
    """Whether it speaks of one cell that may be shown, so that another text can be put there."""
    return bool(one.row and one.column) and one.cell != HIDDEN


def mend(wrong: Sequence[Problem], form: str = "mend") -> None:
    """A place to write for each wrong cell; the file stays as received."""
    with st.form(form, border=False):
        for place, one in enumerate(wrong[:MOST_MENDED]):
            where, told, cell = st.columns([2, 4, 1.6], vertical_alignment="center")
            where.html(_where(one))
            told.markdown(formats.markdown(one.message))
            cell.text_input(
                say("upload.mend_at", row=one.row, column=one.column), key=_key(place, one),
                placeholder=say("upload.mend_here"), label_visibility="collapsed",
            )  # fmt: skip
        if st.form_submit_button(say("upload.mend_done")):
            _take(wrong[:MOST_MENDED])


def _where(one: Problem) -> str:
    """Row, column and cell of a problem, the cell on red."""
    shown = escape((one.cell or "")[:40] or say("upload.blank"))
    row = escape(say("upload.row_is", row=one.row))
    return (
        f'<div style="font-size:14px;line-height:1.5"><b>{row}</b>　{escape(one.column or "")}<br>'
        f'<span style="background:{theme.RED_GROUND};color:{theme.RED};font-weight:600;'
        f'padding:1px 6px">{shown}</span></div>'
    )


def _take(wrong: Sequence[Problem]) -> None:
    cells = {}
    for place, one in enumerate(wrong):
        text = str(st.session_state.get(_key(place, one), "")).strip()
        if text and one.row and one.column:
            cells[one.row, one.column] = text
    if not cells:
        st.warning(say("upload.mend_none"))
        return
    state.answer(cells=cells)
    st.rerun()


def _key(place: int, one: Problem) -> str:
    return f"mend_{state.turn()}_{one.kind}_{place}_{one.row}_{one.column}_{one.cell}"


def table(problems: Sequence[Problem | Notice], tone: str = "red") -> None:
    """Row, column, cell, what is wrong with the cure; the cell on the ground of ``tone``, if any."""
    columns = [
        Column("row", say("upload.column.row"), align="right", wrap=False),
        Column("column", say("upload.column.column"), wrap=False),
        Column("cell", say("upload.column.cell")),
        Column("message", say("upload.column.message"), narrow="below"),
    ]
    rows: list[dict[str, Cell | str | None]] = [
        {
            "row": str(one.row or say("upload.whole_file")),
            "column": one.column or "",
            "cell": Cell((one.cell or "")[:60], tone, True, ground=tone if one.cell else ""),
            "message": one.message,
        }
        for one in problems[:MOST_ROWS]
    ]
    st.html(html_table(columns, rows, label=say("upload.column.message")))
    if len(problems) > MOST_ROWS:
        st.caption(say("upload.more", n=len(problems) - MOST_ROWS))


def download_list(
    problems: Sequence[Problem | Notice], name: str, text: str = "upload.download_problems"
) -> None:
    """The whole list as CSV; ``text`` is the key of the button's words."""
    parts = ["row", "column", "cell", "message"]
    every = pd.DataFrame([one.as_dict() for one in problems])[parts]
    every.columns = [say(f"upload.column.{part}") for part in parts]
    frame.download(say(text), every, name)
