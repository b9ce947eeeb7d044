"""短板: computed — what each village lacks, how far, who owns it; most rewarding first."""

from __future__ import annotations

import streamlit as st

from dashboard.components import frame, shortfall_table, view
from dashboard.store import queries
from dashboard.words import say


def show() -> None:
    """Draw the screen."""
    shown = view.current()
    if shown is None:
        frame.head(say("frame.title.shortfalls"), say("overview.no_data"))
        return frame.empty_state()
    rows = queries.shortfalls(shown.as_of)
    before = queries.shortfalls(shown.compare)
    frame.head(
        say("frame.title.shortfalls"),
        say("shortfalls.note"),
        shown=shown,
        export={say("frame.title.shortfalls"): shortfall_table.build(rows)},
        file_name=f"{say('frame.title.shortfalls')}_{shown.as_of}",
    )
    st.header(shortfall_table.sentence(rows, before), anchor=False)
    states, village_box, star_box, group_box, post_box = st.columns(
        [3.6, 2, 2, 2, 2.4], vertical_alignment="center"
    )
    with states:
        state = shortfall_table.choose_state(rows)
    with village_box:
        village = shortfall_table.choose_village()
    with star_box:
        star = shortfall_table.choose_star()
    with group_box:
        group = shortfall_table.choose("area_group", rows)
    with post_box:
        post = shortfall_table.choose("owner_post", rows)
    kept = shortfall_table.narrowed(
        rows, state, village_code=village, star_code=star, area_group=group, owner_post=post
    )
    if kept.empty:
        st.markdown(say("shortfalls.none"))
    else:
        st.caption(say("shortfalls.count", n=len(kept), total=len(rows)))
        shortfall_table.draw(kept, shown.as_of)
    st.caption(say("shortfalls.method"))
    return None
