"""The blocks of history, origin and second check, drawn from what the store holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import settings
from dashboard.components import upload_batch
from dashboard.domain.actor import TASK_FORCE, Actor
from dashboard.domain.intake import Answers
from dashboard.domain.intake.judge import Mended
from dashboard.store import commands, queries
from dashboard.store.database import Database
from tests.conftest import OFFICER, report
from tests.screens.test_screens import draw

WAGANG, DAY = "410902101225", date(2022, 7, 4)
TEXT = "村,日期,E02\n瓦岗,2022-07-04,58\n翟庄,2022-07-04,40\n"


def html(page: AppTest) -> str:
    """All that st.html drew."""
    return "".join(one.proto.body for one in page.get("html"))


def said(page: AppTest) -> str:
    return "\n".join(one.value for one in page.markdown)


def origin(code: str = "E02", **query: str) -> AppTest:
    return draw("village", village=WAGANG, indicator=code, **query)


def test_a_village_without_a_report_of_an_indicator_says_so(town: Database) -> None:
    report(TEXT)
    page = origin("E07")
    assert not page.exception
    assert "从未报过" in said(page)
    assert next(one.value for one in origin("X<1>").warning).startswith("网址里的指标")


def test_the_origin_names_file_row_and_former_values(town: Database) -> None:
    first = report(TEXT).upload_id
    commands.correct_value(OFFICER, WAGANG, "E02", DAY, "60", "与台账核对")
    page = origin(as_of="2022-07-04")
    assert "手工更正，理由：与台账核对" in said(page)
    drawn = html(page)
    assert "被第 2 号取代" in drawn
    assert f"upload={first}" in drawn
    commands.withdraw(OFFICER, 2, "看错")
    drawn = html(origin(as_of="2022-07-04"))
    assert "已撤回：看错（数据员）" in drawn
    assert "第 2 行“E02”列" in said(origin(as_of="2022-07-04"))


def save(page: AppTest, text: str, reason: str) -> AppTest:
    fields = {one.label: one for one in page.text_input}
    fields["应为（%）"].input(text)
    fields["更正理由"].input(reason)
    next(one for one in page.button if one.label == "保存更正").click()
    return page.run()


def test_a_value_is_put_right_on_the_page(town: Database) -> None:
    report(TEXT)
    page = save(origin(), "缺", "")
    assert [one.value for one in page.error] == ["更正要写明理由。"]
    page = save(page, "61", "与台账核对")
    assert any("已更正" in one.value for one in page.success)
    assert queries.value_history(WAGANG, "E02")["value"].iloc[0] == 61
    assert {one.label: one.value for one in page.text_input}["更正理由"] == ""


def test_who_was_overtaken_is_told_the_new_value(town: Database) -> None:
    report(TEXT)
    page = origin()
    commands.correct_value(OFFICER, WAGANG, "E02", DAY, "70", "别人先改")
    page = save(page, "61", "与台账核对")
    assert "现在是 70%" in page.error[0].value
    assert queries.value_history(WAGANG, "E02")["value"].iloc[0] == 70


def test_an_upload_opens_with_its_values_effect_and_reading(town: Database) -> None:
    verdict = replace(
        commands.check(TEXT.encode(), "月报.csv"),
        answers=Answers(columns={"备注": "忽略"}, values={"E02": "百分数"}),
        mended=(Mended(2, "E02", "5８x", "58"),),
    )
    commands.publish(OFFICER, verdict)
    commands.correct_value(OFFICER, WAGANG, "E02", DAY, "缺", "误报")
    page = draw("upload", upload="1")
    assert not page.exception
    drawn = html(page)
    for words in ("被第 2 号取代", "5８x", "E02 生活污水治理率"):
        assert words in drawn
    assert "按百分数读" in said(page)
    assert any("新增 2 个" in one.value for one in page.caption)
    page.toggle[0].set_value(True).run()
    assert "请先撤回第 2 号更正" in page.error[0].value
    page = draw("upload", upload="2")
    assert "改为缺" in html(page)
    page.toggle[0].set_value(True).run()
    assert "1 个换回先前上报的数" in said(page)


def test_a_withdrawn_upload_is_published_again_on_the_page(town: Database) -> None:
    report(TEXT)
    commands.withdraw(OFFICER, 1, "填错")
    page = draw("upload", upload="1")
    next(one for one in page.button if one.label == "重新发布").click()
    page.run()
    assert [one.value for one in page.success] == ["第 1 号上报已重新发布为第 2 号，2 个数值。"]
    assert list(queries.uploads()["upload_id"]) == [2, 1]


def test_a_withdrawal_shows_its_effect_and_wants_a_reason(town: Database) -> None:
    report(TEXT)
    page = draw("upload", upload="1")
    page.toggle[0].set_value(True).run()
    assert "2 个数值没有了" in said(page)
    button = next(one for one in page.button if one.label == "撤回")
    assert button.click().run().error[0].value == "撤回要写明理由。"
    next(one for one in page.text_input if one.label == "撤回理由").input("填错")
    next(one for one in page.button if one.label == "撤回").click()
    page.run()
    assert "第 1 号上报已撤回" in page.success[0].value


def test_a_long_history_is_shown_page_by_page(town: Database) -> None:
    for number in range(42):
        report("村,日期,E02\n瓦岗,2022-07-04,58\n" + "\n" * number, f"第{number}份.csv")
        commands.withdraw(OFFICER, number + 1, "试")
    drawn = html(draw("upload"))
    assert drawn.count("已撤回：试") == 40
    assert "第41份.csv" in drawn
    assert "第1份.csv" not in drawn
    assert not draw("upload", upload="1").exception
    assert [one.value for one in draw("upload", upload="99").warning]


def test_a_draft_is_published_by_another_on_the_page(
    town: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XINGTU_SECOND_CHECK", "1")
    commands.publish(Actor("生态专班", TASK_FORCE), commands.check(TEXT.encode(), "月报.csv"))
    page = draw("upload")
    assert "由生态专班（专班）报送" in said(page)
    assert "新增 2 个" in said(page)
    next(one for one in page.button if one.label == "复核无误，发布").click()
    page.run()
    assert "已复核发布：月报\\.csv，2 个数值（第 1 号）" in page.success[0].value
    assert queries.drafts().empty


def test_a_draft_is_sent_back_and_ones_own_is_not_published(
    town: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XINGTU_SECOND_CHECK", "1")
    report(TEXT)
    page = draw("upload")
    next(one for one in page.button if one.label == "复核无误，发布").click()
    assert "须由另一人复核" in page.run().error[0].value
    page.session_state["acting_as"] = "管理员"
    next(one for one in page.text_input if one.label == "退回理由").input("日期不对")
    next(one for one in page.button if one.label == "退回").click()
    page.run()
    assert page.success[0].value == "已退回：报表\\.csv。"
    assert queries.drafts().empty


def test_a_lost_original_is_said_where_it_is_needed(
    town: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    report(TEXT)
    commands.withdraw(OFFICER, 1, "填错")
    monkeypatch.setenv("XINGTU_SECOND_CHECK", "1")
    report(TEXT.replace("58", "59"))
    for kept in (settings.home() / "originals").glob("*.zst"):
        kept.unlink()
    page = draw("upload", upload="1")
    assert not page.exception
    assert ["原件" in one.value and "备份" in one.value for one in page.error] == [True]
    assert any("请从备份找回" in one.value for one in page.caption)
    next(one for one in page.button if one.label == "重新发布").click()
    page.run()
    assert not page.exception
    assert len(page.error) == 2


def test_the_values_of_an_upload_are_exported_with_their_states(town: Database) -> None:
    report(TEXT)
    commands.correct_value(OFFICER, WAGANG, "E02", DAY, "缺", "误报")
    table = upload_batch.values_frame(1)
    assert list(table["现在"]) == ["被第 2 号取代", "√ 有效"]
    assert list(table["数值"]) == [58, 40]
    commands.withdraw(OFFICER, 2, "是对的")
    commands.withdraw(OFFICER, 1, "填错")
    assert list(upload_batch.values_frame(1)["现在"]) == ["已撤回", "已撤回"]
    assert list(upload_batch.values_frame(2)["现在"]) == ["已撤回"]
