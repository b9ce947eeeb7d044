"""The course of a star (星级评定): one table says which act leads from which state to which, and who
may do it. A case is a village, a year and a star; its state is where its last act left it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from pydantic import Field

from dashboard.domain.actor import (
    ADMIN,
    BRANCH_SECRETARY,
    DATA_OFFICER,
    SECRETARY,
    TASK_FORCE,
    Actor,
)
from dashboard.domain.campaign import CampaignError, StrictBlock, load_one

DRAFT, CLAIMED, REVIEWED, APPROVED = "draft", "claimed", "reviewed", "approved"
PUBLIC, NAMED, RETURNED, REVOKED = "public", "named", "returned", "revoked"
STATES: Mapping[str, str] = {
    DRAFT: "草拟", CLAIMED: "村级自评", REVIEWED: "镇级初审", APPROVED: "县级联审",
    PUBLIC: "公示中", NAMED: "已命名", RETURNED: "退回", REVOKED: "撤销",
}  # fmt: skip
RUNNING = (CLAIMED, REVIEWED, APPROVED, PUBLIC)
"""States of a case that waits for its next step."""


@dataclass(frozen=True)
class Rule:
    """One act: what it is called, from which states it leads to which, which roles may do it, and
    what it must say. ``decides``: it judges a claim in its favour, so nobody does it to his own."""

    name: str
    source: tuple[str, ...]
    target: str
    roles: tuple[str, ...]
    needs_opinion: bool = False
    needs_document: bool = False
    decides: bool = False


OPEN = (DRAFT, CLAIMED, RETURNED)
"""States in which the village may still say otherwise."""
RULES: Mapping[str, Rule] = {
    "claim": Rule("自评申报", OPEN, CLAIMED, (BRANCH_SECRETARY,)),
    "decline": Rule("自评不申报", OPEN, DRAFT, (BRANCH_SECRETARY,)),
    "pass": Rule(
        "初审通过", (CLAIMED,), REVIEWED, (TASK_FORCE,), needs_opinion=True, decides=True
    ),
    "refuse": Rule(
        "初审退回", (CLAIMED,), RETURNED, (TASK_FORCE,), needs_opinion=True
    ),
    "approve": Rule(
        "联审通过", (REVIEWED,), APPROVED, (ADMIN,),
        needs_opinion=True, needs_document=True, decides=True,
    ),
    "return": Rule("联审退回", (REVIEWED, APPROVED), RETURNED, (ADMIN,), needs_opinion=True),
    "publicise": Rule("开始公示", (APPROVED,), PUBLIC, (DATA_OFFICER, ADMIN)),
    "object": Rule(
        "公示异议退回", (PUBLIC,), RETURNED, (DATA_OFFICER, ADMIN), needs_opinion=True
    ),
    "name": Rule("命名", (PUBLIC,), NAMED, (ADMIN, SECRETARY), decides=True),
    "revoke": Rule(
        "撤销命名", (NAMED,), REVOKED, (ADMIN, SECRETARY), needs_opinion=True, needs_document=True
    ),
}  # fmt: skip
CLAIMS = ("claim", "decline")
DECIDING = ("claim", "pass", "approve")
"""The three steps that three roles and three people must take."""
ROLES = frozenset(role for rule in RULES.values() for role in rule.roles)


@dataclass(frozen=True)
class Signed:
    """Who took a step: post and role; whoever handed a file in before another published it signs
    with him."""

    name: str
    role: str


@dataclass(frozen=True)
class Case:
    """A case as it stands: its state, the day of its last act, the last day of its 公示 (None when it
    is in none), and who took each deciding step of this round."""

    village_code: str
    star_code: str
    state: str = DRAFT
    last_day: date | None = None
    public_until: date | None = None
    signed: Mapping[str, tuple[Signed, ...]] = field(default_factory=dict)


def actions_of(role: str) -> tuple[str, ...]:
    """The acts a role may do at all, in the order of the course."""
    return tuple(action for action, rule in RULES.items() if role in rule.roles)


def scope_refusal(actor: Actor, village_code: str, star_code: str) -> str:
    """Why the actor has nothing to do with this case, or empty."""
    return actor.scope_refusal(village_code, star_code, "自评")


def refusal(action: str, case: Case, actor: Actor, day: date) -> str:
    """Why the act may not be done to the case on that day, with the cure; empty when it may."""
    rule = RULES[action]
    if actor.role not in rule.roles:
        return f"“{rule.name}”由{'、'.join(rule.roles)}办理，“{actor.role}”不能办。"
    if foreign := scope_refusal(actor, case.village_code, case.star_code):
        return foreign
    if case.state not in rule.source:
        awaited = "、".join(f"“{STATES[one]}”" for one in rule.source)
        return f"现在是“{STATES[case.state]}”，不能“{rule.name}”（须在{awaited}时办）。"
    if case.last_day is not None and day < case.last_day:
        return f"日期 {day} 早于上一步的 {case.last_day}。请改成 {case.last_day} 或以后。"
    if rule.decides and (own := _own(action, case, actor)):
        return own
    if action == "name" and case.public_until is not None and day <= case.public_until:
        first = case.public_until + timedelta(days=1)
        return f"公示到 {case.public_until} 才满，{first} 起才能命名。"
    return ""


def _own(action: str, case: Case, actor: Actor) -> str:
    """Why somebody may not judge what he did himself. A naming confirms what others decided, so it
    is held against the claim alone."""
    for step in ("claim",) if action == "name" else DECIDING:
        if step == action:
            continue
        for who in case.signed.get(step, ()):
            if who.role == actor.role or is_same(who.name, actor.name):
                return (
                    f"“{RULES[step].name}”是{who.name}（{who.role}）办的，"
                    f"不能再由{actor.name}（{actor.role}）办“{RULES[action].name}”。"
                    "每一步须由不同角色、不同的人办；请换人，或退回后由村支书重新申报。"
                )
    return ""


def is_same(one: str, other: str) -> bool:
    """Whether two names are one post's, however they were typed."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    """Letters and digits alone: spaces, marks and characters without width tell nobody apart."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(one for one in folded if one.isalnum()) or folded


def replay(actions: Iterable[str]) -> str:
    """The state a history ends in; ValueError when an act does not follow from what was before."""
    state = DRAFT
    for action in actions:
        if state not in RULES[action].source:
            raise ValueError(f"{action} cannot follow in {state}")
        state = RULES[action].target
    return state


class Publicity(StrictBlock):
    """How long 公示 lasts, and where that comes from."""

    days: int = Field(ge=1, le=90)
    source: str


def load_publicity(path: Path) -> Publicity:
    """The one block of course.toml; CampaignError lists every fault of it."""
    faults: list[str] = []
    blocks = load_one(path, "publicity", Publicity, faults)
    if faults:
        raise CampaignError("\n".join(faults))
    return blocks[0]


def last_public_day(first: date, publicity: Publicity) -> date:
    """The last day of a 公示 that begins on a day, that day counted."""
    return first + timedelta(days=publicity.days - 1)


FALLS = ("降星", "摘星")
"""The yearly events by which a village comes out lower."""


def yearly_event(level: int, before: int | None, current: int | None, revoked: int) -> str:
    """晋星, 保星, 降星 or 摘星: this year's named stars against last year's level (None: none known).
    It is 摘星 when none is left, and when the level fell (below this year's award, if there is one
    already) after a star was revoked."""
    former = before or 0
    if level == 0:
        return "摘星"
    if revoked and level < (former if current is None else current):
        return "摘星"
    if level == former:
        return "保星"
    return "晋星" if level > former else "降星"
