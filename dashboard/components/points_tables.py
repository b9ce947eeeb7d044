"""The tables of 观摩积分: the quarter, the prizes proposed, entries, and what 导出 offers."""

from __future__ import annotations

from itertools import groupby

import pandas as pd
import streamlit as st

from dashboard.components import formats, parts, phrases, view
from dashboard.components.figures.tables import Cell, Column, Table
from dashboard.components.points_board import Board
from dashboard.components.points_visits import (
    SHOWN,
    result_table,
    reversed_text,
    signed,
    star_of,
)
from dashboard.store import definitions, queries
from dashboard.words import say

TIED = 6


def quarter_table(shown: Board) -> pd.DataFrame:
    """Rank, points by source, total, change since the quarter before; a village with nothing counted
    has none of them."""
    names, rows = definitions.points().names, []
    for one in shown.sums:
        was = shown.before.get(one.village)
        change = None
        if was is not None and was.total is not None and one.total is not None:
            change = round(one.total - was.total, 2)
        rows.append(
            {
                say("points.column.village"): phrases.village(shown.villages[one.village]),
                say("points.column.rank"): one.rank,
                **{name: one.by_source.get(code) for code, name in names.items()},
                say("points.column.total"): one.total,
                say("points.column.change"): change,
            }
        )
    keys = ("village", "rank", "total", "change")
    village, rank, total, change_of = (say(f"points.column.{key}") for key in keys)
    # The columns are named, since there may be no village on the day.
    table = pd.DataFrame(rows, columns=[village, rank, *names.values(), total, change_of])
    numbers = [name for name in table.columns if name != say("points.column.village")]
    table[numbers] = table[numbers].astype("float64")
    table[say("points.column.rank")] = table[say("points.column.rank")].astype("Int64")
    return table


def draw_quarter(shown: Board) -> None:
    """The table of the quarter; a click on a village's name leads to its page."""
    table, codes = quarter_table(shown), [one.village for one in shown.sums]

    def open_village() -> None:
        view.go("village", village=codes[st.session_state["points_open"].row], indicator="")

    number = st.column_config.NumberColumn
    st.dataframe(
        table, key="points_quarter", hide_index=True, row_height=36,
        height=36 * (min(len(table), 20) + 1) + 2, placeholder=say("formats.nothing"),
        alt=say("points.quarter_alt", quarter=str(shown.quarter), n=len(table)),
        column_config={
            say("points.column.village"): parts.name_column("points_open", open_village, 90),
            say("points.column.rank"): number(width=64),
            **{name: number(width=96) for name in definitions.points().names.values()},
            say("points.column.total"): number(width=80),
            say("points.column.change"): number(width=96, format="%+g"),
        },
    )  # fmt: skip


def prize_table(shown: Board) -> Table:
    """Who is proposed for which prize, with the reason; a prize without anybody says so."""
    names = dict(zip(queries.star_list()["star_code"], queries.star_list()["star"], strict=True))
    rows: list[dict[str, Cell | str | None]] = []
    for star, listed in shown.stars.items():
        prize = say("points.prize_of", star=names[star])
        for _, same in groupby(listed, lambda one: one.rank):
            tied = list(same)
            why = say("points.why_star", n=formats.number(tied[0].total, 2))
            rows.append(_prize(prize, [shown.villages[one.village] for one in tied], why))
        if not listed:
            rows.append(_prize(prize, [], say("points.why_no_star")))
    prize, rule = say("points.prize_progress"), definitions.points().progress
    for rise in shown.progress:
        why = say("points.why_progress", before=formats.number(rise.before, 2),
                  now=formats.number(rise.now, 2), rise=formats.number(rise.rise, 2))  # fmt: skip
        why += say("points.why_tied") if rise.is_tied else ""
        rows.append(_prize(prize, [shown.villages[rise.village]], why))
    if not shown.progress:
        why = say("points.why_no_progress", items=rule.least_items,
                  rise=formats.number(rule.least_rise, 2))  # fmt: skip
        rows.append(_prize(prize, [], why))
    columns = [
        Column("prize", say("points.column.prize"), wrap=False),
        Column("village", say("points.column.village"), narrow="below"),
        Column("why", say("points.column.why"), narrow="below"),
    ]
    return Table(columns, rows, say("points.prizes"))


def _prize(prize: str, villages: list[str], why: str) -> dict[str, Cell | str | None]:
    """A row; who is tied stands in one, since the town has to choose among them."""
    names = say("points.separator").join(phrases.village(one) for one in villages[:TIED])
    if len(villages) > TIED:
        names += say("points.and_more", n=len(villages))
    tied = say("points.why_tied_many", n=len(villages)) if len(villages) > 1 else ""
    return {
        "prize": prize,
        "village": Cell(names, strong=True) if names else Cell(say("points.nobody"), "ink3"),
        "why": Cell(why + tied, "" if names else "ink3"),
    }


def entry_table(entries: pd.DataFrame) -> Table:
    """Entries with who, when, why, and whether they count."""
    names = definitions.points().names
    columns = [
        Column("id", say("points.column.id"), "right", wrap=False),
        Column("village", say("points.column.village"), wrap=False),
        Column("day", say("points.column.day"), wrap=False),
        Column("source", say("points.column.source"), wrap=False),
        Column("star", say("points.column.star"), wrap=False, narrow="under"),
        Column("points", say("points.column.points"), "right", wrap=False),
        Column("reason", say("points.column.reason"), narrow="below"),
        Column("who", say("points.column.who"), wrap=False, narrow="under"),
        Column("state", say("points.column.state"), narrow="below"),
    ]
    rows: list[dict[str, Cell | str | None]] = []
    for row in entries.to_dict("records"):
        gone = not formats.is_missing(row["reversed_at"])
        rows.append(
            {
                "id": str(row["entry_id"]),
                "village": Cell(phrases.village(row["village"]), strong=not gone),
                "day": formats.day(row["day"]),
                "source": names.get(row["source_code"], row["source_code"]),
                "star": star_of(row),
                "points": Cell(formats.signed(row["points"], 2), strong=not gone),
                "reason": row["reason"],
                "who": Cell(signed(row), "ink3"),
                "state": Cell(reversed_text(row), "red") if gone
                else Cell(say("points.state.counts"), "green"),
            }
        )  # fmt: skip
    return Table(columns, rows, say("points.entries"))


def export(shown: Board) -> dict[str, pd.DataFrame]:
    """What 导出 offers: the quarter, its prizes, and where there are any its visits and entries."""
    given = {
        say("points.table"): quarter_table(shown),
        say("points.prizes"): prize_table(shown).frame(),
    }
    for row in shown.live.to_dict("records"):
        table = result_table(shown, row)
        if table.rows:
            given[str(row["name"])] = table.frame()
    if not shown.entries.empty:
        given[say("points.entries")] = entry_table(shown.entries).frame()
    return given


def draw_entries(entries: pd.DataFrame) -> None:
    """The newest entries; 导出 has all."""
    st.html(entry_table(entries.head(SHOWN)).html())
    if len(entries) > SHOWN:
        st.caption(say("points.more", n=SHOWN, all=len(entries)))
