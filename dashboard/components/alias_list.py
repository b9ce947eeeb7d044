"""Other names of villages: their table, and the form by which one is taken back."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.components import doing, frame, phrases
from dashboard.components.figures.tables import Cell, Column, html_table
from dashboard.store import commands, queries
from dashboard.words import say


def table(aliases: pd.DataFrame) -> str:
    """Each name with its village, and who told it when; former names say so."""
    names = _names()
    columns = [
        Column("alias", say("villages.column.alias"), wrap=False),
        Column("village", say("villages.column.village"), wrap=False),
        Column("who", say("villages.column.who")),
        Column("when", say("villages.column.when"), wrap=False, narrow="hide"),
    ]
    rows = []
    for row in aliases.to_dict("records"):
        told = row["recorded_at"]
        when = "" if row["is_former"] else f"{phrases.local_time(told):%Y-%m-%d %H:%M}"
        rows.append(
            {
                "alias": Cell(row["alias"], strong=True),
                "village": names[row["village_code"]],
                "who": say("villages.former") if row["is_former"] else row["actor_name"],
                "when": Cell(when, "ink3"),
            }
        )
    return html_table(columns, rows, label=say("villages.aliases"))


def end_form(aliases: pd.DataFrame) -> None:
    """Take a name back with a reason; a former name stays."""
    names = _names()
    own = aliases[~aliases["is_former"]]
    texts = {
        row["alias"]: say(
            "villages.alias_is", alias=row["alias"], village=names[row["village_code"]]
        )
        for row in own.to_dict("records")
    }
    if not texts:
        return
    with (
        st.expander(say("villages.alias_end")),
        st.form("end_alias", clear_on_submit=True, border=False),
    ):
        chosen = st.selectbox(
            say("villages.alias_which"), list(texts), index=None, format_func=texts.get,
            placeholder=say("villages.alias_choose"),
        )  # fmt: skip
        reason = st.text_input(say("villages.alias_reason"))
        if st.form_submit_button(say("villages.alias_button")):
            if chosen is None:
                st.error(say("villages.alias_choose"))
                return
            doing.do(
                "villages",
                lambda: commands.end_alias(frame.actor(), str(chosen), reason),
                lambda _: say("villages.alias_ended", alias=chosen),
            )


def _names() -> dict[str, str]:
    named: dict[str, str] = queries.villages().set_index("village_code")["village"].to_dict()
    return named
