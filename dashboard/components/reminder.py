"""催报: choose a period and a 管区 or village; the text to copy and the table to fill in."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from dashboard.components import progress_table, template
from dashboard.domain.names import group_order
from dashboard.words import say


def ask(rows: pd.DataFrame, period: str, as_of: date) -> None:
    """Draw the choices, the text, and the link to the template of the chosen period."""
    rows = rows[rows["due_count"] > 0]
    rows = rows.assign(chosen=rows["first_day"].dt.strftime("%Y-%m-%d"))
    if rows.empty:
        return
    left, right, link = st.columns([2, 2, 2], vertical_alignment="bottom")
    titles = {
        row["chosen"]: progress_table.name(period, row, as_of.year, "title")
        for row in rows.drop_duplicates("first_day").to_dict("records")
    }
    days = sorted(titles, reverse=True)
    chosen = left.selectbox(
        say("progress.remind_period"), days, index=_worth(rows, days),
        key=f"remind_period_{period}", format_func=titles.__getitem__,
    )  # fmt: skip
    own = rows[rows["chosen"] == chosen]
    names = dict(zip(own["village_code"], own["village"], strict=True))
    groups = sorted(set(own["area_group"]), key=group_order)
    whom = {"": say("progress.remind_all")}
    if len(groups) > 1:
        whom |= {f"group:{one}": say("progress.remind_group", group=one) for one in groups}
    whom |= names
    who = right.selectbox(
        say("progress.remind_who"), list(whom), key="remind_who", format_func=whom.__getitem__
    )
    if who.startswith("group:"):
        own = own[own["area_group"] == who.removeprefix("group:")]
    elif who:
        own = own[own["village_code"] == who]
    day = min(pd.Timestamp(own["last_day"].iloc[0]).date(), as_of)
    link.link_button(
        say("progress.template"), template.address("xlsx", period, day, only_missing=True),
        width="stretch",
    )  # fmt: skip
    lines = progress_table.reminders(own, period, as_of)
    if lines:
        st.code("\n".join(lines), language=None, wrap_lines=True)
    else:
        st.markdown(say("progress.remind_none", who=whom[who], title=titles[chosen]))


def _worth(rows: pd.DataFrame, days: list[str]) -> int:
    """The newest period that is over and lacks something; else the newest."""
    lacking = rows[rows["is_over"] & (rows["missing"] != "")]
    return days.index(lacking["chosen"].max()) if len(lacking) else 0
