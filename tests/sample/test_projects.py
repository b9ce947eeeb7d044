"""The fifteen projects of the demonstration: named after the report, with money that agrees with what
villages report, and colours that move over the half-year."""

from __future__ import annotations

import pytest

from dashboard.store import queries
from tests.sample.files import MONDAYS, latest, rows

NAMED = {"沁园合作社二期": "瓦岗村", "箱包厂": "高庄村", "金刚网": "东寨村"}


@pytest.mark.usefixtures("demo")
def test_the_projects_move_and_end_as_the_story_says() -> None:
    end = queries.projects(MONDAYS[-1])
    assert len(end) == 15
    assert end["colour"].value_counts().to_dict() == {"green": 6, "yellow": 6, "red": 3}
    assert int(end["is_soon"].sum()) == 1
    # Nothing the report speaks well of is shown as late.
    late = end[end["colour"] == "red"]
    assert not set(late["project"]) & {"光伏发电", "微动力污水处理站", *NAMED}
    places = dict(zip(end["project"], end["village"], strict=True))
    assert {name: places[name] for name in NAMED} == NAMED
    done = [int((queries.projects(day)["colour"] == "green").sum()) for day in MONDAYS[::5]]
    assert done == sorted(done)
    assert done[0] == 0
    assert queries.project_milestones(MONDAYS[9])["done_on"].max().date() <= MONDAYS[9]


@pytest.mark.usefixtures("demo")
def test_the_loans_of_a_village_are_what_it_reported() -> None:
    funds = queries.funds(MONDAYS[-1])
    loans = funds[funds["fund_source"] == "先锋贷"].groupby("village")["amount"].sum()
    assert {name: round(value, 1) for name, value in loans.items()} == latest("I10")
    assert round(loans.sum(), 1) == 1164
    assert funds[funds["fund_source"] == "专项资金"]["amount"].sum() == 100
    owners = {row["责任岗位"] for row in rows("projects_1_register")}
    assert all("示例岗位" in one for one in owners)
