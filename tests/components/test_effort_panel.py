"""The panel of cost classes: what is changed is stored, what is not may be taken back."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.domain.actor import VIEWER
from dashboard.store import queries


def page() -> None:
    from dashboard.components import effort_panel

    effort_panel.draw()


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    edits: dict[str, str] = {}

    def editor(base: pd.DataFrame, **_: Any) -> pd.DataFrame:
        edited = base.copy()
        for code, word in edits.items():
            edited.loc[code, "现用难易"] = word
        return edited

    monkeypatch.setattr(st, "data_editor", editor)
    return edits


def press(test: AppTest, label: str) -> AppTest:
    next(one for one in test.button if one.label == label).click().run()
    assert not test.exception
    return test


def kept() -> dict[str, int]:
    rows = queries.cost_classes()
    return dict(zip(rows["indicator_code"], rows["cost_class"], strict=True))


@pytest.mark.usefixtures("town")
def test_classes_are_set_and_reset(typed: dict[str, str]) -> None:
    test = AppTest.from_function(page).run()
    typed |= {"E02": "易", "E03": "难", "P01": "易"}
    press(test, "保存难易")
    assert [one.value for one in test.success] == ["已保存 2 项难易，“晋星之路”已按新的排。"]
    assert kept() == {"E02": 1, "E03": 3}, "P01 is 易 by the seed"
    typed.clear()
    typed["E02"] = "难"
    press(test, "保存难易")
    assert kept() == {"E03": 3}, "the seed's own class is no class of the town"
    typed.clear()
    press(test, "全部恢复示例")
    assert kept() == {}
    press(test, "全部恢复示例")
    assert [one.value for one in test.error] == ["难易没有改动，不用保存。"]


@pytest.mark.usefixtures("town")
def test_who_may_not_is_told(typed: dict[str, str]) -> None:
    test = AppTest.from_function(page).run()
    test.session_state["acting_as"] = VIEWER
    typed["E02"] = "易"
    press(test, "保存难易")
    assert "不能做这一步" in test.error[0].value
    assert kept() == {}
