"""The ranking table: its cells and its drawing."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from dashboard.components import (
    formats,
    improvement_table,
    parts,
    phrases,
    rank_choices,
    theme,
    view,
)
from dashboard.store import queries
from dashboard.store.reader import remember
from dashboard.words import say


@remember
def build(as_of: date, compare: date, likeness: str = "") -> pd.DataFrame:
    """One row per village in the order of the ranking, cells as shown; with the rank among villages
    alike where a likeness is given; indexed by the villages' codes."""
    progress = improvement_table.ranks(as_of, compare)
    peers = rank_choices.peer_texts(as_of, compare, likeness) if likeness else {}
    ranking, changes = queries.ranking(as_of, compare), queries.changes(as_of, compare)
    turned: dict[str, list[str]] = {}
    for row in changes.drop_duplicates(["village_code", "star_code"]).to_dict("records"):
        text = f"{phrases.change_short(row['change'])} {phrases.short_star(row['star'])}"
        turned.setdefault(row["village_code"], []).append(text)
    nothing = say("formats.nothing")
    stars = list(queries.star_list()["star"])
    # Only where limits or a score make the level another thing than the stars.
    shows_won = bool((ranking["stars_won"] != ranking["level"]).any())
    shows_score = bool(ranking["score"].notna().any())
    rows = []
    for row in ranking.to_dict("records"):
        states = str(row["stars"]).split(",")
        rows.append(
            {
                say("ranking.column.village"): phrases.village(row["village"]),
                say("ranking.column.rank"): row["rank"],
                say("ranking.column.move"): formats.rank_change_text(row["rank_change"]),
                say("ranking.column.progress"): progress[row["village_code"]],
                **({say("ranking.column.peers"): peers[row["village_code"]]} if likeness else {}),
                say("ranking.column.level"): formats.level_text(row["level"]),
                **({say("ranking.column.won"): row["stars_won"]} if shows_won else {}),
                **({say("ranking.column.score"): row["score"]} if shows_score else {}),
                **dict(zip(stars, map(formats.star_glyph, states), strict=True)),
                say("ranking.column.near"): phrases.near(row),
                say("ranking.column.met"): say(
                    "map.met_of", met=row["mandatory_met"], total=row["mandatory_total"]
                ),
                say("ranking.column.share"): 100 * row["share"],
                say("ranking.column.turned"): "　".join(turned.get(row["village_code"], []))
                or nothing,
                say("ranking.column.group"): row["area_group"],
            }
        )
    table = pd.DataFrame(rows, index=ranking["village_code"])
    name = say("ranking.column.progress")
    return table.astype({name: "Int64"})


def exported(as_of: date, compare: date, likeness: str = "") -> pd.DataFrame:
    """The same for 导出, where a rank that is none is a word."""
    table = build(as_of, compare, likeness)
    name = say("ranking.column.progress")
    texts = [formats.number(one, 0) if pd.notna(one) else say("formats.missing")
             for one in table[name]]  # fmt: skip
    return table.assign(**{name: texts})


def draw(table: pd.DataFrame, kept: pd.DataFrame, own: str, as_of: date) -> None:
    """The table; a click on a village's name leads to its page."""
    codes = list(kept["village_code"])
    shown = table.loc[codes].reset_index(drop=True)
    village, level = say("ranking.column.village"), say("ranking.column.level")
    met = say("ranking.column.met")
    stars = list(queries.star_list()["star"])
    levels = list(kept["level"])

    def open_village() -> None:
        view.go("village", village=codes[st.session_state["rank_open"].row], indicator="")

    styles = _styles(shown, stars, levels, [code == own for code in codes])
    styled = shown.style.apply(lambda _: styles, axis=None)
    st.dataframe(
        styled,
        key="ranking",
        hide_index=True,
        row_height=36,
        height=36 * (len(shown) + 1) + 2,
        placeholder=say("formats.missing"),
        alt=say("ranking.alt", day=as_of),
        column_config={
            village: parts.name_column("rank_open", open_village),
            say("ranking.column.rank"): st.column_config.NumberColumn(width=44),
            say("ranking.column.move"): st.column_config.TextColumn(width=48),
            say("ranking.column.progress"): st.column_config.NumberColumn(
                width=48, help=say("ranking.progress_help")
            ),
            say("ranking.column.peers"): st.column_config.TextColumn(width=56, alignment="right"),
            level: st.column_config.TextColumn(width=54, alignment="center"),
            say("ranking.column.won"): st.column_config.NumberColumn(width=48),
            say("ranking.column.score"): st.column_config.NumberColumn(width=56, format="%.1f"),
            # Short names leave room for the ranks; the whole name stands in the column's help.
            **{
                one: st.column_config.TextColumn(
                    phrases.short_star(one), help=one, width=46, alignment="center"
                )
                for one in stars
            },
            say("ranking.column.near"): st.column_config.TextColumn(width=344),
            met: st.column_config.TextColumn(width=80, alignment="right"),
            say("ranking.column.share"): st.column_config.NumberColumn(
                format="%.0f%%", width=66
            ),
            say("ranking.column.turned"): st.column_config.TextColumn(width=180),
        },
    )  # fmt: skip


def _styles(
    shown: pd.DataFrame, stars: list[str], levels: list[int], marks: list[bool]
) -> pd.DataFrame:
    """The CSS of every cell, in one frame: a pass per rule would take longer than the page."""
    styles = pd.DataFrame("", index=shown.index, columns=shown.columns)
    for name in stars:
        styles[name] = [_glyph_style(glyph) for glyph in shown[name]]
    for key in ("move", "turned"):
        name = say(f"ranking.column.{key}")
        styles[name] = [_turn_style(text) for text in shown[name]]
    ground = [f"background-color:{theme.ROW_MARK};" if mark else "" for mark in marks]
    styles = styles.apply(lambda column: [a + b for a, b in zip(ground, column, strict=True)])
    styles[say("ranking.column.level")] = [_level_style(level) for level in levels]
    return styles


def _level_style(level: int) -> str:
    fill = theme.LEVEL_RAMP[min(int(level), len(theme.LEVEL_RAMP) - 1)]
    return f"background-color:{fill.fill};color:{fill.text};font-weight:700"


def _glyph_style(glyph: str) -> str:
    if glyph == formats.star_glyph("won"):
        return f"color:{theme.GOLD}"
    weight = ";font-weight:700" if glyph == formats.star_glyph("undetermined") else ""
    return f"color:{theme.INK3}{weight}"


def _turn_style(text: str) -> str:
    for glyph, colour in (("up", theme.GREEN), ("down", theme.RED)):
        if text.startswith(theme.GLYPHS[glyph]):
            return f"color:{colour}"
    return f"color:{theme.INK3}"
