"""专班 through the page: every star, a strange address, a town of many villages."""

from __future__ import annotations

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.store import queries
from tests.screens.test_screens import draw

STARS = ["party", "industry", "ecology", "safety", "civility"]


def _matrix(page: AppTest) -> str:
    return next(one.value for one in page.get("html") if "xt-matrix" in one.value)


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("star", [*STARS, "every"])
def test_every_star_is_drawn(star: str) -> None:
    page = draw("task_force", star=star, as_of="2022-11-14", compare="2022-08-01")
    assert not page.exception
    assert not page.warning
    drawn = _matrix(page)
    assert drawn.count('<th scope="row">') == 19
    assert "as_of=2022-11-14&amp;compare=2022-08-01" in drawn


@pytest.mark.usefixtures("demo")
def test_a_star_that_is_none_is_said() -> None:
    page = draw("task_force", star="<b>火星")
    assert not page.exception
    assert "火星" in page.warning[0].value
    assert "支部过硬" in page.header[0].value


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("module", ["shortfalls", "star_map", "village"])
def test_all_indicators_are_no_odd_wish_elsewhere(module: str) -> None:
    page = draw(module, star="every", show="star")
    assert not page.exception
    assert not page.warning


@pytest.mark.usefixtures("demo")
def test_many_villages_come_by_sixty(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = queries.star_matrix

    def many(*args: object) -> pd.DataFrame:
        rows = asked(*args)  # type: ignore[arg-type]
        return pd.concat(
            [rows.assign(village_code=f"{n:02d}" + rows["village_code"]) for n in range(32)],
            ignore_index=True,
        )

    monkeypatch.setattr(queries, "star_matrix", many)
    page = draw("task_force", star="ecology")
    assert not page.exception
    assert _matrix(page).count('<th scope="row">') == 60
    box = next(one for one in page.selectbox if one.label == "管区")
    shown = box.set_value(box.options[-1]).run()
    assert not shown.exception
    assert 0 < _matrix(shown).count('<th scope="row">') <= 60
    assert not draw("task_force", star="ecology", group="没有的管区").exception
