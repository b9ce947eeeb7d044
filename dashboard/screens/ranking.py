"""排名: levels, then the share of mandatory requirements met; ties share a rank. Beside it who
improved, who leads among villages alike, and how the ranks went week by week."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from dashboard.components import (
    blocks,
    briefing,
    frame,
    improvement_table,
    level_limits,
    rank_charts,
    rank_choices,
    rank_table,
    view,
)
from dashboard.components.view import View
from dashboard.store import queries
from dashboard.words import say

PARTS = ["all", "around", "peers", "improvement", "trend"]


def show() -> None:
    """Draw the screen."""
    shown = view.current()
    title = say("frame.title.ranking")
    if shown is None:
        frame.head(title, say("overview.no_data"))
        return frame.empty_state()
    ranking = queries.ranking(shown.as_of, shown.compare)
    likeness = view.get("peers")
    likeness = likeness if likeness in rank_choices.LIKENESS else ""
    frame.head(
        title,
        say("ranking.note", n=len(ranking)),
        shown=shown,
        export={
            title: partial(rank_table.exported, shown.as_of, shown.compare, likeness),
            say("ranking.parts.improvement"): partial(
                improvement_table.build, shown.as_of, shown.compare
            ),
        },
        file_name=f"{title}_{shown.as_of}",
    )
    facts = briefing.town_summary(shown.as_of, shown.compare)
    blocks.sentence(briefing.town_parts(facts))
    part = view.segments("show", say("ranking.part"), PARTS, _part)
    if part == "trend":
        return rank_charts.draw(shown.as_of, view.get("village"))
    wanted = rank_choices.choose(ranking, facts.one_short)
    kept = rank_choices.narrowed(ranking, wanted)
    if part == "improvement":
        return _improvement(shown, kept, wanted.own)
    return _table(shown, part, ranking, kept, wanted)


def _table(
    shown: View, part: str, ranking: pd.DataFrame, kept: pd.DataFrame, wanted: rank_choices.Wanted
) -> None:
    every = len(kept)
    if part == "peers":
        kept = rank_choices.alike(kept, shown.as_of, shown.compare, wanted)
    elif part == "around":
        kept = rank_choices.around(kept, wanted.own)
    note = rank_choices.note(part, wanted, every, kept)
    if note:
        st.markdown(note)
    if not kept.empty:
        table = rank_table.build(shown.as_of, shown.compare, wanted.likeness)
        rank_table.draw(table, kept, wanted.own, shown.as_of)
    elif not note:
        st.markdown(say("ranking.none"))
    st.caption(rank_choices.method(ranking))
    limits = queries.level_limits(shown.as_of)
    if not limits.empty:
        with st.container(border=True):
            blocks.title(say("limits.title"), say("limits.note"))
            st.html(level_limits.table(limits))


def _improvement(shown: View, kept: pd.DataFrame, own: str) -> None:
    table = improvement_table.build(shown.as_of, shown.compare)
    table = table[table.index.isin(kept["village_code"])]
    st.markdown(improvement_table.sentence(shown.as_of, shown.compare))
    if table.empty:
        st.markdown(say("ranking.none"))
    else:
        improvement_table.draw(table, own, shown.as_of)
    st.caption(improvement_table.method())


def _part(part: str) -> str:
    return say(f"ranking.parts.{part}")
