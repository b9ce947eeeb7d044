"""村情: one village — its five stars with reasons, trends, shortfalls, its pairs."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components import (
    blocks,
    formats,
    frame,
    ledger_village,
    level_limits,
    origin_block,
    path_block,
    project_late,
    view,
    village_blocks,
    warning_block,
    what_if,
)
from dashboard.components.view import View
from dashboard.store import queries
from dashboard.words import say


def show() -> None:
    """Draw the screen."""
    shown = view.current()
    if shown is None:
        frame.head(say("frame.title.village"), say("overview.no_data"))
        return frame.empty_state()
    ranking = queries.ranking(shown.as_of, shown.compare)
    row, codes, names = village_blocks.chosen(ranking)
    code = str(row["village_code"])
    results = queries.requirement_results(shown.as_of, code)
    requirements = village_blocks.requirement_table(results, shown)
    frame.head(
        row["village"],
        village_blocks.note(row),
        shown=shown,
        export={say("village.requirements"): requirements.frame()},
        file_name=f"{row['village']}_{shown.as_of}",
        village=(codes, code, lambda one: say("village.is", village=names[one])),
    )
    st.header(village_blocks.sentence(row), anchor=False)
    if limited := level_limits.of_village(queries.level_limits(shown.as_of), code):
        st.markdown(limited)
    origin_block.draw(code, names[code], shown.as_of)
    left, right = st.columns([64, 36])
    with left:
        _stars(code, shown, results)
        _pairs(code, shown)
    with right:
        _targets(row, shown.as_of)
    path_block.draw(row, shown)
    _trends(code, shown, results)
    warning_block.draw_village(code, shown.as_of)
    _shortfalls(code, shown, results)
    ledger_village.draw(code)
    project_late.draw_village(code, shown.as_of)
    what_if.draw(code, shown, results)
    with st.expander(say("village.all_requirements", n=len(results))):
        st.html(requirements.html())
        st.caption(say("village.method"))
    return None


def _stars(code: str, shown: View, results: pd.DataFrame) -> None:
    with st.container(border=True):
        blocks.title(say("village.stars"), say("village.stars_note"))
        stars = queries.stars(shown.as_of)
        own = stars[stars["village_code"] == code]
        st.html(village_blocks.star_table(own, results, shown))


def _targets(row: dict[str, Any], as_of: date) -> None:
    with st.container(border=True):
        blocks.title(say("village.targets"), say("village.targets_note"))
        for line in village_blocks.target_lines(row, as_of):
            st.markdown(line)
        st.link_button(
            say("village.print"),
            village_blocks.print_link(row["village_code"]),
            width="stretch",
        )


def _pairs(code: str, shown: View) -> None:
    with st.container(border=True):
        blocks.title(say("village.pairs"))
        for line in village_blocks.pair_lines(code, queries.pairs(shown.as_of)):
            st.markdown(formats.markdown(line))


def _trends(code: str, shown: View, results: pd.DataFrame) -> None:
    chosen = village_blocks.trends(results, queries.value_trend(code, shown.as_of))
    if not chosen:
        return
    with st.container(border=True):
        blocks.title(say("village.trends"), say("village.trends_note"))
        grid = st.grid(4, min_column_width=220)
        for requirement, figure in chosen:
            with grid.cell():
                state = formats.state_word(requirement["state"])
                st.markdown(f"**{requirement['indicator']}**　{state}")
                st.plotly_chart(
                    figure, key=f"trend_{requirement['indicator_code']}", theme=None,
                    config=blocks.PLAIN,
                    alt=say("village.trend_alt", indicator=requirement["indicator"]),
                )  # fmt: skip


def _shortfalls(code: str, shown: View, results: pd.DataFrame) -> None:
    rows = queries.shortfalls(shown.as_of)
    rows = rows[rows["village_code"] == code]
    with st.container(border=True):
        blocks.title(say("village.shortfalls", n=len(rows)), say("village.shortfalls_note"))
        if rows.empty:
            st.markdown(village_blocks.no_shortfalls(results))
        else:
            st.html(village_blocks.shortfall_table(rows))
