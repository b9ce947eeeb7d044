"""Where points come from, as data: what each fault is answered with; reporting is no source."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.domain.campaign import CampaignError
from dashboard.domain.points_file import load_points
from dashboard.store.definitions import CAMPAIGN

SHIPPED = CAMPAIGN / "points.toml"


def test_the_shipped_file_is_sound() -> None:
    rules = load_points(SHIPPED)
    assert rules.visit is not None
    assert rules.visit.per_rank[0] == max(rules.visit.per_rank)
    assert "visit_rank" not in rules.typed
    assert next(iter(rules.names)) == "visit_rank"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('name = "日常表现"', 'name = "报送及时"', "积分不奖励报送、填表、打卡、登录（见“报送”）"),
        ('name = "日常表现"', 'name = "签 到"', "（见“签到”）"),
        ('code = "daily"', 'code = "daily_login"', "（见“login”）"),
        ("管区平时所见", "管区看打卡次数", "（见“打卡”）"),
        ('code = "daily"', 'code = "bulletin"', "source bulletin stands twice"),
        ('code = "daily"', 'code = "Daily!"', "should match pattern"),
        ("maximum = 3.0", "maximum = -3.0", "source.daily: minimum -3 is not below maximum -3"),
        ("[10.0, 8.0,", "[8.0, 10.0,", "source.visit_rank: per_rank"),
        ("open_days = 15", "open_days = -1", "closing.open_days"),
        ("open_days = 15", "days = 15", "closing.days"),
        ("least_items = 2", 'least_items = "2"', "progress.least_items"),
        ("[prizes]", "[prices]", "prizes: Field required"),
        (
            'kind = "entry"\nminimum = 1.0',
            'kind = "visit"\nper_rank = [1.0]',
            "more than one source",
        ),
    ],
)
def test_a_fault_is_named(tmp_path: Path, old: str, new: str, fault: str) -> None:
    text = SHIPPED.read_text("utf-8")
    assert old in text
    path = tmp_path / "points.toml"
    path.write_text(text.replace(old, new).replace("per_rank = [1.0]\nmaximum = 10.0",
                                                   "per_rank = [1.0]"), "utf-8")  # fmt: skip
    with pytest.raises(CampaignError, match=r"^points\.toml") as caught:
        load_points(path)
    assert fault in str(caught.value)


def test_a_file_that_is_no_toml_is_told(tmp_path: Path) -> None:
    path = tmp_path / "points.toml"
    path.write_text("[[source", "utf-8")
    with pytest.raises(CampaignError, match=r"^points\.toml"):
        load_points(path)
