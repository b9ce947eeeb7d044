"""Projects in the store: files with faults, acts by hand, whose they are, what is taken back, and that
the past keeps its plan."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from threading import Thread

import pytest

from dashboard.domain.actor import (
    ADMIN,
    BRANCH_SECRETARY,
    LIAISON,
    SECRETARY,
    TASK_FORCE,
    VIEWER,
    Actor,
)
from dashboard.domain.csv_file import frame_csv
from dashboard.domain.errors import Refused
from dashboard.reports import tables
from dashboard.store import commands, doctor, queries
from dashboard.store.commands import Money, Project
from dashboard.store.database import Database
from tests.conftest import OFFICER, report

WAGANG, ZHAI = "410902101225", "410902101214"
TODAY = date(2022, 12, 26)
CHIEF = Actor("书记", SECRETARY)
REGISTER = (
    "项目编号,项目,村,星,指标,投资额（万元）,计划开工,计划完工,责任岗位,施工单位\n"
    "P1,管网,瓦岗,生态宜居,生活污水治理率,80,2022-07-01,2022-11-30,村镇中心（示例岗位）,甲公司\n"
    "P2,大棚,翟庄,产业兴旺,,,2022-09-01,2023-03-31,农办（示例岗位）,\n"
)
STEPS = (
    "项目编号,节点,环节,计划日期,完成日期\n"
    "P1,立项,审批,2022-07-20,2022-07-18\nP1,竣工,施工,2022-11-20,\n"
)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XINGTU_TODAY", str(TODAY))


@pytest.fixture
def site(town: Database) -> Database:
    """A town with two projects, one of them with two milestones."""
    for text, name in ((REGISTER, "项目.csv"), (STEPS, "节点.csv")):
        assert report(text, name).status == "accepted"
    return town


def stands(day: date = TODAY) -> dict[str, tuple[str, int]]:
    rows = queries.projects(day)
    return {row.project_code: (row.state, row.days_late) for row in rows.itertuples()}


def refused(act, *given) -> str:  # type: ignore[no-untyped-def]
    with pytest.raises(Refused) as caught:
        act(*given)
    return str(caught.value)


@pytest.mark.usefixtures("town")
def test_a_file_with_faults_is_refused_as_a_whole_with_every_reason() -> None:
    bad = REGISTER + (
        "P3,无村,哪村,生态宜居,,5,2022-07-01,2022-08-01,岗位,\n"
        "P4,反,瓦岗,生态宜居,,-5,2022-08-01,2022-07-01,岗位,\n"
        "P5,多,瓦岗,生态宜居,,5,2022-07-01,2022-08-01,张三13812345678,\n"
    )
    found = report(bad, "项目.csv")
    assert [one.kind for one in found.problems] == ["private_data"]
    found = report(bad.replace("张三13812345678", "岗位"), "项目.csv")
    assert [(one.row, one.column, one.kind) for one in found.problems] == [
        (4, "村", "unknown_village"), (5, "投资额（万元）", "out_of_range"),
        (5, "计划完工", "contradiction"),
    ]  # fmt: skip
    assert queries.projects(TODAY).empty
    assert report(REGISTER, "项目.csv").values == 2
    assert report(REGISTER, "项目.csv").values == 0  # the same file again changes nothing
    found = report(
        "项目编号,节点,环节,计划日期,完成日期\nP1,竣工,施工,2022-12-01,2022-06-30\n"
        "P9,竣工,施工,2022-11-01,\nP1,开工,动工,2022-08-01,2022-12-27\nP1,竣工,施工,2022-11-01,\n"
    )
    assert [(one.row, one.column, one.kind) for one in found.problems] == [
        (2, "完成日期", "contradiction"), (2, "计划日期", "contradiction"),
        (3, "项目编号", "unknown_project"), (4, "完成日期", "future_date"),
        (4, "环节", "out_of_range"), (5, None, "duplicate"),
    ]  # fmt: skip
    money = "村,项目编号,资金来源,金额（万元）,已使用（万元）,到账日期\n"
    found = report(money + "瓦岗,P2,自筹,5,6,2022-08-01\n瓦岗,,自筹,-1,,2023-01-01\n")
    assert [(one.row, one.column, one.kind) for one in found.problems] == [
        (2, "已使用（万元）", "contradiction"), (2, "村", "contradiction"),
        (3, "到账日期", "future_date"), (3, "金额（万元）", "out_of_range"),
    ]  # fmt: skip
    found = report("项目编号,验收项,结论,验收日期\nP1,好看,合格,2022-12-01\nP1,1,还行,2022-12-01\n")
    assert {one.kind for one in found.problems} == {
        "unknown_item", "contradiction", "out_of_range",
    }  # fmt: skip


@pytest.mark.usefixtures("site")
def test_a_project_goes_from_late_over_done_to_accepted_and_kept() -> None:
    assert stands() == {"P1": ("late", 36), "P2": ("running", 0)}
    assert stands(date(2022, 11, 13))["P1"] == ("running", 0)
    assert queries.projects(date(2022, 11, 13)).set_index("project_code").loc["P1", "is_soon"]
    assert "还有 1 个节点" in refused(commands.accept_items, OFFICER, "P1", {"A1": True}, TODAY, "")
    assert "还没有到" in refused(commands.tick_milestone, OFFICER, "P1", "竣工", date(2023, 1, 1))
    assert "没有“封顶”" in refused(commands.tick_milestone, OFFICER, "P1", "封顶", TODAY)
    done = date(2022, 12, 20)
    commands.tick_milestone(OFFICER, "P1", "竣工", done)
    assert "不必再记" in refused(commands.tick_milestone, OFFICER, "P1", "竣工", done)
    assert stands()["P1"] == ("awaiting", 0)
    assert stands(date(2022, 12, 19))["P1"] == ("late", 29)  # not yet done on that day
    codes = [one["item_code"] for one in queries.acceptance_sheet(TODAY).to_dict("records")[:8]]
    assert "验收意见" in refused(commands.accept_items, OFFICER, "P1", {codes[0]: False}, TODAY, "")
    assert "才完工" in refused(
        commands.accept_items, OFFICER, "P1", {codes[0]: True}, date(2022, 12, 19), ""
    )
    assert "没有“A9”" in refused(commands.accept_items, OFFICER, "P1", {"A9": True}, TODAY, "")
    commands.accept_items(
        OFFICER,
        "P1",
        dict.fromkeys(codes, True) | {codes[2]: False},
        date(2022, 12, 22),
        "缺竣工图",
    )
    assert stands()["P1"] == ("awaiting", 0)
    commands.accept_items(OFFICER, "P1", {codes[2]: True}, date(2022, 12, 24), "已补")
    assert stands() == {"P1": ("done", 0), "P2": ("running", 0)}
    assert stands(date(2022, 12, 23))["P1"] == ("awaiting", 0)
    assert "没有完工" in refused(commands.record_upkeep, OFFICER, "P2", "合作社", TODAY, 1.0, "")
    commands.record_upkeep(OFFICER, "P1", "村合作社", TODAY, 6.5, "正常")
    row = queries.projects(TODAY).set_index("project_code").loc["P1"]
    assert (row["keeper"], row["income"], row["passed"]) == ("村合作社", 6.5, 8)
    assert row["accepted_on"].date() == date(2022, 12, 24)
    told = queries.project_history("P1")
    assert set(told["kind"]) == {"project", "milestone", "acceptance", "upkeep"}
    assert told["counts"].all()
    assert set(told["actor_role"]) == {"数据员"}


@pytest.mark.usefixtures("site")
def test_a_plan_that_is_moved_leaves_the_days_before_as_they_were() -> None:
    since, later = date(2022, 12, 1), date(2022, 12, 30)
    out = "不在“管网”的工期"
    assert out in refused(commands.move_milestone, OFFICER, "P1", "竣工", later, since, "汛期停工")
    known = commands.project_on_record("P1")
    longer = Project(**{**vars(known), "ends_on": date(2023, 1, 31)})
    assert "理由" in refused(commands.change_project, OFFICER, longer, since, " ")
    assert "没有改动" in refused(commands.change_project, OFFICER, known, since, "无")
    commands.change_project(OFFICER, longer, since, "汛期停工")
    commands.move_milestone(OFFICER, "P1", "竣工", later, since, "汛期停工")
    assert stands()["P1"] == ("running", 0)
    assert stands(date(2022, 11, 30))["P1"] == ("late", 10)
    row = queries.projects(TODAY).set_index("project_code").loc["P1"]
    assert (row["investment"], row["contractor"]) == (80, "甲公司")
    # Back to the former day, and forth again: each is a plan of its own.
    commands.move_milestone(OFFICER, "P1", "竣工", date(2022, 12, 5), since, "提前")
    assert stands()["P1"] == ("late", 21)
    last = commands.move_milestone(OFFICER, "P1", "竣工", later, since, "汛期停工")
    assert stands()["P1"] == ("running", 0)
    commands.withdraw(Actor("管理员", ADMIN), last.upload_id, "改错")
    assert stands()["P1"] == ("late", 21)
    assert list(queries.project_history("P1")["counts"]) == [False, *[True] * 6]
    # A list that says nothing of money or contractor keeps them.
    report(REGISTER.replace(",80,", ",,").replace(",甲公司", ",").replace("11-30", "12-31"))
    row = queries.projects(TODAY).set_index("project_code").loc["P1"]
    assert (row["investment"], row["contractor"]) == (80, "甲公司")


@pytest.mark.usefixtures("site")
def test_money_stands_with_a_project_or_a_village_and_unknown_is_not_zero() -> None:
    rows = queries.projects(TODAY).set_index("project_code")
    assert rows["disbursed"].isna().all()
    assert rows["received"].isna().all()
    day = date(2022, 8, 1)
    commands.record_fund(OFFICER, Money(WAGANG, "先锋贷", 30.0, day, project_code="P1"))
    assert queries.projects(TODAY).set_index("project_code")["disbursed"].isna().all()
    commands.record_fund(OFFICER, Money(WAGANG, "先锋贷", 30.0, day, 12.0, "P1"))
    commands.record_fund(CHIEF, Money(WAGANG, "自筹", 10.0, date(2022, 9, 1), 8.0, "P1"))
    commands.record_fund(OFFICER, Money(ZHAI, "整合资金", 7.5, day), "村道")
    row = queries.projects(TODAY).set_index("project_code").loc["P1"]
    assert (row["received"], row["used"], row["disbursed"]) == (40, 20, 50)
    assert queries.projects(date(2022, 8, 31)).set_index("project_code").loc["P1", "used"] == 12
    assert list(queries.funds(TODAY)["amount"]) == [7.5, 30, 10]
    over = Money(WAGANG, "自筹", 10.0, day, 10.5, "P1")
    assert "多于" in refused(commands.record_fund, OFFICER, over)
    assert "超出范围" in refused(commands.record_fund, OFFICER, Money(WAGANG, "自筹", -1.0, day))
    known = commands.project_on_record("P2")
    assert known.disbursed is None
    much = Project(**{**vars(known), "disbursed": 101.0})
    assert "超出范围" in refused(commands.change_project, OFFICER, much, day, "拨付")


@pytest.mark.usefixtures("site")
def test_everybody_acts_for_his_own_and_villages_only_tick() -> None:
    head = Actor("瓦岗村支书", BRANCH_SECRETARY, WAGANG)
    guide = Actor("包村干部", LIAISON, ZHAI)
    force = Actor("生态专班", TASK_FORCE, "ecology")
    day = date(2022, 11, 18)
    assert "本村" in refused(commands.tick_milestone, guide, "P1", "竣工", day)
    assert "选定" in refused(
        commands.tick_milestone, Actor("村支书", BRANCH_SECRETARY), "P1", "竣工", day
    )
    assert "只能记本村节点" in refused(
        commands.move_milestone, head, "P1", "竣工", date(2022, 11, 25), day, "雨"
    )
    assert "只能记本村节点" in refused(commands.plan_milestone, head, "P1", "验线", "技术", day)
    for act in (
        lambda: commands.accept_items(head, "P1", {"A1": True}, day, ""),
        lambda: commands.record_fund(guide, Money(ZHAI, "自筹", 1.0, day)),
        lambda: commands.tick_milestone(Actor("看客", VIEWER), "P1", "竣工", day),
    ):
        assert "不能做这一步" in refused(act)
    assert "本专班" in refused(commands.plan_milestone, force, "P2", "搭架", "施工", day)
    assert "本专班" in refused(commands.record_fund, force, Money(WAGANG, "自筹", 1.0, day))
    tick = STEPS.replace("2022-11-20,", "2022-11-20,2022-11-18")
    moved = tick.replace("2022-11-20", "2022-11-21")
    assert "只能记" in refused(commands.publish, head, commands.check(moved.encode(), "节点.csv"))
    assert commands.publish(head, commands.check(tick.encode(), "节点.csv")).values == 2
    assert stands()["P1"] == ("awaiting", 0)
    # A project without milestones is finished by its village as well.
    commands.tick_milestone(guide, "P2", "完工", day)
    assert stands()["P2"] == ("awaiting", 0)
    commands.plan_milestone(force, "P1", "绿化", "施工", date(2022, 11, 28))
    assert stands()["P1"] == ("late", 28)
    assert "已有“绿化”" in refused(commands.plan_milestone, force, "P1", "绿化", "施工", day)


def test_what_rests_on_a_project_goes_first(site: Database) -> None:
    chief = Actor("管理员", ADMIN)
    assert "第 2 号" in refused(commands.withdraw, chief, 1, "撤")
    new = Project("P1", "又一个", WAGANG, "ecology", date(2022, 1, 1), TODAY, "岗位")
    assert "已有项目" in refused(commands.register_project, OFFICER, new)
    assert "项目编号" in refused(
        commands.register_project, OFFICER, Project(**{**vars(new), "project_code": " "})
    )
    assert "要写明" in refused(
        commands.plan_milestone, OFFICER, "P1", " ", "施工", date(2022, 8, 1)
    )
    private = Project(**{**vars(new), "project_code": "P7", "owner_post": "李四13912345678"})
    assert "手机号码" in refused(
        commands.register_project, OFFICER, private
    ) or "个人信息" in refused(commands.register_project, OFFICER, private)
    commands.register_project(OFFICER, Project(**{**vars(new), "project_code": "P7"}))
    commands.withdraw(chief, 2, "撤")
    commands.withdraw(chief, 1, "撤")
    assert stands() == {"P7": ("running", 0)}
    assert commands.republish(chief, 1).status == "accepted"
    assert set(stands()) == {"P1", "P2", "P7"}
    trail = site.ask("select act, detail from audit_event order by event_id", {})[1]
    assert {"project", "milestone"} <= set(trail["act"])
    assert all(json.loads(one) is not None for one in trail["detail"])
    assert all(one.is_sound for one in doctor.examine(site))


@pytest.mark.usefixtures("site")
def test_exports_come_back_as_they_went() -> None:
    commands.tick_milestone(OFFICER, "P1", "竣工", date(2022, 11, 25))
    commands.record_fund(OFFICER, Money(WAGANG, "自筹", 10.0, date(2022, 9, 1), 8.0, "P1"))
    before = queries.projects(TODAY)
    for name in ("projects", "milestones", "funds"):
        table = tables.table(name, TODAY)
        receipt = commands.publish(OFFICER, commands.check(frame_csv(table), f"{name}.csv"))
        assert (receipt.status, receipt.values) == ("accepted", len(table)), receipt.problems
    after = queries.projects(TODAY)
    own = [one for one in before.columns if one not in ("upload_id", "file_name", "row_number")]
    assert after[own].equals(before[own])
    row = tables.records("projects", TODAY)[1]
    assert row["disbursed"] == 80
    assert row["disbursed_told"] is None  # what was reckoned is not reported back
    assert (row["project_code"], row["colour"], row["ends_on"]) == ("P1", "yellow", "2022-11-30")


@pytest.mark.usefixtures("site")
def test_what_two_do_at_once_is_held_against_what_is_on_record() -> None:
    seen = commands.check(STEPS.replace("2022-11-20,", "2022-11-28,").encode(), "晚.csv")
    known = commands.project_on_record("P1")
    shorter = Project(**{**vars(known), "ends_on": date(2022, 11, 25)})
    commands.change_project(OFFICER, shorter, date(2022, 10, 1), "提前")
    assert "工期" in refused(commands.publish, OFFICER, seen)


@pytest.mark.usefixtures("site")
def test_of_many_who_write_at_once_nobody_is_overwritten() -> None:
    new = Project("T1", "水厂", ZHAI, "industry", date(2022, 9, 1), date(2023, 3, 31), "农办")
    told: list[str] = []
    done: list[str] = []

    def act(number: int) -> None:
        for write in (
            lambda: commands.register_project(OFFICER, replace(new, project=f"水厂{number}")),
            lambda: commands.plan_milestone(
                OFFICER, "P2", "主体", "施工", date(2022, 10, 1 + number)
            ),
        ):
            try:
                write()
                done.append(f"{number}")
            except Refused as why:
                told.append(str(why))

    running = [Thread(target=act, args=(number,)) for number in range(4)]
    for one in running:
        one.start()
    for one in running:
        one.join()
    assert (len(done), len(told)) == (2, 6), told
    assert all("已有" in one or "由别人改过" in one for one in told)
    assert len(queries.uploads()) == 4


@pytest.mark.usefixtures("site")
def test_going_back_to_what_was_said_before_is_no_repetition() -> None:
    for amount in (5, 3, 5):  # typed wrong, put right, and right the first time after all
        commands.record_fund(OFFICER, Money(ZHAI, "先锋贷", amount, TODAY))
        assert queries.funds(TODAY)["amount"].tolist() == [amount]


@pytest.mark.usefixtures("site")
def test_a_project_of_a_village_that_is_merged_stays_in_sight() -> None:
    commands.merge_village(Actor("管理员", ADMIN), ZHAI, WAGANG, date(2022, 12, 1), "批复")
    rows = queries.projects(TODAY).set_index("project_code")
    assert rows.loc["P2", "village"] == "翟庄村"
    late = REGISTER.splitlines()[0] + "\nP8,新,翟庄,生态宜居,,,2022-12-02,2023-01-01,岗位,\n"
    assert [one.kind for one in report(late, "晚.csv").problems] == ["ended_village"]


@pytest.mark.usefixtures("town")
def test_a_second_person_looks_at_files_of_projects_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XINGTU_SECOND_CHECK", "1")
    held = report(REGISTER, "项目.csv")
    assert (held.status, held.draft_id) == ("accepted", 1)
    assert queries.projects(TODAY).empty
    commands.publish_draft(Actor("管理员", ADMIN), 1)
    assert set(stands()) == {"P1", "P2"}
