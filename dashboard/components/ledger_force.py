"""专班: per star its items open, late, soon and closed, its lead unit and liaisons; and 统计."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components import blocks, formats, phrases, theme
from dashboard.components import ledger_words as words
from dashboard.components.figures.tables import Cell, Column, html_table
from dashboard.components.ledger_day import Ledger
from dashboard.components.ledger_table import counts
from dashboard.components.ledger_weeks import item_href
from dashboard.store import queries
from dashboard.words import say

MOST = 6
NAMED = 3
"""Items a task force shows, and lead units or liaisons it names."""


def draw(shown: Ledger, rows: pd.DataFrame) -> None:
    """The task forces side by side, then the open items of each."""
    stars = queries.star_list()
    named = [(str(one.star_code), str(one.star)) for one in stars.itertuples()]
    if (rows["star_code"] == "").any():
        named.append(("", say("ledger.force.no_star")))
    st.html(html_table(_columns(), [_row(name, rows[rows["star_code"] == code])
                                    for code, name in named], label=say("ledger.force.title")))  # fmt: skip
    st.caption(say("ledger.force.note"))
    grid = st.grid(2, min_column_width=420)
    for code, name in named:
        own = rows[(rows["star_code"] == code) & rows["is_open"].astype(bool)]
        with grid.cell(), st.container(border=True):
            blocks.title(say("ledger.force.of", star=name), say("ledger.force.open", n=len(own)))
            if own.empty:
                st.markdown(say("ledger.force.none"))
                continue
            st.html(items(own.head(MOST), shown, name))
            if len(own) > MOST:
                there = blocks.href("ledger", tab="list", kind="", show="", star=code, item="")
                blocks.more(say("ledger.board.more", n=len(own) - MOST), there)


def _columns() -> list[Column]:
    numbers = ("every", "open", "late", "soon", "closed")
    return [
        Column("star", say("ledger.column.star"), wrap=False),
        *(
            Column(one, say(f"ledger.force.column.{one}"), "right", wrap=False, labelled=True)
            for one in numbers
        ),
        Column("unit", say("ledger.force.column.unit"), narrow="below", labelled=True),
        Column("liaison", say("ledger.force.column.liaison"), narrow="hide"),
    ]


def _row(name: str, own: pd.DataFrame) -> dict[str, Cell | str | None]:
    n = counts(own)
    return {
        "star": Cell(name, strong=True),
        "every": str(n["every"]),
        "open": str(n["running"]),
        "late": Cell(str(n["late"]), "red" if n["late"] else "", strong=bool(n["late"])),
        "soon": Cell(str(n["soon"]), "amber" if n["soon"] else ""),
        "closed": Cell(str(n["closed"]), "green" if n["closed"] else ""),
        "unit": _most(own["lead_unit"]),
        "liaison": _most(own["liaison_post"]),
    }


def _most(column: pd.Series) -> str:
    """The units or posts that stand most often, or —."""
    named = column[[not formats.is_missing(one) for one in column]]
    counted = named.value_counts()
    listed = sorted(counted.index, key=lambda one: (-int(counted[one]), str(one)))
    if not listed:
        return say("formats.nothing")
    told = say("ledger.pause").join(str(one) for one in listed[:NAMED])
    more = len(listed) - NAMED
    return told + (say("ledger.force.more", n=more) if more > 0 else "")


def items(rows: pd.DataFrame, shown: Ledger, label: str, *, of_one: bool = False) -> str:
    """Open items as a reading table that leads to each; ``of_one``: all of one village."""
    village = Column("village", say("ledger.column.village"), wrap=False)
    columns = [
        *([] if of_one else [village]),
        Column("what", say("ledger.column.what"), narrow="below"),
        Column("colour", say("ledger.column.colour"), wrap=False),
        Column("state", say("ledger.column.state"), wrap=False, narrow="under"),
    ]
    cells = [_item(row, shown) for row in rows.to_dict("records")]
    return html_table(columns, cells, label=label)


def _item(row: Mapping[Any, Any], shown: Ledger) -> dict[str, Cell | str | None]:
    tone = theme.TONE_OF[row["colour"]]
    owner = "" if formats.is_missing(row["owner_post"]) else str(row["owner_post"])
    small = "\u3000".join(filter(None, (owner, words.marks(row))))
    return {
        "village": Cell(phrases.village(row["village"]), strong=True),
        "what": Cell(row["what"], href=item_href(row), small=small),
        "colour": Cell(words.colour(row, shown.day.year), tone, ground=tone),
        "state": words.state_name(row),
    }
