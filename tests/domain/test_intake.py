"""What a file may do wrong, and what must be said of it: compact triples, not prose."""

from __future__ import annotations

import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.domain.intake import Known
from dashboard.store.definitions import campaign, tables
from tests.domain.intake import VILLAGES, look, triples, values


def test_wide_table() -> None:
    verdict = look(
        "村,日期,生活污水治理率（%）,越级上访起数\n瓦岗,2022-07-04,58,0\n东田村,2022-07-04,41%,/\n"
    )
    assert verdict.status == "accepted"
    assert sorted(values(verdict)) == [
        ("218", "E02", 41.0, "=", 3),
        ("225", "E02", 58.0, "=", 2),
        ("225", "L01", 0.0, "=", 2),
    ]


def test_long_table_in_gbk() -> None:
    text = (
        "村,指标,日期,数值\n瓦岗村村委会,E02,2022/7/4,５８\n老瓦岗,生活污水治理率,20220711,约60\n"
    )
    verdict = look(text.encode("gb18030"))
    assert (verdict.encoding, verdict.status) == ("GBK", "accepted")
    assert values(verdict) == [("225", "E02", 58.0, "=", 2), ("225", "E02", 60.0, "≈", 3)]


def test_every_problem_is_found_at_once() -> None:
    verdict = look(
        "村,日期,生活污水治理率,水污治理\n"
        "田东,2022-07-04,40,1\n"
        "瓦岗,2022-07-04,4O,1\n"
        "瓦屋,2022-07-04,132,1\n"
        "瓦屋,2022-07-04,50,1\n"
        "牛村,七月,50,1\n"
    )
    assert triples(verdict) == [
        (1, "水污治理", "unknown_indicator"),
        (2, "村", "question"),
        (3, "生活污水治理率", "not_a_number"),
        (4, "生活污水治理率", "out_of_range"),
        (5, "村", "duplicate"),
        (6, "日期", "not_a_date"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(None, None, "empty")]),
        ("  \n\n", [(None, None, "empty")]),
        ("村,日期,E02\n", [(None, None, "empty")]),
        ("村,日期,E02\n瓦岗,2022-07-04,\n", [(None, None, "empty")]),
        ("村,E02\n瓦岗,58\n", [(None, None, "no_date")]),
        ("日期,E02\n2022-07-04,58\n", [(1, None, "missing_column")]),
        ("村,日期\n瓦岗,2022-07-04\n", [(1, None, "missing_column")]),
        ("村,日期,E02,污水治理率\n瓦岗,2022-07-04,5,5\n", [(1, "污水治理率", "duplicate")]),
        ("村,日期,E02\n瓦岗,2022-07-04,58,9\n", [(2, None, "ragged_row")]),
        ("村,日期,E02\n,2022-07-04,58\n", [(2, "村", "unknown_village")]),
        ("村代码,村,日期,E02\n410902101225,东田,2022-07-04,58\n", [(2, "村", "unknown_village")]),
        ("村代码,日期,E02\n4.10902E+11,2022-07-04,58\n", [(2, "村代码", "unknown_village")]),
        (
            "村,指标,日期,数值\n瓦岗,E02,2022-07-04,1\n瓦岗,污水治理率,2022-07-04,2\n",
            [(3, "数值", "duplicate")],
        ),
        ("村,日期,I11\n瓦岗,2022-07-04,也许\n", [(2, "I11", "not_a_number")]),
        ("姓名,村\n11010519491231002X,瓦岗\n", [(2, "姓名", "private_data")]),
        ("联系,村,日期,E02\n13812345678,瓦岗,2022-07-04,3\n", [(2, "联系", "private_data")]),
    ],
)
def test_one_problem(text: str, expected: list[tuple[int | None, str | None, str]]) -> None:
    verdict = look(text)
    assert (verdict.status, triples(verdict)) == ("rejected", expected)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04rest", "not_a_table"),
        (b"%PDF-1.7", "not_a_table"),
        (b"a,b\n\x00\x01", "not_a_table"),
        (b"\xd0\xcf\x11\xe0", "not_a_table"),
        ("村,日期,E02\n瓦岗,2022-07-04,58\n".encode() * 20 + b"\xff\n", "encoding"),
        (b"\x81\xff\x81\xff,\xff\xff\n1,2", "encoding"),
    ],
)
def test_what_is_no_table(data: bytes, kind: str) -> None:
    assert triples(look(data)) == [(None, None, kind)]


def test_the_day_comes_from_one_place() -> None:
    day = date(2022, 7, 4)
    assert look("村,E02\n瓦岗,58\n", day).readings["as_of"].dt.date.tolist() == [day]
    assert triples(look("村,日期,E02\n瓦岗,2022-07-11,58\n", day)) == [(2, "日期", "date_conflict")]
    assert look("村,日期,E02\n瓦岗,2022-07-04,58\n", day).status == "accepted"


def test_rates_must_agree_with_their_counts() -> None:
    head = "村,日期,C01,N01,N02\n瓦岗,2022-07-04,"
    assert look(head + "80,200,160\n").warnings == ()
    (warning,) = look(head + "70,200,160\n").warnings
    assert (warning.row, warning.column, warning.kind) == (2, "C01", "rate_mismatch")


@pytest.mark.parametrize(
    ("day", "problems", "warnings"),
    [
        ("2026-01-01", [], []),
        ("2026-01-02", [], ["future_date"]),
        ("2027-02-05", [], ["future_date"]),
        ("2027-02-06", [(2, "日期", "future_date")], []),
        ("2062-07-04", [(2, "日期", "future_date")], []),
    ],
)
def test_a_day_to_come_is_a_warning_and_a_far_one_a_slip(day: str, problems, warnings) -> None:
    verdict = look(f"村,日期,E02\n瓦岗,{day},58\n瓦屋,{day},58\n")
    assert triples(verdict) == problems
    assert [one.kind for one in verdict.warnings] == warnings
    given = look("村,E02\n瓦岗,58\n", date.fromisoformat(day))
    assert triples(given) == [(None, None, kind) for _, _, kind in problems]


def test_two_villages_of_one_name_are_told_apart_by_their_codes() -> None:
    twins = {"410902101204": "新村", "410902101205": "新村", "410902101213": "南田村"}
    known = Known(twins, {"南田村": "410902101205"}, campaign(), tables(), date(2026, 1, 1))
    assert [known.village(one) for one in ("新村", "新", "南田村")] == [None, None, None]
    assert known.village("410902101205") == "410902101205"


def test_a_village_is_never_guessed() -> None:
    verdict = look("村,日期,E02\n田村,2022-07-04,58\n")
    assert triples(verdict) == [(2, "村", "question")]
    assert set(verdict.problems[0].candidates) == {"南田村", "东田村", "西田村"}


# Excel's “CSV” differs in delimiter, encoding, line ends; what is read back must not.
cells = st.lists(
    st.tuples(st.sampled_from(sorted(VILLAGES)), st.integers(10, 1000).map(lambda n: n / 10)),
    min_size=1, max_size=7, unique_by=lambda one: one[0],
)  # fmt: skip


@settings(deadline=None)
@given(
    cells,
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"]),
    st.sampled_from([",", "\t", ";", "|", "，"]),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
    st.integers(0, 3),
)
def test_any_dialect_reads_back(rows, encoding, delimiter, end, quoted, blank_lines) -> None:
    quote = '"' if quoted else ""
    out = io.StringIO()
    head = ["村", "日期", "生活污水治理率"]
    lines = [head, *([VILLAGES[code], "2022-07-04", f"{value:g}"] for code, value in rows)]
    for line in lines:
        out.write(delimiter.join(f"{quote}{cell}{quote}" for cell in line) + end)
    out.write(end * blank_lines)
    verdict = look(out.getvalue().encode(encoding))
    assert verdict.problems == ()
    assert {row.village_code: row.value for row in verdict.readings.itertuples()} == dict(rows)


@settings(deadline=None)  # the machine may be busy; test_intake_fuzz bounds the time
@given(st.binary(max_size=300))
def test_any_bytes_get_a_verdict(data: bytes) -> None:
    assert look(data).status in ("accepted", "warned", "rejected")


@given(st.text(alphabet='村日期,E02瓦岗0123456789.-\n"；，\t', max_size=120))
def test_any_text_gets_a_verdict(text: str) -> None:
    assert look(text).status in ("accepted", "warned", "rejected")
