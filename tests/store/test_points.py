"""观摩积分: what is stored, what counts, and what is refused. Points never move a star."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboard.domain.actor import (
    ADMIN,
    BRANCH_SECRETARY,
    SECRETARY,
    TASK_FORCE,
    VIEWER,
    Actor,
)
from dashboard.domain.errors import Refused
from dashboard.store import commands, database, queries, stored
from dashboard.store.commands import Contest, Entry
from dashboard.store.database import Database
from tests.conftest import OFFICER, report

WAGANG, ZHAI, XITIAN, DONGTIAN = "410902101225", "410902101214", "410902101221", "410902101218"
FIRST, DAY, LAST = date(2022, 10, 1), date(2022, 11, 10), date(2022, 12, 31)


@pytest.fixture(autouse=True)
def _today(town: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XINGTU_TODAY", "2022-11-14")


def contest(**more: object) -> int:
    given = {"name": "四季度观摩", "day": DAY} | more
    return commands.add_contest(OFFICER, Contest(**given))  # type: ignore[arg-type]


def entry(**more: object) -> Entry:
    given = {"village": WAGANG, "day": DAY, "source": "daily", "points": 2.0, "reason": "整治带头"}
    return Entry(**(given | more))  # type: ignore[arg-type]


def live() -> dict[tuple[str, int], float]:
    told = queries.contest_scores(FIRST, LAST)
    own = told[(told["state"] == "counts") & told["score"].notna()]
    return {(row.village_code, row.judge): row.score for row in own.itertuples()}


def test_scores_are_corrected_by_new_entries_and_the_old_stay() -> None:
    number = contest()
    assert commands.enter_scores(OFFICER, number, {(WAGANG, 1): 90.0, (ZHAI, 1): 80.5}) == 2
    with pytest.raises(Refused, match="更正评分要写明理由"):
        commands.enter_scores(OFFICER, number, {(WAGANG, 1): 95.0})
    commands.enter_scores(OFFICER, number, {(WAGANG, 1): 95.0}, reason="抄错")
    commands.enter_scores(OFFICER, number, {(ZHAI, 1): None}, reason="写错村")
    assert live() == {(WAGANG, 1): 95.0}
    told = queries.contest_scores(FIRST, LAST)
    assert list(told["score"].fillna(-1)) == [90.0, 80.5, 95.0, -1.0]
    assert list(told["state"]) == ["corrected", "corrected", "counts", "corrected"]


@pytest.mark.parametrize(
    ("scores", "part"),
    [
        ({(WAGANG, 1): 100.5}, "瓦岗村评委1：评分 100.5 超出范围"),
        ({(WAGANG, 1): -1.0}, "超出范围"),
        ({(WAGANG, 1): 88.888}, "最多两位"),
        ({(WAGANG, 16): 88.0}, "没有评委 16"),
        ({(WAGANG, 0): 88.0}, "没有评委 0"),
        ({("999999999999", 1): 88.0}, "不在村名册里"),
    ],
)
def test_one_score_that_cannot_be_stores_none(
    scores: dict[tuple[str, int], float | None], part: str
) -> None:
    number = contest()
    before = audit()
    with pytest.raises(Refused, match=part):
        commands.enter_scores(OFFICER, number, {(ZHAI, 1): 70.0} | scores)
    assert live() == {}
    assert audit() == before


def test_no_change_is_told() -> None:
    number = contest()
    for scores in ({}, {(WAGANG, 1): None}):
        with pytest.raises(Refused, match="没有改动"):
            commands.enter_scores(OFFICER, number, scores)


def audit() -> int:
    with database.held() as store:
        return int(store.ask("select count(*) as n from audit_event", {})[1]["n"].iloc[0])


def test_extremes_are_left_out_of_five_scores_only() -> None:
    number = contest(drop_extremes=True)
    with pytest.raises(Refused, match="瓦岗村：去掉最高分和最低分，至少要有 5 个评分，现有 4 个"):
        commands.enter_scores(OFFICER, number, {(WAGANG, one): 80.0 + one for one in range(1, 5)})
    assert live() == {}
    commands.enter_scores(OFFICER, number, {(WAGANG, one): 80.0 + one for one in range(1, 6)})
    with pytest.raises(Refused, match="现有 4 个"):
        commands.enter_scores(OFFICER, number, {(WAGANG, 2): None}, reason="评委回避")
    assert len(live()) == 5


def test_what_somebody_else_changed_is_not_overwritten() -> None:
    number = contest()
    commands.enter_scores(OFFICER, number, {(WAGANG, 1): 90.0})
    seen = {(WAGANG, 1): 90.0}
    commands.enter_scores(OFFICER, number, {(WAGANG, 1): 91.0}, seen, "抄错")
    with pytest.raises(Refused, match="别人改过其中 1 格（瓦岗村评委1）"):
        commands.enter_scores(OFFICER, number, {(WAGANG, 1): 92.0, (ZHAI, 1): 70.0}, seen, "抄错")
    assert live() == {(WAGANG, 1): 91.0}


def test_a_reversed_contest_takes_no_scores_and_is_reversed_once() -> None:
    number = contest()
    with pytest.raises(Refused, match="已有叫“四季度观摩”"):
        contest()
    with pytest.raises(Refused, match="作废要写明理由"):
        commands.reverse_contest(OFFICER, number, " ")
    commands.reverse_contest(OFFICER, number, "改期")
    with pytest.raises(Refused, match="已经作废过"):
        commands.reverse_contest(OFFICER, number, "改期")
    with pytest.raises(Refused, match="或已作废"):
        commands.enter_scores(OFFICER, number, {(WAGANG, 1): 90.0})
    with pytest.raises(Refused, match="没有第 9 次观摩"):
        commands.reverse_contest(OFFICER, 9, "改期")
    assert contest() == number + 1, "the name is free again"
    assert list(queries.contests(FIRST, LAST)["reversed_reason"].fillna("")) == ["", "改期"]


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ({"day": date(2022, 11, 15)}, "晚于今天"),
        ({"day": date(2022, 9, 30)}, "已于 2022-10-15 截止"),
        ({"places": 0}, "计分名次要在 1～9 之间"),
        ({"places": 10}, "计分名次"),
        ({"star": "sixth"}, "没有“sixth”这颗星"),
        ({"name": " "}, "请填写观摩名称"),
        ({"name": "<b>观摩</b>"}, "观摩名称里不能有"),
        ({"name": "打卡评比"}, "积分不奖励报送"),
    ],
)
def test_contests_that_are_refused(given: dict[str, object], part: str) -> None:
    with pytest.raises(Refused, match=part):
        contest(**given)
    assert queries.contests(date(2000, 1, 1), date(2100, 1, 1)).empty


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ({"day": date(2022, 11, 15)}, "晚于今天"),
        ({"day": date(2022, 9, 30)}, "已于 2022-10-15 截止"),
        ({"points": 3.5}, "一次计 -3～3 分"),
        ({"points": 0.0}, "不能为 0"),
        ({"source": "visit_rank"}, "不能手填"),
        ({"source": "upload"}, "没有“upload”这个积分来源"),
        ({"reason": ""}, "记分要写明理由"),
        ({"reason": "周报按时报送"}, "积分不奖励报送、填表、打卡、登录"),
        ({"reason": "电话 13812345678"}, "不收个人信息"),
        ({"village": "999999999999"}, "不在村名册里"),
        ({"star": "sixth"}, "没有“sixth”这颗星"),
    ],
)
def test_entries_that_are_refused(given: dict[str, object], part: str) -> None:
    before = audit()
    with pytest.raises(Refused, match=part):
        commands.add_points(OFFICER, entry(**given))
    assert queries.points_entries(date(2000, 1, 1), date(2100, 1, 1)).empty
    assert audit() == before


def test_a_village_gets_no_points_after_its_merger() -> None:
    commands.merge_village(OFFICER, XITIAN, DONGTIAN, date(2022, 11, 7), "批复")
    with pytest.raises(Refused, match="“西田村”在 2022-11-10 不在村名册里"):
        commands.add_points(OFFICER, entry(village=XITIAN))
    commands.add_points(OFFICER, entry(village=XITIAN, day=date(2022, 11, 6)))
    number = contest()
    with pytest.raises(Refused, match="西田村"):
        commands.enter_scores(OFFICER, number, {(XITIAN, 1): 80.0})


def test_an_entry_is_signed_and_reversed_once() -> None:
    number = commands.add_points(OFFICER, entry())
    with pytest.raises(Refused, match=f"已经登记过（第 {number} 笔）"):
        commands.add_points(OFFICER, entry())
    commands.reverse_points(Actor("管理员", ADMIN), number, "记错村")
    with pytest.raises(Refused, match="已经作废过"):
        commands.reverse_points(OFFICER, number, "记错村")
    with pytest.raises(Refused, match="没有第 9 笔积分"):
        commands.reverse_points(OFFICER, 9, "记错村")
    row = queries.points_entries(FIRST, LAST).iloc[0]
    assert (row["actor_name"], row["reversed_by"], row["reversed_reason"]) == (
        "数据员", "管理员", "记错村",
    )  # fmt: skip
    assert commands.add_points(OFFICER, entry()) == number + 1, "what was reversed may be told anew"


def test_who_may_do_what() -> None:
    for role in (ADMIN, SECRETARY, TASK_FORCE):
        commands.add_points(Actor(role, role), entry(reason=f"{role}所见"))
    for role in (BRANCH_SECRETARY, VIEWER):
        with pytest.raises(Refused, match="不能做这一步"):
            commands.add_points(Actor(role, role), entry())
    for role in (SECRETARY, TASK_FORCE):
        with pytest.raises(Refused, match="不能做这一步"):
            commands.reverse_points(Actor(role, role), 1, "记错")
    ecology = Actor("生态专班", TASK_FORCE, "ecology")
    commands.add_points(ecology, entry(star="ecology"))
    for star in ("", "party"):
        with pytest.raises(Refused, match="专班只能登记本专班那颗星"):
            commands.add_points(ecology, entry(star=star))
        with pytest.raises(Refused, match="专班只能登记本专班那颗星"):
            commands.add_contest(ecology, Contest("观摩", DAY, star))


def test_a_closed_year_stays_as_it_is(town: Database) -> None:
    number, visit = commands.add_points(OFFICER, entry()), contest()
    with town.write() as transaction:
        transaction.run(
            "insert into year_closing values "
            "(1, 2022, date '2022-01-01', date '2022-12-31', '镇政 1 号', 'x', 'x', now())"
        )
        stored.refresh_rules(transaction)
    for act in (
        lambda: commands.add_points(OFFICER, entry(reason="又一件")),
        lambda: commands.reverse_points(OFFICER, number, "记错"),
        lambda: commands.reverse_contest(OFFICER, visit, "改期"),
        lambda: commands.enter_scores(OFFICER, visit, {(WAGANG, 1): 80.0}),
    ):
        with pytest.raises(Refused, match="2022 年度已经关闭"):
            act()
    with town.write() as transaction:
        transaction.run("insert into year_reopening values (1, '补', 'x', 'x', now())")
        stored.refresh_rules(transaction)
    commands.reverse_points(OFFICER, number, "记错")


def test_a_reversal_is_possible_after_the_quarter_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    number = commands.add_points(OFFICER, entry())
    monkeypatch.setenv("XINGTU_TODAY", "2023-03-01")
    with pytest.raises(Refused, match="截止"):
        commands.add_points(OFFICER, entry(reason="又一件"))
    commands.reverse_points(OFFICER, number, "记错")


SHEET = "观摩,村,评委1,评委2,理由\n四季度观摩,瓦岗,90,91.5,\n四季度观摩,翟庄,80,,\n"


def test_scores_come_in_as_a_file_and_go_with_it() -> None:
    with pytest.raises(Refused, match="第 2 行：没有叫“四季度观摩”的观摩"):
        report(SHEET)
    number = contest()
    commands.enter_scores(OFFICER, number, {(ZHAI, 1): 70.0})
    with pytest.raises(Refused, match="更正评分要写明理由"):
        report(SHEET)
    receipt = report(SHEET.replace("80,,", "80,,抄错"))
    assert live() == {(WAGANG, 1): 90.0, (WAGANG, 2): 91.5, (ZHAI, 1): 80.0}
    assert receipt.upload_id is not None
    commands.withdraw(OFFICER, receipt.upload_id, "传错")
    assert live() == {(ZHAI, 1): 70.0}
    assert set(queries.contest_scores(FIRST, LAST)["state"]) == {"counts", "withdrawn"}


def test_a_file_with_a_wrong_score_is_told_row_and_column() -> None:
    contest()
    verdict = commands.check("观摩,村,评委1,张三\n四季度观摩,瓦岗,101,90\n".encode(), "评分.csv")
    assert verdict.content == "contest_scores"
    assert {(one.row, one.column, one.kind) for one in verdict.problems} == {
        (1, "张三", "unknown_column"), (2, "评委1", "out_of_range"),
    }  # fmt: skip


def test_points_never_move_a_star() -> None:
    report("村,日期,E02\n瓦岗,2022-11-07,58\n")
    before = queries.stars(DAY)
    number = contest()
    commands.enter_scores(OFFICER, number, {(WAGANG, 1): 100.0})
    commands.add_points(OFFICER, entry(source="honour", points=10.0, star="ecology"))
    pd.testing.assert_frame_equal(queries.stars(DAY), before)
