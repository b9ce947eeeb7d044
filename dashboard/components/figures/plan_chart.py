"""Stars of the town against the plan as HTML: a chart library would cost most of the page's time.

``st.html`` removes SVG, so the lines are strips cut out of boxes; sizes in per cent follow the width
of the page, lines keep theirs.
"""

from __future__ import annotations

import datetime
from html import escape

import pandas as pd

from dashboard.components import theme
from dashboard.components.figures.ticks import count_ticks, month_ticks, series
from dashboard.components.formats import value_text
from dashboard.words import say

Point = tuple[float, float]
"""A place in the plot: shares of its width and of its height, from the left and from above."""

_STYLE = f"""<style>
.xt-plan{{position:relative;font-size:14px;color:{theme.INK};font-variant-numeric:tabular-nums}}
.xt-plan div{{position:absolute;white-space:nowrap;line-height:20px}}
.xt-plan .plot{{left:30px;right:64px;top:22px;bottom:24px}}
.xt-plan .grid{{left:0;right:0;border-top:1px solid {theme.HAIR}}}
.xt-plan .count{{right:100%;margin-right:6px;font-size:13px;color:{theme.INK2};
transform:translateY(-50%)}}
.xt-plan .month{{top:100%;font-size:13px;color:{theme.INK2};transform:translate(-50%,2px)}}
.xt-plan .strip{{inset:0}}
.xt-plan .dot{{width:8px;height:8px;border-radius:4px;background:{theme.INK};
transform:translate(-50%,-50%)}}
.xt-plan .actual{{font-weight:700;transform:translate(8px,-2px)}}
.xt-plan .note{{color:{theme.INK2};transform:translate(calc(-100% + 4px),calc(-100% - 4px))}}
</style>"""


def plan_chart(trend: pd.DataFrame, plan: pd.DataFrame, *, height: int = 236, label: str) -> str:
    """HTML: stars of the town (ink, `trend`: as_of, stars) against the plan (dashed, same columns).

    Named are the actual value, the plan on that day and the plan's end; `label` names the chart for
    readers of the screen. Without any point an empty string: draw a sentence instead.
    """
    known, planned = series(trend, "stars"), series(plan, "stars")
    if known.empty and planned.empty:
        return ""
    dates = pd.concat([known["as_of"], planned["as_of"]])
    low, high, step = count_ticks(*_bounds(pd.concat([known["stars"], planned["stars"]])))
    start, end = dates.min(), dates.max()
    days = max((end - start).days, 1)

    def places(points: pd.DataFrame) -> list[Point]:
        return [
            ((row.as_of - start).days / days, (high - row.stars) / (high - low))
            for row in points.itertuples()
        ]

    parts = [*_grid(low, high, step), *_months(start, end, days)]
    last_named = pd.Timestamp.min
    if not planned.empty:
        ends = places(planned)
        dashes = f"repeating-linear-gradient(90deg,{theme.INK2} 0 4px,transparent 4px 8px)"
        parts.append(_strip(ends, dashes, 1.25))
        total = value_text(float(planned["stars"].iloc[-1]), "", "number")
        parts.append(_text("note", ends[-1], say("figures.year_end", value=total)))
        # Near the plan's end its two labels would stand on each other; the end's is kept.
        last_named = planned["as_of"].iloc[-1] - pd.Timedelta(days=days) * 0.2
    if not known.empty:
        line = places(known)
        date, stars = known["as_of"].iloc[-1], float(known["stars"].iloc[-1])
        parts += [_strip(line, theme.INK, 2.25), _text("dot", line[-1], "")]
        actual = say("figures.actual", value=value_text(stars, "", "number"))
        parts.append(_text("actual", line[-1], actual))
        due = plan_at(planned, date)
        if due is not None and date < last_named:
            text = say("figures.due_now", value=value_text(due, "", "number", decimals=0))
            parts.append(_text("note", (line[-1][0], (high - due) / (high - low)), text))
    return (
        f'{_STYLE}<div class="xt-plan" style="height:{height}px" role="img" '
        f'aria-label="{escape(label)}"><div class="plot">{"".join(parts)}</div></div>'
    )


def _bounds(values: pd.Series) -> tuple[float, float]:
    return float(values.min()), float(values.max())


def _grid(low: float, high: float, step: float) -> list[str]:
    count = round((high - low) / step)
    lines = []
    for at in range(count + 1):
        top = f"top:{100 * (1 - at / count):.2f}%"
        text = value_text(low + at * step, "", "number")
        lines.append(f'<div class="grid" style="{top}"></div>')
        lines.append(f'<div class="count" style="{top}">{text}</div>')
    return lines


def _months(start: pd.Timestamp, end: pd.Timestamp, days: int) -> list[str]:
    return [
        f'<div class="month" style="left:{100 * (place - start).days / days:.2f}%">{text}</div>'
        for place, text in zip(*month_ticks(start, end, most=5), strict=True)
    ]


def _strip(points: list[Point], background: str, width: float) -> str:
    """A line of `width` px as the part of a box between two parallel courses."""
    if len(points) == 1:
        return ""
    half = width / 2
    upper = [f"{100 * x:.2f}% calc({100 * y:.2f}% - {half}px)" for x, y in points]
    lower = [f"{100 * x:.2f}% calc({100 * y:.2f}% + {half}px)" for x, y in reversed(points)]
    course = ",".join([*upper, *lower])
    return f'<div class="strip" style="background:{background};clip-path:polygon({course})"></div>'


def _text(kind: str, place: Point, text: str) -> str:
    spot = f"left:{100 * place[0]:.2f}%;top:{100 * place[1]:.2f}%"
    return f'<div class="{kind}" style="{spot}">{escape(text)}</div>'


def plan_at(plan: pd.DataFrame, date: datetime.date | pd.Timestamp) -> float | None:
    """The plan (as_of, stars; ascending) on a day, linear between its points; None outside."""
    moment = pd.Timestamp(date)
    before, after = plan[plan["as_of"] <= moment], plan[plan["as_of"] >= moment]
    if before.empty or after.empty:
        return None
    start, end = before.iloc[-1], after.iloc[0]
    days = (end["as_of"] - start["as_of"]).days
    part = (moment - start["as_of"]).days / days if days else 0
    return float(start["stars"] + (end["stars"] - start["stars"]) * part)
