"""The village units of a day, told slowly and plainly from lists and changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Listed:
    """What a list says of a unit; None: nothing."""

    code: str
    name: str
    area_group: str | None
    liaison_post: str | None
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class Event:
    """A change that counts; None: it says nothing of that."""

    number: int
    code: str
    event: str
    day: date
    name: str | None = None
    area_group: str | None = None
    liaison_post: str | None = None


def on_day(
    day: date, listed: list[Listed], events: list[Event]
) -> set[tuple[str, str, str, str | None]]:
    """(code, name, 管区, liaison post) of every unit that exists on the day."""
    founded = {one.code for one in events if one.event == "founded"}
    found = set()
    for code in founded | {one.code for one in listed}:
        base = next((one for one in listed if one.code == code), None)
        start, end = (base.valid_from, base.valid_to) if base else (None, None)
        for one in sorted(events, key=lambda one: -one.number):
            if one.code == code and one.event == "founded":
                start = one.day
        ends = [one.day for one in events if one.code == code and one.event in ENDS]
        if ends:
            end = min(ends)
        if (start is not None and day < start) or (end is not None and day >= end):
            continue
        name = base.name if base else code
        group = (base.area_group if base else None) or "全镇"
        post = base.liaison_post if base else None
        for one in sorted(events, key=lambda one: (one.day, one.number)):
            if one.code == code and one.day <= day:
                name = one.name if one.name is not None else name
                group = one.area_group if one.area_group is not None else group
                post = one.liaison_post if one.liaison_post is not None else post
        found.add((code, name, group, post or None))
    return found


ENDS = ("merged", "abolished")
