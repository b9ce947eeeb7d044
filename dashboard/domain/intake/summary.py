"""Rows that are no village: totals, averages, notes and signatures are left out with a notice."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from dashboard.domain.intake.cells import clean
from dashboard.domain.intake.known import Known, TableKind
from dashboard.domain.intake.privacy import masked
from dashboard.domain.intake.problem import Notices
from dashboard.domain.intake.sheet import Sheet

_TOTAL = re.compile(
    r"(?:本页|本表|各村|全镇|全乡|全街道|\w{0,8}管区|\w{0,8}片区?)?"
    r"(?:合计|总合计|小计|总计|共计|累计|汇总|平均|平均值|平均数|均值|平均分|最高|最低|最大值|最小值)"
    r"(?:数|行|[:：].*|\(.*\))?|全镇|全乡|全街道"
)
_NOTE = re.compile(
    r"(?:备注|说明|填表说明|注|注意|附注|填表人|填报人|填表|填报|制表人|制表|经办人|审核人|审核|复核人|复核"
    r"|负责人|单位负责人|主要负责人|分管领导|联系人|联系电话|电话|签字|签名|盖章|填表单位|填报单位|填表日期"
    r"|填报日期|填表时间|填报时间|制表日期|报送单位|报送日期|报送时间)(?:[:：(].*)?|注[:：\d].*"
)
PLACES = ("village", "village_code", "mentor", "mentor_code")
_GRAND = re.compile(
    r"(?:本表|各村|全镇|全乡|全街道)?(?:合计|总合计|总计|共计)(?:数|行|\(.*\))?|全镇|全乡|全街道"
)


@dataclass(frozen=True)
class Total:
    """A row that gives the sum of all others: its number and its cells by heading."""

    row: int
    cells: dict[str, str]


def drop_summaries(
    sheet: Sheet, kind: TableKind, places: dict[str, int], known: Known, notices: Notices
) -> tuple[Sheet, list[Total]]:
    """The sheet without such rows, and what the totals of all rows were; what is a village's name
    or alias stays."""
    own = [places[name] for name in PLACES if name in places]
    if not own:
        return sheet, []
    dropped, totals = [], []
    for place in _suspects(sheet, own, known):
        cells = [one.cell(place) for one in sheet.columns]
        text = _label(cells, own)
        if not text or not _is_left_out(text, known):
            continue
        number = int(sheet.row_numbers[place])
        dropped.append(place)
        if _GRAND.fullmatch(clean(text)):
            totals.append(Total(number, dict(zip(sheet.header, cells, strict=True))))
        shown = masked(text)
        message = f"第 {number} 行“{shown[:30]}”不是村，是合计或说明，没有读入。"
        notices.add(number, sheet.header[own[0]], shown, "summary_row", message)
    return (sheet.without_rows(dropped) if dropped else sheet), totals


def _suspects(sheet: Sheet, own: list[int], known: Known) -> list[int]:
    """The places of rows with such a word where the village stands, or with nothing there."""
    unnamed = np.ones(len(sheet), dtype=bool)
    worded = np.zeros(len(sheet), dtype=bool)
    for place in own:
        column = sheet.columns[place]
        unnamed &= column.where(lambda text: not text.strip())
        worded |= column.where(lambda text: _is_left_out(text, known))
    found: list[int] = np.flatnonzero(unnamed | worded).tolist()
    return found


def _is_left_out(text: str, known: Known) -> bool:
    return is_summary(text) and known.village(text) is None


def is_summary(text: str) -> bool:
    """Whether a cell in the place of a village names a total or a note."""
    plain = clean(text)
    return bool(_TOTAL.fullmatch(plain) or _NOTE.fullmatch(plain))


def _label(cells: list[str], own: list[int]) -> str:
    """The village cell of a row, or its first filled cell where all village cells are blank."""
    named = [cells[place] for place in own if cells[place].strip()]
    return next(iter(named), None) or next((cell for cell in cells if cell.strip()), "")
