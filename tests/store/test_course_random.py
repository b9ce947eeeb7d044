"""Random sequences of acts: what the store lets through replays to what it shows, nobody judges what
he claimed, and no star is named before its 公示 ended."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.domain.actor import ROLES, Actor
from dashboard.domain.course import RULES, STATES, replay
from dashboard.domain.errors import Refused
from dashboard.store import commands, database, queries
from dashboard.store.commands import Step
from tests.store.course import TODAY, WAGANG
from tests.towns import empty_town

VILLAGES, STARS = (WAGANG,), ("ecology", "party")
FIRST = date(2022, 2, 1)
# Names that are one and the same once typed alike, so that they meet often.
NAMES = ("甲岗", "甲 岗", "乙岗", "丙岗")
WAY = tuple(RULES)
FORWARD = {
    "draft": "claim", "claimed": "pass", "reviewed": "approve", "approved": "publicise",
    "public": "name", "named": "revoke", "returned": "claim", "revoked": "claim",
}  # fmt: skip

acts = st.tuples(
    st.sampled_from([*WAY, "upload", "withdraw", *["forward"] * 12]),
    st.sampled_from(VILLAGES),
    st.sampled_from(STARS),
    st.sampled_from(NAMES),
    st.one_of(st.none(), st.sampled_from(ROLES)),
    st.integers(-1, 8),
)


def tried(act: tuple[str, str, str, str, str | None, int], day: date, uploads: list[int]) -> date:
    """Try one act on about that day; returns the day time has come to."""
    action, village, star, name, role, wait = act
    day = min(day + timedelta(days=wait), TODAY)
    if action == "upload":
        text = f"村代码,年度,星,自评,日期\n{village},2022,{star},是,{day}\n"
        poster = Actor(name, "管理员" if role == "管理员" else "数据员")
        told = commands.publish(poster, commands.check(text.encode(), "自评.csv"))
        assert told.upload_id is not None
        uploads.append(told.upload_id)
        return day
    if action == "withdraw":
        if uploads:
            commands.withdraw(Actor("管理员", "管理员"), uploads[-1], "报错")
            uploads.pop()
        return day
    if (
        action == "forward"
    ):  # so that cases come far; the role is the right one, the name may not be
        sheet = queries.review_sheet(TODAY, 2022).set_index(["village_code", "star_code"])
        action, role = FORWARD[sheet.loc[(village, star), "state"]], None
        name = name if name == NAMES[0] else f"{RULES[action].roles[0]}岗"
    chosen = role or RULES[action].roles[0]
    scope = {"村支书": village, "专班": star}.get(chosen, "")
    step = Step(action, 2022, day, "情况", "1 号")
    commands.take_step(Actor(name, chosen, scope), step, {(village, star): None})
    return day


def test_whatever_is_done_the_rules_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XINGTU_TODAY", str(TODAY))
    reached = set[str]()

    @settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
    @given(sequence=st.lists(acts, min_size=15, max_size=40))
    def run(sequence: list[tuple[str, str, str, str, str | None, int]]) -> None:
        store = empty_town()
        try:
            day, uploads = FIRST, list[int]()
            for act in sequence:
                before = snapshot()
                try:
                    day = tried(act, day, uploads)
                except Refused:
                    assert snapshot() == before
            reached.update(check())
        finally:
            database.use(None)
            store.close()

    run()
    assert {"named", "public", "returned"} <= reached, "the sequences did not come far enough"


def snapshot() -> list[object]:
    """All that is known of the cases."""
    kept: list[object] = []
    for village in VILLAGES:
        kept += queries.case_events(village, 2022)[["event_id", "counts"]].values.tolist()
    return kept


def check() -> set[str]:
    """Hold every case against the rules; returns the states they were in."""
    met = set[str]()
    sheet = queries.review_sheet(TODAY, 2022).set_index(["village_code", "star_code"])
    for village in VILLAGES:
        rows = queries.case_events(village, 2022)
        rows = rows[rows["counts"]].sort_values("event_id")
        for star in STARS:
            own = rows[rows["star_code"] == star].to_dict("records")
            shown = sheet.loc[(village, star), "state"]
            assert replay([one["action"] for one in own]) == shown
            assert shown in STATES
            holds(own)
            met.update(one["state"] for one in own)
    return met


def holds(history: list[dict]) -> None:  # type: ignore[type-arg]
    """What must be true of every history, said without the table."""
    days = [one["event_date"] for one in history]
    assert days == sorted(days)
    signed: dict[str, tuple[str, str]] = defaultdict(lambda: ("", ""))
    until = None
    for one in history:
        who = (one["actor_name"].replace(" ", ""), one["actor_role"])
        if one["action"] in ("claim", "decline"):
            signed.clear()
            signed["claim"] = who
        if one["action"] in ("pass", "approve", "name"):
            assert who[0] != signed["claim"][0]
            assert who[1] != signed["claim"][1]
        if one["action"] == "approve":
            assert who[0] != signed["pass"][0]
            assert who[1] != signed["pass"][1]
        if one["action"] in ("pass", "approve"):
            signed[one["action"]] = who
        if one["action"] == "publicise":
            until = one["public_until"]
            assert (until - one["event_date"]).days == 4
        if one["action"] == "name":
            assert until is not None
            assert one["event_date"] > until
