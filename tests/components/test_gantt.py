"""倒排工期 with the 59 projects of the case: every name whole, only the months of the data, symbols for
what is done, late, near and to come."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pandas as pd
import pytest

from dashboard.components import project_plan, project_table
from dashboard.components.figures.gantt import MARKS, PITCH, Bar, Mark, gantt, month_marks
from dashboard.store import queries
from tests.conftest import report
from tests.sample.projects59 import COUNT, DAY, tables


def test_an_empty_chart_is_no_error() -> None:
    assert not gantt([], DAY).data


@pytest.mark.parametrize(
    ("first", "last", "texts"),
    [
        (date(2022, 7, 1), date(2022, 10, 1), ["22年7月", "8月", "9月"]),
        (date(2022, 7, 1), date(2023, 6, 1), ["22年7月", "9月", "11月", "23年1月", "3月", "5月"]),
        (date(2022, 11, 1), date(2022, 12, 1), ["22年11月"]),
        (date(2018, 1, 1), date(2024, 1, 1), [f"{n}年1月" for n in range(18, 24)]),
    ],
)
def test_months_are_named_as_often_as_there_is_room(
    first: date, last: date, texts: list[str]
) -> None:
    places, found = month_marks(first, last)
    assert found == texts
    assert all(first <= place < last for place in places)


def test_a_bar_tells_its_marks_and_how_far_it_slipped() -> None:
    marks = (
        Mark(date(2022, 11, 1), "late", "<竣工>"),
        Mark(date(2022, 10, 1), "done", "开工"),
    )
    bar = Bar("■ 滞后 26 天", "瓦岗 <b>网", "red", date(2022, 9, 1), date(2022, 11, 30), marks)
    figure = gantt([bar], date(2022, 12, 26))
    drawn = {one.name: one for one in figure.data if one.mode == "text"}
    assert {name: (list(one.text), list(one.hovertext)) for name, one in drawn.items()} == {
        "late": ([MARKS["late"][0]], ["<竣工>"]), "done": ([MARKS["done"][0]], ["开工"]),
    }  # fmt: skip
    assert any("&lt;b&gt;" in one.text and "■ 滞后 26 天" in one.text
               for one in figure.layout.annotations)  # fmt: skip
    slip = [one for one in figure.layout.shapes if one.y0 == one.y1]
    assert [(str(one.x0), str(one.x1)) for one in slip] == [("2022-11-30", "2022-12-26")]
    low, high = figure.layout.xaxis.range
    assert date(2022, 8, 20) < low <= date(2022, 9, 1)
    assert date(2023, 1, 1) <= high < date(2023, 1, 10)


@pytest.mark.usefixtures("town")
def test_the_59_projects_stand_one_below_the_other() -> None:
    for name, text in tables(list(queries.villages()["village"])).items():
        assert not report(text, name).problems
    rows, milestones = queries.projects(DAY), queries.project_milestones(DAY)
    assert len(rows) == COUNT
    assert Counter(rows["colour"]) == {"red": 9, "yellow": 50}
    assert list(rows["days_late"]) == sorted(rows["days_late"], reverse=True)
    bars = project_plan.bars(rows, milestones, DAY)
    figure = gantt(bars, DAY)
    names = [one.text for one in figure.layout.annotations]
    assert all(any(bar.name in name for name in names) for bar in bars)
    assert COUNT * PITCH <= figure.layout.height <= COUNT * PITCH + 100
    assert sum(len(bar.marks) for bar in bars) == len(milestones)
    low, high = figure.layout.xaxis.range
    assert low < rows["starts_on"].min().date()
    assert high > rows["ends_on"].max().date()
    assert figure.layout.xaxis.range == figure.layout.xaxis2.range
    table = project_table.build(rows, milestones, DAY)
    assert len(table) == COUNT
    # Unknown is not zero, and without milestones the finish is what comes next.
    assert (table["投资/万元"] == "—").sum() == -(-COUNT // 9)
    bare = table[table["节点"] == "—"]
    assert len(bare) == 4
    assert bare["下一节点"].str.startswith("完工").all()
    assert not table.map(lambda one: pd.isna(one)).any().any()
    tiles = project_plan.map_tiles(rows, DAY)
    assert tiles["corner"].replace("—", "0").astype(int).sum() == COUNT
