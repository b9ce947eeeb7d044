"""Plain texts about items of 短板台账, to copy into a chat or to send. Pure: rows of the ledger's read
in, text out. No column of it holds a person, so no text does.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

import pandas as pd

from dashboard.domain.intake.privacy import masked
from dashboard.domain.ledger import STATES
from dashboard.domain.names import visible
from dashboard.words import say

COLOURS = ("red", "yellow")
"""Of open items, the worse first."""
_NUMBERING_BYTES = 32
"""Room that is kept for （12/34） before each part."""


def reminder(
    rows: pd.DataFrame,
    as_of: date,
    by: Literal["owner_post", "village"] = "owner_post",
    most: int = 30,
) -> str:
    """The open items as one text, grouped by responsible post or village. Only the ``most`` worst are
    named, red before yellow and the latest first; the others are counted."""
    rows = rows[rows["is_open"]]
    if rows.empty:
        return say("messages.none", day=as_of)
    worst_first = sorted(rows.to_dict("records"), key=_badness)
    names = [_group(row, by) for row in worst_first]
    counts = {name: names.count(name) for name in dict.fromkeys(names)}
    shown: dict[str, list[str]] = {}
    for name, row in list(zip(names, worst_first, strict=True))[:most]:
        shown.setdefault(name, []).append(_line(row))
    lines = [say("messages.title", day=as_of, count=len(rows), colours=_colours(rows))]
    for name, listed in shown.items():
        lines += ["", say("messages.group", name=name, count=counts[name])]
        lines += [f"{number}. {line}" for number, line in enumerate(listed, 1)]
    if len(rows) > most:
        lines += ["", say("messages.rest", count=len(rows) - most)]
    return "\n".join(lines)


def supervision_sheet(row: Mapping[str, Any], as_of: date) -> str:
    """督办单: the text about one item."""
    return say(
        "messages.sheet",
        item=visible(str(row["item_no"])),
        day=as_of,
        place=_place(row),
        what=_shown(row["what"]),
        post=_group(row, "owner_post"),
        when=_when(row),
        state=_state(row),
    ).strip()


def parts(text: str, most_bytes: int) -> list[str]:
    """The text in pieces of at most so many bytes, cut at ends of lines and numbered when there is
    more than one. A longer line is cut between characters."""
    if len(text.encode()) <= most_bytes:
        return [text]
    room = most_bytes - _NUMBERING_BYTES
    pieces: list[str] = []
    held = ""
    for line in text.split("\n"):
        for piece in _cut(line, room):
            joined = f"{held}\n{piece}" if held else piece
            if len(joined.encode()) <= room:
                held = joined
            else:
                pieces.append(held)
                held = piece
    pieces = [piece for piece in (*pieces, held) if piece.strip()]
    return [
        f"{say('messages.part', number=number, count=len(pieces))}\n{piece}"
        for number, piece in enumerate(pieces, 1)
    ]


def _cut(line: str, room: int) -> list[str]:
    pieces = [""]
    size = 0
    for character in line:
        width = len(character.encode())
        if size + width > room:
            pieces.append("")
            size = 0
        pieces[-1] += character
        size += width
    return pieces


def _badness(row: Mapping[str, Any]) -> tuple[int, float, str]:
    left = _days_left(row)
    return (
        COLOURS.index(row["colour"]),
        math.inf if left is None else left,
        str(row["item_no"]),
    )


def _days_left(row: Mapping[str, Any]) -> int | None:
    return None if pd.isna(row["days_left"]) else int(row["days_left"])


def _group(row: Mapping[str, Any], by: str) -> str:
    given = _shown(row[by])
    return given or say("messages.nobody" if by == "owner_post" else "messages.no_village")


def _shown(value: object) -> str:
    """A value on one line, numbers of persons hidden; a missing one is empty."""
    return "" if pd.isna(value) else masked(visible(str(value)))


def _colours(rows: pd.DataFrame) -> str:
    counts = rows["colour"].value_counts()
    return say("messages.colour_join").join(
        say("messages.colour_count", colour=say(f"messages.colour.{one}"), count=counts[one])
        for one in COLOURS
        if one in counts
    )


def _line(row: Mapping[str, Any]) -> str:
    return say(
        "messages.line",
        mark=say(f"messages.mark.{row['colour']}"),
        place=_place(row),
        what=_shown(row["what"]),
        when=_when(row),
        state=_state(row),
        item=visible(str(row["item_no"])),
    )


def _place(row: Mapping[str, Any]) -> str:
    places = (_group(row, "village"), _shown(row["star"]), _shown(row["place"]))
    return say("messages.place_join").join(filter(None, places))


def _state(row: Mapping[str, Any]) -> str:
    return STATES[row["kind"]][row["state"]]


def _when(row: Mapping[str, Any]) -> str:
    if pd.isna(row["due_date"]):
        return say("messages.no_due")
    day = pd.Timestamp(row["due_date"]).date()
    left = _days_left(row)
    if left is None or not row["is_open"]:
        return say("messages.due", day=day)
    if not pd.isna(row["until_date"]):  # 挂起 puts the day off that its days are counted to
        day = max(day, pd.Timestamp(row["until_date"]).date())
    if left == 0:
        return say("messages.today", day=day)
    if left > 0:
        return say("messages.left", day=day, days=left)
    if level := _shown(row["escalation"]):
        return say("messages.late_level", day=day, days=-left, level=level)
    return say("messages.late", day=day, days=-left)
