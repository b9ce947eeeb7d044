"""The loop of data and ledger: what opens by itself, who moves it, what closes and reopens it."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta
from threading import Thread

import pytest

from dashboard.domain.errors import Refused
from dashboard.reports import tables
from dashboard.store import commands, doctor, queries
from dashboard.store.commands import Deed, Finding
from dashboard.store.commands.ledger_rules import number
from dashboard.store.database import Database
from tests.conftest import report
from tests.store.ledger import (
    ADMINISTRATOR,
    BRANCH,
    ECOLOGY,
    FIRST,
    LIAISON_POST,
    OFFICER,
    TOWN_SECRETARY,
    WAGANG,
    WAWU,
    Calendar,
    closed,
    do,
    history,
    items,
    planned,
    reported,
    state,
)


@pytest.fixture
def calendar(town: Database, monkeypatch: pytest.MonkeyPatch) -> Calendar:
    return Calendar(monkeypatch)


def test_data_open_close_and_reopen(calendar: Calendar) -> None:
    planned()
    first = reported(FIRST, 30)
    own = items(FIRST).loc[1]
    assert (own["state"], own["village"], own["source"]) == ("unclaimed", "瓦岗村", "系统测算")
    # 20 working days after Monday 4 July 2022.
    assert own["due_date"].date() == date(2022, 8, 1)
    assert own["owner_post"].startswith("镇")
    assert not own["proposes_closing"]
    do(BRANCH, "claim", measure="更换老化管网")
    calendar.pass_days(7)
    reported(calendar.today, 60)
    own = items(calendar.today).loc[1]
    assert own["proposes_closing"]
    assert (own["value"], own["file_name"]) == (60, "瓦岗2022-07-11.csv")
    do(BRANCH, "apply", evidence="7月11日报 60%")
    assert not items(calendar.today).loc[1, "proposes_closing"]
    do(OFFICER, "accept")
    assert items(calendar.today).loc[1, "closed_on"].date() == calendar.today
    calendar.pass_days(7)
    again = reported(calendar.today, 20)
    own = items(calendar.today).loc[1]
    assert (own["state"], own["relapse_count"]) == ("rectifying", 1)
    assert own["due_date"].date() == date(2022, 8, 15)
    assert history() == ["open", "claim", "apply", "accept", "relapse"]
    events = queries.ledger_events(1)
    assert list(events["is_automatic"]) == [True, False, False, False, True]
    assert not events["is_verified"].any()
    assert events.iloc[-1]["value"] == 20
    # What was reported before is still told as it stood on its day.
    assert state(FIRST) == "rectifying"
    assert state(date(2022, 7, 12)) == "closed"
    assert items(FIRST - timedelta(1)).empty
    commands.withdraw(OFFICER, again.upload_id, "报错了")
    assert (state(calendar.today), items(calendar.today).loc[1, "relapse_count"]) == ("closed", 0)
    commands.withdraw(OFFICER, first.upload_id, "报错了")
    assert items(calendar.today).empty
    assert len(queries.ledger_events(1)) == 7


def test_only_for_a_star_that_is_planned_or_held(calendar: Calendar) -> None:
    reported(FIRST, 30)
    assert items(FIRST).empty
    planned()  # the plan comes after the value
    assert list(items(FIRST)["village"]) == ["瓦岗村"]
    reported(FIRST, 30, "瓦屋")
    assert len(items(FIRST)) == 1
    # The grade of last year holds every star.
    report("村,年度,级别,事件,理由,文号\n瓦屋,2021,5,晋星,定级,1号\n", "定级.csv")
    assert set(items(FIRST)["village"]) == {"瓦岗村", "瓦屋村"}


def test_a_star_won_last_week_is_held(calendar: Calendar) -> None:
    good = report(_all_of_ecology(FIRST, 100), "全.csv")
    assert not good.problems
    stars = queries.stars(FIRST)
    won = stars[(stars["state"] == "won") & (stars["village_code"] == WAGANG)]
    assert list(won["star_code"]) == ["ecology"]
    calendar.pass_days(7)
    reported(calendar.today, 30)
    assert list(items(calendar.today)["indicator_code"]) == ["E02"]


def _all_of_ecology(day: date, share: float) -> str:
    rules = queries.requirement_results(day, WAGANG)
    own = rules[rules["star_code"] == "ecology"]
    values = [
        {"bool": "是" if one.direction == "higher" else "否"}.get(
            one.value_type, f"{share:g}" if one.direction == "higher" else "0"
        )
        for one in own.itertuples()
    ]
    return f"村,日期,{','.join(own['indicator_code'])}\n瓦岗,{day},{','.join(values)}\n"


def test_neither_missing_stale_nor_older_days_open(calendar: Calendar) -> None:
    planned()
    calendar.go(date(2022, 7, 18))
    reported(calendar.today, 60)
    assert items(calendar.today).empty  # every other requirement is missing
    reported(FIRST, 20)  # a correction of an older day
    reported(date(2022, 7, 6), 90, indicator="E07")  # the newest of its kind, of an older week
    reported(date(2022, 7, 6), 20, indicator="E01")
    assert items(calendar.today).empty
    # The newest date of the data is years ago: nothing of it is fresh today.
    calendar.go(date(2026, 7, 18))
    reported(date(2022, 7, 25), 20)
    assert items(calendar.today).empty


def test_one_open_item_a_cause(calendar: Calendar) -> None:
    planned()
    commands.open_items(OFFICER, [Finding(WAGANG, indicator_code="E02")])
    reported(FIRST, 30)
    reported(FIRST, 31)
    assert len(items(FIRST)) == 1
    with pytest.raises(Refused, match="已在台账（B-001）"):
        commands.open_items(OFFICER, [Finding(WAGANG, indicator_code="E02")])
    twin = Finding(WAGANG, "路灯不亮", "督导")
    with pytest.raises(Refused, match="清单里前面已有同一项"):
        commands.open_items(OFFICER, [twin, twin])
    assert len(items(FIRST)) == 1
    commands.open_items(OFFICER, [twin])
    with pytest.raises(Refused, match="已在台账（B-002）"):
        commands.open_items(OFFICER, [replace(twin, what=" 路灯不亮\u200b")])
    # What a village reports is known again by its place, whoever clicks twice.
    seen = Finding(WAGANG, "井盖缺失", kind="report", place="村口", category="安全隐患")
    commands.open_items(BRANCH, [seen])
    with pytest.raises(Refused, match="已在台账（B-003）"):
        commands.open_items(BRANCH, [seen])
    assert commands.open_items(BRANCH, [replace(seen, place="村尾")]) == [4]


def test_after_the_term_a_new_item_opens(calendar: Calendar) -> None:
    planned()
    reported(FIRST, 30)
    closed(calendar)
    calendar.pass_days(7 * 9)  # more than relapse_days after the closing
    reported(calendar.today, 20)
    assert list(items(calendar.today)["state"].sort_index()) == ["closed", "unclaimed"]


def test_what_was_accepted_knowingly_stays_closed_until_news(calendar: Calendar) -> None:
    planned()
    reported(FIRST, 30)
    do(BRANCH, "claim", measure="修")
    do(BRANCH, "apply", evidence="已修好，数据下周报")
    do(OFFICER, "accept")
    planned_again = report(PLAN_AGAIN, "目标2.csv")  # something is published, the value is the same
    assert not planned_again.problems
    assert state(FIRST) == "closed"
    calendar.pass_days(7)
    reported(calendar.today, 31)
    assert state(calendar.today) == "rectifying"


PLAN_AGAIN = "村,年度,季度,目标星数,目标星\n瓦岗,2022,4,2,生态宜居、产业兴旺\n"


def test_a_withdrawn_upload_and_its_republication(calendar: Calendar) -> None:
    planned()
    first = reported(FIRST, 30)
    do(BRANCH, "claim", measure="修")
    commands.withdraw(OFFICER, first.upload_id, "表发错了")
    assert items(FIRST).empty
    commands.republish(OFFICER, first.upload_id)
    assert (state(FIRST), items(FIRST).loc[1, "measure"]) == ("rectifying", "修")
    assert history() == ["open", "claim", "take_back", "restore"]


def test_one_upload_takes_back_and_brings_back_all_it_had_brought(calendar: Calendar) -> None:
    planned()
    both = report(f"村,日期,E02,E03\n瓦岗,{FIRST},30,50\n", "两项.csv")
    do(BRANCH, "claim", 2, measure="修")
    due = list(items(FIRST)["due_date"])
    commands.withdraw(OFFICER, both.upload_id, "表发错了")
    assert items(FIRST).empty
    commands.republish(OFFICER, both.upload_id)
    assert list(items(FIRST)["state"]) == ["unclaimed", "rectifying"]
    assert list(items(FIRST)["due_date"]) == due
    brought_back = queries.ledger_events(1).iloc[-1]
    assert (brought_back["value"], brought_back["is_automatic"]) == (30, True)
    assert brought_back[["measure", "due_date", "needs_county"]].isna().all()


def test_a_void_item_is_not_restored_but_opened_anew(calendar: Calendar) -> None:
    planned()
    reported(FIRST, 30)
    do(ADMINISTRATOR, "void", note="不属本村")
    reported(FIRST, 100, indicator="E03")  # what is published besides does not bring it back
    assert items(FIRST).empty
    # Somebody who knew the value struck it off: another village's file brings nothing new.
    reported(FIRST, 80, "瓦屋")
    planned_again = report(PLAN_AGAIN, "目标2.csv")
    assert not planned_again.problems
    assert items(FIRST).empty
    calendar.pass_days(7)
    second = reported(calendar.today, 31)
    assert list(items(calendar.today).index) == [2]
    commands.withdraw(OFFICER, second.upload_id, "报错")
    assert items(calendar.today).empty  # the value that counts again is the one struck off


def test_a_list_of_findings(calendar: Calendar) -> None:
    text = (
        "村,星别,问题描述,来源,发现日期,严重程度,整改措施,责任岗位,整改时限,原因类别,需上级协调\n"
        "瓦岗,生态宜居,沟渠淤堵,暗访,2022-07-01,紧急,清淤,镇村建办主任,2022-07-20,资金,是\n"
        "瓦屋,,会议记录不全,督导,,,,,,,\n"
    )
    listed = report(text, "督导清单.csv")
    assert (listed.status, listed.problems) == ("accepted", ())
    rows = items(FIRST)
    assert list(rows.sort_index()["what"]) == ["沟渠淤堵", "会议记录不全"]
    one = rows.loc[1]
    assert (one["severity"], one["cause"], bool(one["needs_county"])) == ("urgent", "资金", True)
    assert (one["found_on"].date(), one["due_date"].date()) == (date(2022, 7, 1), date(2022, 7, 20))
    assert rows.loc[2, "due_date"].date() == date(2022, 8, 1)
    commands.withdraw(OFFICER, listed.upload_id, "重复")
    assert items(FIRST).empty


def test_a_list_tells_all_that_is_wrong(calendar: Calendar) -> None:
    text = (
        "村,问题描述,来源,发现日期,严重程度,整改时限,需上级协调,原因类别\n"
        "瓦岗,沟渠淤堵,听说,2022-07-05,特急,2022-07-01,也许,天气\n"
        "没有,甲,督导,,,2202-07-20,,\n"
        "瓦岗,,督导,,,,,\n"
        "瓦岗,乙,系统测算,2022-07-01,,,,\n"
    )
    rejected = commands.check(text.encode(), "坏.csv")
    told = {(one.row, one.column) for one in rejected.problems}
    assert {
        (2, c) for c in ("来源", "发现日期", "严重程度", "整改时限", "需上级协调", "原因类别")
    } <= told
    assert {(3, "村"), (3, "整改时限"), (4, "问题描述"), (5, "来源")} <= told
    private = commands.check("村,问题描述,来源\n瓦岗,找13812345678,督导\n".encode(), "人.csv")
    assert [one.kind for one in private.problems] == ["private_data"]


@pytest.mark.parametrize(
    ("finding", "said"),
    [
        (Finding("410902101999", "甲", "督导"), "没有这个村"),
        (Finding(WAGANG, "", "督导"), "要写明问题"),
        (Finding(WAGANG, "甲", "听说"), "来源没有"),
        (Finding(WAGANG, "甲", "系统测算"), "须选定指标"),
        (Finding(WAGANG, "甲", "督导", star_code="no"), "没有“no”这颗星"),
        (Finding(WAGANG, indicator_code="X9"), "没有“X9”这个指标"),
        (Finding(WAGANG, indicator_code="E02", star_code="party"), "不属于这颗星"),
        (Finding(WAGANG, "甲", "督导", found_on=date(2022, 7, 5)), "还没有到"),
        (Finding(WAGANG, "甲", "督导", due_date=date(2022, 7, 1)), "早于发现日期"),
        (Finding(WAGANG, "甲", "督导", due_date=date(2202, 7, 1)), "年份多半写错了"),
        (Finding(WAGANG, "\ud800\u202e", "督导"), "瓦岗村“”：要写明问题"),
        (Finding(WAGANG, "甲", "督导", severity="x"), "这一档轻重"),
        (Finding(WAGANG, "甲", "督导", cause="天气"), "原因没有"),
        (Finding(WAGANG, "甲", "督导", measure="找13812345678"), "整改措施里有"),
        (Finding(WAGANG, "甲" * 201, "督导"), "最多 200 个字"),
        (Finding(WAGANG, "漏水", kind="report", category="安全隐患"), "要写明地点"),
        (Finding(WAGANG, "漏水", kind="report", place="村口", category="别的"), "类别没有"),
    ],
)  # fmt: skip
def test_findings_that_are_refused(calendar: Calendar, finding: Finding, said: str) -> None:
    with pytest.raises(Refused, match=said):
        commands.open_items(OFFICER, [finding, Finding(WAWU, "好的", "督导")])
    assert items(FIRST).empty  # nothing half stored


def test_who_may_open_what(calendar: Calendar) -> None:
    with pytest.raises(Refused, match="一句话上报"):
        commands.open_items(BRANCH, [Finding(WAGANG, "甲", "自查")])
    with pytest.raises(Refused, match="只能办本村"):
        commands.open_items(
            BRANCH, [Finding(WAWU, "漏水", kind="report", place="村口", category="安全隐患")]
        )
    with pytest.raises(Refused, match="只能办本专班"):
        commands.open_items(ECOLOGY, [Finding(WAGANG, indicator_code="P01")])
    assert commands.open_items(ECOLOGY, [Finding(WAGANG, indicator_code="E02")]) == [1]


def test_acts_that_are_refused(calendar: Calendar) -> None:
    planned()
    reported(FIRST, 30)
    seen = int(items(FIRST).loc[1, "last_event_id"])
    with pytest.raises(Refused, match="没有“消失”"):
        do(OFFICER, "消失")
    with pytest.raises(Refused, match="没有 B-009"):
        do(OFFICER, "assign", 9, owner_post="镇村建办主任")
    with pytest.raises(Refused, match="请至少改一处"):
        do(OFFICER, "assign")
    with pytest.raises(Refused, match="早于发现日期"):
        do(OFFICER, "assign", due_date=FIRST - timedelta(1))
    with pytest.raises(Refused, match="要写明说明"):
        do(OFFICER, "assign", due_date=date(2022, 12, 1))
    far = date(2202, 8, 1)  # a slip in the year: it would never be late
    with pytest.raises(Refused, match="年份多半写错了"):
        do(OFFICER, "assign", due_date=far, note="延期")
    with pytest.raises(Refused, match="年份多半写错了"):
        do(ECOLOGY, "suspend", until_date=date(9999, 12, 31), note="等资金")
    with pytest.raises(Refused, match="没有“open”"):
        do(OFFICER, "open")
    with pytest.raises(Refused, match="不能改整改措施"):
        do(OFFICER, "assign", measure="修")
    with pytest.raises(Refused, match="要写明说明、挂起到"):
        do(ECOLOGY, "suspend")
    with pytest.raises(Refused, match="已过"):
        do(ECOLOGY, "suspend", note="等资金", until_date=FIRST)
    with pytest.raises(Refused, match="还没有到"):
        do(BRANCH, "claim", day=FIRST + timedelta(1))
    with pytest.raises(Refused, match="逐项办理"):
        commands.act_on(BRANCH, Deed("progress", note="甲"), {1: None, 2: None})
    do(BRANCH, "claim")
    with pytest.raises(Refused, match="刚刚由别人办过，现在是“整改中”"):
        commands.act_on(LIAISON_POST, Deed("progress", note="甲"), {1: seen})
    with pytest.raises(Refused, match="要写明佐证"):
        do(BRANCH, "apply", measure="修")
    with pytest.raises(Refused, match="还没有整改措施"):
        do(BRANCH, "apply", evidence="照片")
    do(BRANCH, "apply", measure="修", evidence="现场")
    with pytest.raises(Refused, match="包村干部”不能办"):
        do(LIAISON_POST, "accept")
    do(OFFICER, "return", note="佐证不全")
    do(LIAISON_POST, "apply", evidence="补齐")
    # Both had a hand in it; the secretary of the town had none.
    do(TOWN_SECRETARY, "accept")
    assert history() == ["open", "claim", "apply", "return", "apply", "accept"]


def test_hanging_moves_the_day_that_counts(calendar: Calendar) -> None:
    planned()
    reported(FIRST, 30)
    do(ECOLOGY, "suspend", note="等上级资金", until_date=date(2022, 9, 1))
    late = date(2022, 8, 20)
    assert (items(late).loc[1, "colour"], items(late).loc[1, "days_left"]) == ("yellow", 12)
    after = items(date(2022, 9, 12)).loc[1]
    assert (after["colour"], after["escalation"]) == ("red", "挂牌")
    calendar.go(late)
    do(ECOLOGY, "resume")
    assert items(late).loc[1, "escalation"] == "挂牌"  # 19 days after 1 August
    levels = {day: items(date(2022, 8, day)).loc[1, "escalation"] for day in (1, 2, 5, 6, 10, 11)}
    assert levels == {1: "", 2: "", 5: "", 6: "", 10: "", 11: ""}  # hung up on those days
    do(ECOLOGY, "assign", severity="urgent")
    assert items(late).loc[1, "due_date"].date() == date(2022, 7, 11)


def test_colours_and_levels_by_day(calendar: Calendar) -> None:
    planned()
    reported(FIRST, 30)  # due on 1 August
    told = {}
    for day in (
        date(2022, 7, 24),
        date(2022, 7, 25),
        *(date(2022, 8, n) for n in (1, 2, 5, 6, 10, 11)),
    ):
        one = items(day).loc[1]
        told[day.isoformat()[5:]] = (one["colour"], bool(one["is_soon"]), one["escalation"])
    assert told == {
        "07-24": ("yellow", False, ""), "07-25": ("yellow", True, ""), "08-01": ("yellow", True, ""),
        "08-02": ("red", False, "提醒"), "08-05": ("red", False, "提醒"),
        "08-06": ("red", False, "督办"), "08-10": ("red", False, "督办"),
        "08-11": ("red", False, "挂牌"),
    }  # fmt: skip


def test_the_short_form(calendar: Calendar) -> None:
    seen = Finding(WAGANG, "井盖缺失", kind="report", place="村口", category="安全隐患")
    assert commands.open_items(BRANCH, [seen]) == [1]
    calendar.pass_days(2)
    with pytest.raises(Refused, match="要写明说明"):
        do(OFFICER, "apply")
    do(OFFICER, "apply", note="已换新井盖")
    with pytest.raises(Refused, match="由包村干部、村支书办理"):
        do(OFFICER, "accept")
    do(BRANCH, "return", note="还松动")
    do(OFFICER, "apply", note="已固定")
    do(BRANCH, "accept")
    rates = queries.ledger_rates(calendar.today)
    own = rates[(rates["dimension"] == "category") & (rates["kind"] == "report")].iloc[0]
    assert (own["name"], own["median_answer_days"], own["accepted_first"]) == ("安全隐患", 2, 0)
    assert (own["answered_in_time"], own["accepted_ever"]) == (1, 1)


def test_many_at_once_all_or_nothing(calendar: Calendar) -> None:
    found = [Finding(WAGANG, f"第{n}处", "督导", star_code="ecology") for n in range(12)]
    ids = commands.open_items(OFFICER, found)
    new = Deed("assign", owner_post="镇村建办主任", lead_unit="镇村建办")
    assert commands.act_on(OFFICER, new, dict.fromkeys(ids)) == 12
    assert set(items(FIRST)["lead_unit"]) == {"镇村建办"}
    do(BRANCH, "claim", 3)
    with pytest.raises(Refused, match="B-003 瓦岗村"):
        commands.act_on(ECOLOGY, Deed("claim"), dict.fromkeys(ids))
    assert list(items(FIRST)["state"]).count("rectifying") == 1


def test_doctor_replays_every_history(town: Database, calendar: Calendar) -> None:
    planned()
    reported(FIRST, 30)
    do(BRANCH, "claim", measure="修")
    names = {one.name: one.is_sound for one in doctor.examine(town) if "台账" in one.name}
    assert len(names) == 3
    assert all(names.values())
    with town.write() as transaction:  # somebody edits the file behind the program's back
        transaction.run("update ledger_event set state = 'closed' where action = 'claim'")
        transaction.run("insert into ledger_item select * replace (9 as item_id) from ledger_item")
    told = {one.name for one in doctor.examine(town) if "台账" in one.name and not one.is_sound}
    assert told == {"台账的经过与状态一致", "每项台账都有经过，每步经过都有台账"}


def test_the_export_is_whole(town: Database, calendar: Calendar) -> None:
    planned()
    reported(FIRST, 30)
    (row,) = tables.records("ledger", FIRST)
    assert (row["item_no"], row["state"], row["due_date"]) == ("B-001", "unclaimed", "2022-08-01")
    assert (row["value"], row["threshold"], row["row_number"]) == (30, 45, 2)
    with town.write() as transaction:  # the read and refusals number alike, beyond three digits too
        transaction.run("update ledger_item set item_id = 1234")
        transaction.run("update ledger_event set item_id = 1234")
    (row,) = tables.records("ledger", FIRST)
    assert row["item_no"] == number(1234) == "B-1234"


def test_a_long_list_is_put_on_and_taken_off_in_one_piece(calendar: Calendar) -> None:
    rows = "".join(f"瓦岗,生态宜居,第{n}处,督导\n" for n in range(3000))
    begun = time.monotonic()
    listed = report("村,星别,问题描述,来源\n" + rows, "督导清单.csv")
    assert not listed.problems
    ids = list(items(FIRST).index)
    new = Deed("assign", owner_post="镇村建办主任")
    assert commands.act_on(OFFICER, new, dict.fromkeys(ids)) == 3000
    commands.withdraw(OFFICER, listed.upload_id, "重复")
    assert items(FIRST).empty
    assert history(3000) == ["open", "assign", "take_back"]
    assert time.monotonic() - begun < 30  # one by one it was over a minute


def test_of_many_who_act_at_once_one_wins(town: Database, calendar: Calendar) -> None:
    planned()
    reported(FIRST, 30)
    seen = {1: int(items(FIRST).loc[1, "last_event_id"])}
    told: list[str] = []

    def claim(number: int) -> None:
        try:
            commands.act_on(
                (BRANCH, ECOLOGY, LIAISON_POST)[number % 3], Deed("claim", measure="修"), seen
            )
        except Refused as refused:
            told.append(str(refused))

    def take_up(_number: int) -> None:
        try:
            commands.open_items(OFFICER, [Finding(WAWU, indicator_code="E02")])
        except Refused as refused:
            told.append(str(refused))

    def publish(number: int) -> None:
        reported(FIRST, 10 + number, indicator="E03")

    running = [Thread(target=act, args=(n,)) for n in range(4) for act in (claim, take_up, publish)]
    for one in running:
        one.start()
    for one in running:
        one.join()
    assert sorted("由别人办过" in one for one in told) == [False] * 3 + [True] * 3
    assert history(1) == ["open", "claim"]
    assert sorted(items(FIRST)["indicator_code"]) == ["E02", "E02", "E03"]
    assert all(one.is_sound for one in doctor.examine(town))
