"""统计: how units answer, close and relapse; what needs a higher level; the causes. What nobody could
know yet is —, never 0 %. By name, not by who logs in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components import blocks, formats, ledger_force, phrases
from dashboard.components.figures.tables import Cell, Column, html_table
from dashboard.components.ledger_day import Ledger
from dashboard.domain import ledger
from dashboard.store import queries
from dashboard.words import say

SHOWN = 40
COUNTY_SHOWN = 12


def draw(shown: Ledger, rows: pd.DataFrame) -> None:
    """The five numbers, the tables by category, village and post, county and causes."""
    rates = queries.ledger_rates(shown.day)
    town = rates[(rates["dimension"] == "all") & (rates["kind"] == ledger.SHORTFALL)]
    if not town.empty:
        row = town.iloc[0].to_dict()
        grid = st.grid(5, min_column_width=150)
        for name in ("response", "close", "first", "relapse", "open"):
            with grid.cell():
                st.metric(say(f"ledger.rates.metric.{name}"), metric(name, row), border=True)
    grid = st.grid(2, min_column_width=440)
    with grid.cell():
        _county(shown, rows)
    with grid.cell():
        _table(rates, "category", ledger.REPORT)
        _causes(rows)
    for dimension in ("village", "post"):
        _table(rates, dimension, ledger.SHORTFALL)
    st.caption(say("ledger.rates.method"))


def share(part: Any, whole: Any) -> str:
    """A share as 80%, with — where there is nothing to share."""
    if formats.is_missing(whole) or not int(whole):
        return say("formats.nothing")
    return formats.value_text(100 * float(part) / float(whole), "%", "percent", decimals=0)


def median(days: Any) -> str:
    """A median as 5 天, or —."""
    if formats.is_missing(days):
        return say("formats.nothing")
    return say("ledger.rates.days", n=formats.number(days, 1))


def metric(name: str, row: Mapping[Any, Any]) -> str:
    """One of the town's numbers."""
    if name == "response":
        return share(row["answered"], row["asked"])
    if name == "close":
        return median(row["median_close_days"])
    if name == "first":
        return share(row["accepted_first"], row["accepted_ever"])
    if name == "relapse":
        return share(row["relapsed"], row["accepted_ever"])
    return say("ledger.rates.items", n=int(row["open_count"]))


def table(rows: pd.DataFrame, dimension: str, kind: str) -> str:
    """One line per village, post or category; by late items, then by name."""
    is_report = kind == ledger.REPORT
    columns = [
        Column("name", say(f"ledger.rates.name.{dimension}")),
        Column("total", say("ledger.rates.column.total"), "right", wrap=False, labelled=True),
        Column("open", say("ledger.rates.column.open"), "right", wrap=False, labelled=True),
        Column("late", say("ledger.rates.column.late"), "right", wrap=False, labelled=True),
        Column("response", say("ledger.rates.column.response"), "right", wrap=False, labelled=True),
        Column("in_time", say("ledger.rates.column.in_time"), "right", wrap=False, labelled=True),
        *([Column("answer", say("ledger.rates.column.answer"), "right", wrap=False, labelled=True)]
          if is_report else []),
        Column("close", say("ledger.rates.column.close"), "right", wrap=False, labelled=True),
        *([] if is_report else [
            Column("first", say("ledger.rates.column.first"), "right", wrap=False, labelled=True),
            Column("relapse", say("ledger.rates.column.relapse"), "right", wrap=False,
                   labelled=True),
        ]),
    ]  # fmt: skip
    listed = rows.sort_values(["late_count", "name"], ascending=[False, True], kind="stable")
    cells: list[dict[str, Cell | str | None]] = []
    for row in listed.head(SHOWN).to_dict("records"):
        late = int(row["late_count"])
        name = str(row["name"])
        cells.append(
            {
                "name": Cell(
                    phrases.village(name) if dimension == "village" else name, strong=True
                ),
                "total": str(int(row["total"])),
                "open": str(int(row["open_count"])),
                "late": Cell(str(late), "red" if late else "", strong=bool(late)),
                "response": share(row["answered"], row["asked"]),
                "in_time": share(row["answered_in_time"], row["asked"]),
                "answer": median(row["median_answer_days"]),
                "close": median(row["median_close_days"]),
                "first": share(row["accepted_first"], row["accepted_ever"]),
                "relapse": share(row["relapsed"], row["accepted_ever"]),
            }
        )
    return html_table(columns, cells, label=say(f"ledger.rates.title.{dimension}"))


def _table(rates: pd.DataFrame, dimension: str, kind: str) -> None:
    rows = rates[(rates["dimension"] == dimension) & (rates["kind"] == kind)]
    with st.container(border=True):
        blocks.title(say(f"ledger.rates.title.{dimension}"), say(f"ledger.rates.note.{dimension}"))
        if rows.empty:
            st.markdown(say("ledger.rates.none"))
            return
        st.html(table(rows, dimension, kind))
        if len(rows) > SHOWN:
            st.caption(say("ledger.rates.more", n=SHOWN, all=len(rows)))


def _county(shown: Ledger, rows: pd.DataFrame) -> None:
    asked = rows[rows["needs_county"].astype(bool) & rows["is_open"].astype(bool)]
    with st.container(border=True):
        blocks.title(say("ledger.rates.county", n=len(asked)), say("ledger.rates.county_note"))
        if asked.empty:
            st.markdown(say("ledger.rates.no_county"))
            return
        # The title says so of all of them.
        listed = asked.head(COUNTY_SHOWN).assign(needs_county=False)
        st.html(ledger_force.items(listed, shown, say("ledger.mark.county")))
        if len(asked) > COUNTY_SHOWN:
            st.caption(say("ledger.board.more", n=len(asked) - COUNTY_SHOWN))


def _causes(rows: pd.DataFrame) -> None:
    told = rows["cause"].dropna()
    with st.container(border=True):
        unknown = len(rows) - len(told)
        blocks.title(say("ledger.rates.causes"), say("ledger.rates.causes_note", n=unknown))
        if told.empty:
            st.markdown(say("ledger.rates.no_causes"))
            return
        counted = told.value_counts()
        columns = [
            Column("cause", say("ledger.fact.cause")),
            Column("n", say("ledger.rates.column.total"), "right", wrap=False, labelled=True),
        ]
        ordered = sorted(counted.index, key=lambda one: (-int(counted[one]), str(one)))
        cells = [{"cause": str(one), "n": str(int(counted[one]))} for one in ordered]
        st.html(html_table(columns, cells, label=say("ledger.rates.causes")))
