"""Corrections by hand: what they need, what they change, and what rests on what."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.domain.actor import SECRETARY, TASK_FORCE, Actor
from dashboard.domain.errors import Refused
from dashboard.domain.intake import Answers
from dashboard.domain.intake.judge import Mended
from dashboard.store import commands, doctor, queries, stored
from dashboard.store.commands import NOTHING_SEEN, upload
from dashboard.store.database import Database
from tests.conftest import OFFICER, report
from tests.store.test_commands import value_of

WAGANG, DAY = "410902101225", date(2022, 7, 4)
FORCE = Actor("生态专班", TASK_FORCE)


def correct(text: str, reason: str = "抄错", day: date = DAY, **more: object) -> int:
    receipt = commands.correct_value(OFFICER, WAGANG, "E02", day, text, reason, **more)  # type: ignore[arg-type]
    assert receipt.upload_id is not None
    return receipt.upload_id


def cell() -> float | None:
    return value_of(WAGANG, "E02")


def states() -> list[tuple[int, str]]:
    rows = queries.value_history(WAGANG, "E02")
    return list(zip(rows["upload_id"], rows["state"], strict=True))


def test_a_correction_counts_and_cites_what_it_corrects(town: Database) -> None:
    first = report("村,日期,E02\n翟庄,2022-07-04,1\n瓦岗,2022-07-04,58\n").upload_id
    number = correct("６０％", seen=(first, 3))
    assert cell() == 60
    row = queries.corrections().iloc[0]
    assert (row["cited_upload_id"], row["cited_row_number"]) == (first, 3)
    name, data = commands.original(number)
    assert name == "手工更正_瓦岗村_E02_2022-07-04.csv"
    assert data.decode("utf-8-sig").splitlines()[1] == f"{WAGANG},瓦岗村,E02,2022-07-04,６０％"
    assert states() == [(number, "counts"), (first, "superseded")]
    effect = queries.uploads().iloc[0]
    assert tuple(effect[["new_count", "changed_count", "unchanged_count"]]) == (0, 1, 0)
    assert all(one.is_sound for one in doctor.examine(town))


def test_a_value_taken_back_is_hidden_until_reported_again(town: Database) -> None:
    report("村,日期,E02\n瓦岗,2022-06-27,40\n")
    report("村,日期,E02\n瓦岗,2022-07-04,58\n")
    number = correct("缺")
    assert cell() == 40  # of the week before, carried on as if nothing had come on the day
    assert queries.value_history(WAGANG, "E02")["is_missing"].iloc[0]
    assert queries.uploads()["value_count"].iloc[0] == 0
    assert queries.uploads()["changed_count"].iloc[0] == 1
    later = report("村,日期,E02\n瓦岗,2022-07-04,59\n").upload_id
    assert cell() == 59
    commands.withdraw(OFFICER, later, "又错")
    assert cell() == 40
    commands.withdraw(OFFICER, number, "其实没错")
    assert cell() == 58
    assert all(one.is_sound for one in doctor.examine(town))


@pytest.mark.parametrize(
    ("village", "indicator", "day", "text", "reason", "words"),
    [
        (WAGANG, "E02", DAY, "60", "  ", "理由"),
        (WAGANG, "E02", DAY, "60", "长" * 201, "200"),
        (WAGANG, "E02", DAY, "60", "打 13803931234 问过", "个人信息"),
        ("410902101999", "E02", DAY, "60", "抄错", "没有代码"),
        (WAGANG, "X99", DAY, "60", "抄错", "X99"),
        (WAGANG, "E02", DAY, "六十", "抄错", "六十"),
        (WAGANG, "E02", DAY, "", "抄错", "缺"),
        (WAGANG, "E02", DAY, "101", "抄错", "范围"),
        (WAGANG, "P11", DAY, "60", "抄错", "是或否"),
        (WAGANG, "E02", date(2122, 7, 4), "60", "抄错", "还没到"),
        (WAGANG, "E07", DAY, "缺", "抄错", "不必"),
        (WAGANG, "E02", date(2021, 1, 1), "60", "抄错", "设立"),
    ],
)
def test_a_correction_is_refused_with_its_reason(
    town: Database, village: str, indicator: str, day: date, text: str, reason: str, words: str
) -> None:
    report("村,日期,E02\n瓦岗,2022-07-04,58\n")
    with town.write() as transaction:
        transaction.run("update village set valid_from = date '2022-01-01'")
        stored.refresh_villages(transaction)
    with pytest.raises(Refused, match=words):
        commands.correct_value(OFFICER, village, indicator, day, text, reason)
    assert len(queries.uploads()) == 1
    assert cell() == 58


def test_who_may_correct(town: Database) -> None:
    with pytest.raises(Refused, match="专班"):
        commands.correct_value(Actor("书记", SECRETARY), WAGANG, "E02", DAY, "60", "抄错")
    assert commands.correct_value(FORCE, WAGANG, "E02", DAY, "60", "补报").values == 1
    assert cell() == 60


def test_whoever_saw_another_value_is_told(town: Database) -> None:
    first = report("村,日期,E02\n瓦岗,2022-07-04,58\n").upload_id
    with pytest.raises(Refused, match="58%"):
        correct("60", seen=NOTHING_SEEN)
    number = correct("60", seen=(first, 2))
    with pytest.raises(Refused, match="60%（第 2 号"):
        correct("61", seen=(first, 2))
    correct("缺", seen=(number, 2))
    with pytest.raises(Refused, match="现在是 缺"):
        correct("61", seen=(number, 2))
    correct("61", seen=NOTHING_SEEN)
    assert cell() == 61


def test_what_a_correction_rests_on_stays_until_it_is_withdrawn(town: Database) -> None:
    first = report("村,日期,E02\n瓦岗,2022-07-04,58\n").upload_id
    number = correct("60")
    again = correct("61", "再核")
    with pytest.raises(Refused, match=r"瓦岗村“.*”.*请先撤回第 2 号更正"):
        commands.withdraw(OFFICER, first, "填错")
    with pytest.raises(Refused, match="第 3 号更正"):
        commands.withdraw(OFFICER, number, "填错")
    commands.withdraw(OFFICER, again, "不用改")
    commands.withdraw(OFFICER, number, "不用改")
    assert cell() == 58
    commands.withdraw(OFFICER, first, "填错")
    assert cell() is None
    assert [state for _, state in states()] == ["withdrawn"] * 3


def test_a_withdrawn_upload_is_published_again(town: Database) -> None:
    text = "村,E02\n瓦岗,58\n"
    verdict = commands.check(text.encode(), "周报.csv", DAY)
    first = commands.publish(OFFICER, verdict).upload_id
    assert first is not None
    with pytest.raises(Refused, match="没有撤回"):
        commands.republish(OFFICER, first)
    commands.withdraw(OFFICER, first, "填错")
    receipt = commands.republish(OFFICER, first)
    assert (receipt.status, receipt.values, receipt.upload_id, cell()) == ("accepted", 1, 2, 58)
    with pytest.raises(Refused, match="没有第 9 号"):
        commands.republish(OFFICER, 9)


def test_publishing_again_is_judged_by_today(town: Database) -> None:
    commands.remember_names(OFFICER, {"老瓦岗寨": WAGANG})
    first = report("村,日期,E02\n老瓦岗寨,2022-07-04,58\n").upload_id
    commands.withdraw(OFFICER, first, "填错")
    with town.write() as transaction:
        transaction.run("delete from village_alias")
    receipt = commands.republish(OFFICER, first)
    assert (receipt.status, receipt.upload_id) == ("rejected", None)
    assert [one.kind for one in receipt.problems] == ["question"]


def test_a_withdrawn_correction_is_made_again(town: Database) -> None:
    first = report("村,日期,E02\n瓦岗,2022-07-04,58\n").upload_id
    number = correct("缺", "误报")
    commands.withdraw(OFFICER, number, "是对的")
    again = commands.republish(FORCE, number).upload_id
    assert cell() is None
    row = queries.corrections().iloc[0]
    assert (row["upload_id"], row["reason"], row["cited_upload_id"]) == (again, "误报", first)


def test_how_a_file_was_read_is_part_of_what_it_is(
    town: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    data = "村,日期,E02\n瓦岗,2022-07-04,58\n".encode()
    plain = commands.check(data, "f.csv")
    mended = replace(
        plain, answers=Answers(cells={(2, "E02"): "58"}), mended=(Mended(2, "E02", "5８", "58"),)
    )
    named = replace(plain, answers=Answers(villages={"瓦岗寨": WAGANG}))
    assert [commands.publish(OFFICER, one).values for one in (plain, mended, named)] == [1, 1, 0]
    kept = queries.uploads()["mapping"]
    assert kept.iloc[1] == '{"E02": "E02", "日期": "as_of", "村": "village"}'
    assert "58" in kept.iloc[0]
    row = queries.mended_cells(2).iloc[0]
    assert tuple(row[["original", "mended", "actor_name"]]) == ("5８", "58", OFFICER.name)
    assert queries.value_history(WAGANG, "E02")["original_text"].iloc[0] == "5８"
    commands.withdraw(OFFICER, 2, "试")
    read_again = []
    monkeypatch.setattr(
        "dashboard.store.commands.withdrawal.check",
        lambda *given, **_: read_again.append(given) or upload.check(*given[:3]),
    )
    commands.republish(OFFICER, 2)
    assert read_again[0][3] == mended.answers


def test_what_a_withdrawal_would_change_is_foretold(town: Database) -> None:
    with town.write() as transaction:
        transaction.run("delete from requirement where indicator_code <> 'E02'")
        stored.refresh_rules(transaction)
    report("村,日期,E02\n瓦岗,2022-07-04,10\n")
    second = report("村,日期,E02\n瓦岗,2022-07-04,90\n翟庄,2022-07-04,90\n").upload_id
    before = len(queries.shortfalls(DAY))
    told = commands.preview_withdrawal(second)
    assert (told.as_of, told.gone, told.former) == (DAY, 1, 1)
    assert set(told.turned["village_code"]) == {WAGANG, "410902101214"}
    assert (len(queries.shortfalls(DAY)), cell()) == (before, 90)
    commands.withdraw(OFFICER, second, "填错")
    assert len(queries.shortfalls(DAY)) == before + told.opened - told.closed
    with pytest.raises(Refused, match="早已撤回"):
        commands.preview_withdrawal(second)
    report("村,日期,E02\n瓦岗,2022-07-04,11\n")
    correct("12")
    with pytest.raises(Refused, match="第 4 号更正"):
        commands.preview_withdrawal(3)


def test_the_values_of_an_upload_page_by_page(town: Database) -> None:
    first = report("村,日期,E02\n瓦岗,2022-07-04,58\n翟庄,2022-07-04,40\n").upload_id
    number = correct("缺")
    rows = queries.upload_values(first, 0, 10)
    assert list(zip(rows["row_number"], rows["winner"], strict=True)) == [(2, number), (3, first)]
    assert list(queries.upload_values(first, 1, 10)["village"]) == ["翟庄村"]
    commands.withdraw(OFFICER, number, "是对的")
    assert list(queries.upload_values(number, 0, 10)["is_withdrawn"]) == [True]
    assert list(queries.upload_values(first, 0, 10)["winner"]) == [first, first]
