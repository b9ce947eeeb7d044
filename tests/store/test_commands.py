"""Acts on the store: publish, withdraw, pair; who may; what is left when one fails."""

from __future__ import annotations

from datetime import date
from threading import Thread

import pytest

from dashboard.domain.actor import SECRETARY, TASK_FORCE, VIEWER, Actor
from dashboard.domain.errors import Refused
from dashboard.store import commands, doctor, queries
from dashboard.store.database import Database
from tests.conftest import OFFICER, report

DAY = date(2022, 7, 4)


def value_of(village: str, indicator: str, day: date = DAY) -> float | None:
    rows = queries.export_values(day)
    rows = rows[(rows["village_code"] == village) & (rows["indicator_code"] == indicator)]
    return None if rows.empty else float(rows["value"].iloc[0])


def test_an_empty_town_has_no_stars_and_no_data(town: Database) -> None:
    assert queries.review_days() == []
    assert set(queries.stars(DAY)["state"]) == {"undetermined"}
    assert len(queries.shortfalls(DAY)) == 19 * 41


def test_publish_and_withdraw_bring_values_and_take_them_back(town: Database) -> None:
    first = report("村,日期,E02\n瓦岗,2022-07-04,58\n")
    assert (first.status, first.values, value_of("410902101225", "E02")) == ("accepted", 1, 58)
    second = report("村,日期,E02\n瓦岗,2022-07-04,60\n")
    assert value_of("410902101225", "E02") == 60
    commands.withdraw(OFFICER, second.upload_id, "填错")
    assert value_of("410902101225", "E02") == 58
    commands.withdraw(OFFICER, first.upload_id, "填错")
    assert value_of("410902101225", "E02") is None
    assert list(queries.uploads()["withdrawn_reason"]) == ["填错", "填错"]


def test_the_same_file_twice_changes_nothing(town: Database) -> None:
    text = "村,日期,E02\n瓦岗,2022-07-04,58\n"
    first, version = report(text), town.version
    again = report(text)
    assert (again.status, again.values, again.upload_id) == ("accepted", 0, first.upload_id)
    assert (town.version, len(queries.uploads())) == (version, 1)
    commands.withdraw(OFFICER, first.upload_id, "重来")
    assert report(text).values == 1


def test_nothing_is_stored_while_a_problem_stands(town: Database) -> None:
    receipt = report("村,日期,E02\n瓦岗,2022-07-04,58\n没有的村,2022-07-04,58\n")
    assert (receipt.status, receipt.values, receipt.upload_id) == ("rejected", 0, None)
    assert queries.data_span().reported_values == 0
    assert queries.uploads().empty


def test_a_blank_never_erases(town: Database) -> None:
    report("村,日期,E02,E07\n瓦岗,2022-07-04,58,90\n")
    report("村,日期,E02,E07\n瓦岗,2022-07-04,/,91\n")
    assert (value_of("410902101225", "E02"), value_of("410902101225", "E07")) == (58, 91)


@pytest.mark.parametrize(("upload_id", "reason"), [(1, ""), (1, "  "), (99, "填错")])
def test_withdrawal_is_refused_with_its_reason(town: Database, upload_id: int, reason: str) -> None:
    report("村,日期,E02\n瓦岗,2022-07-04,58\n")
    with pytest.raises(Refused):
        commands.withdraw(OFFICER, upload_id, reason)
    assert queries.data_span().reported_values == 1


def test_withdrawing_twice_is_refused(town: Database) -> None:
    receipt = report("村,日期,E02\n瓦岗,2022-07-04,58\n")
    commands.withdraw(OFFICER, receipt.upload_id, "填错")
    with pytest.raises(Refused, match="早已撤回"):
        commands.withdraw(OFFICER, receipt.upload_id, "填错")


def test_roles_are_checked_in_the_command(town: Database) -> None:
    viewer = Actor("投影", VIEWER)
    verdict = commands.check("村,日期,E02\n瓦岗,2022-07-04,58\n".encode(), "f.csv")
    with pytest.raises(Refused, match="数据员"):
        commands.publish(viewer, verdict)
    with pytest.raises(Refused):
        commands.withdraw(Actor("书记", SECRETARY), 1, "因为")
    force = Actor("专班", TASK_FORCE)
    assert commands.publish(force, verdict).status == "accepted"
    targets = commands.check("村,年度,季度,目标星数\n瓦岗,2022,4,5\n".encode(), "t.csv")
    with pytest.raises(Refused, match="数据员"):
        commands.publish(force, targets)
    with pytest.raises(Refused):
        Actor("某人", "村长")


def test_two_people_publishing_at_once_both_land(town: Database) -> None:
    texts = [f"村,日期,E02\n瓦岗,2022-07-{day:02},58\n" for day in range(1, 9)] * 2
    threads = [Thread(target=report, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    uploads = queries.uploads()
    assert (len(uploads), queries.data_span().reported_values) == (8, 8)
    assert sorted(uploads["upload_id"]) == list(range(1, 9))
    assert all(one.is_sound for one in doctor.examine(town))


def test_every_act_is_audited_and_the_chain_shows_tampering(town: Database) -> None:
    report("村,日期,E02\n瓦岗,2022-07-04,58\n")
    commands.add_pair(OFFICER, "410902101225", "410902101214", "帮带", "P01", DAY)
    events = town.ask("select act, actor_role from audit_event order by event_id", {})[1]
    assert list(events["act"]) == ["init", "upload", "pair"]
    assert {one.name: one.is_sound for one in doctor.examine(town)}["审计链"]
    with town.write() as transaction:
        transaction.run("update audit_event set actor_name = '别人' where event_id = 2")
    assert not {one.name: one.is_sound for one in doctor.examine(town)}["审计链"]


def test_pairs_by_hand(town: Database) -> None:
    report("村,日期,E02\n瓦岗,2022-07-04,58\n翟庄,2022-07-04,40\n")
    report("村,日期,E02\n翟庄,2022-07-11,50\n")
    number = commands.add_pair(OFFICER, "410902101225", "410902101214", "帮带", "E02", DAY)
    row = queries.pairs(date(2022, 7, 11)).iloc[0]
    assert (row["start_gap"], row["gap"], row["gap_change"], row["result"]) == (
        18,
        8,
        -10,
        "narrowed",
    )
    with pytest.raises(Refused, match="不必重复"):
        commands.add_pair(OFFICER, "410902101225", "410902101214", "帮带", "E02", DAY)
    with pytest.raises(Refused, match="同一个村"):
        commands.add_pair(OFFICER, "410902101225", "410902101225", "帮带", "E02", DAY)
    with pytest.raises(Refused, match="早于"):
        commands.end_pair(OFFICER, number, date(2022, 7, 1), "调整")
    commands.end_pair(OFFICER, number, date(2022, 7, 18), "调整")
    assert len(queries.pairs(date(2022, 7, 18))) == 1
    assert queries.pairs(date(2022, 7, 19)).empty


def test_other_tables_come_in_by_their_headings(town: Database) -> None:
    assert report("村,管区,包村岗位\n瓦岗,一管区,镇人大副主席\n").status == "accepted"
    villages = queries.villages().set_index("village_code")
    assert villages.loc["410902101225", "area_group"] == "一管区"
    assert villages.loc["410902101204", "area_group"] == "全镇"
    assert report("村,年度,季度,目标星数\n瓦岗,2022,4,5\n").values == 1
    assert list(queries.targets()["stars"]) == [5]
    assert report("村,指标,起,止,理由\n瓦岗,I12,2022-07-01,,无债务\n").values == 1
    assert list(queries.export_exemptions(DAY)["reason"]) == ["无债务"]
    assert len(queries.requirement_results(DAY, "410902101225")) == 40
    bad = report("村,年度,季度,目标星数\n瓦岗,2022,5,五\n")
    assert [one.kind for one in bad.problems] == ["out_of_range", "not_a_number"]


def test_a_failed_publish_leaves_nothing(town: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    from dashboard.store.commands import upload

    def fails(*_: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setitem(upload.STORES, "values", fails)
    with pytest.raises(RuntimeError):
        report("村,日期,E02\n瓦岗,2022-07-04,58\n")
    assert queries.uploads().empty
