"""The course of a star in the store: steps, refusals, claims by file, and what is taken back."""

from __future__ import annotations

import json
import threading
from datetime import date, timedelta

import pandas as pd
import pytest

from dashboard.domain.actor import Actor
from dashboard.domain.errors import Refused
from dashboard.store import commands, queries
from dashboard.store.commands import Step
from dashboard.store.database import Database
from tests.conftest import report
from tests.store.course import (
    CHIEF,
    CLERK,
    DAY,
    DONGTIAN,
    TODAY,
    WAGANG,
    XITIAN,
    bring,
    force,
    states,
    step,
    village_head,
)

KEY = (WAGANG, "ecology")


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XINGTU_TODAY", str(TODAY))


def withdrawn_by(upload_id: int, reason: str = "报错") -> None:
    commands.withdraw(CHIEF, upload_id, reason)


def events(village: str = WAGANG, year: int = 2022) -> list[str]:
    """The live acts of a village, oldest first."""
    rows = queries.case_events(village, year)
    return list(rows[rows["counts"]]["action"])[::-1]


@pytest.mark.usefixtures("town")
def test_a_star_is_named_by_five_posts_and_every_step_is_signed() -> None:
    bring(*KEY, "named")
    assert states()[KEY] == "named"
    rows = queries.case_events(WAGANG, 2022)
    assert list(rows["action"])[::-1] == ["claim", "pass", "approve", "publicise", "name"]
    assert list(rows["actor_role"])[::-1] == ["村支书", "专班", "管理员", "数据员", "镇党委书记"]
    until = rows.set_index("action").loc["publicise", "public_until"]
    assert until.date() == DAY + timedelta(days=3 + 4)


def test_every_step_is_in_the_audit_trail(town: Database) -> None:
    bring(*KEY, "reviewed")
    rows = town.ask("select * from audit_event where act = 'course' order by event_id", {})[1]
    told = [json.loads(one) for one in rows["detail"]]
    assert [one["action"] for one in told] == ["claim", "pass"]
    assert told[0]["cases"] == [f"{WAGANG}/ecology"]
    assert list(rows["actor_scope"]) == [WAGANG, "ecology"]


@pytest.mark.usefixtures("town")
def test_a_revoked_star_is_a_claim_no_more_and_stays_in_history() -> None:
    bring(*KEY, "revoked")
    assert states()[KEY] == "revoked"
    with pytest.raises(Refused, match="现在是“撤销”"):
        step(village_head(WAGANG), "claim", *KEY, TODAY)
    assert len(events()) == 6


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize(
    ("state", "actor", "action"),
    [
        ("claimed", force("ecology"), "refuse"),
        ("reviewed", CHIEF, "return"),
        ("approved", CHIEF, "return"),
        ("public", CLERK, "object"),
    ],
)
def test_a_returned_star_is_claimed_anew_by_fresh_eyes(
    state: str, actor: Actor, action: str
) -> None:
    bring(*KEY, state)
    later = DAY + timedelta(days=10)
    with pytest.raises(Refused, match="要写明意见或理由"):
        commands.take_step(actor, Step(action, 2022, later, " "), {KEY: None})
    step(actor, action, *KEY, later)
    assert states()[KEY] == "returned"
    bring(*KEY, "named", later)
    assert states()[KEY] == "named"


@pytest.mark.usefixtures("town")
def test_a_village_may_say_no() -> None:
    step(village_head(WAGANG), "decline", *KEY)
    assert states()[KEY] == "draft"
    sheet = queries.review_sheet(TODAY, 2022).set_index(["village_code", "star_code"])
    assert not sheet.loc[KEY, "is_claimed"]
    assert pd.isna(sheet.loc[(WAGANG, "party"), "is_claimed"])
    with pytest.raises(Refused, match="不能“初审通过”"):
        step(force("ecology"), "pass", *KEY)


@pytest.mark.usefixtures("town")
def test_naming_before_the_end_of_publicity_is_refused_with_the_day() -> None:
    bring(*KEY, "public")
    last = DAY + timedelta(days=3 + 4)
    with pytest.raises(Refused, match=f"{last + timedelta(days=1)} 起才能命名"):
        step(CHIEF, "name", *KEY, last)
    step(CHIEF, "name", *KEY, last + timedelta(days=1))
    assert states()[KEY] == "named"


@pytest.mark.usefixtures("town")
def test_a_later_setting_does_not_move_a_running_publicity(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bring(*KEY, "public")
    from dashboard.domain.course import Publicity
    from dashboard.store import definitions

    monkeypatch.setattr(definitions, "publicity", lambda: Publicity(days=30, source="x"))
    step(CHIEF, "name", *KEY, DAY + timedelta(days=8))
    assert states()[KEY] == "named"


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("action", ["approve", "revoke"])
def test_a_document_is_asked_for(action: str) -> None:
    bring(*KEY, "reviewed" if action == "approve" else "named")
    with pytest.raises(Refused, match="要写明文号"):
        step(CHIEF, action, *KEY, TODAY, document=" ")


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize(
    ("day", "year", "said"),
    [
        (TODAY + timedelta(days=1), 2022, "还没到"),
        (date(2021, 12, 31), 2022, "早于 2022 年度"),
        (TODAY, 2023, "还没开始"),
        (TODAY, 1900, "还没开始"),
    ],
)
def test_days_ahead_and_years_not_begun_are_refused(day: date, year: int, said: str) -> None:
    with pytest.raises(Refused, match=said):
        commands.take_step(village_head(WAGANG), Step("claim", year, day), {KEY: 0})


@pytest.mark.usefixtures("town")
def test_personal_numbers_and_long_texts_are_refused() -> None:
    for text, said in (("见 13812345678", "不收个人信息"), ("长" * 201, "最多 200 个字")):
        with pytest.raises(Refused, match=said):
            commands.take_step(village_head(WAGANG), Step("claim", 2022, DAY, text), {KEY: 0})


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize(
    ("key", "action"),
    [(("410902101999", "ecology"), "claim"), ((WAGANG, "luck"), "claim"), (KEY, "luck")],
)
def test_nonsense_is_refused(key: tuple[str, str], action: str) -> None:
    with pytest.raises(Refused):
        commands.take_step(Actor("村支书", "村支书", key[0]), Step(action, 2022, DAY), {key: 0})
    with pytest.raises(Refused, match="请先选定"):
        commands.take_step(village_head(WAGANG), Step("claim", 2022, DAY), {})


@pytest.mark.usefixtures("town")
def test_many_villages_at_once_are_all_or_nothing_and_every_refusal_is_told() -> None:
    for village in (WAGANG, DONGTIAN):
        bring(village, "ecology", "claimed")
    cases = {(one, "ecology"): None for one in (WAGANG, DONGTIAN, XITIAN)}
    with pytest.raises(Refused) as told:
        commands.take_step(
            force("ecology"), Step("pass", 2022, DAY, "属实"), cases | {(WAGANG, "party"): None}
        )
    assert "西田村" in str(told.value)
    assert "只能办本专班" in str(told.value)
    assert states()[KEY] == "claimed"
    del cases[(XITIAN, "ecology")]
    assert commands.take_step(force("ecology"), Step("pass", 2022, DAY, "属实"), cases) == 2
    assert states()[(DONGTIAN, "ecology")] == "reviewed"


@pytest.mark.usefixtures("town")
def test_the_second_of_two_is_told() -> None:
    bring(*KEY, "claimed")
    seen = int(queries.case_events(WAGANG, 2022)["event_id"].max())
    step(force("ecology"), "pass", *KEY, seen=seen)
    with pytest.raises(Refused, match="刚刚由别人办过，现在是“镇级初审”"):
        step(force("ecology"), "refuse", *KEY, seen=seen)


@pytest.mark.usefixtures("town")
def test_of_two_at_the_very_same_time_one_succeeds() -> None:
    bring(*KEY, "claimed")
    seen = int(queries.case_events(WAGANG, 2022)["event_id"].max())
    told: list[str] = []

    def act() -> None:
        try:
            step(force("ecology"), "pass", *KEY, seen=seen)
            told.append("done")
        except Refused:
            told.append("refused")

    both = [threading.Thread(target=act) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(told) == ["done", "refused"]
    assert events() == ["claim", "pass"]


@pytest.mark.usefixtures("town")
def test_claims_come_in_as_a_file_and_are_reviewed() -> None:
    told = report("村,年度,星,自评,说明\n瓦岗,2022,生态宜居,是,台账齐\n东田,2022,生态宜居,否,\n")
    assert told.upload_id is not None
    assert states()[KEY] == "claimed"
    assert states()[(DONGTIAN, "ecology")] == "draft"
    row = queries.case_events(WAGANG, 2022).iloc[0]
    assert (row["opinion"], row["actor_name"], row["upload_id"]) == (
        "台账齐", "数据员", told.upload_id,
    )  # fmt: skip
    assert row["event_date"].date() == TODAY
    commands.withdraw(CHIEF, told.upload_id, "报错")
    assert states()[KEY] == "draft"
    assert list(queries.case_events(WAGANG, 2022)["counts"]) == [False]


@pytest.mark.usefixtures("town")
def test_a_reviewed_claim_cannot_be_withdrawn_with_its_file() -> None:
    told = report(f"村,年度,星,自评,日期\n瓦岗,2022,生态宜居,是,{DAY}\n")
    assert told.upload_id is not None
    step(force("ecology"), "pass", *KEY)
    with pytest.raises(Refused, match="瓦岗村（生态宜居）的自评已经审过"):
        commands.withdraw(CHIEF, told.upload_id, "报错")
    assert states()[KEY] == "reviewed"


@pytest.mark.usefixtures("town")
def test_the_uploader_of_a_claim_does_not_approve_it() -> None:
    text = f"村,年度,星,自评,日期\n瓦岗,2022,生态宜居,是,{DAY}\n"
    commands.publish(CHIEF, commands.check(text.encode(), "自评.csv"))
    step(force("ecology"), "pass", *KEY)
    with pytest.raises(Refused, match="“自评申报”是管理员（管理员）办的"):
        step(CHIEF, "approve", *KEY)


@pytest.mark.usefixtures("town")
def test_who_handed_a_checked_file_in_does_not_approve_it_either(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XINGTU_SECOND_CHECK", "1")
    text = f"村,年度,星,自评,日期\n瓦岗,2022,生态宜居,是,{DAY}\n"
    held = commands.publish(CHIEF, commands.check(text.encode(), "自评.csv"))
    assert held.draft_id is not None
    assert states()[KEY] == "draft"
    commands.publish_draft(CLERK, held.draft_id)
    step(force("ecology"), "pass", *KEY)
    with pytest.raises(Refused, match="“自评申报”是管理员（管理员）办的"):
        step(CHIEF, "approve", *KEY)


@pytest.mark.usefixtures("town")
def test_a_file_does_not_overturn_a_review() -> None:
    bring(*KEY, "reviewed")
    before = events()
    told = report("村,年度,星,自评\n瓦岗,2022,生态宜居,是\n东田,2022,生态宜居,是\n")
    assert events() == before
    assert states()[(DONGTIAN, "ecology")] == "claimed"
    assert told.upload_id is not None
    withdrawn_by(told.upload_id)
    with pytest.raises(Refused, match=r"瓦岗村（生态宜居）：已在“镇级初审”，自评不能再改"):
        report("村,年度,星,自评\n瓦岗,2022,生态宜居,否\n东田,2022,生态宜居,否\n")
    assert states()[(DONGTIAN, "ecology")] == "draft"


@pytest.mark.usefixtures("town")
def test_a_file_of_claims_is_checked_row_by_row() -> None:
    told = report(
        "村,年度,星,自评\n瓦岗,2022,生态宜居,也许\n瓦岗,2022,幸运,是\n东田,2022,生态宜居,是\n"
        "东田,2022,生态,是\n东田村,2022,生态宜居星,否\n"
    )
    found = [(one.row, one.kind) for one in told.problems]
    assert (2, "out_of_range") in found
    assert (3, "unknown_star") in found
    assert (6, "duplicate") in found
    assert set(states().values()) == {"draft"}


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("role", ["村支书", "专班", "包村干部", "镇党委书记", "只读/投影"])
def test_files_of_claims_are_for_the_clerks(role: str) -> None:
    verdict = commands.check("村,年度,星,自评\n瓦岗,2022,生态宜居,是\n".encode(), "自评.csv")
    with pytest.raises(Refused):
        commands.publish(Actor(role, role), verdict)


@pytest.mark.usefixtures("town")
def test_last_year_stands_beside_this_one() -> None:
    report(
        "村,年度,级别,事件,理由\n瓦岗,2021,5,晋星,公布\n东田,2021,3,晋星,公布\n西田,2021,0,摘星,公布\n"
    )
    sheet = queries.review_sheet(TODAY, 2022).set_index(["village_code", "star_code"])
    named = sheet["last_named"].xs("party", level="star_code")
    assert bool(named[WAGANG]) is True
    assert pd.isna(named[DONGTIAN])
    assert bool(named[XITIAN]) is False
    assert sheet.loc[(DONGTIAN, "party"), "last_level"] == 3


@pytest.mark.usefixtures("town")
def test_a_case_of_a_merged_village_can_only_be_sent_back() -> None:
    bring(*KEY, "public")
    merged = DAY + timedelta(days=1)
    commands.merge_village(CLERK, KEY[0], XITIAN, merged, "并村")
    later = DAY + timedelta(days=20)
    with pytest.raises(Refused, match=r"瓦岗村（生态宜居）：.*没有这个村"):
        step(CHIEF, "name", *KEY, later)
    step(CLERK, "object", *KEY, later)
    assert commands.year_result(2022).running == ()
