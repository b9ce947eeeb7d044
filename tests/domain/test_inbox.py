"""待办 against a second statement of who should see what, told item by item and post by post."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.domain.actor import ROLES, Actor
from dashboard.domain.deadlines import load_deadlines
from dashboard.domain.inbox import REASONS, Item, inbox, item_of, lacks_scope

DEADLINES = load_deadlines(Path(__file__).parents[2] / "data" / "campaign" / "deadlines.toml")
DAY = date(2022, 11, 14)
WAGANG, ECOLOGY = "410902101225", "ecology"
SCOPES = {"专班": ECOLOGY, "包村干部": WAGANG, "村支书": WAGANG}
STATES = ("unclaimed", "running", "applied", "closed", "returned", "suspended")


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


def actor(role: str) -> Actor:
    return Actor(role, role, SCOPES.get(role, ""))


def item(state: str, **given: object) -> Item:
    base = Item(
        7, WAGANG, ECOLOGY, state, ago(30), ago(-30), ago(-30), ago(-30), ago(-30), has_measure=True
    )
    return replace(base, **given)  # type: ignore[arg-type]


OWNERS = {"专班", "包村干部", "村支书"}
# One item for each reason: what it looks like, the reason and level it has, and who sees it.
CASES: dict[str, tuple[Item, str, str, set[str]]] = {
    "new": (item("unclaimed"), "to_claim", "", OWNERS | {"数据员", "管理员"}),
    "not claimed in time": (
        item("unclaimed", receive_by=ago(1)), "not_claimed", "", OWNERS | {"数据员", "管理员"}),
    "no measure in time": (
        item("running", plan_by=ago(1), has_measure=False), "no_measure", "",
        OWNERS | {"数据员", "管理员"}),
    "due in three days": (
        item("running", due_date=ago(-3)), "due_soon", "", OWNERS | {"数据员", "管理员"}),
    "due today": (item("returned", due_date=DAY), "due_soon", "", OWNERS | {"数据员", "管理员"}),
    "one day late": (item("running", due_date=ago(1)), "escalated", "提醒", OWNERS),
    "five days late": (
        item("running", due_date=ago(5)), "escalated", "督办", OWNERS | {"数据员", "管理员"}),
    "ten days late": (
        item("returned", due_date=ago(10)), "escalated", "挂牌",
        OWNERS | {"数据员", "管理员", "镇党委书记"}),
    "applied for": (item("applied"), "to_accept", "", {"专班", "数据员", "管理员"}),
    "met by data": (item("running", is_met=True), "to_apply", "", OWNERS),
    "closed": (item("closed", closed_on=ago(6)), "closed", "", OWNERS),
}  # fmt: skip


@pytest.mark.parametrize(("case", "role"), list(product(CASES, ROLES)))
def test_every_reason_for_every_role(case: str, role: str) -> None:
    what, reason, level, roles = CASES[case]
    shown = [(one.reason, one.level) for one in inbox([what], actor(role), DAY, DEADLINES)]
    assert shown == ([(reason, level)] if role in roles else [])


def test_the_cases_cover_the_table() -> None:
    assert {reason for _, reason, _, _ in CASES.values()} == set(REASONS)


@pytest.mark.parametrize("role", OWNERS)
def test_another_village_or_star_is_not_his(role: str) -> None:
    scope = {"专班": "safety"}.get(role, "410902101226")
    what = item("running", due_date=ago(30))
    assert inbox([what], Actor(role, role, scope), DAY, DEADLINES) == []
    assert inbox([what], Actor(role, role), DAY, DEADLINES) == []
    assert lacks_scope(Actor(role, role))
    assert not lacks_scope(actor(role))
    assert inbox([replace(what, star_code="", village_code="")], actor(role), DAY, DEADLINES) == []


def test_nobody_is_asked_to_accept_what_he_applied_for() -> None:
    def shown(by: Actor | None, who: Actor) -> bool:
        return bool(inbox([item("applied", applied_by=by)], who, DAY, DEADLINES))

    force = actor("专班")
    assert shown(actor("村支书"), force)
    assert not shown(force, force)
    assert not shown(Actor("另一个名字", "专班", ECOLOGY), force)
    assert shown(Actor("另一个专班", "专班", "safety"), force)
    assert not shown(Actor("管 理 员", "数据员"), actor("管理员"))
    assert shown(force, actor("管理员"))


def test_the_worst_comes_first_and_an_item_once_for_each_trigger() -> None:
    items = [
        item("closed", item_id=1, closed_on=DAY),
        item("unclaimed", item_id=2),
        item("running", item_id=3, is_met=True),
        item(
            "running", item_id=4, due_date=ago(-2), is_met=True, has_measure=False, plan_by=ago(9)
        ),
        item("unclaimed", item_id=5, due_date=ago(2), receive_by=ago(20), plan_by=ago(15)),
        item("running", item_id=6, due_date=ago(40)),
        item("running", item_id=7, due_date=ago(-1)),
        item("running", item_id=8, due_date=ago(7)),
        item("running", item_id=9, due_date=ago(41)),
    ]
    shown = inbox(items, actor("村支书"), DAY, DEADLINES)
    assert [(one.item.item_id, one.reason, one.level) for one in shown] == [
        (9, "escalated", "挂牌"), (6, "escalated", "挂牌"), (8, "escalated", "督办"),
        (5, "escalated", "提醒"), (5, "not_claimed", ""), (4, "no_measure", ""),
        (7, "due_soon", ""), (4, "due_soon", ""), (4, "to_apply", ""), (3, "to_apply", ""),
        (2, "to_claim", ""), (1, "closed", ""),
    ]  # fmt: skip


def naive(what: Item, who: Actor) -> set[tuple[str, str]]:
    """What a post should see of an item, as an official would tell it."""
    found = set()
    if what.found_on > DAY or who.role == "只读/投影":
        return found
    if who.role == "专班" and what.star_code != who.scope:
        return found
    if who.role in ("包村干部", "村支书") and what.village_code != who.scope:
        return found
    owner, clerk = who.role in OWNERS, who.role in ("数据员", "管理员")
    is_back = (
        what.state == "suspended" and what.suspended_until is not None
        and what.suspended_until < DAY
    )  # fmt: skip
    at_work = what.state in ("running", "returned") or is_back
    if at_work or what.state == "unclaimed":
        late = (DAY - what.due_date).days if what.due_date else 0
        if late >= 10:
            found.add(("escalated", "挂牌"))
        elif late >= 5 and (owner or clerk):
            found.add(("escalated", "督办"))
        elif late >= 1 and owner:
            found.add(("escalated", "提醒"))
        elif what.due_date and -3 <= late <= 0 and (owner or clerk):
            found.add(("due_soon", ""))
    if what.state == "unclaimed" and (owner or clerk):
        overdue = what.receive_by is not None and what.receive_by < DAY
        found.add(("not_claimed" if overdue else "to_claim", ""))
    if (
        at_work
        and not what.has_measure
        and (owner or clerk)
        and what.plan_by
        and what.plan_by < DAY
    ):
        found.add(("no_measure", ""))
    if at_work and what.is_met and owner:
        found.add(("to_apply", ""))
    if what.state == "applied" and who.role in ("专班", "数据员", "管理员"):
        by = what.applied_by
        if by is None or (by.role != who.role and by.name != who.name):
            found.add(("to_accept", ""))
    if what.state == "closed" and owner and what.closed_on in [ago(n) for n in range(7)]:
        found.add(("closed", ""))
    return found


NEAR = st.one_of(st.none(), st.integers(-16, 8).map(lambda n: DAY + timedelta(days=n)))
ITEMS = st.builds(
    Item, item_id=st.integers(1, 9), village_code=st.sampled_from([WAGANG, "410902101226"]),
    star_code=st.sampled_from([ECOLOGY, "safety", ""]), state=st.sampled_from(STATES),
    found_on=st.integers(-30, 1).map(lambda n: DAY + timedelta(days=n)), receive_by=NEAR,
    plan_by=NEAR, due_date=NEAR, accept_by=NEAR, has_measure=st.booleans(), is_met=st.booleans(),
    applied_by=st.sampled_from([None, *(actor(role) for role in ROLES)]), closed_on=NEAR,
    suspended_until=NEAR,
)  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(
    items=st.lists(ITEMS, max_size=5, unique_by=lambda one: one.item_id),
    role=st.sampled_from(ROLES),
)
def test_agrees_with_the_naive_second(items: list[Item], role: str) -> None:
    shown = inbox(items, actor(role), DAY, DEADLINES)
    found = {(one.item.item_id, one.reason, one.level) for one in shown}
    assert found == {(one.item_id, *seen) for one in items for seen in naive(one, actor(role))}
    triggers = [(one.item.item_id, one.trigger) for one in shown]
    assert len(triggers) == len(set(triggers))
    order = [list(REASONS).index(one.reason) for one in shown]
    assert order == sorted(order)


def test_a_row_of_a_read_becomes_an_item() -> None:
    rows = pd.DataFrame(
        {
            "item_id": [3, 4], "village_code": [WAGANG] * 2, "star_code": [ECOLOGY, None],
            "state": ["applied", "unclaimed"], "found_on": pd.to_datetime([ago(9), ago(8)]),
            "receive_by": [None, DAY], "plan_by": pd.to_datetime([None, DAY]),
            "due_date": pd.to_datetime([DAY, None]), "has_measure": [True, False],
            "is_met": [None, True], "applied_name": ["村支书", None],
            "applied_role": ["村支书", None], "applied_scope": [WAGANG, float("nan")],
            "what": ["污水", "路灯"],
        }
    )  # fmt: skip
    first, second = (item_of(row) for row in rows.to_dict("records"))
    assert first == Item(
        3, WAGANG, ECOLOGY, "applied", ago(9), due_date=DAY, has_measure=True,
        applied_by=actor("村支书"),
    )  # fmt: skip
    assert second == Item(
        4, WAGANG, "", "unclaimed", ago(8), receive_by=DAY, plan_by=DAY, is_met=True
    )
    with pytest.raises(KeyError, match="found_on"):
        item_of({"item_id": 1, "village_code": "", "star_code": "", "state": "", "found_on": None})
