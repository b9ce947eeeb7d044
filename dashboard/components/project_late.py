"""Projects on other pages: the late ones for 总览, those of one village for its page."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from dashboard.components import blocks, phrases, theme, view
from dashboard.components import project_words as words
from dashboard.components.figures.tables import Cell, Column, html_table
from dashboard.store import queries
from dashboard.words import say

MOST = 5


def draw(day: date) -> None:
    """The projects that are late, the latest first, and the way to all; nothing without projects."""
    rows = queries.projects(day)
    if rows.empty:
        return
    late = rows[rows["colour"] == "red"]
    with st.container(border=True):
        blocks.title(say("frame.title.projects"), say("projects.count", n=len(rows)))
        st.markdown(words.colours(rows))
        if not late.empty:
            st.html(_table(late.head(MOST), day))
        if len(late) > MOST:
            st.caption(say("projects.more_late", n=len(late) - MOST))
        if st.button(say("projects.open"), key="projects_open"):
            view.go("projects", tab="list", show="red" if len(late) else "", star="", project="")


def draw_village(village_code: str, day: date) -> None:
    """What a village has in hand; nothing where it has no project."""
    rows = queries.projects(day)
    own = rows[rows["village_code"] == village_code]
    if own.empty:
        return
    with st.container(border=True):
        late = int((own["colour"] == "red").sum())
        blocks.title(say("projects.village", n=len(own), late=late))
        st.html(_table(own, day, of_one=True))


def _table(rows: pd.DataFrame, day: date, *, of_one: bool = False) -> str:
    columns = [
        *([] if of_one else [Column("village", say("projects.column.village"), wrap=False)]),
        Column("state", say("projects.column.state"), wrap=False),
        Column("project", say("projects.column.project"), narrow="below"),
        Column("owner", say("projects.column.owner"), narrow="under"),
    ]
    tone = theme.TONE_OF
    cells: list[dict[str, Cell | str | None]] = [
        {
            "village": Cell(phrases.village(row["village"]), strong=True),
            "state": Cell(words.state(row, day), tone[row["colour"]], ground=tone[row["colour"]]),
            "project": Cell(row["project"], href=blocks.href(
                "projects", tab="list", show="", star="", project=row["project_code"])),
            "owner": str(row["owner_post"]),
        }
        for row in rows.to_dict("records")
    ]  # fmt: skip
    return html_table(columns, cells, label=say("frame.title.projects"))
