"""假设 on 村情: other values of one village, and what its stars and everybody's rank would be."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components import formats, phrases
from dashboard.components.figures.tables import Cell, Column, html_table
from dashboard.components.view import View
from dashboard.domain.errors import Refused
from dashboard.store import commands, database, queries
from dashboard.store.commands import Outcome
from dashboard.words import say

MOST_OTHERS = 10


def draw(code: str, shown: View, results: pd.DataFrame) -> None:
    """The expander of one village; ``results``: its rows of requirement_results. What is typed is
    kept as long as the village and the day are the same."""
    with st.expander(say("what_if.title")):
        st.caption(say("what_if.how"))
        whole = st.checkbox(say("what_if.all_rows"), key="what_if_all")
        rows = results if whole else results[results["state"] != "met"]
        rows = rows.drop_duplicates("indicator_code")
        if rows.empty:
            st.markdown(say("what_if.none"))
            return
        _buttons(rows, (code, str(shown.as_of)))
        texts = _editor(rows, (code, str(shown.as_of), whole))
        if not texts:
            st.markdown(say("what_if.nothing"))
            return
        try:
            values = {(code, one): commands.read_assumed(one, text) for one, text in texts.items()}
            outcome = _outcome(shown.as_of, values)
        except Refused as refused:
            st.error(formats.markdown(str(refused)))
            return
        _result(code, outcome, len(values))


def _buttons(rows: pd.DataFrame, place: tuple[str, str]) -> None:
    """Fill the column with thresholds: of all open rows, of one star; or empty it."""
    open_ones = rows[rows["state"] != "met"]
    stars = _stars(open_ones)
    with st.container(horizontal=True):
        if len(open_ones) and st.button(say("what_if.fill_all"), key="what_if_every"):
            _prefill(open_ones, place)
        for star_code, star in stars.items() if len(stars) > 1 else ():
            if st.button(say("what_if.fill_star", star=star), key=f"what_if_fill_{star_code}"):
                _prefill(open_ones[open_ones["star_code"] == star_code], place)
        if st.button(say("what_if.clear"), key="what_if_clear"):
            _prefill(open_ones.head(0), place)


def _stars(rows: pd.DataFrame) -> dict[str, str]:
    from_code = _star_names()
    return {code: from_code[code] for code in dict.fromkeys(rows["star_code"])}


def _star_names() -> dict[str, str]:
    return dict(queries.star_list().set_index("star_code")["star"])


def _prefill(rows: pd.DataFrame, place: tuple[str, str]) -> None:
    """Start the table anew with these thresholds typed in."""
    texts = {
        row["indicator_code"]: str(formats.written(row["threshold"], "=", row["value_type"]))
        for row in rows.to_dict("records")
    }
    turn = st.session_state.get("what_if_turn", 0) + 1
    st.session_state["what_if_turn"] = turn
    st.session_state["what_if_filled"] = (place, texts)


def _editor(rows: pd.DataFrame, place: tuple[str, str, bool]) -> dict[str, str]:
    """The table; returns the texts typed, by indicator."""
    filled_for, filled = st.session_state.get("what_if_filled", (None, {}))
    given = filled if filled_for == place[:2] else {}
    stars = _star_names()
    titles = {key: say(f"what_if.column.{key}") for key in ("star", "indicator", "now", "due")}
    assumed = say("what_if.column.assumed")
    # What is typed stands beside the name, so that a phone shows both.
    base = pd.DataFrame(
        [
            {
                "code": row["indicator_code"],
                titles["indicator"]: row["indicator"],
                assumed: given.get(row["indicator_code"], ""),
                titles["now"]: formats.value_text(
                    row["value"], row["unit"], row["value_type"], against=row["threshold"]
                ),
                titles["due"]: phrases.threshold_of(row),
                titles["star"]: stars[row["star_code"]],
            }
            for row in rows.to_dict("records")
        ]
    ).set_index("code")
    turn = st.session_state.get("what_if_turn", 0)
    edited = st.data_editor(
        base,
        key=f"what_if_{'_'.join(map(str, place))}_{turn}",
        hide_index=True,
        row_height=36,
        height=min(36 * (len(base) + 1) + 2, 420),
        disabled=list(titles.values()),
        column_config={
            titles["star"]: st.column_config.TextColumn(width=90),
            titles["indicator"]: st.column_config.TextColumn(width=190),
            titles["now"]: st.column_config.TextColumn(width=110),
            titles["due"]: st.column_config.TextColumn(width=120),
            assumed: st.column_config.TextColumn(width=100, max_chars=20),
        },
    )
    typed = edited[assumed].fillna("").astype(str).str.strip()
    return {str(code): text for code, text in typed.items() if text}


def _outcome(as_of: date, values: dict[tuple[str, str], float]) -> Outcome:
    """The outcome, worked out once for the same data and values."""
    key = (database.current().serial, database.current().version, as_of, tuple(values.items()))
    kept: tuple[Any, Outcome] | None = st.session_state.get("what_if_outcome")
    if kept is None or kept[0] != key:
        kept = (key, commands.what_if(as_of, values))
        st.session_state["what_if_outcome"] = kept
    return kept[1]


def _result(code: str, outcome: Outcome, count: int) -> None:
    st.markdown(sentence(code, outcome, count))
    others = outcome.moved()
    others = others[others["village_code"] != code]
    if others.empty:
        return
    st.markdown(say("what_if.others", n=len(others)))
    st.html(others_table(others.head(MOST_OTHERS)))
    if len(others) > MOST_OTHERS:
        st.caption(say("what_if.others_more", n=len(others) - MOST_OTHERS))


def sentence(code: str, outcome: Outcome, count: int) -> str:
    """What would be of the village (Markdown)."""
    own = outcome.of(code)
    level = _move(formats.level_text(own["level_before"]), formats.level_text(own["level"]))
    rank = _move(formats.rank_text(own["rank_before"]), formats.rank_text(own["rank"]))
    turned = outcome.turned()
    turned = turned[turned["village_code"] == code].sort_values("star_order")
    said = []
    for state in ("won", "lost", "undetermined"):
        names = list(turned[turned["star_state"] == state]["star"])
        if names:
            listed = formats.markdown(say("what_if.comma").join(names))
            said.append(say(f"what_if.turn.{state}", stars=listed))
    is_same = own["level"] == own["level_before"] and own["rank"] == own["rank_before"]
    if not said and is_same:
        return say("what_if.same", n=count, level=level, rank=rank)
    stars = say("what_if.semicolon").join(said) or say("what_if.no_star")
    return say("what_if.sentence", n=count, stars=stars, level=level, rank=rank)


def _move(before: str, now: str) -> str:
    return now if before == now else say("what_if.move", before=before, now=now)


def others_table(rows: pd.DataFrame) -> str:
    """The villages whose rank moves with it."""
    columns = [
        Column("village", say("what_if.column.village"), wrap=False),
        Column("level", say("what_if.column.level"), wrap=False),
        Column("rank", say("what_if.column.rank"), wrap=False),
    ]
    cells: list[dict[str, Cell | str | None]] = [
        {
            "village": Cell(phrases.village(row["village"]), strong=True),
            "level": formats.level_text(row["level"]),
            "rank": _move(formats.rank_text(row["rank_before"]), formats.rank_text(row["rank"])),
        }
        for row in rows.to_dict("records")
    ]
    return html_table(columns, cells, label=say("what_if.others", n=len(rows)))
