"""The form of a new project."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboard.components import doing, frame, parts, view
from dashboard.components.project_forms import PLACE, form, whole
from dashboard.store import commands, queries
from dashboard.store.commands import Project
from dashboard.words import say


def new_project(day: date) -> None:
    """The form of a new project; once stored its sheet is open."""
    stars = queries.star_list().set_index("star_code")["star"].to_dict()
    indicators = queries.indicators().set_index("indicator_code")["indicator"].to_dict()
    with form("new", None):
        first, second, third = st.columns([1, 2, 1])
        code = first.text_input(say("projects.column.code"))
        name = second.text_input(say("projects.form.name"))
        village = parts.village(third, say("frame.label.village"), day)
        first, second, third = st.columns([1, 2, 1])
        star = first.selectbox(
            say("projects.column.star"), list(stars), index=None, format_func=stars.get,
            placeholder=say("projects.form.choose"),
        )  # fmt: skip
        indicator = second.selectbox(
            say("projects.form.indicator"), list(indicators), index=None,
            format_func=indicators.get, placeholder=say("projects.form.optional"),
        )  # fmt: skip
        investment = third.number_input(
            say("projects.form.investment"), value=None, step=1.0, format="%g"
        )
        first, second, third, fourth = st.columns(4)
        start = first.date_input(say("projects.form.start"), None, format="YYYY-MM-DD")
        end = second.date_input(say("projects.column.ends_on"), None, format="YYYY-MM-DD")
        post = third.text_input(say("projects.column.owner"), help=say("projects.post_help"))
        contractor = fourth.text_input(say("projects.form.contractor"))
        pressed = st.form_submit_button(say("projects.new"), type="primary")
    if pressed and whole(village, star, start, end):
        project = Project(
            code, name, str(village), str(star), start, end, post, contractor, indicator, investment
        )
        doing.do(
            PLACE,
            lambda: commands.register_project(frame.actor(), project),
            lambda receipt: say("projects.done", what=say("projects.did.new", name=name),
                                id=receipt.upload_id),
            lambda _: _open(code.strip()),
        )  # fmt: skip


def _open(code: str) -> None:
    doing.emptied(PLACE)
    view.put("project", code)
