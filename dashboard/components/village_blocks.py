"""Texts and tables of one village's page. Pure but for ``chosen``, which reads the URL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.components import blocks, formats, phrases, view, village_truths
from dashboard.components.figures.lines import value_line
from dashboard.components.figures.tables import Cell, Column, Table, html_table
from dashboard.components.view import View
from dashboard.domain.plan import quarter_end
from dashboard.domain.summary import worth_a_line
from dashboard.store import queries
from dashboard.words import say

MOST_SCORED = 5


def chosen(ranking: pd.DataFrame) -> tuple[dict[str, Any], list[str], dict[str, str]]:
    """The village of the URL (the first by rank without one), all codes, and their names."""
    names = dict(zip(ranking["village_code"], ranking["village"], strict=True))
    code = view.get("village")
    if code not in names:
        code = str(ranking["village_code"].iloc[0])
    row = ranking[ranking["village_code"] == code].iloc[0].to_dict()
    return row, sorted(names), {one: phrases.village(name) for one, name in names.items()}


def note(row: Mapping[str, Any]) -> str:
    """Group and liaison post; what a community is judged by."""
    post = row["liaison_post"]
    text = say("village.note", group=row["area_group"])
    if not formats.is_missing(post):
        text += say("village.liaison", post=post)
    return text + (
        say("village.community") if row["category"] == say("village.is_community") else ""
    )


def sentence(row: Mapping[str, Any]) -> str:
    """Level, rank, movement, and the nearest further star (Markdown)."""
    text = say(
        "village.sentence",
        level=level_and_stars(row),
        rank=formats.rank_text(row["rank"], row["rank_shared_by"] > 1),
        move=_moved(row["rank_change"]),
    )
    if formats.is_missing(row["near_star_code"]):
        return text + say("village.all_won" if phrases.is_all_won(row) else "phrases.no_gap")
    return text + say(
        "village.nearest_more" if row["near_count"] > 1 else "village.nearest",
        star=row["near_star"],
        n=int(row["near_count"]),
        indicator=row["near_indicator"],
    )


def level_and_stars(row: Mapping[str, Any]) -> str:
    """得 4 星; where limits or a score make the level another thing: 级别 2 星（得 3 颗星，82.9 分）."""
    level = formats.level_text(row["level"])
    if row["level"] == row["stars_won"] and formats.is_missing(row["score"]):
        return say("village.level", level=level)
    stars = say("village.stars_won", n=row["stars_won"])
    if not formats.is_missing(row["score"]):
        stars += say("village.score", score=formats.number(row["score"], 1))
    return say("village.level_of", level=level, stars=stars)


def _moved(change: float) -> str:
    key = "up" if change > 0 else "down" if change < 0 else "same"
    return say(f"village.moved.{key}", n=0 if formats.is_missing(change) else abs(int(change)))


def star_table(stars: pd.DataFrame, results: pd.DataFrame, shown: View) -> str:
    """The five stars with state, count, reason and the day of the newest value."""
    columns = [
        Column("glyph", "", align="center", wrap=False),
        Column("star", say("blocks.column.star"), wrap=False),
        Column("state", say("village.column.state"), wrap=False),
        Column("met", say("village.column.met"), wrap=False),
        Column("why", say("village.column.reason"), narrow="below"),
        Column("day", say("village.column.day"), wrap=False, narrow="under"),
    ]
    rows: list[dict[str, Cell | str | None]] = []
    for star in stars.to_dict("records"):
        own = results[results["star_code"] == star["star_code"]]
        newest = own["value_as_of"].max()
        rows.append(
            {
                "glyph": Cell(
                    formats.star_glyph(star["state"]),
                    "gold" if star["state"] == "won" else "ink3",
                    strong=True,
                ),
                "star": Cell(star["star"], strong=True),
                "state": formats.state_word(star["state"]),
                "met": say("map.met_of", met=star["mandatory_met"], total=star["mandatory_total"]),
                "why": _reason(star, results),
                "day": Cell(formats.day(newest, shown.as_of.year), "ink3"),
            }
        )
    return html_table(columns, rows, label=say("village.stars"))


def _reason(star: Mapping[str, Any], results: pd.DataFrame) -> Cell:
    """Why a star is held or not; a reason of one value alone leads to where it comes from."""
    reason = phrases.star_reason(star, results)
    own = phrases.deciding(star, results)
    open_ones = own[own["state"] != "met"]
    if not formats.is_missing(star["barred_by"]):
        open_ones = results[results["indicator_code"] == star["barred_by"]].head(1)
    if len(open_ones) != 1:
        return reason
    return replace(reason, href=blocks.origin_href(open_ones.iloc[0]))


def target_lines(row: Mapping[str, Any], as_of: date) -> list[str]:
    """Claimed, computed, awarded and planned stars, each named for what it is (Markdown)."""
    code = row["village_code"]
    lines = village_truths.claim_lines(code, as_of)
    lines.append(say("village.computed", level=formats.level_text(row["level"])))
    awards = queries.awards()
    for award in awards[awards["village_code"] == code].to_dict("records"):
        lines.append(
            say("village.award", year=award["year"], level=award["level"], reason=award["reason"])
        )
    targets = queries.targets()
    own = targets[(targets["village_code"] == code) & (targets["year"] == as_of.year)]
    for target in own.to_dict("records"):
        end = quarter_end(int(target["year"]), int(target["quarter"]))
        lines.append(say("village.target", day=formats.day(end, as_of.year), stars=target["stars"]))
    return lines


def print_link(code: str) -> str:
    """The A4 page of this village for the days shown."""
    dates = {key: value for key, value in view.link().items() if key in ("as_of", "compare")}
    query = "&".join(f"{key}={value}" for key, value in dates.items())
    return f"/print/village/{code}" + (f"?{query}" if query else "")


def pair_lines(code: str, pairs: pd.DataFrame) -> list[str]:
    """Whom the village helps, who helps it, and whom it is compared with."""
    own = pairs[(pairs["mentor_code"] == code) | (pairs["mentee_code"] == code)]
    lines = [phrases.pair_line(code, row) for row in own.to_dict("records")]
    return lines or [say("phrases.no_pair")]


def trends(results: pd.DataFrame, reported: pd.DataFrame) -> list[tuple[dict[str, Any], go.Figure]]:
    """The requirements worth a line with their figures."""
    drawn = []
    for row in worth_a_line(results, reported).to_dict("records"):
        points = reported[reported["indicator_code"] == row["indicator_code"]]
        first, last = points["value"].iloc[0], points["value"].iloc[-1]
        worse = last > first if row["direction"] == "lower" else last < first
        figure = value_line(
            points, row["threshold"], row["unit"], row["value_type"], is_worse=bool(worse)
        )
        drawn.append((row, figure))
    return drawn


def shortfall_table(rows: pd.DataFrame) -> str:
    """What the village lacks, who owns it, and where the value comes from."""
    columns = [
        Column("star", say("blocks.column.star"), wrap=False),
        Column("lack", say("blocks.column.lack")),
        Column("gap", say("blocks.column.gap"), wrap=False),
        Column("gain", say("blocks.column.gain"), wrap=False),
        Column("owner", say("blocks.column.owner"), narrow="under"),
        Column("origin", say("village.column.origin"), narrow="hide"),
    ]
    cells = [
        {
            "star": row["star"],
            "lack": Cell(phrases.lacking(row), strong=True, href=blocks.origin_href(row)),
            "gap": phrases.gap_of(row),
            "gain": blocks.gain(row["stars_gained"]),
            "owner": Cell(row["owner_post"], "ink3"),
            "origin": Cell(phrases.origin(row), "ink3"),
        }
        for row in rows.to_dict("records")
    ]
    return html_table(columns, cells, label=say("village.shortfalls_note"))


def no_shortfalls(results: pd.DataFrame) -> str:
    """What to say of a village no star of which is kept back: scored requirements may be open."""
    open_ones = results[results["state"] != "met"].sort_values(
        "points", ascending=False, kind="stable"
    )
    if open_ones.empty:
        return say("village.no_shortfalls")
    listed = say("phrases.join").join(
        phrases.lacking(row) for row in open_ones.head(MOST_SCORED).to_dict("records")
    )
    if len(open_ones) > MOST_SCORED:
        listed += say("phrases.and_more", n=len(open_ones) - MOST_SCORED)
    return say("village.only_scored", n=len(open_ones), listed=listed)


def _age(row: Mapping[str, Any]) -> str:
    """How old a value is, and whether it is last year's final one."""
    told = say("village.carried") if row["is_carried"] else ""
    return "\u3000".join(filter(None, (formats.age_text(row["age_days"]), told)))


def requirement_table(results: pd.DataFrame, shown: View) -> Table:
    """Every requirement with value, threshold, age and origin."""
    stars = queries.star_list().set_index("star_code")["star"].to_dict()
    columns = [
        Column("star", say("blocks.column.star"), wrap=False, narrow="hide"),
        Column("indicator", say("village.column.indicator")),
        Column("value", say("village.column.value"), align="right", wrap=False),
        Column("due", say("village.column.due"), wrap=False),
        Column("state", say("village.column.state"), wrap=False),
        Column("day", say("village.column.day"), wrap=False, narrow="under"),
        Column("origin", say("village.column.origin"), narrow="hide"),
    ]
    tones = {"unmet": "red", "missing": "ink3", "stale": "ink3", "met": "green"}
    cells = []
    for row in results.to_dict("records"):
        veto = say(f"village.veto.{row['veto']}") if row["veto"] else ""
        value = formats.value_text(
            row["value"], row["unit"], row["value_type"], qualifier=row["qualifier"],
            decimals=row["decimals"], against=row["threshold"],
        )  # fmt: skip
        day = formats.day(row["value_as_of"], shown.as_of.year)
        cells.append(
            {
                "star": stars[row["star_code"]],
                "indicator": Cell(row["indicator"] + veto, small=row["why"]),
                "value": Cell(value, href=blocks.origin_href(row)),
                "due": phrases.threshold_of(row),
                "state": Cell(formats.state_word(row["state"]), tones[row["state"]]),
                "day": Cell(day, "ink3", small=_age(row)),
                "origin": Cell(phrases.origin(row), "ink3"),
            }
        )
    return Table(columns, cells, say("village.requirements"))
