"""A village on one A4 page, black on white, to hand round at a meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from dashboard.components import formats, level_limits, path_block, phrases
from dashboard.components.briefing import Days, read_days
from dashboard.components.figures.tables import Cell, Column
from dashboard.reports.village_frame import (
    CELL_PADDING,
    HEIGHT,
    LINE,
    WIDTH,
    document,
    lines_of,
    paper_table,
    row_height,
)
from dashboard.reports.village_parts import TREND_SIZE, pair_lines, trends_html
from dashboard.store import database, queries
from dashboard.words import say

Row = Mapping[Any, Any]
Cells = dict[str, Cell | str]

TABLE_HEAD = 24
HEADING = 36
"""Height of a section's heading with its space."""

FIXED = 23 + 44 + 58 + 8 + 25 + 70
"""Header, name, box, space, footer, and room for what is said at the meeting."""

STAR_WIDTHS = {"glyph": 24, "star": 66, "state": 48, "met": 50, "day": 78}
LACK_WIDTHS = {"star": 66, "gap": 100, "gain": 48, "owner": 140}
REASON_WIDTH = WIDTH - sum(STAR_WIDTHS.values()) - CELL_PADDING
LACK_WIDTH = WIDTH - sum(LACK_WIDTHS.values()) - CELL_PADDING


def village_page(code: str, asked: Mapping[str, str]) -> str | None:
    """The page of a village for the URL's parameters; None for a code the town does not have."""
    villages = queries.villages()
    own = villages[villages["village_code"] == code]
    if own.empty:
        return None
    name = str(own["village"].iloc[0])
    title = say("print.document", village=name)
    days = read_days(asked)
    ranking = pd.DataFrame() if days is None else queries.ranking(days.as_of, days.compare)
    if days is None or code not in set(ranking["village_code"]):
        text = f"<h1>{escape(name)}</h1><p>{escape(say('print.no_data'))}</p>"
        return document(title, text, button=False)
    then = str(ranking.set_index("village_code").loc[code, "village"])
    title = say("print.document", village=then)
    return document(title, _paper(code, ranking, days), notices=days.notices)


def unknown(code: str) -> str:
    """The page for a code the town does not have."""
    text = escape(say("print.not_found", code=code[:40]))
    link = f'<a href="/overview">{escape(say("print.to_overview"))}</a>'
    title = say("print.not_found_title")
    return document(title, f"<h1>{escape(title)}</h1><p>{text}</p><p>{link}</p>", button=False)


def _paper(code: str, ranking: pd.DataFrame, days: Days) -> str:
    row = ranking[ranking["village_code"] == code].iloc[0].to_dict()
    stars = queries.stars(days.as_of)
    stars = stars[stars["village_code"] == code]
    results = queries.requirement_results(days.as_of, code)
    lacks = queries.shortfalls(days.as_of)
    lacks = lacks[lacks["village_code"] == code]
    path = path_block.print_line(row, days.as_of)
    limited = level_limits.of_village(queries.level_limits(days.as_of), code)
    lead = _lead(row, lacks)
    awards = [*filter(None, (_limited(row, limited), path)), *_awards(code)]
    pairs = pair_lines(code, queries.pairs(days.as_of))
    free = (
        HEIGHT - FIXED - 5 * HEADING - 19 * lines_of(lead, WIDTH * 0.92) - 2 * TABLE_HEAD
        - TREND_SIZE[1] - LINE - 8
        - sum(4 + LINE * lines_of(text, WIDTH) for text in [*pairs, *awards])
    )  # fmt: skip
    star_rows, left = _fitting_stars(stars, results, days.as_of.year, free, sum(_heights(lacks)))
    return (
        '<article class="paper">'
        f"{_head(row, days)}{_box(row, days)}"
        f'<p class="lead">{escape(lead)}</p>{"".join(_line(text) for text in awards)}'
        f"{_section('stars')}{_star_table(star_rows)}"
        f"{_section('shortfalls', n=len(lacks))}{_shortfalls(lacks, left)}"
        f"{_section('trends')}{trends_html(code, results, days)}"
        f"{_section('pairs')}{''.join(_line(text) for text in pairs)}"
        f'{_section("opinion")}<div class="room"></div>{_foot(days)}</article>'
    )


def _section(key: str, **values: object) -> str:
    return f"<h2>{escape(say(f'print.{key}', **values))}</h2>"


def _line(text: str) -> str:
    return f'<p class="line">{escape(text)}</p>'


def _ends(classes: str, left: str, right: str) -> str:
    return f'<div class="ends {classes}">{left}<span>{right}</span></div>'


def _head(row: Row, days: Days) -> str:
    town = queries.instance()
    mark = escape(say("print.rules_note"))
    if queries.data_span().has_sample:
        mark = f"<b>{escape(say('frame.sample'))}</b>&emsp;{escape(say('print.sample_note'))}"
    header = say("print.header", town=town.township, title=town.campaign_title)
    dates = say(
        "print.dates",
        group=row["area_group"],
        as_of=formats.day(days.as_of),
        compare=formats.day(days.compare),
    )
    return _ends("head", f"<span>{escape(header)}</span>", mark) + _ends(
        "name", f"<h1>{escape(row['village'])}</h1>", escape(dates)
    )


def _box(row: Row, days: Days) -> str:
    glyphs = "".join(map(formats.star_glyph, str(row["stars"]).split(",")))
    met, total = int(row["mandatory_met"]), int(row["mandatory_total"])
    share = formats.number(100 * met / total if total else None, 0, against=100)
    rank = formats.rank_text(row["rank"], row["rank_shared_by"] > 1)
    fields = {
        "level": f"{formats.level_text(row['level'])} {glyphs}",
        "rank": say(
            "print.rank_move", rank=rank, move=formats.rank_change_text(row["rank_change"])
        ),
        "met": say("print.met_share", met=met, total=total, share=share),
        "target": _target(row["village_code"], days.as_of.year),
    }
    return '<div class="box">' + "".join(
        f"<div>{escape(say(f'print.{key}'))}<b>{escape(text)}</b></div>"
        for key, text in fields.items()
    ) + "</div>"  # fmt: skip


def _target(code: str, year: int) -> str:
    """The stars the plan wants by the last planned quarter of the year."""
    targets = queries.targets()
    own = targets[(targets["village_code"] == code) & (targets["year"] == year)]
    if own.empty:
        return say("print.no_target")
    return formats.level_text(own.sort_values("quarter")["stars"].iloc[-1])


def _lead(row: Row, lacks: pd.DataFrame) -> str:
    if formats.is_missing(row["near_star_code"]):
        return say("print.all_won" if phrases.is_all_won(row) else "phrases.no_gap")
    bars = lacks[(lacks["veto"] == "all") & (lacks["state"] == "unmet")]
    if not bars.empty:
        return say("print.barred", indicators=say("figures.comma").join(bars["indicator"]))
    near = lacks[
        (lacks["star_code"] == row["near_star_code"])
        & (lacks["indicator_code"] == row["near_indicator_code"])
    ]
    nth, star = int(row["stars_won"]) + 1, row["near_star"]
    lack = phrases.lacking(near.iloc[0].to_dict())
    if row["near_count"] == 1:
        return say("print.next_one", nth=nth, star=star, lack=lack)
    return say("print.next_more", nth=nth, star=star, n=int(row["near_count"]), lack=lack)


def _limited(row: Row, limited: str) -> str:
    """Why the level is below the stars won; empty where it is not."""
    return say("print.limited", stars=row["stars_won"], why=limited) if limited else ""


def _awards(code: str) -> list[str]:
    """What was officially awarded last, if anything."""
    awards = queries.awards()
    own = awards[awards["village_code"] == code].sort_values("year").to_dict("records")
    return [
        say("print.award", year=one["year"], level=one["level"], reason=one["reason"])
        for one in own[-1:]
    ]


def _fitting_stars(
    stars: pd.DataFrame, results: pd.DataFrame, year: int, free: float, wanted: float
) -> tuple[list[Cells], float]:
    """The rows of the stars, with fewer reasons each where the `wanted` height of the shortfalls,
    which name them again, would not fit; and the height left for these."""
    rows: list[Cells] = []
    left = free
    for most in (3, 2, 1):
        rows, lines = _star_rows(stars, results, year, most)
        left = free - sum(map(row_height, lines))
        if wanted <= left:
            break
    return rows, left


def _star_rows(
    stars: pd.DataFrame, results: pd.DataFrame, year: int, most: int
) -> tuple[list[Cells], list[int]]:
    rows: list[Cells] = []
    lines = []
    for star in stars.to_dict("records"):
        newest = results.loc[results["star_code"] == star["star_code"], "value_as_of"].max()
        why = phrases.star_reason(star, results, most).text
        lines.append(lines_of(why, REASON_WIDTH))
        rows.append(
            {
                "glyph": Cell(formats.star_glyph(star["state"]), strong=True),
                "star": Cell(star["star"], strong=True),
                "state": formats.state_word(star["state"]),
                "met": say("map.met_of", met=star["mandatory_met"], total=star["mandatory_total"]),
                "why": why,
                "day": formats.day(newest, year),
            }
        )
    return rows, lines


def _star_table(rows: Sequence[Mapping[str, Cell | str]]) -> str:
    widths = {key: str(width) for key, width in STAR_WIDTHS.items()}
    columns = [
        Column("glyph", "", align="center", width=widths["glyph"]),
        Column("star", say("print.column.star"), width=widths["star"]),
        Column("state", say("print.column.state"), width=widths["state"]),
        Column("met", say("print.column.met"), width=widths["met"]),
        Column("why", say("print.column.reason")),
        Column("day", say("print.column.day"), width=widths["day"]),
    ]
    return paper_table(columns, rows, say("print.stars"))


def _shortfalls(lacks: pd.DataFrame, left: float) -> str:
    """As many shortfalls as the page holds, then how many are left out."""
    rows = lacks.to_dict("records")
    if not rows:
        return _line(say("print.no_shortfalls"))
    heights = _heights(lacks)
    shown = len(rows)
    if sum(heights) > left:
        shown, used = 0, LINE + 4
        while shown < len(rows) and used + heights[shown] <= left:
            used += heights[shown]
            shown += 1
    rest = len(rows) - shown
    table = _shortfall_table(rows[:shown])
    return table + (_line(say("print.left_out", n=rest)) if rest else "")


def _heights(lacks: pd.DataFrame) -> list[int]:
    texts = map(phrases.lacking, lacks.to_dict("records"))
    return [row_height(lines_of(text, LACK_WIDTH)) for text in texts]


def _shortfall_table(rows: Sequence[Row]) -> str:
    widths = {key: str(width) for key, width in LACK_WIDTHS.items()}
    columns = [
        Column("star", say("print.column.star"), width=widths["star"]),
        Column("lack", say("print.column.lack")),
        Column("gap", say("print.column.gap"), width=widths["gap"]),
        Column("gain", say("print.column.gain"), width=widths["gain"]),
        Column("owner", say("print.column.owner"), width=widths["owner"]),
    ]
    cells: list[Cells] = [
        {
            "star": str(row["star"]),
            "lack": Cell(phrases.lacking(row), strong=True),
            "gap": phrases.gap_of(row),
            "gain": say("print.gain", n=int(row["stars_gained"]))
            if row["stars_gained"] > 0
            else say("formats.nothing"),
            "owner": phrases.short_indicator(row["owner_post"]),
        }
        for row in rows
    ]
    return paper_table(columns, cells, say("print.column.lack"))


def _foot(days: Days) -> str:
    version = queries.rule_rows(days.as_of)["version"].max()
    rules = say("frame.rules_note", version=formats.number(version, 0))
    now = datetime.now(ZoneInfo("Asia/Shanghai"))
    left = say("print.footer", rules=rules, version=database.current().version,
               moment=f"{now:%Y-%m-%d %H:%M}")  # fmt: skip
    return _ends("foot", f"<span>{escape(left)}</span>", escape(say("print.legend")))
