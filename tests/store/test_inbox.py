"""待办 from the store: what shows up for acceptance is what may be accepted, and by whom."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.domain import ledger
from dashboard.domain.actor import ADMIN, BRANCH_SECRETARY, DATA_OFFICER, TASK_FORCE, Actor
from dashboard.domain.errors import Refused
from dashboard.settings import ROOT
from dashboard.store import commands, definitions, queries
from dashboard.store.commands import Deed, Finding
from dashboard.store.database import Database

TODAY = date(2022, 11, 14)
WAGANG, OTHER = "410902101225", "410902101200"
CHIEF, CLERK = Actor("管理员", ADMIN), Actor("数据员", DATA_OFFICER)
FORCE = Actor("生态宜居专班", TASK_FORCE, "ecology")
HEAD = Actor("瓦岗村支书", BRANCH_SECRETARY, WAGANG)
EVERYONE = (CHIEF, CLERK, FORCE, HEAD)


def shown(actor: Actor, day: date = TODAY) -> list[tuple[int, str]]:
    return [(one.item.item_id, one.name) for one in queries.inbox(actor, day)]


def test_the_way_of_an_item_through_the_inboxes(
    town: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XINGTU_TODAY", str(TODAY))
    lists = definitions.ledger_lists()
    first, second = commands.open_items(
        CLERK,
        [
            Finding(WAGANG, "沟渠淤堵", lists.sources[1], "ecology", severity="urgent"),
            Finding(
                WAGANG, "路灯不亮", kind=ledger.REPORT, place="村口", category=lists.categories[0]
            ),
        ],
    )
    new, reported = (first, "新开，待认领"), (second, "新报，待受理")
    assert shown(HEAD) == [new]
    assert shown(FORCE) == [new]  # the report concerns no star
    assert shown(CHIEF) == [new, reported]
    assert shown(Actor("村支书", BRANCH_SECRETARY, OTHER)) == []
    assert shown(HEAD, date(2022, 11, 13)) == []
    # Urgent: one working day to claim, five to show.
    assert shown(HEAD, date(2022, 11, 16))[0] == (first, "过了接收期限未认领")
    assert shown(HEAD, date(2022, 11, 26))[0] == (first, "督办")
    assert shown(HEAD, date(2022, 12, 1))[0] == (first, "挂牌")

    commands.act_on(HEAD, Deed("claim", measure="清淤"), {first: None})
    commands.act_on(HEAD, Deed("apply", evidence="照片"), {first: None})
    accepting = (first, "申请销号，待验收")
    assert {one.name for one in EVERYONE if accepting in shown(one)} == {
        CHIEF.name, CLERK.name, FORCE.name,
    }  # fmt: skip
    commands.act_on(CLERK, Deed("return", note="照片不清"), {first: None})
    commands.act_on(FORCE, Deed("progress", note="到场看过"), {first: None})
    commands.act_on(HEAD, Deed("apply", evidence="新照片"), {first: None})
    assert accepting not in shown(FORCE)
    with pytest.raises(Refused, match="办过这一项的整改"):
        commands.act_on(FORCE, Deed("accept"), {first: None})
    commands.act_on(CHIEF, Deed("accept"), {first: None})
    assert (first, "已销号") in shown(HEAD)
    assert (first, "已销号") in shown(HEAD, date(2022, 11, 20))
    assert (first, "已销号") not in shown(HEAD, date(2022, 11, 21))


def test_the_read_names_the_acts_of_the_machine() -> None:
    text = (ROOT / "queries" / "read" / "inbox_involved.sql").read_text("utf-8")
    for rules in ledger.RULES.values():
        for action, rule in rules.items():
            named = action in ("open", *ledger.RELAPSES) or rule.works
            assert (f"'{action}'" in text) == named, action
