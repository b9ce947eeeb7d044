"""The yearly result: named stars become awards, withdrawable, and never otherwise than previewed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dashboard.domain.actor import Actor
from dashboard.domain.errors import Refused
from dashboard.store import commands, queries
from tests.conftest import report
from tests.store.course import (
    CHIEF,
    CLERK,
    DAY,
    DONGTIAN,
    TODAY,
    WAGANG,
    XITIAN,
    bring,
    force,
    step,
    village_head,
)

STARS = ("party", "industry", "ecology", "safety", "civility")
REASON, DOCUMENT = "年终评定", "濮组〔2022〕9 号"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XINGTU_TODAY", str(TODAY))


def record(actor: Actor = CHIEF, year: int = 2022) -> int | None:
    seen = commands.year_result(year).mark()
    return commands.record_year(actor, year, REASON, DOCUMENT, seen).upload_id


def awarded(year: int = 2022) -> dict[str, tuple[int, str]]:
    rows = queries.awards()
    own = rows[rows["year"] == year].to_dict("records")
    return {one["village_code"]: (one["level"], one["event"]) for one in own}


@pytest.mark.usefixtures("town")
def test_named_stars_become_levels_and_events() -> None:
    report(
        "村,年度,级别,事件,理由\n瓦岗,2021,2,晋星,公布\n东田,2021,2,晋星,公布\n"
        "西田,2021,3,晋星,公布\n翟庄,2021,5,晋星,公布\n"
    )
    for star in STARS[:3]:
        bring(WAGANG, star, "named")
    bring(DONGTIAN, "party", "named")
    step(village_head(XITIAN), "decline", XITIAN, "party")
    result = commands.year_result(2022)
    told = result.rows.set_index("village_code")
    assert {code: (row["level"], row["event"]) for code, row in told.iterrows()} == {
        WAGANG: (3, "晋星"), DONGTIAN: (1, "降星"), XITIAN: (0, "摘星"),
    }  # fmt: skip
    assert awarded() == {}
    upload_id = record()
    assert awarded() == {WAGANG: (3, "晋星"), DONGTIAN: (1, "降星"), XITIAN: (0, "摘星")}
    row = queries.awards().query(f"village_code == '{WAGANG}' and year == 2022").iloc[0]
    assert (row["reason"], row["document"]) == (REASON, DOCUMENT)
    with pytest.raises(Refused, match="没有要登记的定级"):
        record()
    assert upload_id is not None
    commands.withdraw(CHIEF, upload_id, "文件有误")
    assert awarded() == {}
    receipt = commands.republish(CHIEF, upload_id)
    assert receipt.problems == ()
    assert awarded()[WAGANG] == (3, "晋星")


@pytest.mark.usefixtures("town")
def test_a_star_revoked_afterwards_takes_the_level_down() -> None:
    for star in STARS[:2]:
        bring(WAGANG, star, "named")
    record()
    assert awarded()[WAGANG] == (2, "晋星")
    step(CHIEF, "revoke", WAGANG, "party", TODAY)
    record()
    assert awarded()[WAGANG] == (1, "摘星")
    assert commands.year_result(2022).rows.empty


@pytest.mark.usefixtures("town")
def test_while_cases_run_nothing_is_recorded() -> None:
    bring(WAGANG, "party", "named")
    bring(DONGTIAN, "party", "public")
    assert commands.year_result(2022).running == ("东田村",)
    with pytest.raises(Refused, match=r"还有 1 个村有未办结的星（东田村）"):
        record()
    step(CLERK, "object", DONGTIAN, "party", TODAY)
    record()
    assert awarded() == {WAGANG: (1, "晋星")}


@pytest.mark.usefixtures("town")
def test_what_moved_since_the_preview_is_not_recorded() -> None:
    bring(WAGANG, "party", "named")
    seen = commands.year_result(2022).mark()
    bring(WAGANG, "ecology", "named")
    with pytest.raises(Refused, match="刚刚有变动"):
        commands.record_year(CHIEF, 2022, REASON, DOCUMENT, seen)
    assert awarded() == {}


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize(
    ("actor", "year", "reason", "document", "said"),
    [
        (CHIEF, 2022, " ", DOCUMENT, "要写明理由"),
        (CHIEF, 2022, REASON, "", "要写明文号"),
        (CHIEF, 2023, REASON, DOCUMENT, "还没开始"),
        (CHIEF, 2021, REASON, DOCUMENT, "没有要登记的定级"),
        (CLERK, 2022, REASON, DOCUMENT, "不能做这一步"),
        (force("party"), 2022, REASON, DOCUMENT, "不能做这一步"),
    ],
)
def test_it_is_refused_with_its_reason(
    actor: Actor, year: int, reason: str, document: str, said: str
) -> None:
    bring(WAGANG, "party", "named")
    with pytest.raises(Refused, match=said):
        commands.record_year(actor, year, reason, document, commands.year_result(year).mark())
    assert awarded() == {}


@pytest.mark.usefixtures("town")
def test_a_village_without_a_case_keeps_what_it_had() -> None:
    report("村,年度,级别,事件,理由\n东田,2021,5,晋星,公布\n")
    bring(WAGANG, "party", "named", DAY - timedelta(days=1))
    record()
    assert set(awarded()) == {WAGANG}


@pytest.mark.usefixtures("town")
def test_a_year_without_an_award_takes_nothing_away() -> None:
    report("村,年度,级别,事件,理由\n瓦岗,2020,3,晋星,公布\n东田,2020,3,晋星,公布\n")
    for star in STARS[:3]:
        bring(WAGANG, star, "named")
    bring(DONGTIAN, "party", "named")
    record()
    assert awarded() == {WAGANG: (3, "保星"), DONGTIAN: (1, "降星")}
