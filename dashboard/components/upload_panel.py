"""Widgets of 数据上报. A chosen file is read once and judged anew only when the data change; it is
stored on an explicit 发布 alone."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import pandas as pd
import streamlit as st

from dashboard import settings
from dashboard.components import blocks, frame, phrases, theme, view
from dashboard.components.figures.tables import Cell, Column, html_table
from dashboard.components.view import View
from dashboard.domain.errors import Refused
from dashboard.domain.intake import Notice, Problem, Verdict
from dashboard.store import commands, database
from dashboard.store.commands import Impact
from dashboard.words import say

MOST_ROWS = 200
MEGABYTES = 50


def told() -> None:
    """What the last act did, said once."""
    message = st.session_state.pop("upload_told", None)
    if message:
        st.success(message)
    refused = st.session_state.pop("upload_refused", None)
    if refused:
        st.error(refused)


def step() -> int:
    """1 choose, 2 check, 3 publish."""
    verdict = checked()
    if verdict is None:
        return 1
    return 2 if verdict.problems else 3


def steps_html(current: int) -> str:
    """The strip of steps; the current one is named as such."""
    cells = []
    for number in (1, 2, 3):
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


def choose() -> None:
    """The uploader and the optional day the data are of."""
    left, right = st.columns([3, 1])
    turn = st.session_state.setdefault("upload_turn", 0)
    with left:
        chosen = st.file_uploader(
            say("upload.file"), type=["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods"], key=f"upload_file_{turn}",
            max_upload_size=MEGABYTES, label_visibility="collapsed",
        )  # fmt: skip
        st.caption(say("upload.formats", megabytes=MEGABYTES))
    with right:
        day = st.date_input(
            say("upload.day"), value=None, key=f"upload_day_{turn}", format="YYYY-MM-DD",
            help=say("upload.day_help"),
        )  # fmt: skip
    if chosen is None:
        st.session_state.pop("upload_verdict", None)
        return
    key = (chosen.file_id, day, database.current().serial, database.current().version)
    kept = st.session_state.get("upload_verdict")
    if kept is None or kept[0] != key:
        verdict = commands.check(chosen.getvalue(), chosen.name, day)
        st.session_state["upload_verdict"] = (key, verdict, _impact(verdict))
        st.rerun()


def _impact(verdict: Verdict) -> Impact | str | None:
    """What publishing would change; the reason when it would be refused."""
    try:
        return None if verdict.problems else commands.preview(verdict)
    except Refused as refused:
        return str(refused)


def impact_block() -> None:
    """发布后会怎样: values, stars with their causes, shortfalls; nothing is stored yet."""
    kept = st.session_state.get("upload_verdict")
    impact = kept[2] if kept else None
    if impact is None:
        return
    if isinstance(impact, str):
        st.error(impact)
        return
    with st.container(border=True):
        blocks.title(say("upload.impact"), say("upload.impact_note", day=impact.as_of))
        st.markdown(
            say("upload.impact_values", new=impact.new, changed=impact.changed,
                unchanged=impact.unchanged)
            + say("upload.impact_shortfalls", closed=impact.closed, opened=impact.opened)
        )  # fmt: skip
        if impact.turned.empty:
            st.markdown(say("upload.impact_none"))
        else:
            day = View(impact.as_of, impact.as_of, ())
            st.html(blocks.change_table(phrases.causes(impact.turned), day).html())


def checked() -> Verdict | None:
    """The verdict on the chosen file, if one is chosen."""
    kept = st.session_state.get("upload_verdict")
    return None if kept is None else kept[1]


def verdict_sentence(verdict: Verdict) -> str:
    """Whether it can be published, in one sentence (Markdown)."""
    if verdict.problems:
        return say("upload.rejected", n=len(verdict.problems))
    key = "warned" if verdict.warnings else "accepted"
    return say(f"upload.verdict.{key}", n=verdict.value_count, warnings=len(verdict.warnings))


def facts(verdict: Verdict) -> None:
    """What kind of file it is."""
    parts = [say(f"upload.content.{verdict.content}")] if verdict.content else []
    if verdict.encoding:
        parts.append(say("upload.encoding", encoding=verdict.encoding))
    if verdict.row_count:
        parts.append(say("upload.shape", rows=verdict.row_count, columns=verdict.column_count))
    if len(verdict.readings):
        days = pd.to_datetime(verdict.readings["as_of"])
        first, last = f"{days.min():%Y-%m-%d}", f"{days.max():%Y-%m-%d}"
        reach = first if first == last else say("upload.reach", first=first, last=last)
        parts.append(say("upload.of_day", day=reach))
    with st.container(border=True):
        st.html(
            f"<b>{escape(verdict.file_name)}</b>　"
            f'<span style="color:{theme.INK2}">{escape("　".join(parts))}</span>'
        )


def problem_table(problems: Sequence[Problem | Notice], file: str = "problems_file") -> None:
    """Row, column, cell, what is wrong with the cure; the whole list as CSV."""
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
            "cell": Cell((one.cell or "")[:60], "red", True, ground="red" if one.cell else ""),
            "message": one.message,
        }
        for one in problems[:MOST_ROWS]
    ]
    st.html(html_table(columns, rows, label=say("upload.column.message")))
    if len(problems) > MOST_ROWS:
        st.caption(say("upload.more", n=len(problems) - MOST_ROWS))
    frame_of_all = pd.DataFrame([one.as_dict() for one in problems]).drop(columns="kind")
    frame_of_all.columns = [
        say(f"upload.column.{name}") for name in ("row", "column", "cell", "message")
    ]
    frame.download(say("upload.download_problems"), frame_of_all, say(f"upload.{file}"))


def publish_button(verdict: Verdict) -> None:
    """发布, disabled with the reason beside it while something stands against it."""
    agreed = True
    if verdict.warnings and not verdict.problems:
        agreed = st.checkbox(say("upload.agree", n=len(verdict.warnings)), key="upload_agree")
    reason, button = st.columns([4, 1], vertical_alignment="center")
    blocked = bool(verdict.problems) or not agreed
    with reason:
        if verdict.problems:
            st.markdown(say("upload.blocked", n=len(verdict.problems)))
        elif not agreed:
            st.markdown(say("upload.blocked_warnings"))
        else:
            st.markdown(say("upload.ready", n=verdict.value_count))
    with button:
        st.button(
            say("upload.publish"), type="primary", disabled=blocked, width="stretch",
            on_click=_publish, args=(verdict,), key="publish",
        )  # fmt: skip


def _publish(verdict: Verdict) -> None:
    try:
        receipt = commands.publish(frame.actor(), verdict)
    except Refused as refused:
        st.session_state["upload_refused"] = str(refused)
        return
    if receipt.message:
        message = receipt.message
    elif receipt.values:
        message = say("upload.published", file=verdict.file_name, n=receipt.values,
                      id=receipt.upload_id)  # fmt: skip
    else:
        message = say("upload.known", id=receipt.upload_id)
    st.session_state["upload_told"] = message
    # A new key empties the uploader, so that the bytes leave memory and nothing is sent twice.
    st.session_state["upload_turn"] += 1
    st.session_state.pop("upload_verdict", None)
    st.session_state.pop("upload_agree", None)


def leave_demo() -> None:
    """The way out of the demonstration: it is moved aside, the town starts empty."""
    st.markdown(say("upload.leave_note"))
    sure = st.checkbox(say("upload.leave_sure"), key="leave_sure")
    if st.button(say("upload.leave_button"), disabled=not sure):
        try:
            commands.leave_demonstration(frame.actor(), settings.home())
        except Refused as refused:
            st.error(str(refused))
            return
        st.session_state["upload_told"] = say("upload.left")
        view.go("upload")
