"""Ranks by week: the first on top, a few villages named at their ends, the others a grey ground."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboard.components import theme
from dashboard.components.figures.ticks import month_ticks, spread, text_width
from dashboard.words import say

MOST_GREY = 60
"""More villages than this are a band, not lines."""
MOST_NAMED = 8
LABEL_STEP = 18
COLOURS = {"own": theme.INK, "top": theme.INK, "riser": theme.GREEN, "faller": theme.RED}
WIDTHS = {"own": 4.0, "top": 2.25, "riser": 2.25, "faller": 2.25}


def named(trend: pd.DataFrame, own: str) -> dict[str, str]:
    """At most eight villages worth a name, with what makes them so: the own village, the first
    three, and those that rose and fell most over the weeks (two or three each)."""
    chosen: dict[str, str] = {}
    days = sorted(trend["as_of"].unique())
    if not days:
        return chosen
    first = trend[trend["as_of"] == days[0]].set_index("village_code")["rank"]
    last = trend[trend["as_of"] == days[-1]].set_index("village_code")["rank"]
    if own in last.index:
        chosen[own] = "own"
    for code in last.sort_values(kind="stable").index[:3]:
        chosen.setdefault(str(code), "top")
    change = (first - last).dropna().sort_values(ascending=False, kind="stable")
    risers = [str(code) for code in change[change > 0].index if code not in chosen]
    fallers = [str(code) for code in change[change < 0].index[::-1] if code not in chosen]
    for code in risers[:2]:
        chosen[code] = "riser"
    for code in fallers[: MOST_NAMED - len(chosen)][:2]:
        chosen[code] = "faller"
    return chosen


def bump_chart(
    trend: pd.DataFrame, highlighted: Mapping[str, str], *, height: int = 520
) -> go.Figure:
    """The figure; `trend` has as_of, village_code, name and rank, `highlighted` is as `named` gives
    it. Without rows the figure is empty: draw a sentence instead."""
    figure = go.Figure()
    if trend.empty:
        return figure.update_layout(theme.layout(height))
    trend = trend.assign(as_of=pd.to_datetime(trend["as_of"]))
    days = sorted(trend["as_of"].unique())
    lowest = int(trend["rank"].max())
    lines = {str(code): own.sort_values("as_of") for code, own in trend.groupby("village_code")}
    if len(lines) > MOST_GREY:
        _band(figure, trend, days)
    else:
        for code, own in lines.items():
            if code not in highlighted:
                figure.add_trace(_line(own, days, theme.LINE, 1.25))
    ends = []
    # The own village is drawn last, above the others.
    for code in sorted(highlighted, key=lambda one: highlighted[one] == "own"):
        own, kind = lines[code], highlighted[code]
        figure.add_trace(_line(own, days, COLOURS[kind], WIDTHS[kind]))
        end = own.iloc[-1]
        figure.add_trace(
            go.Scatter(
                x=[end["as_of"]], y=[end["rank"]], mode="markers", hoverinfo="skip",
                marker={"color": COLOURS[kind], "size": 8}, cliponaxis=False,
            )
        )  # fmt: skip
        text = say("figures.rank_end", rank=int(end["rank"]), name=end["name"])
        ends.append((float(end["rank"]), text, kind))
    _labels(figure, ends, lowest, height)
    ticks = month_ticks(days[0], days[-1])
    figure.update_layout(
        theme.layout(
            height,
            margin={
                "l": 34, "t": 14, "b": 26,
                "r": 18 + max((text_width(text, 15) for _, text, _ in ends), default=0),
            },
            hovermode="closest",
            xaxis={"range": [days[0], days[-1]], "tickvals": ticks[0], "ticktext": ticks[1]},
            yaxis={"range": [lowest + 0.5, 0.5], "tickvals": _rank_ticks(lowest),
                   "showline": False, "showgrid": False},
        )
    )  # fmt: skip
    return figure


def _line(own: pd.DataFrame, days: Sequence[pd.Timestamp], colour: str, width: float) -> go.Scatter:
    # A week without a rank (the unit did not exist) is a gap.
    ranks = own.set_index("as_of")["rank"].reindex(pd.DatetimeIndex(days))
    name = str(own["name"].iloc[-1])
    texts = [
        ""
        if pd.isna(rank)
        else say("figures.rank_hover", name=name, day=f"{day:%m-%d}", n=int(rank))
        for day, rank in ranks.items()
    ]
    return go.Scatter(
        x=list(ranks.index), y=list(ranks), mode="lines", text=texts, hoverinfo="text",
        line={"color": colour, "width": width}, cliponaxis=False,
    )  # fmt: skip


def _band(figure: go.Figure, trend: pd.DataFrame, days: Sequence[pd.Timestamp]) -> None:
    lowest = trend.groupby("as_of")["rank"].max().reindex(pd.DatetimeIndex(days))
    figure.add_trace(
        go.Scatter(
            x=[*days, *reversed(days)], y=[*lowest, *([1] * len(days))], mode="lines",
            fill="toself", fillcolor=theme.PANEL, line={"width": 0}, hoverinfo="skip",
        )
    )  # fmt: skip


def _labels(
    figure: go.Figure, ends: Sequence[tuple[float, str, str]], lowest: int, height: int
) -> None:
    """Names at the right, apart from each other."""
    inner = height - 40
    wanted = [(rank - 0.5) / lowest * inner for rank, _, _ in ends]
    for (rank, text, kind), want, got in zip(
        ends, wanted, spread(wanted, LABEL_STEP, 0, inner), strict=True
    ):
        figure.add_annotation(
            x=1, xref="x domain", xanchor="left", xshift=8, y=rank, yanchor="middle",
            yshift=want - got, showarrow=False, font={"color": COLOURS[kind], "size": 14},
            text=f"<b>{text}</b>" if kind == "own" else text,
        )  # fmt: skip


def _rank_ticks(lowest: int) -> list[int]:
    """1 and round ranks below it."""
    step = next((one for one in (1, 2, 5, 10, 20, 50, 100, 200) if lowest / one <= 7), 500)
    return [1, *range(max(step, 2), lowest + 1, step)]
