"""Unknown village names of a file as questions; an answer is remembered for every later file."""

from __future__ import annotations

import streamlit as st

from dashboard.components import formats, frame
from dashboard.domain.errors import Refused
from dashboard.domain.intake import Verdict
from dashboard.store import commands, queries
from dashboard.words import say

MOST = 10


def unknown_names(verdict: Verdict) -> list[str]:
    """The names in a file that are nobody's, in order of appearance; codes are left out."""
    names = [one.cell for one in verdict.problems if one.kind == "unknown_village" and one.cell]
    return [name for name in dict.fromkeys(names) if not name.isdigit()][:MOST]


def ask(verdict: Verdict) -> None:
    """One choice for each unknown name; nothing is chosen beforehand."""
    names = unknown_names(verdict)
    if not names:
        return
    villages = queries.villages().set_index("village_code")["village"].to_dict()
    with st.expander(say("upload.alias", n=len(names))), st.form("aliases", border=False):
        st.markdown(say("upload.alias_note"))
        answers = {}
        for place, name in enumerate(names):
            answers[name] = st.selectbox(
                say("upload.alias_of", name=formats.markdown(name)), list(villages), index=None,
                key=f"alias_{place}_{name}", format_func=villages.get,
                placeholder=say("upload.alias_none"),
            )  # fmt: skip
        if st.form_submit_button(say("upload.alias_save")):
            _remember({name: str(code) for name, code in answers.items() if code})


def _remember(answers: dict[str, str]) -> None:
    try:
        count = commands.remember_names(frame.actor(), answers)
    except Refused as refused:
        st.error(str(refused))
        return
    if count:
        st.session_state["upload_told"] = say("upload.alias_told", n=count)
        st.rerun()
