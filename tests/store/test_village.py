"""Changes of village units: from their day on, never before; and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from dashboard.domain.actor import TASK_FORCE, Actor
from dashboard.domain.errors import Refused
from dashboard.reports import tables
from dashboard.store import commands, database, doctor, queries
from dashboard.store.database import Database
from tests.conftest import OFFICER, report

WAGANG, ZHAI, DONGTIAN, XITIAN = "410902101225", "410902101214", "410902101218", "410902101221"
NEW = "410902101260"
BEFORE, DAY, AFTER = date(2022, 9, 30), date(2022, 10, 1), date(2022, 10, 10)
WHY = "镇政〔2022〕9 号"


def names(day: date) -> dict[str, str]:
    rows = queries.villages_on_day(day)
    return dict(zip(rows["village_code"], rows["village"], strict=True))


def of(code: str, field: str, day: date) -> object:
    value = queries.villages_on_day(day).set_index("village_code")[field].get(code)
    return None if value != value else value


def sound(store: Database) -> bool:
    return all(one.is_sound for one in doctor.examine(store))


def test_a_name_holds_from_its_day(town: Database) -> None:
    report(
        "村,日期,E02\n瓦岗,2022-09-05,58\n瓦岗,2022-10-03,60\n".replace(
            "瓦岗,2022-10", "瓦岗村,2022-10"
        )
    )
    commands.rename_village(OFFICER, WAGANG, "星光村村民委员会", DAY, WHY)
    assert (names(BEFORE)[WAGANG], names(DAY)[WAGANG]) == ("瓦岗村", "星光村")
    for ask in (queries.stars, queries.shortfalls, queries.deciding):
        for day, name in ((BEFORE, "瓦岗村"), (AFTER, "星光村")):
            rows = ask(day)
            assert set(rows[rows["village_code"] == WAGANG]["village"]) == {name}
    ranking = queries.ranking(BEFORE, BEFORE).set_index("village_code")
    assert ranking.loc[WAGANG, "village"] == "瓦岗村"
    assert (
        queries.ranking(AFTER, BEFORE).set_index("village_code").loc[WAGANG, "village"] == "星光村"
    )
    assert queries.value_trend(WAGANG, AFTER).shape[0] == 2
    assert sound(town)


def test_old_names_still_resolve(town: Database) -> None:
    commands.rename_village(OFFICER, WAGANG, "星光村", DAY, WHY)
    receipt = report("村,日期,E02\n瓦岗村委会,2022-10-03,58\n星光,2022-10-04,58\n")
    assert receipt.status == "accepted"
    assert set(queries.export_values(AFTER)["village_code"]) == {WAGANG}
    assert queries.aliases()[["alias", "is_former"]].to_numpy().tolist() == [["瓦岗村", True]]


def test_an_old_name_that_another_unit_bears_is_that_units(town: Database) -> None:
    commands.rename_village(OFFICER, WAGANG, "星光村", DAY, WHY)
    commands.rename_village(OFFICER, ZHAI, "瓦岗村", AFTER, WHY)
    assert set(queries.aliases()["alias"]) == {"翟庄村"}
    report("村,日期,E02\n瓦岗,2022-10-17,58\n")
    assert set(queries.export_values(date(2022, 10, 17))["village_code"]) == {ZHAI}


def test_groups_and_posts_change_together(town: Database) -> None:
    report("村,管区,包村岗位\n瓦岗,第一管区,农办\n翟庄,第一管区,农办\n")
    assert commands.regroup_villages(OFFICER, [WAGANG, ZHAI, WAGANG], "东片", DAY, WHY) == 2
    assert commands.regroup_villages(OFFICER, [WAGANG, DONGTIAN], "东片", AFTER, WHY) == 1
    assert commands.set_liaison_post(OFFICER, [WAGANG], "", DAY, WHY) == 1
    assert (of(WAGANG, "area_group", BEFORE), of(WAGANG, "area_group", DAY)) == ("第一管区", "东片")
    assert (of(WAGANG, "liaison_post", BEFORE), of(WAGANG, "liaison_post", DAY)) == ("农办", None)
    with pytest.raises(Refused, match="已经是这样"):
        commands.regroup_villages(OFFICER, [WAGANG], "东片", AFTER, WHY)


def test_a_merged_unit_stays_in_the_past(town: Database) -> None:
    report("村,日期,E02\n西田,2022-09-05,58\n瓦岗,2022-09-05,58\n")
    commands.merge_village(OFFICER, XITIAN, DONGTIAN, DAY, WHY)
    assert XITIAN in set(queries.ranking(BEFORE, BEFORE)["village_code"])
    assert XITIAN not in set(queries.ranking(DAY, BEFORE)["village_code"])
    assert len(queries.ranking(BEFORE, BEFORE)) == len(queries.ranking(DAY, BEFORE)) + 1
    assert XITIAN not in set(queries.changes(AFTER, BEFORE)["village_code"])
    row = queries.villages().set_index("village_code").loc[XITIAN]
    assert (row["valid_to"].date(), row["into_code"]) == (DAY, DONGTIAN)
    assert sound(town)


def test_rows_of_an_ended_unit_are_told_where_they_belong(town: Database) -> None:
    commands.merge_village(OFFICER, XITIAN, DONGTIAN, DAY, WHY)
    commands.merge_village(OFFICER, DONGTIAN, WAGANG, AFTER, WHY)
    commands.abolish_village(OFFICER, ZHAI, DAY, WHY)
    assert report("村,日期,E02\n西田,2022-09-30,58\n").status == "accepted"
    told = report(
        "村,日期,E02\n西田,2022-10-01,58\n西田,2022-10-10,58\n翟庄,2022-10-01,58\n东田,2022-10-09,1\n"
    )
    assert [(one.row, one.column, one.cell, one.kind) for one in told.problems] == [
        (2, "村", "西田", "ended_village"),
        (3, "村", "西田", "ended_village"),
        (4, "村", "翟庄", "ended_village"),
    ]
    assert told.problems[0].message == "西田村 2022-10-01 已并入东田村，请改填东田村或核对日期。"
    assert told.problems[1].message == "西田村 2022-10-01 已并入东田村，请改填瓦岗村或核对日期。"
    assert "已撤销" in told.problems[2].message


def test_a_founded_unit_begins_on_its_day(town: Database) -> None:
    commands.found_village(OFFICER, NEW, "新星社区", "社区", DAY, WHY, area_group="东片")
    assert NEW not in names(BEFORE)
    assert (names(DAY)[NEW], of(NEW, "area_group", DAY)) == ("新星社区", "东片")
    assert report("村,日期,E02\n新星社区,2022-10-03,58\n").status == "accepted"
    assert NEW in set(queries.ranking(AFTER, AFTER)["village_code"])
    with pytest.raises(Refused, match="先撤回那些数据"):
        commands.withdraw_village_event(OFFICER, 1, "代码写错")
    commands.withdraw(OFFICER, 1, "错报")
    commands.withdraw_village_event(OFFICER, 1, "代码写错")
    assert NEW not in set(queries.villages()["village_code"])
    assert sound(town)


def test_a_mistake_is_taken_back(town: Database) -> None:
    number = commands.rename_village(OFFICER, WAGANG, "星光村", DAY, WHY)
    told = queries.village_events().iloc[0]
    assert (told["village"], told["name"]) == ("瓦岗村", "星光村")
    commands.withdraw_village_event(OFFICER, number, "批复未下")
    assert names(AFTER)[WAGANG] == "瓦岗村"
    row = queries.village_events().iloc[0]
    assert (row["reason"], row["withdrawn_reason"], row["withdrawn_by"]) == (
        WHY,
        "批复未下",
        OFFICER.name,
    )
    with pytest.raises(Refused, match="早已撤回"):
        commands.withdraw_village_event(OFFICER, number, "再撤")
    with pytest.raises(Refused, match="没有第 9 号"):
        commands.withdraw_village_event(OFFICER, 9, "没有")


def test_taking_back_may_not_make_two_of_one_name(town: Database) -> None:
    number = commands.rename_village(OFFICER, WAGANG, "星光村", DAY, WHY)
    commands.rename_village(OFFICER, ZHAI, "瓦岗村", AFTER, WHY)
    with pytest.raises(Refused, match="不能同名"):
        commands.withdraw_village_event(OFFICER, number, "批复未下")
    merged = commands.merge_village(OFFICER, XITIAN, DONGTIAN, DAY, WHY)
    commands.rename_village(OFFICER, DONGTIAN, "西田村", AFTER, WHY)
    with pytest.raises(Refused, match="不能同名"):
        commands.withdraw_village_event(OFFICER, merged, "批复未下")


REFUSALS: dict[str, tuple[Callable[[], object], str]] = {
    "no reason": (lambda: commands.rename_village(OFFICER, WAGANG, "星光村", DAY, "  "), "理由"),
    "no reason to take back": (lambda: commands.withdraw_village_event(OFFICER, 1, ""), "理由"),
    "unknown unit": (
        lambda: commands.rename_village(OFFICER, "410902101999", "星光村", DAY, WHY), "没有代码"),
    "name of another": (
        lambda: commands.rename_village(OFFICER, WAGANG, "翟庄村委会", DAY, WHY), "不能同名"),
    "its own name": (lambda: commands.rename_village(OFFICER, WAGANG, "瓦岗村", DAY, WHY), "就叫"),
    "alias of another": (lambda: commands.rename_village(OFFICER, WAGANG, "老寨", DAY, WHY), "叫法"),
    "no name": (lambda: commands.rename_village(OFFICER, WAGANG, " ", DAY, WHY), "填写村名"),
    "digits": (lambda: commands.rename_village(OFFICER, WAGANG, "123", DAY, WHY), "不是村名"),
    "long": (lambda: commands.rename_village(OFFICER, WAGANG, "长" * 31, DAY, WHY), "30"),
    "person": (
        lambda: commands.set_liaison_post(OFFICER, [WAGANG], "张三 13812345678", DAY, WHY), "证件"),
    "too early": (lambda: commands.abolish_village(OFFICER, WAGANG, date(1900, 1, 1), WHY), "太早"),
    "too late": (lambda: commands.abolish_village(OFFICER, WAGANG, date(2140, 1, 1), WHY), "年份"),
    "into itself": (lambda: commands.merge_village(OFFICER, WAGANG, WAGANG, DAY, WHY), "同一个村"),
    "into an ended one": (
        lambda: commands.merge_village(OFFICER, WAGANG, XITIAN, AFTER, WHY), "已不存在"),
    "abolished again": (lambda: commands.abolish_village(OFFICER, XITIAN, AFTER, WHY), "并入东田村"),
    "merged again": (
        lambda: commands.merge_village(OFFICER, XITIAN, WAGANG, AFTER, WHY), "已不存在"),
    "renamed after its end": (
        lambda: commands.rename_village(OFFICER, XITIAN, "星光村", DAY, WHY), "已不存在"),
    "before a later name": (
        lambda: commands.rename_village(OFFICER, ZHAI, "星光村", BEFORE, WHY), "先撤回第 2 号"),
    "end before a later name": (
        lambda: commands.abolish_village(OFFICER, ZHAI, BEFORE, WHY), "先撤回第 2 号"),
    "end before its merger": (
        lambda: commands.abolish_village(OFFICER, DONGTIAN, BEFORE, WHY), "先撤回第 1 号"),
    "known code": (
        lambda: commands.found_village(OFFICER, WAGANG, "星光村", "村", DAY, WHY), "已是瓦岗村"),
    "short code": (lambda: commands.found_village(OFFICER, "123", "星光村", "村", DAY, WHY), "12 位"),
    "foreign code": (
        lambda: commands.found_village(OFFICER, "410902102260", "星光村", "村", DAY, WHY), "开头"),
    "category": (lambda: commands.found_village(OFFICER, NEW, "星光村", "镇", DAY, WHY), "类别"),
    "founded by a name in use": (
        lambda: commands.found_village(OFFICER, NEW, "瓦岗", "村", DAY, WHY), "不能同名"),
    "not yet there": (lambda: commands.abolish_village(OFFICER, "410902101261", DAY, WHY), "还不存在"),
    "its first day": (lambda: commands.abolish_village(OFFICER, "410902101261", AFTER, WHY), "同一天"),
    "nothing chosen": (lambda: commands.regroup_villages(OFFICER, [], "东片", DAY, WHY), "选"),
    "no group": (lambda: commands.regroup_villages(OFFICER, [WAGANG], "", DAY, WHY), "管区"),
    "one of many": (
        lambda: commands.regroup_villages(OFFICER, [WAGANG, XITIAN], "东片", DAY, WHY), "已不存在"),
    "may not": (
        lambda: commands.abolish_village(Actor("专班", TASK_FORCE), WAGANG, DAY, WHY), "数据员"),
}  # fmt: skip


@pytest.mark.parametrize(("act", "said"), REFUSALS.values(), ids=REFUSALS)
def test_refusals_change_nothing(town: Database, act: Callable[[], object], said: str) -> None:
    commands.merge_village(OFFICER, XITIAN, DONGTIAN, DAY, WHY)
    commands.rename_village(OFFICER, ZHAI, "翟新庄村", DAY, WHY)
    commands.rename_village(OFFICER, ZHAI, "翟庄村", AFTER, WHY)
    commands.found_village(OFFICER, "410902101261", "新村", "村", AFTER, WHY)
    commands.remember_names(OFFICER, {"老寨": DONGTIAN})
    version, events = town.version, queries.village_events()
    with pytest.raises(Refused, match=said):
        act()
    assert town.version == version
    assert queries.village_events().equals(events)


@pytest.mark.parametrize("mark", ["<", ">", "[", "]", "`", "＜", "\u200b", "\u202e", "\n"])
def test_marks_that_the_list_refuses_are_refused_here(town: Database, mark: str) -> None:
    with pytest.raises(Refused):
        commands.rename_village(OFFICER, WAGANG, f"星{mark}光村", DAY, WHY)


def test_east_and_west_are_two(town: Database) -> None:
    with pytest.raises(Refused, match="不能同名"):
        commands.rename_village(OFFICER, WAGANG, "东田", DAY, WHY)
    commands.rename_village(OFFICER, WAGANG, "北田村", DAY, WHY)
    assert names(AFTER)[DONGTIAN] == "东田村"


def test_an_alias_is_taken_back_and_told_anew(town: Database) -> None:
    text = "村,日期,E02\n老寨,2022-07-04,58\n"
    commands.remember_names(OFFICER, {"老寨": WAGANG})
    with pytest.raises(Refused, match="理由"):
        commands.end_alias(OFFICER, "老寨", "")
    commands.end_alias(OFFICER, "老寨", "指错了村")
    assert report(text).problems[0].kind == "question"
    with pytest.raises(Refused, match="没有“老寨”"):
        commands.end_alias(OFFICER, "老寨", "再取消")
    commands.remember_names(OFFICER, {"老寨": ZHAI})
    report(text)
    assert set(queries.export_values(DAY)["village_code"]) == {ZHAI}
    commands.rename_village(OFFICER, WAGANG, "星光村", DAY, WHY)
    with pytest.raises(Refused, match="更名以前"):
        commands.end_alias(OFFICER, "瓦岗村", "不要了")


def test_the_exported_list_comes_back_unchanged(town: Database) -> None:
    report("村,管区,包村岗位,户数,人口\n瓦岗,第一管区,农办,300,1200\n翟庄,第一管区,,200,900\n")
    commands.rename_village(OFFICER, WAGANG, "星光村", DAY, WHY)
    commands.regroup_villages(OFFICER, [WAGANG], "东片", DAY, WHY)
    commands.merge_village(OFFICER, XITIAN, DONGTIAN, AFTER, WHY)
    commands.found_village(OFFICER, NEW, "新星社区", "社区", DAY, WHY, liaison_post="城建办")
    listed = tables.csv_bytes("villages", DAY)
    before = queries.villages(), names(BEFORE), of(WAGANG, "area_group", BEFORE)
    verdict = commands.check(listed, "村名册.csv")
    assert (verdict.content, verdict.problems) == ("villages", ())
    assert commands.publish(OFFICER, verdict).status == "accepted"
    assert before[0].equals(queries.villages())
    assert before[1:] == (names(BEFORE), of(WAGANG, "area_group", BEFORE))
    assert tables.csv_bytes("villages", DAY) == listed
    assert sound(town)


def test_a_list_cannot_overrule_a_change(town: Database) -> None:
    commands.regroup_villages(OFFICER, [WAGANG], "东片", DAY, WHY)
    with pytest.raises(Refused, match="第 1 号变更"):
        report("村,管区\n瓦岗,西片\n")
    assert report("村,管区,户数\n瓦岗,东片,300\n").status == "accepted"
    assert (of(WAGANG, "area_group", BEFORE), of(WAGANG, "area_group", DAY)) == ("全镇", "东片")
    commands.withdraw_village_event(OFFICER, 1, "批复未下")
    report("村,管区\n瓦岗,西片\n")
    assert of(WAGANG, "area_group", BEFORE) == "西片"
    commands.withdraw(OFFICER, 2, "错报")
    assert of(WAGANG, "area_group", DAY) == "全镇"
    assert sound(database.current())
