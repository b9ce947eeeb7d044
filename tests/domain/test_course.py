"""The course of a star against a second statement of its rules, written as officials tell them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest

from dashboard.domain.actor import MAY, ROLES, Actor
from dashboard.domain.campaign import CampaignError
from dashboard.domain.course import ROLES as COURSE_ROLES
from dashboard.domain.course import (
    RULES,
    STATES,
    Case,
    Publicity,
    Signed,
    is_same,
    last_public_day,
    load_publicity,
    refusal,
    replay,
    yearly_event,
)

VILLAGE, STAR = "410902101225", "ecology"
DAY = date(2022, 11, 14)


def naive(state: str, action: str, role: str) -> str | None:
    """The state an act leads to, or None, as the rules are told: step by step, by post."""
    if role == "村支书" and state in ("草拟", "村级自评", "退回"):
        if action == "自评申报":
            return "村级自评"
        if action == "自评不申报":
            return "草拟"
    if role == "专班" and state == "村级自评":
        if action == "初审通过":
            return "镇级初审"
        if action == "初审退回":
            return "退回"
    if role == "管理员":
        if state == "镇级初审" and action == "联审通过":
            return "县级联审"
        if state in ("镇级初审", "县级联审") and action == "联审退回":
            return "退回"
    if role in ("管理员", "数据员"):
        if state == "县级联审" and action == "开始公示":
            return "公示中"
        if state == "公示中" and action == "公示异议退回":
            return "退回"
    if role in ("管理员", "镇党委书记"):
        if state == "公示中" and action == "命名":
            return "已命名"
        if state == "已命名" and action == "撤销命名":
            return "撤销"
    return None


def scoped(role: str, name: str = "") -> Actor:
    scope = {"村支书": VILLAGE, "包村干部": VILLAGE, "专班": STAR}.get(role, "")
    return Actor(name or f"{role}（本村本星）", role, scope)


@pytest.mark.parametrize(("state", "action"), list(product(STATES, RULES)))
def test_every_state_act_and_role_is_as_told(state: str, action: str) -> None:
    for role in ROLES:
        case = Case(VILLAGE, STAR, state, DAY, DAY - timedelta(days=1))
        told = naive(STATES[state], RULES[action].name, role)
        said = refusal(action, case, scoped(role), DAY)
        assert (said == "") == (told is not None), (state, action, role, said)
        if told is not None:
            assert STATES[RULES[action].target] == told


def test_the_table_of_roles_opens_the_door_to_those_of_the_course() -> None:
    assert MAY["course"] == COURSE_ROLES


def test_the_one_way_to_a_name_takes_three_roles() -> None:
    way = ["claim", "pass", "approve", "publicise", "name"]
    assert replay(way) == "named"
    for place in range(len(way) - 1):
        with pytest.raises(ValueError, match="cannot follow"):
            replay(way[:place] + way[place + 1 :])
    deciders = [set(RULES[one].roles) for one in ("claim", "pass", "approve")]
    assert not deciders[0] & deciders[1]
    assert not deciders[0] & deciders[2]
    assert not deciders[1] & deciders[2]


@pytest.mark.parametrize("scope", ["", "410902101200"])
def test_a_branch_secretary_speaks_for_his_own_village(scope: str) -> None:
    said = refusal("claim", Case(VILLAGE, STAR), Actor("村支书（某村）", "村支书", scope), DAY)
    assert ("请先在左边" if not scope else "只能办本村") in said


@pytest.mark.parametrize("scope", ["", "party"])
def test_a_task_force_reviews_its_own_star(scope: str) -> None:
    case = Case(VILLAGE, STAR, "claimed")
    said = refusal("pass", case, Actor("专班（某星）", "专班", scope), DAY)
    assert ("请先在左边" if not scope else "只能办本专班") in said


@pytest.mark.parametrize(
    ("action", "state", "step", "role"),
    [
        ("pass", "claimed", "claim", "专班"),
        ("approve", "reviewed", "claim", "管理员"),
        ("approve", "reviewed", "pass", "管理员"),
        ("name", "public", "claim", "管理员"),
        ("name", "public", "claim", "镇党委书记"),
    ],
)
@pytest.mark.parametrize(
    ("name", "other_role"),
    [("王 岗位", None), (" 王岗位　", "村支书"), ("王岗位", "数据员"), ("别人", None)],
)
def test_nobody_judges_what_he_did_himself(
    action: str, state: str, step: str, role: str, name: str, other_role: str | None
) -> None:
    """The same role or the same name, however it was typed."""
    signed = {step: (Signed(name, other_role or role),)}
    case = Case(VILLAGE, STAR, state, DAY, DAY - timedelta(days=1), signed)
    assert "不能再由" in refusal(action, case, scoped(role, "王岗位"), DAY)
    free = Case(VILLAGE, STAR, state, DAY, DAY - timedelta(days=1),
                {step: (Signed("李岗位", "包村干部"),)})  # fmt: skip
    assert refusal(action, free, scoped(role, "王岗位"), DAY) == ""


def test_who_handed_the_file_in_counts_as_claimant_too() -> None:
    signed = {"claim": (Signed("数据员", "数据员"), Signed("管理员", "管理员"))}
    case = Case(VILLAGE, STAR, "reviewed", signed=signed)
    assert "不能再由" in refusal("approve", case, scoped("管理员"), DAY)


def test_what_one_named_one_may_revoke_and_what_one_approved_one_may_return() -> None:
    signed = {"approve": (Signed("管理员", "管理员"),)}
    case = Case(VILLAGE, STAR, "approved", DAY, None, signed)
    assert refusal("return", case, scoped("管理员", "管理员"), DAY) == ""
    case = Case(VILLAGE, STAR, "public", DAY, DAY - timedelta(days=1), signed)
    assert refusal("name", case, scoped("管理员", "管理员"), DAY) == ""


def test_names_are_compared_as_meant() -> None:
    assert is_same("专班（生态宜居）", " 专班(生态宜居) ")
    assert not is_same("村支书（东田村）", "村支书（西田村）")
    for variant in (
        "专班\u200b（生态宜居）",
        "专班\u2060（生态宜居）",
        "专班\ufe0f（生态宜居）",
        "专班·生态宜居。",
    ):
        assert is_same("专班（生态宜居）", variant)


def test_a_step_is_not_dated_before_the_last() -> None:
    case = Case(VILLAGE, STAR, "claimed", DAY)
    said = refusal("pass", case, scoped("专班"), DAY - timedelta(days=1))
    assert "早于上一步" in said
    assert str(DAY) in said
    assert refusal("pass", case, scoped("专班"), DAY) == ""


@pytest.mark.parametrize("days", [1, 5, 7])
def test_a_name_waits_for_the_end_of_publicity(days: int) -> None:
    publicity = Publicity(days=days, source="测试")
    last = last_public_day(DAY, publicity)
    assert (last - DAY).days == days - 1
    case = Case(VILLAGE, STAR, "public", DAY, last)
    for after in range(days):
        said = refusal("name", case, scoped("管理员"), DAY + timedelta(days=after))
        assert f"{last + timedelta(days=1)} 起才能命名" in said
    assert refusal("name", case, scoped("管理员"), last + timedelta(days=1)) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "one \\[\\[publicity\\]\\]"),
        ('[[publicity]]\ndays = 0\nsource = "x"\n', "days"),
        ('[[publicity]]\ndays = 5\nsorce = "x"\n', "sorce"),
        ('[[publicity]]\ndays = 5\nsource = "x"\n' * 2, "found 2"),
    ],
)
def test_a_faulty_setting_is_told(tmp_path, text: str, said: str) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "course.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(CampaignError, match=said):
        load_publicity(path)


@pytest.mark.parametrize(
    ("level", "before", "current", "revoked", "event"),
    [
        (3, None, None, 0, "晋星"),
        (3, 2, None, 0, "晋星"),
        (3, 3, None, 0, "保星"),
        (2, 3, None, 0, "降星"),
        (0, 3, None, 0, "摘星"),
        (2, 3, None, 1, "摘星"),
        (4, 3, None, 1, "晋星"),
        (4, 3, 5, 1, "摘星"),
        (0, None, 2, 2, "摘星"),
        (3, 3, 3, 1, "保星"),
    ],
)
def test_the_yearly_event(
    level: int, before: int | None, current: int | None, revoked: int, event: str
) -> None:
    assert yearly_event(level, before, current, revoked) == event
