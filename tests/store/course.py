"""Builders for cases: the posts, a step, a way to a state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from dashboard.domain.actor import (
    ADMIN,
    BRANCH_SECRETARY,
    DATA_OFFICER,
    SECRETARY,
    TASK_FORCE,
    Actor,
)
from dashboard.store import commands, queries
from dashboard.store.commands import Step

WAGANG, DONGTIAN, XITIAN = "410902101225", "410902101218", "410902101221"
TODAY = date(2022, 12, 30)
DAY = date(2022, 11, 14)
HEAD = Actor("镇党委书记", SECRETARY)
CHIEF = Actor("管理员", ADMIN)
CLERK = Actor("数据员", DATA_OFFICER)


def village_head(code: str) -> Actor:
    """The branch secretary of a village."""
    return Actor(f"村支书（{code}）", BRANCH_SECRETARY, code)


def force(star: str) -> Actor:
    """The task force of a star."""
    return Actor(f"专班（{star}）", TASK_FORCE, star)


def step(
    actor: Actor, action: str, village: str, star: str, day: date = DAY, seen: int | None = None,
    document: str = "濮组〔2022〕1 号",
) -> int:  # fmt: skip
    """One step of one case with all it may need."""
    wanted = Step(action, 2022, day, "情况属实", document)
    return commands.take_step(actor, wanted, {(village, star): seen})


def bring(village: str, star: str, state: str, day: date = DAY) -> None:
    """Take a fresh case to a state, each step a day later, 公示 ended."""
    way = {
        "claimed": ("claim", village_head(village)),
        "reviewed": ("pass", force(star)),
        "approved": ("approve", CHIEF),
        "public": ("publicise", CLERK),
        "named": ("name", HEAD),
        "revoked": ("revoke", CHIEF),
    }
    for place, (reached, (action, actor)) in enumerate(way.items()):
        late = timedelta(days=7) if reached in ("named", "revoked") else timedelta()
        step(actor, action, village, star, day + timedelta(days=place) + late)
        if reached == state:
            return
    raise KeyError(state)


def states(year: int = 2022) -> Mapping[tuple[str, str], str]:
    """The state of every case of the sheet."""
    sheet = queries.review_sheet(TODAY, year)
    keys = zip(sheet["village_code"], sheet["star_code"], strict=True)
    return dict(zip(keys, sheet["state"], strict=True))
