"""目标: how many villages shall stand on each level, who shall win which stars by which quarter, and
what of it is won. ``draw`` is the whole panel, for the page that holds it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components import blocks, formats, parts, target_grid
from dashboard.components.figures.tables import Cell, Column, Table
from dashboard.components.view import View
from dashboard.domain.names import group_order
from dashboard.domain.points import quarter_of
from dashboard.store import queries
from dashboard.words import say


def draw(shown: View) -> None:
    """Levels planned and now, the grid of targets, and the stars that are named."""
    left, right = st.columns([1, 3])
    year = _choose_year(shown, left)
    here = queries.villages_on_day(shown.as_of)
    here = here.sort_values(
        ["area_group", "village_code"],
        key=lambda column: column.map(group_order) if column.name == "area_group" else column,
    )
    targets = _of_year(shown, year)
    with st.container(border=True):
        blocks.title(say("target.levels", year=year), say("target.levels_note"))
        _draw_levels(level_table(targets, shown).frame())
    if here.empty:
        st.markdown(say("target.no_villages"))
        return
    villages = _choose_villages(here, right)
    with st.container(border=True):
        blocks.title(say("target.grid", year=year), say("target.grid_note"))
        target_grid.draw(villages, year)
    quarter = quarter_of(shown.as_of).number if year == shown.as_of.year else 4
    with st.container(border=True):
        blocks.title(say("target.won", year=year, n=quarter), say("target.won_note"))
        table = star_table(targets[targets["quarter"] == quarter], villages, shown)
        if table.rows:
            st.html(table.html())
        else:
            st.markdown(say("target.won_none", n=quarter))


def _draw_levels(table: pd.DataFrame) -> None:
    """The table with its headings also on a phone, where reading tables shed them."""
    st.dataframe(
        table, hide_index=True, row_height=36, height=36 * (len(table) + 1) + 2,
        alt=say("target.levels_alt"),
        column_config={
            name: st.column_config.TextColumn(alignment="left" if place == 0 else "right")
            for place, name in enumerate(table.columns)
        },
    )  # fmt: skip


def _choose_year(shown: View, place: Any) -> int:
    """The year of the day shown unless another with targets, or the next, is chosen."""
    years = {shown.as_of.year, shown.as_of.year + 1, *map(int, queries.targets()["year"])}
    listed = sorted(years, reverse=True)
    chosen = place.selectbox(
        say("target.year"), listed, index=listed.index(shown.as_of.year), key="target_year",
        format_func=lambda one: say("target.year_is", year=one),
    )  # fmt: skip
    return int(chosen)


def _choose_villages(here: pd.DataFrame, place: Any) -> dict[str, str]:
    """Code → name; where there are more than a grid holds, those of a chosen part."""
    shown = parts.choose(here, say("target.which"), "target_slice", place)
    return dict(zip(shown["village_code"], shown["village"], strict=True))


def _of_year(shown: View, year: int) -> pd.DataFrame:
    """The targets of a year for villages that did not end by the day shown."""
    rows = queries.targets()
    there = rows["ends_on"].isna() | (rows["ends_on"] > pd.Timestamp(shown.as_of))
    return rows[(rows["year"] == year) & there]


def level_table(targets: pd.DataFrame, shown: View) -> Table:
    """Villages per level: now, and planned by the end of each quarter; a quarter without a plan is —,
    not 0."""
    levels = queries.levels(shown.as_of, shown.compare)
    planned = targets.groupby(["quarter", "level"]).size().to_dict()
    quarters = [int(one) for one in target_grid.QUARTERS]
    has_plan = {one: bool((targets["quarter"] == one).any()) for one in quarters}
    rows: list[dict[str, Cell | str | None]] = []
    for row in levels.to_dict("records"):
        cells = {
            f"q{one}": str(planned.get((one, row["level"]), 0)) if has_plan[one]
            else say("formats.nothing")
            for one in quarters
        }  # fmt: skip
        rows.append(
            {
                "level": Cell(formats.level_text(row["level"]), strong=True),
                "now": Cell(str(int(row["villages_now"])), strong=True),
                **cells,
            }
        )
    totals = {
        f"q{one}": str(int(targets.loc[targets["quarter"] == one, "stars"].sum()))
        if has_plan[one] else say("formats.nothing")
        for one in quarters
    }  # fmt: skip
    # Stars, not levels: limits and scores may keep a level below its stars.
    now = int(queries.ranking(shown.as_of, shown.compare)["stars_won"].sum())
    rows.append({"level": say("target.stars_sum"), "now": str(now), **totals})
    columns = [
        Column("level", say("target.column.level"), wrap=False),
        Column("now", say("target.column.now"), "right", wrap=False),
        *(Column(f"q{one}", say("target.quarter_end", n=one), "right", wrap=False)
          for one in quarters),
    ]  # fmt: skip
    return Table(columns, rows, say("target.levels_alt"))


def star_table(targets: pd.DataFrame, villages: Mapping[str, str], shown: View) -> Table:
    """What each village with a target of a quarter has of it: number, level, the named stars that are
    won and those that lack; a village that lacks something comes first."""
    states = queries.stars(shown.as_of)
    names = dict(zip(queries.star_list()["star_code"], queries.star_list()["star"], strict=True))
    state = {(row.village_code, row.star_code): row.state for row in states.itertuples()}
    counts = states[states["state"] == "won"]["village_code"].value_counts()
    lacking: list[tuple[int, dict[str, Cell | str | None]]] = []
    for row in targets.to_dict("records"):
        code = row["village_code"]
        if code not in villages:
            continue
        won = int(counts.get(code, 0))
        named = [one for one in row["named"].split(",") if one]
        open_ones = [one for one in named if state.get((code, one)) != "won"]
        lack = max(int(row["stars"]) - won, len(open_ones))
        lacking.append((lack, {
            "village": blocks.village_link({"village": villages[code], "village_code": code}),
            "stars": say("target.of", won=won, stars=row["stars"]),
            "level": formats.level_text(row["level"]),
            "won": _glyphs([one for one in named if one not in open_ones], names, state, code),
            "lack": Cell(_glyphs(open_ones, names, state, code) or "", "red")
            if open_ones else _rest(lack),
            "reason": Cell(row["reason"], "ink3"),
        }))  # fmt: skip
    lacking.sort(key=lambda one: -one[0])
    columns = [
        Column("village", say("target.column.village"), wrap=False),
        Column("stars", say("target.column.stars"), "right", wrap=False),
        Column("level", say("target.column.level"), wrap=False),
        Column("won", say("target.column.won"), narrow="below"),
        Column("lack", say("target.column.lack"), narrow="below"),
        Column("reason", say("target.column.reason"), narrow="below"),
    ]
    return Table(columns, [row for _, row in lacking], say("target.won_alt"))


def _glyphs(
    codes: list[str], names: Mapping[str, str], state: Mapping[tuple[str, str], str], village: str
) -> str:
    """Stars with the glyph of their state."""
    return say("target.gap").join(
        f"{formats.star_glyph(state.get((village, one), ''))} {names[one]}" for one in codes
    )


def _rest(lack: int) -> Cell:
    """What lacks beside the named stars: so many of any."""
    if lack > 0:
        return Cell(say("target.any", n=lack), "red")
    return Cell(say("target.reached"), "green")
