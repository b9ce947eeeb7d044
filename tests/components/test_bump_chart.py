"""The ranks by week: who is named, who is grey, what stands where."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest

from dashboard.components import theme
from dashboard.components.figures.bump_chart import MOST_NAMED, bump_chart, named

WEEKS = pd.date_range("2022-07-04", periods=3, freq="7D")


def trend(ranks: dict[str, list[float | None]]) -> pd.DataFrame:
    """Ranks by week; None: the unit did not exist."""
    return pd.DataFrame(
        [
            {"as_of": day, "village_code": code, "name": f"{code}村", "rank": rank}
            for code, own in ranks.items()
            for day, rank in zip(WEEKS, own, strict=True)
            if rank is not None
        ]
    )


def town(count: int) -> dict[str, list[float | None]]:
    """Villages that keep their rank."""
    return {f"v{n:03d}": [float(n)] * 3 for n in range(1, count + 1)}


def test_own_first_three_risers_and_fallers_are_named() -> None:
    ranks = town(12) | {"v005": [5, 9, 12], "v012": [12, 8, 5], "v009": [9, 8, 7]}
    assert named(trend(ranks), "v008") == {
        "v008": "own", "v001": "top", "v002": "top", "v003": "top", "v012": "riser",
        "v009": "riser", "v005": "faller",
    }  # fmt: skip
    assert len(named(trend(ranks), "nobody")) <= MOST_NAMED
    assert named(trend(ranks).head(0), "v008") == {}


def test_a_village_that_keeps_its_rank_is_neither() -> None:
    assert set(named(trend(town(9)), "").values()) == {"top"}


def test_the_first_is_on_top_and_names_stand_apart() -> None:
    rows = trend(town(19))
    figure = bump_chart(rows, named(rows, "v002"), height=520)
    bottom, top = figure.layout.yaxis.range
    assert bottom > top
    notes = sorted(figure.layout.annotations, key=lambda note: note.y)
    assert [note.text for note in notes] == ["1　v001村", "<b>2　v002村</b>", "3　v003村"]
    places = [(note.y - 0.5) / 19 * 480 - note.yshift for note in notes]
    assert all(b - a >= 17.5 for a, b in itertools.pairwise(places))
    lines = [one for one in figure.data if one.mode == "lines"]
    assert len(lines) == 19
    assert [one.line.width for one in lines].count(4.0) == 1
    assert sum(one.line.color == theme.LINE for one in lines) == 16


def test_many_villages_are_a_band() -> None:
    rows = trend(town(600))
    figure = bump_chart(rows, named(rows, "v300"))
    assert sum(one.fill == "toself" for one in figure.data) == 1
    assert len([one for one in figure.data if one.mode == "lines" and not one.fill]) == 4


def test_a_week_without_the_unit_is_a_gap() -> None:
    figure = bump_chart(trend({"a": [1, None, 2], "b": [2, 1, 1]}), {"a": "own"})
    own = next(one for one in figure.data if one.line.width == 4.0)
    assert pd.isna(own.y[1])
    assert own.connectgaps is None


@pytest.mark.parametrize("ranks", [{}, {"a": [1, None, None]}])
def test_little_to_draw_is_no_fault(ranks: dict[str, list[float | None]]) -> None:
    rows = trend(ranks) if ranks else trend({"a": [1, 1, 1]}).head(0)
    assert bump_chart(rows, named(rows, "a")).layout.height == 520
