"""The schematic map (one tile a village, grouped) as HTML: no WebGL, no network, any width."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd

from dashboard.components import theme
from dashboard.components.figures.tile_layout import fill_of
from dashboard.components.figures.tile_legend import hatch
from dashboard.components.formats import is_missing
from dashboard.words import say

CROWD = 60
"""From this number of villages on tiles are low and show no note."""
BAND, COLUMNS = 3, 6
"""Groups side by side, and columns of tiles over the whole width."""
LONG_NAME = 4

MARKS = frozenset(theme.GLYPHS[code] for code in ("won", "lost", "undetermined"))

TILE_CSS = f"""
.map{{display:flex;flex-wrap:wrap;gap:14px 16px;font-family:{theme.FONT};color:{theme.INK};
font-variant-numeric:tabular-nums;line-height:1.3}}
.group{{flex:1 1 calc((100% - 16px * (var(--band) - 1)) / var(--band));min-width:0;
max-width:100%;box-sizing:border-box}}
.group h4{{margin:0 0 6px;font-size:15px;font-weight:700}}
.group small{{margin-left:12px;font-size:13px;font-weight:400;color:{theme.INK2}}}
.tiles{{display:grid;grid-template-columns:repeat(var(--wide),minmax(0,1fr));gap:6px}}
.tile{{display:flex;flex-direction:column;justify-content:space-between;height:112px;padding:10px 8px;
border:1px solid;border-radius:1px;font:inherit;text-align:left;cursor:pointer;min-width:0}}
.tile:hover,.tile:focus-visible{{outline:2px solid {theme.INK3};outline-offset:1px}}
.tile[aria-pressed=true]{{outline:3px solid {theme.INK};outline-offset:1px}}
.crowd .tile{{height:66px;padding:7px 8px}}
.top{{display:flex;justify-content:space-between;align-items:baseline;gap:3px}}
.top b{{font-size:15px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;min-width:0}}
.top b.long{{font-size:13px}}
.top span,.note{{font-size:14px;white-space:nowrap}}
.marks{{display:flex;justify-content:space-between;font-size:17px;max-width:150px}}
.marks span{{width:17px;text-align:center}}
.other{{font-size:17px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}}
.note{{overflow:hidden;text-overflow:ellipsis;min-height:18px}}
.hatched > *{{background:{theme.PAGE};padding:0 3px;margin:0 -3px}}
@media (max-width:640px){{.tiles{{grid-template-columns:repeat(3,minmax(0,1fr))}}
.group{{flex-basis:100%}}}}
"""


def tile_html(tiles: pd.DataFrame, *, mode: str = "level", selected: str | None = None) -> str:
    """The tiles by group; each is a button with the village's code in `data-code`.

    `tiles` has one row per village in the order to draw: village_code, name (short), area_group,
    fill_key (see `fill_of`), corner (right of the name), glyphs (a row of ★☆? is spread over the
    tile, any other text starts at the left), note (bottom line), note_tone ('strong' is bold). Needs
    `TILE_CSS`.
    """
    is_crowd = len(tiles) >= CROWD
    groups = {str(name): rows for name, rows in tiles.groupby("area_group", sort=False)}
    band = min(BAND, max(1, len(groups)))
    parts = []
    for name, rows in groups.items():
        drawn = "".join(
            _tile(row, mode, selected, is_crowd=is_crowd) for row in rows.to_dict("records")
        )
        count = say("figures.group_count", count=len(rows))
        parts.append(
            f'<div class="group"><h4>{escape(name)}<small>{escape(count)}</small></h4>'
            f'<div class="tiles">{drawn}</div></div>'
        )
    return (
        f'<div class="map{" crowd" if is_crowd else ""}" role="group" '
        f'aria-label="{escape(say("map.alt", n=len(tiles)))}" '
        f'style="--band:{band};--wide:{COLUMNS // band}">{"".join(parts)}</div>'
    )


def _tile(row: Mapping[Any, Any], mode: str, selected: str | None, *, is_crowd: bool) -> str:
    fill = fill_of(row["fill_key"], mode)
    code, name = str(row["village_code"]), str(row["name"])
    corner = "" if is_missing(row["corner"]) else str(row["corner"])
    look = (
        f"background:{hatch(fill) if fill.hatched else fill.fill};color:{fill.text};"
        f"border-color:{fill.edge};border-style:{'dashed' if fill.dashed else 'solid'}"
    )
    kind = "tile hatched" if fill.hatched else "tile"
    long = ' class="long"' if len(name) > LONG_NAME else ""
    return (
        f'<button type="button" class="{kind}" style="{look}" data-code="{escape(code)}" '
        f'title="{escape(name)}" aria-pressed="{"true" if code == selected else "false"}">'
        f'<span class="top"><b{long}>{escape(name)}</b><span>{escape(corner)}</span></span>'
        f"{_glyphs(row['glyphs'])}{'' if is_crowd else _note(row)}</button>"
    )


def _glyphs(text: object) -> str:
    glyphs = "" if is_missing(text) else str(text).strip()
    if glyphs and set(glyphs) <= MARKS:
        undetermined = theme.GLYPHS["undetermined"]
        marks = (f"<b>{one}</b>" if one == undetermined else one for one in glyphs)
        return f'<span class="marks">{"".join(f"<span>{one}</span>" for one in marks)}</span>'
    return f'<span class="other">{escape(glyphs)}</span>'


def _note(row: Mapping[Any, Any]) -> str:
    note = "" if is_missing(row["note"]) else escape(str(row["note"]))
    bold = f"<b>{note}</b>" if note and row.get("note_tone") == "strong" else note
    return f'<span class="note">{bold}</span>'
