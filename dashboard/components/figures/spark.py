"""Small line drawings as SVG text, for print pages and slides (``st.html`` removes SVG)."""

from __future__ import annotations

import html
from collections.abc import Sequence

from dashboard.components import theme
from dashboard.components.figures.ticks import spread, text_width
from dashboard.components.formats import is_missing


def svg_text(
    x: float, y: float, text: str, size: float, *, colour: str = theme.INK, bold: bool = False,
    anchor: str = "start",
) -> str:  # fmt: skip
    """One escaped SVG text whose middle height is y."""
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y + 0.35 * size:.1f}" font-size="{size:g}" fill="{colour}" '
        f'text-anchor="{anchor}"{weight}>{html.escape(text)}</text>'
    )


def svg_open(width: float, height: float, title: str) -> str:
    """The opening tag with size, font and an accessible name."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{html.escape(title)}" '
        f'font-family="{html.escape(theme.FONT)}">'
    )


def spark_svg(
    values: Sequence[float | None],
    width: float,
    height: float,
    threshold: float | None = None,
    *,
    font_px: float = 0,
    label: str = "",
    threshold_label: str = "",
    first: str = "",
    last: str = "",
    stroke: float = 2.25,
    colour: str = theme.INK,
    title: str = "",
) -> str:
    """A line through `values`, evenly spaced, None or NaN leaving a gap; the last one is dotted.

    With `font_px`, `label` stands at the line's end, `threshold_label` at the dashed threshold and
    `first` and `last` below the two ends. Without any value only the threshold is drawn.
    """
    known = [(at, float(v)) for at, v in enumerate(values) if v is not None and not is_missing(v)]
    labels = [label, threshold_label] if font_px else []
    room = max((text_width(text, font_px) for text in labels if text), default=0)
    foot = 1.5 * font_px if font_px and (first or last) else 0
    pad = stroke + 3
    right, bottom = width - pad - (room + 8 if room else 0), height - pad - foot
    drawn = [value for _, value in known] + ([] if threshold is None else [threshold])
    low, high = min(drawn, default=0.0), max(drawn, default=1.0)
    if low == high:
        low, high = low - 1, high + 1

    def place(at: int, value: float) -> tuple[float, float]:
        part = at / (len(values) - 1) if len(values) > 1 else 1.0
        return pad + (right - pad) * part, bottom - (bottom - pad) * (value - low) / (high - low)

    parts = [svg_open(width, height, title)]
    marks: list[tuple[float, str, str, bool]] = []
    if threshold is not None:
        y = place(0, threshold)[1]
        parts.append(
            f'<line x1="{pad:.1f}" x2="{right:.1f}" y1="{y:.1f}" y2="{y:.1f}" '
            f'stroke="{theme.INK2}" stroke-width="{max(1, stroke / 2):g}" '
            f'stroke-dasharray="5 4"/>'
        )
        marks.append((y, threshold_label, theme.INK2, False))
    for run in _runs(known):
        if len(run) == 1:
            x, y = place(*run[0])
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{stroke:g}" fill="{colour}"/>')
            continue
        points = " ".join("{:.1f},{:.1f}".format(*place(at, value)) for at, value in run)
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" '
            f'stroke-width="{stroke:g}" stroke-linejoin="round"/>'
        )
    if known:
        x, y = place(*known[-1])
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{stroke + 1.5:g}" fill="{colour}"/>')
        marks.append((y, label, colour, True))
    if font_px:
        marks = [mark for mark in marks if mark[1]]
        half = font_px / 2
        heights = spread([mark[0] for mark in marks], 1.2 * font_px, half, height - foot - half)
        for at, (_, text, tone, bold) in zip(heights, marks, strict=True):
            parts.append(svg_text(right + 8, at, text, font_px, colour=tone, bold=bold))
        for x, text, anchor in ((pad, first, "start"), (right, last, "end")):
            if text:
                line = height - 0.6 * font_px
                parts.append(svg_text(x, line, text, font_px, colour=theme.INK3, anchor=anchor))
    return "".join([*parts, "</svg>"])


def _runs(known: Sequence[tuple[int, float]]) -> list[list[tuple[int, float]]]:
    """The known points cut at every gap."""
    runs: list[list[tuple[int, float]]] = []
    for point in known:
        if runs and runs[-1][-1][0] == point[0] - 1:
            runs[-1].append(point)
        else:
            runs.append([point])
    return runs
