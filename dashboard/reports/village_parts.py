"""The trends and the pairs of a village on its A4 page."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd

from dashboard.components import formats, phrases
from dashboard.components.briefing import Days
from dashboard.components.figures.spark import spark_svg
from dashboard.store import queries
from dashboard.words import say

Row = Mapping[Any, Any]

MOST_TRENDS = 4
FEWEST_POINTS = 3
MOST_PAIRS = 3
TREND_SIZE = (166, 92)


def chosen_trends(results: pd.DataFrame, reported: pd.DataFrame) -> list[dict[str, Any]]:
    """Up to four requirements worth a line, as on the village's screen: first those that are
    open, then those nearest to their threshold; only numbers reported three times or more."""
    counts = reported["indicator_code"].value_counts()
    drawn = counts[counts >= FEWEST_POINTS].index
    fit = results[(results["value_type"] != "bool") & results["indicator_code"].isin(drawn)].copy()
    fit["is_met"] = fit["state"] == "met"
    fit["distance"] = (fit["value"] - fit["threshold"]).abs() / fit["threshold"].abs().clip(lower=1)
    ordered = fit.sort_values(["is_met", "distance"]).drop_duplicates("indicator_code")
    return list(ordered.head(MOST_TRENDS).to_dict("records"))


def trends_html(code: str, results: pd.DataFrame, days: Days) -> str:
    reported = queries.value_trend(code, days.as_of)
    drawn = [_trend(row, reported, days) for row in chosen_trends(results, reported)]
    if not drawn:
        return f'<p class="line">{escape(say("print.no_trends"))}</p>'
    return f'<div class="trends">{"".join(drawn)}</div>'


def _trend(row: Row, reported: pd.DataFrame, days: Days) -> str:
    points = reported[reported["indicator_code"] == row["indicator_code"]].sort_values("as_of")
    unit, kind = row["unit"], row["value_type"]
    last = points["value"].iloc[-1]
    figure = spark_svg(
        list(points["value"]),
        *TREND_SIZE,
        row["threshold"],
        font_px=12,
        label=formats.value_text(last, unit, kind, against=row["threshold"]),
        threshold_label=formats.threshold_text(
            row["threshold"], unit, kind, row["direction"], form="line"
        ),
        first=formats.day(points["as_of"].iloc[0], days.as_of.year),
        last=formats.day(points["as_of"].iloc[-1], days.as_of.year),
        stroke=1.75,
        title=row["indicator"],
    )
    return f"<div><b>{escape(phrases.short_indicator(row['indicator']))}</b>{figure}</div>"


def pair_lines(code: str, pairs: pd.DataFrame) -> list[str]:
    """Whom the village helps, who helps it, and whom it is compared with; at most three."""
    own = pairs[(pairs["mentor_code"] == code) | (pairs["mentee_code"] == code)]
    lines = [_pair_line(code, row) for row in own.head(MOST_PAIRS).to_dict("records")]
    if len(own) > MOST_PAIRS:
        lines.append(say("print.pairs_left_out", n=len(own) - MOST_PAIRS))
    return lines or [say("print.no_pairs")]


def _pair_line(code: str, row: Row) -> str:
    mentor, mentee = phrases.village(row["mentor"]), phrases.village(row["mentee"])
    is_mentor = row["mentor_code"] == code
    if row["type"] == say("pairs.type.mutual"):
        key = "mutual"
    else:
        key = "helps" if is_mentor else "helped"
    unit = say("blocks.points") if row["value_type"] == "percent" else row["unit"]
    return say(
        f"print.{key}",
        mentor=mentor,
        mentee=mentee,
        other=mentee if is_mentor else mentor,
        star=row["star"],
        indicator=row["indicator"],
        start=formats.number(row["start_gap"]),
        gap=formats.value_text(row["gap"], unit, "number"),
        result=say(f"pairs.result.{row['result']}"),
    )
