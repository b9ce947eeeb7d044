"""Cells with two honest meanings: asked, not guessed. 无 may be 0 or unknown; 0.8 in a percent
column may be 80 % or 0.8 %."""

from __future__ import annotations

import unicodedata

import numpy as np
import numpy.typing as npt

from dashboard.domain.intake.answers import MISSING, PERCENT, SHARE, ZERO
from dashboard.domain.intake.cell_groups import Group
from dashboard.domain.intake.cells import clean
from dashboard.domain.intake.column import Places
from dashboard.domain.intake.problem import Problem, Problems

NOT_COUNTED = frozenset({"%", "分", "元", "万元"})


def is_none(cell: str) -> bool:
    """Whether the cell says 无."""
    return clean(cell) == "无"


def ask_none(group: Group, row: int, count: int, problems: Problems) -> None:
    """One question for the cells that say 无 where things are counted (the first is in ``row``); a
    percentage, a score or money of 无 is missing."""
    indicator = group.indicator
    if indicator.unit in NOT_COUNTED:
        return
    message = (
        f"“{indicator.name}”有 {count} 格写着“无”：是 0，还是没有数据？"
        "是 0 请填 0，没有数据请留空；或在这里选定。"
    )
    problems.append(
        Problem(
            row, group.heading, "无", "question", message, (ZERO, MISSING), indicator.code, "value"
        )
    )


def ask_shares(
    group: Group,
    values: npt.NDArray[np.float64],
    row_numbers: Places,
    told: str,
    problems: Problems,
    warnings: Problems,
) -> None:
    """Fractions below 1 without a % sign: a question for the column when nothing in it is larger,
    a problem for each beside cells with the sign, else a warning for each. ``values`` are those of
    the column's distinct texts; shares become percentages in place where ``told`` says SHARE."""
    read = ~np.isnan(values)
    used = np.zeros(len(values), dtype=bool)
    used[group.codes] = True
    used &= read
    signed = np.array(["%" in unicodedata.normalize("NFKC", text) if use else False
                       for text, use in zip(group.cells.texts, used, strict=True)])  # fmt: skip
    size = np.abs(values)
    doubtful = used & ~signed & (size > 0) & (size < 1)
    if not doubtful.any():
        return
    is_column = not signed.any() and bool((size[used] <= 1).all())
    if told == SHARE and (is_column or signed.any()):
        shares = used & ~signed & (size <= 1) if is_column else doubtful
        # 0.57 × 100 would be 56.99… in binary, and miss a threshold of 57.
        values[shares] = np.round(values[shares] * 100, 10)
    elif told == PERCENT:
        return
    elif is_column:
        row = group.rows[doubtful[group.codes]]
        said = f"这一列（{len(row)} 格）都不大于 1。"
        _tell(group, row[:1], values, row_numbers, "question", said, problems)
    else:
        rows = group.rows[doubtful[group.codes]]
        if signed.any():
            said = "同列有的带 %，这一格没有。"
            _tell(group, rows, values, row_numbers, "question", said, problems)
        else:
            said = "同列其他值大得多，请核对。"
            _tell(group, rows, values, row_numbers, "small_percent", said, warnings)


def _tell(
    group: Group,
    rows: Places,
    values: npt.NDArray[np.float64],
    row_numbers: Places,
    kind: str,
    said: str,
    problems: Problems,
) -> None:
    for row in rows:
        place = group.cells.codes[row]
        text, value = group.cells.texts[place], values[place]
        percent = f"{100 * value:g}"
        message = (
            f"“{text}”是份额还是百分数？“{group.indicator.name}”的单位是 %，{said}"
            f"是份额请改写成 {percent} 或 {percent}%，确是百分之 {value:g} 请写 {value:g}%。"
        )
        choices = (SHARE, PERCENT) if kind == "question" else ()
        problems.append(
            Problem(
                int(row_numbers[row]), group.heading, text, kind, message, choices,
                group.indicator.code if choices else "", "value" if choices else "",
            )
        )  # fmt: skip
