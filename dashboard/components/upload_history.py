"""报送历史: every upload with who, when and whether it counts; a chosen one opens below the choice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components import blocks, formats, phrases, upload_batch, view
from dashboard.components.figures.tables import Cell, Column, html_table
from dashboard.words import say

SHOWN = 40


def draw(uploads: pd.DataFrame) -> None:
    """The choice of an upload with its detail, and the list, newest first, page by page."""
    row = choose(uploads)
    if row is not None:
        upload_batch.draw(row)
    first = SHOWN * (_page(len(uploads)) - 1)
    st.html(history_table(uploads.iloc[first : first + SHOWN]))
    if len(uploads) > SHOWN:
        last = min(first + SHOWN, len(uploads))
        st.caption(say("history.page_note", first=first + 1, last=last, total=len(uploads)))


def choose(uploads: pd.DataFrame) -> Mapping[str, Any] | None:
    """The upload of the URL, or the one chosen here."""
    rows = {str(row["upload_id"]): row for row in uploads.to_dict("records")}
    chosen = view.choice(
        "upload", say("history.open"), ["", *rows], "",
        lambda one: _named(rows[one]) if one else say("history.open_none"),
        label_visibility="collapsed",
    )  # fmt: skip
    return rows.get(chosen)


def _named(row: Mapping[str, Any]) -> str:
    return say(
        "history.number_is", id=row["upload_id"], file=row["file_name"],
        when=f"{phrases.local_time(row['recorded_at']):%Y-%m-%d %H:%M}",
    )  # fmt: skip


def _page(total: int) -> int:
    pages = -(-total // SHOWN)
    return int(st.pagination(pages, key=f"upload_page_{pages}")) if pages > 1 else 1


def history_table(uploads: pd.DataFrame) -> str:
    """Uploads with who, when, and whether they count."""
    columns = [
        Column("id", say("upload.column.id"), align="right", wrap=False),
        Column("file", say("upload.column.file")),
        Column("content", say("upload.column.content"), wrap=False, narrow="under"),
        Column("reach", say("upload.column.reach"), wrap=False, narrow="hide"),
        Column("values", say("upload.column.values"), align="right", wrap=False, narrow="hide"),
        Column("who", say("upload.column.who"), wrap=False, narrow="under"),
        Column("when", say("upload.column.when"), wrap=False, narrow="under"),
        Column("state", say("upload.column.state")),
    ]
    rows = [_row(row) for row in uploads.to_dict("records")]
    return html_table(columns, rows, label=say("upload.history"))


def _row(row: Mapping[str, Any]) -> dict[str, Cell | str | None]:
    is_gone = not formats.is_missing(row["withdrawn_at"])
    state = Cell(say("upload.counts"), "green")
    if is_gone:
        why = say("upload.withdrawn", who=row["withdrawn_by"], why=row["withdrawn_reason"])
        state = Cell(why, "red")
    reach = formats.day(row["first_day"]) if not formats.is_missing(row["first_day"]) else ""
    number = str(row["upload_id"])
    return {
        "id": Cell(number, href=blocks.href("upload", upload=number)),
        "file": Cell(row["file_name"], strong=not is_gone),
        "content": say(f"upload.content.{row['content']}"),
        "reach": Cell(reach, "ink3"),
        "values": str(row["value_count"]),
        "who": row["actor_name"],
        "when": Cell(f"{phrases.local_time(row['recorded_at']):%Y-%m-%d %H:%M}", "ink3"),
        "state": state,
    }
