"""Tables of targets: levels and named stars, and contradictions within the file and with the plan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.domain.intake import judge
from tests.domain.intake import KNOWN

HEAD = "村,年度,季度,目标星数,目标级别,目标星,理由\n"


def look(rows: str, plan: dict[int, tuple[int, bool]] | None = None) -> list[tuple[int, str, str]]:
    code = KNOWN.village("瓦岗")
    known = replace(KNOWN, targets={(str(code), 2022): plan or {}})
    verdict = judge((HEAD + rows).encode(), "目标.csv", known)
    assert verdict.content == "targets"
    return [(one.row, one.column, one.kind) for one in verdict.problems]


def test_level_and_stars_are_read() -> None:
    rows = "瓦岗,2022,4,5,4,平安法治星、支部过硬,\n"
    record = judge((HEAD + rows).encode(), "目标.csv", KNOWN).records[0]
    assert (record["stars"], record["level"], record["named"]) == (5, 4, ["party", "safety"])


def test_the_old_columns_suffice() -> None:
    record = judge("村,年度,季度,目标星数\n瓦岗,2022,4,5\n".encode(), "目标.csv", KNOWN).records[0]
    assert (record["level"], record["named"], record["reason"]) == (None, None, None)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("瓦岗,2022,4,1,,支部过硬 生态宜居,\n", [(2, "目标星", "contradiction")]),
        ("瓦岗,2022,4,3,,支部过硬、支部过硬,\n", [(2, "目标星", "contradiction")]),
        ("瓦岗,2022,4,3,,满天星,\n", [(2, "目标星", "unknown_star")]),
        ("瓦岗,2022,4,6,,,\n", [(2, "目标星数", "contradiction")]),
        ("瓦岗,2022,4,3,4,,\n", [(2, "目标级别", "contradiction")]),
        ("瓦岗,2022,4,3,三,,\n", [(2, "目标级别", "not_a_number")]),
        ("瓦岗,2022,3,3,,,\n瓦岗,2022,4,2,,,\n", [(3, "目标星数", "contradiction")]),
        ("瓦岗,2022,4,2,,,\n瓦岗,2022,3,3,,,\n", [(2, "目标星数", "contradiction")]),
        ("瓦岗,2022,3,3,,,\n瓦岗,2022,4,2,,,并村\n", []),
        ("瓦岗,2022,4,3,,,\n瓦岗,2023,1,2,,,\n", []),
        ("瓦岗,2022,4,五,,,\n", [(2, "目标星数", "not_a_number")]),
    ],
)
def test_contradictions_in_a_file(rows: str, expected: list[tuple[int, str, str]]) -> None:
    assert look(rows) == expected


@pytest.mark.parametrize(
    ("rows", "plan", "expected"),
    [
        ("瓦岗,2022,4,2,,,\n", {3: (3, False)}, [(2, "目标星数", "contradiction")]),
        ("瓦岗,2022,2,4,,,\n", {3: (3, False)}, [(2, "目标星数", "contradiction")]),
        ("瓦岗,2022,2,4,,,\n", {3: (3, True)}, []),
        ("瓦岗,2022,2,4,,,先紧后松\n", {3: (3, False)}, []),
        ("瓦岗,2022,4,2,,,\n", {3: (1, False)}, []),
        ("瓦岗,2022,1,1,,,\n", {2: (3, False), 3: (2, False)}, []),
    ],
    ids=[
        "lower",
        "higher-before",
        "reason-on-record",
        "reason-in-file",
        "rising",
        "old-fault-elsewhere",
    ],
)
def test_contradictions_with_the_plan(
    rows: str, plan: dict[int, tuple[int, bool]], expected: list[tuple[int, str, str]]
) -> None:
    assert look(rows, plan) == expected
