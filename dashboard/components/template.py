"""Empty tables to fill in: one row a village, one column an indicator of a period.

What comes back is read without any mapping: codes, names and headings are the register's own.
"""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from dashboard.components import frame
from dashboard.store import commands, queries
from dashboard.words import say

PERIODS = ("week", "month", "quarter", "year")


def table(period: str, day: date) -> pd.DataFrame:
    """The table of a period ('week', 'month', 'quarter', 'year') with its day filled in and its
    values empty; ValueError for another period."""
    if period not in PERIODS:
        raise ValueError(f"unknown period {period!r}; known: {', '.join(PERIODS)}")
    villages = queries.villages_on_day(day)
    indicators = queries.indicators()
    due = indicators[indicators["period"] == period]
    drawn = pd.DataFrame(
        {
            say("template.code"): villages["village_code"].to_numpy(),
            say("template.village"): villages["village"].to_numpy(),
            say("template.day"): day.isoformat(),
        }
    )
    for row in due.to_dict("records"):
        name, unit = row["indicator"], row["unit"]
        drawn[say("template.heading", name=name, unit=unit) if unit else name] = ""
    return drawn


def offer() -> None:
    """A choice of period and day, and the empty table as CSV."""
    with st.expander(say("template.offer")):
        st.markdown(say("template.offer_note"))
        left, middle, right = st.columns([2, 2, 1], vertical_alignment="bottom")
        period = left.selectbox(
            say("template.period_label"), PERIODS, key="template_period",
            format_func=lambda one: say(f"template.period.{one}"),
        )  # fmt: skip
        days = queries.review_days()
        newest = days[0] if days else commands.clock_today()
        day = middle.date_input(
            say("template.day_label"), newest, key="template_day", format="YYYY-MM-DD"
        )
        name = say(
            "template.file", town=queries.instance().township,
            period=say(f"template.period.{period}"), day=day,
        )  # fmt: skip
        with right:
            frame.download(say("template.download"), table(period, day), name, width="stretch")
