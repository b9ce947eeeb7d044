"""One upload in full: what it holds and whether that counts, what it changed, its original, and the
ways to take it back or publish it again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components import blocks, formats, phrases, upload_acts
from dashboard.components.figures.tables import Cell, Column, Table, html_table
from dashboard.domain.csv_file import frame_csv
from dashboard.domain.intake.answers import IGNORED
from dashboard.store import commands, queries
from dashboard.words import say

PAGE = 50
Row = Mapping[str, Any]


def draw(row: Row) -> None:
    """The chosen upload."""
    upload_id = int(row["upload_id"])
    is_gone = not formats.is_missing(row["withdrawn_at"])
    with st.container(border=True):
        _head(row, is_gone)
        _values(row)
        _mended(upload_id)
        _read_as(row)
        if is_gone:
            upload_acts.republish(row)
        else:
            upload_acts.withdraw(upload_id)


def _head(row: Row, is_gone: bool) -> None:
    key = "history.sentence_gone" if is_gone else "history.sentence_live"
    file = formats.markdown(row["file_name"])
    left, right = st.columns([5, 1], vertical_alignment="center")
    with left:
        st.markdown(say(key, id=row["upload_id"], file=file))
    with right:
        _original(row)
    st.caption(formats.markdown("　".join(_facts(row, is_gone))))


def _facts(row: Row, is_gone: bool) -> list[str]:
    when = f"{phrases.local_time(row['recorded_at']):%Y-%m-%d %H:%M}"
    who, role = row["actor_name"], row["actor_role"]
    if formats.is_missing(row["prepared_by"]):
        facts = [say("history.who", who=who, role=role, when=when)]
    else:
        prepared = row["prepared_by"]
        facts = [say("history.prepared", prepared=prepared, who=who, role=role, when=when)]
    if not formats.is_missing(row["correction_reason"]):
        facts.append(say("history.correction", why=row["correction_reason"]))
    if not formats.is_missing(row["new_count"]):
        new, changed, same = (
            int(row[name]) for name in ("new_count", "changed_count", "unchanged_count")
        )
        facts.append(say("history.effect", new=new, changed=changed, unchanged=same))
    elif row["content"] == "values":
        facts.append(say("history.no_effect"))
    if is_gone:
        facts.append(say("history.withdrawn", who=row["withdrawn_by"], why=row["withdrawn_reason"]))
    return facts


def _original(row: Row) -> None:
    upload_id = int(row["upload_id"])
    if formats.is_missing(row["original_size"]):
        st.caption(say("history.no_original"))
        return
    if not commands.has_original(upload_id):
        st.caption(say("history.lost_original"))
        return
    st.download_button(
        say("history.download_original"), lambda: commands.original(upload_id)[1],
        file_name=str(row["file_name"]), mime="application/octet-stream", on_click="ignore",
        width="stretch", key=f"original_{upload_id}",
    )  # fmt: skip


def _values(row: Row) -> None:
    upload_id, total = int(row["upload_id"]), int(row["value_count"])
    if not formats.is_missing(row["correction_reason"]):
        total = 1  # 改为缺 brings no value, and yet says something of one
    if row["content"] != "values":
        st.markdown(say("history.values_other"))
        return
    pages = max(1, -(-total // PAGE))
    blocks.title(say("history.values"), say("history.values_note", n=total))
    page = int(st.pagination(pages, key=f"values_page_{upload_id}")) if pages > 1 else 1
    table = values_table(queries.upload_values(upload_id, PAGE * (page - 1), PAGE), upload_id)
    st.html(table.html())
    st.download_button(
        say("history.values_download"), lambda: frame_csv(values_frame(upload_id)), mime="text/csv",
        file_name=f"{say('history.values_file', id=upload_id)}.csv", on_click="ignore",
        key=f"values_{upload_id}",
    )  # fmt: skip


def values_frame(upload_id: int) -> pd.DataFrame:
    """All values of an upload as exported; there may be a million, so column by column."""
    rows = queries.every_upload_value(upload_id)
    states = {
        (winner, gone): _state({"winner": winner, "is_withdrawn": gone}, upload_id).text
        for winner, gone in rows[["winner", "is_withdrawn"]].drop_duplicates().to_numpy()
    }
    keys = zip(rows["winner"], rows["is_withdrawn"], strict=True)
    columns = {
        "village": rows["village"],
        "indicator": rows["indicator"],
        "day": rows["as_of"].dt.date,
        "value": rows["value"],
        "qualifier": rows["qualifier"],
        "row": rows["row_number"],
        "column": rows["column_name"],
        "state": [states.get(key) or say("history.withdrawn_value") for key in keys],
    }
    return pd.DataFrame({say(f"history.column.{name}"): one for name, one in columns.items()})


def values_table(rows: pd.DataFrame, upload_id: int) -> Table:
    """Values of an upload with their place in the file and whether they count."""
    columns = [
        Column("village", say("history.column.village"), wrap=False),
        Column("indicator", say("history.column.indicator")),
        Column("day", say("history.column.day"), wrap=False, narrow="under"),
        Column("value", say("history.column.value"), align="right", wrap=False),
        Column("row", say("history.column.row"), align="right", wrap=False, narrow="hide"),
        Column("column", say("history.column.column"), narrow="hide"),
        Column("state", say("history.column.state"), wrap=False),
    ]
    cells: list[dict[str, Cell | str | None]] = []
    for one in rows.to_dict("records"):
        village = {"village": one["village_code"], "indicator": one["indicator_code"]}
        value = say("history.taken_back")
        if not formats.is_missing(one["value"]):
            value = formats.value_text(
                one["value"], one["unit"], one["value_type"], qualifier=one["qualifier"],
                decimals=max(one["decimals"], formats.FINEST),
            )  # fmt: skip
        cells.append(
            {
                "village": phrases.village(one["village"]),
                "indicator": one["indicator"],
                "day": formats.day(one["as_of"]),
                "value": Cell(value, href=blocks.href("village", **village)),
                "row": str(one["row_number"]),
                "column": Cell(one["column_name"], "ink3"),
                "state": _state(one, upload_id),
            }
        )
    return Table(columns, cells, say("history.values"))


def _state(one: Row, upload_id: int) -> Cell:
    if one["is_withdrawn"]:
        return Cell(say("history.withdrawn_value"), "red")
    if one["winner"] == upload_id:
        return Cell(say("history.counts"), "green")
    return Cell(say("history.superseded", id=int(one["winner"])), "ink3")


def _mended(upload_id: int) -> None:
    rows = queries.mended_cells(upload_id)
    if rows.empty:
        return
    columns = [
        Column("row", say("history.column.row"), align="right", wrap=False),
        Column("column", say("history.column.column"), wrap=False),
        Column("original", say("history.column.original")),
        Column("mended", say("history.column.mended")),
        Column("who", say("history.column.who"), narrow="under"),
    ]
    cells = [
        {
            "row": str(one["row_number"]),
            "column": one["column_name"],
            "original": one["original"],
            "mended": Cell(one["mended"], strong=True),
            "who": say(
                "history.mended_by", who=one["actor_name"],
                when=f"{phrases.local_time(one['recorded_at']):%Y-%m-%d %H:%M}",
            ),
        }
        for one in rows.to_dict("records")
    ]  # fmt: skip
    with st.expander(say("history.mended", n=len(rows))):
        st.html(html_table(columns, cells, label=say("history.mended", n=len(rows))))


def _read_as(row: Row) -> None:
    columns = [
        Column("heading", say("history.column.heading")),
        Column("meaning", say("history.column.meaning")),
    ]
    cells = [{"heading": head, "meaning": said} for head, said in read_as(row["mapping"]).items()]
    answers = answer_lines(row["answers"]) if not formats.is_missing(row["answers"]) else []
    with st.expander(say("history.read_as")):
        if cells:
            st.html(html_table(columns, cells, label=say("history.read_as")))
        if answers:
            st.markdown(f"**{say('history.read_answers')}**")
            st.markdown("\n".join(f"- {formats.markdown(line)}" for line in answers))


def read_as(mapping: str) -> dict[str, str]:
    """Heading → what it was taken for, in words."""
    read = json.loads(mapping)
    columns: dict[str, str] = read["columns"] if isinstance(read.get("columns"), dict) else read
    names = queries.indicators().set_index("indicator_code")["indicator"].to_dict()
    fields = {one: say(f"history.field.{one}") for one in (
        "village", "village_code", "as_of", "indicator_code", "value")}  # fmt: skip
    said = fields | {code: f"{code} {name}" for code, name in names.items()}
    return {head: str(said.get(taken, taken)) for head, taken in columns.items()}


def answer_lines(text: str) -> list[str]:
    """What a person said of the file, in words."""
    said = json.loads(text)
    names = queries.indicators().set_index("indicator_code")["indicator"].to_dict()
    villages = queries.villages().set_index("village_code")["village"].to_dict()
    lines = [say("history.answer_sheet", name=said["sheet"])] if "sheet" in said else []
    for heading, meaning in said.get("columns", {}).items():
        if meaning == IGNORED:
            lines.append(say("history.answer_ignored", name=heading))
    for name, code in said.get("villages", {}).items():
        lines.append(say("history.answer_village", name=name, village=villages.get(code, code)))
    for code, meaning in said.get("values", {}).items():
        told = say(f"history.answer.{meaning}")
        lines.append(say("history.answer_value", indicator=names.get(code, code), meaning=told))
    return lines
