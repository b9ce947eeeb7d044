"""Text files: whatever the encoding, the delimiter and the line ends, the cells are the same."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.domain.intake.text_file import read_text
from tests.domain.intake import look, values

PLAIN = st.text(alphabet='村瓦岗Aa0.9% ,;|\t，"：', max_size=8)
LINED = st.text(alphabet="村瓦岗A0.\n\r ", max_size=6)
CELL = st.one_of(PLAIN, LINED, st.sampled_from(["", "58", "2022-07-04"]))
TABLE = st.integers(2, 5).flatmap(
    lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), min_size=1, max_size=5)
)
NAMES = ["村", "日期", "生活污水治理率", "备注（一，二；三）", "L01"]


@settings(deadline=None)
@given(
    TABLE,
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030"]),
    st.sampled_from(",;\t|，"),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.integers(0, 3),
)
def test_any_table_reads_back(table, encoding, delimiter, end, quoting, blank) -> None:
    table = [NAMES[: len(table[0])], *(["瓦岗", *row[1:]] for row in table)]
    lined = any(mark in cell for row in table for cell in row for mark in "\r\n")
    quoting = csv.QUOTE_ALL if lined else quoting  # csv leaves a lone mark of the other kind bare
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerows(table)
    records, _ = read_text((out.getvalue() + end * blank).encode(encoding))
    assert records == table


@pytest.mark.parametrize(
    "text",
    [
        '村,日期,"污水治理率"\n瓦岗,2022-07-04,58\n',
        '"村";"日期";E02;"备注"\n瓦岗;2022-07-04;58;一,二,三,四,五\n',
        "村|日期|E02\r瓦岗|2022-07-04|58\r",
        "村，日期，E02\n瓦岗，2022-07-04，58\n，，\n\n",
        "村,日期,E02,,\n瓦岗,2022-07-04,58,,\n,,,,\n",
        "村\t日期\tE02\n瓦岗\t2022-07-04\t58",
    ],
)
def test_dialects(text: str) -> None:
    assert values(look(text)) == [("225", "E02", 58.0, "=", 2)]


def test_a_cell_of_hundreds_of_pages_is_told_as_such() -> None:
    verdict = look("村,日期,E02\n瓦岗,2022-07-04," + "9" * 200_000 + "\n")
    assert [one.kind for one in verdict.problems] == ["not_a_table"]
    assert "有一格超过 131072 个字" in verdict.problems[0].message
