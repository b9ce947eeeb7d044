"""未来四周: what falls due, plans to be made, looks of 督办 and ends of 挂起; what is late stands first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components import blocks, formats, phrases
from dashboard.components import ledger_words as words
from dashboard.components.figures.calendar import Entry, weeks, weeks_of
from dashboard.components.figures.tables import Cell, Column, html_table
from dashboard.components.ledger_day import Ledger
from dashboard.domain import ledger
from dashboard.store import definitions
from dashboard.words import say

WEEKS = 4
LATE_SHOWN = 8


def draw(shown: Ledger, rows: pd.DataFrame) -> None:
    """The late ones, then the weeks."""
    running = rows[rows["is_open"].astype(bool)]
    late = running[running["colour"] == "red"]
    with st.container(border=True):
        blocks.title(say("ledger.weeks.late", n=len(late)), say("ledger.weeks.late_note"))
        if late.empty:
            st.markdown(say("ledger.weeks.no_late"))
        else:
            st.html(late_table(late.head(LATE_SHOWN), shown))
            if len(late) > LATE_SHOWN:
                there = blocks.href("ledger", tab="list", kind="", show="late", item="")
                blocks.more(say("ledger.weeks.more_late", n=len(late) - LATE_SHOWN), there)
    found = entries(running)
    mondays = weeks_of(shown.day, WEEKS)
    last = mondays[-1] + timedelta(days=6)
    known = definitions.deadlines().days
    span = [mondays[0] + timedelta(days=n) for n in range(7 * WEEKS)]
    off = frozenset(one for one in span if not known.is_workday(one))
    blocks.title(say("ledger.weeks.title", first=mondays[0], last=last), say("ledger.weeks.note"))
    st.html(weeks(shown.day, WEEKS, found, off, say("ledger.weeks.label")))
    later = int((running["due_date"] > pd.Timestamp(last)).sum())
    st.caption(say("ledger.weeks.later", n=later))


def late_table(rows: pd.DataFrame, shown: Ledger) -> str:
    """The items past their day, the latest first."""
    columns = [
        Column("village", say("ledger.column.village"), wrap=False),
        Column("colour", say("ledger.column.colour"), wrap=False),
        Column("what", say("ledger.column.what"), narrow="below"),
        Column("owner", say("ledger.column.owner"), narrow="under"),
        Column("press", say("ledger.column.press"), wrap=False),
        Column("state", say("ledger.column.state"), wrap=False, narrow="under"),
    ]
    cells = [
        {
            "village": Cell(phrases.village(row["village"]), strong=True),
            "colour": Cell(words.colour(row, shown.day.year), "red", ground="red"),
            "what": Cell(row["what"], href=item_href(row)),
            "owner": "" if formats.is_missing(row["owner_post"]) else row["owner_post"],
            "press": Cell(words.pressing(row), "red"),
            "state": words.state_name(row),
        }
        for row in rows.to_dict("records")
    ]
    return html_table(columns, cells, label=say("ledger.weeks.late", n=len(rows)))


def item_href(row: Mapping[Any, Any]) -> str:
    """The link to an item's panel in the ledger."""
    return blocks.href(
        "ledger", tab="list", kind=str(row["kind"]), show="", item=str(row["item_id"])
    )


def entries(rows: pd.DataFrame) -> dict[date, list[Entry]]:
    """What falls on each day, the deadlines first."""
    found: dict[date, list[tuple[int, Entry]]] = defaultdict(list)
    for row in rows.to_dict("records"):
        needs_plan = formats.is_missing(row["measure"]) and row["kind"] == ledger.SHORTFALL
        days = (
            ("due", "amber", row["due_date"]),
            ("until", "neutral", row["until_date"]),
            ("look", "red", row["look_on"]),
            ("plan", "neutral", row["plan_by"] if needs_plan else None),
        )
        for place, (kind, tone, day) in enumerate(days):
            if not formats.is_missing(day):
                entry = Entry(
                    say(f"ledger.weeks.kind.{kind}"), tone,
                    say("ledger.weeks.entry", village=phrases.village(row["village"]),
                        what=phrases.short_indicator(row["what"])),
                    item_href(row),
                )  # fmt: skip
                found[pd.Timestamp(day).date()].append((place, entry))
    return {
        day: [entry for _, entry in sorted(listed, key=lambda one: one[0])]
        for day, listed in found.items()
    }
