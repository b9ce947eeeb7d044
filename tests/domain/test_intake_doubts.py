"""Readable numbers that a person should look at before publishing."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from dashboard.domain.intake import Known, Verdict
from tests.domain.intake import KNOWN, VILLAGES, look

GANG, WU = "410902101225", "410902101204"
NAMES = list(VILLAGES.values())


def knowing(*latest: tuple[str, str, float]) -> Known:
    frame = pd.DataFrame(latest, columns=["village_code", "indicator_code", "value"])
    return replace(KNOWN, latest=frame)


def kinds(verdict: Verdict) -> list[tuple[int | None, str]]:
    assert verdict.problems == ()
    return [(one.row, one.kind) for one in verdict.warnings]


@pytest.mark.parametrize(
    ("code", "before", "now", "expected"),
    [
        ("E02", 58.0, "99", [(2, "jump")]),
        ("E02", 58.0, "97", []),
        ("E02", 58.0, "17", [(2, "jump")]),
        ("I01", 9.2, "92000", [(2, "money_unit")]),
        ("I01", 92000.0, "9.2", [(2, "money_unit")]),
        ("N01", 300.0, "2000", [(2, "jump")]),
        ("I01", 9.2, "12", []),
        ("I01", 0.0, "12", []),
        ("L01", 0.0, "9", []),
        ("P11", 0.0, "是", []),
    ],
)
def test_against_the_newest_value(code: str, before: float, now: str, expected: list) -> None:
    verdict = look(f"村,日期,{code}\n瓦岗,2022-07-11,{now}\n", known=knowing((GANG, code, before)))
    assert kinds(verdict) == expected
    other = look(f"村,日期,{code}\n瓦岗,2022-07-11,{now}\n", known=knowing((WU, code, before)))
    assert kinds(other) == []


def same(value: str, code: str, count: int) -> Verdict:
    villages = {f"4109021012{n:02d}": f"第{n}村" for n in range(10)}
    rows = [f"41090210120{n},2022-07-04,{value if n < count else n}" for n in range(10)]
    text = f"村代码,日期,{code}\n" + "\n".join(rows)
    return look(text, known=replace(KNOWN, villages=villages, aliases={}))


@pytest.mark.parametrize(
    ("value", "code", "count", "expected"),
    [
        ("83", "E07", 10, [(2, "identical")]),
        ("83", "E07", 8, [(2, "identical")]),
        ("83", "E07", 7, []),
        ("100", "E07", 10, []),
        ("3", "P03", 10, []),
        ("是", "I04", 10, []),
    ],
)
def test_one_number_in_many_villages(value: str, code: str, count: int, expected: list) -> None:
    assert kinds(same(value, code, count)) == expected


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        ("30", []), ("31", [(4, "total_mismatch")]), ("30场", []), ("/", []), ("三十", []),
    ],
)  # fmt: skip
def test_a_total_is_held_against_its_parts(total: str, expected: list) -> None:
    text = f"村,日期,C05,E02\n瓦岗,2022-07-04,10,50\n瓦屋,2022-07-04,20,60\n合计,,{total},55\n"
    assert kinds(look(text)) == expected


def test_partial_sums_and_averages_are_not() -> None:
    text = "村,日期,C05\n瓦岗,2022-07-04,10\n小计,,10\n瓦屋,2022-07-04,20\n小计,,20\n平均,,15\n"
    assert kinds(look(text)) == []


def test_without_limits_nothing_is_doubted() -> None:
    known = replace(knowing((GANG, "E02", 5.0)), limits=None)
    assert kinds(look("村,日期,E02\n瓦岗,2022-07-11,99\n", known=known)) == []
