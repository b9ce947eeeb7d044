"""The file given back: every record as it was, what is wrong in the record where it is wrong."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dashboard.domain.errors import Refused
from dashboard.domain.intake import Problem, Verdict, judge
from dashboard.domain.intake.problem import Finding
from dashboard.domain.intake.text_file import read_text
from dashboard.domain.intake.workbook import read_pages
from dashboard.reports.marked_file import marked
from tests.domain.intake import KNOWN
from tests.domain.test_intake_workbook import archive, book, ods

DAY = date(2022, 7, 4)


def findings(verdict: Verdict) -> tuple[Finding, ...]:
    return (*verdict.problems, *verdict.warnings, *verdict.notices)


def mark(data: bytes, name: str, as_of: date | None = None) -> tuple[str, bytes]:
    return marked(data, name, findings(judge(data, name, KNOWN, as_of)))


def lines(text: str, **more: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(mark(text.encode(), "a.csv", **more)[1].decode())))


def test_each_problem_stands_in_its_record() -> None:
    rows = lines("村,日期,E02\n瓦岗,2022-07-04,58\n没有,2022-07-04,4O\n瓦屋,2022-07-04,60\n")
    assert [len(row) for row in rows] == [4, 3, 4, 3]
    assert rows[0] == ["村", "日期", "E02", "问题"]
    assert rows[2][3].startswith("E02：“4O”不是数字")
    assert "；村：名册里没有“没有”" in rows[2][3]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("报表\n村,日期,E02\n瓦岗,2022-07-04,x\n", 2),
        ("岳村镇,周报\n\n\n村,日期,E02\n\n瓦岗,2022-07-04,x\n", 5),
        ('村,日期,E02,备注\n瓦屋,2022-07-04,1,"a\nb\r\nc"\n瓦岗,2022-07-04,x,\n', 2),
        ("村,生态宜居,,日期\n,E02,E03,\n瓦屋,5,6,2022-07-04\n\n瓦岗,x,5,2022-07-04\n", 4),
        ("村,日期,E02\r\r瓦岗,2022-07-04,x\r", 2),
        ("村,日期,E02\n合计,,3\n瓦岗,2022-07-04,x", 2),
    ],
)
def test_the_number_hits_the_record_whatever_stands_above(text: str, row: int) -> None:
    data = mark(text.encode(), "a.csv")[1]
    rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
    assert rows[row][0] == "瓦岗"
    assert "“x”不是数字" in rows[row][-1]
    heading = next(n for n, cells in enumerate(rows) if cells[-1:] == ["问题"])
    assert heading < row
    assert len(rows[heading]) == len(rows[row])
    assert "E02" in rows[heading]
    assert sum("不是数字" in cells[-1] for cells in rows if cells) == 1


def test_what_holds_of_all_stands_below_the_header() -> None:
    rows = lines("村,E02,怪列\n瓦岗,58,\n瓦屋,60,\n")
    assert rows[0][-1] == "问题"
    assert "全表：表里没有日期列" in rows[1][-1]
    assert "表头：没有“怪列”这个指标" in rows[1][-1]
    assert len(rows[2]) == 3
    assert lines("村,日期,E02\n")[0][3].startswith("问题（全表：只有表头")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", list(",\t;|，"))
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encoding_delimiter_and_line_ends_stay(encoding: str, delimiter: str, end: str) -> None:
    rows = ["村 日期 E02", "瓦岗 2022-07-04 58", "某村 2022-07-04 60", '"瓦屋" 2022-07-04 "1"', ""]
    data = end.join(rows).replace(" ", delimiter).encode(encoding)
    name, out = mark(data, "周报.csv")
    assert name == "周报_问题.csv"
    if encoding in ("utf-8", "gb18030"):
        assert not out.startswith((b"\xef\xbb\xbf", b"\xff\xfe"))
    else:
        assert out[:2] == data[:2]
    kept = out.decode(encoding).split(end)
    assert [kept[1], kept[3], kept[4]] == [row.replace(" ", delimiter) for row in rows[1:4:2]] + [
        ""
    ]
    assert kept[2].startswith(rows[2].replace(" ", delimiter) + delimiter + '"')


@pytest.mark.parametrize(
    ("given", "name"),
    [("周报.csv", "周报_问题.csv"), ("a.TXT", "a_问题.txt"), ("周报", "周报_问题.csv"),
     ("v1.2", "v1.2_问题.csv"), ("a.tsv", "a_问题.tsv")],
)  # fmt: skip
def test_names(given: str, name: str) -> None:
    assert mark("村,日期,E02\n瓦岗,2022-07-04,x".encode(), given)[0] == name


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        ("村,日期,E02,电话\n瓦岗,2022-07-04,x,13812345678\n".encode(), "a.csv", "个人信息"),
        (b"", "a.csv", "空的"),
        (b"\0\1\2", "a.csv", "不是表格"),
        ('村,"E02\n瓦岗,1'.encode(), "a.csv", "引号"),
        (b"%PDF-1.7", "a.csv", "PDF"),
        (b"PK\x03\x04" + bytes(100), "a.xlsx", "损坏"),
        (archive({"word/document.xml": b"<w/>"}), "a.xlsx", "Word"),
        (book([]), "a.xlsx", "没有内容"),
    ],
)
def test_what_is_no_table_or_holds_a_person_is_refused(data: bytes, name: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        mark(data, name)


@pytest.mark.parametrize("column", ["=1+1", "+a", "-a", "@a", "＝a", " =a", "\n=a"])
def test_no_text_of_ours_is_a_formula(column: str) -> None:
    problem = Problem(2, column, "", "question", "=x")
    rows = list(
        csv.reader(io.StringIO(marked("村\n瓦岗\n".encode(), "a.csv", [problem])[1].decode()))
    )
    assert rows[1][1].startswith("列 ")
    whole = Problem(None, None, None, "question", "=x")
    assert "全表" in marked("村\n瓦岗\n".encode(), "a.csv", [whole])[1].decode()


def sheets(data: bytes) -> dict[str, list[list[str]]]:
    return {page.name: page.rows for page in read_pages(data)}


def test_a_workbook_comes_back_with_all_its_sheets() -> None:
    rows = [
        ["报表"], ["村代码", "日期", "生态宜居", None, "备注"], [None, None, "E02", "E03", None],
        [410902101225, DAY, "x", 9, "=1+1"], [410902101204, DAY, 5.25, 0.1, "00123"],
    ]  # fmt: skip
    data = book([["说明", "=2"], ["请看"]], rows, [], merge="C2:D2 A2:A3 B2:B3")
    name, out = mark(data, "七月.xls.xlsx")
    assert name == "七月.xls_问题.xlsx"
    made = openpyxl.load_workbook(io.BytesIO(out))
    assert made.sheetnames == ["表1", "表2", "表3"]
    sheet = made["表2"]
    assert {str(one) for one in sheet.merged_cells.ranges} == {"C2:D2", "A2:A3", "B2:B3"}
    assert [cell.value for cell in sheet["F"]] == [
        None,
        None,
        "问题",
        "E02：" + sheet["F4"].value[4:],
        None,
    ]
    assert "“x”不是数字" in sheet["F4"].value
    assert (sheet["A4"].value, sheet["D4"].value) == ("410902101225", 9)
    assert [sheet["C5"].value, sheet["D5"].value, sheet["E5"].value] == [5.25, 0.1, "00123"]
    assert sheet["A4"].fill.fgColor.rgb == "FFF8EBC4"
    assert sheet["A5"].fill.fill_type is None
    assert sheet.column_dimensions["A"].width > sheet.column_dimensions["D"].width
    assert all(cell.data_type != "f" for row in made["表1"] for cell in row)


def test_text_that_looks_like_a_formula_stays_text() -> None:
    data = ods(["村", "日期", "E02", "备注"], ["瓦岗", "2022-07-04", "x", "=1+1"])
    name, out = mark(data, "七月.ods")
    sheet = openpyxl.load_workbook(io.BytesIO(out)).active
    assert (name, sheet["D2"].value, sheet["D2"].data_type) == ("七月_问题.xlsx", "=1+1", "s")


def test_names_of_sheets_that_xlsx_does_not_allow() -> None:
    data = book([["村", "日期", "E02"], ["瓦岗", DAY, "x"]])
    made = openpyxl.load_workbook(io.BytesIO(data))
    made.active.title = "联系13812345678"
    out = io.BytesIO()
    made.save(out)
    (name,) = sheets(mark(out.getvalue(), "a.xlsx")[1])
    assert "138" not in name


def test_the_marked_file_may_be_mended_and_sent_again() -> None:
    out = mark("村,日期,E02\n瓦岗,2022-07-04,x\n瓦屋,2022-07-04,60\n".encode(), "a.csv")[1]
    mended = out.decode().replace("x", "58", 1)
    verdict = judge(mended.encode(), "a.csv", KNOWN)
    assert (verdict.status, verdict.value_count) == ("accepted", 2)


CELL = st.one_of(
    st.text(alphabet='村瓦岗Aa0.9% ,;|\t，"：=-', max_size=8),
    st.text(alphabet="村A0=\n ", max_size=6),
)
ROWS = st.integers(2, 5).flatmap(
    lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), min_size=1, max_size=6)
)
TOLD = st.lists(
    st.builds(
        Problem, st.one_of(st.none(), st.integers(1, 9)), st.sampled_from([None, "村", "=a"]),
        st.none(), st.just("question"), st.sampled_from(["请改。", "有“引号\"”、\n换行。", "a,b;c|d"]),
    ),
    max_size=5,
)  # fmt: skip


def stripped(records: list[list[str]]) -> list[list[str]]:
    """Without blank cells at the end and without blank records at the end."""
    rows = []
    for row in records:
        row = list(row)
        while row and not row[-1]:
            row.pop()
        rows.append(row)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def without_marks(records: list[list[str]], width: int) -> list[list[str]]:
    return stripped([row[:width] for row in records])


@settings(deadline=None)
@given(
    ROWS, TOLD,
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]),
    st.sampled_from(",;\t|，"), st.sampled_from(["\n", "\r\n", "\r"]), st.integers(0, 2),
)  # fmt: skip
def test_without_the_column_the_text_is_what_it_was(
    rows, told, encoding, delimiter, end, blank
) -> None:
    table = [["村", "日期", "E02", "E03", "备注"][: len(rows[0])], *rows]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(table)
    data = (out.getvalue() + end * blank).encode(encoding)
    before, _ = read_text(data)
    after, _ = read_text(marked(data, "a.csv", told)[1])
    assert len(after) == len(before)
    assert without_marks(after, len(table[0])) == stripped(before)


@settings(max_examples=20, deadline=None)
@given(ROWS, TOLD)
@example(rows=[["", "-0"], ["-0.0", "0"]], told=[])
def test_without_the_column_the_workbook_is_what_it_was(rows, told) -> None:
    table = [["村", "日期", "E02", "E03", "备注"][: len(rows[0])], *rows]
    data = ods(*([cell.replace("\n", " ").replace('"', "") for cell in row] for row in table))
    (before,), (after,) = read_pages(data), read_pages(marked(data, "a.ods", told)[1])
    assert without_marks(after.rows, len(table[0])) == stripped(before.rows)
