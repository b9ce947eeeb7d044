"""Answers given once: stored with the upload, remembered for the next, never half."""

from __future__ import annotations

import json

import pytest

from dashboard.domain.errors import Refused
from dashboard.domain.intake import Answers
from dashboard.domain.intake.progress import Cancelled
from dashboard.store import commands, doctor, queries
from dashboard.store.commands import upload
from dashboard.store.database import Database
from tests.conftest import OFFICER, report

GANG, ZHAI = "410902101225", "410902101214"
TEXT = "村,日期,治污比例,联系处室\n老瓦岗寨,2022-07-04,0.58,某室\n翟庄,2022-07-04,0.4O,某室\n"
ANSWERS = Answers(
    columns={"治污比例": "E02", "联系处室": "忽略"}, villages={"老瓦岗寨": GANG},
    values={"E02": "份额"}, cells={(3, "治污比例"): "0.40"},
)  # fmt: skip


def test_an_answered_file_is_published_and_its_names_and_headings_remembered(
    town: Database,
) -> None:
    verdict = commands.check(TEXT.encode(), "f.csv", answers=ANSWERS)
    assert verdict.problems == ()
    assert queries.aliases().empty
    receipt = commands.publish(OFFICER, verdict)
    values = queries.latest_values().set_index("village_code")["value"].to_dict()
    assert values == {GANG: 58, ZHAI: 40}
    assert queries.aliases()[["alias", "village_code"]].to_numpy().tolist() == [["老瓦岗寨", GANG]]
    headings = queries.heading_meanings()
    assert dict(headings.to_numpy().tolist()) == {"治污比例": "E02", "联系处室": "忽略"}
    later = report("村,日期,治污比例,联系处室\n老瓦岗寨,2022-07-11,59,\n")
    assert (later.status, later.values) == ("accepted", 1)
    with town.write() as transaction:
        mended = transaction.run("select upload_id, original, mended from mended_cell")
    assert mended == [(receipt.upload_id, "0.4O", "0.40")]
    again = commands.publish(OFFICER, commands.check(TEXT.encode(), "f.csv", answers=ANSWERS))
    assert (again.values, again.upload_id) == (0, receipt.upload_id)


def test_another_reading_of_the_same_bytes_is_another_upload(town: Database) -> None:
    text = "村,日期,E02\n瓦岗,2022-07-04,0.58\n".encode()
    ids = [
        commands.publish(
            OFFICER, commands.check(text, "f.csv", answers=Answers(values={"E02": meant}))
        ).upload_id
        for meant in ("份额", "百分数", "份额")
    ]
    assert ids == [1, 2, 1]


def test_a_changed_mind_about_a_heading_is_remembered(town: Database) -> None:
    text = "村,日期,治污比例\n瓦岗,2022-07-04,58\n".encode()
    for code in ("E02", "E01"):
        told = Answers(columns={"治污比例": code})
        commands.publish(OFFICER, commands.check(text, "f.csv", answers=told))
    assert queries.heading_meanings()["meaning"].tolist() == ["E01"]


def test_an_alias_given_to_another_village_meanwhile_is_refused_whole(town: Database) -> None:
    text = "村,日期,E02\n老瓦岗寨,2022-07-04,58\n".encode()
    verdict = commands.check(text, "f.csv", answers=Answers(villages={"老瓦岗寨": GANG}))
    commands.remember_names(OFFICER, {"老瓦岗寨": ZHAI})
    with pytest.raises(Refused, match="翟庄村"):
        commands.publish(OFFICER, verdict)
    assert queries.uploads().empty


@pytest.mark.parametrize("words", range(4))
def test_a_cancelled_publication_leaves_nothing(
    town: Database, monkeypatch: pytest.MonkeyPatch, words: int
) -> None:
    monkeypatch.setattr(upload, "PIECE", 1)
    verdict = commands.check("村,日期,E02\n瓦岗,2022-07-04,58\n翟庄,2022-07-04,1\n".encode(), "f")
    heard = []

    def watch(*word: object) -> None:
        heard.append(word)
        if len(heard) > words:
            raise Cancelled

    with pytest.raises(Cancelled):
        commands.publish(OFFICER, verdict, watch=watch)
    assert queries.uploads().empty
    assert queries.latest_values().empty
    assert all(one.is_sound for one in doctor.examine(town))
    assert commands.publish(OFFICER, verdict).values == 2


def test_the_mapping_on_record_tells_how_the_file_was_read(town: Database) -> None:
    commands.publish(OFFICER, commands.check(TEXT.encode(), "f.csv", answers=ANSWERS))
    told = json.loads(queries.uploads()["mapping"].iloc[0])
    assert told["columns"]["治污比例"] == "E02"
    assert told["values"] == {"E02": "份额"}
