"""排名: levels, then the share of mandatory requirements met; ties share a rank."""

from __future__ import annotations

import streamlit as st

from dashboard.components import blocks, briefing, frame, rank_table, view
from dashboard.store import queries
from dashboard.words import say


def show() -> None:
    """Draw the screen."""
    shown = view.current()
    if shown is None:
        frame.head(say("frame.title.ranking"), say("overview.no_data"))
        return frame.empty_state()
    ranking = queries.ranking(shown.as_of, shown.compare)
    table = rank_table.build(shown.as_of, shown.compare)
    frame.head(
        say("frame.title.ranking"),
        say("ranking.note", n=len(ranking)),
        shown=shown,
        export={say("frame.title.ranking"): table},
        file_name=f"{say('frame.title.ranking')}_{shown.as_of}",
    )
    facts = briefing.town_summary(shown.as_of, shown.compare)
    blocks.sentence(briefing.town_parts(facts))
    choices, group_box, own_box, only_box = st.columns([3, 2, 2, 2], vertical_alignment="center")
    with choices:
        part = view.segments("show", say("ranking.part"), ["all", "around"], _part)
    with group_box:
        group = rank_table.choose_group(ranking)
    with own_box:
        own = rank_table.choose_own(ranking)
    with only_box:
        only_near = st.toggle(say("ranking.only_near", n=facts.one_short), key="only_near")
    kept = rank_table.narrowed(ranking, group, only_near)
    if part == "around":
        kept = rank_table.around(kept, own)
    if kept.empty:
        st.markdown(say("ranking.none"))
    else:
        rank_table.draw(table, kept, own, shown.as_of)
    st.caption(say("ranking.method"))
    return None


def _part(part: str) -> str:
    return say(f"ranking.parts.{part}")
