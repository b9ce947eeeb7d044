"""短板台账: what has to be put right, by whom and by when, until somebody else accepts it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard.components import (
    doing,
    frame,
    ledger_day,
    ledger_forms,
    ledger_panel,
    ledger_table,
    view,
)
from dashboard.components.ledger_day import Ledger
from dashboard.domain.ledger import SHORTFALL
from dashboard.words import say


def show() -> None:
    """Draw the screen."""
    shown = ledger_day.current()
    title = say("frame.title.ledger")
    frame.head(
        title,
        ledger_table.title_note(shown),
        shown=shown.head,
        export={title: partial(ledger_table.build, shown.shortfalls, SHORTFALL, shown)},
        file_name=f"{title}_{shown.day}",
    )
    doing.told("ledger", toast=True)
    st.header(ledger_table.sentence(shown), anchor=False)
    draw = {"list": _list}
    tab = view.tabs("tab", list(draw), lambda one: say(f"ledger.tab.{one}"))
    with tab.place:
        draw[tab.name](shown)


def _list(shown: Ledger) -> None:
    kind = ledger_table.choose_kind(shown)
    rows = ledger_table.choose(shown, kind)
    if rows.empty:
        st.markdown(say("ledger.none"))
        chosen: list[int] = []
    else:
        chosen = ledger_table.draw(rows, kind, shown)
    if len(chosen) > 1:
        with st.container(border=True):
            ledger_forms.many(rows[rows["item_id"].isin(chosen)], shown)
    else:
        ledger_panel.draw_asked(shown)
    ledger_table.legend(shown.rows)
