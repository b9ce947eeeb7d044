"""The schematic map as SVG text for slides: name, level and glyphs, nothing below 24 px."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from dashboard.components import theme
from dashboard.components.figures.spark import svg_open, svg_text
from dashboard.components.figures.ticks import text_width
from dashboard.components.figures.tile_layout import Box, Measure, Plan, arrange, fill_of
from dashboard.components.formats import is_missing
from dashboard.words import say

SMALLEST = 24
NAME = 27
GAP = 8


def tile_svg(
    tiles: pd.DataFrame,
    width: float = 1192,
    height: float = 470,
    *,
    mode: str = "level",
    group_notes: Mapping[str, str] | None = None,
    title: str = "",
) -> str:
    """The map of `tile_map`'s `tiles` filling width × height px; notes are left out.

    The row of glyphs is left out where tiles are lower than two lines. ValueError when even one
    line of 24 px does not fit: show fewer villages on a slide.
    """
    groups = [str(group) for group in tiles["area_group"]]
    plan, measure = _plan(groups, width, height)
    has_glyphs = measure.height >= 2.6 * SMALLEST
    parts = [svg_open(width, height, title), _hatch()]
    for heading in plan.headings:
        note = (group_notes or {}).get(
            heading.group, say("figures.group_count", count=groups.count(heading.group))
        )
        y = heading.top + measure.head / 2 - 2
        parts.append(svg_text(heading.left, y, heading.group, SMALLEST, bold=True))
        shift = text_width(heading.group, SMALLEST) + SMALLEST / 2
        parts.append(svg_text(heading.left + shift, y, note, SMALLEST, colour=theme.INK2))
    for row, box in zip(tiles.to_dict("records"), plan.boxes, strict=True):
        fill = fill_of(row["fill_key"], mode)
        parts.append(_ground(box, fill))
        glyphs = "" if is_missing(row["glyphs"]) or not has_glyphs else str(row["glyphs"])
        parts += _texts(box, fill, str(row["name"]), row["corner"], glyphs)
    return "".join([*parts, "</svg>"])


def _plan(groups: list[str], width: float, height: float) -> tuple[Plan, Measure]:
    """The arrangement with the fewest columns whose tiles fit, at least one line high."""
    for columns in (6, 7):
        group_count = len(set(groups))
        per_group = max(1, columns // max(1, min(group_count, columns // 2)))
        unit = Measure(width=1, height=1, gap=0, group_gap=0, head=0, band_gap=0, columns=columns)
        grid = arrange(groups, unit, per_group)
        across, down = max(1, round(grid.width)), max(1, round(grid.height))
        bands = len({heading.top for heading in grid.headings})
        in_band = max(1, math.ceil(group_count / max(1, bands)))
        head, group_gap = SMALLEST * 1.6, 2 * GAP
        tile_width = (width - (across - in_band) * GAP - (in_band - 1) * group_gap) / across
        free = height - bands * head - (down - bands) * GAP - max(0, bands - 1) * GAP
        tile_height = min(free / down, 110)
        if tile_height >= 1.5 * SMALLEST:
            measure = Measure(tile_width, tile_height, GAP, group_gap, head, GAP, columns)
            return arrange(groups, measure, per_group), measure
    raise ValueError(f"{len(groups)} tiles do not fit on {width:g}×{height:g} px at 24 px text")


def _hatch() -> str:
    return (
        '<defs><pattern id="xt-hatch" width="9" height="9" patternUnits="userSpaceOnUse">'
        f'<rect width="9" height="9" fill="{theme.UNKNOWN.fill}"/>'
        f'<path d="M-2 11L11 -2" stroke="{theme.INK3}" stroke-width="1.2"/></pattern></defs>'
    )


def _rect(box: Box, fill: str, edge: str = "none", dashed: bool = False) -> str:
    dash = ' stroke-dasharray="6 4"' if dashed else ""
    return (
        f'<rect x="{box.left:.1f}" y="{box.top:.1f}" width="{box.width:.1f}" '
        f'height="{box.height:.1f}" fill="{fill}" stroke="{edge}"{dash}/>'
    )


def _ground(box: Box, fill: theme.Fill) -> str:
    inside = Box(box.left + 0.5, box.top + 0.5, box.width - 1, box.height - 1)
    if not fill.hatched:
        return _rect(inside, fill.fill, fill.edge, fill.dashed)
    plate = Box(box.left + 7, box.top + 7, box.width - 14, box.height - 14)
    return _rect(inside, "url(#xt-hatch)", fill.edge) + _rect(plate, fill.fill)


def _texts(box: Box, fill: theme.Fill, name: str, corner: object, glyphs: str) -> list[str]:
    first = box.top + box.height * (0.3 if glyphs else 0.5)
    left, right = box.left + 10, box.left + box.width - 10
    size = NAME if glyphs else SMALLEST
    shown = "" if is_missing(corner) else str(corner)
    room = right - left - (text_width(shown, SMALLEST) + 6 if shown else 0)
    if text_width(name, size) > room:
        size = SMALLEST
    parts = [svg_text(left, first, name, size, colour=fill.text, bold=True)]
    if shown:
        parts.append(svg_text(right, first, shown, SMALLEST, colour=fill.text, anchor="end"))
    step = (right - left - 28) / max(1, len(glyphs) - 1)
    for place, glyph in enumerate(glyphs):
        parts.append(
            svg_text(left + 14 + place * step, box.top + box.height * 0.73, glyph, 28,
                     colour=fill.text, anchor="middle",
                     bold=glyph == theme.GLYPHS["undetermined"])
        )  # fmt: skip
    return parts
