"""Tables through the production door: least columns, lists over lists, pairs sent again."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboard.domain.errors import Refused
from dashboard.store import commands, queries
from dashboard.store.database import Database
from tests.conftest import OFFICER, report

DAY = date(2022, 7, 11)
GANG, ZHAI, NEW = "410902101225", "410902101214", "410902101230"


@pytest.mark.parametrize(
    ("text", "table", "expected"),
    [
        ("村,年度,级别,事件,理由\n瓦岗,2022,5,晋星,所载\n", "star_award", {"document": ""}),
        (
            "事实,日期,数值,单位,来源,原文\n走访,2022-07-04,40,次,纪实,走访40次\n",
            "town_fact",
            {"qualifier": "="},
        ),
        ("村,指标,起,理由\n瓦岗,I12,2022-07-01,无债务\n", "exempt", {"to_date": None}),
        ("村代码,年度,季度,目标星数\n410902101225,2022,4,5\n", "target", {"stars": 5}),
        (
            "帮方,受方,方式,指标,起\n瓦岗,翟庄,帮带,E02,2022-07-04\n",
            "pairing",
            {"to_date": None, "star_code": "ecology"},
        ),
        ("村,户数\n瓦岗,300\n", "village", {"households": 300, "area_group": None, "name": ""}),
        ("村代码,人口\n410902101225,900\n", "village", {"population": 900, "category": "村"}),
        ("村,日期,E02\n瓦岗,2022-07-04,58\n", "indicator_value", {"value": 58.0}),
        ("村,指标,日期,数值\n瓦岗,E02,2022-07-04,58\n", "indicator_value", {"qualifier": "="}),
    ],
)
def test_the_required_columns_are_enough(town: Database, text: str, table: str, expected) -> None:
    receipt = report(text)
    assert (receipt.problems, receipt.values) == ((), 1)
    columns = ", ".join(expected)
    with town.write() as transaction:
        rows = transaction.run(f"select {columns} from {table} where upload_id = 1")
    assert rows == [tuple(expected.values())]


def described(code: str = GANG) -> tuple[str, str, str | None, int | None]:
    row = queries.villages().set_index("village_code").loc[code]
    plain = [None if pd.isna(value) else value for value in row]
    return plain[0], plain[2], plain[3], plain[4]


def test_a_withdrawn_list_leaves_nothing_behind(town: Database) -> None:
    first = report("村,管区,包村岗位,户数\n瓦岗,一管区,镇人大副主席,300\n")
    second = report("村代码,村,管区,户数\n410902101225,—,二管区,\n")
    assert described() == ("瓦岗村", "二管区", "镇人大副主席", 300)
    commands.withdraw(OFFICER, first.upload_id, "填错")
    assert described() == ("瓦岗村", "二管区", None, None)
    commands.withdraw(OFFICER, second.upload_id, "填错")
    assert described() == ("瓦岗村", "全镇", None, None)


def test_names_are_kept_unless_they_are_new(town: Database) -> None:
    report("村代码,村,管区\n410902101225,瓦岗,一管区\n")
    assert described()[0] == "瓦岗村"
    renamed = report("村代码,村,管区\n410902101225,大瓦岗村村民委员会,一管区\n")
    assert described()[0] == "大瓦岗村"
    report("村代码,管区\n410902101225,三管区\n")
    assert described()[:2] == ("大瓦岗村", "三管区")
    commands.withdraw(OFFICER, renamed.upload_id, "填错")
    assert described()[:2] == ("瓦岗村", "三管区")


def test_a_new_unit_comes_with_its_days(town: Database) -> None:
    assert report(f"村代码,村,起用日期\n{NEW},新庄村民委员会,2022-07-11\n").status == "accepted"
    assert described(NEW)[0] == "新庄村"
    listed = [set(queries.stars(day)["village_code"]) for day in (date(2022, 7, 4), DAY)]
    assert [NEW in codes for codes in listed] == [False, True]
    report(f"村代码,撤销日期\n{NEW},2022-08-01\n")
    assert NEW not in set(queries.stars(date(2022, 8, 1))["village_code"])


PAIRS = (
    "帮方,受方,方式,指标,起,止\n瓦岗,翟庄,帮带,E02,2022-07-04,\n瓦屋,南田,帮带,E02,2022-07-04,\n"
)


def pairs() -> int:
    return len(queries.pairs(DAY))


def test_pairs_sent_again_are_not_doubled(town: Database) -> None:
    report(PAIRS)
    assert pairs() == 2
    again = report(PAIRS + "大猛,西寨,互比,E07,2022-07-04,\n")
    assert (again.status, again.values, pairs()) == ("accepted", 3, 3)


def test_an_ended_pair_is_not_revived_by_its_old_line(town: Database) -> None:
    report(PAIRS)
    commands.end_pair(OFFICER, 1, date(2022, 7, 8), "调整")
    report(PAIRS + "大猛,西寨,互比,E07,2022-07-04,\n")
    assert pairs() == 2
    report("帮方,受方,方式,指标,起\n瓦岗,翟庄,帮带,E02,2022-07-09\n")
    assert pairs() == 3


@pytest.mark.parametrize(
    "line",
    [
        "瓦岗,翟庄,帮带,E02,2022-07-11,",
        "瓦岗,翟庄,互比,E02,2022-07-04,",
        "瓦岗,翟庄,帮带,E02,2022-07-04,2022-12-31",
    ],
)
def test_a_pair_that_runs_otherwise_is_refused_whole(town: Database, line: str) -> None:
    report(PAIRS)
    with pytest.raises(Refused, match="不必重复"):
        report("帮方,受方,方式,指标,起,止\n大猛,西寨,互比,E07,2022-07-04,\n" + line + "\n")
    assert (pairs(), len(queries.uploads())) == (2, 1)


def test_an_earlier_pair_that_ended_before_may_be_added(town: Database) -> None:
    report(PAIRS)
    report("帮方,受方,方式,指标,起,止\n瓦岗,翟庄,帮带,E02,2022-05-01,2022-06-30\n")
    assert len(queries.pairs(date(2022, 6, 6))) == 1
    with pytest.raises(Refused):
        commands.add_pair(OFFICER, GANG, ZHAI, "帮带", "E02", date(2022, 6, 1))
