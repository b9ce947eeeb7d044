"""预警（推算）: stars that will be lost or won if numbers go on as they did."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components import blocks, formats
from dashboard.components.figures.tables import Cell, Column, html_table
from dashboard.domain.trend import HORIZON_WEEKS
from dashboard.store import queries
from dashboard.words import say

MOST = 20
TONES = {"lose": "red", "win": "green"}


def draw(as_of: date) -> None:
    """The warnings of the town, those that lose a star first."""
    rows = queries.warnings(as_of)
    rows = rows.sort_values(["kind", "weeks"], kind="stable")
    with st.container(border=True):
        blocks.title(say("warning.title"), say("warning.note"))
        if rows.empty:
            st.markdown(say("warning.none", weeks=HORIZON_WEEKS))
        else:
            st.html(table(rows.head(MOST)))
        if len(rows) > MOST:
            st.caption(say("warning.more", n=len(rows) - MOST))
        st.caption(say("warning.method"))


def draw_village(code: str, as_of: date) -> None:
    """What is foretold of one village; nothing is drawn where there is nothing."""
    rows = queries.warnings(as_of)
    rows = rows[rows["village_code"] == code]
    if rows.empty:
        return
    with st.container(border=True):
        blocks.title(say("warning.title"), say("warning.note"))
        for row in rows.to_dict("records"):
            st.markdown(line(row))


def line(row: Mapping[str, Any]) -> str:
    """One warning as a sentence (Markdown)."""
    return say(
        "warning.line",
        mark=say(f"warning.mark.{row['kind']}"),
        star=formats.markdown(row["star"]),
        weeks=int(row["weeks"]),
        act=say(f"warning.act.{row['kind']}"),
        range=_range(row),
        indicator=formats.markdown(row["indicator"]),
        value=formats.markdown(_value(row)),
        slope=formats.markdown(_slope(row)),
        line=formats.markdown(_threshold(row)),
    )


def table(rows: pd.DataFrame) -> str:
    """Warnings as a reading table."""
    columns = [
        Column("mark", say("warning.column.mark"), wrap=False),
        Column("village", say("warning.column.village"), wrap=False),
        Column("star", say("warning.column.star"), wrap=False),
        Column("weeks", say("warning.column.weeks"), wrap=False, narrow="below"),
        Column("range", say("warning.column.range"), wrap=False, narrow="under"),
        Column("indicator", say("warning.column.indicator")),
        Column("value", say("warning.column.value"), wrap=False, narrow="under"),
        Column("slope", say("warning.column.slope"), wrap=False, narrow="under"),
    ]
    cells = [
        {
            "mark": Cell(say(f"warning.mark.{row['kind']}"), TONES[row["kind"]], True),
            "village": blocks.village_link(row),
            "star": row["star"],
            "weeks": say(
                "warning.weeks", weeks=row["weeks"], act=say(f"warning.act.{row['kind']}")
            ),
            "range": Cell(_range(row), "ink3"),
            "indicator": Cell(row["indicator"], href=blocks.origin_href(row)),
            "value": formats.now_due(
                row["value"], row["threshold"], row["unit"], row["value_type"]
            ),
            "slope": Cell(_slope(row), "ink2"),
        }
        for row in rows.to_dict("records")
    ]
    return html_table(columns, cells, label=say("warning.title"))


def _value(row: Mapping[str, Any]) -> str:
    return formats.value_text(
        row["value"], row["unit"], row["value_type"], against=row["threshold"]
    )


def _threshold(row: Mapping[str, Any]) -> str:
    return formats.threshold_text(
        row["threshold"], row["unit"], row["value_type"], row["direction"]
    )


def _slope(row: Mapping[str, Any]) -> str:
    """每周 +1.2 点; finer where one decimal would say nothing."""
    unit = say("phrases.points") if row["value_type"] == "percent" else row["unit"]
    pace = abs(row["slope_week"])
    sign = "+" if row["slope_week"] > 0 else formats.MINUS
    text = sign + formats.with_unit(formats.number(pace, against=0), unit, "number")
    return say("warning.per_week", slope=text)


def _range(row: Mapping[str, Any]) -> str:
    early, late = int(row["weeks_early"]), int(row["weeks_late"])
    if late > HORIZON_WEEKS:
        return say("warning.range_open", early=early)
    if early == late:
        return say("warning.range_one", early=early)
    return say("warning.range", early=early, late=late)
