"""Step 4: the doubts to be ticked, what publishing would change, and 发布."""

from __future__ import annotations

import zlib
from itertools import groupby

import streamlit as st

from dashboard.components import blocks, doing, formats, frame, phrases
from dashboard.components.figures.tables import Cell, Column, html_table
from dashboard.components.upload import problems, state
from dashboard.components.upload.choose import AT_ONCE, waiting
from dashboard.components.upload.job import Job
from dashboard.components.upload.state import Checked
from dashboard.components.view import View
from dashboard.domain.errors import Refused, StoreDamaged
from dashboard.domain.intake import Problem, Verdict
from dashboard.domain.intake.progress import Watch
from dashboard.store import commands
from dashboard.store.commands import Impact, Receipt
from dashboard.words import say

SHOWN = 3
MOST_LACKING = 12


def groups(verdict: Verdict) -> dict[str, list[Problem]]:
    """The warnings by kind."""
    ordered = sorted(verdict.warnings, key=lambda one: one.kind)
    return {kind: list(ones) for kind, ones in groupby(ordered, key=lambda one: one.kind)}


def warnings(verdict: Verdict) -> bool:
    """One tick a group; whether all are ticked."""
    found = groups(verdict)
    if not found:
        return True
    ticked = []
    with st.container(border=True):
        blocks.title(say("upload.warnings", n=len(found)), say("upload.warnings_note"))
        for kind, ones in found.items():
            text = say("upload.group", label=problems.label(kind), n=len(ones))
            ticked.append(st.checkbox(text, key=_tick(kind, ones)))
            problems.table(ones[:SHOWN])
            if len(ones) > SHOWN:
                with st.expander(say("upload.group_all", n=len(ones))):
                    problems.table(ones)
            placed = [one for one in ones if problems.has_place(one)][: problems.MOST_MENDED]
            if placed:
                with st.expander(say("upload.mend_warned")):
                    problems.mend(placed, f"mend_{kind}")
    return all(ticked)


def _tick(kind: str, ones: list[Problem]) -> str:
    """A tick holds for these very doubts; others that come by a mended cell want one of their own."""
    said = "\n".join(f"{one.row} {one.column} {one.cell}" for one in ones)
    return f"agree_{state.turn()}_{kind}_{zlib.crc32(said.encode())}"


def impact(found: Checked) -> None:
    """发布后会怎样: values, stars with their causes, shortfalls; nothing is stored yet."""
    if found.refusal:
        st.error(formats.markdown(found.refusal))
    shown = found.impact
    if shown is None:
        return
    with st.container(border=True):
        blocks.title(say("upload.impact"), say("upload.impact_note", day=shown.as_of))
        grid = st.grid(3, min_column_width=90)
        for key, count in (
            ("new", shown.new), ("changed", shown.changed), ("unchanged", shown.unchanged)
        ):  # fmt: skip
            grid.metric(say(f"upload.impact_{key}"), str(count))
        if shown.turned.empty:
            st.markdown(say("upload.impact_none"))
        else:
            day = View(shown.as_of, shown.as_of, ())
            st.html(blocks.change_table(phrases.causes(shown.turned), day).html())
        _lacking(shown)


def _lacking(shown: Impact) -> None:
    """Which shortfalls open or vanish."""
    rows: list[dict[str, Cell | str | None]] = []
    for key, tone in (("opened", "red"), ("closed", "green")):
        listed = shown.moved[shown.moved["move"] == key]
        if listed.empty:
            continue
        named = [
            say("upload.lacks", village=phrases.village(row["village"]), indicator=row["indicator"])
            for row in listed.head(MOST_LACKING).to_dict("records")
        ]
        more = say("upload.lacks_more", n=len(listed)) if len(listed) > MOST_LACKING else ""
        mark = Cell(say(f"upload.shortfalls_{key}", n=len(listed)), tone, True)
        rows.append({"mark": mark, "which": "；".join(named) + more})
    if not rows:
        st.markdown(say("upload.shortfalls_same"))
        return
    columns = [
        Column("mark", say("upload.column.shortfall"), wrap=False),
        Column("which", say("upload.column.which")),
    ]
    st.html(html_table(columns, rows, label=say("upload.column.shortfall")))


def button(found: Checked, *, agreed: bool) -> None:
    """发布, disabled with the reason beside it while something stands against it."""
    verdict = found.verdict
    job = state.publishing()
    if job is not None:
        _go_on(job, verdict)
        return
    reason, place = st.columns([4, 1], vertical_alignment="center")
    with reason:
        if verdict.problems:
            st.markdown(say("upload.blocked", n=len(verdict.problems)))
        elif not agreed:
            st.markdown(say("upload.blocked_warnings"))
        elif not found.refusal:
            st.markdown(say("upload.ready", n=verdict.value_count))
    with place:
        blocked = bool(verdict.problems or found.refusal) or not agreed
        st.button(
            say("upload.publish"), type="primary", disabled=blocked, width="stretch",
            on_click=_publish, args=(verdict,), key="publish",
        )  # fmt: skip


def _publish(verdict: Verdict) -> None:
    if state.is_outdated():
        st.session_state["upload_refused"] = say("upload.outdated")
        return
    actor = frame.actor()

    def work(watch: Watch) -> Receipt | str:
        try:
            return commands.publish(actor, verdict, watch=watch)
        except (Refused, StoreDamaged) as refused:
            return str(refused)

    st.session_state["upload_publishing"] = Job(work)


def _go_on(job: Job[Receipt | str], verdict: Verdict) -> None:
    """Wait for the publication, or show how far it is; then say what became of it."""
    if not job.has_ended(AT_ONCE):
        waiting("publish")
        return
    st.session_state.pop("upload_publishing", None)
    receipt = job.result()
    if receipt is None:
        st.session_state["upload_refused"] = say("upload.publish_cancelled")
    elif isinstance(receipt, str):
        st.session_state["upload_refused"] = receipt
    else:
        doing.tell("upload", _message(receipt, verdict))
        state.forget()
    st.rerun()


def _message(receipt: Receipt, verdict: Verdict) -> str:
    if receipt.message:
        return receipt.message
    if receipt.values:
        return say("upload.published", file=verdict.file_name, n=receipt.values,
                   id=receipt.upload_id)  # fmt: skip
    return say("upload.known", id=receipt.upload_id)
