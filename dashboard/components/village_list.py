"""The list of village units on a day: choices, table, and the frame that `import` takes back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components import formats
from dashboard.domain.names import group_order
from dashboard.store import commands, queries
from dashboard.words import say

LISTED = (
    "village_code", "village", "category", "area_group", "liaison_post", "households",
    "population", "valid_from", "valid_to",
)  # fmt: skip


def today() -> date:
    """The day for acts: today, in a demonstration the newest review day."""
    days = queries.review_days() if queries.instance().is_demonstration else []
    return days[0] if days else commands.clock_today()


def export(day: date) -> pd.DataFrame:
    """The list of a day under the headings by which `import` knows it."""
    listed = queries.villages_on_day(day)[list(LISTED)]
    return listed.rename(columns={name: say(f"villages.column.{name}") for name in LISTED})


def build(day: date) -> pd.DataFrame:
    """The units of a day as they are on it, and below them those ended before, as they were last;
    indexed by code, with `span` and `names` as texts."""
    here, ever = queries.villages_on_day(day), queries.villages().set_index("village_code")
    gone = ever[(ever["valid_to"] <= pd.Timestamp(day)) & ~ever.index.isin(here["village_code"])]
    every = pd.concat([here.set_index("village_code"), gone.drop(columns="into_code")])
    titles = ever["village"].to_dict()
    every["span"] = [
        _span(row, titles.get(ever["into_code"].get(code)))
        for code, row in zip(every.index, every.to_dict("records"), strict=True)
    ]
    named = queries.aliases().groupby("village_code")["alias"].apply(list).to_dict()
    comma = say("villages.separator")
    every["names"] = [comma.join(named.get(code, [])) for code in every.index]
    return every


def _span(row: dict[str, Any], heir: str | None) -> str:
    parts = []
    if not formats.is_missing(row["valid_from"]):
        parts.append(say("villages.since", day=formats.day(row["valid_from"])))
    if not formats.is_missing(row["valid_to"]):
        became = say("villages.merged_into", village=heir) if heir else say("villages.abolished")
        parts.append(say("villages.until", day=formats.day(row["valid_to"])) + became)
    return say("villages.separator").join(parts) or say("villages.in_force")


def choose(every: pd.DataFrame) -> pd.DataFrame:
    """The rows of the chosen 管区 that hold the searched text."""
    left, right = st.columns(2)
    groups = sorted(every["area_group"].unique(), key=group_order)
    group = left.selectbox(
        say("villages.group"), ["", *groups], key="villages_group",
        format_func=lambda one: one or say("ranking.every"),
    )  # fmt: skip
    text = right.text_input(
        say("villages.search"), key="villages_search", placeholder=say("villages.search_hint")
    ).strip()
    kept = every[every["area_group"] == group] if group else every
    if text:
        where = kept["village"] + " " + kept.index + " " + kept["names"]
        kept = kept[where.str.contains(text, regex=False)]
    return kept


def draw(kept: pd.DataFrame, count: int, day: date) -> None:
    """The table."""
    if kept.empty:
        st.markdown(say("villages.found_none"))
        return
    names = ("village", "area_group", "liaison_post", "category", "households", "population",
             "span", "names")  # fmt: skip
    shown = kept[list(names)].assign(village_code=kept.index)[
        [names[0], "village_code", *names[1:]]
    ]
    for name in ("households", "population"):
        shown[name] = shown[name].astype("Int64")
    shown = shown.rename(columns={name: say(f"villages.column.{name}") for name in shown.columns})
    st.dataframe(
        shown, hide_index=True, row_height=36, height=min(36 * (len(shown) + 1) + 2, 470),
        placeholder=say("formats.nothing"), alt=say("villages.list_alt", day=day),
        column_config={
            say("villages.column.village"): st.column_config.TextColumn(pinned=True, width=100),
            say("villages.column.village_code"): st.column_config.TextColumn(width=112),
            say("villages.column.area_group"): st.column_config.TextColumn(width=80),
            say("villages.column.liaison_post"): st.column_config.TextColumn(width=245),
            say("villages.column.category"): st.column_config.TextColumn(width=60),
            say("villages.column.households"): st.column_config.NumberColumn(width=60),
            say("villages.column.population"): st.column_config.NumberColumn(width=60),
            say("villages.column.span"): st.column_config.TextColumn(width=140),
        },
    )  # fmt: skip
    st.caption(say("villages.shown", n=len(kept), all=count))
