"""Lines, bars, sparks and tables."""

from __future__ import annotations

import re

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.components import theme
from dashboard.components.figures.bars import freshness_bars, level_bars
from dashboard.components.figures.lines import pair_lines, value_line
from dashboard.components.figures.plan_chart import plan_at, plan_chart
from dashboard.components.figures.spark import spark_svg
from dashboard.components.figures.tables import Cell, Column, badge, html_table
from dashboard.components.figures.ticks import count_ticks, month_ticks, spread

WEEKS = pd.date_range("2022-07-04", periods=4, freq="7D")


def notes(figure: go.Figure) -> list[str]:
    """The texts of all annotations."""
    return [note.text for note in figure.layout.annotations]


def cells(table: str) -> list[list[str]]:
    """The texts of a table's cells, row by row."""
    rows = re.findall(r"<tr>(.*?)</tr>", table)
    return [
        [re.sub("<[^>]+>", "", one) for one in re.findall(r"<t[hd].*?</t[hd]>", row)]
        for row in rows
    ]


def points(*values: float | None) -> pd.DataFrame:
    """One value a week."""
    return pd.DataFrame({"as_of": WEEKS[: len(values)], "value": values})


def test_a_value_is_labelled_at_its_end_beside_its_threshold() -> None:
    figure = value_line(points(41.0, None, 50.0, 52.0), 60, "%", "percent")
    assert notes(figure) == ["<b>52%</b>", "线 60"]
    assert figure.layout.shapes[0].y0 == figure.layout.shapes[0].y1 == 60
    assert figure.data[0].line.color == theme.INK
    assert figure.data[0].connectgaps is None
    assert figure.layout.height == 118


def test_a_value_that_got_worse_is_red() -> None:
    assert value_line(points(52.0, 41.0), 60, "%", is_worse=True).data[0].line.color == theme.RED


def test_one_point_and_no_point() -> None:
    assert notes(value_line(points(3.0), None, "名")) == ["<b>3 名</b>"]
    assert len(value_line(points(None), 60, "%").data) == 0


def test_a_yes_no_value_is_labelled_in_words() -> None:
    assert notes(value_line(points(0.0, 1.0), 1, "", "bool")) == ["<b>是</b>", "线 是"]


def test_labels_never_overlap() -> None:
    figure = value_line(points(50.0, 79.9), 80, "%", "percent")
    low, high = figure.layout.yaxis.range
    heights = [
        (high - note.y) / (high - low) * (118 - 32) - note.yshift
        for note in figure.layout.annotations
    ]
    assert abs(heights[0] - heights[1]) >= 16.9


def trend(mentee: list[float]) -> pd.DataFrame:
    """A pair over two weeks."""
    return pd.DataFrame(
        {"as_of": WEEKS[:2], "mentor_value": [48.0, 52.0], "mentee_value": mentee, "threshold": 45}
    )


@pytest.mark.parametrize(
    ("mentee", "direction", "colour"),
    [([46, 41], "higher", theme.RED), ([41, 46], "higher", theme.INK),
     ([41, 46], "lower", theme.RED), ([41, 41], "higher", theme.INK)],
)  # fmt: skip
def test_a_mentee_is_red_only_when_it_fell(
    mentee: list[float], direction: str, colour: str
) -> None:
    figure = pair_lines(trend(mentee), "邢庄", "东田", "%", "percent", direction)
    assert [one.line.color for one in figure.data if one.line.color] == [theme.GREY_LINE, colour]
    assert notes(figure) == ["邢庄 52%", f"<b>东田 {mentee[-1]}%</b>", "线 45"]


def test_plan_against_actual() -> None:
    actual = pd.DataFrame({"as_of": WEEKS, "stars": [14, 15, 15, 17]})
    plan = pd.DataFrame({"as_of": pd.to_datetime(["2022-07-04", "2022-12-31"]), "stars": [14, 49]})
    drawn = plan_chart(actual, plan, label="走势")
    texts = re.findall(r'class="(?:note|actual)"[^>]*>([^<]*)<', drawn)
    assert texts == ["年底 49", "实际 17", "应达 18"]
    courses = drawn.split("clip-path:polygon(")[1:]
    assert [course.count("% calc(") for course in courses] == [2 * 2, 2 * 4]
    assert re.findall(r'class="count"[^>]*>(\d+)<', drawn) == ["10", "20", "30", "40", "50"]
    assert 'aria-label="走势"' in drawn
    assert plan_chart(actual.head(0), plan.head(0), label="") == ""


def test_the_plan_between_its_points() -> None:
    plan = pd.DataFrame({"as_of": pd.to_datetime(["2022-07-01", "2022-07-11"]), "stars": [10, 20]})
    assert plan_at(plan, pd.Timestamp("2022-07-04")) == 13
    assert plan_at(plan, pd.Timestamp("2022-07-11")) == 20
    assert plan_at(plan, pd.Timestamp("2022-07-12")) is None


def test_month_ticks() -> None:
    places, names = month_ticks(pd.Timestamp("2022-07-04"), pd.Timestamp("2022-11-14"))
    assert names == ["07月", "08", "09", "10", "11月"]
    assert places[0] == pd.Timestamp("2022-07-04")
    assert len(month_ticks(pd.Timestamp("2020-01-01"), pd.Timestamp("2022-12-31"))[0]) == 6
    assert month_ticks(WEEKS[0], WEEKS[0])[1] == ["07月"]


def test_round_bounds_for_counts() -> None:
    assert count_ticks(14, 49) == (10, 50, 10)
    assert count_ticks(0, 0) == (0, 1, 1)


def test_spreading_moves_as_little_as_needed() -> None:
    assert spread([10, 50], 17, 0, 100) == [10, 50]
    low, high = spread([30, 30], 17, 0, 100)
    assert abs(high - low) >= 17


def test_levels_against_the_plan() -> None:
    plan = pd.DataFrame(
        {"level": [0, 1, 2, 3, 4, 5], "villages_now": [2, 6, 6, 4, 0, 1],
         "villages_before": [2, 7, 6, 2, 1, 1], "villages_planned": [0, 2, 8, 6, 2, 1]}
    )  # fmt: skip
    drawn = cells(level_bars(plan))
    assert drawn[0] == ["", "", "现有", "变化", "计划", "差"]
    assert drawn[1] == ["五星村", "", "1", "—", "1", "—"]
    assert drawn[-1] == ["无星", "", "2", "—", "0", "+2"]
    ticks = re.findall(r'class="plan" style="left:([\d.]+)%', level_bars(plan))
    assert [round(float(one) * 8 / 97) for one in ticks] == [1, 2, 6, 8, 2, 0]
    assert level_bars(plan).count('class="now"') == 5  # no bar for a level nobody is on


def test_levels_without_plan_or_former_state() -> None:
    drawn = level_bars(
        pd.DataFrame({"level": [0], "villages_now": [19], "villages_planned": [float("nan")]})
    )
    assert cells(drawn)[1] == ["无星", "", "19", "—", "缺", "—"]
    assert 'class="plan"' not in drawn


def test_freshness_says_every_count_in_words() -> None:
    drawn = freshness_bars(
        pd.DataFrame([{"star": "<b>", "current_count": 16, "carried_count": 1, "stale_count": 2,
                       "missing_count": 0}])
    )  # fmt: skip
    assert "本期 16　沿用 1　过期 2</span>" in drawn
    assert "&lt;b&gt;" in drawn
    assert "width:84.21%" in drawn


def test_spark_leaves_gaps_and_dots_the_last_value() -> None:
    drawn = spark_svg([1, 2, None, 3, 4], 100, 40, threshold=2.5, title="污水")
    assert drawn.count("<polyline") == 2
    assert drawn.count("<circle") == 1
    assert "stroke-dasharray" in drawn
    assert 'aria-label="污水"' in drawn
    assert "<text" not in drawn


def test_spark_labels_have_the_slides_size() -> None:
    drawn = spark_svg([1, 2], 300, 80, 2, font_px=24, label="<2>", threshold_label="线 2")
    assert drawn.count('font-size="24"') == 2
    assert "&lt;2&gt;" in drawn


def test_spark_without_values() -> None:
    assert "<circle" not in spark_svg([], 100, 40)
    assert "<circle" not in spark_svg([None], 100, 40, threshold=3)


COLUMNS = [
    Column("village", "村", wrap=False),
    Column("problem", "问题", narrow="below"),
    Column("post", "责任岗位", narrow="under"),
    Column("value", "现值", align="right", narrow="hide"),
]


def test_table_cells_are_escaped_and_toned() -> None:
    drawn = html_table(
        COLUMNS,
        [{"village": Cell("东田", strong=True, href='/v?a=1&b="2"'), "problem": "<script>",
          "post": "专干", "value": Cell("■ 3", "red", ground="red", small="沿用 8 天")}],
        marked=[0],
    )  # fmt: skip
    assert '<a href="/v?a=1&amp;b=&quot;2&quot;" target="_self">东田</a>' in drawn
    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn
    assert f'style="color:{theme.RED};background:{theme.RED_GROUND}"' in drawn
    assert "<small>沿用 8 天</small>" in drawn
    assert "<tr class=mark>" in drawn
    assert 'class="right hide ground"' in drawn


def test_table_moves_cells_when_narrow() -> None:
    drawn = html_table(
        COLUMNS, [{"village": "东田", "problem": "缺", "post": "专干", "value": None}]
    )
    assert '<td class="below">缺<small class="moved">专干</small></td>' in drawn
    assert "@container (max-width:639px)" in drawn
    assert "@media (max-width:439px)" in drawn


def test_a_lacking_cell_is_an_error() -> None:
    with pytest.raises(KeyError, match="problem"):
        html_table(COLUMNS, [{"village": "东田"}])


def test_badge() -> None:
    assert badge("▲ 整改中", "amber").count(theme.AMBER) == 1
    assert theme.NEUTRAL_GROUND in badge("○ 待认领")
