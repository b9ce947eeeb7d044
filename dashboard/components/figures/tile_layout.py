"""Where each tile of the schematic map stands, and how it is filled."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.components import theme
from dashboard.components.formats import is_missing

MODES = ("level", "star", "share")


@dataclass(frozen=True)
class Measure:
    """Sizes of the map in units of x and y; a unit of y is a pixel, one of x at least about one."""

    width: float = 107
    height: float = 104
    gap: float = 6
    group_gap: float = 16
    head: float = 30
    band_gap: float = 16
    columns: int = 6


@dataclass(frozen=True)
class Box:
    """A rectangle from its left upper corner; y grows downwards."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Heading:
    """A group's name and where its heading starts."""

    group: str
    left: float
    top: float


@dataclass(frozen=True)
class Plan:
    """The whole map: one box per tile in the order given, one heading per group."""

    boxes: list[Box]
    headings: list[Heading]
    width: float
    height: float


def arrange(groups: Sequence[str], measure: Measure, columns_per_group: int = 2) -> Plan:
    """Place tiles, given each tile's group, group after group in order of first appearance.

    Groups stand side by side as far as `measure.columns` reach, then wrap into the next band. When
    fewer groups than fit exist they share all columns. ValueError for fewer than one column.
    """
    if columns_per_group < 1 or measure.columns < 1:
        raise ValueError(f"columns must be at least 1: {columns_per_group}, {measure.columns}")
    order = list(dict.fromkeys(groups))
    per_band = max(1, measure.columns // columns_per_group)
    wide = max(1, measure.columns // max(1, min(len(order), per_band)))
    step_x, step_y = measure.width + measure.gap, measure.height + measure.gap
    span = wide * step_x - measure.gap + measure.group_gap
    boxes: list[Box | None] = [None] * len(groups)
    headings: list[Heading] = []
    top = 0.0
    for start in range(0, len(order), per_band):
        band = order[start : start + per_band]
        lines = 0
        for place, group in enumerate(band):
            headings.append(Heading(group, place * span, top))
            members = [index for index, name in enumerate(groups) if name == group]
            for spot, index in enumerate(members):
                row, column = divmod(spot, wide)
                boxes[index] = Box(
                    place * span + column * step_x,
                    top + measure.head + row * step_y,
                    measure.width,
                    measure.height,
                )
            lines = max(lines, math.ceil(len(members) / wide))
        top += measure.head + lines * step_y - measure.gap + measure.band_gap
    across = min(len(order), per_band) or 1
    return Plan(
        [box for box in boxes if box is not None],
        headings,
        across * span - measure.group_gap,
        max(0.0, top - measure.band_gap),
    )


def fill_of(key: object, mode: str) -> theme.Fill:
    """The fill of a tile by its key.

    'unknown' or missing is hatched and 'plain' empty in every mode. Mode 'level' takes 0 to 5,
    'star' takes 'won', 'lost', 'undetermined', 'share' a number from 0 to 1 of the sequential ramp
    (outside is clipped). ValueError for an unknown mode or key.
    """
    if mode not in MODES:
        raise ValueError(f"unknown mode {mode!r}; known: {', '.join(MODES)}")
    if key == "unknown" or is_missing(key):
        return theme.UNKNOWN
    if key == "plain":
        return theme.PLAIN
    if mode == "star" and isinstance(key, str) and key in theme.STAR_FILL:
        return theme.STAR_FILL[key]
    if mode != "star" and not isinstance(key, str):
        value = float(key)  # type: ignore[arg-type]
        if mode == "share":
            steps = len(theme.SEQUENTIAL_RAMP)
            return theme.SEQUENTIAL_RAMP[min(steps - 1, max(0, int(value * steps)))]
        if value in range(len(theme.LEVEL_RAMP)):
            return theme.LEVEL_RAMP[int(value)]
    raise ValueError(f"unknown fill key {key!r} in mode {mode!r}")
