"""What the tests of the ledger share: days, posts, and short ways to report and to act."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from dashboard.domain.actor import (
    ADMIN,
    BRANCH_SECRETARY,
    DATA_OFFICER,
    LIAISON,
    SECRETARY,
    TASK_FORCE,
    Actor,
)
from dashboard.store import commands, queries
from dashboard.store.commands import Deed, Finding, Receipt
from tests.conftest import report

WAGANG, WAWU = "410902101225", "410902101204"
FIRST = date(2022, 7, 4)
ADMINISTRATOR = Actor("管理员", ADMIN)
TOWN_SECRETARY = Actor("镇党委书记", SECRETARY)
OFFICER = Actor("数据员", DATA_OFFICER)
ECOLOGY = Actor("专班（生态宜居）", TASK_FORCE, "ecology")
BRANCH = Actor("村支书（瓦岗村）", BRANCH_SECRETARY, WAGANG)
LIAISON_POST = Actor("包村干部（瓦岗村）", LIAISON, WAGANG)
PLAN = "村,年度,季度,目标星数,目标星\n瓦岗,2022,4,1,生态宜居\n"


class Calendar:
    """Today, which a test moves on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch
        self.today = FIRST
        self.go(FIRST)

    def go(self, day: date) -> None:
        self.today = day
        self._patch.setenv("XINGTU_TODAY", day.isoformat())

    def pass_days(self, days: int) -> None:
        self.go(self.today + timedelta(days))


def reported(day: date, value: float, village: str = "瓦岗", indicator: str = "E02") -> Receipt:
    return report(f"村,日期,{indicator}\n{village},{day},{value}\n", f"{village}{day}.csv")


def planned() -> Receipt:
    """Plan that 瓦岗 wins 生态宜居 this year."""
    return report(PLAN, "目标.csv")


def do(actor: Actor, action: str, item_id: int = 1, **said: Any) -> int:
    return commands.act_on(actor, Deed(action, **said), {item_id: None})


def items(day: date) -> pd.DataFrame:
    return queries.ledger(day).set_index("item_id")


def state(day: date, item_id: int = 1) -> str:
    return str(items(day).loc[item_id, "state"])


def history(item_id: int = 1) -> list[str]:
    return list(queries.ledger_events(item_id)["action"])


def closed(calendar: Calendar, value: float = 60) -> None:
    """Take item 1 of 瓦岗 from 待认领 to 已销号, its value reported as enough on the way."""
    do(BRANCH, "claim", measure="更换老化管网")
    calendar.pass_days(7)
    reported(calendar.today, value)
    do(BRANCH, "apply", evidence="现场核实，已接管")
    do(OFFICER, "accept")


__all__ = ["Finding"]
