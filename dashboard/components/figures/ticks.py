"""Ticks and label places, reckoned here so that they never depend on the browser."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pandas as pd

from dashboard.words import say


def series(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """The rows whose `column` is known, by date, with as_of as timestamps."""
    known = frame.loc[frame[column].notna(), ["as_of", column]].copy()
    known["as_of"] = pd.to_datetime(known["as_of"])
    return known.sort_values("as_of", ignore_index=True)


def text_width(text: str, size: float) -> int:
    """Width of a text in px at a font size, estimated from above (a CJK character is one em)."""
    narrow = sum(0.25 if char == " " else 0.58 for char in text if ord(char) < 0x2000)
    return round(size * (narrow + sum(ord(char) >= 0x2000 for char in text)))


def month_ticks(
    start: pd.Timestamp, end: pd.Timestamp, most: int = 6
) -> tuple[list[pd.Timestamp], list[str]]:
    """Places and texts of at most `most` month ticks; the outer two carry the word month."""
    start, end = pd.Timestamp(start), pd.Timestamp(end)
    months = pd.period_range(start, end, freq="M")
    step = -(-len(months) // most)
    chosen = months[::step]
    places = [max(start, month.start_time) for month in chosen]
    if len(places) > 1 and (places[1] - places[0]).days < 12 * step:
        places, chosen = places[1:], chosen[1:]
    texts = [f"{month.month:02d}" for month in chosen]
    for outer in {0, len(texts) - 1}:
        texts[outer] = say("formats.month", month=texts[outer])
    return places, texts


def count_ticks(low: float, high: float, most: int = 5) -> tuple[float, float, float]:
    """Round bounds and step for counts, with at most `most` steps."""
    for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000):
        bottom = low // step * step
        top = max(-(-high // step) * step, bottom + step)
        if (top - bottom) / step <= most:
            break
    return bottom, top, step


def spread(places: Sequence[float], step: float, low: float, high: float) -> list[float]:
    """`places` moved as little as needed to lie `step` apart, inside low to high if room is."""
    order = sorted(range(len(places)), key=lambda index: places[index])
    moved = list(places)
    for _ in range(50):
        for upper, lower in itertools.pairwise(order):
            lack = step - (moved[lower] - moved[upper])
            if lack > 0:
                moved[upper] -= lack / 2
                moved[lower] += lack / 2
        if order:
            moved[order[0]] = max(low, moved[order[0]])
            moved[order[-1]] = min(high, moved[order[-1]])
    return moved
