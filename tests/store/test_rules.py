"""Rules: drafts, what a version would change, putting it in force, and every refusal."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dashboard.domain.actor import ADMIN, LIAISON, Actor
from dashboard.domain.errors import Refused
from dashboard.domain.rule_delta import delta, differences
from dashboard.domain.rule_file import read_document, write_document
from dashboard.domain.rules import (
    RequirementRule,
    RuleDocument,
    RuleSet,
    StarRule,
    SwitchRule,
    Tier,
    applied,
)
from dashboard.store import commands, definitions, doctor, queries, stored
from dashboard.store.commands import RuleDraft
from dashboard.store.database import Database
from tests.conftest import OFFICER, report

ADMINISTRATOR = Actor("管理员", ADMIN)
WAGANG, ZHAI = "410902101225", "410902101214"
FIRST, NEWEST, NEXT = date(2022, 7, 4), date(2022, 7, 11), date(2022, 7, 18)
E02 = ("ecology", "E02", "")


@pytest.fixture
def few(town: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A town where E02 alone decides 生态宜居, and one requirement each other star, with values on two
    review days; today is the newest."""
    monkeypatch.setenv("XINGTU_TODAY", str(NEWEST))
    with town.write() as transaction:
        transaction.run(
            "delete from requirement where indicator_code not in ('E02', 'P01', 'I01', 'L04', 'C03')"
        )
        stored.refresh_rules(transaction)
    report(
        "村,日期,E02\n瓦岗,2022-07-04,50\n翟庄,2022-07-04,30\n瓦岗,2022-07-11,60\n翟庄,2022-07-11,47\n"
    )
    return town


def rule(day: date | None = None, **changed: Any) -> RequirementRule:
    """E02 as in force, with some changed."""
    kept = queries.rules_on(day or NEWEST).requirement[E02]
    return kept.model_copy(update={"source_note": "", **changed})


def document(day: date | None = NEXT, *rules: RequirementRule, **head: Any) -> RuleDocument:
    told = {"set_by": "镇党建办主任", "source_note": "镇党委会议定"} | head
    return RuleDocument(valid_from=day, requirement=rules or (rule(threshold=55.0),), **told)


def draft(wanted: RuleDocument) -> RuleDraft:
    return commands.save_rule_draft(OFFICER, "提高污水治理", wanted)


def publish(wanted: RuleDocument) -> int:
    saved = draft(wanted)
    seen = commands.preview_rules(saved.draft_id, saved.revision)
    return commands.publish_rules(ADMINISTRATOR, saved.draft_id, saved.revision, seen.data_version)


def states(day: date) -> dict[tuple[str, str], str]:
    rows = queries.stars(day)
    keys = zip(rows["village_code"], rows["star_code"], strict=True)
    return dict(zip(keys, rows["state"], strict=True))


def test_from_draft_to_effect(few: Database) -> None:
    saved = draft(document())
    assert (saved.draft_id, saved.revision) == (1, 1)
    seen = commands.preview_rules(1, 1)
    assert (seen.effect.as_of, seen.is_late, len(seen.late)) == (NEXT, False, 0)
    assert list(seen.effect.turned["village_code"]) == [ZHAI]
    assert seen.if_now is not None
    assert seen.if_now.as_of == NEWEST
    assert list(seen.if_now.turned["village_code"]) == [ZHAI]
    assert list(seen.effect.levels[["before", "after"]].iloc[0]) == [1, 0]
    assert len(queries.rule_versions()) == 1
    before = states(NEWEST)
    assert commands.publish_rules(ADMINISTRATOR, 1, 1, seen.data_version) == 2
    assert states(NEWEST) == before
    assert states(NEXT)[ZHAI, "ecology"] == "lost"
    assert states(NEXT)[WAGANG, "ecology"] == "won"
    kept = queries.rules_on(NEXT).requirement[E02]
    assert (kept.threshold, kept.source_note) == (55.0, "镇党委会议定")
    assert queries.rules_on(NEWEST).requirement[E02].threshold == 45.0
    versions = queries.rule_versions()
    assert list(versions["version"]) == [2, 1]
    assert list(versions["draft_id"].fillna(0)) == [1, 0]
    assert list(queries.rule_drafts()["state"]) == ["published"]
    assert all(one.is_sound for one in doctor.examine(few))


def test_every_kind_of_rule_is_kept(few: Database) -> None:
    wanted = document(
        NEXT,
        rule(points=3.0, tiers=(Tier(threshold=45.0, points=1.0), Tier(threshold=60.0, points=3.0))),
        RequirementRule.model_validate(
            {"star": "ecology", "indicator": "E02", "category": "社区", "direction": "higher",
             "threshold": 80.0, "max_age_days": 45}
        ),
    ).model_copy(update={
        "star": (StarRule(star="party", capstone=True), StarRule(star="ecology", pass_mark=60.0)),
        "switch": (SwitchRule(name="one_level_a_year", number=1.0),
                   SwitchRule(name="satisfaction_cap", number=50.0, level=2, code="E02")),
    })  # fmt: skip
    base = queries.rules_on(NEXT)
    publish(wanted)
    assert queries.rules_on(NEXT) == applied(base, wanted)
    assert queries.rules_on(NEWEST) == base
    later = date(2022, 8, 1)
    ending = RuleDocument(
        valid_from=later, set_by="岗位", source_note="会议",
        requirement=(RequirementRule.model_validate(
            {"star": "ecology", "indicator": "E02", "category": "社区", "dropped": True}),),
        switch=(SwitchRule(name="one_level_a_year", off=True),),
    )  # fmt: skip
    with pytest.raises(Refused, match="生态宜居对社区没有一项必达"):
        publish(ending)
    publish(ending.model_copy(update={"requirement": ()}))
    assert "one_level_a_year" not in queries.rules_on(later).switch
    assert "one_level_a_year" in queries.rules_on(NEXT).switch
    assert all(one.is_sound for one in doctor.examine(few))


def test_a_late_entry_lists_what_it_then_changes(few: Database) -> None:
    wanted = document(FIRST, reason="会议纪要补登")
    saved = draft(wanted)
    seen = commands.preview_rules(saved.draft_id, saved.revision)
    assert seen.is_late
    before = {day: states(day) for day in (FIRST, NEWEST)}
    commands.publish_rules(ADMINISTRATOR, 1, 1, seen.data_version)
    after = {day: states(day) for day in (FIRST, NEWEST)}
    foretold = {
        (row["as_of"].date(), row["village_code"], row["star_code"], row["before"], row["after"])
        for row in seen.late[seen.late["star_code"] != ""].to_dict("records")
    }
    assert foretold == {
        (day, *key, before[day][key], after[day][key])
        for day in before
        for key in before[day]
        if before[day][key] != after[day][key]
    }
    assert {(one[0], one[1]) for one in foretold} == {(FIRST, WAGANG), (NEWEST, ZHAI)}
    assert len(seen.late[seen.late["star_code"] == ""]) == 2
    assert bool(queries.rule_versions().iloc[0]["is_late"])


def test_the_same_day_is_late_only_when_it_was_judged(
    few: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert commands.is_late(NEWEST)
    monkeypatch.setenv("XINGTU_TODAY", "2022-07-13")
    assert not commands.is_late(date(2022, 7, 13))
    report("村,日期,E02\n瓦岗,2022-07-13,70\n")
    assert commands.is_late(date(2022, 7, 13))
    assert not commands.is_late(date(2022, 7, 18))
    monkeypatch.setenv("XINGTU_TODAY", "2022-07-19")
    assert commands.is_late(date(2022, 7, 18))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"set_by": " "}, "哪个岗位"),
        ({"source_note": ""}, "依据"),
        ({"valid_from": None}, "从哪天起"),
        ({"valid_from": NEWEST}, "补录理由"),
        ({"valid_from": date(2029, 1, 1)}, "生效日期不行"),
        ({"valid_from": date(1940, 1, 1)}, "太早"),
        ({"requirement": ()}, "没有改动"),
        ({"valid_from": date(2022, 5, 1), "reason": "补"}, "第 1 版已经规定自 2022-05-01 起"),
    ],
)
def test_what_lacks_is_refused_and_nothing_stored(
    few: Database, change: dict[str, Any], words: str
) -> None:
    saved = draft(document().model_copy(update=change))
    assert any(words in one for one in commands.rule_faults(saved.document).every)
    version = few.version
    with pytest.raises(Refused, match=words):
        commands.publish_rules(ADMINISTRATOR, saved.draft_id, saved.revision, version)
    assert few.version == version
    assert len(queries.rule_versions()) == 1
    assert queries.rules_on(NEXT).requirement[E02].threshold == 45.0


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"threshold": 120.0}, "超出这项指标的范围"),
        ({"mandatory": False}, "没有一项必达"),
        ({"direction": "lower"}, "方向"),
        ({"dropped": True}, "没有一项必达"),
    ],
)
def test_contradictions_are_refused_in_preview_and_effect(
    few: Database, changed: dict[str, Any], words: str
) -> None:
    saved = draft(document(NEXT, rule(**changed)))
    with pytest.raises(Refused, match=words):
        commands.preview_rules(saved.draft_id, saved.revision)
    with pytest.raises(Refused, match=words):
        commands.publish_rules(ADMINISTRATOR, 1, 1, few.version)
    assert len(queries.rule_versions()) == 1


def test_what_moved_since_the_preview_is_refused(few: Database) -> None:
    draft(document())
    seen = commands.preview_rules(1, 1)
    report("村,日期,E02\n瓦岗,2022-07-11,61\n")
    with pytest.raises(Refused, match="重新预览"):
        commands.publish_rules(ADMINISTRATOR, 1, 1, seen.data_version)
    seen = commands.preview_rules(1, 1)
    commands.save_rule_draft(OFFICER, "改", document(), draft_id=1, revision=1)
    for act in (
        lambda: commands.publish_rules(ADMINISTRATOR, 1, 1, seen.data_version),
        lambda: commands.preview_rules(1, 1),
        lambda: commands.save_rule_draft(OFFICER, "改", document(), draft_id=1, revision=1),
        lambda: commands.discard_rule_draft(OFFICER, 1, 1),
    ):
        with pytest.raises(Refused, match="刚刚由数据员改过（第 2 稿"):
            act()
    assert len(queries.rule_versions()) == 1


def test_a_draft_that_ended_is_not_opened_again(few: Database) -> None:
    draft(document())
    commands.discard_rule_draft(OFFICER, 1, 1)
    with pytest.raises(Refused, match="已经作废"):
        commands.save_rule_draft(OFFICER, "改", document(), draft_id=1, revision=2)
    with pytest.raises(Refused, match="没有第 9 号"):
        commands.preview_rules(9, 1)
    publish(document())
    with pytest.raises(Refused, match="已经生效"):
        commands.publish_rules(ADMINISTRATOR, 2, 2, few.version)


def test_only_the_administrator_puts_rules_in_force(few: Database) -> None:
    draft(document())
    seen = commands.preview_rules(1, 1)
    with pytest.raises(Refused, match="请由管理员办理"):
        commands.publish_rules(OFFICER, 1, 1, seen.data_version)
    with pytest.raises(Refused, match="不能做这一步"):
        commands.save_rule_draft(Actor("包村", LIAISON), "改", document())
    with pytest.raises(Refused, match="请由管理员办理"):
        commands.withdraw_rules(OFFICER, 1, "错了")


def test_persons_stay_out_of_rules(few: Database) -> None:
    for head in ({"set_by": "张 13812345678"}, {"source_note": "身份证 410902198001011234"}):
        with pytest.raises(Refused, match="不收个人信息"):
            draft(document(NEXT, **head))
    with pytest.raises(Refused, match="不收个人信息"):
        draft(document(NEXT, rule(source_note="电话 13812345678", threshold=50.0)))
    with pytest.raises(Refused, match="起个名字"):
        commands.save_rule_draft(OFFICER, "  ", document())
    assert queries.rule_drafts().empty


def test_a_version_ahead_is_taken_back_and_set_again(few: Database) -> None:
    publish(document())
    with pytest.raises(Refused, match="第 2 版已经规定"):
        publish(document(NEXT, rule(threshold=58.0)))
    with pytest.raises(Refused, match="理由"):
        commands.withdraw_rules(ADMINISTRATOR, 2, " ")
    commands.withdraw_rules(ADMINISTRATOR, 2, "会议改期")
    assert queries.rules_on(NEXT).requirement[E02].threshold == 45.0
    assert queries.rules_on(NEXT, 2).requirement[E02].threshold == 55.0
    with pytest.raises(Refused, match="早已撤回"):
        commands.withdraw_rules(ADMINISTRATOR, 2, "会议改期")
    with pytest.raises(Refused, match="没有第 9 版"):
        commands.withdraw_rules(ADMINISTRATOR, 9, "会议改期")
    assert publish(document(NEXT, rule(threshold=58.0))) == 3
    assert queries.rules_on(NEXT).requirement[E02].threshold == 58.0
    assert all(one.is_sound for one in doctor.examine(few))


def test_a_version_in_force_is_only_superseded(
    few: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(document())
    monkeypatch.setenv("XINGTU_TODAY", str(NEXT))
    with pytest.raises(Refused, match="已经生效，不能撤回或改写"):
        commands.withdraw_rules(ADMINISTRATOR, 2, "错了")
    with pytest.raises(Refused, match="已经生效"):
        commands.withdraw_rules(ADMINISTRATOR, 1, "错了")


def test_what_starts_later_is_held_in_view(few: Database) -> None:
    """A version ahead leaves its star only what is mandatory now: that may not go before."""
    ahead = date(2022, 8, 1)
    kept = queries.rules_on(NEWEST).requirement["ecology", "E02", ""]
    other = RequirementRule(
        star="ecology", indicator="E01", direction="higher", threshold=85.0, max_age_days=120
    )
    publish(document(NEXT, other))
    publish(document(ahead, kept.model_copy(update={"mandatory": False})))
    drop = RequirementRule.model_validate({"star": "ecology", "indicator": "E01", "dropped": True})
    with pytest.raises(Refused, match=r"矛盾。自 2022-08-01 起：生态宜居对村和社区没有一项必达"):
        publish(document(date(2022, 7, 25), drop))
    with pytest.raises(Refused, match="没有一项必达"):
        commands.withdraw_rules(ADMINISTRATOR, 2, "不要了")
    commands.withdraw_rules(ADMINISTRATOR, 3, "不要了")
    commands.withdraw_rules(ADMINISTRATOR, 2, "不要了")
    assert E02 in queries.rules_on(ahead).requirement


def test_seeding_does_not_take_a_number_twice(few: Database) -> None:
    only_switch = RuleDocument(
        valid_from=NEXT, set_by="岗位", source_note="会议",
        switch=(SwitchRule(name="one_level_a_year", number=1.0),),
    )  # fmt: skip
    assert publish(only_switch) == 2
    with few.write() as transaction:
        transaction.run("delete from indicator_value")
        transaction.run("delete from value_span")
        definitions.seed_requirements(transaction)
    assert list(queries.rule_versions()["version"]) == [3, 2, 1]


@pytest.mark.parametrize("name", ["stars", "points", "weighted"])
def test_a_profile_keeps_the_towns_own_lines(few: Database, name: str) -> None:
    publish(document())
    base = queries.rules_on(NEXT)
    wanted = commands.profile_set(name, base)
    assert {key: one.threshold for key, one in wanted.requirement.items()} == {
        key: one.threshold for key, one in base.requirement.items()
    }
    head = RuleDocument(valid_from=date(2023, 1, 1), set_by="岗位", source_note="会议")
    change = delta(base, wanted, head)
    assert commands.rule_faults(change).every == (
        ("这份草稿与现行规则一样，没有改动。请先改一处。",) if name == "stars" else ()
    )
    if name == "stars":
        return
    publish(change)
    day = date(2023, 1, 1)
    assert queries.rules_on(day).switch["profile"].code == name
    back = delta(queries.rules_on(day), commands.profile_set("stars", queries.rules_on(day)), head)
    now = back.model_copy(update={"valid_from": date(2023, 2, 1)})
    publish(now)
    assert differences(queries.rules_on(date(2023, 2, 1)), base) == []


def test_a_file_becomes_a_draft_and_nothing_more(few: Database) -> None:
    text = write_document(document())
    told = commands.receive(OFFICER, text.encode("utf-8-sig"), "二〇二三规则.toml")
    assert (told["status"], told["values"], told["rule_draft_id"]) == ("accepted", 0, 1)
    row = queries.rule_drafts().iloc[0]
    assert (row["title"], row["state"]) == ("二〇二三规则", "open")
    assert read_document(row["document"]) == document()
    assert len(queries.rule_versions()) == 1
    bad = commands.receive(OFFICER, b"[[requirement]]\nstar = 3\n", "x.toml")
    assert bad["status"] == "rejected"
    assert "star 要写文字" in bad["problems"][0]["message"]
    loose = write_document(document(None)).encode()
    assert commands.receive(OFFICER, loose, "x.toml", dry_run=True)["status"] == "warned"
    assert commands.receive(OFFICER, loose, "x.toml", strict=True)["status"] == "rejected"
    with pytest.raises(Refused, match="UTF-8"):
        commands.receive(OFFICER, "规则".encode("gbk"), "x.toml")
    assert len(queries.rule_drafts()) == 1


def test_an_empty_town_has_rules_too(town: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XINGTU_TODAY", str(NEWEST))
    assert commands.judged_until() is None
    assert publish(document(date(2022, 5, 10), rule(threshold=50.0))) == 2
    assert not bool(queries.rule_versions().iloc[0]["is_late"])
    assert RuleSet() != queries.rules_on(NEWEST)
