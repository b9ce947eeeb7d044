"""Taking a chosen upload back, and publishing a withdrawn one again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard.components import doing, effect, formats, frame, view
from dashboard.domain.errors import Refused, StoreDamaged
from dashboard.store import commands, database, queries
from dashboard.store.commands import Withdrawal
from dashboard.words import say


def withdraw(upload_id: int) -> None:
    """撤回 with its effect first, then the reason."""
    if not st.toggle(say("history.withdraw_open"), key=f"withdraw_{upload_id}"):
        return
    told = _foretold(upload_id)
    if isinstance(told, str):
        st.error(formats.markdown(told))
        return
    values = say("history.withdraw_values", gone=told.gone, former=told.former)
    effect.draw(told, values)
    with st.form(f"withdraw_form_{upload_id}", border=False):
        reason = st.text_input(say("history.withdraw_reason"))
        if st.form_submit_button(say("history.withdraw_button")):
            doing.do(
                "upload",
                lambda: commands.withdraw(frame.actor(), upload_id, reason),
                lambda _: say("history.withdrawn_told", id=upload_id),
            )


def _foretold(upload_id: int) -> Withdrawal | str:
    """What a withdrawal would change, found once for each version of the data."""
    store = database.current()
    key = (upload_id, store.serial, store.version)
    kept = st.session_state.get("withdrawal_foretold")
    if kept is None or kept[0] != key:
        try:
            told: Withdrawal | str = commands.preview_withdrawal(upload_id)
        except Refused as refused:
            told = str(refused)
        kept = (key, told)
        st.session_state["withdrawal_foretold"] = kept
    found: Withdrawal | str = kept[1]
    return found


def republish(row: Mapping[str, Any]) -> None:
    """重新发布 of a withdrawn upload that has its original."""
    if formats.is_missing(row["original_size"]):
        return
    note, button = st.columns([4, 1], vertical_alignment="center")
    with note:
        st.caption(say("history.republish_note"))
    with button:
        if not st.button(say("history.republish"), width="stretch", key="republish"):
            return
    upload_id = int(row["upload_id"])
    before = set(queries.uploads()["upload_id"])
    try:
        receipt = commands.republish(frame.actor(), upload_id)
    except (Refused, StoreDamaged) as error:
        st.error(formats.markdown(error))
        return
    if receipt.problems:
        first = formats.markdown(receipt.problems[0].message)
        st.error(
            say("history.republish_problems", id=upload_id, n=len(receipt.problems), first=first)
        )
        return
    new = receipt.upload_id
    told = receipt.message or say("history.republish_known", new=new)
    if new is not None and new not in before:
        told = say("history.republished", id=upload_id, new=new, n=receipt.values)
    doing.tell("upload", told)
    view.put("upload", str(new or ""))
    st.rerun()
