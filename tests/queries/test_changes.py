"""The log of turned stars, progress and likeness against the naive telling, and cases by hand."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.components import causes, phrases
from dashboard.store import commands, database, queries, stored
from dashboard.store.act import utc_now
from dashboard.store.database import Database
from tests.conftest import OFFICER, report
from tests.queries import naive_changes, test_results
from tests.queries import naive_judge as naive
from tests.queries.test_results import STARS, VILLAGES, build, that_count

WAGANG, XIZHAI = "410902101225", "410902101207"
THEN, NOW = date(2022, 7, 4), date(2022, 7, 11)
HOUSEHOLDS = dict(zip(VILLAGES, (100, 120, 131), strict=True))


def _known(value: object) -> object:
    return None if value != value or value is None else value


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(test_results.rules, max_size=14),
    st.lists(st.lists(test_results.values, max_size=40), max_size=3),
    st.lists(test_results.exemptions, max_size=3, unique_by=lambda one: one[:3]),
    st.lists(test_results.days, min_size=2, max_size=4),
)
def test_the_reads_agree_with_the_naive_telling(rule_list, batches, exempt, days) -> None:
    store = build(rule_list, batches, set(), exempt, {})
    try:
        with store.write() as transaction:
            for code, households in HOUSEHOLDS.items():
                transaction.run(
                    "update village set households = $n where village_code = $code",
                    {"n": households, "code": code},
                )
            stored.refresh_villages(transaction)
        database.use(store)
        counted = that_count(batches, set())
        versions = [rule | {"version": n} for n, rule in enumerate(rule_list, 1)]
        days = sorted(set(days)) if len(days) > 2 else days
        expected = {
            (now, code, *row)
            for then, now in itertools.pairwise(days)
            for code, category in VILLAGES.items()
            for row in naive_changes.turned(
                code, category, then, now, counted, versions, exempt, STARS
            )
        }
        if len(days) > 1:
            rows = queries.change_log(days)
            names = ["village_code", "star_code", "change", "indicator_code", "cause"]
            told = [
                (pd.Timestamp(row["as_of"]).date(), *(_known(row[name]) for name in names))
                for row in rows.to_dict("records")
            ]
            assert len(told) == len(set(told))
            assert set(told) == expected
            for row in rows.to_dict("records"):
                assert phrases.cause(row)
                causes.basis(row)
        _progress_and_likeness(days[0], days[-1], counted, versions, exempt)
    finally:
        database.use(None)
        store.close()


def _progress_and_likeness(then: date, now: date, counted, versions, exempt) -> None:
    judged = {
        day: {
            code: naive.judge_village(day, code, category, counted, versions, exempt)
            for code, category in VILLAGES.items()
        }
        for day in (then, now)
    }

    def standing(day: date) -> dict[str, tuple[int, int, int]]:
        return {
            code: (
                sum(one == "won" for one in naive.star_states(own, STARS).values()),
                *naive.mandatory(own),
            )
            for code, own in judged[day].items()
        }

    old, new = standing(then), standing(now)
    levels = {code: (old[code][0], new[code][0]) for code in VILLAGES}
    rows = queries.improvement(now, then)
    assert {
        row["village_code"]: (row["unranked"], _known(row["improvement_rank"]))
        for row in rows.to_dict("records")
    } == naive_changes.progress(judged[then], judged[now], levels, Fraction(1, 5))
    alike = {
        "category": lambda a, b: VILLAGES[a] == VILLAGES[b],
        "group": lambda a, b: True,
        "households": lambda a, b: abs(HOUSEHOLDS[a] - HOUSEHOLDS[b]) * 10 <= 3 * HOUSEHOLDS[a],
        "level": lambda a, b: old[a][0] == old[b][0],
    }
    own = next(iter(VILLAGES))
    ranks = queries.peer_ranks(now, then, own)
    assert len(ranks) == len(alike) * len(VILLAGES)
    for row in ranks.to_dict("records"):
        code = row["village_code"]
        peers = [one for one in VILLAGES if alike[row["likeness"]](code, one)]
        among = naive.ranks({one: new[one] for one in peers})
        assert (row["rank"], row["peers"]) == (among[code], len(peers))
        told = set(row["peer_codes"].split(",")) if code == own else set()
        assert (set(peers) if code == own else set()) == told


def _only(store: Database, **changed: object) -> None:
    """One requirement in force: ecology, E02, at least 50."""
    with store.write() as transaction:
        transaction.run("delete from requirement")
    _rule(store, 1, date(2022, 5, 1), 50.0, **changed)


def _rule(store: Database, version: int, start: date, threshold: float, **changed: object) -> None:
    rule = {
        "version": version, "star_code": "ecology", "indicator_code": "E02", "category": "",
        "direction": "higher", "threshold": threshold, "is_mandatory": True, "veto": "",
        "max_age_days": 45, "valid_from": start, "set_by": "镇党建办", "source_note": "会议纪要",
        "recorded_at": utc_now(),
    }  # fmt: skip
    with store.write() as transaction:
        transaction.add("requirement", **{**rule, **changed})
        stored.refresh_rules(transaction)


def _one(then: date = THEN, now: date = NOW) -> dict[str, object]:
    rows = queries.changes(now, then)
    rows = rows[rows["star_code"] == "ecology"]
    assert len(rows) == 1
    return rows.iloc[0].to_dict()


def test_a_value_that_turned_a_star_tells_its_upload(town: Database) -> None:
    _only(town)
    report("村,日期,E02\n瓦岗,2022-07-04,48\n", "旧.csv")
    report("村,日期,E02\n瓦岗,2022-07-11,52\n", "新.csv")
    row = _one()
    assert (row["cause"], row["file_name"], row["row_number"]) == ("value", "新.csv", 2)
    assert row["uploader"] == OFFICER.name
    assert phrases.cause(row) == "生活污水治理率 48→52%，达到 50%"


def test_a_threshold_that_turned_a_star_is_named(town: Database) -> None:
    _only(town)
    _rule(town, 2, date(2022, 7, 6), 60.0)
    report("村,日期,E02\n瓦岗,2022-07-04,55\n")
    row = _one()
    assert (row["cause"], row["change"]) == ("rule", "lost")
    assert (row["rule_version_before"], row["rule_version"]) == (1, 2)
    assert phrases.cause(row) == (
        "生活污水治理率达标线 50% → 60%（规则第 2 版，2022-07-06 起），现值 55%"
    )
    assert causes.basis(row) == "定口径：镇党建办　会议纪要"


def test_a_value_is_the_cause_where_the_rule_changed_but_did_not_matter(town: Database) -> None:
    _only(town)
    _rule(town, 2, date(2022, 7, 6), 55.0)
    report("村,日期,E02\n瓦岗,2022-07-04,58\n")
    report("村,日期,E02\n瓦岗,2022-07-11,40\n")
    assert _one()["cause"] == "value"


def test_an_exemption_that_wins_a_star_gives_its_reason(town: Database) -> None:
    _only(town)
    _rule(town, 1, date(2022, 5, 1), 1.0, indicator_code="E03")
    report("村,日期,E02,E03\n瓦岗,2022-07-04,40,1\n")
    report("村,指标,起,止,理由\n瓦岗,E02,2022-07-06,2022-07-20,管网改造\n")
    row = _one()
    assert (row["cause"], row["change"], row["exempt_reason"]) == (
        "exempt_begun", "won", "管网改造",
    )  # fmt: skip
    assert "免考（2022-07-06 至 2022-07-20）" in phrases.cause(row)
    assert causes.basis(row) == "免考理由：管网改造"
    row = _one(NOW, date(2022, 7, 25))
    assert (row["cause"], row["change"], row["exempt_reason"]) == (
        "exempt_ended", "lost", "管网改造",
    )  # fmt: skip


def test_the_star_of_a_merged_unit_is_told_with_the_merger(town: Database) -> None:
    _only(town)
    report("村,日期,E02\n瓦岗,2022-07-04,80\n")
    commands.merge_village(OFFICER, WAGANG, XIZHAI, date(2022, 7, 8), "区划调整")
    row = _one()
    assert (row["cause"], row["change"], row["unit_event"]) == ("unit", "lost", "merged")
    assert (row["level_before"], _known(row["level_after"])) == (1, None)
    assert phrases.cause(row) == "2022-07-08 并入西寨村，星不再单独计"
    assert phrases.level_move(row) == "原 1 星"


def test_a_week_of_winning_and_losing_again_is_in_the_log_only(town: Database) -> None:
    _only(town)
    for day, value in (("04", 40), ("11", 60), ("18", 41)):
        report(f"村,日期,E02\n瓦岗,2022-07-{day},{value}\n")
    days = [THEN + timedelta(weeks=n) for n in range(3)]
    assert list(queries.change_log(days)["change"]) == ["lost", "won"]
    assert queries.changes(days[2], days[0]).empty
    with pytest.raises(ValueError, match="two days"):
        queries.change_log(days[:1])
