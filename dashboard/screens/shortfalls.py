"""短板: computed — what each village lacks, how far, who owns it; most rewarding first."""

from __future__ import annotations

import streamlit as st

from dashboard.components import (
    doing,
    frame,
    ledger_day,
    ledger_take,
    path_words,
    shortfall_table,
    view,
    warning_block,
)
from dashboard.store import queries
from dashboard.words import say


def show() -> None:
    """Draw the screen."""
    shown = view.current()
    if shown is None:
        frame.head(say("frame.title.shortfalls"), say("overview.no_data"))
        return frame.empty_state()
    steps = queries.effort_steps(shown.as_of)
    book = ledger_day.current()
    rows = path_words.with_words(queries.shortfalls(shown.as_of), steps)
    rows = ledger_take.with_items(rows, book)
    before = queries.shortfalls(shown.compare)
    frame.head(
        say("frame.title.shortfalls"),
        say("shortfalls.note"),
        shown=shown,
        export={say("frame.title.shortfalls"): shortfall_table.build(rows)},
        file_name=f"{say('frame.title.shortfalls')}_{shown.as_of}",
    )
    doing.told("ledger", toast=True)
    st.header(shortfall_table.sentence(rows, before), anchor=False)
    with st.container(horizontal=True):
        state = shortfall_table.choose_state(rows)
        village = shortfall_table.choose_village(shown.as_of)
        star = shortfall_table.choose_star()
        group = shortfall_table.choose("area_group", rows, width=128)
        post = shortfall_table.choose("owner_post", rows, width=200)
    kept = shortfall_table.narrowed(
        rows, state, village_code=village, star_code=star, area_group=group, owner_post=post
    )
    if kept.empty:
        st.markdown(say("shortfalls.none"))
    else:
        st.caption(say("shortfalls.count", n=len(kept), total=len(rows)))
        chosen = shortfall_table.draw(kept, shown.as_of)
        ledger_take.draw(kept.iloc[chosen], book)
    st.caption(say("shortfalls.method"))
    warning_block.draw(shown.as_of)
    return None
