"""What the reads say in cases that a mistake would hide."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.domain.errors import Refused
from dashboard.store import commands, definitions, queries, stored
from dashboard.store.database import Database
from tests.conftest import OFFICER, report

WAGANG, ZHAI = "410902101225", "410902101214"
MONDAY = date(2022, 7, 11)


def freshness(star: str, day: date) -> tuple[int, int, int, int]:
    rows = queries.freshness(day).set_index("star_code")
    names = ("current_count", "carried_count", "stale_count", "missing_count")
    return tuple(int(rows.loc[star, name]) for name in names)  # type: ignore[return-value]


def test_what_was_reported_since_the_last_review_is_of_this_period(
    town: Database,
) -> None:
    with town.write() as transaction:
        transaction.run("delete from requirement where indicator_code <> 'E03'")
        stored.refresh_rules(transaction)
    report("村,日期,E03\n瓦岗,2022-07-08,90\n翟庄,2022-07-04,90\n")  # a Friday, a Monday
    assert freshness("ecology", MONDAY) == (1, 1, 0, 17)
    assert freshness("ecology", date(2022, 7, 22)) == (0, 1, 1, 17)


def test_competing_pairs_narrow_when_the_difference_shrinks(town: Database) -> None:
    report("村,日期,E02\n瓦岗,2022-07-04,40\n翟庄,2022-07-04,50\n")
    report("村,日期,E02\n瓦岗,2022-07-11,48\n翟庄,2022-07-11,50\n")
    commands.add_pair(OFFICER, WAGANG, ZHAI, "互比", "E02", date(2022, 7, 4))
    row = queries.pairs(MONDAY).iloc[0]
    assert (row["start_gap"], row["gap"], row["gap_change"]) == (-10, -2, -8)
    assert row["result"] == "narrowed"


def test_a_pair_with_old_values_is_unknown(town: Database) -> None:
    report("村,日期,E02\n瓦岗,2022-07-04,60\n翟庄,2022-07-04,50\n")
    commands.add_pair(OFFICER, WAGANG, ZHAI, "帮带", "E02", date(2022, 7, 4))
    assert queries.pairs(MONDAY).iloc[0]["result"] == "flat"
    late = queries.pairs(date(2024, 7, 1)).iloc[0]
    assert (late["result"], late["mentor_value"]) == ("unknown", 60)


def test_only_what_decides_a_star_is_its_cause(town: Database) -> None:
    with town.write() as transaction:
        transaction.run("delete from requirement where indicator_code not in ('E02', 'E03')")
        transaction.run("update requirement set is_mandatory = false where indicator_code = 'E03'")
        stored.refresh_rules(transaction)
    report("村,日期,E02,E03\n瓦岗,2022-07-04,10,0\n")
    report("村,日期,E02,E03\n瓦岗,2022-07-11,100,1\n")
    causes = queries.changes(MONDAY, date(2022, 7, 4))
    assert list(causes["indicator_code"]) == ["E02"]


def test_facts_sent_again_are_told_once(town: Database) -> None:
    text = "事实,日期,数值,限定,单位,来源,原文\n走访,2022-07-04,{},=,次,纪实,走访{}次\n"
    report(text.format(9, 40))
    report(text.format(40, 40))
    assert list(queries.town_facts(MONDAY)["value"]) == [40]


def test_a_rule_file_cannot_rewrite_judged_days(town: Database) -> None:
    report("村,日期,E02\n瓦岗,2022-07-04,10\n")
    shipped = definitions.campaign()
    rule = next(one for one in shipped.requirements if one.indicator == "E02")
    for start, refused in ((date(2022, 6, 1), True), (date(2022, 7, 5), False)):
        later = rule.model_copy(update={"valid_from": start, "threshold": 5.0})
        changed = shipped.model_copy(update={"requirements": (*shipped.requirements, later)})
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(definitions, "campaign", lambda changed=changed: changed)
            if refused:
                with pytest.raises(Refused, match="以往的星"), town.write() as transaction:
                    definitions.seed_requirements(transaction)
            else:
                with town.write() as transaction:
                    assert definitions.seed_requirements(transaction) == 1
