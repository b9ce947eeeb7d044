"""Names that mean a village are remembered when somebody who may says so, and never guessed."""

from __future__ import annotations

import pytest

from dashboard.domain.actor import TASK_FORCE, Actor
from dashboard.domain.errors import Refused
from dashboard.store import commands, queries
from dashboard.store.database import Database
from tests.conftest import OFFICER, report

WAGANG, ZHAI = "410902101225", "410902101214"
TEXT = "村,日期,E02\n老瓦岗寨,2022-07-04,58\n"


def test_an_answer_lets_the_file_pass(town: Database) -> None:
    refused = report(TEXT)
    assert [(one.kind, one.cell) for one in refused.problems] == [("question", "老瓦岗寨")]
    assert commands.remember_names(OFFICER, {" 老瓦岗寨 ": WAGANG}) == 1
    assert report(TEXT).status == "accepted"
    assert commands.remember_names(OFFICER, {"老瓦岗寨": WAGANG}) == 0
    assert list(queries.aliases()["alias"]) == ["老瓦岗寨"]


@pytest.mark.parametrize(
    "answers",
    [
        {"翟庄": WAGANG},
        {"翟庄村委会": WAGANG},
        {"": WAGANG},
        {"13812345678": WAGANG},
        {"张三 13812345678": WAGANG},
        {"长" * 31: WAGANG},
        {"老寨": "410902101999"},
        {"新名": WAGANG, "东田": ZHAI},
    ],
)
def test_wrong_answers_are_refused_as_a_whole(town: Database, answers: dict[str, str]) -> None:
    version = town.version
    with pytest.raises(Refused):
        commands.remember_names(OFFICER, answers)
    assert queries.aliases().empty
    assert town.version == version


def test_one_name_means_one_village(town: Database) -> None:
    commands.remember_names(OFFICER, {"老寨": WAGANG})
    with pytest.raises(Refused, match="已是瓦岗村的叫法"):
        commands.remember_names(OFFICER, {"老寨": ZHAI})
    with pytest.raises(Refused, match="数据员"):
        commands.remember_names(Actor("专班", TASK_FORCE), {"西寨子": ZHAI})
