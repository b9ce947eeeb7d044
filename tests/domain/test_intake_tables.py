"""Which kind of table a file is, what may not stand in it, and what its rows may not say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard.domain.intake.headings import recognise
from tests.domain.intake import KNOWN, judge, look, triples

DAY = date(2022, 7, 4)


@pytest.mark.parametrize(
    ("header", "as_of", "content"),
    [
        ("村,管区", None, "villages"),
        ("村代码,户数", None, "villages"),
        ("村,户数,人口", None, "villages"),
        ("村,户数", None, "villages"),
        ("村,户数", DAY, "values_wide"),
        ("村,日期,户数", None, "values_wide"),
        ("村,管区,日期,E02,P01", None, "values_wide"),
        ("村,管区,E02", None, "values_wide"),
        ("村,管区,包村岗位,日期,E02", None, "values_wide"),
        ("村,管区,人口,文明户数", None, "values_wide"),
        ("村代码,村,撤销日期", None, "villages"),
        ("村代码,村", None, "values_wide"),
        ("村,备注", None, "values_wide"),
        ("村,管区,指标,日期,数值", None, "values_long"),
        ("序号,村,年度,季度,目标星数,备注", None, "targets"),
        ("村,年度,级别,事件,理由", None, "awards"),
        ("村,年度,星,自评", None, "claims"),
        ("序号,村,年度,星别,自评,说明,备注", None, "claims"),
        ("村,指标,起,理由", None, "exemptions"),
        ("事实,日期,数值,单位,来源,原文", None, "town_facts"),
        ("帮方代码,受方代码,方式,指标,起", None, "pairs"),
    ],
)
def test_the_kind_is_told_by_the_headings(header: str, as_of: date | None, content: str) -> None:
    assert recognise(header.split(","), KNOWN, as_of)[0].content == content


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("村,,日期,E02\n瓦岗,5,2022-07-04,58\n", [(1, "第 2 列", "unnamed_column")]),
        ("村,指标,,日期,数值\n瓦岗,E02,5,2022-07-04,58\n", [(1, "第 3 列", "unnamed_column")]),
        ("村,,管区\n瓦岗,5,一管区\n", [(1, "第 2 列", "unnamed_column")]),
        ("村,,日期,E02\n瓦岗, ,2022-07-04,58\n", []),
        ("村,指标,日期,数值,数值\n瓦岗,E02,2022-07-04,5,6\n", [(1, "数值", "duplicate")]),
        (
            "村,指标,日期,数据日期,数值\n瓦岗,E02,2022-07-04,2022-07-11,5\n",
            [(1, "数据日期", "duplicate")],
        ),
        (
            "村,年度,级别,事件,理由\n瓦岗,2022,9,飞升,所载\n",
            [(2, "事件", "out_of_range"), (2, "级别", "contradiction")],
        ),
        ("村,日期,截至日期,E02\n瓦岗,2022-07-04,2022-07-11,5\n", [(1, "截至日期", "duplicate")]),
        ("村,村名,日期,E02\n瓦岗,东田,2022-07-04,5\n", [(1, "村名", "duplicate")]),
        ("村,指标,日期,数值,P01\n瓦岗,E02,2022-07-04,5,6\n", [(1, "P01", "unknown_column")]),
        ("村,年度,季度,目标星数,备住\n瓦岗,2022,4,5,x\n", [(1, "备住", "unknown_column")]),
        ("村,管区,电话\n瓦岗,一管区,无\n", [(1, "电话", "unknown_column")]),
        ("村,日期,E02,备住\n瓦岗,2022-07-04,5,x\n", [(1, "备住", "unknown_indicator")]),
        ("序号,村,日期,E02,备注,说明\n1,瓦岗,2022-07-04,5,x,y\n", []),
        ("序号,村,年度,季度,目标星数,备注\n1,瓦岗,2022,4,5,x\n", []),
        (
            "村,管区\n<b>瓦岗</b>,一管区\n",
            [(2, "村", "unknown_village"), (2, "村", "bad_character")],
        ),
        ("村,包村岗位\n瓦岗,`主任`\n", [(2, "包村岗位", "bad_character")]),
        ("村,包村岗位\n瓦岗,主\u202e任\n", [(2, "包村岗位", "bad_character")]),
        ("村,管区\n瓦岗,＜一＞\n", [(2, "管区", "bad_character")]),
        ("村代码,村,管区\n410902101230,新[村],一\n", [(2, "村", "bad_character")]),
        ("村代码,村,管区\n410902101225,东田,一\n", [(2, "村", "unknown_village")]),
        ("村代码,村,管区\n410902101230,东田,一\n", [(2, "村", "unknown_village")]),
        ("村代码,村,管区\n410902101030,东田居委会,一\n", []),
        ("村代码,村,管区\n410902101230,新村,一\n410902101231,新村,一\n", [(3, "村", "duplicate")]),
        ("村代码,村,管区\n410902101230,/,一\n", [(2, "村", "missing_cell")]),
        ("村代码,管区\n410902101230,一\n", [(2, "村代码", "missing_cell")]),
        ("村代码,村,管区\n410902101225,,一\n", []),
        (
            "村,起用日期,撤销日期\n瓦岗,2022-07-04,2022-07-03\n",
            [(2, "撤销日期", "contradiction")],
        ),
        (
            "村,指标,起,止,理由\n瓦岗,I12,2022-07-04,2022-07-03,无\n",
            [(2, "止", "contradiction")],
        ),
        ("村,指标,起,止,理由\n瓦岗,I12,2022-07-04,2032-07-04,无\n", []),
        ("村,指标,起,理由\n瓦岗,I12,2032-07-04,无\n", [(2, "起", "future_date")]),
        ("指标,起,理由\nI12,2022-07-04,无\n", [(1, None, "missing_column")]),
    ],
)
def test_what_is_wrong_with_a_table(text: str, expected) -> None:
    assert triples(look(text)) == expected


PAIRS = "帮方,受方,方式,星,指标,起,止\n{}\n"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("瓦岗,东田,帮带,生态宜居,E02,2022-07-04,", []),
        ("瓦岗,东田,帮带,,E02,2022-07-04,", []),
        ("瓦岗,瓦岗村,帮带,生态宜居,E02,2022-07-04,", [(2, "受方", "contradiction")]),
        ("瓦岗,东田,帮带,产业兴旺,E02,2022-07-04,", [(2, "星", "contradiction")]),
        ("瓦岗,东田,帮带,,E02,2022-07-04,2022-07-03", [(2, "止", "contradiction")]),
        ("没有,东田,帮手,六星,E99,七月,", [
            (2, "帮方", "unknown_village"), (2, "指标", "unknown_indicator"),
            (2, "方式", "out_of_range"), (2, "星", "unknown_star"), (2, "起", "not_a_date"),
        ]),
    ],
)  # fmt: skip
def test_pairs(row: str, expected) -> None:
    verdict = look(PAIRS.format(row))
    assert triples(verdict) == expected
    if not expected:
        assert verdict.records[0]["star_code"] == "ecology"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("2022,4,5", (2022, 4, 5)),
        ("2022年,第4季度,5颗", (2022, 4, 5)),
        ("2022 年度, 第 4 季度 ,5 颗星", (2022, 4, 5)),
        ("２０２２年,4季,5星", (2022, 4, 5)),
    ],
)
def test_numbers_with_their_words(cells: str, expected: tuple[int, int, int]) -> None:
    (record,) = look(f"村,年度,季度,目标星数\n瓦岗,{cells}\n").records
    assert (record["year"], record["quarter"], record["stars"]) == expected


@pytest.mark.parametrize(
    ("cells", "kind"),
    [("20 22,4,5", "not_a_number"), ("2022,4 1,5", "not_a_number"), ("2022,5,5", "out_of_range")],
)
def test_no_numbers(cells: str, kind: str) -> None:
    assert [one.kind for one in look(f"村,年度,季度,目标星数\n瓦岗,{cells}\n").problems] == [kind]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("瓦岗", None),
        ("瓦岗村民委员会", None),
        ("老瓦岗", None),
        ("—", None),
        ("新瓦岗村村民委员会", "新瓦岗村"),
    ],
)
def test_a_name_that_resolves_is_no_new_name(typed: str, stored: str | None) -> None:
    (record,) = look(f"村代码,村,管区\n410902101225,{typed},一管区\n").records
    assert record["village"] == stored


def test_two_of_one_name_may_be_described_by_their_codes() -> None:
    twins = {"410902101204": "新村村民委员会", "410902101205": "新村村委会"}
    known = replace(KNOWN, villages=twins, aliases={})
    for typed in ("新村", "新", ""):
        text = f"村代码,村,管区\n410902101204,{typed},一\n410902101205,{typed},二\n"
        verdict = judge(text.encode(), "f.csv", known)
        assert [one["village"] for one in verdict.records] == [None, None]
