"""短板台账: each view draws, each post finds its acts, refusals keep what was typed."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components import ledger_day
from dashboard.domain.actor import (
    ADMIN,
    BRANCH_SECRETARY,
    DATA_OFFICER,
    SECRETARY,
    TASK_FORCE,
    VIEWER,
    Actor,
)
from dashboard.domain.ledger import REPORT
from dashboard.store import commands, queries
from dashboard.store.commands import Deed, Finding
from tests.conftest import report
from tests.screens.test_awards import acting_as, field
from tests.screens.test_screens import draw

TODAY = date(2022, 12, 5)
WAGANG, DONGTIAN = "410902101225", "410902101218"
TABS = ("list", "board", "weeks", "mine", "force", "rates")
OFFICER = Actor("数据员", DATA_OFFICER)
HEAD = Actor("村支书（瓦岗村）", BRANCH_SECRETARY, WAGANG)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XINGTU_TODAY", str(TODAY))


@pytest.fixture
def items(town: object) -> list[int]:
    """Three shortfalls of two villages: one late, one taken up from the data, one that needs the
    county; and a report."""
    report("村,日期,E02\n瓦岗,2022-12-05,1\n")
    free = Finding(
        WAGANG, what="村部旁垃圾堆放", source="督导", star_code="ecology",
        found_on=date(2022, 10, 10), due_date=date(2022, 11, 20), owner_post="镇人居办主任",
    )  # fmt: skip
    computed = Finding(WAGANG, indicator_code="E02", star_code="ecology")
    county = Finding(
        DONGTIAN, what="桥梁待批", source="调度会", star_code="industry", needs_county=True,
        cause="权限", owner_post="镇农业农村中心主任",
    )  # fmt: skip
    told = Finding(WAGANG, what="下雨积水", kind=REPORT, place="小学门口", category="基础设施")
    return commands.open_items(OFFICER, [free, computed, county, told])


def do(actor: Actor, action: str, item: int, **said: object) -> None:
    commands.act_on(actor, Deed(action, **said), {item: None})  # type: ignore[arg-type]


def drawn(page: AppTest) -> str:
    """All that a page says."""
    texts = [str(one.proto.body) for one in page.get("html")]
    for kind in ("markdown", "caption", "header", "error", "success", "info", "title"):
        texts += [one.value for one in page.get(kind)]
    return "\n".join(texts)


def choose(page: AppTest, action: str) -> AppTest:
    """Open the form of an act."""
    box = next(one for one in page.button_group if str(one.key).startswith("ledger_act_"))
    return box.set_value(action).run()


def area(page: AppTest, label: str):  # type: ignore[no-untyped-def]
    """The text area with a label."""
    return next(one for one in page.text_area if one.label == label)


def select(page: AppTest, numbers: list[str]) -> AppTest:
    """Tick the rows of these numbers."""
    listed = list(page.dataframe[0].value["编号"])
    page.session_state[str(page.dataframe[0].key)] = {
        "selection": {"rows": [listed.index(one) for one in numbers], "columns": [], "cells": []}
    }
    return page.run()


@pytest.mark.usefixtures("town")
def test_without_data_every_view_draws_and_an_item_can_be_put_on_it() -> None:
    for tab in TABS:
        page = draw("ledger", tab=tab)
        assert not page.exception, tab
        assert "台账上还没有短板" in page.header[0].value
    page = draw("ledger")
    field(page, "selectbox", "村（必填）").set_value(WAGANG)
    page = field(page, "button", "立项").click().run()
    assert "问题" in page.error[0].value
    field(page, "text_input", "问题（必填）").set_value("村口路灯不亮")
    field(page, "date_input", "时限（不填自动推算）").set_value(date(2022, 12, 1))
    page = field(page, "button", "立项").click().run()
    assert "早于发现日期" in page.error[0].value
    assert field(page, "text_input", "问题（必填）").value == "村口路灯不亮"
    field(page, "date_input", "时限（不填自动推算）").set_value(None)
    page = field(page, "button", "立项").click().run()
    assert not page.exception
    assert "已立项 B-001" in page.success[0].value.replace("\\", "")
    assert "村口路灯不亮" in drawn(page)
    assert field(page, "text_input", "问题（必填）").value == ""
    assert queries.ledger(TODAY)["due_date"].notna().all()


def test_the_views_count_sort_and_filter(items: list[int]) -> None:
    page = draw("ledger")
    assert "3 项：已销号 0，在办 3，其中逾期 1" in page.title[0].value
    shown = page.dataframe[0].value
    assert shown["三色"].iloc[0] == "■ 逾期 15 天"
    assert shown["督办"].iloc[0] == "挂牌"
    assert "需上级协调" in list(shown["提示"])
    assert [len(draw("ledger", show=one).dataframe[0].value) for one in ("late", "every")] == [1, 3]
    assert list(draw("ledger", star="industry").dataframe[0].value["编号"]) == ["B-003"]
    assert list(draw("ledger", source="督导").dataframe[0].value["编号"]) == ["B-001"]
    assert list(draw("ledger", only="county").dataframe[0].value["编号"]) == ["B-003"]
    assert len(draw("ledger", star="every", village="every").dataframe[0].value) == 3
    none = draw("ledger", show="closed", village=DONGTIAN)
    assert not none.exception
    assert any("没有符合条件" in one.value for one in none.markdown)
    assert not draw("ledger", item="没有", star="没有", tab="没有").exception
    for tab in TABS:
        page = draw("ledger", tab=tab)
        assert not page.exception, tab
        assert any("红＝过时限未销号" in one.value for one in page.caption) or tab in (
            "mine", "force", "rates",
        )  # fmt: skip
    assert "桥梁待批" in drawn(draw("ledger", tab="rates"))
    reports = draw("ledger", kind=REPORT).dataframe[0].value
    assert list(reports["地点"]) == ["小学门口"]


def test_a_village_hands_in_and_somebody_else_accepts(items: list[int]) -> None:
    own = str(items[0])
    page = acting_as(draw("ledger", item=own), BRANCH_SECRETARY, WAGANG)
    page = choose(page, "claim")
    page = field(page, "button", "办理：认领").click().run()
    assert "已办“认领” 1 项" in page.success[0].value
    page = choose(page, "apply")
    area(page, "佐证（必填）").set_value("现场已清理")
    page = field(page, "button", "办理：申请销号").click().run()
    assert "还没有整改措施" in page.error[0].value
    assert area(page, "佐证（必填）").value == "现场已清理"
    area(page, "整改措施（必填）").set_value("清运并定人保洁")
    page = field(page, "button", "办理：申请销号").click().run()
    assert not page.error
    assert any("没有要办的步骤" in one.value for one in page.caption)
    page = acting_as(page, TASK_FORCE, "industry")
    assert "只能办本专班牵头的星" in page.info[0].value
    page = choose(acting_as(page, TASK_FORCE, "ecology"), "accept")
    page = field(page, "button", "办理：验收销号").click().run()
    assert not page.exception
    told = drawn(page)
    assert "村支书（瓦岗村）（未核身份）" in told
    assert "√ 已销号" in told
    assert queries.ledger(TODAY).set_index("item_id")["state"][items[0]] == "closed"


def test_nobody_accepts_his_own_on_the_page_either(items: list[int]) -> None:
    force = Actor("专班（生态宜居）", TASK_FORCE, "ecology")
    do(force, "claim", items[0], measure="清运")
    do(force, "apply", items[0], evidence="已清运")
    page = acting_as(draw("ledger", item=str(items[0])), TASK_FORCE, "ecology")
    page = choose(page, "accept")
    page = field(page, "button", "办理：验收销号").click().run()
    assert "办过这一项的整改" in page.error[0].value
    assert not page.success


def test_the_second_of_two_is_told_and_keeps_what_was_typed(items: list[int]) -> None:
    page = acting_as(draw("ledger", item=str(items[0])), BRANCH_SECRETARY, WAGANG)
    page = choose(page, "claim")
    area(page, "整改措施").set_value("我写的措施")
    do(HEAD, "claim", items[0], measure="别人写的措施")
    page = field(page, "button", "办理：认领").click().run()
    assert not page.exception
    assert "刚刚由别人办过，现在是“整改中”" in page.error[0].value
    assert area(page, "整改措施").value == "我写的措施"
    assert list(queries.ledger(TODAY)["measure"].dropna()) == ["别人写的措施"]


def test_many_are_reassigned_at_once(items: list[int]) -> None:
    page = acting_as(draw("ledger"), SECRETARY)
    page = select(page, ["B-001", "B-002"])
    page = choose(page, "assign")
    label = "一起办理：改派（2 项）"
    page = field(page, "button", label).click().run()
    assert "没有写改成什么" in page.error[0].value
    field(page, "text_input", "责任岗位").set_value("镇党建办主任")
    page = field(page, "button", label).click().run()
    assert not page.exception
    assert "已办“改派” 2 项" in page.success[0].value
    rows = queries.ledger(TODAY).set_index("item_id")
    assert [rows["owner_post"][one] for one in items[:2]] == ["镇党建办主任"] * 2
    page = select(acting_as(page, BRANCH_SECRETARY, DONGTIAN), ["B-001", "B-002"])
    assert any("只能办本村的台账" in one.value for one in page.info)


def test_what_the_data_meet_is_proposed_with_its_value(items: list[int]) -> None:
    do(HEAD, "claim", items[1], measure="改厕")
    report("村,日期,E02\n瓦岗,2022-12-05,100\n", "更正.csv")
    page = acting_as(draw("ledger", item=str(items[1])), BRANCH_SECRETARY, WAGANG)
    assert "数据已达标，建议销号" in drawn(page)
    evidence = area(choose(page, "apply"), "佐证（必填）").value
    assert "已达 100%" in evidence
    assert "更正.csv" in evidence
    listed = draw("ledger", only="proposes")
    assert list(listed.dataframe[0].value["编号"]) == ["B-002"]


def test_a_past_day_is_only_read(items: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XINGTU_TODAY", "2022-12-20")
    report("村,日期,E02\n瓦岗,2022-12-19,1\n")
    do(HEAD, "claim", items[0])
    now = draw("ledger", item=str(items[0]))
    assert "台账截至 2022-12-20" in now.title[0].value.replace("\\", "")
    assert [one for one in now.button_group if str(one.key).startswith("ledger_act_")]
    page = draw("ledger", as_of="2022-12-05", item=str(items[0]))
    assert not page.exception
    assert any("只能看" in one.value for one in page.caption)
    assert not [one for one in page.button_group if str(one.key).startswith("ledger_act_")]
    assert not [one for one in page.button if one.label == "立项"]
    assert page.dataframe[0].value["状态"].iloc[0] == "待认领"
    assert "只能看" in page.title[0].value
    told = drawn(page)
    assert "此后另有 1 步" in told
    assert "村支书（瓦岗村）" not in told
    assert "村支书（瓦岗村）" in drawn(now)


def test_who_comes_by_a_link_sees_the_item_before_the_table(items: list[int]) -> None:
    def first(page: AppTest) -> str:
        """What stands first of the table and the sheet of the item."""
        drawn_there = (one for one in page.main if one.type in ("dataframe", "html"))
        return next(
            one.type for one in drawn_there if one.type != "html" or "B-002" in one.proto.body
        )

    page = draw("ledger", item=str(items[1]))
    assert first(page) == "html"
    page.session_state["ledger_picked"] = str(items[1])
    assert first(page.run()) == "dataframe"


def test_who_only_looks_is_told_who_may_act(items: list[int]) -> None:
    page = acting_as(draw("ledger", item=str(items[0])), VIEWER)
    assert not [one for one in page.button_group if str(one.key).startswith("ledger_act_")]
    assert any("认领（专班、包村干部、村支书）" in one.value for one in page.caption)


def test_my_list_is_that_of_the_post(items: list[int]) -> None:
    page = acting_as(draw("ledger", tab="mine"), BRANCH_SECRETARY)
    assert "请先在左边“以何身份操作”下选定" in page.info[0].value
    told = drawn(acting_as(page, BRANCH_SECRETARY, WAGANG))
    assert "村部旁垃圾堆放" in told
    assert "桥梁待批" not in told
    page = acting_as(page, ADMIN)
    assert "桥梁待批" in drawn(page)
    assert "村部旁垃圾堆放" in page.code[0].value
    assert not [one for one in page.button if one.label.startswith("发送")]


def test_a_report_goes_from_village_to_town_and_back(items: list[int]) -> None:
    page = acting_as(draw("ledger", kind=REPORT), BRANCH_SECRETARY, DONGTIAN)
    field(page, "text_input", "地点（必填）").set_value("村西头路口")
    field(page, "text_input", "事项（必填）").set_value("联系电话 13812345678")
    page = field(page, "button", "上报").click().run()
    assert page.error
    field(page, "text_input", "事项（必填）").set_value("路灯不亮")
    page = field(page, "button", "上报").click().run()
    assert "已上报 B-005" in page.success[0].value.replace("\\", "")
    assert "前受理 → " in drawn(page)
    assert "前认领" not in drawn(page)
    page = choose(acting_as(page, DATA_OFFICER), "apply")
    area(page, "说明（必填）").set_value("本周更换")
    page = field(page, "button", "办理：处置答复").click().run()
    page = choose(acting_as(page, BRANCH_SECRETARY, DONGTIAN), "accept")
    page = field(page, "button", "办理：反馈满意").click().run()
    assert not page.exception
    assert queries.ledger(TODAY).set_index("item_id")["state"][5] == "closed"


def test_shortfalls_are_taken_up_from_their_page(items: list[int]) -> None:
    page = draw("shortfalls", village=WAGANG, star="ecology")
    shown = page.dataframe[0].value
    indicator = list(shown["短板"]).index("生活污水治理率")
    assert shown["台账"].iloc[indicator] == "B-002"
    fresh = [place for place, no in enumerate(shown["台账"]) if not no][:2]
    key = str(page.dataframe[0].key)
    page.session_state[key] = {
        "selection": {"rows": [indicator, *fresh], "columns": [], "cells": []}
    }
    page = page.run()
    assert any("已在台账：B-002" in one.value for one in page.markdown)
    assert any("其中 2 项是缺数据或过期" in one.value for one in page.caption)
    page = field(page, "button", "转入台账（2 项）").click().run()
    assert not page.exception
    assert "已转入台账 2 项" in page.success[0].value
    assert len(queries.ledger(TODAY)) == len(items) + 2


def test_a_village_shows_what_it_has_open(items: list[int]) -> None:
    page = draw("village", village=WAGANG)
    assert not page.exception
    assert "短板台账：在办 3 项，逾期 1" in drawn(page)
    assert "桥梁待批" not in drawn(page)
    narrowed = {"post": "哪个岗位", "area": "哪个管区", "only": "county", "item": "1"}
    assert draw("ledger", **narrowed).dataframe.len == 0
    led = draw("ledger", **{**narrowed, **ledger_day.address(village=WAGANG)})
    assert len(led.dataframe[0].value) == 2
