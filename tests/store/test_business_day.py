"""The day acts are dated with."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.store import commands
from dashboard.store.database import Database


def test_in_a_demonstration_it_is_the_newest_snapshot(demo: Database) -> None:
    assert commands.business_today() == date(2022, 12, 26)


def test_a_set_day_goes_before(demo: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XINGTU_TODAY", "2023-02-01")
    assert commands.business_today() == date(2023, 2, 1)


def test_elsewhere_it_is_the_day_of_the_clock(town: Database) -> None:
    assert commands.business_today() == commands.clock_today()
