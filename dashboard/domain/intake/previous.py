"""同上期: an entry cell that repeats the last value, which stands beside it in a column 上期值.

Columns headed 上期值 are for comparison and never read by themselves. What a cell repeats is only
ever taken from its own row of such a column; 同上 alone may mean the row above, and is not guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard.domain.intake.cells import clean, is_blank
from dashboard.domain.intake.known import Known, heading_key
from dashboard.domain.intake.problem import Problems

MARK = "上期值"
SAME = frozenset(
    {"同上期", "同上期值", "与上期相同", "与上期一致", "同上次", "同上周", "同上月", "同上季", "同上季度", "同上年",
     "同上年度", "同去年"}
)  # fmt: skip
UNSURE = frozenset({"同上", "〃"})


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


def fill_same(cells: pd.Series, previous: pd.Series | None) -> tuple[pd.Series, pd.Series]:
    """The cells with each 同上期 replaced by the cell of ``previous`` in its row, and which of them
    could not be: no such column, nothing in it, or a word that may mean the row above. Those come
    back blank."""
    words = {text: _word(text) for text in cells.unique()}
    if not any(words.values()):
        return cells, pd.Series(False, index=cells.index)
    meant = cells.map(words)
    before = previous if previous is not None else pd.Series("", index=cells.index)
    empty = {text: is_blank(text) or bool(_word(text)) for text in before.unique()}
    lacking = (meant == 2) | ((meant == 1) & before.map(empty).astype(bool))
    filled = cells.mask(meant == 1, before).mask(lacking, "")
    return filled, lacking


def _word(text: str) -> int:
    """1 for 同上期, 2 for a word that may mean the row above, 0 for anything else."""
    word = clean(text)
    return 1 if word in SAME else 2 if word in UNSURE else 0


def settle(
    table: pd.DataFrame,
    header: Sequence[str],
    entries: Mapping[int, str],
    known: Known,
    problems: Problems,
    value_at: int | None = None,
) -> pd.DataFrame:
    """The table (columns by place, and ``row_number``) with 同上期 replaced in its entry columns; a
    problem no_previous for each that has nothing to repeat. ``entries``: their place → heading."""
    beside = previous_of(header, known, value_at)
    settled = table.copy(deep=False)
    for place, heading in entries.items():
        cells, at = table[place], beside.get(place)
        filled, lacking = fill_same(cells, None if at is None else table[at])
        settled[place] = filled
        for number, text in zip(table["row_number"][lacking], cells[lacking], strict=True):
            problems.add(int(number), heading, text, "no_previous", _cure(text, heading, at))
    return settled


def _cure(text: str, heading: str, at: int | None) -> str:
    if _word(text) == 2:
        return f"“{text}”看不出是指上一行还是上期。与上期一样请写“同上期”，否则请直接填数。"
    if at is None:
        return f"写了“{text}”，表里却没有“{heading}”的“上期值”列，不知道是多少。请直接填数。"
    return f"写了“{text}”，旁边的“上期值”却是空的，不知道是多少。请直接填数；没有数据请留空。"
