"""村与边界: the list of units, what changes from which day and why, other names."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.components import alias_list, blocks, doing, frame, village_forms, village_list
from dashboard.store import queries
from dashboard.words import say


def show() -> None:
    """Draw the screen."""
    day = village_list.today()
    every, events = village_list.build(day), queries.village_events()
    here = len(queries.villages_on_day(day))
    frame.head(
        say("frame.title.villages"),
        say("villages.note", day=day, n=here),
        export={say("villages.export"): village_list.export(day)},
        file_name=say("villages.file", day=day),
    )
    doing.told("villages")
    st.header(village_forms.sentence(here, every["area_group"].nunique(), events), anchor=False)
    with st.container(border=True):
        blocks.title(say("villages.list"), say("villages.list_note", day=day))
        kept = village_list.choose(every)
        village_list.draw(kept, len(every), day)
    with st.container(border=True):
        blocks.title(say("villages.change"), say("villages.change_note"))
        village_forms.change_form(day)
    _history(events)
    _aliases()


def _history(events: pd.DataFrame) -> None:
    with st.container(border=True):
        blocks.title(say("villages.history"), say("villages.history_note", n=len(events)))
        if events.empty:
            st.markdown(say("villages.no_history"))
        else:
            st.html(village_forms.history_table(events))
            village_forms.withdraw_form(events)


def _aliases() -> None:
    aliases = queries.aliases()
    with st.container(border=True):
        blocks.title(say("villages.aliases"), say("villages.aliases_note"))
        if aliases.empty:
            st.markdown(say("villages.no_aliases"))
        else:
            st.html(alias_list.table(aliases))
            alias_list.end_form(aliases)
