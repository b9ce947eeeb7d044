"""Small line charts with direct labels at their ends instead of a legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.components import theme
from dashboard.components.figures.ticks import month_ticks, series, spread, text_width
from dashboard.components.formats import is_missing, threshold_text, value_text

LABEL_STEP = 17
"""Least distance of two end labels in px."""


@dataclass(frozen=True)
class _Label:
    y: float
    text: str
    colour: str
    bold: bool = False


def _line(dates: pd.Series, values: pd.Series, colour: str, width: float) -> go.Scatter:
    return go.Scatter(
        x=list(dates), y=list(values), mode="lines+markers",
        line={"color": colour, "width": width}, marker={"color": colour, "size": width},
        cliponaxis=False, hoverinfo="skip",
    )  # fmt: skip


def _dot(date: Any, value: float, colour: str) -> go.Scatter:
    return go.Scatter(
        x=[date], y=[value], mode="markers", marker={"color": colour, "size": 8},
        cliponaxis=False, hoverinfo="skip",
    )  # fmt: skip


def _y_range(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    room = (high - low) * 0.12 or max(abs(high) * 0.1, 1.0)
    return low - room, high + room


def _finish(
    figure: go.Figure, values: Sequence[float], dates: pd.Series, labels: Sequence[_Label],
    height: int, most_ticks: int,
) -> go.Figure:  # fmt: skip
    """Fix both axes and set the labels to the right of the plot, apart from each other."""
    low, high = _y_range(values)
    top, bottom = 8, 24
    inner = height - top - bottom
    wanted = [(high - label.y) / (high - low) * inner for label in labels]
    placed = spread(wanted, LABEL_STEP, 0, inner)
    for label, want, got in zip(labels, wanted, placed, strict=True):
        figure.add_annotation(
            x=1, xref="x domain", xanchor="left", xshift=8, y=label.y, yanchor="middle",
            yshift=want - got, showarrow=False, font={"color": label.colour, "size": 14},
            text=f"<b>{label.text}</b>" if label.bold else label.text,
        )  # fmt: skip
    start, end = dates.min(), dates.max()
    if start == end:
        start -= pd.Timedelta(days=3)
    ticks = month_ticks(start, end, most_ticks)
    figure.update_layout(
        theme.layout(
            height,
            margin={
                "l": 14, "t": top, "b": bottom,
                "r": 16 + max((text_width(label.text, 14) for label in labels), default=0),
            },
            hovermode=False,
            xaxis={"range": [start, end], "tickvals": ticks[0], "ticktext": ticks[1]},
            yaxis={"range": [low, high], "visible": False},
        )
    )  # fmt: skip
    return figure


def _threshold(figure: go.Figure, threshold: float) -> None:
    figure.add_shape(
        type="line", xref="x domain", x0=0, x1=1, y0=threshold, y1=threshold, layer="below",
        line={"color": theme.INK2, "width": 1, "dash": "4px,4px"},
    )  # fmt: skip


def value_line(
    points: pd.DataFrame,
    threshold: float | None,
    unit: str | None,
    kind: str = "number",
    *,
    is_worse: bool = False,
    height: int = 118,
) -> go.Figure:
    """The trend of one value with its threshold dashed; red with `is_worse`.

    `points` has as_of and value, NaN being a gap. Without any value the figure is empty: draw
    a sentence instead.
    """
    figure = go.Figure()
    known = series(points, "value")
    if known.empty:
        return figure.update_layout(theme.layout(height))
    colour = theme.RED if is_worse else theme.INK
    last = float(known["value"].iloc[-1])
    figure.add_trace(_line(points["as_of"], points["value"], colour, 2.25))
    figure.add_trace(_dot(known["as_of"].iloc[-1], last, colour))
    labels = [_Label(last, value_text(last, unit, kind, against=threshold), colour, bold=True)]
    values = [float(value) for value in known["value"]]
    if threshold is not None and not is_missing(threshold):
        _threshold(figure, threshold)
        text = threshold_text(threshold, unit, kind, "higher", form="line")
        labels.append(_Label(threshold, text, theme.INK2))
        values.append(threshold)
    return _finish(figure, values, points["as_of"], labels, height, 4)


def pair_lines(
    trend: pd.DataFrame,
    mentor: str,
    mentee: str,
    unit: str | None,
    kind: str = "number",
    direction: str = "higher",
    *,
    height: int = 190,
) -> go.Figure:
    """Mentor grey, mentee ink (red only when it ended worse than it began), threshold dashed.

    `trend` has as_of, mentor_value, mentee_value and threshold; the last threshold is drawn.
    """
    figure = go.Figure()
    labels: list[_Label] = []
    values: list[float] = []
    for name, column, is_mentee in (
        (mentor, "mentor_value", False),
        (mentee, "mentee_value", True),
    ):
        known = series(trend, column)
        if known.empty:
            continue
        first, last = float(known[column].iloc[0]), float(known[column].iloc[-1])
        fell = last > first if direction == "lower" else last < first
        colour = (theme.RED if fell else theme.INK) if is_mentee else theme.GREY_LINE
        figure.add_trace(_line(trend["as_of"], trend[column], colour, 2.25 if is_mentee else 1.75))
        if is_mentee:
            figure.add_trace(_dot(known["as_of"].iloc[-1], last, colour))
        text = f"{name} {value_text(last, unit, kind)}"
        labels.append(_Label(last, text, colour if is_mentee else theme.INK2, is_mentee))
        values += [float(value) for value in known[column]]
    if not values:
        return figure.update_layout(theme.layout(height))
    thresholds = series(trend, "threshold")
    if not thresholds.empty:
        threshold = float(thresholds["threshold"].iloc[-1])
        _threshold(figure, threshold)
        text = threshold_text(threshold, unit, kind, direction, form="line")
        labels.append(_Label(threshold, text, theme.INK2))
        values.append(threshold)
    return _finish(figure, values, trend["as_of"], labels, height, 6)
