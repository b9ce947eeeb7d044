"""How long a shortfall may take and who is told when it takes longer: data/campaign/deadlines.toml.

Loaded strictly, as the rest of the campaign: every fault of the file at once."""

from __future__ import annotations

import difflib
import tomllib
from calendar import monthrange
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, Field, ValidationError

from dashboard.domain.actor import ROLES
from dashboard.domain.campaign import CampaignError, StrictBlock
from dashboard.domain.errors import Refused
from dashboard.domain.workdays import Days

STEPS: Mapping[str, str] = {"receive": "接收", "plan": "方案", "show": "见效", "accept": "验收"}
"""The steps that have a deadline, in the order they come."""
_FROM_FOUND = ("receive", "plan", "show")


class Step(StrictBlock):
    """How long one step takes: so many working days, days or months."""

    days: int = Field(ge=1, le=366)
    unit: Literal["workday", "day", "month"]


class Steps(StrictBlock):
    """The steps of one severity; what is left out has no deadline."""

    receive: Step | None = None
    plan: Step | None = None
    show: Step | None = None
    accept: Step | None = None


class Profile(StrictBlock):
    """One set of deadlines and where it comes from: severity → its steps."""

    name: str = Field(min_length=1)
    source: str = Field(min_length=1)
    steps: Mapping[str, Steps]


class Severity(StrictBlock):
    """How bad a shortfall is."""

    code: str = Field(pattern=r"^[a-z][a-z0-9_]{0,30}$")
    name: str = Field(min_length=1, max_length=12)


class Escalation(StrictBlock):
    """One level: from how many calendar days late, and the roles it shows up for."""

    name: str = Field(min_length=1, max_length=12)
    from_days: int = Field(ge=1, le=3660)
    shown_to: tuple[str, ...] = Field(strict=False, min_length=1)  # a TOML array is a list


class EnteredDay(StrictBlock):
    """A day of which the town says itself whether it is worked."""

    date: date
    workday: bool
    note: str


@dataclass(frozen=True)
class Schedule:
    """The last day of each step, None where none is set; ``is_assumed``: some holidays on the way
    are not known yet, so Monday to Friday was taken."""

    receive: date | None
    plan: date | None
    show: date | None
    accept: date | None
    is_assumed: bool


class Deadlines(StrictBlock):
    """The whole file."""

    profile: str
    soon_days: int = Field(ge=0, le=366)
    remind_days: int = Field(ge=0, le=366)
    relapse_days: int = Field(ge=0, le=3660)
    entered_years: tuple[int, ...] = Field(default=(), strict=False)
    severity: tuple[Severity, ...] = Field(strict=False, min_length=1)
    escalation: tuple[Escalation, ...] = Field(strict=False, min_length=1)
    profiles: Mapping[str, Profile]
    day: tuple[EnteredDay, ...] = Field(default=(), strict=False)

    @cached_property
    def severities(self) -> Mapping[str, str]:
        """Code → name of every severity, the worst first."""
        return {one.code: one.name for one in self.severity}

    @cached_property
    def days(self) -> Days:
        """Which days are worked."""
        entered = {one.date: one.workday for one in self.day}
        return Days(entered, frozenset(self.entered_years))

    def schedule(self, severity: str, found: date) -> Schedule:
        """The last day of each step of a shortfall found on a day, by the profile in use; Refused
        for an unknown severity."""
        steps = self.profiles[self.profile].steps.get(severity)
        if steps is None:
            known = "、".join(f"{code}（{name}）" for code, name in self.severities.items())
            raise Refused(f"没有“{severity}”这一档轻重，可选：{known}。")
        until: dict[str, date | None] = {}
        assumed = False
        for name in STEPS:
            step: Step | None = getattr(steps, name)
            start = found if name in _FROM_FOUND else until["show"]
            until[name] = None
            if step is not None and start is not None:
                until[name], unknown = self._after(start, step)
                assumed = assumed or unknown
        return Schedule(**until, is_assumed=assumed)

    def _after(self, start: date, step: Step) -> tuple[date, bool]:
        if step.unit == "workday":
            return self.days.add(start, step.days)
        if step.unit == "day":
            return start + timedelta(days=step.days), False
        return _months_after(start, step.days), False

    def escalation_of(self, days_late: int) -> str:
        """The name of the level an item has reached that is so many calendar days late, or empty."""
        reached = [one.name for one in self.escalation if one.from_days <= days_late]
        return reached[-1] if reached else ""


def load_deadlines(path: Path) -> Deadlines:
    """The deadlines of a file; CampaignError lists every fault."""
    try:
        document = tomllib.loads(path.read_text("utf-8-sig"))  # Windows editors write a mark first
    except (OSError, ValueError, RecursionError) as error:
        raise CampaignError(f"{path.name}: {error}") from None
    try:
        deadlines = Deadlines.model_validate(document)
    except ValidationError as error:
        faults = [_fault(one) for one in error.errors()]
    else:
        faults = [*_check_names(deadlines), *_check_levels(deadlines), *_check_profiles(deadlines)]
    if faults:
        raise CampaignError("\n".join(f"{path.name}: {one}" for one in faults))
    return deadlines


def _months_after(start: date, months: int) -> date:
    """The same day so many months later; the month's last one where it has no such day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _check_names(deadlines: Deadlines) -> Iterable[str]:
    if deadlines.profile not in deadlines.profiles:
        known = ", ".join(deadlines.profiles) or "none"
        yield f'profile "{deadlines.profile}" is not one of: {known}'
    yield from _twice("severity", [one.code for one in deadlines.severity])
    yield from _twice("severity name", [one.name for one in deadlines.severity])
    yield from _twice("escalation", [one.name for one in deadlines.escalation])
    yield from _twice("day", [one.date for one in deadlines.day])
    for year in deadlines.entered_years:
        if all(one.date.year != year for one in deadlines.day):
            yield f"entered_years: no [[day]] of {year} is entered"


def _check_levels(deadlines: Deadlines) -> Iterable[str]:
    for one in deadlines.escalation:
        for role in one.shown_to:
            if role not in ROLES:
                yield f'escalation {one.name}: no role "{role}"; known: {", ".join(ROLES)}'
        yield from _twice(f"escalation {one.name}: role", one.shown_to)
    for before, after in pairwise(deadlines.escalation):
        if after.from_days <= before.from_days:
            yield (
                f"escalation {after.name}: from_days {after.from_days} is not above "
                f"{before.from_days} of {before.name}"
            )
        if lost := [role for role in before.shown_to if role not in after.shown_to]:
            yield f"escalation {after.name}: does not show up for {', '.join(lost)} any more"


def _check_profiles(deadlines: Deadlines) -> Iterable[str]:
    for code, profile in deadlines.profiles.items():
        for severity in deadlines.severities:
            if severity not in profile.steps:
                yield f"profiles.{code}.steps: severity {severity} is missing"
        for severity, steps in profile.steps.items():
            where = f"profiles.{code}.steps.{severity}"
            if severity not in deadlines.severities:
                yield f"{where}: unknown severity{_near(severity, deadlines.severities)}"
            if steps.accept and not steps.show:
                yield f"{where}: accept counts from show, which is missing"
            given = [(name, getattr(steps, name)) for name in _FROM_FOUND]
            for (before, one), (after, other) in pairwise(pair for pair in given if pair[1]):
                # Only like units compare for sure: how many days a workday takes depends on holidays.
                if one.unit == other.unit and other.days < one.days:
                    yield f"{where}: {after} {other.days} comes before {before} {one.days}"


def _twice(what: str, items: Iterable[Hashable]) -> Iterable[str]:
    listed = list(items)
    for one in dict.fromkeys(listed):
        if listed.count(one) > 1:
            yield f"{what} {one} stands twice"


_ROOMS: Mapping[str, tuple[type[BaseModel], ...]] = {
    "severity": (Deadlines, Severity),
    "escalation": (Deadlines, Escalation),
    "day": (Deadlines, EnteredDay),
    "profiles": (Deadlines, Profile, Steps, Step),
}
"""The models by nesting under each table: names and numbers between them are keys."""


def _fault(error: Any) -> str:
    """One fault of pydantic's, with its place and a near match for a typo."""
    place = error["loc"]
    where = ".".join(str(part + 1) if isinstance(part, int) else part for part in place)
    if error["type"] == "extra_forbidden":
        models = _ROOMS.get(place[0], (Deadlines,))
        return f'unknown field "{where}"{_near(place[-1], models[len(place) // 2].model_fields)}'
    if error["type"] == "missing":
        return f'field "{where}" is missing'
    return f"{where} = {error['input']}: {error['msg']}"


def _near(text: object, known: Iterable[str]) -> str:
    alike = difflib.get_close_matches(str(text), list(known), n=1, cutoff=0.5)
    return f'; did you mean "{alike[0]}"?' if alike else ""
