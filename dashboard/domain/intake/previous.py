"""同上期: an entry cell that repeats the last value, which stands beside it in a column 上期值.

Columns headed 上期值 are for comparison and never read by themselves. What a cell repeats is only
ever taken from its own row of such a column; 同上 alone may mean the row above, and is not guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from dashboard.domain.intake.cells import clean, is_blank
from dashboard.domain.intake.column import Column
from dashboard.domain.intake.known import Known, heading_key
from dashboard.domain.intake.problem import Problems
from dashboard.domain.intake.sheet import Sheet

Mask = npt.NDArray[np.bool_]

MARK = "上期值"
SAME = frozenset(
    {"同上期", "同上期值", "与上期相同", "与上期一致", "同上次", "同上周", "同上月", "同上季", "同上季度", "同上年",
     "同上年度", "同去年"}
)  # fmt: skip
UNSURE = frozenset({"同上", "〃"})
LONGEST = 16  # characters, spaces among them, of what may be such a word


def is_previous(heading: str) -> bool:
    """Whether a column holds last values for comparison, and is not read."""
    return heading_key(heading).startswith(MARK)


def previous_of(header: Sequence[str], known: Known, value_at: int | None = None) -> dict[int, int]:
    """Place of an entry column → place of the column with its last values. In a long table
    (``value_at`` is the place of its values) the first 上期值 belongs to the values."""
    places = [place for place, heading in enumerate(header) if is_previous(heading)]
    if value_at is not None:
        return {value_at: places[0]} if places else {}
    of_code: dict[str, int] = {}
    for place in places:
        code = known.indicator(heading_key(header[place]).removeprefix(MARK).lstrip(":_-"))
        if code is not None:
            of_code.setdefault(code, place)
    entries = {
        place: known.indicator(heading)
        for place, heading in enumerate(header)
        if heading and not is_previous(heading)
    }
    return {place: of_code[code] for place, code in entries.items() if code in of_code}


def fill_same(cells: Column, previous: Column | None) -> tuple[Column, Mask]:
    """The cells with each 同上期 replaced by the cell of ``previous`` in its row, and which of them
    could not be: no such column, nothing in it, or a word that may mean the row above. Those come
    back blank."""
    meant = np.array(cells.judged(_word), dtype=np.int8)[cells.codes]
    if not meant.any():
        return cells, np.zeros(len(cells), dtype=bool)
    before = previous if previous is not None else Column.of([""] * len(cells))
    empty = before.where(lambda text: is_blank(text) or bool(_word(text)))
    lacking = (meant == 2) | ((meant == 1) & empty)
    filled = cells.cells()
    for place in np.flatnonzero(meant):
        filled[place] = "" if lacking[place] else before.cell(place)
    return Column.of(filled), lacking


def _word(text: str) -> int:
    """1 for 同上期, 2 for a word that may mean the row above, 0 for anything else."""
    if len(text) > LONGEST:
        return 0
    word = clean(text)
    return 1 if word in SAME else 2 if word in UNSURE else 0


def settle(
    sheet: Sheet,
    entries: Mapping[int, str],
    known: Known,
    problems: Problems,
    value_at: int | None = None,
) -> Sheet:
    """The sheet with 同上期 replaced in its entry columns; a problem no_previous for each that has
    nothing to repeat. ``entries``: their place → heading."""
    beside = previous_of(sheet.meaning, known, value_at)
    columns = list(sheet.columns)
    for place, heading in entries.items():
        cells, at = sheet.columns[place], beside.get(place)
        columns[place], lacking = fill_same(cells, None if at is None else sheet.columns[at])
        for row in np.flatnonzero(lacking):
            text, number = cells.cell(row), int(sheet.row_numbers[row])
            problems.add(number, heading, text, "no_previous", _cure(text, heading, at))
    return replace(sheet, columns=columns)


def _cure(text: str, heading: str, at: int | None) -> str:
    if _word(text) == 2:
        return f"“{text}”看不出是指上一行还是上期。与上期一样请写“同上期”，否则请直接填数。"
    if at is None:
        return f"写了“{text}”，表里却没有“{heading}”的“上期值”列，不知道是多少。请直接填数。"
    return f"写了“{text}”，旁边的“上期值”却是空的，不知道是多少。请直接填数；没有数据请留空。"
