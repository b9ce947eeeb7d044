"""Cost classes: what the town sets last counts, the seed otherwise, and who may not is refused."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.domain.actor import VIEWER, Actor
from dashboard.domain.errors import Refused
from dashboard.store import commands, queries
from dashboard.store.database import Database
from tests.conftest import OFFICER, report


def kept() -> dict[str, int]:
    rows = queries.cost_classes()
    return dict(zip(rows["indicator_code"], rows["cost_class"], strict=True))


def test_the_last_class_counts_and_every_one_is_kept(town: Database) -> None:
    assert commands.set_effort(OFFICER, {"E02": 1, "E03": 3}) == 2
    assert commands.set_effort(OFFICER, {"E02": 2, "E03": 3}) == 1, "E03 is so already"
    assert kept() == {"E02": 2, "E03": 3}
    assert commands.set_effort(OFFICER, {"E02": None}) == 1
    assert kept() == {"E03": 3}
    rows = town.ask("select * from indicator_effort order by effort_id", {})[1]
    assert list(rows["indicator_code"]) == ["E02", "E03", "E02", "E02"]
    assert set(rows["actor_name"]) == {"数据员"}
    events = town.ask("select act from audit_event where act = 'effort'", {})[1]
    assert len(events) == 3


@pytest.mark.parametrize(
    ("classes", "why"),
    [
        ({"X99": 1}, "没有代码为“X99”"),
        ({"N01": 1}, "没有代码为“N01”"),
        ({"E02": 4}, "只能是 1"),
        ({"E02": 1, "E03": 0}, "只能是 1"),
        ({"E02": None}, "没有改动"),
        ({}, "没有改动"),
    ],
)
def test_what_cannot_be_is_refused_as_a_whole(
    town: Database, classes: dict[str, int | None], why: str
) -> None:
    version = town.version
    with pytest.raises(Refused, match=why):
        commands.set_effort(OFFICER, classes)
    assert (town.version, kept()) == (version, {})


@pytest.mark.usefixtures("town")
def test_a_viewer_may_not() -> None:
    with pytest.raises(Refused, match="不能做这一步"):
        commands.set_effort(Actor(VIEWER, VIEWER), {"E02": 1})


@pytest.mark.usefixtures("town")
def test_a_class_changes_the_order_and_no_star() -> None:
    report("村,日期,E01,E02\n瓦岗,2022-07-04,80,40\n翟庄,2022-07-04,60,30\n")
    report("村,日期,E01,E02\n瓦岗,2022-09-26,80,40\n翟庄,2022-09-26,65,35\n")
    day = date(2022, 9, 26)

    def effort() -> dict[str, float]:
        rows = queries.effort_steps(day).set_index(["village_code", "indicator_code"])
        own = rows.loc["410902101225"]
        return dict(own["effort"])

    before, stars = effort(), queries.stars(day)
    commands.set_effort(OFFICER, {"E02": 1})
    after = effort()
    assert (before["E02"], after["E02"]) == (4 * 1.0, 1.0)
    assert before["E01"] == after["E01"] == 2 * 1.0
    assert queries.stars(day).equals(stars)
