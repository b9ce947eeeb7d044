"""Rows of a village unit that no longer exists on the row's day."""

from __future__ import annotations

from datetime import date

import numpy as np

from dashboard.domain.intake.known import Known
from dashboard.domain.intake.problem import Problems
from dashboard.domain.intake.readings import Where
from dashboard.domain.intake.sheet import Sheet


def find_ended(
    sheet: Sheet, where: Where, places: dict[str, int], known: Known, problems: Problems
) -> None:
    """A problem for each row whose village ended on its day or before."""
    if not known.ended:
        return
    at = places.get("village", places.get("village_code", 0))
    codes, never = known.village_codes, np.datetime64("NaT", "D")
    last = np.array([np.datetime64(known.ended[code][0], "D") if code in known.ended else never
                     for code in codes])  # fmt: skip
    gone = np.flatnonzero((where.villages >= 0) & (last[where.villages] <= where.days))
    room = problems.room
    problems.count(max(0, len(gone) - room))
    for row in gone[:room]:
        message = ending(known, codes[where.villages[row]], where.days[row].item())
        number, cell = int(where.row_numbers[row]), sheet.columns[at].cell(row)
        problems.add(number, sheet.header[at], cell, "ended_village", message)


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
