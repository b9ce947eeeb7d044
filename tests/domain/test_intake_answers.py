"""What a person says of a file: names, headings, doubtful columns, wrong cells, the sheet."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from dashboard.domain.intake import Answers, judge
from dashboard.domain.intake.answers import IGNORED, MISSING, PERCENT, SHARE, ZERO
from tests.domain.intake import KNOWN, look, notices, triples, values

GANG = "410902101225"
DAY = date(2022, 7, 4)


def test_a_near_name_is_a_question_that_an_answer_settles() -> None:
    text = "村,日期,E02\n瓦刚村,2022-07-04,58\n瓦刚村,2022-07-11,59\n"
    asked = look(text)
    assert triples(asked) == [(2, "村", "question"), (3, "村", "question")]
    first = asked.problems[0]
    assert first.about == "瓦刚村"
    assert "瓦岗村" in first.candidates
    assert first.as_dict()["candidates"] == list(first.candidates)
    told = look(text, answers=Answers(villages={"瓦刚村": GANG}))
    assert [one[0] for one in values(told)] == ["225", "225"]


def test_a_name_like_no_other_is_no_question() -> None:
    verdict = look("村,日期,E02\n幸福里,2022-07-04,58\n")
    assert triples(verdict) == [(2, "村", "unknown_village")]
    assert verdict.problems[0].candidates == ()


def test_an_unknown_heading_is_mapped_or_ignored() -> None:
    text = "村名字,测报日,治污比例,联系处室\n瓦岗,2022-07-04,58,某室\n"
    told = look(
        text,
        answers=Answers(
            columns={"村名字": "村", "测报日": "日期", "治污比例": "E02", "联系处室": IGNORED}
        ),
    )
    assert values(told) == [("225", "E02", 58.0, "=", 2)]
    assert notices(told) == [(1, "ignored_column")]
    assert told.mapping == {"村名字": "village", "测报日": "as_of", "治污比例": "E02"}
    known = replace(KNOWN, headings={"治污比例": "生活污水治理率", "联系处室": IGNORED})
    text = "村,日期,治 污 比 例,联系处室\n瓦岗,2022-07-04,58,某室\n"
    assert values(look(text, known=known)) == values(told)


def test_an_indicator_named_in_a_row_is_mapped_or_ignored() -> None:
    text = "村,指标,日期,数值\n瓦岗,治污比例,2022-07-04,58\n瓦岗,联系,2022-07-04,某室\n"
    assert [one.about for one in look(text).problems] == ["治污比例", "联系"]
    told = look(text, answers=Answers(columns={"治污比例": "E02", "联系": IGNORED}))
    assert values(told) == [("225", "E02", 58.0, "=", 2)]
    assert notices(told) == [(None, "ignored_column")]


def test_an_answer_goes_before_what_is_remembered_and_that_never_before_what_is_known() -> None:
    known = replace(KNOWN, headings={"治污比例": "E01", "E05": IGNORED})
    text = "村,日期,治污比例,E05\n瓦岗,2022-07-04,58,60\n"
    told = look(text, known=known, answers=Answers(columns={"治污比例": "E02"}))
    assert [one[1] for one in values(told)] == ["E02", "E05"]


def test_an_ignored_column_still_may_hold_no_person() -> None:
    text = "村,日期,E02,电话\n瓦岗,2022-07-04,58,13812345678\n"
    told = look(text, answers=Answers(columns={"电话": IGNORED}))
    assert [one.kind for one in told.problems] == ["private_data"]


@pytest.mark.parametrize(
    ("cells", "answer", "expected"),
    [
        (["0.57", "0.95", "1"], SHARE, [57, 95, 100]),
        (["0.8", "0.95", "1"], PERCENT, [0.8, 0.95, 1]),
        (["0.8", "95%"], SHARE, [80, 95]),
        (["0.8", "95%"], PERCENT, [0.8, 95]),
    ],
)
def test_shares_or_percentages(cells: list[str], answer: str, expected: list[float]) -> None:
    names = ["瓦岗", "瓦屋", "牛村"]
    text = "村,日期,E02\n" + "".join(
        f"{name},2022-07-04,{cell}\n" for name, cell in zip(names, cells, strict=False)
    )
    asked = look(text)
    assert [(one.kind, one.about, one.candidates) for one in asked.problems] == [
        ("question", "E02", (SHARE, PERCENT))
    ]
    told = look(text, answers=Answers(values={"E02": answer}))
    assert [one[2] for one in values(told)] == expected


@pytest.mark.parametrize(("answer", "expected"), [(ZERO, [3.0, 0.0]), (MISSING, [3.0])])
def test_none_in_a_count(answer: str, expected: list[float]) -> None:
    text = "村,日期,C05\n瓦岗,2022-07-04,3\n瓦屋,2022-07-04,无\n"
    asked = look(text)
    assert [(one.row, one.kind, one.candidates) for one in asked.problems] == [
        (3, "question", (ZERO, MISSING))
    ]
    told = look(text, answers=Answers(values={"C05": answer}))
    assert [one[2] for one in values(told)] == expected


def test_a_mended_cell_is_read_instead_and_its_original_told() -> None:
    text = "村,日期,E02\n瓦岗,2022-07-04,4O\n瓦屋,2022-07-04,132\n"
    told = look(text, answers=Answers(cells={(2, "E02"): "40", (3, "E02"): "32"}))
    assert [one[2] for one in values(told)] == [40.0, 32.0]
    assert [(one.row, one.original, one.text) for one in told.mended] == [
        (2, "4O", "40"), (3, "132", "32"),
    ]  # fmt: skip
    assert told.data == text.encode()


def test_a_mend_that_fits_nothing_or_brings_a_person_is_refused() -> None:
    text = "村,日期,E02\n瓦岗,2022-07-04,4O\n"
    told = look(text, answers=Answers(cells={(9, "E02"): "40", (2, "某列"): "1"}))
    assert [one.kind for one in told.problems] == ["no_such_cell"] * 2
    told = look(text, answers=Answers(cells={(2, "E02"): "13812345678"}))
    assert [(one.kind, one.cell) for one in told.problems] == [("private_data", "（已隐去）")]


def test_the_sheet_that_was_named_is_taken() -> None:
    book = openpyxl.Workbook()
    book.active.title = "七月"
    for title, value in (("七月", 58), ("八月", 60)):
        page = book["七月"] if title == "七月" else book.create_sheet(title)
        page.append(["村", "日期", "E02"])
        page.append(["瓦岗", DAY, value])
    out = io.BytesIO()
    book.save(out)

    def told(name: str):
        return judge(out.getvalue(), "f.xlsx", KNOWN, answers=Answers(sheet=name))

    assert [one[2] for one in values(told(""))] == [58.0]
    assert [one[2] for one in values(told("八月"))] == [60.0]
    assert triples(told("九月")) == [(None, None, "no_such_sheet")]


def test_answers_survive_being_written_down() -> None:
    answers = Answers(
        "八月", {"治污比例": "E02"}, {"瓦刚": GANG}, {"E02": SHARE}, {(3, "E02"): "32"}
    )
    assert Answers.from_dict(answers.as_dict()) == answers
    assert Answers().as_dict() == {}
