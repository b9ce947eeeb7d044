"""The preview says what publishing then does, and leaves nothing behind."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboard.store import commands, queries, stored
from dashboard.store.commands.upload import check
from dashboard.store.database import Database
from tests.conftest import OFFICER, report

WAGANG = "410902101225"
FIRST, SECOND = date(2022, 7, 4), date(2022, 7, 11)


@pytest.fixture
def two_rules(town: Database) -> Database:
    with town.write() as transaction:
        transaction.run("delete from requirement where indicator_code not in ('E02', 'P11')")
        stored.refresh_rules(transaction)
    return town


def stars(day: date) -> dict[tuple[str, str], str]:
    rows = queries.stars(day)
    return dict(
        zip(zip(rows["village_code"], rows["star_code"], strict=True), rows["state"], strict=True)
    )


def lacking(day: date) -> set[tuple[str, str, str]]:
    rows = queries.shortfalls(day)
    return set(map(tuple, rows[["village_code", "star_code", "indicator_code"]].to_numpy()))


@pytest.mark.parametrize(
    "text",
    [
        "村,日期,E02\n瓦岗,2022-07-11,90\n翟庄,2022-07-11,1\n",
        "村,日期,E02\n瓦岗,2022-07-04,50\n",
        "村,日期,P11\n瓦岗,2022-07-11,有\n",
        "村,指标,起,理由\n瓦岗,E02,2022-07-01,无此项\n",
        "村,年度,季度,目标星数\n瓦岗,2022,4,5\n",
    ],
    ids=["won-and-lost", "correction", "bar", "exemption", "target"],
)
def test_what_is_foretold_comes_true(two_rules: Database, text: str) -> None:
    report("村,日期,E02,P11\n瓦岗,2022-07-04,10,无\n翟庄,2022-07-04,99,无\n")
    verdict = check(text.encode(), "f.csv")
    assert verdict.problems == ()
    version, uploads = two_rules.version, len(queries.uploads())
    impact = commands.preview(verdict)
    assert impact is not None
    assert (two_rules.version, len(queries.uploads())) == (version, uploads)
    before, lacked = stars(impact.as_of), lacking(impact.as_of)
    commands.publish(OFFICER, verdict)
    after, lacks = stars(impact.as_of), lacking(impact.as_of)
    turned = {key for key in after if (after[key] == "won") != (before[key] == "won")}
    rows = impact.turned
    assert set(zip(rows["village_code"], rows["star_code"], strict=True)) == turned
    assert all(
        after[row["village_code"], row["star_code"]] == row["change"]
        for row in rows.to_dict("records")
    )
    assert (impact.opened, impact.closed) == (len(lacks - lacked), len(lacked - lacks))


def test_values_are_counted_against_those_that_count(two_rules: Database) -> None:
    report("村,日期,E02,E07\n瓦岗,2022-07-04,10,80\n")
    impact = commands.preview(
        check("村,日期,E02,E07\n瓦岗,2022-07-04,10,81\n翟庄,2022-07-04,5,\n".encode(), "f.csv")
    )
    assert impact is not None
    assert (impact.new, impact.changed, impact.unchanged) == (1, 1, 1)


def test_a_turn_names_its_cause(two_rules: Database) -> None:
    report("村,日期,E02\n瓦岗,2022-07-04,10\n")
    impact = commands.preview(check("村,日期,E02\n瓦岗,2022-07-11,90\n".encode(), "f.csv"))
    assert impact is not None
    row = impact.turned.iloc[0]
    assert (row["change"], row["indicator_code"]) == ("won", "E02")
    assert (row["value_before"], row["value_after"]) == (10, 90)
    assert pd.Timestamp(row["value_as_of"]).date() == SECOND
    assert impact.as_of == SECOND


def test_nothing_to_foretell_without_any_data(town: Database) -> None:
    assert (
        commands.preview(check("村,年度,季度,目标星数\n瓦岗,2022,4,5\n".encode(), "t.csv")) is None
    )
