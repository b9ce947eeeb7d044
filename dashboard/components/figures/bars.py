"""Bars: villages by level against the plan, and the freshness of each star's data."""

from __future__ import annotations

import html

import pandas as pd
import plotly.graph_objects as go

from dashboard.components import theme
from dashboard.components.formats import is_missing, number, signed
from dashboard.words import say

ROW = 30
COLUMN = 42
HALF = 0.31


def level_name(level: int) -> str:
    """The name of a level's villages, as the table of levels heads its rows."""
    if not level:
        return say("figures.level_village_none")
    return say("figures.level_village", level=say(f"figures.digit.{level}"))


def level_bars(plan: pd.DataFrame) -> go.Figure:
    """Plan and actual: per level a bar, the plan as a tick, and four columns of numbers.

    `plan` has level (0 to 5), villages_now, villages_planned (year end) and, if known,
    villages_before. Drawn best level first.
    """
    rows = plan.sort_values("level", ascending=False).to_dict("records")
    levels = [int(row["level"]) for row in rows]
    fills = [theme.LEVEL_RAMP[level] for level in levels]
    now = [float(row["villages_now"]) for row in rows]
    planned = [row["villages_planned"] for row in rows]
    before = [row.get("villages_before") for row in rows]
    figure = go.Figure(
        go.Bar(
            x=now, y=list(range(len(rows))), orientation="h", width=2 * HALF, hoverinfo="skip",
            marker={
                "color": [fill.fill for fill in fills],
                "line": {"width": [1 if count else 0 for count in now], "color": [
                    theme.CLEAR if fill.dashed else fill.edge for fill in fills
                ]},
            },
        )
    )  # fmt: skip
    heads = [say(f"figures.{key}") for key in ("now", "change", "plan", "gap")]
    for place, head in enumerate(heads):
        _cell(figure, -1, place, head, theme.INK2)
    for y, level in enumerate(levels):
        if fills[y].dashed and now[y]:
            figure.add_shape(
                type="rect", x0=0, x1=now[y], y0=y - HALF, y1=y + HALF,
                line={"color": fills[y].edge, "width": 1, "dash": "4px,3px"},
            )  # fmt: skip
        figure.add_annotation(
            x=0, xref="x domain", xanchor="left", xshift=-60, y=y, text=level_name(level),
            showarrow=False,
        )  # fmt: skip
        has_plan = not is_missing(planned[y])
        if has_plan:
            figure.add_shape(
                type="line", x0=planned[y], x1=planned[y], y0=y - 0.42, y1=y + 0.42,
                line={"color": theme.INK, "width": 2.5},
            )  # fmt: skip
        change = None if is_missing(before[y]) else now[y] - float(before[y] or 0)
        gap = now[y] - float(planned[y]) if has_plan else None
        _cell(figure, y, 0, f"<b>{number(now[y], 0)}</b>", theme.INK)
        _cell(figure, y, 1, signed(change, 0), theme.INK2)
        _cell(figure, y, 2, number(planned[y], 0), theme.INK2)
        _cell(figure, y, 3, f"<b>{signed(gap, 0)}</b>" if gap else signed(gap, 0), theme.INK)
    most = max([1.0, *now, *(float(one) for one in planned if not is_missing(one))])
    lines = len(rows) + 2
    figure.add_shape(
        type="line", xref="x domain", x0=0, x1=0, y0=lines - 2.28, y1=lines - 1.72,
        line={"color": theme.INK, "width": 2.5},
    )  # fmt: skip
    figure.add_annotation(
        x=0, xref="x domain", xanchor="left", xshift=8, y=lines - 2, showarrow=False,
        text=say("figures.year_plan"), font={"size": 13, "color": theme.INK2},
    )  # fmt: skip
    hidden = {"visible": False}
    figure.update_layout(
        theme.layout(
            lines * ROW,
            margin={"l": 60, "r": 4 * COLUMN + 4, "t": 0, "b": 0},
            hovermode=False,
            xaxis={**hidden, "range": [-0.015 * most, most * 1.04]},
            yaxis={**hidden, "range": [lines - 1.5, -1.5]},
        )
    )
    return figure


def _cell(figure: go.Figure, y: float, place: int, text: str, colour: str) -> None:
    figure.add_annotation(
        x=1, xref="x domain", xanchor="right", xshift=(place + 1) * COLUMN, y=y, text=text,
        showarrow=False, font={"color": colour, "size": 14},
    )  # fmt: skip


_STYLE = f"""<style>
.xt-fresh{{font-size:14px;color:{theme.INK};font-variant-numeric:tabular-nums}}
.xt-fresh div.row{{display:flex;flex-wrap:wrap;align-items:center;gap:0 14px;min-height:36px;
padding:4px 0;box-sizing:border-box;border-bottom:1px solid {theme.HAIR}}}
.xt-fresh .name{{flex:0 0 64px}}
.xt-fresh .bar{{flex:1 1 90px;display:flex;height:14px}}
.xt-fresh .bar div{{box-sizing:border-box;height:14px}}
.xt-fresh .said{{flex:0 0 auto;min-width:176px}}
</style>"""


def freshness_bars(freshness: pd.DataFrame) -> str:
    """HTML: one bar per star of villages current, carried, stale (hatched), missing (dashed).

    `freshness` has star, current_count, carried_count, stale_count and missing_count.
    """
    hatch = f"repeating-linear-gradient(135deg,{theme.PAGE} 0 3px,{theme.INK3} 3px 4.5px)"
    looks = {
        "current": f"background:{theme.INK3}",
        "carried": f"background:{theme.CARRIED}",
        "stale": f"background:{hatch};border:1px solid {theme.INK3}",
        "missing": f"background:{theme.WHITE};border:1px dashed {theme.INK3}",
    }
    rows = []
    for row in freshness.to_dict("records"):
        counts = {kind: int(row[f"{kind}_count"]) for kind in looks}
        total = sum(counts.values()) or 1
        bars = "".join(
            f'<div style="width:{100 * count / total:.2f}%;{looks[kind]}"></div>'
            for kind, count in counts.items()
            if count
        )
        said = "\u3000".join(
            f"{say(f'figures.{kind}')} {count}"
            for kind, count in counts.items()
            if count or kind == "current"
        )
        rows.append(
            f'<div class="row"><span class="name">{html.escape(str(row["star"]))}</span>'
            f'<div class="bar">{bars}</div><span class="said">{said}</span></div>'
        )
    return f'<div class="xt-fresh">{_STYLE}{"".join(rows)}</div>'
