"""Colours, type and the Plotly template: the only module that names a colour.

The palette is that of ``.streamlit/config.toml``; every pair of text and ground used here has a
contrast of at least 4.5 (tested).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

PAGE = "#F7F5F0"
PANEL = "#EFECE4"
LINE = "#D6D1C4"
HAIR = "#E4E0D6"
RULE = "#A39D8E"
INK = "#1F1D1A"
INK2 = "#4F4B44"
INK3 = "#625D53"
GREY_LINE = "#706B60"
ROW_MARK = "#E9E5DB"
RED = "#9E1B1B"
GOLD = "#875900"
GREEN = "#25633A"
AMBER = "#7A5200"
WHITE = "#FFFFFF"
CARRIED = "#BDB5A3"
TILE_EDGE = "#B59A5A"
CLEAR = "rgba(0,0,0,0)"

RED_GROUND = "#F7E3E0"
AMBER_GROUND = "#F8EBC4"
GREEN_GROUND = "#E4EFE4"
NEUTRAL_GROUND = "#E8E4DA"

FONT = "'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"

TONES = {"": INK, "ink2": INK2, "ink3": INK3, "red": RED, "amber": AMBER, "green": GREEN,
         "gold": GOLD}  # fmt: skip
"""Text colour by tone."""

GROUNDS = {"": CLEAR, "red": RED_GROUND, "amber": AMBER_GROUND, "green": GREEN_GROUND,
           "neutral": NEUTRAL_GROUND, "mark": ROW_MARK}  # fmt: skip
"""Cell and badge ground by tone."""


@dataclass(frozen=True)
class Fill:
    """How one class of tile is drawn; `hatched` fills carry text on plates of the page colour."""

    fill: str
    text: str
    edge: str
    dashed: bool = False
    hatched: bool = False


LEVEL_RAMP = (
    Fill(WHITE, INK, INK3, dashed=True),
    Fill("#F3E8CD", INK, TILE_EDGE),
    Fill("#E3CB8F", INK, TILE_EDGE),
    Fill("#C79C45", INK, "#C79C45"),
    Fill("#8D6418", WHITE, "#8D6418"),
    Fill("#4A3208", WHITE, "#4A3208"),
)
"""Fill of a village by the number of stars won, 0 to 5."""

SEQUENTIAL = ("#FBF7EC", "#F3E8CD", "#EBDAAE", "#E3CB8F", "#D5B46A", "#C79C45", "#AA802F",
              "#8D6418", "#6C4B10", "#4A3208")  # fmt: skip
"""Ramp for the values of an indicator, light = low."""

SEQUENTIAL_RAMP = tuple(
    Fill(colour, INK if step < 7 else WHITE, TILE_EDGE if step < 5 else colour)
    for step, colour in enumerate(SEQUENTIAL)
)
UNKNOWN = Fill(PAGE, INK, INK3, hatched=True)
PLAIN = Fill(PAGE, INK, LINE)
STAR_FILL = {"won": LEVEL_RAMP[3], "lost": Fill(WHITE, INK, INK3), "undetermined": UNKNOWN}
"""Fill of a village by the state of one star."""

GLYPHS = {
    "won": "★",
    "lost": "☆",
    "undetermined": "?",
    "up": "▲",
    "down": "▼",
    "late": "■",
    "running": "▲",
    "closed": "√",
    "waiting": "○",
    "unknown": "?",
}
"""Glyph by meaning, all in GBK (▼ is not in GB2312); colour, glyph and word come together."""

TONE_OF = {"red": "red", "yellow": "amber", "green": "green"}
"""The three colours of items and projects, each with its tone."""
INK_OF = {one: TONES[tone] for one, tone in TONE_OF.items()}
GROUND_OF = {one: GROUNDS[tone] for one, tone in TONE_OF.items()}
GLYPH_OF = {"red": GLYPHS["late"], "yellow": GLYPHS["running"], "green": GLYPHS["closed"]}

COLORWAY = (INK, GREY_LINE, "#C79C45", RED, GREEN)

_AXIS: dict[str, Any] = {
    "fixedrange": True,
    "zeroline": False,
    "showgrid": False,
    "showline": True,
    "linecolor": LINE,
    "ticks": "",
    "tickangle": 0,
    "tickfont": {"size": 12, "color": INK3},
    "ticklabelstandoff": 3,
    "gridcolor": HAIR,
    "automargin": False,
}


def template() -> go.layout.Template:
    """The one Plotly template of every figure (look.md, Charts)."""
    return go.layout.Template(
        layout={
            "paper_bgcolor": CLEAR,
            "plot_bgcolor": CLEAR,
            "font": {"family": FONT, "size": 14, "color": INK},
            "margin": {"l": 8, "r": 64, "t": 8, "b": 24},
            "showlegend": False,
            "hovermode": "x unified",
            "hoverlabel": {"bgcolor": PAGE, "bordercolor": LINE, "font": {"family": FONT}},
            "dragmode": False,
            "colorway": list(COLORWAY),
            "xaxis": _AXIS,
            "yaxis": _AXIS,
        }
    )


def layout(height: int, **over: Any) -> dict[str, Any]:
    """Layout arguments of a figure `height` px high; `over` replaces single entries."""
    return {"template": template(), "height": height, **over}


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio of two #RRGGBB colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
