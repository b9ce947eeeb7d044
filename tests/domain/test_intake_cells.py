"""Single cells and the doubts about whole columns of them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.intake.cells import Reading, read_day, read_value
from dashboard.store.definitions import campaign
from tests.domain.intake import look, triples, values


@pytest.mark.parametrize(
    ("cell", "code", "expected"),
    [
        ("58", "E02", Reading(58, "=")),
        ("80%", "E02", Reading(80, "=")),
        ("８０．５％", "E02", Reading(80.5, "=")),
        ("1,164", "I10", Reading(1164, "=")),
        ("1164万元", "I10", Reading(1164, "=")),
        ("40余", "C05", Reading(40, "≥")),
        ("≥300", "E09", Reading(300, "≥")),
        ("9000余株", "E09", Reading(9000, "≥")),
        ("约1000", "E09", Reading(1000, "≈")),
        ("20人以上", "I06", Reading(20, "≥")),
        ("-1.5", "I12", Reading(-1.5, "=")),
        ("−1.5", "I12", Reading(-1.5, "=")),
        ("是", "I11", Reading(1, "=")),
        ("×", "I11", Reading(0, "=")),
        ("无", "P11", Reading(0, "=")),
        ("五", "C05", None),
        ("1e400", "C05", None),
        ("nan", "C05", None),
        ("5元", "I10", None),
        ("1,16", "I10", None),
        ("1 0", "C05", None),
        ("1\n2", "C05", None),
        ("1 234", "I10", None),
        (" 58 % ", "E02", Reading(58, "=")),
        ("≥ 300 株", "E09", Reading(300, "≥")),
        ("１，２３４", "I10", Reading(1234, "=")),
        ("40余次", "C05", Reading(40, "≥")),
        ("200多棵", "E09", Reading(200, "≥")),
        ("约 12.5 万", "I10", Reading(12.5, "≈")),
        ("3人", "N01", None),
        ("1.2万", "I07", None),
    ],
)
def test_cells(cell: str, code: str, expected: Reading | None) -> None:
    assert read_value(cell, campaign().indicator(code)) == expected


@pytest.mark.parametrize("cell", ["-0", "−0.0", "≥-0"])
def test_minus_nothing_is_nothing(cell: str) -> None:
    reading = read_value(cell, campaign().indicator("I12"))
    assert reading is not None
    assert f"{reading.value:g}" == "0"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2022-06-30", date(2022, 6, 30)),
        ("2022/6/3", date(2022, 6, 3)),
        ("20220630", date(2022, 6, 30)),
        ("2022年6月30日", date(2022, 6, 30)),
        ("2022年6月", date(2022, 6, 30)),
        ("2022.2", date(2022, 2, 28)),
        ("2022-06-30 00:00:00", date(2022, 6, 30)),
        ("2022-13-01", None),
        ("2022-02-30", None),
        ("0001-01-01", None),
        ("6月30日", None),
        ("2022-11-1 0", None),
        ("2022 年 6 月 30 日", date(2022, 6, 30)),
        ("44746", date(2022, 7, 4)),
        ("44746.5", date(2022, 7, 4)),
        ("18264", date(1950, 1, 1)),
        ("18263", None),
        ("99999", None),
        ("2022.6", date(2022, 6, 30)),
        ("2022年11月10日0:00", date(2022, 11, 10)),
        ("２０２２／１１／１０　０：００", date(2022, 11, 10)),
    ],
)
def test_days(cell: str, expected: date | None) -> None:
    assert read_day(cell) == expected


TIMES = ["0:00", "00:00", "00:00:00", "00:00:00.000", "13:45", "9:05:59"]


@pytest.mark.parametrize("time", TIMES)
@pytest.mark.parametrize("day", [1, 9, 10, 20, 30])
@pytest.mark.parametrize("joint", [" ", "  ", "T"])
def test_a_time_is_dropped_and_the_day_stays(day: int, time: str, joint: str) -> None:
    for form in (f"2022/11/{day}", f"2022-11-{day:02}", f"202211{day:02}", f"2022.11.{day}"):
        assert read_day(f"{form}{joint}{time}") == date(2022, 11, day)


@given(st.dates(date(1950, 1, 1), date(2149, 12, 31)), st.sampled_from(["", *TIMES]))
def test_any_day_reads_back(day: date, time: str) -> None:
    for form in (f"{day:%Y-%m-%d}", f"{day.year}/{day.month}/{day.day}", f"{day:%Y年%m月%d日}"):
        assert read_day(f"{form} {time}") == day


HEAD = "村,日期,{}\n瓦岗,2022-07-04,{}\n东田,2022-07-04,{}\n西田,2022-07-04,{}\n"


@pytest.mark.parametrize(
    ("code", "cells", "problems", "warnings"),
    [
        ("E02", ("0.8", "1", "0"), [(2, "E02", "question")], []),
        ("E02", ("0.8", "0.7", "/"), [(2, "E02", "question")], []),
        ("E02", ("1", "1", "0"), [], []),
        ("E02", ("80", "0.8", "90"), [], [(3, "E02", "small_percent")]),
        ("E02", ("80%", "0.8", "90"), [(3, "E02", "question")], []),
        ("E02", ("80%", "0.8%", "90"), [], []),
        ("I02", ("0.5", "0.2", "0.9"), [(2, "I02", "question")], []),
        ("I02", ("0.5%", "0.2%", "-0.9%"), [], []),
        ("I01", ("0.5", "0.2", "0.9"), [], []),
        ("L01", ("无", "无", "0"), [(2, "L01", "question")], []),
        ("N04", ("1", "无", "0"), [(3, "N04", "question")], []),
        ("P02", ("1", "无", "0"), [(3, "P02", "question")], []),
        ("P11", ("无", "是", "无"), [], []),
        ("E02", ("无", "58", " 无 "), [], []),
        ("E07", ("无", "58", "无"), [], []),
        ("I10", ("无", "58", "无"), [], []),
    ],
)
def test_doubts_are_asked(code: str, cells: tuple[str, str, str], problems, warnings) -> None:
    verdict = look(HEAD.format(code, *cells))
    assert triples(verdict) == problems
    assert [(one.row, one.column, one.kind) for one in verdict.warnings] == warnings


def test_none_is_no_in_a_yes_no_column_and_missing_in_a_percentage() -> None:
    assert values(look(HEAD.format("P11", "无", "是", "/"))) == [
        ("225", "P11", 0.0, "=", 2),
        ("218", "P11", 1.0, "=", 3),
    ]
    assert values(look(HEAD.format("E02", "无", "58", "/"))) == [("218", "E02", 58.0, "=", 3)]


def test_a_question_is_asked_for_each_indicator_of_a_long_table() -> None:
    rows = "".join(
        f"{village},{code},2022-07-04,{cell}\n"
        for code, cell in (("E02", "0.8"), ("E03", "0.9"), ("L01", "无"), ("L02", "无"))
        for village in ("瓦岗", "东田")
    )
    assert triples(look("村,指标,日期,数值\n" + rows)) == [
        (row, "数值", "question") for row in (2, 4, 6, 8)
    ]


@pytest.mark.parametrize(
    ("heading", "cell", "value", "told"),
    [
        ("村集体经济年收入（元）", "123,456", 12.3456, ["unit"]),
        ("集体收入(单位：元)", "50000元", 5.0, ["unit"]),
        ("集体收入（万元）", "5", 5.0, []),
        ("村集体经济年收入", "5万", 5.0, []),
        ("集体收入/元", "5万元", None, []),
        ("脱贫户人均收入（万元）", "1.7609", 17609.0, ["unit"]),
        ("脱贫户人均收入（元）", "17609", 17609.0, []),
        ("户数（元）", "5", None, []),
    ],
)
def test_money_is_converted_when_the_heading_names_its_unit(heading, cell, value, told) -> None:
    for text in (
        f'村,日期,{heading}\n瓦岗,2022-07-04,"{cell}"\n',
        f'村,指标,日期,数值\n瓦岗,{heading},2022-07-04,"{cell}"\n',
    ):
        verdict = look(text)
        assert [one[2] for one in values(verdict)] == ([] if value is None else [value])
        assert verdict.status == ("rejected" if value is None else "accepted")
        assert value is None or [one.kind for one in verdict.notices] == told


@pytest.mark.parametrize(
    ("indicator", "unit", "value"),
    [
        ("集体收入", "元", 5.0),
        ("I01", "元", 5.0),
        ("集体收入", "万元", 50000.0),
        ("集体收入", "", 50000.0),
        ("集体收入（元）", "元", 5.0),
        ("村集体经济年收入（万元）", "元", 50000.0),
        ("I07", "元", 50000.0),
    ],
)
def test_a_column_of_units_is_heeded(indicator: str, unit: str, value: float) -> None:
    verdict = look(f"村,指标,单位,日期,数值\n瓦岗,{indicator},{unit},2022-07-04,50000\n")
    assert [one[2] for one in values(verdict)] == [value]


def test_serial_days_are_told_of_once() -> None:
    verdict = look("村,日期,E02\n瓦岗,44746,58\n瓦屋,44746,58\n")
    assert [str(day) for day in verdict.readings["as_of"].dt.date] == ["2022-07-04"] * 2
    assert [(one.row, one.kind) for one in verdict.notices] == [(2, "date_serial")]


@pytest.mark.parametrize("code", ["4.10902E+11", "4.1E11", "４.10902Ｅ+11"])
@pytest.mark.parametrize("rest", ["日期,E02\n{},2022-07-04,58\n", "村,管区\n{},瓦岗,一\n"])
def test_a_code_that_lost_its_digits_is_refused(code: str, rest: str) -> None:
    verdict = look(f"村代码,{rest.format(code)}")
    assert triples(verdict) == [(2, "村代码", "unknown_village")]
    assert "科学计数" in verdict.problems[0].message


def test_a_code_as_a_number_is_the_code() -> None:
    for rest in ("日期,E02\n410902101225.0,2022-07-04,58\n", "村,管区\n410902101225.0,瓦岗,一\n"):
        assert look(f"村代码,{rest}").status == "accepted"
