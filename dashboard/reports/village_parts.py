"""The trends and the pairs of a village on its A4 page."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd

from dashboard.components import formats, phrases
from dashboard.components.briefing import Days
from dashboard.components.figures.spark import spark_svg
from dashboard.domain.summary import worth_a_line
from dashboard.store import queries
from dashboard.words import say

Row = Mapping[Any, Any]

MOST_PAIRS = 3
TREND_SIZE = (166, 92)


def trends_html(code: str, results: pd.DataFrame, days: Days) -> str:
    reported = queries.value_trend(code, days.as_of)
    rows = worth_a_line(results, reported).to_dict("records")
    drawn = [_trend(row, reported, days) for row in rows]
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
    lines = [phrases.pair_line(code, row) for row in own.head(MOST_PAIRS).to_dict("records")]
    if len(own) > MOST_PAIRS:
        lines.append(say("print.pairs_left_out", n=len(own) - MOST_PAIRS))
    return lines or [say("phrases.no_pair")]
