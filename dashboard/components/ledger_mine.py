"""我的: what the post chosen in the sidebar should look at, by trigger; and the text that reminds others."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard.components import blocks, doing, formats, frame, phrases, theme
from dashboard.components import ledger_words as words
from dashboard.components.figures.tables import Cell, Column, html_table
from dashboard.components.ledger_day import Ledger
from dashboard.components.ledger_weeks import item_href
from dashboard.domain import inbox, ledger
from dashboard.domain.inbox import Entry
from dashboard.messages import sending
from dashboard.messages.text import reminder
from dashboard.store import queries
from dashboard.words import say

TRIGGERS = (inbox.ESCALATED, inbox.NOT_STARTED, inbox.DUE_SOON, inbox.CREATED, inbox.DONE)
MOST = 20


def draw(shown: Ledger) -> None:
    """The inbox of the actor, block by block, then the text to copy."""
    actor = frame.actor()
    if actor.lacks_scope:
        st.info(ledger.scope_refusal(actor, "", ""))
        return
    entries = queries.inbox(actor, shown.day)
    st.markdown(say("ledger.mine.sentence", who=formats.markdown(actor.name), n=len(entries)))
    by_id = {int(row["item_id"]): row for row in shown.rows.to_dict("records")}
    for trigger in TRIGGERS:
        own = [one for one in entries if one.trigger == trigger]
        if not own:
            continue
        with st.container(border=True):
            title = say(f"ledger.mine.trigger.{trigger}", n=len(own))
            blocks.title(title, say(f"ledger.mine.note.{trigger}"))
            st.html(table(own[:MOST], by_id, shown, title))
            if len(own) > MOST:
                st.caption(say("ledger.board.more", n=len(own) - MOST))
    if not entries:
        st.markdown(say("ledger.mine.nothing"))
    _text(shown, {one.item.item_id for one in entries})


def table(
    entries: Sequence[Entry], rows: dict[int, dict[object, object]], shown: Ledger, label: str
) -> str:
    """The entries with why they are there, and the way to each item."""
    columns = [
        Column("why", say("ledger.mine.why"), wrap=False),
        Column("village", say("ledger.column.village"), wrap=False),
        Column("what", say("ledger.column.what"), narrow="below"),
        Column("colour", say("ledger.column.colour"), wrap=False),
        Column("day", say("ledger.mine.day"), wrap=False, narrow="under"),
        Column("owner", say("ledger.column.owner"), narrow="under"),
    ]
    cells: list[dict[str, Cell | str | None]] = []
    for one in entries:
        row = rows[one.item.item_id]
        tone = theme.TONE_OF[str(row["colour"])]
        told = one.day and formats.day(one.day, shown.day.year)
        cells.append(
            {
                "why": Cell(one.name, "red" if one.level else "", strong=True),
                "village": phrases.village(str(row["village"])),
                "what": Cell(str(row["what"]), href=item_href(row), small=words.marks(row)),
                "colour": Cell(words.colour(row, shown.day.year), tone, ground=tone),
                "day": told or say("formats.nothing"),
                "owner": "" if formats.is_missing(row["owner_post"]) else str(row["owner_post"]),
            }
        )
    return html_table(columns, cells, label=label)


def _text(shown: Ledger, ids: set[int]) -> None:
    """What is late or soon due as a text to copy; sent only where the town has switched that on."""
    rows = shown.rows
    pressing = rows[(rows["colour"] == "red") | rows["is_soon"].astype(bool)]
    with st.container(border=True):
        blocks.title(say("ledger.mine.text"), say("ledger.mine.text_note"))
        doing.told("ledger_sent")
        left, right = st.columns(2)
        whose = left.segmented_control(
            say("ledger.mine.whose"), ["mine", "all"], default="mine", key="ledger_text_whose",
            required=True, wrap=True, label_visibility="collapsed",
            format_func=lambda one: say(f"ledger.mine.of.{one}"),
        )  # fmt: skip
        by = right.segmented_control(
            say("ledger.mine.grouped"), ["owner_post", "village"], default="owner_post",
            key="ledger_text_by", required=True, wrap=True, label_visibility="collapsed",
            format_func=lambda one: say(f"ledger.mine.by.{one}"),
        )  # fmt: skip
        chosen: pd.DataFrame = (
            pressing[pressing["item_id"].isin(ids)] if whose == "mine" else pressing
        )
        told = reminder(chosen, shown.day, by="village" if by == "village" else "owner_post")
        st.code(told, language=None, wrap_lines=True)
        if sending.is_on() and not chosen.empty and st.button(say("ledger.mine.send")):
            doing.do("ledger_sent", lambda: sending.deliver(told), lambda sent: "".join(sent))
