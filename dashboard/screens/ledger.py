"""短板台账: what has to be put right, by whom and by when, until somebody else accepts it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from dashboard.components import (
    doing,
    frame,
    ledger_board,
    ledger_day,
    ledger_force,
    ledger_forms,
    ledger_mine,
    ledger_open,
    ledger_panel,
    ledger_rates,
    ledger_table,
    ledger_weeks,
    view,
)
from dashboard.components.ledger_day import Ledger
from dashboard.domain.ledger import REPORT, SHORTFALL
from dashboard.reports import ledger_book
from dashboard.reports.routes import BOOK
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
    draw: dict[str, Callable[[Ledger], None]] = {
        "list": _list,
        "board": partial(_part, ledger_board.draw),
        "weeks": partial(_part, ledger_weeks.draw),
        "mine": ledger_mine.draw,
        "force": lambda one: ledger_force.draw(one, one.shortfalls),
        "rates": lambda one: ledger_rates.draw(one, one.shortfalls),
    }
    tab = view.tabs("tab", list(draw), lambda one: say(f"ledger.tab.{one}"))
    with tab.place:
        draw[tab.name](shown)
    ledger_table.profile(shown.rows)


def _list(shown: Ledger) -> None:
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    with left:
        kind = ledger_table.choose_kind(shown)
    if kind == REPORT:
        ledger_open.report_form(shown)
    rows = ledger_table.choose(shown, kind)
    ledger_table.legend()
    chosen: list[int] = []
    # Whoever follows a link to an item came for it, and would not find it below the table.
    linked = ledger_day.is_linked()
    if linked:
        ledger_panel.draw_asked(shown)
    if rows.empty:
        st.markdown(say("ledger.none"))
    else:
        right.download_button(
            say("ledger.book.download", n=len(rows)),
            partial(ledger_book.build, rows, shown.day),
            file_name=say("ledger.book.file", day=shown.day),
            mime=BOOK,
            on_click="ignore",
            width="stretch",
        )
        chosen = ledger_table.draw(rows, kind, shown)
    if len(chosen) > 1:
        with st.container(border=True):
            ledger_forms.many(rows[rows["item_id"].isin(chosen)], shown)
    elif not linked:
        ledger_panel.draw_asked(shown)
    if kind == SHORTFALL:
        ledger_open.shortfall_form(shown)


def _part(draw: Callable[[Ledger, pd.DataFrame], None], shown: Ledger) -> None:
    rows = ledger_table.choose_part(shown)
    draw(shown, rows)
    ledger_table.legend()
