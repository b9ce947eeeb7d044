"""The list of villages itself: it may bring units the register does not know yet, and new names."""

from __future__ import annotations

from typing import Any

from dashboard.domain import names
from dashboard.domain.intake.cells import clean, is_blank
from dashboard.domain.intake.known import Known
from dashboard.domain.intake.places import resolve
from dashboard.domain.intake.problem import Problem, Problems


def place(
    known: Known,
    number: int,
    by_code: tuple[str, str] | None,
    by_name: tuple[str, str] | None,
    *,
    wordy: bool = True,
) -> str | Problem:
    """As places.resolve, but a code of this township may be new, with a name not yet taken, and a
    known one may get a new name."""
    code = clean(by_code[1]) if by_code else ""
    own = len(code) == 12 and code.isascii() and code.isdigit() and code.startswith(known.township)
    if not own:
        return resolve(known, number, by_code, by_name, wordy=wordy)
    name = by_name[1] if by_name and not is_blank(by_name[1]) else ""
    if not name and code not in known.villages:
        heading = (by_name or by_code or ("", ""))[0]
        message = f"名册里还没有 {code}，新增的村要写村名。请补上村名，或核对代码。"
        return Problem(number, heading, "", "missing_cell", message)
    owner = known.village(name) if name else None
    if owner is not None and owner != code and _same_sort(name, known.villages[owner]):
        return Problem(
            number, by_name[0] if by_name else None, name, "unknown_village",
            f"“{name}”是 {owner} {known.villages[owner]}，代码却写 {code}。请核对后只留对的。",
        )  # fmt: skip
    return code


def settle_names(
    records: list[dict[str, Any]], heading: str, known: Known, problems: Problems
) -> None:
    """Turn the typed names into those to be shown: None where the village keeps its own. A problem
    for each new name that another village bears after the upload."""
    for record in records:
        code, typed = record["village_code"], record["village"]
        if typed is not None and code is not None:
            kept = known.village(typed) == code or _is_name_of(typed, known.villages.get(code))
            record["village"] = None if kept else names.display_name(typed)
    renamed = {one["village_code"]: one["village"] for one in records if one["village"]}
    bearers: dict[str, str] = {
        name: code for code, name in known.villages.items() if code not in renamed
    }
    for record in records:
        code, name = record["village_code"], record["village"]
        if code is None or name is None:
            continue
        other = bearers.setdefault(name, code)
        if other != code:
            message = f"{other} 也叫“{name}”。两个村不能同名，请在其中一个名字上加以区别。"
            problems.add(record["row_number"], heading, name, "duplicate", message)


def _is_name_of(typed: str, shown: str | None) -> bool:
    """Whether the typed name is a form of the shown one, even where two villages share that form
    and only the code tells them apart."""
    if shown is None or names.match_key(typed) != names.match_key(shown):
        return False
    return _same_sort(typed, names.display_name(shown))


def _same_sort(typed: str, shown: str) -> bool:
    """Whether both are villages or both residents' units: 钱排居委会 is not 钱排村."""
    return _is_residents(names.display_name(typed)) == _is_residents(shown)


def _is_residents(shown: str) -> bool:
    return shown.endswith((names.COMMUNITY, "居委会"))
