"""The file as a whole: quotes, titles, marks, size, name, how much is said of it."""

from __future__ import annotations

import time

import pytest

from dashboard.domain.intake.problem import MOST
from tests.domain.intake import KNOWN, judge, look, triples, values

HEAD = "村,日期,E02,L01\n"
ROW = "瓦岗,2022-07-04,58,0\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD + '瓦岗,2022-07-04,58,"0\n瓦屋,2022-07-04,5,0\n', (None, "not_a_table")),
        (HEAD + '瓦岗,2022-07-04,58,"0\n瓦屋,2022-07-04,5,0"\n' + ROW, (2, "not_a_table")),
        (HEAD + '"瓦岗\n瓦屋,2022-07-04,5,0\n西田",2022-07-04,5,0\n', (2, "not_a_table")),
        (HEAD + '瓦岗,2022-07-04,58,"0"0\n', (None, "not_a_table")),
    ],
)
def test_one_problem_for_the_whole_file(text: str, expected: tuple[int | None, str]) -> None:
    assert triples(look(text)) == [(expected[0], None, expected[1])]


@pytest.mark.parametrize("marks", ["\ufeff", "\ufeff\ufeff", "\ufeff\ufeff\ufeff"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_any_number_of_byte_order_marks(marks: str, encoding: str) -> None:
    assert values(look((marks + HEAD + ROW).encode(encoding)))[0] == ("225", "E02", 58.0, "=", 2)


def test_a_note_may_run_over_lines() -> None:
    assert look('村,日期,E02,备注\n瓦岗,2022-07-04,58,"一\n二,三"\n').status == "accepted"


@pytest.mark.parametrize(
    ("size", "limit", "expected"),
    [(100, 99, "too_large"), (100, 100, "accepted"), (100, None, "accepted")],
)
def test_the_size_is_limited(size: int, limit: int | None, expected: str) -> None:
    data = (HEAD + ROW).encode().ljust(size, b"\n")
    verdict = judge(data, "f.csv", KNOWN, max_bytes=limit)
    assert (triples(verdict) or [(None, None, "accepted")]) == [(None, None, expected)]


def test_text_has_no_limit_of_its_own_and_a_workbook_has() -> None:
    assert triples(look(b"\n" * ((50 << 20) + 1))) == [(None, None, "empty")]
    book = b"PK\x03\x04".ljust((50 << 20) + 1, b"0")
    assert triples(judge(book, "f.xlsx", KNOWN)) == [(None, None, "too_large")]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("没有{n},2022-07-04,58,0\n", "unknown_village"),
        ("没有,2022-07-04,58,0\n", "unknown_village"),
        ("瓦岗,某日{n},58,0\n", "not_a_date"),
        ("瓦岗,2022-07-04,58,0,多\n", "ragged_row"),
    ],
)
def test_many_problems_are_counted_not_listed(line: str, kind: str) -> None:
    text = HEAD + "".join(line.format(n=n) for n in range(3 * MOST))
    start = time.process_time()
    found = look(text).problems
    assert time.process_time() - start < 5
    assert [one.kind for one in found[:MOST]] == [kind] * MOST
    assert (len(found), found[-1].kind) == (MOST + 1, "more")
    assert "没有列出" in found[-1].message


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("七月.csv", "七月.csv"),
        ("七月.csv".encode("gbk").decode("utf-8", "surrogateescape"), "七月.csv"),
        ("a\udcff\ud800.csv", None),
    ],
)
def test_a_name_that_is_no_text_is_made_one(name: str, expected: str | None) -> None:
    for data in ((HEAD + ROW).encode(), b""):
        shown = judge(data, name, KNOWN).file_name
        assert shown.encode("utf-8")
        assert expected is None or shown == expected
