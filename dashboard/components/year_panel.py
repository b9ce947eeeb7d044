"""年度: the years of the campaign, closing one and taking that back; mounted by 规则与目标."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components import blocks, doing, formats, frame, phrases
from dashboard.components.figures.tables import Cell, Column, html_table
from dashboard.components.view import View
from dashboard.store import commands, queries
from dashboard.words import say

MOST_CARRIED = 100


def draw(shown: View | None) -> None:
    """The years, what can be done with one, and what the newest closing froze and carried over."""
    doing.told("year")
    years = queries.years()
    blocks.title(say("year.title"), say("year.note"))
    if years.empty:
        st.markdown(say("year.none"))
        return
    st.html(_table(years))
    _acts(years)
    closed = years[years["closing_id"].notna()]
    if not closed.empty:
        _results(closed.iloc[0].to_dict())
    if shown is not None:
        _carried(shown)


def _table(years: pd.DataFrame) -> str:
    columns = [
        Column("year", say("year.column.year"), wrap=False),
        Column("days", say("year.column.days"), wrap=False),
        Column("state", say("year.column.state")),
        Column("stars", say("year.column.stars"), align="right", wrap=False),
        Column("open", say("year.column.open"), align="right", wrap=False),
    ]
    rows: list[dict[str, Cell | str | None]] = []
    for year in years.to_dict("records"):
        is_closed = not formats.is_missing(year["closing_id"])
        rows.append(
            {
                "year": Cell(say("year.is", year=year["year"]), strong=True),
                "days": say(
                    "year.days",
                    start=formats.day(year["from_date"]),
                    end=formats.day(year["to_date"]),
                ),
                "state": _closed(year) if is_closed else Cell(say("year.open"), "ink3"),
                "stars": formats.number(year["stars"], 0) if is_closed else say("formats.nothing"),
                "open": formats.number(year["open_items"] or 0, 0)
                if is_closed
                else say("formats.nothing"),
            }
        )
    return html_table(columns, rows, label=say("year.title"))


def _closed(year: dict[str, Any]) -> Cell:
    when = formats.day(phrases.local_time(year["recorded_at"]))
    return Cell(
        say("year.closed"), "green",
        small=say("year.closed_by", who=year["actor_name"], day=when, document=year["document"]),
    )  # fmt: skip


def _acts(years: pd.DataFrame) -> None:
    """Closing, taking back, and the days of a year, each in a form of its own."""
    by_year = {int(row["year"]): row for row in years.to_dict("records")}
    with st.expander(say("year.acts")):
        year = st.selectbox(
            say("year.column.year"), list(by_year), key="year_chosen",
            format_func=lambda one: say("year.is", year=one),
        )  # fmt: skip
        row = by_year[year]
        if not formats.is_missing(row["closing_id"]):
            with st.form("year_reopen", border=False):
                reason = st.text_input(say("year.reason"))
                if st.form_submit_button(say("year.reopen")):
                    doing.do(
                        "year",
                        lambda: commands.reopen_year(frame.actor(), year, reason),
                        lambda _: say("year.reopened", year=year),
                    )
            return
        with st.form("year_close", border=False):
            st.markdown(say("year.close_says", year=year, day=formats.day(row["to_date"])))
            document = st.text_input(say("year.document"))
            if st.form_submit_button(say("year.close"), type="primary"):
                doing.do(
                    "year",
                    lambda: commands.close_year(frame.actor(), year, document),
                    lambda _: say("year.closed_told", year=year),
                )
        with st.form("year_days", border=False):
            left, right = st.columns(2)
            start = left.date_input(say("year.start"), row["from_date"], format="YYYY-MM-DD")
            end = right.date_input(say("year.end"), row["to_date"], format="YYYY-MM-DD")
            if st.form_submit_button(say("year.set_days")):
                doing.do(
                    "year",
                    lambda: commands.set_year(frame.actor(), year, start, end),
                    lambda _: say("year.days_told", year=year),
                )


def _results(year: dict[str, Any]) -> None:
    """What the newest closing froze; where late reports would give something else, that too."""
    results = queries.year_results(year["to_date"].date())
    moved = int(results["is_moved"].sum())
    note = say("year.moved", n=moved) if moved else say("year.unmoved")
    with st.container(border=True):
        blocks.title(say("year.frozen", year=year["year"]), note)
        columns = {
            "village": results["village"].map(phrases.village),
            "rank": results["rank"],
            "level": results["level"].map(formats.level_text),
            "stars_won": results["stars_won"],
            "stars": [
                "".join(formats.star_glyph(one) for one in str(stars).split(","))
                for stars in results["stars"]
            ],
            "now": [
                say("year.now", level=formats.level_text(row.level_now), stars=row.stars_won_now)
                if row.is_moved
                else say("formats.nothing")
                for row in results.itertuples()
            ],
        }
        table = pd.DataFrame(columns)
        table.columns = [say(f"year.frozen_column.{one}") for one in table.columns]
        st.dataframe(
            table, hide_index=True, row_height=36, height=min(36 * (len(table) + 1) + 2, 480)
        )


def _carried(shown: View) -> None:
    """What the newest closing before the day carried over, and what has become of it."""
    items = queries.carried_items(shown.as_of)
    if items.empty:
        return
    is_open = ~items["state_now"].isin(["met", "dropped"])
    waiting = items[is_open]
    with st.container(border=True):
        blocks.title(
            say("year.carried", year=items["year"].iloc[0]),
            say("year.carried_note", n=len(items), closed=len(items) - len(waiting)),
        )
        if waiting.empty:
            st.markdown(say("year.carried_done"))
            return
        columns = [
            Column("village", say("year.frozen_column.village"), wrap=False),
            Column("star", say("blocks.column.star"), wrap=False, narrow="hide"),
            Column("then", say("year.then")),
            Column("now", say("year.state_now"), wrap=False),
            Column("owner", say("blocks.column.owner"), narrow="under"),
        ]
        rows: list[dict[str, Cell | str | None]] = [
            {
                "village": phrases.village(row["village"]),
                "star": phrases.short_star(row["star"]),
                "then": phrases.lacking(row),
                "now": formats.state_word(row["state_now"]),
                "owner": Cell(row["owner_post"], "ink3"),
            }
            for row in waiting.head(MOST_CARRIED).to_dict("records")
        ]
        st.html(html_table(columns, rows, label=say("year.carried", year=items["year"].iloc[0])))
        if len(waiting) > MOST_CARRIED:
            st.caption(say("year.carried_more", n=len(waiting) - MOST_CARRIED))
