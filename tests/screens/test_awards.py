"""星级评定: what each post may do, what is marked, and what is recorded."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components import review_sheet, review_tables, village_truths
from dashboard.domain.actor import BRANCH_SECRETARY, DATA_OFFICER, LIAISON, TASK_FORCE, VIEWER
from dashboard.store import commands, queries
from dashboard.store.commands import Step
from tests.conftest import OFFICER, report
from tests.screens.page import field
from tests.screens.test_screens import draw
from tests.store.course import (
    CHIEF,
    DAY,
    DONGTIAN,
    TODAY,
    WAGANG,
    XITIAN,
    bring,
    force,
    states,
    step,
    village_head,
)

KEY = (WAGANG, "ecology")


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XINGTU_TODAY", str(TODAY))


@pytest.fixture
def data(town: object) -> None:
    """One value, so that there is a day to show; it loses 瓦岗村 the star 生态宜居."""
    report(f"村,日期,E02\n瓦岗,{DAY},1\n")


def acting_as(page: AppTest, role: str, scope: str = "") -> AppTest:
    """The page as another post sees it."""
    page.session_state["acting_as"] = role
    if scope:
        key = "acting_star" if role == TASK_FORCE else "acting_village"
        page.session_state[key] = scope
    return page.run()


def act(page: AppTest, label: str, day: date, opinion: str = "", document: str = "") -> AppTest:
    """Do the step to all cases offered."""
    field(page, "date_input", "日期").set_value(day)
    for one in page.text_input:
        if one.label.startswith("意见"):
            one.set_value(opinion)
        if one.label.startswith("文号（必填）") and "awards" in str(one.key):
            one.set_value(document)
    next(one for one in page.checkbox if one.label.startswith("可办的")).check()
    return field(page, "button", f"办理：{label}").click().run()


@pytest.mark.usefixtures("data")
def test_three_posts_take_a_star_to_its_name() -> None:
    page = acting_as(draw("awards", star="ecology"), BRANCH_SECRETARY, WAGANG)
    field(page, "multiselect", "哪些村、哪颗星").select(("410902101225", "ecology"))
    field(page, "date_input", "日期").set_value(DAY)
    page = field(page, "button", "办理：自评申报").click().run()
    assert [one.value for one in page.success] == ["已办“自评申报” 1 件。"]
    page = acting_as(page, TASK_FORCE, "ecology")
    page = act(page, "初审通过", DAY)
    assert [one.value for one in page.error] == ["要写明意见或理由。"]
    page = act(page, "初审通过", DAY, "属实")
    page = acting_as(page, "管理员")
    page = act(page, "联审通过", DAY, "通过", "濮组 1 号")
    page = act(page, "开始公示", DAY)
    page = act(page, "命名", DAY)
    assert "起才能命名" in page.error[0].value
    page = act(page, "命名", DAY + timedelta(days=5))
    assert not page.exception
    assert states()[KEY] == "named"
    rows = queries.case_events(WAGANG, 2022)
    assert list(rows["actor_name"])[::-1][:3] == [
        "村支书（瓦岗村）", "专班（生态宜居）", "管理员",
    ]  # fmt: skip


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize("role", [BRANCH_SECRETARY, TASK_FORCE])
def test_without_a_village_or_star_the_cure_is_told(role: str) -> None:
    page = acting_as(draw("awards"), role)
    assert "请先在左边“以何身份操作”下选定" in page.info[0].value
    assert not page.multiselect


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize("role", [VIEWER, LIAISON])
def test_those_who_only_look_are_told_who_acts(role: str) -> None:
    page = acting_as(draw("awards"), role)
    assert any("只看不办" in one.value for one in page.markdown)


@pytest.mark.usefixtures("data")
def test_the_second_of_two_is_told_on_the_page() -> None:
    bring(*KEY, "claimed")
    page = acting_as(draw("awards", star="ecology"), TASK_FORCE, "ecology")
    field(page, "multiselect", "哪些村、哪颗星").select(KEY)
    step(force("ecology"), "refuse", *KEY, TODAY)
    field(page, "text_input", "意见或理由（必填）").set_value("属实")
    page = field(page, "button", "办理：初审通过").click().run()
    assert not page.exception
    assert "刚刚由别人办过，现在是“退回”" in page.error[0].value
    assert states()[KEY] == "returned"


@pytest.mark.usefixtures("data")
def test_contradictions_are_marked_on_both_pages() -> None:
    day = queries.review_days()[0]
    bring(*KEY, "claimed")
    row = next(
        one
        for one in queries.review_sheet(day, 2022).to_dict("records")
        if (one["village_code"], one["star_code"]) == KEY
    )
    assert row["computed"] == "lost"
    assert review_sheet.contradiction(row) == "conflict"
    assert review_sheet.contradiction(row | {"is_claimed": False, "computed": "won"}) == "hint"
    assert review_sheet.contradiction(row | {"computed": "undetermined"}) == ""
    page = draw("awards")
    assert "1 处自评与测算矛盾" in page.header[0].value
    lines = village_truths.claim_lines(WAGANG, day)
    assert any("矛盾" in one and "生态宜居" in one for one in lines)
    assert not any("矛盾" in one for one in village_truths.claim_lines(DONGTIAN, day))
    village = draw("village", village=WAGANG)
    assert any("申报 1 颗" in one.value for one in village.markdown)


@pytest.mark.usefixtures("data")
def test_the_summary_and_the_list_for_publicity_hold_what_they_should() -> None:
    report("村,年度,级别,事件,理由\n瓦岗,2021,2,晋星,公布\n")
    bring(*KEY, "public")
    bring(WAGANG, "party", "named")
    bring(DONGTIAN, "party", "reviewed")
    sheet = queries.review_sheet(DAY, 2022)
    given = {name: made() for name, made in review_tables.exports(sheet).items()}
    table = given["评星定级汇总表"].set_index("村")
    assert list(table.columns) == [
        "序号", "上年星级", "申报星级", "支部过硬", "产业兴旺", "生态宜居", "平安法治", "文明幸福",
        "测算星级", "评定星级", "差项", "备注",
    ]  # fmt: skip
    row = table.loc["瓦岗村"]
    assert (row["上年星级"], row["申报星级"], row["评定星级"]) == ("2", "2", "1")
    assert (row["支部过硬"], row["生态宜居"]) == ("★", "")
    assert "生态宜居公示中" in row["备注"]
    assert "生态宜居自评与测算不符" in row["备注"]
    public = given["公示名单"]
    assert public.to_numpy().tolist() == [
        ["1", "瓦岗村", "生态宜居", "2022-11-17", "2022-11-21"]
    ]  # fmt: skip


@pytest.mark.usefixtures("data")
def test_five_star_villages_of_earlier_years_are_due() -> None:
    report(
        "村,年度,级别,事件,理由\n瓦岗,2020,5,晋星,公布\n东田,2020,5,晋星,公布\n"
        "东田,2021,4,降星,公布\n西田,2021,5,晋星,公布\n"
    )
    bring(XITIAN, "party", "claimed")
    table = review_tables.due(queries.review_sheet(DAY, 2022), queries.awards(), 2022).frame()
    assert dict(zip(table["村（社区）"] if "村（社区）" in table else table.iloc[:, 0], table["今年"],
                    strict=True)) == {
        "瓦岗": "待复审，尚未申报", "西田": "已命名 0 颗，在办 1 颗",
    }  # fmt: skip


@pytest.mark.usefixtures("data")
def test_the_yearly_result_is_seen_and_then_recorded() -> None:
    bring(*KEY, "named")
    page = acting_as(draw("awards"), "管理员")
    field(page, "text_input", "理由或依据（必填）").set_value("年终评定")
    next(one for one in page.text_input if str(one.key).startswith("year_document")).set_value(
        "9 号"
    )
    page = field(page, "button", "登记 2022 年度定级（1 个村）").click().run()
    assert not page.exception
    assert "已登记 2022 年度 1 个村的定级" in page.success[0].value
    assert list(queries.awards()["level"]) == [1]


@pytest.mark.usefixtures("data")
def test_what_became_of_the_result_since_it_was_seen_is_not_recorded_unseen() -> None:
    bring(*KEY, "named")
    page = acting_as(draw("awards"), "管理员")
    bring(WAGANG, "party", "named")
    field(page, "text_input", "理由或依据（必填）").set_value("年终评定")
    next(one for one in page.text_input if str(one.key).startswith("year_document")).set_value(
        "9 号"
    )
    button = next(one for one in page.button if one.label.startswith("登记 2022"))
    page = button.click().run()
    assert "刚刚有变动" in page.error[0].value
    assert queries.awards().empty


@pytest.mark.usefixtures("data")
def test_many_villages_are_shown_by_the_hundred(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review_sheet, "MOST_VILLAGES", 10)
    page = draw("awards", star="ecology")
    assert not page.exception
    options = next(one for one in page.selectbox if one.label == "管区").options
    assert options[0].endswith("（第 1～10 个村）")
    assert options[1].endswith("（第 11～19 个村）")
    assert not draw("awards", group=options[1]).exception


@pytest.mark.usefixtures("data")
def test_another_year_takes_its_own_last_review_day() -> None:
    report("村,年度,级别,事件,理由\n瓦岗,2020,5,晋星,公布\n")
    as_of = queries.review_days()[0]
    assert review_sheet.computed_day(2022, as_of) == as_of
    assert review_sheet.computed_day(2020, as_of) == date(2020, 12, 31)
    assert review_sheet.computed_day(2022, date(2023, 3, 1)) == as_of
    page = draw("awards", year="2020")
    assert not page.exception
    assert "2020 年度" in page.header[0].value
    assert not draw("awards", year="明年").exception


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize(
    ("role", "scope", "name"),
    [
        (BRANCH_SECRETARY, WAGANG, "村支书（瓦岗村）"),
        (LIAISON, WAGANG, "包村干部（瓦岗村）"),
        (TASK_FORCE, "ecology", "专班（生态宜居）"),
        (TASK_FORCE, "", "专班"),
        (TASK_FORCE, "luck", "专班"),
        (DATA_OFFICER, "", "数据员"),
    ],
)
def test_the_actor_bears_the_post_in_the_name(role: str, scope: str, name: str) -> None:
    def page() -> None:
        import streamlit as st

        from dashboard.components import acting

        acting.choose()
        acted = acting.actor()
        st.text(f"{acted.name}/{acted.role}/{acted.scope}")

    test = AppTest.from_function(page).run()
    test.selectbox(key="acting_as").set_value(role).run()
    key = "acting_star" if role == TASK_FORCE else "acting_village"
    boxes = [one for one in test.selectbox if one.key == key]
    if scope and scope != "luck":
        boxes[0].set_value(scope).run()
    elif scope:
        test.session_state[key] = scope
        return
    assert test.text[0].value == f"{name}/{role}/{scope}"


@pytest.mark.usefixtures("data")
def test_history_names_who_and_when() -> None:
    bring(*KEY, "reviewed")
    report(f"村,年度,星,自评,日期\n东田,2022,生态宜居,是,{DAY}\n")
    commands.take_step(
        village_head(DONGTIAN), Step("claim", 2022, TODAY, "补充"), {(DONGTIAN, "party"): 0}
    )
    told = draw("awards", village=WAGANG)
    assert not told.exception
    drawn = " ".join(str(one.proto.body) for one in told.get("html"))
    assert "专班（ecology）" in drawn
    commands.withdraw(CHIEF, int(queries.uploads()["upload_id"].iloc[0]), "报错")
    again = draw("awards", village=DONGTIAN)
    drawn = " ".join(str(one.proto.body) for one in again.get("html"))
    assert "已随上报撤回" in drawn
    assert OFFICER.name in drawn
