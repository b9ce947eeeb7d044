"""The ledger's machine: every state × act × role against a second, plain reading of the table."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain import ledger
from dashboard.domain.actor import ROLES, Actor
from dashboard.domain.ledger import KINDS, RULES, STATES, Signed, Standing, after, refusal, replay

DAY = date(2022, 7, 4)
VILLAGE, STAR = "410902101225", "ecology"
# Written down a second time, by letters: A 管理员, S 书记, D 数据员, T 专班, L 包村干部, B 村支书.
LETTERS = dict(zip("ASDTLB", ROLES, strict=False))
EXPECTED = {
    "shortfall": """
        unclaimed  claim   rectifying TLB
        unclaimed  assign  unclaimed  ASDT
        unclaimed  suspend suspended  AST
        unclaimed  press   unclaimed  AS
        unclaimed  void    taken_back AD
        rectifying progress rectifying TLBD
        rectifying apply   applied    TLB
        rectifying assign  rectifying ASDT
        rectifying suspend suspended  AST
        rectifying press   rectifying AS
        rectifying void    taken_back AD
        applied    accept  closed     ASDT
        applied    return  returned   ASDT
        applied    assign  applied    ASDT
        applied    press   applied    AS
        returned   progress returned  TLBD
        returned   apply   applied    TLB
        returned   assign  returned   ASDT
        returned   suspend suspended  AST
        returned   press   returned   AS
        returned   void    taken_back AD
        suspended  resume  before     AST
        suspended  assign  suspended  ASDT
        suspended  press   suspended  AS
        suspended  void    taken_back AD
        closed     reopen  rectifying ASDT
    """,
    "report": """
        unclaimed  claim   rectifying ASDT
        unclaimed  apply   applied    ASDT
        unclaimed  assign  unclaimed  ASDT
        unclaimed  suspend suspended  AST
        unclaimed  press   unclaimed  AS
        unclaimed  void    taken_back AD
        rectifying progress rectifying ASDT
        rectifying apply   applied    ASDT
        rectifying assign  rectifying ASDT
        rectifying suspend suspended  AST
        rectifying press   rectifying AS
        rectifying void    taken_back AD
        applied    accept  closed     LB
        applied    return  returned   LB
        applied    assign  applied    ASDT
        applied    press   applied    AS
        returned   progress returned  ASDT
        returned   apply   applied    ASDT
        returned   assign  returned   ASDT
        returned   suspend suspended  AST
        returned   press   returned   AS
        returned   void    taken_back AD
        suspended  resume  before     AST
        suspended  assign  suspended  ASDT
        suspended  press   suspended  AS
        suspended  void    taken_back AD
        closed     reopen  rectifying LB
    """,
}
ALLOWED = {
    (kind, state, action, LETTERS[letter]): target
    for kind, table in EXPECTED.items()
    for state, action, target, letters in (line.split() for line in table.strip().splitlines())
    for letter in letters
}


def actor(role: str, name: str = "") -> Actor:
    scope = {"专班": STAR, "包村干部": VILLAGE, "村支书": VILLAGE}.get(role, "")
    return Actor(name or role, role, scope)


@pytest.mark.parametrize("kind", KINDS)
def test_every_state_act_and_role(kind: str) -> None:
    for state in STATES[kind]:
        left = ("rectifying",) if state in ("suspended", "taken_back") else ()
        item = Standing(kind, VILLAGE, STAR, state, 1, DAY, DAY, True, left)
        for action in RULES[kind]:
            for role in ROLES:
                said = refusal(action, item, actor(role), DAY)
                target = ALLOWED.get((kind, state, action, role))
                assert (said == "") == (target is not None), (state, action, role, said)
                if target is not None:
                    reached = "rectifying" if target == "before" else target
                    assert after(kind, action, state, left)[0] == reached
                offered = action in ledger.actions_of(role, kind, state)
                assert offered == (target is not None)


def test_only_the_data_do_what_no_role_may() -> None:
    for table in RULES.values():
        silent = {action for action, rule in table.items() if not rule.roles}
        assert silent == {"take_back", "restore", "relapse", "undo_relapse"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("role", ROLES)
def test_nobody_accepts_his_own(kind: str, role: str) -> None:
    who = actor(role)
    for involved in (
        Signed(who.name, "管理员", ""),  # the same post by name
        Signed(f" {who.name}", "管理员", ""),  # however it is typed
        Signed("另一个名字", who.role, who.scope),  # the same star or village
    ):
        item = Standing(kind, VILLAGE, STAR, "applied", 1, DAY, DAY, True, (), (involved,))
        said = refusal("accept", item, who, DAY)
        # Another name of a role without village or star is another post.
        alone = involved.name == "另一个名字" and not who.scope
        assert (said == "") == (alone and role in RULES[kind]["accept"].roles)
        assert refusal("return", item, who, DAY) == refusal(
            "return", Standing(kind, VILLAGE, STAR, "applied", 1, DAY), who, DAY
        )


def test_scope_day_and_measure() -> None:
    item = Standing("shortfall", VILLAGE, STAR, "rectifying", 1, DAY, DAY)
    other = Actor("村支书（东田村）", "村支书", "410902101218")
    assert "只能办本村" in refusal("apply", item, other, DAY)
    assert "选定是哪个村" in refusal("apply", item, Actor("村支书", "村支书"), DAY)
    assert "只能办本专班" in refusal("apply", item, Actor("专班", "专班", "party"), DAY)
    assert "整改措施" in refusal("apply", item, actor("专班"), DAY)
    assert refusal("apply", ledger.with_measure(item), actor("专班"), DAY) == ""
    assert "早于上一步" in refusal("progress", item, actor("专班"), date(2022, 7, 3))


@pytest.mark.parametrize("kind", KINDS)
@given(st.data())
def test_every_way_through_ends_in_a_known_state_and_replays(
    kind: str, data: st.DataObject
) -> None:
    state, left, acts = "", (), []
    for _ in range(data.draw(st.integers(1, 12))):
        may = [action for action, rule in RULES[kind].items() if state in rule.source]
        action = data.draw(st.sampled_from(may))
        state, left = after(kind, action, state, left)
        acts.append(action)
        assert state in STATES[kind]
        # Only what hangs or was taken back has somewhere to come back to.
        assert bool(left) == (state in ("suspended", "taken_back"))
        assert replay(kind, acts) == state
    impossible = next(one for one, rule in RULES[kind].items() if state not in rule.source)
    with pytest.raises(ValueError, match="cannot follow"):
        replay(kind, [*acts, impossible])
