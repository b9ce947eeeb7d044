"""The slides of the map, the ranking and the shortfalls. Frames in, slides out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from dashboard.components import formats, phrases, theme, tiles
from dashboard.components.briefing import Part
from dashboard.components.figures.tables import Cell, Column
from dashboard.components.figures.tile_svg import tile_svg
from dashboard.reports.slide_frame import (
    LEVEL_WIDTH,
    MOST_ROWS,
    PADDING,
    STAR_WIDTH,
    VILLAGE_WIDTH,
    WIDTH,
    Slide,
    first_that_fits,
    lines_of,
    row_table,
    spread_rows,
)
from dashboard.store import queries
from dashboard.words import say

Row = Mapping[Any, Any]
Cells = dict[str, Cell | str]

MAP_HEIGHT = 436
MOST_SHORTFALL_SLIDES = 3
MOST_RANKED = 40
"""Villages ranked in full; of more only the first ten and the last twenty are shown."""

POST_WIDTH, GAIN_WIDTH = 264, 88
RANK_WIDTH, MOVE_WIDTH, GLYPH_WIDTH = 85, 90, 42
LACK_WIDTH = WIDTH - VILLAGE_WIDTH - STAR_WIDTH - GAIN_WIDTH - POST_WIDTH - PADDING
NEAR_WIDTH = (
    WIDTH - RANK_WIDTH - MOVE_WIDTH - VILLAGE_WIDTH - LEVEL_WIDTH - 5 * GLYPH_WIDTH - PADDING
)


def map_slide(ranking: pd.DataFrame, changes: pd.DataFrame) -> Slide:
    """The schematic map; where villages are too many for 24 px, how many stand on each level."""
    strong, none = int((ranking["level"] >= 3).sum()), int((ranking["level"] == 0).sum())
    sentence = [(say("slides.map_sentence", strong=strong, none=none), "")]
    title, part = say("slides.title.map"), say("slides.part.map")
    drawn = tiles.level_tiles(ranking, changes)
    try:
        label = say("map.alt", n=len(drawn))
        figure = tile_svg(drawn, WIDTH, MAP_HEIGHT, title=label)
    except ValueError:
        sentence.append((say("slides.map_too_many", n=len(drawn)), ""))
        return Slide(part, title, sentence, _level_table(ranking))
    return Slide(part, title, sentence, figure + _legend(ranking))


def _legend(ranking: pd.DataFrame) -> str:
    counts = ranking["level"].value_counts()
    swatches = "".join(
        f"<span>{_swatch(level)}{escape(_level_count(level, counts.get(level, 0)))}</span>"
        for level in reversed(range(len(theme.LEVEL_RAMP)))
    )
    names = say("figures.comma").join(map(phrases.short_star, queries.star_list()["star"]))
    order = say("slides.legend_order", names=names)
    return f'<p class="legend">{swatches}</p><p class="legend"><span>{escape(order)}</span></p>'


def _swatch(level: int) -> str:
    fill = theme.LEVEL_RAMP[level]
    style = "dashed" if fill.dashed else "solid"
    return f'<i class="swatch" style="background:{fill.fill};border:1px {style} {fill.edge}"></i>'


def _level_count(level: int, count: int) -> str:
    return say("figures.legend_count", name=formats.level_text(level), count=count)


def _level_table(ranking: pd.DataFrame) -> str:
    columns = [
        Column("level", say("slides.column.level"), wrap=False, width="200"),
        Column("now", say("slides.column.now"), wrap=False, align="right", width="200"),
        Column("before", say("slides.column.before"), wrap=False, align="right", width="260"),
        Column("rest", ""),
    ]
    now, before = ranking["level"].value_counts(), ranking["level_before"].value_counts()
    rows: list[Cells] = [
        {
            "level": Cell(formats.level_text(level), strong=True),
            "now": Cell(say("figures.group_count", count=now.get(level, 0)), strong=True),
            "before": say("figures.group_count", count=before.get(level, 0)),
            "rest": "",
        }
        for level in reversed(range(len(theme.LEVEL_RAMP)))
    ]
    return row_table(columns, rows, label=say("slides.title.map"))


def barred_villages(shortfalls: pd.DataFrame) -> dict[str, str]:
    """The villages that hold no star because of a veto on all, with its indicator."""
    bars = shortfalls[(shortfalls["veto"] == "all") & (shortfalls["state"] == "unmet")]
    first = bars.drop_duplicates("village_code")
    return dict(zip(first["village_code"], first["indicator"], strict=True))


def ranking_slides(ranking: pd.DataFrame, barred: Mapping[str, str]) -> list[Slide]:
    """The ranking, ten villages a slide."""
    move = ranking["level"] - ranking["level_before"]
    sentence: list[Part] = [
        (say("slides.ranking_sentence", up=int((move > 0).sum())), ""),
        (say("slides.ranking_down", n=int((move < 0).sum())), "red" if (move < 0).any() else ""),
    ]
    rows = ranking.to_dict("records")
    if len(rows) > MOST_RANKED:
        left = len(rows) - 3 * MOST_ROWS
        rows = rows[:MOST_ROWS] + rows[-2 * MOST_ROWS :]
        sentence.append((say("slides.ranking_cut", n=left), ""))
    letters = [phrases.short_star(star)[:1] for star in queries.star_list()["star"]]
    return [
        Slide(
            say("slides.part.ranking"),
            say("slides.title.ranking"),
            sentence,
            _rank_table(part, letters, barred),
        )
        for part in spread_rows(rows, _rank_lines)
    ]


def _rank_lines(row: Row) -> int:
    return lines_of(phrases.village(row["village"]), VILLAGE_WIDTH - PADDING)


def _rank_table(rows: Sequence[Row], letters: Sequence[str], barred: Mapping[str, str]) -> str:
    columns = [
        Column("rank", say("slides.column.rank"), wrap=False, align="right", width=str(RANK_WIDTH)),
        Column(
            "move", say("slides.column.move"), wrap=False, align="center", width=str(MOVE_WIDTH)
        ),
        Column("village", say("slides.column.village"), width=str(VILLAGE_WIDTH)),
        Column("level", say("slides.column.level"), wrap=False, width=str(LEVEL_WIDTH)),
        *(
            Column(f"star{at}", one, align="center", width=str(GLYPH_WIDTH))
            for at, one in enumerate(letters)
        ),
        Column("near", say("slides.column.near")),
    ]
    cells = [_rank_cells(row, barred.get(row["village_code"])) for row in rows]
    lines = [_rank_lines(row) for row in rows]
    return row_table(columns, cells, lines=lines, label=say("slides.title.ranking"))


def _rank_cells(row: Row, barred_by: str | None) -> Cells:
    moved = 0 if formats.is_missing(row["rank_change"]) else int(row["rank_change"])
    tone = "green" if moved > 0 else "red" if moved < 0 else "ink3"
    glyphs = {
        f"star{at}": Cell(formats.star_glyph(state), "gold" if state == "won" else "ink3", True)
        for at, state in enumerate(str(row["stars"]).split(","))
    }
    return {
        "rank": Cell(str(row["rank"]), strong=True),
        "move": Cell(formats.rank_change_text(row["rank_change"]), tone),
        "village": Cell(phrases.village(row["village"]), strong=True),
        "level": Cell(formats.level_text(row["level"]), strong=True),
        **glyphs,
        "near": near_short(row)
        if barred_by is None
        else Cell(say("slides.barred", indicator=phrases.short_indicator(barred_by)), "red"),
    }


def near_short(row: Row) -> str:
    """What is nearest to a further star, in one line of the ranking slide."""
    if formats.is_missing(row["near_star_code"]):
        return say("slides.all_won" if phrases.is_all_won(row) else "phrases.no_gap")
    star = phrases.short_star(row["near_star"])
    indicator = phrases.short_indicator(row["near_indicator"])
    if row["near_count"] > 1:
        return say("slides.near_more", star=star, n=int(row["near_count"]))
    if row["near_state"] != "unmet":
        texts = [say("slides.near_unknown", star=star, indicator=indicator)]
    else:
        due = formats.now_due(
            row["near_value"], row["near_threshold"], row["near_unit"], row["near_value_type"],
            slash=True,
        )  # fmt: skip
        texts = [
            say("slides.near_one", star=star, indicator=indicator, due=due),
            say("slides.near_name", star=star, indicator=indicator),
        ]
    return first_that_fits([*texts, say("slides.near_more", star=star, n=1)], NEAR_WIDTH)


def shortfall_slides(shortfalls: pd.DataFrame) -> list[Slide]:
    """Shortfalls, those that alone win a star first; at most three slides."""
    title, part = say("slides.title.shortfalls"), say("slides.part.shortfalls")
    rows = shortfalls.to_dict("records")
    if not rows:
        return [Slide(part, title, [(say("slides.no_shortfalls"), "")], "")]
    pages = spread_rows(rows, _shortfall_lines)
    left = sum(len(one) for one in pages[MOST_SHORTFALL_SLIDES:])
    gains = int((shortfalls["stars_gained"] > 0).sum())
    sentence: list[Part] = [
        (say("slides.shortfall_sentence", n=len(rows)), ""),
        (say("slides.shortfall_gains", n=gains), "red" if gains else ""),
    ]
    slides = []
    for number, part_rows in enumerate(pages[:MOST_SHORTFALL_SLIDES], 1):
        is_cut = left and number == MOST_SHORTFALL_SLIDES
        more = say("slides.left_out", n=left, page=say("frame.title.shortfalls"))
        whole = [*sentence, (more, "")] if is_cut else sentence
        slides.append(Slide(part, title, whole, _shortfall_table(part_rows)))
    return slides


def _shortfall_lines(row: Row) -> int:
    return max(
        lines_of(phrases.village(row["village"]), VILLAGE_WIDTH - PADDING),
        lines_of(phrases.lacking(row), LACK_WIDTH),
        lines_of(phrases.short_indicator(row["owner_post"]), POST_WIDTH - PADDING),
    )


def _shortfall_table(rows: Sequence[Row]) -> str:
    columns = [
        Column("village", say("slides.column.village"), width=str(VILLAGE_WIDTH)),
        Column("star", say("slides.column.star"), width=str(STAR_WIDTH)),
        Column("lack", say("slides.column.lack")),
        Column("gain", say("slides.column.gain"), wrap=False, width=str(GAIN_WIDTH)),
        Column("owner", say("slides.column.owner"), width=str(POST_WIDTH)),
    ]
    cells: list[Cells] = [
        {
            "village": Cell(phrases.village(row["village"]), strong=True),
            "star": str(row["star"]),
            "lack": phrases.lacking(row),
            "gain": Cell(say("slides.gain", n=int(row["stars_gained"])), "gold", True)
            if row["stars_gained"] > 0
            else say("formats.nothing"),
            "owner": phrases.short_indicator(row["owner_post"]),
        }
        for row in rows
    ]
    lines = [_shortfall_lines(row) for row in rows]
    return row_table(columns, cells, lines=lines, label=say("slides.title.shortfalls"))
