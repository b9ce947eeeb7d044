"""Step 2: what is unclear is asked, never guessed. Names and headings are remembered once the file
is published; nothing is chosen beforehand."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.components import blocks, formats
from dashboard.components.upload import state
from dashboard.domain.intake import Problem, Verdict
from dashboard.domain.intake.answers import IGNORED, MISSING, PERCENT, SHARE, ZERO
from dashboard.store import queries
from dashboard.words import say

MOST = 30
FIELDS = ("village", "code", "day", "indicator", "value")


def is_unclear(problem: Problem) -> bool:
    """Whether an answer can settle it."""
    return bool(problem.about)


def ask(verdict: Verdict) -> None:
    """One form with a choice for each thing that is unclear."""
    asked = list({(one.asks, one.about): one for one in verdict.problems if one.about}.values())
    if not asked:
        return
    with st.container(border=True):
        blocks.title(say("upload.unclear", n=len(asked)), say("upload.unclear_note"))
        with st.form("unclear", border=False):
            columns, villages, values = {}, {}, {}
            for place, one in enumerate(asked[:MOST]):
                if one.asks == "heading":
                    columns[one.about] = _heading(one, place)
                elif one.asks == "value":
                    values[one.about] = _meaning(one, place)
                else:
                    villages[one.about] = _village(one, place)
            if len(asked) > MOST:
                st.caption(say("upload.unclear_more", n=len(asked) - MOST))
            if st.form_submit_button(say("upload.unclear_done"), type="primary"):
                said = [_given(one) for one in (columns, villages, values)]
                if not any(said):
                    st.warning(say("upload.answer_none"))
                    return
                state.answer(columns=said[0], villages=said[1], values=said[2])
                st.rerun()


def sheet(verdict: Verdict) -> None:
    """Which sheet of a workbook is read; another may be chosen."""
    if len(verdict.sheets) < 2:
        return
    taken = next((one.cell for one in verdict.notices if one.kind == "sheet"), None)
    current = state.answers().sheet or taken or verdict.sheets[0]

    def choose() -> None:
        state.answer(sheet=st.session_state["upload_sheet"])

    place = verdict.sheets.index(current) if current in verdict.sheets else 0
    st.selectbox(
        say("upload.sheet", n=len(verdict.sheets)), verdict.sheets, index=place,
        key="upload_sheet", on_change=choose, width=420,
    )  # fmt: skip


def _given(answers: dict[str, str | None]) -> dict[str, str]:
    return {about: text for about, text in answers.items() if text}


def _village(one: Problem, place: int) -> str | None:
    names = queries.villages().set_index("village_code")["village"].to_dict()
    near = [code for name in one.candidates for code, shown in names.items() if shown == name]
    rest = [code for code in names if code not in near]
    hint = say("upload.perhaps", names="、".join(one.candidates)) if one.candidates else ""
    chosen: str | None = st.selectbox(
        say("upload.village_is", row=one.row, name=formats.markdown(one.about), hint=hint),
        near + rest, index=None, key=_key(place, one), format_func=names.get,
        placeholder=say("upload.unanswered"),
    )  # fmt: skip
    return chosen


def _heading(one: Problem, place: int) -> str | None:
    indicators = queries.indicators()
    shown = dict(zip(indicators["indicator_code"], indicators["indicator"], strict=True))
    codes = {name: code for code, name in shown.items()}
    near = [codes[name] for name in one.candidates if name in codes]
    fields = [say(f"upload.heading.{name}") for name in FIELDS]
    options = [IGNORED, *near, *fields, *(code for code in shown if code not in near)]
    labels = {IGNORED: say("upload.ignore"), **{code: shown[code] for code in shown}}
    hint = say("upload.perhaps", names="、".join(one.candidates)) if one.candidates else ""
    chosen: str | None = st.selectbox(
        say("upload.heading_is", name=formats.markdown(one.about), hint=hint),
        options, index=None, key=_key(place, one), placeholder=say("upload.unanswered"),
        format_func=lambda option: labels.get(option, option),
    )  # fmt: skip
    return chosen


def _meaning(one: Problem, place: int) -> str | None:
    shown = queries.indicators().set_index("indicator_code")["indicator"].to_dict()
    chosen: str | None = st.segmented_control(
        say("upload.value_is", indicator=shown[one.about], cell=formats.markdown(one.cell or "")),
        _choices(one.candidates), key=_key(place, one),
        format_func=lambda option: say(f"upload.meaning.{MEANINGS[option]}"),
    )  # fmt: skip
    return chosen


MEANINGS = {SHARE: "share", PERCENT: "percent", ZERO: "zero", MISSING: "missing"}


def _choices(candidates: Sequence[str]) -> list[str]:
    return [one for one in candidates if one in MEANINGS]


def _key(place: int, one: Problem) -> str:
    return f"ask_{state.turn()}_{place}_{one.about}"
