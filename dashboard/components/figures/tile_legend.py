"""The legend under the tile map, as HTML for ``st.html``."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

from dashboard.components import theme
from dashboard.components.figures.tile_layout import fill_of
from dashboard.components.formats import level_text, state_word
from dashboard.words import say


def swatch(fill: theme.Fill) -> str:
    """A 26×17 px sample of a fill."""
    ground = hatch(fill) if fill.hatched else fill.fill
    style = "dashed" if fill.dashed else "solid"
    return (
        f'<span style="display:inline-block;width:26px;height:17px;box-sizing:border-box;'
        f'vertical-align:-3px;background:{ground};border:1px {style} {fill.edge}"></span>'
    )


def hatch(fill: theme.Fill) -> str:
    """CSS background of a hatched fill."""
    return f"repeating-linear-gradient(135deg,{fill.fill} 0 4px,{theme.INK3} 4px 5px)"


def _entry(fill: theme.Fill, text: str) -> str:
    return f'<span style="white-space:nowrap">{swatch(fill)}&ensp;{html.escape(text)}</span>'


def _line(parts: Sequence[str]) -> str:
    return (
        '<div style="display:flex;flex-wrap:wrap;gap:6px 24px;margin-top:8px">'
        f"{''.join(parts)}</div>"
    )


def _wrap(lines: Sequence[str]) -> str:
    return (
        f'<div style="font-size:14px;line-height:1.5;color:{theme.INK2};'
        f'border-top:1px solid {theme.LINE};font-variant-numeric:tabular-nums">'
        f"{''.join(lines)}</div>"
    )


def tile_legend(
    counts: Mapping[object, int],
    *,
    mode: str = "level",
    star_names: Sequence[str] = (),
    low: str = "",
    high: str = "",
    line: str = "",
    top: float = 1.0,
) -> str:
    """The legend of `tile_map`.

    `counts` are villages by fill key: levels 0 to 5, or star states, or (mode 'share') only
    'unknown'. With `star_names` the order of the five positions and the glyphs are explained. In
    mode 'share' `low` and `high` name the ends of the ramp, `line` the threshold, and `top` is the
    share the highest value is drawn with, where the tiles leave the dark end out.
    """
    parts: list[str] = []
    if mode == "level":
        for level in reversed(range(len(theme.LEVEL_RAMP))):
            if level in counts:
                text = say("figures.legend_count", name=level_text(level), count=counts[level])
                parts.append(_entry(theme.LEVEL_RAMP[level], text))
    elif mode == "star":
        for state in theme.STAR_FILL:
            text = say("figures.legend_count", name=state_word(state), count=counts.get(state, 0))
            parts.append(_entry(fill_of(state, mode), text))
    else:
        parts.append(_ramp(low, high, top))
        if line:
            parts.append(f"<span>{html.escape(line)}</span>")
    if unknown := counts.get("unknown", 0):
        text = say("figures.legend_count", name=state_word("missing"), count=unknown)
        parts.append(_entry(theme.UNKNOWN, text))
    lines = [_line(parts)]
    if star_names:
        names = say("figures.comma").join(star_names)
        words = [say("figures.legend_order", names=names)]
        words += [f"{theme.GLYPHS[state]} {state_word(state)}" for state in ("won", "lost")]
        words.append(say("figures.legend_undetermined", glyph=theme.GLYPHS["undetermined"]))
        words.append(
            say("figures.legend_changes", up=theme.GLYPHS["up"], down=theme.GLYPHS["down"])
        )
        lines.append(_line([f"<span>{html.escape(word)}</span>" for word in words]))
    return _wrap(lines)


def _ramp(low: str, high: str, top: float) -> str:
    steps = "".join(
        f'<span style="display:inline-block;width:16px;height:17px;vertical-align:-3px;'
        f'background:{fill.fill}"></span>'
        for fill in theme.SEQUENTIAL_RAMP[: int(top * len(theme.SEQUENTIAL_RAMP)) + 1]
    )
    return (
        f'<span style="white-space:nowrap">{html.escape(low)}&ensp;'
        f'<span style="border:1px solid {theme.TILE_EDGE};display:inline-block;line-height:0;'
        f'vertical-align:-3px">{steps}</span>&ensp;{html.escape(high)}</span>'
    )
