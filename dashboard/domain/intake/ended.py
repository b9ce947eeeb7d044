"""Rows of a village unit that no longer exists on the row's day."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.domain.intake.known import Known
from dashboard.domain.intake.problem import Problems


def find_ended(
    rows: pd.DataFrame, header: list[str], places: dict[str, int], known: Known, problems: Problems
) -> None:
    """A problem for each row whose village ended on its day or before; ``rows`` has row_number,
    village_code, as_of (None where they are problems already) and the cells by their place."""
    if not known.ended:
        return
    place = places.get("village", places.get("village_code", 0))
    own = rows[rows["village_code"].isin(list(known.ended)) & rows["as_of"].notna()]
    columns = (own["row_number"], own["village_code"], own["as_of"], own[place])
    for number, code, day, cell in zip(*(one.tolist() for one in columns), strict=True):
        if known.ended[code][0] <= day:
            message = "" if problems.full else ending(known, code, day)
            problems.add(int(number), header[place], str(cell), "ended_village", message)


def ending(known: Known, code: str, day: date) -> str:
    """What became of a village, and in whose name a report of this day belongs."""
    end, successor = known.ended[code]
    name = known.villages.get(code, code)
    if not successor:
        return f"{name}自 {end} 起已撤销，不再有 {day} 的数。请删去这一行，或核对日期。"
    heir = successor
    while heir in known.ended and known.ended[heir][0] <= day and known.ended[heir][1]:
        heir = known.ended[heir][1]
    names = [known.villages.get(one, one) for one in (successor, heir)]
    return f"{name} {end} 已并入{names[0]}，请改填{names[1]}或核对日期。"
