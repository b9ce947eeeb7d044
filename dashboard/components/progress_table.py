"""报送进度: the grid of villages and periods, and the text that reminds a village of what lacks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components import formats, parts, phrases, theme, view
from dashboard.domain.names import group_order
from dashboard.store import queries
from dashboard.words import say

TONES = {"full": "green", "part": "amber", "open": "neutral", "late": "red", "none": ""}


def state(row: Mapping[str, Any]) -> str:
    """What a cell says: full, part, open (nothing in, not over yet), late or none (nothing due)."""
    if not row["due_count"]:
        return "none"
    if row["in_count"] == row["due_count"]:
        return "full"
    if row["is_late"]:
        return "late"
    return "part" if row["in_count"] or row["is_over"] else "open"


def text(row: Mapping[str, Any]) -> str:
    """√ 9/9 已齐, ■ 6/9 逾期; what came after the deadline is told beside it."""
    known = state(row)
    if known == "none":
        return say("progress.cell.none")
    cell = say(f"progress.cell.{known}", in_count=row["in_count"], due=row["due_count"])
    late = row["delayed_count"]
    return say("progress.cell.delayed", cell=cell, n=late) if late else cell


def name(period: str, row: Mapping[str, Any], this_year: int, kind: str = "head") -> str:
    """A period's name, as the head of a column or (``kind`` 'title') as the title of its report;
    its year is named unless it is this one."""
    last = pd.Timestamp(row["last_day"]).date()
    if period == "week":
        return say(f"progress.{kind}.week", day=formats.day(last, this_year))
    if period == "year":
        return say(f"progress.{kind}.year", n=last.year)
    year = "" if last.year == this_year else say("progress.head.of_year", year=last.year)
    number = last.month if period == "month" else (last.month + 2) // 3
    return say(f"progress.{kind}.{period}", year=year, n=number)


def ordered(rows: pd.DataFrame) -> pd.DataFrame:
    """By 管区, then code, then period: an order that judges nobody."""
    place = {group: n for n, group in enumerate(sorted(set(rows["area_group"]), key=group_order))}
    return (
        rows.assign(place=rows["area_group"].map(place))
        .sort_values(["place", "village_code", "first_day"])
        .drop(columns="place")
        .reset_index(drop=True)
    )


def build(rows: pd.DataFrame, period: str, this_year: int) -> pd.DataFrame:
    """One row a village, one column a period; cells as shown (also exported); indexed
    by the villages' codes."""
    records = rows.to_dict("records")
    heads: dict[Any, str] = {}
    for row in sorted(records, key=lambda one: one["first_day"]):
        heads.setdefault(row["first_day"], name(period, row, this_year))
    table: dict[str, dict[str, str]] = {}
    for row in records:
        line = table.setdefault(
            row["village_code"],
            {
                say("progress.column.village"): phrases.village(row["village"]),
                say("progress.column.group"): row["area_group"],
            },
        )
        line[heads[row["first_day"]]] = text(row)
    columns = [say("progress.column.village"), *heads.values(), say("progress.column.group")]
    return pd.DataFrame(list(table.values()), index=list(table), columns=columns)


def sentence(rows: pd.DataFrame, period: str, this_year: int) -> str:
    """How the newest period that is over stands, and the running one (Markdown)."""
    if not rows["due_count"].sum():
        return say("progress.none_due")
    due = rows[rows["due_count"] > 0].assign(full=rows["in_count"] == rows["due_count"])
    over, running = due[due["is_over"]], due[~due["is_over"]]
    told = ""
    if not running.empty:
        first = running.iloc[-1].to_dict()
        title = name(period, first, this_year, "title")
        if over.empty:
            return say("progress.sentence_only", title=title, villages=len(running),
                       full=int(running["full"].sum()))  # fmt: skip
        told = say("progress.sentence_running", title=title, full=int(running["full"].sum()))
    newest = over[over["first_day"] == over["first_day"].max()]
    title = name(period, newest.iloc[0].to_dict(), this_year, "title")
    behind = int(newest["is_late"].sum())
    late = say("progress.sentence_late", n=behind) if behind else ""
    return say(
        "progress.sentence", title=title, villages=len(newest), full=int(newest["full"].sum()),
        late=late, running=told,
    )  # fmt: skip


def draw(rows: pd.DataFrame, table: pd.DataFrame, period: str, as_of: date) -> None:
    """The grid; a click on a village's name leads to its page."""
    codes = list(table.index)
    shown = table.reset_index(drop=True)
    village, group = say("progress.column.village"), say("progress.column.group")

    def open_village() -> None:
        view.go("village", village=codes[st.session_state["progress_open"].row])

    width = 136 if rows["delayed_count"].any() else 104
    tones = {text(row): TONES[state(row)] for row in rows.to_dict("records")}
    styled = shown.style.apply(
        lambda _: shown.map(lambda cell: _style(tones.get(cell, ""))), axis=None
    )
    st.dataframe(
        styled,
        key="progress",
        hide_index=True,
        row_height=36,
        height=36 * (min(len(shown), 25) + 1) + 2,
        alt=say("progress.alt", period=say(f"progress.period.{period}"), day=as_of),
        column_config={
            village: parts.name_column("progress_open", open_village, 90),
            group: st.column_config.TextColumn(width=90),
        }
        | {one: st.column_config.TextColumn(width=width) for one in shown.columns[1:-1]},
    )  # fmt: skip


def _style(tone: str) -> str:
    if not tone:
        return ""
    colour = theme.TONES.get(tone, theme.INK2)
    return f"background-color:{theme.GROUNDS[tone]};color:{colour}"


def reminders(rows: pd.DataFrame, period: str, as_of: date) -> list[str]:
    """One line for each village and period of the rows that something lacks."""
    names = queries.indicators().set_index("indicator_code")["indicator"].to_dict()
    lines = []
    for row in rows.to_dict("records"):
        if not row["missing"]:
            continue
        codes = row["missing"].split(",")
        day = formats.day(row["deadline"], as_of.year)
        key = "progress.until_over" if row["is_late"] else "progress.until"
        lines.append(
            say("progress.remind_line", village=row["village"],
                title=name(period, row, as_of.year, "title"), n=len(codes),
                names=say("progress.and").join(names[code] for code in codes),
                until=say(key, day=day))
        )  # fmt: skip
    return lines
