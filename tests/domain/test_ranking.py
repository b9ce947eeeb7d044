"""Limits of comparing villages: read strictly, and how many days fit."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from dashboard.domain.ranking import Trend, days_that_fit, load_ranking
from dashboard.settings import ROOT

SHIPPED = ROOT / "data" / "campaign" / "ranking.toml"
DAYS = [date(2022, 1, 3) + timedelta(weeks=n) for n in range(60)]
TREND = Trend(most_weeks=53, most_results=1600)


@pytest.mark.parametrize(("villages", "days"), [(0, 53), (19, 53), (60, 26), (600, 2), (5000, 2)])
def test_the_newest_days_that_fit_are_kept(villages: int, days: int) -> None:
    assert days_that_fit(DAYS, villages, TREND) == DAYS[-days:]


def test_fewer_days_than_fit_are_all_kept() -> None:
    assert days_that_fit(DAYS[:3], 19, TREND) == DAYS[:3]


@pytest.mark.parametrize(
    ("line", "wrong"),
    [("most_unknown_share = 0.2", "most_unknown_share = 20"), ("fewest = 3", "fewst = 3")],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, line: str, wrong: str) -> None:
    text = SHIPPED.read_text("utf-8")
    assert line in text
    path = tmp_path / "ranking.toml"
    path.write_text(text.replace(line, wrong), "utf-8")
    with pytest.raises(ValidationError, match=wrong.split(" ")[0]):
        load_ranking(path)
