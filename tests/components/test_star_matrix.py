"""专班: the matrix escapes what it is given, and its counts are those of the results."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboard.components import star_matrix, theme
from dashboard.components.figures.matrix import Head, Line, Square, matrix_html
from dashboard.store import queries, stored
from dashboard.store.act import utc_now
from dashboard.store.database import Database
from tests.conftest import report

DAY = date(2022, 12, 26)
MONDAY = date(2022, 7, 4)
SQUARE = Square("√ <b>", "green", theme.GREEN, "/village?a=1&b=2", '"说"', "<记>")


def test_whatever_it_is_given_is_text() -> None:
    drawn = matrix_html(
        [Head("<i>名", ["<≥1>"], '"全"', "<星>")],
        [("<组>", [Line("<村>", '/x?a=1&b="2', [SQUARE], "<末>", '"尾"')])],
        corner="<角>", end="<尾>", label="<签>",
    )  # fmt: skip
    assert "<b>" not in drawn.replace("<b>&lt;星&gt;</b>", "")
    for text in (
        "&lt;i&gt;名",
        "&lt;组&gt;",
        "&lt;村&gt;",
        "&lt;末&gt;",
        "&lt;角&gt;",
        "&lt;签&gt;",
        "&lt;记&gt;",
        "&lt;≥1&gt;",
        "&quot;全&quot;",
        "&quot;说&quot;",
        "&quot;尾&quot;",
        "a=1&amp;b=&quot;2",
    ):
        assert text in drawn


def test_a_row_has_a_square_for_every_column() -> None:
    with pytest.raises(ValueError, match="0 squares for 1"):
        matrix_html(
            [Head("名", [], "")], [("组", [Line("村", "/", [], "")])],
            corner="", end="", label="",
        )  # fmt: skip


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("star", ["", "party", "industry", "ecology", "safety", "civility"])
def test_the_matrix_says_what_the_results_say(star: str) -> None:
    rows = queries.star_matrix(DAY, star)
    judged = rows[rows["state"] != "exempt"]
    for code, own in judged.groupby("village_code"):
        results = queries.requirement_results(DAY, str(code))
        if star:
            results = results[results["star_code"] == star]
        assert dict(zip(own["indicator_code"], own["state"], strict=True)) == dict(
            zip(results["indicator_code"], results["state"], strict=True)
        )
    exempt = queries.export_exemptions(DAY)
    expected = set(zip(exempt["village_code"], exempt["indicator_code"], strict=True))
    found = rows[rows["state"] == "exempt"][["village_code", "indicator_code"]]
    assert set(map(tuple, found.to_numpy())) <= expected
    if not star:
        assert len(found) == len(expected)


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("day", [date(2022, 8, 1), date(2022, 11, 14), DAY, date(2026, 1, 1)])
def test_what_lacks_is_what_the_shortfalls_say(day: date) -> None:
    rows, gaps = queries.star_matrix(day, ""), queries.shortfalls(day)
    winning = gaps[(gaps["stars_gained"] > 0) & (gaps["star_blockers"] == 1)]
    assert _keys(rows[rows["is_blocker"]]) == _keys(gaps)
    assert _keys(rows[rows["is_last_one"]]) == _keys(winning)


def _keys(rows: pd.DataFrame) -> set[tuple[str, ...]]:
    return set(map(tuple, rows[["village_code", "star_code", "indicator_code"]].to_numpy()))


def _rule(store: Database, star: str, indicator: str, **changed: object) -> None:
    rule = {
        "version": 2, "category": "", "direction": "higher", "threshold": 1.0,
        "is_mandatory": True, "veto": "", "max_age_days": 400, "valid_from": date(2022, 7, 1),
        "set_by": "", "source_note": "", "recorded_at": utc_now(),
    }  # fmt: skip
    with store.write() as transaction:
        transaction.run("delete from requirement where star_code = $star", {"star": star})
        transaction.add(
            "requirement", star_code=star, indicator_code=indicator, **{**rule, **changed}
        )
        stored.refresh_rules(transaction)


def _of_wagang(star: str) -> pd.DataFrame:
    rows = queries.star_matrix(MONDAY, star)
    return rows[rows["village"].str.startswith("瓦岗")]


def test_what_need_not_be_met_blocks_nothing(town: Database) -> None:
    _rule(town, "ecology", "E02", threshold=60.0, is_mandatory=False)
    report("村,日期,E02\n瓦岗,2022-07-04,58\n")
    rows = _of_wagang("ecology")
    assert list(rows["state"]) == ["unmet"]
    assert not rows["is_blocker"].any()
    assert not star_matrix.blockers(rows)
    assert not star_matrix.short_table(rows)


def test_a_village_barred_by_another_star_is_not_one_short(town: Database) -> None:
    _rule(town, "ecology", "E02", threshold=60.0)
    _rule(town, "party", "E01", threshold=60.0, veto="all")
    report("村,日期,E01,E02\n瓦岗,2022-07-04,50,58\n")
    rows = _of_wagang("ecology")
    assert rows["is_blocker"].all()
    assert not rows["is_last_one"].any()
    assert "否决" in star_matrix.frame(rows)["星"].iloc[0]
    assert _of_wagang("party")["is_last_one"].all()


def test_an_indicator_of_two_stars_has_two_columns(town: Database) -> None:
    _rule(town, "ecology", "E02", threshold=60.0)
    _rule(town, "party", "E02", threshold=50.0)
    report("村,日期,E02\n瓦岗,2022-07-04,58\n")
    row = star_matrix.frame(_of_wagang("")).iloc[0]
    assert row["生活污水治理率（支部过硬）"] == "√ 58%"
    assert row["生活污水治理率（生态宜居）"] == "■ 58%"


@pytest.mark.usefixtures("demo")
def test_thresholds_by_category_stand_below_each_other() -> None:
    rows = queries.star_matrix(DAY, "ecology")
    other = rows["village"].str.contains("社区") & (rows["indicator_code"] == "E02")
    drawn = star_matrix.html(rows.assign(threshold=rows["threshold"].mask(other, 60.0)))
    assert "<small>应 ≥60%</small><small>应 ≥45%</small>" in drawn


@pytest.mark.usefixtures("demo")
def test_old_values_have_their_age_and_the_exempt_are_marked() -> None:
    rows = queries.star_matrix(DAY, "")
    stale = rows[rows["state"] == "stale"].iloc[0]
    drawn = star_matrix.html(rows)
    assert f"<small>{stale['age_days']} 天前</small>" in drawn
    assert drawn.count(">免</a>") == (rows["state"] == "exempt").sum() > 0


@pytest.mark.usefixtures("demo")
def test_names_in_the_sentence_are_no_markdown() -> None:
    rows = queries.star_matrix(DAY, "ecology").assign(indicator=":red[*率*]")
    assert r"\:red\[\*率\*\]" in star_matrix.sentence(rows, "生态*宜居*")
    assert r"生态\*宜居\*" in star_matrix.sentence(rows, "生态*宜居*")


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("star", ["", "ecology"])
def test_the_export_has_a_row_a_village_in_the_order_of_the_page(star: str) -> None:
    rows = queries.star_matrix(DAY, star)
    table = star_matrix.frame(rows)
    assert len(table) == 19
    assert list(table.columns[:2]) == ["村", "管区"]
    assert list(table["管区"].unique()) == ["一管区", "二管区", "三管区"]
    assert table.columns.is_unique
    assert len(table.columns) == rows["indicator_code"].nunique() + 3


@pytest.mark.usefixtures("demo")
def test_a_long_list_says_what_it_leaves_out() -> None:
    rows = queries.star_matrix(DAY, "ecology")
    few = int(rows["is_last_one"].sum())
    assert 0 < few <= star_matrix.MOST_LISTED
    assert star_matrix.short_table(rows).count("<tr>") == few + 1
    many = pd.concat([rows] * (star_matrix.MOST_LISTED // few + 1), ignore_index=True)
    assert star_matrix.short_table(many).count("<tr>") == star_matrix.MOST_LISTED + 1
    assert str(int(many["is_last_one"].sum())) in star_matrix.short_note(many)
    assert star_matrix.short_note(many) != star_matrix.short_note(rows)
