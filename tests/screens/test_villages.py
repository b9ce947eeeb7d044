"""村与边界: what is typed becomes a change, a refusal is told, and the list comes back as it went."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components import village_list
from dashboard.domain.csv_file import frame_csv
from dashboard.store import commands, queries
from dashboard.store.database import Database
from tests.conftest import OFFICER
from tests.screens.page import field, press
from tests.screens.test_screens import draw

WAGANG, ZHAI, GAOZHUANG = "410902101225", "410902101214", "410902101206"
XITIAN, DONGTIAN = "410902101221", "410902101218"
DAY = date(2022, 10, 1)


def choose(page: AppTest, act: str) -> AppTest:
    return page.button_group(key="villages_act").set_value(act).run()


def fill(page: AppTest, reason: str) -> None:
    field(page, "date_input", "生效日期").set_value(DAY)
    field(page, "text_input", "理由或依据").set_value(reason)


@pytest.mark.usefixtures("town")
def test_a_village_is_renamed_and_the_mistake_taken_back() -> None:
    page = draw("villages")
    field(page, "selectbox", "村（社区）").set_value(WAGANG)
    field(page, "text_input", "新村名").set_value("星光村")
    fill(page, "")
    page = press(page, "登记")
    assert [one.value for one in page.error] == ["要写明理由或依据（如批复文号）。"]
    assert field(page, "text_input", "新村名").value == "星光村"
    field(page, "text_input", "理由或依据").set_value("镇政 9 号")
    page = press(page, "登记")
    assert not page.exception
    assert [one.value for one in page.success] == ["已登记为第 1 号变更。"]
    assert field(page, "text_input", "新村名").value == ""
    assert queries.villages_on_day(DAY).set_index("village_code").loc[WAGANG, "village"] == "星光村"
    field(page, "selectbox", "哪一条").set_value(1)
    field(page, "text_input", "撤回理由").set_value("批复未下")
    page = press(page, "撤回")
    assert not page.exception
    assert queries.villages_on_day(DAY).set_index("village_code").loc[WAGANG, "village"] == "瓦岗村"


@pytest.mark.usefixtures("town")
def test_every_change_can_be_registered() -> None:
    page = choose(draw("villages"), "regrouped")
    field(page, "multiselect", "村（社区），可选多个").set_value([WAGANG, ZHAI])
    field(page, "text_input", "新管区").set_value("东片")
    fill(page, "调整")
    page = choose(press(page, "登记"), "liaison")
    field(page, "selectbox", "或整个管区").set_value("东片")
    field(page, "text_input", "新包村岗位（不填即不再包村）").set_value("农办")
    fill(page, "调整")
    page = choose(press(page, "登记"), "merged")
    field(page, "selectbox", "村（社区）").set_value(XITIAN)
    field(page, "selectbox", "并入哪个村").set_value(DONGTIAN)
    fill(page, "批复")
    page = choose(press(page, "登记"), "abolished")
    field(page, "selectbox", "村（社区）").set_value(GAOZHUANG)
    fill(page, "批复")
    page = choose(press(page, "登记"), "founded")
    field(page, "text_input", "12 位代码").set_value("410902101260")
    field(page, "text_input", "村名").set_value("新星社区")
    field(page, "selectbox", "类别").set_value("社区")
    fill(page, "批复")
    page = press(page, "登记")
    assert not page.exception
    assert [one.value for one in page.error] == []
    events = queries.village_events().sort_values("event_id")
    assert list(events["event"]) == [
        "regrouped", "regrouped", "liaison", "liaison", "merged", "abolished", "founded",
    ]  # fmt: skip
    row = queries.villages_on_day(DAY).set_index("village_code").loc[WAGANG]
    assert (row["area_group"], row["liaison_post"]) == ("东片", "农办")
    built = village_list.build(date(2022, 10, 2))
    assert built.loc[XITIAN, "span"] == "至 2022-10-01，并入东田村"
    assert built.loc[GAOZHUANG, "span"] == "至 2022-10-01，撤销"


@pytest.mark.usefixtures("town")
def test_an_empty_form_is_told_what_is_missing() -> None:
    page = press(draw("villages"), "登记")
    assert [one.value for one in page.error] == ["请把村选好再提交。"]
    assert queries.village_events().empty


@pytest.mark.usefixtures("town")
def test_a_name_is_taken_back() -> None:
    commands.remember_names(OFFICER, {"老寨": WAGANG})
    page = draw("villages")
    field(page, "selectbox", "哪个叫法").set_value("老寨")
    field(page, "text_input", "取消理由").set_value("指错了")
    page = press(page, "取消叫法")
    assert not page.exception
    assert queries.aliases().empty


@pytest.mark.usefixtures("town")
def test_the_list_is_found_by_group_name_and_alias() -> None:
    commands.remember_names(OFFICER, {"老寨": WAGANG})
    commands.regroup_villages(OFFICER, [ZHAI], "东片", DAY, "调整")
    page = draw("villages")
    field(page, "text_input", "找村").set_value("老寨").run()
    assert list(page.dataframe[0].value["村"]) == ["瓦岗村"]
    field(page, "text_input", "找村").set_value("").run()
    field(page, "selectbox", "管区").set_value("东片").run()
    assert list(page.dataframe[0].value["村"]) == ["翟庄村"]
    field(page, "text_input", "找村").set_value("没有这个村(").run()
    assert not page.exception
    assert not page.dataframe


def test_the_downloaded_list_comes_back_unchanged(town: Database) -> None:
    commands.rename_village(OFFICER, WAGANG, "星光村", DAY, "批复")
    commands.set_liaison_post(OFFICER, [WAGANG], "农办", DAY, "批复")
    commands.found_village(OFFICER, "410902101260", "新星社区", "社区", DAY, "批复")
    before = queries.villages()
    verdict = commands.check(frame_csv(village_list.export(DAY)), "村名册.csv")
    assert verdict.problems == ()
    commands.publish(OFFICER, verdict)
    pd.testing.assert_frame_equal(queries.villages(), before)
