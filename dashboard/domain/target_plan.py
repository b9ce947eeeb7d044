"""Targets edited on a page: the table that is uploaded for what was changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.domain.csv_file import table_csv
from dashboard.domain.grid import Change

HEADINGS = ("村代码", "年度", "季度", "目标星数", "目标级别", "目标星", "理由", "备注")
PARTS = ("stars", "level", "named")
BETWEEN = "、"

Key = tuple[str, int]
"""Village code, quarter."""


@dataclass(frozen=True)
class Target:
    """What is planned for a village by a quarter's end, as texts: number of stars, level ('' as many
    as stars), names of stars, and why it is lower than before."""

    stars: str = ""
    level: str = ""
    named: str = ""
    reason: str = ""


def changed(
    made: Sequence[Change], part: str, standing: Mapping[Key, Target], reason: str
) -> list[tuple[Key, Target]]:
    """The whole targets after the changes of one part (their cells are village code and quarter): the
    other parts stay as they stand now, whoever set them, and the reason where none is given."""
    rows = []
    for one in made:
        key = one.village, int(one.indicator)
        now = standing.get(key, Target())
        told = {part: one.typed} | ({"reason": reason} if reason else {})
        rows.append((key, replace(now, **told)))
    return rows


def as_csv(rows: Sequence[tuple[Key, Target]], year: int, remark: str) -> bytes:
    """The targets as a table, one a row, in their order. ``remark`` tells two saves apart that say the
    same: the second must count again when something else was stored in between."""
    return table_csv(HEADINGS, (
        (village, year, quarter, one.stars, one.level, one.named, one.reason, remark)
        for (village, quarter), one in rows
    ))  # fmt: skip
