"""村情 and 短板: the way to the next star, warnings, and what would be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.store import commands, database, instance, queries, stored
from dashboard.store.database import Database
from tests.conftest import OFFICER, copy_demo, report
from tests.screens.test_screens import draw

WAWU, WAGANG = "410902101204", "410902101225"
DAY = "2022-11-14"


def said(page: AppTest) -> str:
    kinds = (page.error, page.markdown, page.caption)
    html = [one.proto.body for one in page.get("html")]
    return "\n".join([one.value for kind in kinds for one in kind] + html)


@pytest.mark.usefixtures("demo")
def test_the_way_is_told_with_who_has_done_it() -> None:
    page = draw("village", as_of=DAY, village=WAWU)
    text = said(page)
    assert "**平安法治**最近，补 1 项：遗留问题化解率。" in text
    for fact in ("12 周中位提升 15 点", "17 个村中 10 个有进步", "寨里 50→60%", "4 周，10-24 达标",
                 "★ 第 4 颗", "★ 第 5 颗", "无可比", "一年内没有先例"):  # fmt: skip
        assert fact in text
    assert "village=410902101" in text, "the precedent is a link"


@pytest.fixture
def own_demo(demo_file: Path, tmp_path: Path) -> Iterator[Database]:
    """A demonstration of one's own, to write to."""
    home = tmp_path / "own"
    copy_demo(demo_file, home)
    store = instance.open_home(home)
    yield store
    database.use(None)
    store.close()


@pytest.mark.usefixtures("own_demo")
def test_what_the_town_holds_easy_comes_first() -> None:
    before = queries.effort_steps(date(2022, 11, 14))
    commands.set_effort(OFFICER, {"P09": 1, "L05": 3})
    after = queries.effort_steps(date(2022, 11, 14))
    for code, factor in (("P09", 0.5), ("L05", 2.0)):
        own = before["indicator_code"] == code
        known = own & before["is_matched"]
        assert (after[known]["effort"] == before[known]["effort"] * factor).all()


@pytest.mark.usefixtures("town")
def test_a_barred_village_begins_with_the_bar() -> None:
    report("村,日期,P11,E02\n瓦岗,2022-07-04,有,40\n")
    text = said(draw("village", village=WAGANG))
    assert "先解决否决事项（软弱涣散党组织）" in text
    assert ">否决<" in text


@pytest.mark.usefixtures("town")
def test_who_has_all_stars_is_told_so(town: Database) -> None:
    with town.write() as transaction:
        transaction.run("delete from requirement where indicator_code <> 'E02'")
        stored.refresh_rules(transaction)
        transaction.run("delete from star where star_code <> 'ecology'")
    report("村,日期,E02\n瓦岗,2022-07-04,60\n")
    assert "各星全部已得，重在保持。" in said(draw("village", village=WAGANG))


@pytest.mark.usefixtures("demo")
def test_shortfalls_say_how_hard_and_who_has_done_it() -> None:
    shown = draw("shortfalls", as_of=DAY, village=WAWU).dataframe[0].value
    row = shown[shown["短板"] == "遗留问题化解率"].iloc[0]
    assert (row["难易"], row["先例"]) == ("中", "寨里 50→60%")


@pytest.fixture
def falling(town: Database) -> Database:
    """瓦岗 holds 生态宜居 by E02, which falls two points a week."""
    with town.write() as transaction:
        transaction.run("delete from requirement where indicator_code <> 'E02'")
        stored.refresh_rules(transaction)
    lines = [f"瓦岗,2022-07-{4 + 7 * n:02},{57 - 2 * n}" for n in range(4)]
    report("村,日期,E02\n" + "\n".join(lines) + "\n")
    return town


@pytest.mark.usefixtures("falling")
def test_a_star_at_risk_is_told_as_a_guess() -> None:
    told = "照此趋势约 3 周后失去（推算，3 周左右）"
    assert told in said(draw("village", village=WAGANG)).replace("\\", "")
    text = said(draw("shortfalls"))
    assert "预警（推算）" in text
    assert "约 3 周后失去" in text
    earlier = said(draw("shortfalls", as_of="2022-07-18"))
    assert "26 周内没有可以推算的得失" in earlier, "three points are too few"


@pytest.mark.usefixtures("falling")
def test_the_list_of_warnings_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = queries.warnings(date(2022, 7, 25))
    many = pd.concat([rows] * 23, ignore_index=True)
    monkeypatch.setattr(queries, "warnings", lambda _day: many)
    text = said(draw("shortfalls"))
    assert text.count("▼ 可能失星") == 20
    assert "另有 3 颗，未列出。" in text


Typed = dict[str, str]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Typed:
    """What a person types under 假设值, over what a button filled in."""
    edits: Typed = {}

    def editor(base: pd.DataFrame, **_: Any) -> pd.DataFrame:
        edited = base.copy()
        for code, text in edits.items():
            if code in edited.index:
                edited.loc[code, "假设值"] = text
        return edited

    monkeypatch.setattr(st, "data_editor", editor)
    return edits


def press(page: AppTest, label: str) -> AppTest:
    next(one for one in page.button if one.label == label).click().run()
    assert not page.exception
    return page


@pytest.mark.usefixtures("demo")
def test_all_filled_in_wins_what_lacks(typed: Typed, demo: Database) -> None:
    version = demo.version
    page = draw("village", as_of=DAY, village=WAWU)
    assert "还没有假设值。" in said(page)
    press(page, "全部补齐")
    assert "**假设** 3 项：得支部过硬、平安法治，3 星 → 5 星，第 3 位 → 第 1 位。" in said(page)
    press(page, "补齐平安法治")
    assert "**假设** 1 项：得平安法治，3 星 → 4 星" in said(page)
    press(page, "清空")
    assert "还没有假设值。" in said(page)
    assert demo.version == version


@pytest.mark.usefixtures("demo")
def test_a_fall_is_told_as_well(typed: Typed) -> None:
    page = draw("village", as_of=DAY, village=WAWU)
    typed["E02"] = "1"
    page.checkbox(key="what_if_all").check().run()
    assert "失生态宜居，3 星 → 2 星" in said(page)


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("text", "why"), [("180", "超出“遗留问题化解率”的范围"), ("好", "不能作“遗留问题化解率”")]
)
def test_what_cannot_be_is_told(typed: Typed, text: str, why: str) -> None:
    typed["L05"] = text
    page = draw("village", as_of=DAY, village=WAWU)
    assert not page.exception
    assert why in said(page).replace("\\", "")


@pytest.mark.usefixtures("demo")
def test_another_village_starts_empty(typed: Typed) -> None:
    page = press(draw("village", as_of=DAY, village=WAWU), "全部补齐")
    page.query_params["village"] = "410902101218"
    assert "还没有假设值。" in said(page.run())


@pytest.mark.usefixtures("demo")
def test_the_same_values_are_judged_once(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[object] = []
    real: Callable[..., Any] = commands.what_if
    monkeypatch.setattr(commands, "what_if", lambda *one: calls.append(one) or real(*one))
    page = press(draw("village", as_of=DAY, village=WAWU), "全部补齐")
    page.run()
    assert len(calls) == 1
