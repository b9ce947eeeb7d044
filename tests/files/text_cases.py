"""Encodings, delimiters, line ends, quotes, blanks, titles, headers, totals."""

from __future__ import annotations

import csv
import itertools

from tests.files.cases import GOOD, HEAD, Case, accepted, rejected, text

ENCODINGS = {
    "utf8": "utf-8", "utf8-bom": "utf-8-sig", "gbk": "gbk", "gb18030": "gb18030",
    "utf16le": "utf-16-le", "utf16be": "utf-16-be",
}  # fmt: skip
MARKS = {"utf16le": b"\xff\xfe", "utf16be": b"\xfe\xff"}
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|", "wide-comma": "，"}
ENDS = {"lf": "\n", "cr": "\r", "crlf": "\r\n"}
NOTED = [
    [*HEAD, "备注"],
    ["瓦岗村", "2022-07-04", "58", "3", ""],
    ["东田村", "2022-07-04", "41", "0", ""],
]


def noted(note: str) -> list[list[str]]:
    """GOOD with a note in its first row."""
    return [NOTED[0], [*NOTED[1][:4], note], NOTED[2]]


def below(*lines: str) -> bytes:
    """GOOD with lines of text below."""
    return text(GOOD) + "\n".join([*lines, ""]).encode()


def above(*lines: str) -> bytes:
    """GOOD with lines of text above."""
    return "\n".join([*lines, ""]).encode() + text(GOOD)


def dialects() -> list[Case]:
    """Every delimiter with every line end, the encodings in turns; then what is left of them."""
    turns = itertools.cycle(ENCODINGS.items())
    made = []
    for (sign, delimiter), (line, end) in itertools.product(DELIMITERS.items(), ENDS.items()):
        name, encoding = next(turns)
        data = MARKS.get(name, b"") + text(GOOD, encoding, delimiter, end)
        made.append(accepted(f"text/{name}-{sign}-{line}.csv", data, 4))
    return made


def encodings() -> list[Case]:
    """Marks, rare characters, damage."""
    rare = text(noted("𠮷㐂䶮"), "gb18030")
    whole = text(noted("污水管网已接通，庭院干净整洁，巷道硬化完成" * 4))
    place = whole.index("污".encode()) + 1
    return [
        accepted("text/plain.txt", text(GOOD, "gbk"), 4, "encoding"),
        accepted("text/tabs.tsv", text(GOOD, delimiter="\t"), 4),
        accepted("text/no-ending", text(GOOD), 4),
        accepted("text/gb18030-four-bytes.csv", rare, 4),
        accepted("text/gb18030-mark.csv", b"\x84\x31\x95\x33" + text(GOOD, "gb18030"), 4),
        accepted("text/two-marks.csv", b"\xef\xbb\xbf" + text(GOOD, "utf-8-sig"), 4),
        accepted("text/upper-ending.CSV", text(GOOD), 4),
        rejected("text/utf16-no-mark.csv", text(GOOD, "utf-16-le"), (None, None, "not_a_table|encoding")),
        rejected("text/utf32.csv", text(GOOD, "utf-32"), (None, None, "not_a_table|encoding")),
        rejected("text/utf16-odd-byte.csv", b"\xff\xfe" + text(GOOD, "utf-16-le")[:-1],
                 (None, None, "encoding")),
        rejected("text/utf8-bad-byte.csv", whole[:place] + b"\xff" + whole[place:],
                 (None, None, "encoding")),
        rejected("text/neither-encoding.csv", b"\xd4\xba\xff\xff\x80\x80,\xff\n\xff\xfe,\x81",
                 (None, None, "encoding")),
    ]  # fmt: skip


def quotes() -> list[Case]:
    """Quotes, line breaks in cells, quotes that are wrong."""
    quoted = csv.QUOTE_ALL
    return [
        accepted("text/all-quoted.csv", text(GOOD, quoting=quoted), 4),
        accepted("text/delimiter-in-quotes.csv", text(noted("一,二;三|四，五")), 4),
        accepted("text/quotes-doubled.csv", text(noted('所谓"六乱"')), 4),
        accepted("text/line-break-in-a-cell.csv", text(noted("第一行\n第二行"), "gbk"), 4),
        accepted("text/crlf-in-a-cell.csv", text(noted("第一行\r\n第二行"), end="\r\n"), 4),
        accepted("text/line-break-in-a-heading.csv",
                 text([["村", "日期", "生活污水\n治理率（%）"], ["瓦岗村", "2022-07-04", "58"]]), 1),
        accepted("text/semicolons-with-commas.csv", text(noted("甲,乙,丙,丁,戊"), delimiter=";"), 4),
        rejected("text/quote-never-closed.csv", below('牛村,2022-07-04,"5,1', "高庄村,2022-07-04,6,1"),
                 (None, None, "not_a_table")),
        rejected("text/quote-closed-too-late.csv",
                 below('牛村,2022-07-04,5,"1', '高庄村,2022-07-04,6,1"', "邢庄村,2022-07-04,6,1"),
                 (4, None, "not_a_table")),
        rejected("text/behind-a-quote.csv", below('牛村,2022-07-04,"5"7,1'), (None, None, "not_a_table")),
    ]  # fmt: skip


def blanks() -> list[Case]:
    """Blank rows and columns, ragged rows."""
    padded = [[*row, "", "", ""] for row in GOOD] + [[""] * 7] * 3
    return [
        accepted("text/blank-rows-at-the-end.csv", below("", ",,,", "", ""), 4),
        accepted("text/blank-columns-at-the-end.csv", text(padded), 4),
        accepted("text/blank-rows-between.csv", b"\n\n" + text([HEAD, [], GOOD[1], [""] * 4, GOOD[2]]), 4),
        accepted("text/short-row.csv", below("牛村,2022-07-04,7"), 5),
        accepted("text/no-line-end.csv", text(GOOD).rstrip(b"\n"), 4),
        rejected("text/more-cells-than-headings.csv", below("牛村,2022-07-04,7,1,9"), (4, None, "ragged_row")),
        rejected("text/column-without-a-name.csv",
                 text([["村", "", "日期", "E02"], ["瓦岗村", "甲", "2022-07-04", "58"]]),
                 (1, "第 2 列", "unnamed_column")),
        rejected("text/empty.csv", b"", (None, None, "empty")),
        rejected("text/spaces-only.csv", b" \r\n\t \n", (None, None, "empty")),
        rejected("text/mark-only.csv", b"\xef\xbb\xbf", (None, None, "empty")),
        rejected("text/header-only.csv", text([HEAD]), (None, None, "empty")),
        rejected("text/no-value-at-all.csv", text([HEAD, ["瓦岗村", "2022-07-04", "", "/"]]),
                 (None, None, "empty")),
    ]  # fmt: skip


def titles() -> list[Case]:
    """Titles above the header, two lines of headings."""
    grouped = ["村,日期,生态宜居,,平安法治", ",,E02,E03,L01", "瓦岗村,2022-07-04,58,90,0"]
    spelt = [
        "村,日期,生态宜居,生态宜居,平安法治",
        "村,日期,E02,E03,L01",
        "瓦岗村,2022-07-04,58,90,0",
    ]
    return [
        accepted("text/title.csv", above("岳村镇“五星”支部周报"), 4, "title_row"),
        accepted("text/title-over-columns.csv", above("岳村镇“五星”支部周报,,,"), 4, "title_row"),
        accepted("text/title-with-commas.csv", above("岳村镇,五星支部,周报"), 4, "title_row"),
        accepted("text/three-titles.csv", above("岳村镇周报", "填报单位：党建办", "2022年7月"), 4,
                 "title_row"),
        accepted("text/title-and-blank-line.csv", above("岳村镇周报", ""), 4, "title_row"),
        accepted("text/two-line-header.csv", "\n".join(grouped).encode("gbk"), 3, "title_row"),
        accepted("text/two-line-header-repeated.csv", "\n".join(spelt).encode(), 3, "title_row"),
        rejected("text/row-numbers-below-a-title.csv", above("岳村镇周报", "") + "牛村,2022-07-04,x,1".encode(),
                 (6, "生活污水治理率（%）", "not_a_number"), "title_row"),
    ]  # fmt: skip


def totals() -> list[Case]:
    """Rows that are no village."""
    return [
        accepted("text/total.csv", below("合计,,99,3"), 4, "summary_row"),
        accepted("text/subtotals.csv", below("小 计,,99,3", "全镇合计,,99,3"), 4, "summary_row"),
        accepted("text/subtotals-between.csv",
                 text([HEAD, GOOD[1], ["一管区小计", "", "58", "3"], GOOD[2], ["二管区小计", "", "41", "0"],
                       ["总计", "", "99", "3"]]), 4, "summary_row"),
        accepted("text/total-with-a-count.csv", below("合计（2个村）,,99,3"), 4, "summary_row"),
        accepted("text/average.csv", below("平均,,49.5,1.5"), 4, "summary_row"),
        accepted("text/note-below.csv", below("备注：污水按户算,,,"), 4, "summary_row"),
        accepted("text/signatures.csv", below("填表人：党建办,,审核人：,", "填报日期：2022-07-04"), 4,
                 "summary_row"),
        accepted("text/total-in-the-second-column.csv",
                 text([["序号", *HEAD], ["1", *GOOD[1]], ["2", *GOOD[2]], ["", "合计", "", "99", "3"]]), 4,
                 "summary_row"),
        accepted("text/total-in-the-first-column.csv",
                 text([["序号", *HEAD], ["1", *GOOD[1]], ["2", *GOOD[2]], ["合计", "", "", "99", "3"]]), 4,
                 "summary_row"),
        rejected("text/totals-only.csv", text([HEAD, ["合计", "2022-07-04", "99", "3"]]),
                 (None, None, "empty"), "summary_row"),
    ]  # fmt: skip


CASES = [*dialects(), *encodings(), *quotes(), *blanks(), *titles(), *totals()]
