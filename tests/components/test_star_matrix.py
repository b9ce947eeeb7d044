"""专班: the matrix escapes what it is given, and its counts are those of the results."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboard.components import star_matrix, theme
from dashboard.components.figures.matrix import Head, Line, Square, matrix_html
from dashboard.store import queries

DAY = date(2022, 12, 26)
SQUARE = Square("√ <b>", "green", theme.GREEN, "/village?a=1&b=2", '"说"')


def test_whatever_it_is_given_is_text() -> None:
    drawn = matrix_html(
        [Head("<i>名", "≥1", '"全"')], [("<组>", [Line("<村>", "/x?a=1&b=2", [SQUARE], "<末>")])],
        corner="<角>", end="<尾>", label="<签>",
    )  # fmt: skip
    assert "<b>" not in drawn
    for text in (
        "&lt;i&gt;名",
        "&lt;组&gt;",
        "&lt;村&gt;",
        "&lt;末&gt;",
        "&lt;角&gt;",
        "a=1&amp;b=2",
    ):
        assert text in drawn


def test_a_row_has_a_square_for_every_column() -> None:
    with pytest.raises(ValueError, match="0 squares for 1"):
        matrix_html(
            [Head("名", "", "")], [("组", [Line("村", "/", [], "")])],
            corner="", end="", label="",
        )  # fmt: skip


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("star", ["", "party", "industry", "ecology", "safety", "civility"])
def test_the_matrix_says_what_the_results_say(star: str) -> None:
    rows = queries.star_matrix(DAY, star)
    judged = rows[rows["state"] != "exempt"]
    for code, own in judged.groupby("village_code"):
        results = queries.requirement_results(DAY, str(code))
        if star:
            results = results[results["star_code"] == star]
        assert dict(zip(own["indicator_code"], own["state"], strict=True)) == dict(
            zip(results["indicator_code"], results["state"], strict=True)
        )
    exempt = queries.export_exemptions(DAY)
    expected = set(zip(exempt["village_code"], exempt["indicator_code"], strict=True))
    found = rows[rows["state"] == "exempt"][["village_code", "indicator_code"]]
    assert set(map(tuple, found.to_numpy())) <= expected
    if not star:
        assert len(found) == len(expected)


@pytest.mark.usefixtures("demo")
def test_one_short_is_that_of_the_shortfalls() -> None:
    rows = star_matrix.one_short(queries.star_matrix(DAY, ""))
    gaps = queries.shortfalls(DAY)
    winning = gaps[(gaps["stars_gained"] > 0) & (gaps["star_blockers"] == 1)]
    key = ["village_code", "star_code", "indicator_code"]
    assert set(map(tuple, winning[key].to_numpy())) <= set(map(tuple, rows[key].to_numpy()))


@pytest.mark.usefixtures("demo")
def test_the_export_has_a_row_a_village() -> None:
    table = star_matrix.frame(queries.star_matrix(DAY, "ecology"))
    assert isinstance(table, pd.DataFrame)
    assert len(table) == 19
    assert table.columns[0] == "村"
    assert "户用卫生厕所普及率" in table.columns
