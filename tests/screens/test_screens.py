"""Every screen draws, empty and full, for any address, and exports its table in Chinese."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components import frame
from dashboard.screens import SCREENS
from tests.conftest import report

if TYPE_CHECKING:
    from dashboard.components.frame import Export

MODULES = [screen.module for screen in SCREENS]
WAWU = "410902101204"


def draw(module: str, **query: str) -> AppTest:
    """Run one screen as app.py would."""

    def page(module: str) -> None:
        from importlib import import_module

        from dashboard.components import view

        view.read()
        view.register({})
        import_module(f"dashboard.screens.{module}").show()

    test = AppTest.from_function(page, kwargs={"module": module}, default_timeout=30)
    for key, value in query.items():
        test.query_params[key] = value
    return test.run()


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("module", MODULES)
def test_an_empty_town_is_told_what_to_do(module: str) -> None:
    page = draw(module)
    assert not page.exception
    assert page.title
    if module not in ("upload", "grid", "villages", "rules", "points", "projects", "ledger"):
        assert any("还没有数据" in one.value for one in page.header)
        assert [one.label for one in page.button] == ["上报数据"]


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("module", MODULES)
def test_one_value_is_enough(module: str) -> None:
    report("村,日期,E02\n瓦岗,2022-07-04,58\n")
    assert not draw(module).exception


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize(
    "query",
    [
        {},
        {"as_of": "2022-11-14", "compare": "2022-08-01", "village": WAWU, "star": "safety"},
        {"as_of": "2010-01-01"},
        {"as_of": "2026-11-24", "compare": "2022-12-27"},
        {"as_of": "2022-11-14", "compare": "2022-12-26"},
        {"as_of": "昨天", "compare": "x", "village": "9", "star": "?", "show": "?", "pair": "-1"},
    ],
    ids=["newest", "chosen", "before-data", "long-after", "backwards", "nonsense"],
)
def test_any_address_is_drawn(module: str, query: dict[str, str]) -> None:
    assert not draw(module, **query).exception


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("show", ["level", "star", "indicator", "shortfalls"])
def test_every_map_is_drawn(show: str) -> None:
    assert not draw("star_map", show=show, village=WAWU).exception


@pytest.mark.usefixtures("demo")
def test_nonsense_in_the_address_is_said() -> None:
    said = [one.value for one in draw("ranking", as_of="昨天").warning]
    assert said == ["网址里的“昨天”不在截至日期之列，现在显示的是“截至 2022-12-26 周一”。"]


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("module", MODULES)
def test_exports_speak_chinese(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, pd.DataFrame] = {}

    def caught(export: Mapping[str, Export], _name: str) -> None:
        given.update({name: made() if callable(made) else made for name, made in export.items()})

    monkeypatch.setattr(frame, "export_menu", caught)
    draw(module)
    assert given or module in ("upload", "grid")
    for table in given.values():
        assert len(table)
        assert [name for name in table.columns if not re.search("[\u4e00-\u9fff]", name)] == []
