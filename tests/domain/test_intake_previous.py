"""同上期 takes the value beside it, from its own row of a column 上期值, and from nowhere else."""

from __future__ import annotations

import pytest

from dashboard.domain.intake.column import Column
from dashboard.domain.intake.previous import fill_same, is_previous, previous_of
from tests.domain.intake import KNOWN, look, notices, triples, values

NAMES = {one.code: one.name for one in KNOWN.campaign.indicators}
RATE, RATE_BEFORE = f"{NAMES['E02']}（%）", f"上期值：{NAMES['E02']}"


def wide(*rows: str, heads: str = f"{RATE},{RATE_BEFORE}") -> str:
    return "\n".join([f"村,日期,{heads}", *rows]) + "\n"


@pytest.mark.parametrize("heading", ["上期值", "上期值：三会一课", "上期值:x", " 上 期 值 ：甲"])
def test_what_is_headed_so_is_for_comparison(heading: str) -> None:
    assert is_previous(heading)
    assert not is_previous("本期" + heading.strip())


def test_places_are_found_by_the_indicator_whatever_the_order() -> None:
    header = ["村", "上期值：E03", RATE, "E03", RATE_BEFORE, "上期值：没有这项"]
    assert previous_of(header, KNOWN) == {2: 4, 3: 1}
    assert previous_of(["村", "指标", "数值", "上期值"], KNOWN, 2) == {2: 3}
    assert previous_of(["村", "指标", "数值"], KNOWN, 2) == {}


def test_only_same_is_replaced() -> None:
    cells = Column.of(["同上期", "5", "", "同上", " 同 上 月 ", "同上期"])
    before = Column.of(["≥40", "4", "3", "2", "1", "—"])
    filled, lacking = fill_same(cells, before)
    assert filled.cells() == ["≥40", "5", "", "", "1", ""]
    assert lacking.tolist() == [False, False, False, True, False, True]
    filled, lacking = fill_same(cells, None)
    assert filled.cells() == ["", "5", "", "", "", ""]
    assert lacking.tolist() == [True, False, False, True, True, True]


def test_the_last_value_is_confirmed_with_its_qualifier() -> None:
    verdict = look(wide("瓦岗,2022-07-04,同上期,≥40", "牛村,2022-07-04,61,60"))
    assert verdict.status == "accepted"
    assert values(verdict) == [("225", "E02", 40, "≥", 2), ("205", "E02", 61, "=", 3)]
    assert notices(verdict) == []
    assert list(verdict.mapping.values()) == ["village", "as_of", "E02"]


def test_a_long_table_has_one_column_for_all() -> None:
    text = "村,指标,日期,数值,上期值\n瓦岗,E02,2022-07-04,同上期,55\n牛村,E02,2022-07-04,,50\n"
    assert values(look(text)) == [("225", "E02", 55, "=", 2)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (wide("瓦岗,2022-07-04,同上期,"), (2, RATE, "no_previous")),
        (wide("瓦岗,2022-07-04,同上期,同上期"), (2, RATE, "no_previous")),
        (wide("瓦岗,2022-07-04,同上期", heads=RATE), (2, RATE, "no_previous")),
        (wide("瓦岗,2022-07-04,同上,40"), (2, RATE, "no_previous")),
        (wide("瓦岗,2022-07-04,同上期,4O"), (2, RATE, "not_a_number")),
        ("村,指标,日期,数值\n瓦岗,E02,2022-07-04,同上月\n", (2, "数值", "no_previous")),
    ],
    ids=["blank", "itself", "no-column", "row-above", "unreadable", "long"],
)
def test_nothing_to_repeat_is_a_problem(text: str, found: tuple[int, str, str]) -> None:
    verdict = look(text)
    assert triples(verdict) == [found]
    assert verdict.value_count == 0
    assert "请" in verdict.problems[0].message


def test_last_values_alone_are_no_values() -> None:
    verdict = look(wide("瓦岗,2022-07-04,,40", "牛村,2022-07-04,,50"))
    assert triples(verdict) == [(None, None, "empty")]
    verdict = look(wide("瓦岗,2022-07-04,,40", "牛村,2022-07-04,7,50"))
    assert values(verdict) == [("205", "E02", 7, "=", 3)]
