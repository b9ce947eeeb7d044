"""项目三色: the phases and states of a project, its acceptance sheet, and whose projects a post may
touch. What a day makes of its milestones is judged in queries/views; here is what that means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import Field

from dashboard.domain.actor import Actor
from dashboard.domain.campaign import CampaignError, StrictBlock, load_one

PHASES = ("审批", "技术", "施工", "资金")
"""The four phases of a project, in the order in which they are shown."""
FINISH = "完工"
"""The milestone by which a project without others is finished."""
FINISH_PHASE = "施工"
COLOURS = ("red", "yellow", "green")
"""Colours as they are listed: what wants somebody first."""
CONTENTS = ("projects", "milestones", "funds", "acceptances", "upkeeps")
"""The kinds of table this room reads."""


class AcceptanceItem(StrictBlock):
    """One item of the acceptance sheet."""

    code: str = Field(min_length=1, max_length=20)
    name: str = Field(min_length=1, max_length=40)


class ProjectRules(StrictBlock):
    """From how many days before its next day a project is marked, where money comes from, and the
    items of the acceptance sheet."""

    soon_days: int = Field(ge=0, le=90)
    sources: tuple[str, ...] = Field(strict=False, min_length=1)  # a TOML array is a list
    source: str
    items: tuple[AcceptanceItem, ...] = Field(strict=False, min_length=1)

    def item(self, text: str) -> str | None:
        """The code of the item a cell names by code, name or number, or None."""
        plain = text.strip()
        for number, one in enumerate(self.items, 1):
            if plain in (one.code, one.name, str(number)):
                return one.code
        return None


def load_projects(path: Path) -> ProjectRules:
    """The one block of projects.toml; CampaignError lists every fault of it."""
    faults: list[str] = []
    blocks = load_one(path, "projects", ProjectRules, faults)
    codes = [one.code for rules in blocks for one in rules.items]
    if len(set(codes)) < len(codes):
        faults.append(f"{path.name}: an item's code stands twice")
    if faults:
        raise CampaignError("\n".join(faults))
    return blocks[0]


@dataclass(frozen=True)
class Plan:
    """A project as on record: its days, those of its milestones, and the day on which the last of
    them was done (None: not finished)."""

    project: str
    village_code: str
    star_code: str
    starts_on: date
    ends_on: date
    first_planned: date | None = None
    last_planned: date | None = None
    first_done: date | None = None
    open_milestones: int = 0
    finished_on: date | None = None


def phase_state(steps: Iterable[tuple[date, date | None]], day: date) -> str:
    """How one phase stands, from the (planned, done) days of its milestones: 'done', 'late',
    'running' (some are done), 'waiting' (none is), or '' where it has none."""
    known = list(steps)
    if not known:
        return ""
    left = [planned for planned, done in known if done is None or done > day]
    if not left:
        return "done"
    if min(left) < day:
        return "late"
    return "running" if len(left) < len(known) else "waiting"


def scope_refusal(actor: Actor, village_code: str, star_code: str) -> str:
    """Why the actor has nothing to do with this project, or empty. Money without a project has no
    star ('')."""
    return actor.scope_refusal(village_code, star_code, "项目")
