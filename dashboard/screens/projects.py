"""项目三色: which projects are late, which run, which are done; whose they are and what is due next."""

from __future__ import annotations

import streamlit as st

from dashboard.components import frame, project_table, view
from dashboard.components import project_words as words
from dashboard.store import commands, definitions, queries
from dashboard.words import say


def show() -> None:
    """Draw the screen."""
    shown = view.current()
    day = shown.as_of if shown else commands.business_today()
    rows, milestones = queries.projects(day), queries.project_milestones(day)
    title = say("frame.title.projects")
    frame.head(
        title,
        say("projects.note"),
        shown=shown,
        export={title: project_table.build(rows, milestones, day)},
        file_name=f"{title}_{day}",
    )
    if rows.empty:
        st.header(say("projects.none"), anchor=False)
        return
    st.header(words.sentence(rows), anchor=False)
    kept = project_table.choose(rows)
    st.html(words.legend(definitions.project_rules().soon_days))
    if kept.empty:
        st.markdown(say("projects.none_such"))
    else:
        project_table.draw(kept, milestones, day)
