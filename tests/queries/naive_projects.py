"""The colour of a project told again from the rows, day by day, without SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Told:
    """A row of any of the tables, in the order of its upload; ``lives``: its upload counts."""

    upload: int
    lives: bool
    key: str
    first: date
    second: date | None = None
    since: date | None = None
    is_passed: bool = False


def last(rows: list[Told], day: date) -> dict[str, Told]:
    """What counts of each key on a day."""
    found: dict[str, Told] = {}
    for row in sorted(rows, key=lambda one: one.upload):
        if row.lives and (row.since is None or row.since <= day):
            found[row.key] = row
    return found


def stands(
    projects: list[Told], steps: list[Told], looks: list[Told], day: date, items: int
) -> tuple[str, int, date | None] | None:
    """State, days late and the next day of the one project; None when it is not on record."""
    plan = last(projects, day).get("P")
    if plan is None:
        return None
    done: dict[str, date] = {}
    for row in sorted(steps, key=lambda one: one.upload):
        if row.lives and row.second is not None:
            done[row.key] = row.second
    planned = {name: row.first for name, row in last(steps, day).items()}
    left = sorted(day_of for name, day_of in planned.items()
                  if name not in done or done[name] > day)  # fmt: skip
    if planned and not left:
        passed = {}
        for row in sorted(looks, key=lambda one: (one.first, one.upload)):
            if row.lives and row.first <= day:
                passed[row.key] = row.is_passed
        return ("done" if sum(passed.values()) == items else "awaiting"), 0, None
    assert plan.second is not None
    past = [one for one in left if one < day]
    late = past[0] if past else plan.second if plan.second < day else None
    if late is not None:
        return "late", (day - late).days, None
    following = min([one for one in left if one >= day] + [plan.second])
    begun = len(left) < len(planned)
    return ("running" if begun or plan.first <= day else "not_started"), 0, following
