"""项目三色: every part draws, an act is stored and said, a refusal is told, villages only tick."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.domain.actor import BRANCH_SECRETARY, VIEWER
from dashboard.reports import project_book
from dashboard.store import queries
from dashboard.store.database import Database
from tests.conftest import report
from tests.screens.page import field, press
from tests.screens.test_screens import draw

WAGANG = "410902101225"
TODAY = date(2022, 12, 26)
REGISTER = (
    "项目编号,项目,村,星,计划开工,计划完工,责任岗位\n"
    "P1,管网,瓦岗,生态宜居,2022-07-01,2022-11-30,村镇中心（示例岗位）\n"
    "P2,大棚,翟庄,产业兴旺,2022-09-01,2023-03-31,农办（示例岗位）\n"
)
STEPS = "项目编号,节点,环节,计划日期,完成日期\nP1,竣工,施工,2022-11-20,\n"


@pytest.fixture(autouse=True)
def _site(town: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XINGTU_TODAY", str(TODAY))
    report(REGISTER, "项目.csv")
    report(STEPS, "节点.csv")


def act(page: AppTest, name: str) -> AppTest:
    return page.button_group(key="projects_act_7").set_value(name).run()


def said(page: AppTest) -> list[str]:
    return [one.value for one in page.success]


def test_every_part_draws_and_the_sentence_counts() -> None:
    page = draw("projects")
    assert page.header[0].value.startswith("2 项")
    assert "■ 滞后 1" in page.header[0].value
    for query in (
        {"tab": "plan"}, {"tab": "map", "village": WAGANG}, {"tab": "funds"}, {"show": "green"},
        {"show": "red", "project": "P1"}, {"project": "P9", "tab": "?"}, {"project": "P2"},
    ):  # fmt: skip
        assert not draw("projects", **query).exception, query
    table = draw("projects", show="red").dataframe[0].value
    assert list(table["项目"]) == ["管网"]
    assert list(table["三色"]) == ["■ 滞后 36 天"]
    narrowed = draw("projects", post="农办（示例岗位）").dataframe[0].value
    assert list(narrowed["项目"]) == ["大棚"]


def test_a_milestone_is_ticked_accepted_and_kept() -> None:
    page = draw("projects", project="P1")
    page = press(page, "完成节点")
    assert said(page)[0].replace("\\", "") == "“竣工”已记在 2022-12-26 完成（第 3 号上报）。"
    assert "节点都已完成" in "".join(one.value for one in page.markdown)
    page = act(page, "accept")
    field(page, "checkbox", "8 项全部合格").set_value(True)
    page = press(page, "记验收")
    assert said(page) == ["已记 8 项验收结论（第 4 号上报）。"]
    page = act(page, "upkeep")
    field(page, "text_input", "管护单位或岗位").set_value("村合作社")
    page = press(page, "记管护")
    assert said(page)
    row = queries.projects(TODAY).set_index("project_code").loc["P1"]
    assert (row["state"], row["keeper"]) == ("done", "村合作社")


def test_a_refusal_is_told_and_what_was_typed_stays() -> None:
    page = act(draw("projects", project="P1"), "move")
    field(page, "date_input", "改到哪天").set_value(date(2022, 12, 1))
    page = press(page, "改期")
    assert [one.value for one in page.error] == ["改期要写明理由。"]
    field(page, "text_input", "理由").set_value("雨")
    page = press(page, "改期")
    assert "工期" in page.error[0].value
    assert field(page, "text_input", "理由").value == "雨"
    page = act(page, "change")
    field(page, "date_input", "计划完工").set_value(date(2023, 1, 31))
    field(page, "text_input", "理由").set_value("雨")
    assert said(press(page, "改项目"))
    assert queries.projects(TODAY)["ends_on"].max().date() == date(2023, 3, 31)
    page = act(page, "fund")
    page = press(page, "登记资金")
    assert [one.value for one in page.error] == ["还有必填的没有填，请补齐。"]
    field(page, "selectbox", "资金来源").set_value("自筹")
    field(page, "number_input", "金额/万元").set_value(12.0)
    assert said(press(page, "登记资金"))
    assert list(queries.funds(TODAY)["amount"]) == [12]
    page = act(page, "plan")
    field(page, "text_input", "节点名称").set_value("绿化")
    assert said(press(page, "加节点"))
    assert len(queries.project_milestones(TODAY)) == 2


def test_villages_only_tick_and_onlookers_only_look() -> None:
    page = draw("projects", project="P1")
    page.session_state["acting_as"] = VIEWER
    assert any("只能看" in one.value for one in page.run().markdown)
    page.session_state["acting_as"] = BRANCH_SECRETARY
    assert "选定" in page.run().info[0].value
    page.session_state["acting_village"] = WAGANG
    page = page.run()
    assert [one.label for one in page.button if "节点" in one.label] == ["完成节点"]
    assert said(press(page, "完成节点"))


def test_a_project_is_registered_by_form() -> None:
    page = draw("projects")
    press(page, "新建项目")
    assert [one.value for one in page.error] == ["还有必填的没有填，请补齐。"]
    field(page, "text_input", "项目编号").set_value("P3")
    field(page, "text_input", "项目名称").set_value("停车场")
    field(page, "selectbox", "村").set_value(WAGANG)
    # The choice above the table bears the same word.
    [one for one in page.selectbox if one.label == "星"][-1].set_value("ecology")
    field(page, "date_input", "计划开工").set_value(date(2022, 12, 1))
    field(page, "date_input", "计划完工").set_value(date(2022, 11, 1))
    field(page, "text_input", "责任岗位").set_value("村镇中心")
    assert "早于" in press(page, "新建项目").error[0].value
    field(page, "date_input", "计划完工").set_value(date(2023, 2, 1))
    assert said(press(page, "新建项目"))
    row = queries.projects(TODAY).set_index("project_code").loc["P3"]
    assert (row["state"], row["village_code"]) == ("running", WAGANG)


def test_the_workbook_prints_on_a4_across_with_headings_on_each_page() -> None:
    data = project_book.book(queries.projects(TODAY), queries.project_milestones(TODAY), TODAY)
    assert data == project_book.book(
        queries.projects(TODAY), queries.project_milestones(TODAY), TODAY
    )
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        names = book.read("xl/workbook.xml").decode()
        texts = book.read("xl/sharedStrings.xml").decode()
    assert 'paperSize="9"' in sheet
    assert 'orientation="landscape"' in sheet
    assert "_xlnm.Print_Titles" in names
    assert "■ 滞后 36 天" in texts


def test_other_pages_show_what_is_late_and_lead_to_it(town: Database) -> None:
    report("村,日期,E02\n瓦岗,2022-12-26,1\n")
    told = "".join(one.proto.body for one in draw("overview").get("html"))
    assert "■ 滞后 36 天" in told
    assert "管网" in told
    assert "大棚" not in told
    own = "".join(one.proto.body for one in draw("village", village=WAGANG).get("html"))
    assert "项目：1 项，滞后 1" in own
    assert "project=P1" in own
    # A village without a project has no block.
    other = draw("village", village="410902101218").get("html")
    assert not [one for one in other if "滞后" in one.proto.body]


def test_the_sheet_of_a_link_stands_first_and_says_that_a_day_is_past() -> None:
    report("村,日期,E02\n瓦岗,2022-12-19,1\n瓦岗,2022-12-26,1\n")

    def sheet_is_first(page: AppTest) -> bool:
        """Whether the choice of a project stands before the list."""
        order = [
            "dataframe" if one.type == "dataframe" else one.key
            for one in page.main
            if one.type in ("selectbox", "dataframe")
        ]
        return order.index("box_project") < order.index("dataframe")

    page = draw("projects", project="P1", as_of="2022-12-19")
    assert sheet_is_first(page)
    assert any("所列是 2022-12-19 的情况" in one.value for one in page.caption)
    page = draw("projects", project="P1")
    assert not any("所列是" in one.value for one in page.caption)
    page.session_state["projects_linked"] = False
    assert not sheet_is_first(page.run())


def test_what_waits_for_acceptance_stands_before_what_is_done() -> None:
    report(
        "项目编号,项目,村,星,计划开工,计划完工,责任岗位\n"
        "P0,广场,瓦岗,文明幸福,2022-07-01,2022-08-30,村镇中心（示例岗位）\n",
        "项目二.csv",
    )
    report("项目编号,节点,环节,计划日期,完成日期\nP0,竣工,施工,2022-08-20,2022-08-20\n"
           "P1,竣工,施工,2022-11-20,2022-11-20\n", "节点二.csv")  # fmt: skip
    page = act(draw("projects", project="P0"), "accept")
    field(page, "checkbox", "8 项全部合格").set_value(True)
    press(page, "记验收")
    listed = queries.projects(TODAY)
    assert list(listed["state"]) == ["running", "awaiting", "done"]
