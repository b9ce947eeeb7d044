"""The demonstration after its way through the import: the store says what its files say."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from dashboard.store import queries
from dashboard.store.database import Database
from tests.sample.files import FIRST, LAST, states, villages


@pytest.mark.parametrize(
    "day", [FIRST, date(2022, 10, 1), date(2022, 11, 14), LAST, date(2023, 3, 1)], ids=str
)
def test_the_store_judges_the_sample_as_the_naive_judge_does(demo: Database, day: date) -> None:
    names = queries.villages().set_index("village_code")["village"]
    stored = {
        (names[row.village_code], row.star_code): row.state
        for row in queries.stars(day).itertuples()
    }
    assert stored == {
        (village, star): state
        for village in villages()
        for star, state in states(day)[village].items()
    }


def test_the_store_sees_the_pairs_as_the_files_do(demo: Database) -> None:
    results = Counter(queries.pairs(LAST)["result"])
    assert results == {"narrowed": 5, "flat": 2, "widened": 1}
