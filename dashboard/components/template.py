"""下载空表: the choice of period and day, and the links to the tables that reports/template_book
makes."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

import streamlit as st

from dashboard.domain.reporting import PERIODS
from dashboard.store import commands, queries
from dashboard.words import say


def address(kind: str, period: str, day: date, *, only_missing: bool = False) -> str:
    """Where the table to fill in is had, as ``kind`` 'xlsx' or 'csv'."""
    asked = {"period": period, "day": str(day)} | ({"only": "missing"} if only_missing else {})
    return f"/template.{kind}?{urlencode(asked)}"


def offer() -> None:
    """A choice of period and day, and the empty table: a workbook, or CSV."""
    with st.expander(say("template.offer")):
        st.markdown(say("template.offer_note"))
        left, middle, right = st.columns([2, 2, 2], vertical_alignment="bottom")
        period = left.selectbox(
            say("template.period_label"), PERIODS, key="template_period",
            format_func=lambda one: say(f"template.period.{one}"),
        )  # fmt: skip
        days = queries.review_days()
        newest = days[0] if days else commands.clock_today()
        day = middle.date_input(
            say("template.day_label"), newest, key="template_day", format="YYYY-MM-DD"
        )
        only = right.checkbox(say("template.only_missing"), key="template_only")
        rows = queries.running_reports(day, period)
        if not rows["due_count"].sum() or (only and not rows["missing"].str.len().sum()):
            key = "nothing_left" if rows["due_count"].sum() else "nothing_due"
            st.markdown(say(f"template.{key}", period=say(f"template.period.{period}")))
            return
        with st.container(horizontal=True):
            for kind, look in (("xlsx", "primary"), ("csv", "secondary")):
                st.link_button(
                    say(f"template.download_{kind}"),
                    address(kind, period, day, only_missing=only),
                    type=look,
                )
