"""What would be is what publishing would give, and nothing of it stays."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.domain.errors import Refused
from dashboard.store import commands, database, doctor, queries, stored
from dashboard.store.database import Database
from tests.conftest import OFFICER, report
from tests.towns import empty_town

WAGANG, ZHAI = "410902101225", "410902101214"
NAMES = {WAGANG: "瓦岗", ZHAI: "翟庄"}
DAY = date(2022, 7, 11)
TABLES = ("upload", "indicator_value", "value_span", "audit_event", "correction")


def small(store: Database) -> None:
    """Two rules are left, one of them a veto on all stars."""
    with store.write() as transaction:
        transaction.run("delete from requirement where indicator_code not in ('E02', 'E03', 'P11')")
        stored.refresh_rules(transaction)


@pytest.fixture
def ruled(town: Database) -> Database:
    small(town)
    return town


def counts(store: Database) -> dict[str, int]:
    return {
        table: int(store.ask(f"select count(*) as n from {table}", {})[1]["n"].iloc[0])
        for table in TABLES
    }


def test_nothing_is_stored(ruled: Database) -> None:
    report("村,日期,E02,E03,P11\n瓦岗,2022-07-04,10,90,无\n翟庄,2022-07-04,60,100,无\n")
    before, version = counts(ruled), ruled.version
    spans = ruled.ask("select * from value_span order by all", {})[1]
    outcome = commands.what_if(DAY, {(WAGANG, "E02"): 80.0, (WAGANG, "E03"): None})
    assert len(outcome.stars)
    assert (counts(ruled), ruled.version) == (before, version)
    pd.testing.assert_frame_equal(ruled.ask("select * from value_span order by all", {})[1], spans)
    assert all(one.is_sound for one in doctor.examine(ruled))


def test_stars_level_and_ranks_move(ruled: Database) -> None:
    report("村,日期,E02,E03,P11\n瓦岗,2022-07-11,10,100,无\n翟庄,2022-07-11,60,100,无\n")
    outcome = commands.what_if(DAY, {(WAGANG, "E02"): 45.0})
    turned = outcome.turned()
    assert list(turned["star_code"]) == ["ecology"]
    assert (turned["star_state_before"].iloc[0], turned["star_state"].iloc[0]) == ("lost", "won")
    own = outcome.of(WAGANG)
    assert own == {"level": 2, "level_before": 1, "rank": 1, "rank_before": 2}
    assert outcome.of(ZHAI)["rank"] == 1
    assert list(outcome.moved()["village_code"]) == [WAGANG]
    barred = commands.what_if(DAY, {(ZHAI, "P11"): 1.0})
    assert barred.of(ZHAI)["level"] == 0
    assert WAGANG in list(barred.moved()["village_code"]), "it takes the place that gets free"


def test_a_missing_value_leaves_the_star_open(ruled: Database) -> None:
    report("村,日期,E02,E03\n瓦岗,2022-07-11,50,100\n")
    outcome = commands.what_if(DAY, {(WAGANG, "E02"): None})
    assert list(outcome.turned()["star_state"]) == ["undetermined"]


@pytest.mark.parametrize(
    ("cell", "value", "why"),
    [
        ((WAGANG, "E02"), 101.0, "超出“生活污水治理率”的范围 0～100%"),
        ((WAGANG, "E02"), -1.0, "超出"),
        ((WAGANG, "E02"), float("nan"), "超出"),
        ((WAGANG, "P11"), 0.5, "只能是 1"),
        ((WAGANG, "X99"), 1.0, "没有代码为“X99”的指标"),
        (("999", "E02"), 1.0, "没有代码为“999”的村"),
    ],
)
def test_what_cannot_be_is_refused(
    ruled: Database, cell: tuple[str, str], value: float, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        commands.what_if(DAY, {cell: value})


def test_a_village_not_of_the_day_is_refused(ruled: Database) -> None:
    commands.merge_village(OFFICER, ZHAI, WAGANG, date(2022, 7, 1), "批复")
    with pytest.raises(Refused, match="没有代码为"):
        commands.what_if(DAY, {(ZHAI, "E02"): 1.0})


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [("E02", "80%", 80.0), ("E02", "８０", 80.0), ("P11", "是", 1.0), ("I01", "10 万元", 10.0)],
)
def test_texts_are_read_as_uploads_are(code: str, text: str, value: float) -> None:
    assert commands.read_assumed(code, text) == value


@pytest.mark.parametrize(
    ("code", "text", "why"),
    [
        ("E02", "很多", "不能作“生活污水治理率”的假设值"),
        ("E02", "180", "超出“生活污水治理率”的范围"),
        ("P11", "2", "请填是或否"),
    ],
)
def test_a_text_that_is_no_value_is_refused(code: str, text: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        commands.read_assumed(code, text)


def test_an_upload_at_the_same_time_is_not_lost(ruled: Database) -> None:
    report("村,日期,E02\n瓦岗,2022-07-11,10\n")
    go = threading.Barrier(2)

    def guess() -> None:
        go.wait()
        for value in range(40, 52):
            commands.what_if(DAY, {(WAGANG, "E02"): float(value)})

    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(guess)
        go.wait()
        for value in range(20, 32):
            assert report(f"村,日期,E02\n瓦岗,2022-07-11,{value}\n").status == "accepted"
        other.result()
    assert ruled.ask("select value from live_value", {})[1]["value"].tolist() == [31.0]
    assert all(one.is_sound for one in doctor.examine(ruled))


cells = st.dictionaries(
    st.tuples(st.sampled_from(list(NAMES)), st.sampled_from(["E02", "E03", "P11"])),
    st.integers(0, 100),
    min_size=1,
)


def as_table(assumed: dict[tuple[str, str], int], day: date) -> str:
    lines = [
        f"{NAMES[village]},{indicator},{day},{number % 2 if indicator == 'P11' else number}"
        for (village, indicator), number in assumed.items()
    ]
    return "村,指标,日期,数值\n" + "\n".join(lines) + "\n"


def as_values(assumed: dict[tuple[str, str], int]) -> dict[tuple[str, str], float | None]:
    return {
        key: float(number % 2 if key[1] == "P11" else number) for key, number in assumed.items()
    }


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cells, cells, st.sampled_from([date(2022, 7, 4), DAY]))
def test_it_is_what_publishing_would_give(
    first: dict[tuple[str, str], int], assumed: dict[tuple[str, str], int], day: date
) -> None:
    store = empty_town()
    try:
        small(store)
        report(as_table(first, DAY))
        unchanged = commands.what_if(DAY, as_values(first))
        assert unchanged.turned().empty
        assert unchanged.moved().empty
        outcome = commands.what_if(day, as_values(assumed))
        report(as_table(assumed, day), "后.csv")
        after = queries.standing(day)
        pd.testing.assert_frame_equal(outcome.stars[after.columns], after)
    finally:
        database.use(None)
        store.close()
