"""Years: their days, closing, what is carried over and what counts on, taking a closing back."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.domain.actor import ADMIN, DATA_OFFICER, Actor
from dashboard.domain.errors import Refused
from dashboard.store import commands, doctor, queries, stored
from dashboard.store.database import Database
from tests.conftest import report

CHIEF = Actor("管理员", ADMIN)
LAST, NEW_YEAR, SPRING = date(2022, 12, 31), date(2023, 1, 9), date(2023, 3, 6)


@pytest.fixture
def one_rule(town: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """P03 (year to date, ≥ 1) decides 支部过硬, E02 (≥ 45) 生态宜居; today is in 2023."""
    monkeypatch.setenv("XINGTU_TODAY", "2023-03-06")
    with town.write() as transaction:
        transaction.run("delete from requirement where indicator_code not in ('P03', 'E02')")
        stored.refresh_rules(transaction)
    report("村,日期,P03,E02\n瓦岗,2022-12-19,2,30\n东田,2022-12-19,0,90\n", "旧年.csv")
    return town


def state(village: str, indicator: str, day: date) -> tuple[str, bool]:
    code = queries.villages().set_index("village")["village_code"]
    own = queries.requirement_results(day, code[code.index.str.startswith(village)].iloc[0])
    row = own[own["indicator_code"] == indicator].iloc[0]
    return row["state"], bool(row["is_carried"])


def test_closing_freezes_and_carries_over(one_rule: Database) -> None:
    commands.close_year(CHIEF, 2022, "镇发〔2023〕1号")
    row = queries.years().set_index("year").loc[2022]
    assert (row["stars"], row["document"]) == (2, "镇发〔2023〕1号")
    frozen = queries.year_results(LAST)
    won = frozen[frozen["stars_won"] == 1]["village"].str[:2]
    assert set(won) == {"瓦岗", "东田"}
    assert not frozen["is_moved"].any()
    carried = queries.carried_items(SPRING)
    reported = carried[carried["state"] == "unmet"]
    assert set(zip(reported["village"].str[:2], reported["indicator_code"], strict=True)) == {
        ("瓦岗", "E02"), ("东田", "P03"),
    }  # fmt: skip
    assert {one.name: one.is_sound for one in doctor.examine(one_rule)}["存下的结果与重算的一致"]


def test_a_late_report_leaves_the_frozen_result_and_is_told(one_rule: Database) -> None:
    commands.close_year(CHIEF, 2022, "文1")
    report("村,日期,E02\n瓦岗,2022-12-26,95\n", "补报.csv")
    frozen = queries.year_results(LAST).set_index("village")
    row = frozen[frozen.index.str.startswith("瓦岗")].iloc[0]
    assert (row["stars_won"], row["stars_won_now"], bool(row["is_moved"])) == (1, 2, True)


def test_last_years_final_value_counts_until_this_years_is_enough(one_rule: Database) -> None:
    report("村,日期,P03\n瓦岗,2023-01-09,0\n东田,2023-01-09,0\n", "新年.csv")
    assert state("瓦岗", "P03", NEW_YEAR) == ("unmet", False)  # 2022 is not closed yet
    commands.close_year(CHIEF, 2022, "文1")
    assert state("瓦岗", "P03", NEW_YEAR) == ("met", True)
    assert state("东田", "P03", NEW_YEAR) == ("unmet", False)  # last year's was not enough
    report("村,日期,P03\n瓦岗,2023-02-27,1\n", "达标.csv")
    assert state("瓦岗", "P03", SPRING) == ("met", False)
    # Carried only until it is stale: then this year's own value is what stands.
    assert state("瓦岗", "P03", date(2023, 2, 20)) == ("met", True)
    commands.reopen_year(CHIEF, 2022, "文号错了")
    assert state("瓦岗", "P03", NEW_YEAR) == ("unmet", False)


def test_carrying_ends_when_the_value_is_stale(one_rule: Database) -> None:
    commands.close_year(CHIEF, 2022, "文1")
    report("村,日期,P03\n瓦岗,2023-03-06,0\n", "新年.csv")
    age = 120
    last_good = date.fromordinal(date(2022, 12, 19).toordinal() + age)
    assert state("瓦岗", "P03", last_good) == ("met", True)
    assert state("瓦岗", "P03", date.fromordinal(last_good.toordinal() + 1)) == ("unmet", False)


def test_a_closing_can_be_taken_back_and_done_again(one_rule: Database) -> None:
    first = commands.close_year(CHIEF, 2022, "文1")
    commands.reopen_year(CHIEF, 2022, "漏报")
    assert queries.year_results(LAST).empty
    report("村,日期,E02\n瓦岗,2022-12-26,95\n", "补报.csv")
    second = commands.close_year(CHIEF, 2022, "文2")
    assert second > first
    kept = one_rule.ask("select count(distinct closing_id) as n from year_level", {})[1]
    assert kept["n"].iloc[0] == 2
    assert queries.years().set_index("year").loc[2022, "stars"] == 3


@pytest.mark.parametrize(
    ("year", "document", "word"),
    [
        (2023, "文", "次日起"),
        (2022, "  ", "写明"),
        (2021, "文", "没有报过数"),
        (2022, "13800138000", "个人信息"),
        (2022, "\u200b", "写明"),
        (0, "文", "1950"),
        (10**20, "文", "1950"),
    ],
)
def test_what_is_refused_on_closing(
    one_rule: Database, year: int, document: str, word: str
) -> None:
    with pytest.raises(Refused, match=word):
        commands.close_year(CHIEF, year, document)
    assert one_rule.ask("select count(*) as n from year_closing", {})[1]["n"].iloc[0] == 0


def test_a_closed_year_is_closed_once_and_its_days_stay(one_rule: Database) -> None:
    commands.close_year(CHIEF, 2022, "文1")
    with pytest.raises(Refused, match="已经结账"):
        commands.close_year(CHIEF, 2022, "文2")
    with pytest.raises(Refused, match="已经结账"):
        commands.set_year(CHIEF, 2022, date(2022, 1, 1), date(2022, 11, 30))
    with pytest.raises(Refused, match="重叠"):
        commands.set_year(CHIEF, 2023, date(2022, 12, 1), date(2023, 11, 30))
    commands.set_year(CHIEF, 2023, date(2023, 1, 1), date(2023, 2, 28))
    commands.set_year(CHIEF, 2023, date(2023, 1, 1), date(2023, 3, 1))
    row = queries.years().set_index("year").loc[2023]
    assert row["to_date"].date() == date(2023, 3, 1)
    with pytest.raises(Refused, match="不能结账"):
        commands.close_year(CHIEF, 2023, "文3")
    report("村,日期,E02\n瓦岗,2023-02-06,95\n", "新年.csv")
    commands.close_year(CHIEF, 2023, "文3")
    with pytest.raises(Refused, match="先撤销 2023"):
        commands.reopen_year(CHIEF, 2022, "改")


def test_only_the_administrator_closes(one_rule: Database) -> None:
    with pytest.raises(Refused, match="管理员"):
        commands.close_year(Actor("数据员", DATA_OFFICER), 2022, "文1")


@pytest.mark.parametrize(
    ("start", "end", "word"),
    [
        (date(2023, 5, 1), date(2023, 5, 1), "晚于"),
        (date(1900, 1, 1), date(1900, 12, 31), "1950"),
        (date(2022, 1, 1), date(2024, 1, 1), "止于"),
    ],
)
def test_odd_days_of_a_year_are_refused(
    one_rule: Database, start: date, end: date, word: str
) -> None:
    with pytest.raises(Refused, match=word):
        commands.set_year(CHIEF, start.year, start, end)


def test_appraisals_and_exceptions_come_in_as_tables(one_rule: Database) -> None:
    assert report("村,年度,评议分\n瓦岗,2022,88.5\n", "评议.csv").status == "accepted"
    assert (
        report("村,年度,破格理由,文号\n瓦岗,2023,表现突出,文9\n", "破格.csv").status == "accepted"
    )
    kept = one_rule.ask(
        "select points, reason from live_appraisal, live_level_exception", {}
    )[1].iloc[0]  # fmt: skip
    assert (kept["points"], kept["reason"]) == (88.5, "表现突出")
    refused = commands.check("村,年度,评议分\n瓦岗,2022,120\n".encode(), "评议.csv")
    assert [one.kind for one in refused.problems] == ["out_of_range"]


def test_a_year_bears_the_name_of_its_days(one_rule: Database) -> None:
    with pytest.raises(Refused, match="2030 年度要起于"):
        commands.set_year(CHIEF, 2030, date(2022, 1, 1), date(2022, 12, 31))


def test_a_year_that_lost_days_to_another_is_closed_once_it_has_its_own(
    one_rule: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands.set_year(CHIEF, 2022, date(2022, 1, 1), date(2023, 1, 15))
    commands.close_year(CHIEF, 2022, "文1")
    report("村,日期,E02\n瓦岗,2023-02-06,95\n", "新年.csv")
    monkeypatch.setenv("XINGTU_TODAY", "2024-02-05")
    with pytest.raises(Refused, match="重叠"):
        commands.close_year(CHIEF, 2023, "文2")
    commands.set_year(CHIEF, 2023, date(2023, 1, 16), date(2023, 12, 31))
    assert commands.close_year(CHIEF, 2023, "文2") == 2
