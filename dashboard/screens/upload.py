"""数据上报: choose a file → say what is unclear → check → publish; the history with withdrawal."""

from __future__ import annotations

import streamlit as st

from dashboard.components import blocks, draft_block, frame, leave_demo, template, upload_history
from dashboard.components.upload import choose, problems, publish, questions, state, verdict
from dashboard.components.upload.state import Checked
from dashboard.domain.intake import Verdict
from dashboard.reports.marked_file import marked, marked_name
from dashboard.store import queries
from dashboard.words import say


def show() -> None:
    """Draw the screen."""
    frame.head(say("frame.title.upload"), say("upload.note"))
    verdict.told()
    strip = st.container()
    with st.container(border=True):
        blocks.title(say("upload.choose"), say("upload.choose_note"))
        choose.choose()
    strip.html(verdict.steps_html(verdict.step()))
    found = state.checked()
    if found is None:
        template.offer()
    else:
        _file(found)
    draft_block.draw()
    _history()


def _file(found: Checked) -> None:
    st.header(verdict.sentence(found), anchor=False)
    verdict.facts(found.verdict)
    questions.sheet(found.verdict)
    left, right = st.columns([58, 42]) if found.impact is not None else (st.container(), None)
    with left:
        questions.ask(found.verdict)
        problems.show(found.verdict, _marked, marked_name(found.verdict.file_name))
        agreed = publish.warnings(found.verdict)
        _notices(found.verdict)
        publish.button(found, agreed=agreed)
    if right is not None or found.refusal:
        with right or st.container():
            publish.impact(found)


def _notices(checked: Verdict) -> None:
    if checked.notices:
        with st.expander(say("upload.notices", n=len(checked.notices))):
            problems.table(checked.notices, "")
            problems.download_list(
                checked.notices, say("upload.notices_file"), "upload.download_notices"
            )


def _marked(checked: Verdict) -> bytes:
    """The file with its problems."""
    told = (*checked.problems, *checked.warnings, *checked.notices)
    return marked(checked.data, checked.file_name, told)[1]


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
            leave_demo.offer()
