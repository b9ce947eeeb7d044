"""项目三色: which projects are late, which run, which are done; whose they are and what is due next."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from dashboard.components import (
    doing,
    frame,
    project_forms,
    project_funds,
    project_new,
    project_panel,
    project_plan,
    project_table,
    view,
)
from dashboard.components import project_words as words
from dashboard.reports import project_book
from dashboard.reports.routes import BOOK
from dashboard.store import commands, definitions, queries
from dashboard.words import say

TABS = ("list", "plan", "map", "funds")


def show() -> None:
    """Draw the screen."""
    shown = view.current()
    day = shown.as_of if shown else commands.business_today()
    rows, milestones, funds = (
        queries.projects(day), queries.project_milestones(day), queries.funds(day)
    )  # fmt: skip
    title = say("frame.title.projects")
    corner = frame.head(title, say("projects.note"), shown=shown)
    with corner:
        frame.export_menu(
            {
                title: lambda: project_table.build(rows, milestones, day),
                say("projects.export_funds"): lambda: project_funds.build(funds),
            },
            f"{title}_{day}",
        )
    doing.told(project_forms.PLACE)
    if rows.empty and funds.empty:
        st.header(say("projects.none"), anchor=False)
        st.markdown(say("projects.none_hint"))
        _new(day)
        return
    st.header(words.sentence(rows), anchor=False)
    kept = project_table.narrowed(rows)
    st.html(words.legend(definitions.project_rules().soon_days))
    # Whoever follows a link to a project would not find its sheet below the list.
    linked = project_panel.is_linked()
    if linked:
        project_panel.draw(rows, milestones, day)
    _tabs(kept, milestones, funds, day)
    if not linked and not rows.empty:
        project_panel.draw(rows, milestones, day)
    _new(day)


def _tabs(kept: pd.DataFrame, milestones: pd.DataFrame, funds: pd.DataFrame, day: date) -> None:
    tab = view.tabs("tab", TABS, lambda one: say(f"projects.tab.{one}"))
    with tab.place:
        if tab.name == "funds":
            project_funds.draw(funds)
            with st.expander(say("projects.village_fund")):
                project_forms.fund_form(None, None, min(day, commands.business_today()))
        elif tab.name == "map":
            project_plan.draw_map(kept, day)
        elif kept.empty:
            st.markdown(say("projects.none_such"))
        elif tab.name == "plan":
            project_plan.draw_plan(kept, milestones, day)
        else:
            project_table.draw(kept, milestones, day)
            _paper(kept, milestones, day)


def _paper(kept: pd.DataFrame, milestones: pd.DataFrame, day: date) -> None:
    """The workbook that prints: the projects as shown."""
    name = say("projects.book.file", day=day)
    st.download_button(
        say("projects.book.button"), lambda: project_book.book(kept, milestones, day),
        file_name=f"{name}.xlsx", mime=BOOK, on_click="ignore",
    )  # fmt: skip


def _new(day: date) -> None:
    """A new project, by form or by file."""
    with st.expander(say("projects.new")):
        project_new.new_project(day)
        st.caption(say("projects.by_file"))
        if st.button(say("projects.to_upload")):
            view.go("upload")
