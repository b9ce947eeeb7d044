"""待复核: files that wait for a second person, judged anew, published or sent back."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.components import blocks, doing, effect, formats, frame, phrases
from dashboard.domain.errors import Refused, StoreDamaged
from dashboard.domain.intake import Verdict
from dashboard.store import commands, database, queries
from dashboard.store.commands import Impact
from dashboard.words import say

MOST_WARNINGS = 20


def draw() -> None:
    """The files that wait, newest first; nothing when none does."""
    waiting = {int(row["draft_id"]): row for row in queries.drafts().to_dict("records")}
    if not waiting:
        return
    with st.container(border=True):
        blocks.title(say("history.draft.title", n=len(waiting)), say("history.draft.note"))
        chosen = st.selectbox(
            say("history.draft.which"), list(waiting), index=0 if len(waiting) == 1 else None,
            key=f"draft_{'_'.join(map(str, sorted(waiting)))[-60:]}",
            format_func=lambda one: _named(waiting[one]),
            placeholder=say("history.draft.which_none"), label_visibility="collapsed",
        )  # fmt: skip
        if chosen is not None:
            _review(waiting[chosen])


def _named(row: dict[Any, Any]) -> str:
    when = f"{phrases.local_time(row['recorded_at']):%Y-%m-%d %H:%M}"
    return say(
        "history.draft.is", id=row["draft_id"], file=row["file_name"], who=row["actor_name"],
        when=when,
    )  # fmt: skip


def _review(row: dict[Any, Any]) -> None:
    draft_id = int(row["draft_id"])
    content = say(f"upload.content.{row['content']}")
    st.markdown(
        say("history.draft.sentence", content=content, n=row["value_count"],
            who=row["actor_name"], role=row["actor_role"])
    )  # fmt: skip
    try:
        verdict, impact = _judged(draft_id)
    except (Refused, StoreDamaged) as error:
        st.error(str(error))
        return _send_back(row)
    if verdict.problems:
        first = formats.markdown(verdict.problems[0].message)
        st.error(say("history.draft.problems", n=len(verdict.problems), first=first))
    if verdict.warnings:
        st.markdown(say("history.draft.warnings", n=len(verdict.warnings)))
        told = [formats.markdown(one.message) for one in verdict.warnings[:MOST_WARNINGS]]
        st.markdown("\n".join(f"- {one}" for one in told))
    if isinstance(impact, str):
        st.error(impact)
    elif impact is not None:
        values = say("history.draft.effect", new=impact.new, changed=impact.changed,
                     unchanged=impact.unchanged)  # fmt: skip
        effect.draw(impact, values)
    st.button(
        say("history.draft.publish"), type="primary", disabled=bool(verdict.problems),
        on_click=_publish, args=(draft_id, str(row["file_name"])), key=f"draft_publish_{draft_id}",
    )  # fmt: skip
    return _send_back(row)


def _send_back(row: dict[Any, Any]) -> None:
    draft_id = int(row["draft_id"])
    with st.form(f"draft_discard_{draft_id}", border=False):
        st.text_input(say("history.draft.reason"), key=f"draft_reason_{draft_id}")
        st.form_submit_button(
            say("history.draft.discard"), on_click=_discard, args=(draft_id, str(row["file_name"]))
        )


def _judged(draft_id: int) -> tuple[Verdict, Impact | str | None]:
    """Verdict and impact of a draft, found once for each version of the data."""
    store = database.current()
    key = (draft_id, store.serial, store.version)
    kept = st.session_state.get("draft_judged")
    if kept is None or kept[0] != key:
        verdict = commands.check_draft(draft_id)
        kept = (key, (verdict, _impact(verdict)))
        st.session_state["draft_judged"] = kept
    found: tuple[Verdict, Impact | str | None] = kept[1]
    return found


def _impact(verdict: Verdict) -> Impact | str | None:
    try:
        return None if verdict.problems else commands.preview(verdict)
    except Refused as refused:
        return str(refused)


def _publish(draft_id: int, file: str) -> None:
    try:
        receipt = commands.publish_draft(frame.actor(), draft_id)
    except (Refused, StoreDamaged) as error:
        st.session_state["upload_refused"] = str(error)
        return
    if receipt.problems:
        first = receipt.problems[0].message
        told = say("history.draft.problems", n=len(receipt.problems), first=first)
        st.session_state["upload_refused"] = told
        return
    told = say("history.draft.known", id=receipt.upload_id)
    if receipt.values:
        told = say("history.draft.published", file=file, n=receipt.values, id=receipt.upload_id)
    doing.tell("upload", told)


def _discard(draft_id: int, file: str) -> None:
    reason = str(st.session_state.get(f"draft_reason_{draft_id}", ""))
    try:
        commands.discard_draft(frame.actor(), draft_id, reason)
    except Refused as refused:
        st.session_state["upload_refused"] = str(refused)
        return
    doing.tell("upload", say("history.draft.discarded", file=file))
