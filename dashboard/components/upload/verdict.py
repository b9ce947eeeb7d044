"""The strip of steps, the sentence of the verdict, and what kind of file it is."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from dashboard.components import doing, formats, theme
from dashboard.components.upload import state
from dashboard.components.upload.questions import is_unclear
from dashboard.components.upload.state import Checked
from dashboard.domain.intake import Verdict
from dashboard.words import say

STEPS = (1, 2, 3, 4)
WORKBOOKS = ("XLSX", "XLS", "ODS")


def told() -> None:
    """What the last act did, said once."""
    doing.told("upload")
    refused = st.session_state.pop("upload_refused", None)
    if refused:
        st.error(formats.markdown(refused))


def step() -> int:
    """1 choose, 2 say what is unclear, 3 check, 4 publish."""
    found = state.checked()
    if found is None:
        return 1
    if any(is_unclear(one) for one in found.verdict.problems):
        return 2
    return 3 if found.verdict.problems or found.refusal else 4


def steps_html(current: int) -> str:
    """The strip of steps; the current one is named as such."""
    cells = []
    for number in STEPS:
        colour = theme.RED if number == current else theme.INK if number < current else theme.LINE
        mark = theme.GLYPHS["closed"] if number < current else str(number)
        weight = 700 if number == current else 400
        now = say("upload.current") if number == current else ""
        cells.append(
            f'<div style="flex:1 1 120px;border-bottom:3px solid {colour};padding:4px 0;'
            f'font-weight:{weight};color:{theme.INK if number <= current else theme.INK3}">'
            f"{mark}　{escape(say(f'upload.step.{number}'))}{escape(now)}</div>"
        )
    return f'<div style="display:flex;gap:12px;flex-wrap:wrap">{"".join(cells)}</div>'


def sentence(found: Checked) -> str:
    """Whether it can be published and what would turn, in one sentence (Markdown)."""
    verdict = found.verdict
    if verdict.problems:
        unclear = sum(is_unclear(one) for one in verdict.problems)
        wrong = len(verdict.problems) - unclear
        key = "both" if wrong and unclear else "wrong" if wrong else "unclear"
        return say(f"upload.rejected.{key}", wrong=wrong, unclear=unclear)
    groups = len({one.kind for one in verdict.warnings})
    key = "warned" if groups else "accepted"
    text = say(f"upload.verdict.{key}", n=verdict.value_count, groups=groups)
    if found.impact is None or found.impact.turned.empty:
        return text
    stars = found.impact.turned.drop_duplicates(["village_code", "star_code"])["change"]
    won = int((stars == "won").sum())
    return text + say("upload.turned", won=won, lost=len(stars) - won)


def facts(verdict: Verdict) -> None:
    """What kind of file it is."""
    parts = [say(f"upload.content.{verdict.content}")] if verdict.content else []
    if verdict.encoding in WORKBOOKS:
        parts.append(say("upload.workbook", kind=verdict.encoding))
    elif verdict.encoding:
        parts.append(say("upload.encoding", encoding=verdict.encoding))
    if verdict.row_count:
        parts.append(say("upload.shape", rows=verdict.row_count, columns=verdict.column_count))
    if len(verdict.readings):
        days = pd.to_datetime(verdict.readings["as_of"])
        first, last = f"{days.min():%Y-%m-%d}", f"{days.max():%Y-%m-%d}"
        reach = first if first == last else say("upload.reach", first=first, last=last)
        parts.append(say("upload.of_day", day=reach))
    if verdict.mended:
        parts.append(say("upload.mended", n=len(verdict.mended)))
    with st.container(border=True):
        st.html(
            f"<b>{escape(verdict.file_name)}</b>　"
            f'<span style="color:{theme.INK2}">{escape("　".join(parts))}</span>'
        )
