"""这个数从哪来: every report ever of one village's indicator, and the way to put one right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components import blocks, formats, frame, phrases, view
from dashboard.components.figures.tables import Cell, Column, Table, html_table
from dashboard.domain.errors import Refused
from dashboard.store import commands, queries
from dashboard.words import say

SHOWN = 30
Row = Mapping[Any, Any]


def draw(village_code: str, village: str, as_of: date) -> None:
    """The block, when the URL names an indicator; a wrong one is said."""
    code = view.get("indicator")
    if not code:
        return
    rows = queries.indicators()
    found = rows[rows["indicator_code"] == code].to_dict("records")
    if not found:
        st.warning(say("origin.unknown", value=formats.markdown(code[: view.LONGEST])))
        return
    indicator = found[0]
    history = queries.value_history(village_code, code)
    with st.container(border=True):
        title, close = st.columns([8, 1], vertical_alignment="center")
        with title:
            blocks.title(
                say("origin.title", indicator=indicator["indicator"]),
                say("origin.note", village=village),
            )
        with close:
            st.button(say("origin.close"), type="tertiary", on_click=_close, key="origin_close")
        _told()
        st.markdown(sentence(history, indicator, village, as_of))
        if not history.empty:
            _history(history, indicator, village, as_of)
        _correct(village_code, indicator, history, as_of)


def _close() -> None:
    view.put("indicator", "")


def _told() -> None:
    """What the last correction did, said once."""
    message = st.session_state.pop("correction_told", None)
    if message:
        st.success(message)
    refused = st.session_state.pop("correction_refused", None)
    if refused:
        st.error(refused)


def counting(history: pd.DataFrame, as_of: date) -> Row | None:
    """The report whose value counts on a day."""
    rows = history[(history["state"] == "counts") & ~history["is_missing"].astype(bool)]
    rows = rows[rows["as_of"] <= pd.Timestamp(as_of)]
    return None if rows.empty else dict(rows.iloc[0])


def sentence(history: pd.DataFrame, indicator: Row, village: str, as_of: date) -> str:
    """Which value counts and where it comes from (Markdown)."""
    if history.empty:
        name = str(indicator["indicator"])
        return say("origin.never", village=village, indicator=formats.markdown(name))
    row = counting(history, as_of)
    if row is None:
        return say("origin.none", day=as_of)
    said = {
        "day": as_of,
        "value": formats.markdown(_value(row, indicator)),
        "of": formats.day(row["as_of"]),
        "who": formats.markdown(row["uploader"]),
        "role": row["uploader_role"],
        "when": _when(row),
    }
    if not formats.is_missing(row["correction_reason"]):
        why = formats.markdown(row["correction_reason"])
        return say("origin.sentence_correction", why=why, **said)
    file, column = (formats.markdown(row[name]) for name in ("file_name", "column_name"))
    return say("origin.sentence", file=file, row=int(row["row_number"]), column=column, **said)


def _value(row: Row, indicator: Row) -> str:
    if row["is_missing"]:
        return say("origin.taken_back")
    return formats.value_text(
        row["value"], indicator["unit"], indicator["value_type"], qualifier=row["qualifier"],
        decimals=max(indicator["decimals"], formats.FINEST),
    )  # fmt: skip


def _when(row: Row) -> str:
    return f"{phrases.local_time(row['recorded_at']):%Y-%m-%d %H:%M}"


def _history(history: pd.DataFrame, indicator: Row, village: str, as_of: date) -> None:
    table = history_table(history, indicator)
    row = counting(history, as_of)
    numbers = list(zip(history["as_of"], history["upload_id"], strict=True))
    marked = {numbers.index((row["as_of"], row["upload_id"]))} if row is not None else set()
    st.html(html_table(table.columns, table.rows[:SHOWN], marked=marked, label=table.label))
    if len(history) > SHOWN:
        st.caption(say("origin.more", shown=SHOWN, n=len(history)))
    name = say("origin.file", village=village, indicator=indicator["indicator_code"])
    frame.download(say("origin.download", n=len(history)), table.frame(), name)


def history_table(history: pd.DataFrame, indicator: Row) -> Table:
    """Every report, newest day first, with what became of it."""
    columns = [
        Column("day", say("origin.column.day"), wrap=False),
        Column("value", say("origin.column.value"), align="right", wrap=False),
        Column("state", say("origin.column.state")),
        Column("origin", say("origin.column.origin"), narrow="below"),
        Column("who", say("origin.column.who"), wrap=False, narrow="hide"),
        Column("when", say("origin.column.when"), wrap=False, narrow="hide"),
        Column("number", say("origin.column.number"), align="right", wrap=False, narrow="hide"),
    ]
    winners = {
        row["as_of"]: row["upload_id"]
        for row in history[history["state"] == "counts"].to_dict("records")
    }
    cells: list[dict[str, Cell | str | None]] = []
    for row in history.to_dict("records"):
        place = say("origin.column.place", file=row["file_name"], row=int(row["row_number"]),
                    column=row["column_name"])  # fmt: skip
        number = str(row["upload_id"])
        cells.append(
            {
                "day": formats.day(row["as_of"]),
                "value": Cell(_value(row, indicator), strong=row["state"] == "counts"),
                "state": _state(row, winners),
                "origin": Cell(place, "ink3"),
                "who": row["uploader"],
                "when": Cell(_when(row), "ink3"),
                "number": Cell(number, href=blocks.href("upload", upload=number)),
            }
        )
    return Table(columns, cells, say("origin.title", indicator=indicator["indicator"]))


def _state(row: Row, winners: Mapping[Any, int]) -> Cell:
    notes = []
    if not formats.is_missing(row["correction_reason"]):
        notes.append(say("origin.correction", why=row["correction_reason"]))
    if not formats.is_missing(row["original_text"]):
        notes.append(say("origin.mended", original=row["original_text"], who=row["mended_by"]))
    small = "　".join(notes)
    if row["state"] == "withdrawn":
        why = say("origin.withdrawn", why=row["withdrawn_reason"], who=row["withdrawn_by"])
        return Cell(why, "red", small=small)
    if row["state"] == "superseded":
        return Cell(say("origin.superseded", id=winners[row["as_of"]]), "ink3", small=small)
    return Cell(say("origin.counts"), "green", small=small)


def _correct(village_code: str, indicator: Row, history: pd.DataFrame, as_of: date) -> None:
    """更正这个数: the day, what it should be, why. What was seen goes with it."""
    code = str(indicator["indicator_code"])
    stem = f"correct_{village_code}_{code}"
    live = history[(history["state"] == "counts") & ~history["is_missing"].astype(bool)]
    st.session_state[f"{stem}_seen"] = {
        row["as_of"].date(): (int(row["upload_id"]), int(row["row_number"]))
        for row in live.to_dict("records")
    }
    row = counting(history, as_of)
    today = commands.clock_today()
    day = min(row["as_of"].date() if row else as_of, today)
    with (
        st.expander(say("origin.correct"), key=f"{stem}_open"),
        st.form(stem, border=False),
    ):
        st.caption(say("origin.correct_note"))
        when, text, reason = st.columns([1, 1, 2])
        with when:
            st.date_input(say("origin.day"), value=day, max_value=today, format="YYYY-MM-DD",
                          key=f"{stem}_day_{day}")  # fmt: skip
        with text:
            st.text_input(_asked(indicator), key=f"{stem}_text")
        with reason:
            st.text_input(say("origin.reason"), key=f"{stem}_reason",
                          placeholder=say("origin.reason_hint"))  # fmt: skip
        st.form_submit_button(
            say("origin.save"), on_click=_save, args=(village_code, code, stem, f"{stem}_day_{day}")
        )


def _asked(indicator: Row) -> str:
    if indicator["value_type"] == "bool":
        return say("origin.text_bool")
    unit = indicator["unit"]
    return say("origin.text_bare") if formats.is_missing(unit) else say("origin.text", unit=unit)


def _save(village_code: str, code: str, stem: str, day_key: str) -> None:
    kept = st.session_state
    day, text, reason = kept.get(day_key), kept.get(f"{stem}_text"), kept.get(f"{stem}_reason")
    seen = kept.get(f"{stem}_seen", {}).get(day, commands.NOTHING_SEEN)
    if day is None:
        kept["correction_refused"] = say("origin.no_day")
        return
    try:
        receipt = commands.correct_value(
            frame.actor(), village_code, code, day, str(text or ""), str(reason or ""), seen
        )
    except Refused as refused:
        kept["correction_refused"] = str(refused)
        return
    names = queries.indicators().set_index("indicator_code")["indicator"].to_dict()
    kept["correction_told"] = say("origin.saved", indicator=names[code], day=day, text=text,
                                  id=receipt.upload_id)  # fmt: skip
    kept[f"{stem}_text"] = kept[f"{stem}_reason"] = ""
