"""A year whose days were moved: what is of a year counts on the year's days, not the calendar's."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.domain.actor import ADMIN, Actor
from dashboard.domain.rule_file import read_document
from dashboard.store import commands
from dashboard.store.database import Database
from tests.conftest import report

CHIEF = Actor("管理员", ADMIN)
WAGANG = "410902101225"
RULES = """
valid_from = 2022-05-02
set_by = "镇党建办"
source_note = "镇党委会议定"
reason = "补录"
[[switch]]
name = "one_level_a_year"
number = 1.0
"""


@pytest.fixture
def moved(town: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """2022 runs until 15 January 2023; 瓦岗 was awarded 1 star for 2021 and 4 for 2022."""
    monkeypatch.setenv("XINGTU_TODAY", "2023-03-06")
    report("村,日期,E02\n瓦岗,2022-12-19,90\n")
    report(
        "村,年度,级别,事件,理由,文号\n瓦岗,2021,1,晋星,达标,文1\n瓦岗,2022,4,晋星,达标,文2\n",
        "评定.csv",
    )
    report("村,年度,评议分\n瓦岗,2022,88\n瓦岗,2023,55\n", "评议.csv")
    commands.set_year(CHIEF, 2022, date(2022, 1, 1), date(2023, 1, 15))
    draft = commands.save_rule_draft(CHIEF, "逐级晋升", read_document(RULES))
    seen = commands.preview_rules(draft.draft_id, draft.revision)
    commands.publish_rules(CHIEF, draft.draft_id, draft.revision, seen.data_version)
    return town


@pytest.mark.parametrize(
    ("day", "last", "highest", "appraisal"),
    [
        (date(2022, 12, 26), 1, 2, 88.0),
        (date(2023, 1, 10), 1, 2, 88.0),
        (date(2023, 1, 16), 4, 5, 55.0),
    ],
)
def test_awards_and_appraisals_count_on_the_days_of_their_year(
    moved: Database, day: date, last: int, highest: int, appraisal: float
) -> None:
    sql = (
        "select level_last_year, year_level, appraisal from level_before "
        "where as_of = $day and village_code = $village"
    )
    found = moved.ask(sql, {"day": day, "village": WAGANG})[1]
    assert found.iloc[0].tolist() == [last, highest, appraisal]
