"""Values typed into a grid of villages and indicators: what was changed, what moved meanwhile, and
the table that is uploaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.domain.csv_file import table_csv

MOST_VILLAGES = 60
HEADINGS = ("村代码", "指标", "日期", "数值", "备注")

Cell = tuple[str, str]
"""Village code, indicator code."""


@dataclass(frozen=True)
class Change:
    """One changed cell: what stood there when the grid was opened (empty: nothing), and what was
    typed."""

    village: str
    indicator: str
    seen: str
    typed: str

    @property
    def cell(self) -> Cell:
        """Where it is."""
        return self.village, self.indicator


def changes(
    seen: Mapping[Cell, str], typed: Mapping[Cell, str]
) -> tuple[list[Change], list[Change]]:
    """The cells that were changed, and apart from them those that were emptied: an empty cell says
    nothing and erases nothing."""
    every = [
        Change(*cell, seen.get(cell, ""), text.strip())
        for cell, text in typed.items()
        if text.strip() != seen.get(cell, "")
    ]
    return [one for one in every if one.typed], [one for one in every if not one.typed]


def moved(made: Sequence[Change], now: Mapping[Cell, str]) -> list[tuple[Change, str]]:
    """The changes whose cell somebody else has changed since the grid was opened, each with what
    stands there now. Somebody who entered the same is no conflict."""
    return [
        (one, now.get(one.cell, ""))
        for one in made
        if now.get(one.cell, "") not in (one.seen, one.typed)
    ]


def as_csv(made: Sequence[Change], day: date, remark: str) -> bytes:
    """The changes as a long table, one a row, in their order. ``remark`` tells two saves apart that
    say the same: the second must count again when something else was stored in between."""
    rows = ((one.village, one.indicator, day, one.typed, remark) for one in made)
    return table_csv(HEADINGS, rows)


def slices(
    units: Sequence[tuple[str, str]], most: int = MOST_VILLAGES
) -> dict[tuple[str, int, int], list[str]]:
    """Units (code, 管区), in their order, by 管区 and at most ``most`` at a time; keys are the 管区
    and the first and last number in it (both 0 where the 管区 is whole)."""
    groups: dict[str, list[str]] = {}
    for code, group in units:
        groups.setdefault(group, []).append(code)
    cut: dict[tuple[str, int, int], list[str]] = {}
    for group, codes in groups.items():
        for start in range(0, len(codes), most):
            part = codes[start : start + most]
            whole = len(part) == len(codes)
            cut[group, 0 if whole else start + 1, 0 if whole else start + len(part)] = part
    return cut
