"""Cells with two honest meanings: asked, not guessed. 无 may be 0 or unknown; 0.8 in a percent
column may be 80 % or 0.8 %."""

from __future__ import annotations

import unicodedata

import pandas as pd

from dashboard.domain.campaign import Indicator
from dashboard.domain.intake.cells import clean
from dashboard.domain.intake.problem import Problems

NOT_COUNTED = frozenset({"%", "分", "元", "万元"})


def is_none(cell: str) -> bool:
    """Whether the cell says 无."""
    return clean(cell) == "无"


def ask_none(cells: pd.DataFrame, indicator: Indicator, problems: Problems) -> None:
    """One question for the cells that say 无 where things are counted; a percentage, a score or
    money of 无 is missing."""
    if cells.empty or indicator.unit in NOT_COUNTED:
        return
    first = cells.iloc[0]
    message = (
        f"“{indicator.name}”有 {len(cells)} 格写着“无”：是 0，还是没有数据？"
        "是 0 请填 0，没有数据请留空。"
    )
    problems.add(
        int(first["row_number"]), str(first["column_name"]), str(first["cell"]), "question", message
    )


def ask_shares(
    cells: pd.DataFrame, indicator: Indicator, problems: Problems, warnings: Problems
) -> None:
    """Fractions below 1 without a % sign: a question for the column when nothing in it is larger,
    a problem for each beside cells with the sign, else a warning for each."""
    signed = cells["cell"].map(lambda text: "%" in unicodedata.normalize("NFKC", text)).astype(bool)
    size = cells["value"].abs()
    doubtful = cells[~signed & (size > 0) & (size < 1)]
    if doubtful.empty:
        return
    if signed.any():
        _tell(doubtful, "question", "同列有的带 %，这一格没有。", indicator, problems)
    elif (size <= 1).all():
        told = f"这一列（{len(doubtful)} 格）都不大于 1。"
        _tell(doubtful.head(1), "question", told, indicator, problems)
    else:
        _tell(doubtful, "small_percent", "同列其他值大得多，请核对。", indicator, warnings)


def _tell(
    cells: pd.DataFrame, kind: str, told: str, indicator: Indicator, problems: Problems
) -> None:
    for row in cells.to_dict("records"):
        text, percent = str(row["cell"]), f"{100 * row['value']:g}"
        message = (
            f"“{text}”是份额还是百分数？“{indicator.name}”的单位是 %，{told}"
            f"是份额请改写成 {percent} 或 {percent}%，确是百分之 {row['value']:g} 请写 {row['value']:g}%。"
        )
        problems.add(int(row["row_number"]), str(row["column_name"]), text, kind, message)
