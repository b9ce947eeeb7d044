"""数据上报: choose a file → check → publish; the history with withdrawal."""

from __future__ import annotations

import streamlit as st

from dashboard.components import (
    alias_form,
    blocks,
    draft_block,
    frame,
    template,
    upload_history,
    upload_panel,
)
from dashboard.store import queries
from dashboard.words import say


def show() -> None:
    """Draw the screen."""
    frame.head(say("frame.title.upload"), say("upload.note"))
    upload_panel.told()
    step = upload_panel.step()
    st.html(upload_panel.steps_html(step))
    with st.container(border=True):
        blocks.title(say("upload.choose"), say("upload.choose_note"))
        upload_panel.choose()
    template.offer()
    verdict = upload_panel.checked()
    if verdict is not None:
        st.header(upload_panel.verdict_sentence(verdict), anchor=False)
        upload_panel.facts(verdict)
        if verdict.notices:
            with st.expander(say("upload.notices", n=len(verdict.notices))):
                upload_panel.problem_table(verdict.notices, "notices_file")
        if verdict.problems:
            with st.container(border=True):
                blocks.title(
                    say("upload.problems", n=len(verdict.problems)), say("upload.problems_note")
                )
                upload_panel.problem_table(verdict.problems)
                alias_form.ask(verdict)
        if verdict.warnings:
            with st.container(border=True):
                blocks.title(
                    say("upload.warnings", n=len(verdict.warnings)), say("upload.warnings_note")
                )
                upload_panel.problem_table(verdict.warnings)
        upload_panel.impact_block()
        upload_panel.publish_button(verdict)
    draft_block.draw()
    _history()


def _history() -> None:
    uploads = queries.uploads()
    with st.container(border=True):
        blocks.title(say("upload.history"), say("upload.history_note", n=len(uploads)))
        if uploads.empty:
            st.markdown(say("upload.no_history"))
        else:
            upload_history.draw(uploads)
    if queries.instance().is_demonstration:
        with st.expander(say("upload.leave_demo")):
            upload_panel.leave_demo()
