"""The schematic map (one tile a village, grouped) as a Plotly figure that needs no WebGL."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.components import theme
from dashboard.components.figures.ticks import text_width
from dashboard.components.figures.tile_layout import Box, Measure, Plan, arrange, fill_of
from dashboard.components.formats import is_missing
from dashboard.words import say

HIT_TRACE = "hit"
CROWD = 60
"""From this number of villages on tiles are low and show no note."""

PAD = 8
EDGE = 5
MARKS = frozenset(theme.GLYPHS[code] for code in ("won", "lost", "undetermined"))


@dataclass
class _Texts:
    """The texts of one colour, gathered for one trace."""

    x: list[float] = field(default_factory=list)
    y: list[float] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    size: list[int] = field(default_factory=list)
    position: list[str] = field(default_factory=list)

    def add(self, x: float, y: float, text: str, size: int, position: str) -> None:
        """One text with its baseline box at (x, y)."""
        self.x.append(x)
        self.y.append(y)
        self.text.append(text)
        self.size.append(size)
        self.position.append(f"middle {position}")


def tile_map(
    tiles: pd.DataFrame,
    *,
    mode: str = "level",
    selected: str | None = None,
    columns_per_group: int = 2,
    compact: bool = False,
    tile_height: int | None = None,
    group_notes: Mapping[str, str] | None = None,
) -> go.Figure:
    """The tile map; its height in px is `figure.layout.height`, its width that of the container.

    `tiles` has one row per village in the order to draw: village_code, name (short), area_group,
    fill_key (see `fill_of`), corner (right of the name), glyphs (a row of ★☆? is spread
    over the tile, any other text starts at the left), note (bottom line), note_tone ('strong' is
    bold). Tiles fit their texts from 107 px width on: six columns on 690 px, or three with
    `compact` for a phone. `group_notes` replaces the count beside a group's name.

    A click returns the code as `customdata` of the trace named `HIT_TRACE`.
    """
    crowded = len(tiles) >= CROWD
    measure = Measure(height=tile_height or (66 if crowded else 104))
    if compact:
        measure = replace(measure, width=101, columns=3)
    groups = [str(group) for group in tiles["area_group"]]
    plan = arrange(groups, measure, measure.columns if compact else columns_per_group)
    fills = [fill_of(key, mode) for key in tiles["fill_key"]]
    figure = go.Figure(layout=_frame(plan))
    for fill in dict.fromkeys(fills):
        alike = [box for box, one in zip(plan.boxes, fills, strict=True) if one is fill]
        figure.add_trace(_ground(fill, alike))
    if theme.UNKNOWN in fills:
        figure.add_trace(_plates(tiles, plan.boxes, fills, crowded))
    texts: dict[str, _Texts] = {}
    rows = tiles.to_dict("records")
    for row, box, fill in zip(rows, plan.boxes, fills, strict=True):
        _write(texts.setdefault(fill.text, _Texts()), row, box, crowded)
    _head(texts.setdefault(theme.INK, _Texts()), plan, groups, group_notes or {})
    for colour, gathered in texts.items():
        figure.add_trace(_text_trace(colour, gathered))
    figure.add_trace(_hit(tiles, plan.boxes))
    codes = [str(code) for code in tiles["village_code"]]
    if selected in codes:
        figure.add_shape(_selected(plan.boxes[codes.index(selected)]))
    return figure


def _frame(plan: Plan) -> dict[str, Any]:
    hidden = {"visible": False, "fixedrange": True}
    return theme.layout(
        round(plan.height + 2 * EDGE),
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        hovermode="closest",
        hoverdistance=50,
        clickmode="event+select",
        uirevision="tiles",
        xaxis={**hidden, "range": [-EDGE, plan.width + EDGE]},
        yaxis={**hidden, "range": [plan.height + EDGE, -EDGE]},
    )


def _outline(boxes: list[Box]) -> tuple[list[float | None], list[float | None]]:
    x: list[float | None] = []
    y: list[float | None] = []
    for box in boxes:
        right, bottom = box.left + box.width, box.top + box.height
        x += [box.left, right, right, box.left, box.left, None]
        y += [box.top, box.top, bottom, bottom, box.top, None]
    return x, y


def _ground(fill: theme.Fill, boxes: list[Box]) -> go.Scatter:
    x, y = _outline(boxes)
    trace = go.Scatter(
        x=x, y=y, fill="toself", mode="lines", fillcolor=fill.fill, hoverinfo="skip",
        line={"color": fill.edge, "width": 1, "dash": "4px,3px" if fill.dashed else "solid"},
    )  # fmt: skip
    if fill.hatched:
        trace.fillpattern = {
            "shape": "/", "fgcolor": theme.INK3, "bgcolor": fill.fill, "size": 7, "solidity": 0.18,
        }  # fmt: skip
    return trace


def _lines(box: Box, crowded: bool) -> tuple[float, float, float]:
    """Heights of name, glyphs and note."""
    if crowded:
        return box.top + 21, box.top + 47, box.top + 47
    return box.top + 0.22 * box.height, box.top + 0.52 * box.height, box.top + 0.82 * box.height


def _plates(
    tiles: pd.DataFrame, boxes: list[Box], fills: list[theme.Fill], crowded: bool
) -> go.Scatter:
    """Grounds of the page colour behind the texts of hatched tiles, so that they can be read."""
    plates: list[Box] = []
    for row, box, fill in zip(tiles.to_dict("records"), boxes, fills, strict=True):
        name, glyphs, note = _lines(box, crowded)
        shown = [name]
        shown += [] if is_missing(row["glyphs"]) else [glyphs]
        shown += [] if is_missing(row["note"]) or crowded else [note]
        if fill.hatched:
            plates += [Box(box.left + 4, y - 12, box.width - 8, 24) for y in shown]
    x, y_values = _outline(plates)
    return go.Scatter(
        x=x, y=y_values, fill="toself", mode="lines", fillcolor=theme.UNKNOWN.fill,
        hoverinfo="skip", line={"width": 0, "color": theme.UNKNOWN.fill},
    )  # fmt: skip


def _write(texts: _Texts, row: dict[Any, Any], box: Box, crowded: bool) -> None:
    name_y, glyphs_y, note_y = _lines(box, crowded)
    left, right = box.left + PAD, box.left + box.width - PAD
    room = right - left
    if not is_missing(row["corner"]):
        corner, size = fit(str(row["corner"]), room / 2, (14, 13, 12))
        texts.add(right, name_y, _safe(corner), size, "left")
        room -= text_width(corner, size) + 3
    name, size = fit(str(row["name"]), room, (15, 14, 13, 12))
    texts.add(left, name_y, f"<b>{_safe(name)}</b>", size, "right")
    glyphs = "" if is_missing(row["glyphs"]) else str(row["glyphs"]).strip()
    if glyphs and set(glyphs) <= MARKS:
        first, last = left + 8.5, right - 8.5
        for place, glyph in enumerate(glyphs):
            at = first + (last - first) * place / max(1, len(glyphs) - 1)
            bold = f"<b>{glyph}</b>" if glyph == theme.GLYPHS["undetermined"] else glyph
            texts.add(at, glyphs_y, bold, 17, "center")
    elif glyphs:
        glyphs, size = fit(glyphs, right - left, (17, 15, 13))
        texts.add(left, glyphs_y, _safe(glyphs), size, "right")
    if not crowded and not is_missing(row["note"]):
        note, size = fit(str(row["note"]), right - left, (14, 13))
        strong = row.get("note_tone") == "strong"
        texts.add(left, note_y, f"<b>{_safe(note)}</b>" if strong else _safe(note), size, "right")


def fit(text: str, room: float, sizes: Sequence[int]) -> tuple[str, int]:
    """`text` and the first of `sizes` (px) at which it fits `room`; cut with … if none does."""
    for size in sizes:
        if text_width(text, size) <= room:
            return text, size
    while len(text) > 1 and text_width(f"{text}…", sizes[-1]) > room:
        text = text[:-1]
    return f"{text}…", sizes[-1]


def _head(texts: _Texts, plan: Plan, groups: list[str], notes: Mapping[str, str]) -> None:
    for heading in plan.headings:
        count = say("figures.group_count", count=groups.count(heading.group))
        note = notes.get(heading.group, count)
        text = (
            f"<b>{_safe(heading.group)}</b>\u3000"
            f'<span style="font-size:13px;color:{theme.INK2}">{_safe(note)}</span>'
        )
        texts.add(heading.left, heading.top + 12, text, 15, "right")


def _safe(text: object) -> str:
    return html.escape(str(text), quote=False)


def _text_trace(colour: str, texts: _Texts) -> go.Scatter:
    font = {"color": colour, "size": texts.size, "family": theme.FONT}
    return go.Scatter(
        x=texts.x, y=texts.y, mode="text", text=texts.text, textposition=texts.position,
        textfont=font, hoverinfo="skip", cliponaxis=False,
        unselected={"textfont": {"color": colour}}, selected={"textfont": {"color": colour}},
    )  # fmt: skip


def _hit(tiles: pd.DataFrame, boxes: list[Box]) -> go.Scatter:
    invisible = {"marker": {"opacity": 0}}
    return go.Scatter(
        name=HIT_TRACE,
        x=[box.left + box.width / 2 for box in boxes],
        y=[box.top + box.height / 2 for box in boxes],
        mode="markers",
        marker={"symbol": "square", "size": min((box.height for box in boxes), default=1),
                "opacity": 0},
        customdata=[str(code) for code in tiles["village_code"]],
        hoverinfo="none",
        selected=invisible,
        unselected=invisible,
    )  # fmt: skip


def _selected(box: Box) -> dict[str, Any]:
    return {
        "type": "rect", "layer": "above", "line": {"color": theme.INK, "width": 3},
        "x0": box.left - 3, "x1": box.left + box.width + 3,
        "y0": box.top - 3, "y1": box.top + box.height + 3,
    }  # fmt: skip
