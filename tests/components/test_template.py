"""An empty table comes back without any mapping, whatever is filled in."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.components.template import PERIODS, table
from dashboard.domain.csv_file import frame_csv
from dashboard.store import commands, queries
from dashboard.store.database import Database
from tests.conftest import OFFICER

DAY = date(2022, 7, 4)


@pytest.mark.parametrize("period", PERIODS)
def test_what_is_filled_in_is_read_as_it_stands(town: Database, period: str) -> None:
    empty = table(period, DAY)
    indicators = queries.indicators()
    due = indicators[indicators["period"] == period]
    assert list(empty.columns[:3]) == ["村代码", "村", "日期"]
    assert (len(empty), len(empty.columns)) == (19, 3 + len(due))
    blank = commands.check(frame_csv(empty), "空表.csv")
    assert blank.value_count == 0
    filled = empty.copy()
    kinds = due["value_type"].to_list()
    for heading, kind in zip(empty.columns[3:], kinds, strict=True):
        filled[heading] = "是" if kind == "bool" else "1"
    verdict = commands.check(frame_csv(filled), "填好.csv")
    wrong = {one.kind for one in verdict.problems}
    assert wrong <= {"out_of_range"}, verdict.problems[:3]
    if not wrong:
        assert commands.publish(OFFICER, verdict).values == 19 * len(due)


def test_an_unknown_period_is_refused(town: Database) -> None:
    with pytest.raises(ValueError, match="unknown period 'day'"):
        table("day", DAY)
