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
from dashboard.domain.inbox import REASONS, Item, inbox, item_of
from dashboard.domain.ledger import KINDS, Signed
from dashboard.domain.ledger import STATES as NAMES

DEADLINES = load_deadlines(Path(__file__).parents[2] / "data" / "campaign" / "deadlines.toml")
DAY = date(2022, 11, 14)
WAGANG, ECOLOGY = "410902101225", "ecology"
SCOPES = {"专班": ECOLOGY, "包村干部": WAGANG, "村支书": WAGANG}


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


def actor(role: str) -> Actor:
    return Actor(role, role, SCOPES.get(role, ""))


def signed(role: str) -> Signed:
    return Signed(role, role, SCOPES.get(role, ""))


def item(state: str, **given: object) -> Item:
    base = Item(
        7, "shortfall", WAGANG, ECOLOGY, state, ago(30), ago(-30), ago(-30), ago(-30), ago(-30),
        has_measure=True,
    )  # fmt: skip
    return replace(base, **given)  # type: ignore[arg-type]


def report(state: str, **given: object) -> Item:
    return item(state, **({"kind": "report", "has_measure": False} | given))


OWNERS, VILLAGE, CLERKS = (
    {"专班", "包村干部", "村支书"},
    {"包村干部", "村支书"},
    {"数据员", "管理员"},
)
TOWN = {"专班", "数据员", "管理员", "镇党委书记"}
# One item for each reason: what it looks like, the reason and its words, and who sees it.
CASES: dict[str, tuple[Item, str, str, set[str]]] = {
    "new": (item("unclaimed"), "to_claim", "新开，待认领", OWNERS | CLERKS),
    "not claimed in time": (
        item("unclaimed", receive_by=ago(1)), "not_claimed", "过了接收期限未认领", OWNERS | CLERKS),
    "no measure in time": (
        item("rectifying", plan_by=ago(1), has_measure=False), "no_measure",
        "过了方案期限没有措施", OWNERS | CLERKS),
    "hung up till yesterday": (
        item("suspended", until_date=ago(1)), "to_resume", "挂起期满，待恢复",
        {"管理员", "镇党委书记", "专班"}),
    "due in three days": (
        item("rectifying", due_date=ago(-3)), "due_soon", "快到期", OWNERS | CLERKS),
    "due today": (item("returned", due_date=DAY), "due_soon", "快到期", OWNERS | CLERKS),
    "one day late": (item("rectifying", due_date=ago(1)), "escalated", "提醒", OWNERS),
    "five days late": (
        item("rectifying", due_date=ago(5)), "escalated", "督办", OWNERS | CLERKS),
    "ten days late": (
        item("returned", due_date=ago(10)), "escalated", "挂牌", OWNERS | CLERKS | {"镇党委书记"}),
    "applied for": (item("applied"), "to_accept", "申请销号，待验收", TOWN),
    "met by data": (
        item("rectifying", proposes_closing=True), "to_apply", "数据已达标，待申请销号", OWNERS),
    "closed": (item("closed", closed_on=ago(6), due_date=ago(9)), "closed", "已销号", OWNERS),
    "reported": (report("unclaimed"), "to_claim", "新报，待受理", TOWN),
    "not taken up": (
        report("unclaimed", receive_by=ago(1)), "not_claimed", "过了接收期限未受理", TOWN),
    "report due": (report("rectifying", due_date=DAY), "due_soon", "快到期", TOWN),
    "report late": (report("rectifying", due_date=ago(1)), "escalated", "提醒", OWNERS | CLERKS),
    "answered": (report("applied"), "to_accept", "已答复，待反馈", VILLAGE),
    "settled": (report("closed", closed_on=DAY), "closed", "已办结", TOWN),
}  # fmt: skip


@pytest.mark.parametrize(("case", "role"), list(product(CASES, ROLES)))
def test_every_reason_for_every_role(case: str, role: str) -> None:
    what, reason, name, roles = CASES[case]
    shown = [(one.reason, one.name) for one in inbox([what], actor(role), DAY, DEADLINES)]
    assert shown == ([(reason, name)] if role in roles else [])


@pytest.mark.parametrize(("since", "is_shown"), [(-1, False), (0, True), (6, True), (7, False)])
def test_a_closed_item_shows_for_a_week(since: int, is_shown: bool) -> None:
    what = item("closed", closed_on=ago(since))
    assert bool(inbox([what], actor("村支书"), DAY, DEADLINES)) == is_shown


def test_the_cases_cover_the_table() -> None:
    assert {reason for _, reason, _, _ in CASES.values()} == set(REASONS)


@pytest.mark.parametrize("role", sorted(OWNERS))
def test_another_village_or_star_is_not_his(role: str) -> None:
    scope = {"专班": "safety"}.get(role, "410902101226")
    what = item("rectifying", due_date=ago(30))
    assert inbox([what], Actor(role, role, scope), DAY, DEADLINES) == []
    assert inbox([what], Actor(role, role), DAY, DEADLINES) == []
    assert Actor(role, role).lacks_scope
    assert not actor(role).lacks_scope
    assert inbox([replace(what, star_code="", village_code="")], actor(role), DAY, DEADLINES) == []


def test_nobody_is_asked_to_accept_what_he_worked_on() -> None:
    def shown(who: Actor, *involved: Signed) -> bool:
        return bool(inbox([item("applied", involved=involved)], who, DAY, DEADLINES))

    force = actor("专班")
    assert shown(force, signed("村支书"))
    assert not shown(force, signed("村支书"), signed("专班"))
    assert not shown(force, Signed("另一个名字", "专班", ECOLOGY))
    assert shown(force, Signed("另一个专班", "专班", "safety"))
    assert not shown(actor("管理员"), Signed("管 理 员", "数据员", ""))
    assert shown(actor("管理员"), signed("专班"))


def test_the_worst_comes_first_and_an_item_once_for_each_trigger() -> None:
    items = [
        item("closed", item_id=1, closed_on=DAY),
        item("unclaimed", item_id=2),
        item("rectifying", item_id=3, proposes_closing=True),
        item(
            "rectifying",
            item_id=4,
            due_date=ago(-2),
            proposes_closing=True,
            has_measure=False,
            plan_by=ago(9),
        ),
        item("unclaimed", item_id=5, due_date=ago(2), receive_by=ago(20), plan_by=ago(15)),
        item("rectifying", item_id=6, due_date=ago(40)),
        item("rectifying", item_id=7, due_date=ago(-1)),
        item("rectifying", item_id=8, due_date=ago(7)),
        item("rectifying", item_id=9, due_date=ago(41)),
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
    found: set[tuple[str, str]] = set()
    role = who.role
    if what.found_on > DAY or role == "只读/投影" or what.state == "taken_back":
        return found
    if role == "专班" and what.star_code != who.scope:
        return found
    if role in VILLAGE and what.village_code != who.scope:
        return found
    reported = what.kind == "report"
    doing = role in (TOWN if reported else OWNERS)
    concerned = doing or role in CLERKS
    end = what.due_date
    if what.state == "suspended" and what.until_date and (end is None or what.until_date > end):
        end = what.until_date
    if what.state != "closed" and end is not None:
        late = (DAY - end).days
        answers = role in OWNERS or (reported and role in CLERKS)
        if late >= 10:
            found.add(("escalated", "挂牌"))
        elif late >= 5 and (answers or role in CLERKS):
            found.add(("escalated", "督办"))
        elif 1 <= late < 5 and answers:
            found.add(("escalated", "提醒"))
        elif -3 <= late <= 0 and concerned and what.state != "applied":
            found.add(("due_soon", ""))
    if what.state == "unclaimed" and concerned:
        overdue = what.receive_by is not None and what.receive_by < DAY
        found.add(("not_claimed" if overdue else "to_claim", ""))
    if what.state in ("rectifying", "returned"):
        no_plan = not reported and not what.has_measure and what.plan_by and what.plan_by < DAY
        if no_plan and concerned:
            found.add(("no_measure", ""))
        if what.proposes_closing and doing:
            found.add(("to_apply", ""))
    is_over = what.state == "suspended" and what.until_date and what.until_date < DAY
    if is_over and role in ("专班", "管理员", "镇党委书记"):
        found.add(("to_resume", ""))
    worked = {one.role for one in what.involved}
    if what.state == "applied" and role in (VILLAGE if reported else TOWN) and role not in worked:
        found.add(("to_accept", ""))
    if what.state == "closed" and doing and what.closed_on in [ago(n) for n in range(7)]:
        found.add(("closed", ""))
    return found


NEAR = st.one_of(st.none(), st.integers(-16, 8).map(lambda n: DAY + timedelta(days=n)))
ITEMS = st.builds(
    Item, item_id=st.integers(1, 9), kind=st.sampled_from(KINDS),
    village_code=st.sampled_from([WAGANG, "410902101226"]),
    star_code=st.sampled_from([ECOLOGY, "safety", ""]), state=st.sampled_from([*NAMES["report"]]),
    found_on=st.integers(-30, 1).map(lambda n: DAY + timedelta(days=n)), receive_by=NEAR,
    plan_by=NEAR, due_date=NEAR, accept_by=NEAR, until_date=NEAR, has_measure=st.booleans(),
    proposes_closing=st.booleans(), closed_on=NEAR,
    involved=st.lists(st.sampled_from(ROLES).map(signed), max_size=2).map(tuple),
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
    assert all(one.name for one in shown)
    order = [list(REASONS).index(one.reason) for one in shown]
    assert order == sorted(order)


def test_a_row_of_the_read_becomes_an_item() -> None:
    rows = pd.DataFrame(
        {
            "item_id": [3, 4], "kind": ["shortfall", "report"], "village_code": [WAGANG] * 2,
            "star_code": [ECOLOGY, ""], "state": ["applied", "unclaimed"],
            "found_on": pd.to_datetime([ago(9), ago(8)]), "receive_by": [None, DAY],
            "plan_by": pd.to_datetime([None, DAY]), "due_date": pd.to_datetime([DAY, None]),
            "accept_by": [None, None], "until_date": pd.to_datetime([None, None]),
            "measure": ["清淤", float("nan")], "proposes_closing": [False, True],
            "closed_on": pd.to_datetime([None, None]), "what": ["污水", "路灯"],
        }
    )  # fmt: skip
    first, second = (item_of(row) for row in rows.to_dict("records"))
    assert first == Item(
        3, "shortfall", WAGANG, ECOLOGY, "applied", ago(9), due_date=DAY, has_measure=True
    )
    assert second == Item(
        4, "report", WAGANG, "", "unclaimed", ago(8), receive_by=DAY, plan_by=DAY,
        proposes_closing=True,
    )  # fmt: skip
    with pytest.raises(KeyError, match="found_on"):
        item_of(rows.assign(found_on=pd.NaT).iloc[0])
