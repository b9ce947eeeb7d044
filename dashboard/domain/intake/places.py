"""Which village a row is about: by code, by name, by alias; near misses become questions."""

from __future__ import annotations

from dashboard.domain.intake.cells import clean, is_blank
from dashboard.domain.intake.known import Known
from dashboard.domain.intake.problem import Problem


def resolve(
    known: Known,
    number: int,
    by_code: tuple[str, str] | None,
    by_name: tuple[str, str] | None,
    *,
    wordy: bool = True,
) -> str | Problem:
    """The village code of a row, from (heading, cell) of its code and name columns, or the Problem.

    The code decides; a name that belongs to another village is a problem, since one of the two
    must be wrong. Names that look alike are searched only if ``wordy``.
    """
    code_cell = by_code[1] if by_code and not is_blank(by_code[1]) else ""
    name_cell = by_name[1] if by_name and not is_blank(by_name[1]) else ""
    if not code_cell and not name_cell:
        heading = (by_name or by_code or ("", ""))[0]
        return Problem(
            number, heading, "", "unknown_village",
            f"第 {number} 行没有写村。请补上村名或 12 位代码，空行请删去。",
        )  # fmt: skip
    code = known.village(code_cell) if code_cell else None
    named = known.village(name_cell) if name_cell else None
    if code_cell and by_code and code is None:
        return _unknown(known, number, by_code[0], code_cell, wordy)
    if name_cell and by_name and named is None and code is None:
        return _unknown(known, number, by_name[0], name_cell, wordy)
    if code and named and code != named and by_name:
        return Problem(
            number, by_name[0], name_cell, "unknown_village",
            f"第 {number} 行代码是{known.villages[code]}，村名却写“{name_cell}”。请核对后只留对的。",
        )  # fmt: skip
    found = code or named
    assert found is not None
    return found


def _unknown(known: Known, number: int, heading: str, cell: str, wordy: bool) -> Problem:
    text = clean(cell)
    if "E" in text.upper() and text[:1].isdigit():
        return Problem(
            number, heading, cell, "unknown_village",
            f"名册里没有“{cell}”。代码被表格软件改成了科学计数。请把该列设为“文本”后重填 12 位代码。",
        )  # fmt: skip
    near = known.near_villages(cell) if wordy and not text.isdigit() else ()
    if near:
        message = f"名册里没有“{cell}”。是不是{'、'.join(near)}？请选定，或改成名册里的村名或代码。"
        return Problem(number, heading, cell, "question", message, near, text, "village")
    message = f"名册里没有“{cell}”。请改成名册里的村名或 12 位代码。"
    return Problem(number, heading, cell, "unknown_village", message, (), text, "village")
