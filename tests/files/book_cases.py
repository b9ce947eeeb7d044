"""Workbooks that are what they say, in every shape people send."""

from __future__ import annotations

from datetime import date

from tests.files.cases import Case, accepted, rejected
from tests.files.shapes import odfpy, ods, xls, xlsx

DAY = date(2022, 7, 4)
HEAD = ["村", "日期", "E02", "E04"]
GOOD = [HEAD, ["瓦岗村", DAY, 58, 3], ["东田村", DAY, 41.5, 0]]
GROUPED = [
    ["岳村镇“五星”支部周报", None, None, None],
    ["村", "日期", "生态宜居", None],
    [None, None, "生活污水治理率", "“六乱”存量"],
    *GOOD[1:],
]
AREAS = "A1:D1 A2:A3 B2:B3 C2:D2"
SERIAL = 44746  # 2022-07-04


def tables(name: str, *rows: list[object], **more: str) -> bytes:
    """One sheet."""
    return xlsx((name, rows), **more)


def sound() -> list[Case]:
    """Every format, types of cells, totals, merged cells."""
    code = 410902101225.0
    long = [["村", "指标", "日期", "数值"], ["瓦岗", "E02", DAY, 58], [None, "E04", DAY, 3],
            [None, "I11", DAY, "是"]]  # fmt: skip
    return [
        accepted("books/plain.xlsx", tables("七月", *GOOD), 4),
        accepted("books/plain.xls", xls(("七月", GOOD)), 4),
        accepted("books/plain.ods", ods(*GOOD), 4),
        accepted("books/by-odfpy.ods", odfpy(["村", "日期", "E02"], ["瓦岗", "2022-07-04", "58"]), 1),
        accepted("books/macro-ending.xlsm", tables("七月", *GOOD), 4),
        accepted("books/upper-ending.XLSX", tables("七月", *GOOD), 4),
        accepted("books/all-text.xlsx", tables("七月", *([str(one) for one in row] for row in GOOD)), 4),
        accepted("books/code-as-float.xlsx",
                 tables("七月", ["村代码", "日期", "E02"], [code, DAY, 58], [410902101218, DAY, 41]), 2),
        accepted("books/code-as-float.xls", xls(("七月", [["村代码", "日期", "E02"], [code, DAY, 58]])), 1),
        accepted("books/serial-dates.xlsx", tables("七月", HEAD, ["瓦岗", SERIAL, 58, 3]), 2, "date_serial"),
        accepted("books/percent-text.xlsx", tables("七月", HEAD, ["瓦岗", DAY, "58%", "3处"]), 2),
        accepted("books/yes-no.xlsx",
                 tables("七月", ["村", "日期", "I11", "C02"], ["瓦岗", DAY, True, "√"], ["东田", DAY, False, "×"]), 4),
        accepted("books/total-row.xlsx", tables("七月", *GOOD, ["合计", None, 99.5, 3]), 4, "summary_row"),
        accepted("books/blank-edges.xlsx",
                 tables("七月", *([*row, None, None] for row in GOOD), [None] * 6, [""] * 6), 4),
        accepted("books/table-away-from-the-corner.xlsx",
                 tables("七月", [], [], *([None, None, *row] for row in GOOD)), 4),
        accepted("books/title.xlsx", tables("七月", ["岳村镇周报"], *GOOD), 4, "title_row"),
        accepted("books/title.xls", xls(("七月", [["岳村镇周报"], *GOOD]), merge=[(0, 0, 0, 3)]), 4, "title_row"),
        accepted("books/merged-header.xlsx", tables("七月", *GROUPED, merge=AREAS), 4, "title_row"),
        accepted("books/merged-header.xls",
                 xls(("七月", GROUPED), merge=[(0, 0, 0, 3), (1, 2, 0, 0), (1, 2, 1, 1), (1, 1, 2, 3)]), 4,
                 "title_row"),
        accepted("books/merged-villages.xlsx", tables("七月", *long, merge="A2:A4"), 3),
        accepted("books/merged-value-stays-where-it-is.xlsx",
                 tables("七月", HEAD, ["瓦岗", DAY, 58, 3], ["东田", DAY, None, 1], merge="C2:C3"), 3),
        accepted("books/long.ods", ods(long[0], long[1], ["瓦岗", "E04", DAY, 3]), 2),
        accepted("books/villages.xlsx",
                 tables("名册", ["村代码", "村", "管区", "户数"], [code, "瓦岗村", "一管区", 310]), 1),
        accepted("books/formulas.xlsx", tables("七月", HEAD, ["瓦岗", DAY, ("=29*2", 58), ("=1+2", 3)]), 2),
        # The reader of workbooks gives errors as blanks, and a blank is missing.
        accepted("books/formula-error.xlsx", tables("七月", HEAD, ["瓦岗", DAY, ("=1/0", "#DIV/0!"), 3]), 1),
        accepted("books/not-a-formula.xlsx",
                 tables("七月", [*HEAD, "备注"], ["瓦岗", DAY, 58, 3, "@见附件"]), 2),
    ]  # fmt: skip


def sheets() -> list[Case]:
    """Several sheets, hidden ones, empty ones."""
    note = ("说明", [["请于每周一前报送"], ["一村一行"]])
    return [
        accepted("books/second-sheet-fits.xlsx", xlsx(note, ("七月", GOOD)), 4, "sheet"),
        accepted("books/second-sheet-fits.xls", xls(note, ("七月", GOOD)), 4, "sheet"),
        accepted("books/values-before-villages.xlsx",
                 xlsx(("名册", [["村", "户数"], ["瓦岗", 310]]), ("七月", GOOD)), 4, "sheet"),
        accepted("books/two-sheets-fit.xlsx", xlsx(("七月", GOOD), ("八月", GOOD)), 4, "sheet"),
        accepted("books/empty-second-sheet.xlsx", xlsx(("七月", GOOD), ("Sheet2", [])), 4),
        accepted("books/hidden-sheet.xlsx",
                 xlsx(("七月", GOOD), ("字典", [["村", "日期", "E02"], ["东田", DAY, 1]]), hidden="字典"), 4),
        rejected("books/mobile-in-another-sheet.xlsx", xlsx(("七月", GOOD), ("联系", [["甲", 13812345678]])),
                 (None, None, "private_data")),
        rejected("books/mobile-in-a-hidden-sheet.xlsx",
                 xlsx(("七月", GOOD), ("联系", [["甲", "13812345678"]]), hidden="联系"),
                 (None, None, "private_data")),
        rejected("books/identity-as-text.xlsx",
                 tables("七月", [*HEAD, "支书"], ["瓦岗", DAY, 58, 3, "110105194912310021"]),
                 (2, "支书", "private_data")),
        rejected("books/no-content.xlsx", xlsx(("七月", [])), (None, None, "empty")),
        rejected("books/header-only.xlsx", tables("七月", HEAD), (None, None, "empty")),
    ]  # fmt: skip


def doubtful() -> list[Case]:
    """What a workbook loses: formats, digits."""
    head = ["村", "日期", "E02"]
    return [
        rejected("books/percent-format.xlsx",
                 xlsx(("七月", [head, ["瓦岗", DAY, 0.58], ["东田", DAY, 0.8]]), percent=True),
                 (2, "E02", "question")),
        rejected("books/percent-format.xls", xls(("七月", [head, ["瓦岗", DAY, 0.58], ["东田", DAY, 1]])),
                 (2, "E02", "question")),
        rejected("books/code-as-lossy-text.xlsx",
                 tables("七月", ["村代码", "日期", "E02"], ["4.10902E+11", DAY, 58]),
                 (2, "村代码", "unknown_village|lossy_code")),
        rejected("books/near-miss.xlsx", tables("七月", head, ["瓦冈村", DAY, 58]), (2, "村", "question")),
        rejected("books/row-numbers-below-a-merged-header.xlsx",
                 tables("七月", *GROUPED, ["牛村", DAY, "x", 1], merge=AREAS),
                 (6, "生活污水治理率", "not_a_number"), "title_row"),
    ]  # fmt: skip


CASES = [*sound(), *sheets(), *doubtful()]
