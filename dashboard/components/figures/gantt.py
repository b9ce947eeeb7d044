"""倒排工期: projects as bars over the months, their milestones as symbols, the day as a line. Each
project has a line of text above its bar, so that no name is cut on any width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.components import theme
from dashboard.words import say

PITCH = 40
"""Pixels from one project to the next: a line of text, a bar, and air."""
HEAD, FOOT, SIDE = 54, 28, 20
MOST_TICKS = 8
NEAR = timedelta(days=62)
STEPS = (1, 2, 3, 6, 12, 24, 60)
MARKS = {
    "done": (theme.GLYPHS["closed"], theme.GREEN), "late": (theme.GLYPHS["late"], theme.RED),
    "soon": (theme.GLYPHS["running"], theme.AMBER), "waiting": (theme.GLYPHS["waiting"], theme.INK2),
}  # fmt: skip


@dataclass(frozen=True)
class Mark:
    """A milestone: where it stands ('done' on the day it was done, else on its planned day), what it
    is ('done', 'late', 'soon', 'waiting') and what is said of it."""

    day: date
    kind: str
    said: str


@dataclass(frozen=True)
class Bar:
    """A project: its state and name as text, its colour, its days, its milestones."""

    state: str
    name: str
    colour: str
    start: date
    end: date
    marks: Sequence[Mark] = field(default_factory=tuple)


def gantt(bars: Sequence[Bar], day: date) -> go.Figure:
    """The projects in the order given, first on top; only the months of their days are drawn. Without
    any bar the figure is empty: draw a sentence instead."""
    height = HEAD + FOOT + PITCH * len(bars)
    if not bars:
        return go.Figure().update_layout(theme.layout(height))
    first, last = _span(bars, day)
    places, texts = month_marks(first, last)
    edge = (last - first) / 60  # so that a symbol on the last day is whole
    axis = {
        "range": [first - edge, last + edge], "tickvals": places, "ticktext": texts,
        "showgrid": True, "gridcolor": theme.HAIR, "showline": False,
    }  # fmt: skip
    # A second axis names the months below as well: the figure is longer than a screen. It is drawn
    # because a trace, which nobody sees, stands on it.
    below = go.Scatter(x=[first], y=[0], xaxis="x2", mode="markers", opacity=0, hoverinfo="skip")
    # All at once: a figure that is added to shape by shape copies itself each time.
    return go.Figure(
        [*_symbols(bars), below],
        theme.layout(
            height,
            margin={"l": SIDE, "r": SIDE, "t": HEAD, "b": FOOT},
            hovermode="closest",
            xaxis={**axis, "side": "top"},
            xaxis2={**axis, "side": "bottom", "overlaying": "x", "showgrid": False},
            yaxis={"range": [len(bars) - 0.35, -0.85], "visible": False},
            shapes=[
                one for place, bar in enumerate(bars) for one in _shapes(bar, place, day)
            ] + [_today(day)],
            annotations=[_label(bar, place) for place, bar in enumerate(bars)] + [_today_text(day)],
        ),
    )  # fmt: skip


def _symbols(bars: Sequence[Bar]) -> list[go.Scatter]:
    """One trace for each kind of mark that there is."""
    traces = []
    for kind, (glyph, colour) in MARKS.items():
        found = [(one, place) for place, bar in enumerate(bars) for one in bar.marks
                 if one.kind == kind]  # fmt: skip
        if found:
            traces.append(
                go.Scatter(
                    x=[one.day for one, _ in found], y=[place for _, place in found], mode="text",
                    text=[glyph] * len(found), textfont={"size": 15, "color": colour},
                    hovertext=[one.said for one, _ in found], hoverinfo="text", name=kind,
                )
            )  # fmt: skip
    return traces


def _today(day: date) -> dict[str, Any]:
    return {
        "type": "line", "x0": day, "x1": day, "yref": "paper", "y0": 0, "y1": 1, "layer": "below",
        "line": {"color": theme.INK, "width": 1.5, "dash": "4px,3px"},
    }  # fmt: skip


def _today_text(day: date) -> dict[str, Any]:
    return {
        "x": day, "yref": "paper", "y": 1, "yshift": 50, "yanchor": "top", "showarrow": False,
        "text": say("projects.today", day=f"{day:%m-%d}"),
        "font": {"size": 12, "color": theme.INK}, "bgcolor": theme.PAGE,
    }  # fmt: skip


def _shapes(bar: Bar, place: int, day: date) -> list[dict[str, Any]]:
    """The bar, and how far it slipped beyond its end."""
    ink, ground = theme.INK_OF[bar.colour], theme.GROUND_OF[bar.colour]
    shapes: list[dict[str, Any]] = [
        {
            "type": "rect", "x0": bar.start, "x1": bar.end, "y0": place - 0.2, "y1": place + 0.2,
            "layer": "below", "fillcolor": ground, "line": {"color": ink, "width": 1},
        }
    ]  # fmt: skip
    if bar.colour == "red" and bar.end < day:
        shapes.append(
            {
                "type": "line", "x0": bar.end, "x1": day, "y0": place, "y1": place,
                "layer": "below", "line": {"color": ink, "width": 2, "dash": "2px,3px"},
            }
        )  # fmt: skip
    return shapes


def _label(bar: Bar, place: int) -> dict[str, Any]:
    ink = theme.INK_OF[bar.colour]
    state = f'<span style="color:{ink}"><b>{_safe(bar.state)}</b></span>'
    return {
        "xref": "paper", "x": 0, "xshift": -SIDE, "y": place - 0.24, "xanchor": "left",
        "yanchor": "bottom", "align": "left", "showarrow": False, "font": {"size": 13},
        "text": f"{state}\u3000{_safe(bar.name)}", "bgcolor": theme.PAGE, "borderpad": 0,
    }  # fmt: skip


def _safe(text: str) -> str:
    """Text that the figure shows as it stands: it reads a few tags of HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _span(bars: Sequence[Bar], day: date) -> tuple[date, date]:
    """The whole months of the days drawn; the day shown is among them when it is near."""
    days = [one.day for bar in bars for one in bar.marks]
    days += [end for bar in bars for end in (bar.start, bar.end)]
    is_near = min(days) - NEAR <= day <= max(days) + NEAR
    if is_near or any(bar.colour == "red" for bar in bars):
        days.append(day)
    last = max(days)
    following = date(last.year + last.month // 12, last.month % 12 + 1, 1)
    return min(days).replace(day=1), following


def month_marks(first: date, last: date) -> tuple[list[date], list[str]]:
    """Places and texts of the months from one first of a month to another; the first of each year,
    and the very first, bear the year."""
    months = list(pd.period_range(first, last, freq="M"))[:-1]
    step = next((one for one in STEPS if len(months) <= one * MOST_TICKS), STEPS[-1])
    chosen = [one for one in months if (one.month - 1) % min(step, 12) == 0]
    if step > 12:
        chosen = [one for one in chosen if one.year % (step // 12) == 0]
    chosen = chosen or months[:1]
    years: set[int] = set()
    places, texts = [], []
    for one in chosen:
        key = "month" if one.year in years else "month_of_year"
        years.add(one.year)
        places.append(one.start_time.date())
        texts.append(say(f"projects.axis.{key}", month=one.month, year=one.year % 100))
    return places, texts
