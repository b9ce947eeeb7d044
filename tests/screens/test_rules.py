"""规则与目标: a draft is made, mended, tried out and put in force; refusals are told beside the button."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components import formats, rules_tables, rules_text
from dashboard.domain.actor import ADMIN
from dashboard.domain.rule_file import read_document
from dashboard.domain.rules import RuleDocument, SwitchRule, Tier, applied
from dashboard.store import commands, definitions, instance, queries
from dashboard.store.database import Database
from tests.conftest import OFFICER, copy_demo
from tests.screens.test_screens import draw
from tests.screens.test_villages import field, press

DAY = date(2022, 12, 27)


@pytest.fixture
def own_demo(demo_file: Path, tmp_path: Path) -> Database:
    """A demonstration of one's own, to write to."""
    home = tmp_path / "home"
    copy_demo(demo_file, home)
    return instance.open_home(home)


def edit(page: AppTest, table: str, row: int, **cells: object) -> None:
    """Type into a table of the editor, as the browser would say it."""
    draft = page.session_state["rules_opened"]
    page.session_state[f"rules_{table}_{draft.draft_id}_{draft.revision}"] = {
        "edited_rows": {row: cells}, "added_rows": [], "deleted_rows": [],
    }  # fmt: skip


def as_administrator(page: AppTest) -> AppTest:
    page.session_state["acting_as"] = ADMIN
    return page.run()


def button(page: AppTest, label: str):  # type: ignore[no-untyped-def]
    return field(page, "button", label)


def created(start: str, title: str = "二〇二三口径") -> AppTest:
    page = draw("rules", show="draft")
    field(page, "text_input", "名称").set_value(title)
    field(page, "selectbox", "从哪里开始").set_value(start).run()
    page = press(page, "新建")
    assert not page.exception
    return page


def test_from_draft_to_effect(own_demo: Database) -> None:
    page = created("points")
    assert [one.value for one in page.success] == ["已建第 1 号草稿。"]
    assert button(page, "存草稿").disabled
    assert button(page, "生效").disabled
    assert any("还没有写由哪个岗位设定" in one.value for one in page.markdown)
    field(page, "text_input", "由哪个岗位设定").set_value("镇党建办主任")
    page = field(page, "text_input", "依据").set_value("镇党委会议定").run()
    assert button(page, "预览").disabled
    page = press(page, "存草稿")
    assert not page.exception
    page = press(page, "预览")
    assert not page.exception
    assert button(page, "生效").disabled
    assert any("请由管理员办理" in one.value for one in page.caption)
    page = as_administrator(page)
    assert not button(page, "生效").disabled
    page = press(page, "生效")
    assert not page.exception
    done = [formats.markdown("第 2 版规则已登记，自 2022-12-27 起生效。")]
    assert [one.value for one in page.success] == done
    assert queries.rules_on(DAY).switch["profile"].code == "points"
    assert "profile" not in queries.rules_on(date(2022, 12, 26)).switch
    versions = as_administrator(draw("rules", show="versions"))
    assert not versions.exception
    assert any("第 2 版将于 2022-12-27 生效" in one.value for one in versions.header)
    field(versions, "text_input", "撤回理由").set_value("会议改期")
    versions = press(versions, "撤回")
    assert not versions.exception
    assert "profile" not in queries.rules_on(DAY).switch


def test_a_contradiction_is_seen_as_it_is_typed(own_demo: Database) -> None:
    page = created("current")
    rows = rules_tables.requirement_frame(queries.rules_on(DAY))
    place = list(rows.index).index("ecology|E02|")
    edit(page, "lines", place, threshold=120.0)
    page = page.run()
    assert not page.exception
    assert any("超出这项指标的范围" in one.value for one in page.markdown)
    page = press(page, "存草稿")
    kept = read_document(queries.rule_drafts().iloc[0]["document"])
    assert [(one.indicator, one.threshold) for one in kept.requirement] == [("E02", 120.0)]
    assert button(page, "预览").disabled
    assert any("处要改" in one.value for one in page.caption)


def test_somebody_elses_revision_does_not_slip_in(own_demo: Database) -> None:
    page = created("current")
    commands.save_rule_draft(
        OFFICER, "别人改的", RuleDocument(valid_from=DAY), draft_id=1, revision=1
    )
    page = field(page, "text_input", "依据").set_value("会议").run()
    assert any("存了第 2 稿" in one.value for one in page.warning)
    page = press(page, "存草稿")
    assert any("第 2 稿" in one.value for one in page.error)
    page = press(page, "重新打开")
    assert not page.exception
    assert not page.warning
    assert field(page, "text_input", "名称").value == "别人改的"


def test_a_draft_without_a_name_is_told(own_demo: Database) -> None:
    page = press(draw("rules", show="draft"), "新建")
    assert [one.value for one in page.error] == ["请给草稿起个名字。"]
    assert queries.rule_drafts().empty


def test_a_requirement_is_added_for_one_category(own_demo: Database) -> None:
    page = created("current")
    field(page, "selectbox", "星").set_value("ecology")
    field(page, "selectbox", "指标").set_value("E02")
    field(page, "selectbox", "对象").set_value("社区")
    page = press(page, "增加")
    assert not page.exception
    kept = read_document(queries.rule_drafts().iloc[0]["document"])
    assert [one.key for one in kept.requirement] == [("ecology", "E02", "社区")]
    assert kept.requirement[0].threshold == 45.0


def test_a_draft_is_discarded(own_demo: Database) -> None:
    page = press(created("current"), "确认作废")
    assert not page.exception
    assert list(queries.rule_drafts()["state"]) == ["discarded"]
    assert any("没有待办的草稿" in one.value for one in page.header)


def test_a_late_entry_asks_for_its_reason_and_lists_what_changes(own_demo: Database) -> None:
    page = created("current")
    rows = rules_tables.requirement_frame(queries.rules_on(DAY))
    edit(page, "lines", list(rows.index).index("ecology|E02|"), threshold=60.0)
    field(page, "text_input", "由哪个岗位设定").set_value("镇党建办主任")
    field(page, "text_input", "依据").set_value("镇党委会议定")
    page = field(page, "date_input", "生效日期").set_value(date(2022, 12, 12)).run()
    assert any("属于补录" in one.value for one in page.markdown)
    page = field(page, "text_input", "补录理由").set_value("纪要补登").run()
    page = press(press(page, "存草稿"), "预览")
    assert not page.exception
    assert any("**补录**" in one.value for one in page.markdown)
    seen = page.session_state["rules_preview"]
    assert seen.is_late
    assert set(seen.late["as_of"].dt.date) <= {date(2022, 12, n) for n in (12, 19, 26)}


def test_an_exemption_is_registered(own_demo: Database) -> None:
    page = draw("rules")
    page = press(page, "登记免考")
    assert [one.value for one in page.error] == ["请把村、指标和起始日期选好再登记。"]
    field(page, "selectbox", "村（社区）").set_value("410902101225")
    field(page, "selectbox", "指标").set_value("E02")
    field(page, "text_input", "理由").set_value("没有污水管网")
    page = press(page, "登记免考")
    assert not page.exception
    day = date(2022, 12, 26)
    rows = queries.export_exemptions(day).set_index(["village_code", "indicator_code"])
    assert rows.loc[("410902101225", "E02"), "reason"] == "没有污水管网"


@pytest.mark.usefixtures("demo")
def test_versions_and_lines_are_drawn_for_every_star() -> None:
    for star in ("party", "industry", "ecology", "safety", "civility"):
        assert not draw("rules", star=star).exception
    assert not draw("rules", show="versions").exception


def test_what_is_typed_becomes_the_set(own_demo: Database) -> None:
    base = applied(
        queries.rules_on(DAY),
        RuleDocument(switch=(SwitchRule(name="one_level_a_year", number=2.0),)),
    )
    frames = (
        rules_tables.requirement_frame(base), rules_tables.star_frame(base),
        rules_tables.switch_frame(base),
    )  # fmt: skip
    assert rules_tables.typed(base, *frames) == (base, [])
    lines, stars, switches = (one.copy() for one in frames)
    lines.loc["industry|I01|", ["points", "tiers"]] = [3.0, "5→1；10->2, 20：3"]
    stars.loc[0, ["pass_mark", "capstone"]] = [60.0, True]
    switches.loc[switches["label"] == "满意度封顶", "on"] = True
    switches.loc[switches["label"] == "逐级晋升", "on"] = False
    wanted, faults = rules_tables.typed(base, lines, stars, switches)
    assert faults == []
    tiers = wanted.requirement["industry", "I01", ""].tiers
    assert tiers == tuple(
        Tier(threshold=a, points=b) for a, b in ((5.0, 1.0), (10.0, 2.0), (20.0, 3.0))
    )
    assert wanted.star["party", ""].pass_mark == 60.0
    assert list(wanted.switch) == ["satisfaction_cap"]
    assert wanted.switch["satisfaction_cap"].says() == (60.0, 2, "P09", False)
    lines.loc["industry|I01|", "tiers"] = "五万"
    assert "看不懂" in rules_tables.typed(base, lines, stars, switches)[1][0]


def test_every_rule_is_told_in_words(own_demo: Database) -> None:
    kept = definitions.profiles()["points"]
    told = [rules_text.described(one) for one in (*kept.requirement, *kept.star, *kept.switch)]
    assert "应 ≥10 万元，必达，3 分（5→1；10→2；20→3），120 天内有效" in told
    assert "及格线：本星总分的 60%" in told
    assert "方式：百分制" in told
    assert "不低于 90分" in told
