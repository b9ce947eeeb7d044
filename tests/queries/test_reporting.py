"""What is due, in and late by village and period."""

from __future__ import annotations

import time
from datetime import date, datetime
from typing import Any

import pandas as pd
import pytest

from dashboard.store import commands, queries, reader, stored
from dashboard.store.database import Database
from tests.conftest import OFFICER, report

WAGANG, ZHAI, COMMUNITY = "410902101225", "410902101214", "410902101001"


@pytest.fixture
def small(town: Database) -> Database:
    """A town that is asked two indicators a month and one a week."""
    with town.write() as transaction:
        transaction.run("delete from indicator where indicator_code not in ('E02', 'P01', 'E03')")
    return town


def row(day: date, period: str, village: str, first: date) -> dict[str, Any]:
    rows = queries.reporting(day, period)
    found = rows[(rows["village_code"] == village) & (rows["first_day"] == pd.Timestamp(first))]
    assert len(found) == 1
    known: dict[str, Any] = found.iloc[0].to_dict()
    return known


def periods(day: date, period: str) -> list[tuple[str, str]]:
    rows = queries.reporting(day, period).drop_duplicates("first_day")
    return [(f"{a:%m-%d}", f"{b:%m-%d}") for a, b in zip(rows["first_day"], rows["last_day"],
                                                          strict=True)]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "period", "newest"),
    [
        (date(2022, 11, 14), "week", ("11-08", "11-14")),  # a Monday ends its week
        (date(2022, 11, 15), "week", ("11-15", "11-21")),
        (date(2022, 11, 20), "week", ("11-15", "11-21")),
        (date(2024, 2, 29), "month", ("02-01", "02-29")),
        (date(2022, 12, 31), "quarter", ("10-01", "12-31")),
        (date(2022, 12, 31), "year", ("01-01", "12-31")),
    ],
)
def test_the_running_period_is_included(
    small: Database, day: date, period: str, newest: tuple[str, str]
) -> None:
    assert periods(day, period) == [newest], "before any data only the running one is asked"
    report("村,日期,E02\n瓦岗,2019-01-01,58\n")
    many = {"week": 8, "month": 6, "quarter": 4, "year": 3}[period]
    listed = periods(day, period)
    assert (len(listed), listed[-1]) == (many, newest)


def test_columns_begin_where_data_begin(small: Database) -> None:
    report("村,日期,E02\n瓦岗,2022-10-20,58\n")
    assert periods(date(2022, 12, 26), "month") == [
        ("10-01", "10-31"), ("11-01", "11-30"), ("12-01", "12-31"),
    ]  # fmt: skip
    assert len(queries.reporting(date(2010, 1, 1), "month")) == 19


def test_missing_is_late_once_the_grace_is_over(small: Database) -> None:
    report("村,日期,E02\n瓦岗,2022-10-20,58\n")
    first, deadline = date(2022, 10, 1), date(2022, 11, 5)
    for day, over, late in (
        (date(2022, 10, 31), False, False), (date(2022, 11, 1), True, False),
        (deadline, True, False), (date(2022, 11, 6), True, True),
    ):  # fmt: skip
        known = row(day, "month", WAGANG, first)
        assert (known["due_count"], known["in_count"], known["missing"]) == (2, 1, "P01")
        assert (known["is_over"], known["is_late"], known["deadline"]) == (
            over, late, pd.Timestamp(deadline),
        )  # fmt: skip
    report("村,日期,P01\n瓦岗,2022-10-31,100\n")
    known = row(date(2022, 11, 6), "month", WAGANG, first)
    assert (known["in_count"], known["missing"], known["is_late"]) == (2, "", False)


def test_only_what_lies_in_the_period_and_before_the_day_is_in(small: Database) -> None:
    report("村,日期,E02\n瓦岗,2022-10-20,58\n瓦岗,2022-11-30,60\n翟庄,2022-10-31,1\n")
    assert row(date(2022, 11, 29), "month", WAGANG, date(2022, 11, 1))["in_count"] == 0
    assert row(date(2022, 11, 30), "month", WAGANG, date(2022, 11, 1))["in_count"] == 1
    assert row(date(2022, 11, 30), "month", ZHAI, date(2022, 11, 1))["missing"] == "P01,E02"


def test_a_withdrawn_report_is_not_in(small: Database) -> None:
    receipt = report("村,日期,E02\n瓦岗,2022-10-20,58\n")
    report("村,日期,E02\n翟庄,2022-10-20,58\n")
    commands.withdraw(OFFICER, receipt.upload_id or 0, "填错")
    assert row(date(2022, 10, 31), "month", WAGANG, date(2022, 10, 1))["in_count"] == 0


def test_the_exempt_have_nothing_to_report(small: Database) -> None:
    report("村,日期,E02\n瓦岗,2022-10-20,58\n")
    report(
        "村,指标,起,止,理由\n瓦岗,P01,2022-10-01,2022-10-31,换届\n翟庄,P01,2022-10-01,2022-10-30,病\n"
    )
    known = row(date(2022, 11, 30), "month", WAGANG, date(2022, 10, 1))
    assert (known["due"], known["missing"]) == ("E02", "")
    assert row(date(2022, 11, 30), "month", WAGANG, date(2022, 11, 1))["due"] == "P01,E02"
    assert row(date(2022, 11, 30), "month", ZHAI, date(2022, 10, 1))["due"] == "P01,E02"


def test_only_what_applies_to_the_unit_is_due(small: Database) -> None:
    with small.write() as transaction:
        transaction.run("update requirement set category = '村' where indicator_code = 'E02'")
        stored.refresh_rules(transaction)
    day = date(2022, 10, 31)
    assert row(day, "month", COMMUNITY, date(2022, 10, 1))["due"] == "P01"
    assert row(day, "month", WAGANG, date(2022, 10, 1))["due"] == "P01,E02"


def test_a_unit_reports_from_its_first_day_to_its_last(small: Database) -> None:
    report("村,日期,E02\n瓦岗,2022-09-20,58\n")
    report("村代码,起用日期,撤销日期\n410902101225,2022-10-15,\n410902101214,,2022-11-10\n")
    day = date(2022, 11, 9)
    assert row(day, "month", WAGANG, date(2022, 9, 1))["due_count"] == 0
    assert row(day, "month", WAGANG, date(2022, 10, 1))["due_count"] == 2
    assert ZHAI in set(queries.reporting(day, "month")["village_code"])
    assert ZHAI not in set(queries.reporting(date(2022, 11, 10), "month")["village_code"])


def test_what_came_after_the_deadline_is_told_but_never_of_samples(small: Database) -> None:
    report("村,日期,E02\n瓦岗,2022-10-20,58\n翟庄,2022-10-20,58\n")
    with small.write() as transaction:
        moment = datetime(2022, 11, 5, 16, 30)  # noqa: DTZ001 — stored in UTC: the 6th here
        transaction.run("update upload set recorded_at = $moment", {"moment": moment})
    first = date(2022, 10, 1)
    assert row(date(2022, 11, 30), "month", WAGANG, first)["delayed_count"] == 1
    with small.write() as transaction:
        transaction.run("update upload set is_sample = true")
    assert row(date(2022, 11, 30), "month", WAGANG, first)["delayed_count"] == 0
    with small.write() as transaction:
        transaction.run("update upload set is_sample = false, recorded_at = '2022-11-01'")
    report("村,日期,E02\n瓦岗,2022-10-20,59\n")  # corrected today: it had come in time
    assert row(date(2022, 11, 30), "month", WAGANG, first)["delayed_count"] == 0


def test_the_week_is_that_of_the_review(small: Database) -> None:
    report("村,日期,E03\n瓦岗,2022-11-08,90\n翟庄,2022-11-07,90\n")
    day = date(2022, 11, 14)
    assert row(day, "week", WAGANG, date(2022, 11, 8))["in_count"] == 1
    assert row(day, "week", ZHAI, date(2022, 11, 8))["in_count"] == 0


def test_values_of_the_very_day_alone(small: Database) -> None:
    report("村,日期,E02\n瓦岗,2022-10-20,58\n瓦岗,2022-10-21,≥59\n")
    found = queries.reported_on(date(2022, 10, 21)).to_dict("records")
    assert [(one["village_code"], one["value"], one["qualifier"]) for one in found] == [
        (WAGANG, 59, "≥")
    ]
    assert queries.reported_on(date(2022, 10, 22)).empty


def test_six_hundred_villages_and_five_years_stay_quick(town: Database) -> None:
    with town.write() as transaction:
        transaction.run("delete from village")
        transaction.run(
            "insert into village select cast(410902101000 + n.range as varchar), '村' || n.range, "
            "'村', '一管区', null, null, null, null, null, null from range(600) as n"
        )
        transaction.run("update indicator set period = 'week'")
        transaction.run(
            "insert into upload select n.range, 'values', 'f', 's' || n.range, null, '', '', 1, "
            "false, '', '', timestamp '2018-01-02' + to_days(cast(n.range as integer) * 7) "
            "from range(260) as n"
        )
        transaction.run(
            "insert into indicator_value select cast(410902101000 + v.range as varchar), "
            "indicator_code, date '2018-01-01' + cast(w.range as integer) * 7, 50, '=', w.range, "
            "v.range, '' from range(600) as v, range(260) as w, indicator "
            "where (v.range + w.range + indicator_order) % 11 <> 0"
        )
        stored.refresh_villages(transaction)
    start = time.perf_counter()
    rows = reader.ask(
        "reporting", as_of=date(2022, 12, 19), period="week", first_day=date(2018, 1, 1),
        shown=8, grace_days=2,
    )  # fmt: skip
    seconds = time.perf_counter() - start
    assert len(rows) == 600 * 8
    assert int(rows["due_count"].min()) == 56
    assert 0 < int(rows["in_count"].max()) < 56
    assert seconds < 4, "0.2 s on an idle machine with two cores"
