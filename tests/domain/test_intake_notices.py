"""What is tidied with a notice: titles above the header, rows that are no village."""

from __future__ import annotations

import pytest

from tests.domain.intake import look, notices, triples, values

HEAD = "村,日期,E02,L01\n"
ROW = "瓦岗,2022-07-04,58,0\n"


@pytest.mark.parametrize(
    ("above", "rows"),
    [
        ("岳村镇七月报表\n", [1]),
        ("岳村镇七月报表,,,\n", [1]),
        ("岳村镇，七月报表\n", [1]),
        ("岳村镇七月报表\n填报：党建办\n\n", [1, 2]),
        ("\n岳村镇七月报表\n", [2]),
        ("岳村镇,,,七月\n", [1]),
        ("报表,报表,报表,报表\n单位,,,万元\n甲\n", [1, 2, 3]),
        ("村,日期,生态宜居,平安法治\n", [1]),
    ],
)
def test_lines_above_the_header(above: str, rows: list[int]) -> None:
    verdict = look(above + HEAD + ROW)
    first = above.count("\n") + 2
    assert values(verdict) == [("225", "E02", 58.0, "=", first), ("225", "L01", 0.0, "=", first)]
    assert notices(verdict) == [(row, "title_row") for row in rows]
    assert verdict.status == "accepted"


def test_headings_on_two_lines() -> None:
    verdict = look("村,日期,生态宜居,\n,,E02,L01\n" + ROW)
    assert (len(verdict.readings), notices(verdict)) == (2, [(1, "title_row")])


def test_rows_keep_the_numbers_of_the_file() -> None:
    assert triples(look("报表\n\n村,日期,E02,水污\n某村,2022-07-04,4O,1\n")) == [
        (3, "水污", "unknown_indicator"),
        (4, "E02", "not_a_number"),
        (4, "村", "unknown_village"),
    ]


@pytest.mark.parametrize(
    "cell",
    ["合计", "小 计", "总计", "全镇合计", "平均", "平均值", "备注", "备注：按户算", "说明：一，二",
     "填表人：党建办", "填报日期：2022年7月", "审核人", "注1：略", "全镇"],
)  # fmt: skip
def test_rows_that_are_no_village(cell: str) -> None:
    for line in (f'"{cell}",,58,0,2\n', f',"{cell}",58,0\n', f'"{cell}"\n'):
        verdict = look(HEAD + ROW + line)
        assert (len(verdict.readings), verdict.status) == (2, "accepted")
        assert notices(verdict) == [(3, "summary_row")]


def test_a_file_of_totals_alone_is_empty() -> None:
    assert triples(look(HEAD + "合计,2022-07-04,1,1\n")) == [(None, None, "empty")]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("联系 13812345678\n" + HEAD + ROW, 1),
        (HEAD + ROW + "填表人：甲 13812345678\n", 3),
        (HEAD + ROW + "填表人：甲,,,,,13812345678\n", 3),
    ],
)
def test_what_is_left_out_may_hold_no_person_either(text: str, row: int) -> None:
    verdict = look(text)
    assert [(one.row, one.kind) for one in verdict.problems] == [(row, "private_data")]
    assert "13812345678" not in str(verdict.notices)
