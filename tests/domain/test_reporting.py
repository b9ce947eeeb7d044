"""When reports are due, as data: the shipped file and what each typo in it is answered with."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.domain.campaign import CampaignError
from dashboard.domain.reporting import PERIODS, load_reporting

SHIPPED = Path(__file__).parents[2] / "data" / "campaign" / "reporting.toml"


def test_every_period_has_its_deadline() -> None:
    deadlines = load_reporting(SHIPPED)
    assert tuple(deadlines) == PERIODS
    assert [one.shown for one in deadlines.values()] == [8, 6, 4, 3]
    grace = [one.report_grace_days for one in deadlines.values()]
    assert grace == sorted(grace)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"week"', '"weak"', 'did you mean "week"?'),
        ('"week"', '"month"', "period month stands twice"),
        ("report_grace_days = 2\n", "", 'field "report_grace_days" is missing'),
        ("report_grace_days = 2\n", "grace_days = 2\n", 'unknown field "grace_days"'),
        ("= 2\n", "= -1\n", "greater than or equal to 0"),
        ("= 2\n", '= "2"\n', "valid integer"),
        ("shown = 8", "shown = 0", "greater than or equal to 1"),
        ("[[reporting]]", "[[report]]", 'unknown table "report"'),
        ('[[reporting]]\nperiod = "week"\nreport_grace_days = 2\nshown = 8\n', "",
         "period week is missing"),
    ],
)  # fmt: skip
def test_a_fault_is_named(tmp_path: Path, old: str, new: str, fault: str) -> None:
    text = SHIPPED.read_text("utf-8")
    assert old in text
    path = tmp_path / "reporting.toml"
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(CampaignError, match=r"^reporting\.toml") as caught:
        load_reporting(path)
    assert fault in str(caught.value)
