"""待复核: what one hands in another publishes; until then it counts nowhere."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from dashboard.domain.actor import SECRETARY, TASK_FORCE, Actor
from dashboard.domain.errors import Refused
from dashboard.store import commands, doctor, queries
from dashboard.store.commands import second_check
from dashboard.store.commands.setup import SAMPLE, load_sample
from dashboard.store.database import Database
from tests.conftest import OFFICER, report

TEXT = "村,日期,E02\n瓦岗,2022-07-04,58\n"
FORCE = Actor("生态专班", TASK_FORCE)
OTHER = Actor("副数据员", OFFICER.role)


@pytest.fixture(autouse=True)
def _second_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XINGTU_SECOND_CHECK", "1")


def hand_in(text: str = TEXT) -> int:
    receipt = report(text)
    assert (receipt.values, receipt.upload_id) == (0, None)
    assert receipt.draft_id is not None
    return receipt.draft_id


def test_a_draft_counts_nowhere_until_another_publishes_it(town: Database) -> None:
    receipt = report(TEXT)
    told = receipt.as_dict()
    assert (told["status"], told["values"], told["draft_id"]) == ("accepted", 0, 1)
    assert "待复核" in str(told["message"])
    assert queries.uploads().empty
    assert queries.data_span().reported_values == 0
    with pytest.raises(Refused, match="另一人"):
        commands.publish_draft(OFFICER, 1)
    published = commands.publish_draft(FORCE, 1)
    assert (published.values, published.upload_id) == (1, 1)
    row = queries.uploads().iloc[0]
    assert (row["actor_name"], row["prepared_by"]) == (FORCE.name, OFFICER.name)
    assert queries.drafts().empty
    with pytest.raises(Refused, match="不在了"):
        commands.publish_draft(OTHER, 1)
    assert all(one.is_sound for one in doctor.examine(town))


def test_the_same_name_in_another_role_is_another(town: Database) -> None:
    draft = hand_in()
    assert commands.publish_draft(Actor(OFFICER.name, TASK_FORCE), draft).values == 1


def test_a_draft_is_sent_back_with_a_reason(town: Database) -> None:
    draft = hand_in()
    for actor, reason, words in ((OTHER, " ", "理由"), (OFFICER, "错", "另一人")):
        with pytest.raises(Refused, match=words):
            commands.discard_draft(actor, draft, reason)
    commands.discard_draft(OTHER, draft, "日期不对")
    assert queries.drafts().empty
    assert queries.uploads().empty
    with pytest.raises(Refused, match="不在了"):
        commands.discard_draft(OTHER, draft, "日期不对")
    assert hand_in() == draft + 1


def test_the_same_file_waits_once_and_a_known_one_does_not_wait(town: Database) -> None:
    draft = hand_in()
    assert hand_in() == draft
    commands.publish_draft(OTHER, draft)
    again = report(TEXT)
    assert (again.draft_id, again.upload_id, again.values) == (None, 1, 0)


def test_a_file_that_came_to_count_meanwhile_ends_its_draft(
    town: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = hand_in()
    monkeypatch.setenv("XINGTU_SECOND_CHECK", "")
    assert report(TEXT).upload_id == 1
    assert commands.publish_draft(OTHER, draft).values == 0
    assert queries.drafts().empty
    assert len(queries.uploads()) == 1


def test_a_draft_is_judged_as_things_are_when_it_is_published(town: Database) -> None:
    commands.remember_names(OFFICER, {"老瓦岗寨": "410902101225"})
    draft = hand_in(TEXT.replace("瓦岗", "老瓦岗寨"))
    assert commands.check_draft(draft).problems == ()
    with town.write() as transaction:
        transaction.run("delete from village_alias")
    assert [one.kind for one in commands.check_draft(draft).problems] == ["question"]
    assert commands.publish_draft(OTHER, draft).status == "rejected"
    assert list(queries.drafts()["draft_id"]) == [draft]


def test_of_two_who_publish_at_once_one_is_told(
    town: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = hand_in()
    once = second_check._waiting

    def slower(number: int) -> object:
        found = once(number)
        monkeypatch.setattr(second_check, "_waiting", once)
        commands.discard_draft(FORCE, number, "我先退了")
        return found

    monkeypatch.setattr(second_check, "_waiting", slower)
    with pytest.raises(Refused, match="不在了"):
        commands.publish_draft(OTHER, draft)
    assert queries.uploads().empty


def test_who_may_and_what_is_exempt(town: Database, tmp_path: Path) -> None:
    draft = hand_in()
    with pytest.raises(Refused):
        commands.publish_draft(Actor("书记", SECRETARY), draft)
    targets = report("村,年度,季度,目标星数\n瓦岗,2022,4,5\n").draft_id
    with pytest.raises(Refused):
        commands.publish_draft(FORCE, targets)
    told = commands.receive(OFFICER, TEXT.replace("58", "59").encode(), "b.csv")
    assert (told["values"], told["draft_id"]) == (0, 3)
    for name in ("villages.csv", "2022-07-04.csv"):
        shutil.copy(SAMPLE / name, tmp_path / name)
    load_sample(tmp_path)
    assert queries.uploads()["is_sample"].all()
    assert queries.data_span().last_day == date(2022, 7, 4)
