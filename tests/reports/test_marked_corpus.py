"""Every file of the corpus that has problems or warnings comes back marked, and is judged as before."""

from __future__ import annotations

import pytest

from dashboard.domain.errors import Refused
from dashboard.domain.intake import Verdict
from dashboard.reports.marked_file import marked
from tests.domain.corpus import CASES, see, verdict_of

# What makes a file no table, or one that is never repeated.
NEVER = ("encoding", "not_a_table", "private_data", "too_large")
BLANK = ("text/empty.csv", "text/mark-only.csv", "text/spaces-only.csv", "books/no-content.xlsx",
         "hostile/empty.xlsx", "hostile/empty.xls")  # fmt: skip


def told(verdict: Verdict) -> list[tuple[int | None, str | None, str]]:
    found = (*verdict.problems, *verdict.warnings)
    return [(one.row, one.column, one.kind) for one in found]


@pytest.mark.parametrize("name", [n for n, case in CASES.items() if case["status"] != "accepted"])
def test_the_marked_file_has_the_same_problems(name: str) -> None:
    verdict = see(name)
    findings = (*verdict.problems, *verdict.warnings, *verdict.notices)
    kinds = {one.kind for one in verdict.problems}
    if kinds & set(NEVER) or name in BLANK:
        with pytest.raises(Refused, match=r"。$"):
            marked(verdict.data, name, findings)
        return
    new_name, out = marked(verdict.data, name, findings)
    again = verdict_of(name, out, new_name)
    # A header alone holds the problem itself; above a cell too many stands a blank heading now.
    if told(verdict) != [(None, None, "empty")] and "ragged_row" not in kinds:
        assert told(again) == told(verdict)
    assert again.value_count == verdict.value_count
