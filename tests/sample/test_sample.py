"""The demonstration: what is real in it, what its villages add up to, that its story is alive.

Judged by the naive judge from the CSV and TOML files alone, nothing of the store. Literals are
those of the report where it gives any; the others hold what the story says.
"""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.sample.files import (
    BOM,
    CAMPAIGN,
    FIRST,
    FOLDER,
    LAST,
    MONDAYS,
    ROOT,
    STARS,
    judged,
    latest,
    level,
    reported,
    rows,
    states,
    villages,
)

UNITS = {  # the register of 2023
    "410902101001": "澶东社区", "410902101201": "岳村集村", "410902101203": "东寨村",
    "410902101204": "瓦屋村", "410902101205": "牛村", "410902101206": "高庄村",
    "410902101207": "西寨村", "410902101208": "石佛店村", "410902101210": "韩庄村",
    "410902101213": "南田村", "410902101214": "翟庄村", "410902101217": "大猛村",
    "410902101218": "东田村", "410902101220": "西岳村", "410902101221": "西田村",
    "410902101222": "邢庄村", "410902101223": "寨里村", "410902101224": "东北庄村",
    "410902101225": "瓦岗村",
}  # fmt: skip


def test_the_files_are_what_the_generator_writes(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location(
        "generate", ROOT / "data" / "sample" / "generate.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    before = list(sys.path)
    spec.loader.exec_module(module)
    sys.path[:] = before
    module.generate(tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.glob("*.csv")}
    assert made == {path.name: path.read_bytes() for path in FOLDER.glob("*.csv")}


def test_names_and_codes_are_the_registers_in_every_file() -> None:
    assert {row["村代码"]: row["村"] for row in rows("villages")} == UNITS
    assert [row["村"] for row in rows("villages") if row["类别"] == "社区"] == ["澶东社区"]
    assert Counter(row["管区"] for row in rows("villages")) == {
        "一管区": 7,
        "二管区": 6,
        "三管区": 6,
    }
    for name in [*map(str, MONDAYS), "targets", "exemptions", "awards"]:
        assert {(row["村代码"], row["村"]) for row in rows(name)} <= set(UNITS.items()), name
    for row in rows("pairs"):
        assert UNITS[row["帮方代码"]] == row["帮方"]
        assert UNITS[row["受方代码"]] == row["受方"]


def test_the_files_come_as_offices_send_them() -> None:
    weekly = sorted(path.stem for path in FOLDER.glob("2022-*.csv"))
    assert weekly == [str(day) for day in MONDAYS]
    gbk = [one for one in weekly if not (FOLDER / f"{one}.csv").read_bytes().startswith(BOM)]
    assert gbk == ["2022-07-25", "2022-09-05", "2022-10-24", "2022-11-28"]
    long = [one for one in weekly if "指标" in rows(one)[0]]
    assert long == ["2022-07-11", "2022-08-29", "2022-10-31"]
    assert all({row["日期"] for row in rows(one)} == {one} for one in weekly)
    blank = sum(cell == "" for one in weekly for row in rows(one) for cell in row.values())
    assert 10 <= blank <= 60


def test_the_levels_at_the_end_are_the_real_ones() -> None:
    levels = {village: level(village, LAST) for village in villages()}
    real = {row["村"]: int(row["级别"]) for row in rows("awards")}
    assert real == {"瓦岗村": 5, "东田村": 3, "瓦屋村": 3, "高庄村": 3, "邢庄村": 3}
    assert {village: levels[village] for village in real} == real
    assert Counter(levels.values()) == {5: 1, 3: 4, 2: 7, 1: 5, 0: 2}


@pytest.mark.parametrize(
    ("code", "low", "below"),
    [
        ("P07", 200, 220), ("I09", 50.319, 50.321), ("I10", 1164, 1164.001), ("E09", 9000, 9900),
        ("C05", 50, 55), ("N08", 59, 59.001), ("N05", 56, 56.001),
    ],
)  # fmt: skip
def test_the_villages_add_up_to_the_town(code: str, low: float, below: float) -> None:
    assert low <= sum(latest(code).values()) < below


def test_the_weighted_means_are_the_towns() -> None:
    def total(code: str) -> float:
        return sum(latest(code).values())

    income, lifted = latest("I07"), latest("N03")
    assert round(100 * total("N07") / total("N06")) == 49
    assert round(100 * total("N02") / total("N01")) == 80
    weighted = sum(income[village] * lifted[village] for village in income)
    assert round(weighted / sum(lifted.values())) == 17609
    assert sum(value >= 4 for value in latest("C05").values()) <= 14
    assert set(latest("I11").values()) == {1.0}
    assert [village for village, value in latest("L08").items() if value] == ["石佛店村"]


def test_what_the_report_says_of_single_villages() -> None:
    product, projects = latest("I04"), latest("I03")
    assert [product[one] for one in ("瓦岗村", "瓦屋村", "西寨村")] == [1, 1, 1]
    assert all(projects[one] >= 1 for one in ("瓦岗村", "高庄村", "大猛村", "南田村", "东寨村"))
    assert latest("C04")["石佛店村"] >= 1
    assert {row["户数"] for row in rows("villages")} == {f"{n:.0f}" for n in latest("N01").values()}


def test_rates_agree_with_their_counts() -> None:
    for rate, part, whole in (("C01", "N02", "N01"), ("L04", "N05", "N04"), ("L05", "N07", "N06")):
        for village in villages():
            parts = dict(reported().get((village, part), []))
            wholes = dict(reported().get((village, whole), []))
            for day, value in reported().get((village, rate), []):
                assert abs(value - 100 * parts[day] / wholes[day]) < 0.5, (village, rate, day)


def test_counts_of_the_year_never_fall_and_all_values_are_in_range() -> None:
    blocks = tomllib.loads((CAMPAIGN / "indicators.toml").read_text("utf-8"))["indicator"]
    for one in blocks:
        for village in villages():
            values = [value for _, value in reported().get((village, one["code"]), [])]
            assert all(one["minimum"] <= value <= one["maximum"] for value in values)
            if one["accumulation"] == "ytd" and one["value_type"] == "number":
                assert values == sorted(values), (village, one["code"])


def test_a_weekly_file_holds_only_what_is_due() -> None:
    blocks = tomllib.loads((CAMPAIGN / "indicators.toml").read_text("utf-8"))["indicator"]
    most = {"week": 26, "month": 8, "quarter": 3, "year": 1}
    for one in blocks:
        days = {
            day
            for (_, code), values in reported().items()
            if code == one["code"]
            for day, _ in values
        }
        assert 1 <= len(days) <= most[one["period"]], one["code"]


def test_the_story_is_alive() -> None:
    total = {day: sum(level(village, day) for village in villages()) for day in MONDAYS}
    assert total[FIRST] == 14
    assert total[LAST] == 36
    turned = {
        day: [
            (village, star, states(day)[village][star] == "won")
            for village in villages()
            for star in STARS
            if (states(day)[village][star] == "won")
            != (states(day - timedelta(weeks=1))[village][star] == "won")
        ]
        for day in MONDAYS[1:]
    }
    assert sum(bool(turned[day]) for day in MONDAYS[13:]) >= 9
    assert turned[LAST] == [
        ("大猛村", "ecology", False), ("邢庄村", "ecology", True), ("寨里村", "safety", False),
        ("东北庄村", "safety", True),
    ]  # fmt: skip
    assert all(turned[day] for day in MONDAYS[12:])
    course = defaultdict(list)
    for day in MONDAYS[1:]:
        for village, star, won in turned[day]:
            course[village, star].append(won)
    assert [False, True] in course.values(), "a star is lost and won back"


def test_a_veto_is_cleared_by_the_next_months_nought() -> None:
    course = dict(reported()["岳村集村", "L01"])
    assert (course[date(2022, 9, 26)], course[date(2022, 10, 24)]) == (1, 0)
    held = {day: states(day)["岳村集村"]["safety"] for day in MONDAYS}
    assert held[date(2022, 9, 19)] == "won"
    assert {held[day] for day in MONDAYS[12:16]} == {"lost"}
    assert held[date(2022, 10, 24)] == "won"


def test_many_are_one_requirement_short_of_a_star() -> None:
    short = []
    for village in villages():
        blocking = Counter(
            star for (star, _), one in judged(village, LAST).items() if one.state != "met"
        )
        short += [village for star, blockers in blocking.items() if blockers == 1]
    assert len(set(short)) >= 10


def test_some_data_are_missing_or_stale_at_the_end() -> None:
    unknown = {
        (village, code): one.state
        for village in villages()
        for (_, code), one in judged(village, LAST).items()
        if one.state in ("missing", "stale")
    }
    assert unknown == {
        ("澶东社区", "I06"): "missing", ("韩庄村", "L06"): "missing", ("东北庄村", "E07"): "missing",
        ("牛村", "E02"): "stale", ("南田村", "L05"): "stale", ("翟庄村", "C05"): "stale",
    }  # fmt: skip
    undetermined = [
        village for village in villages() if "undetermined" in states(LAST)[village].values()
    ]
    assert undetermined == ["澶东社区", "牛村", "韩庄村", "南田村", "翟庄村", "东北庄村"]


def test_targets_rise_from_what_was_held_to_the_years_plan() -> None:
    goals = {(row["村"], row["季度"]): int(row["目标星数"]) for row in rows("targets")}
    assert {village: goals[village, "2"] for village in villages()} == {
        village: level(village, FIRST) for village in villages()
    }
    assert Counter(n for (_, quarter), n in goals.items() if quarter == "4") == {
        5: 1, 4: 2, 3: 6, 2: 8, 1: 2,
    }  # fmt: skip
    for village in villages():
        assert goals[village, "2"] <= goals[village, "3"] <= goals[village, "4"]


def test_facts_of_the_town_alone() -> None:
    facts = [(row["事实"], row["数值"], row["限定"]) for row in rows("town_facts")]
    assert len(facts) == 24
    assert ("组织动员党员", "602", "=") in facts
    assert ("组织动员党员", "200", "≥") in facts
    assert all(row["来源"] and 0 < len(row["原文"]) <= 15 for row in rows("town_facts"))


def test_two_exemptions_with_their_reason() -> None:
    assert [(row["村"], row["指标"]) for row in rows("exemptions")] == [
        ("澶东社区", "I12"),
        ("西田村", "I07"),
    ]
    assert all(row["理由"].endswith("示例") for row in rows("exemptions"))
    assert latest("N03")["西田村"] == 0


def test_the_pairs_tell_different_stories() -> None:
    blocks = tomllib.loads((CAMPAIGN / "indicators.toml").read_text("utf-8"))["indicator"]
    defined = {one["code"]: one for one in blocks}
    results = {}
    for row in rows("pairs"):
        goal = defined[row["指标"]]
        mentor, mentee = (reported()[row[who], row["指标"]] for who in ("帮方", "受方"))
        assert (row["起"], mentor[0][0], mentee[0][0]) == ("2022-07-04", FIRST, FIRST)
        assert min(mentor[-1][0], mentee[-1][0]) > FIRST
        sign = 1 if goal["direction"] == "higher" else -1
        change = sign * (mentor[-1][1] - mentee[-1][1]) - sign * (mentor[0][1] - mentee[0][1])
        flat = abs(change) <= goal["tolerance"]
        results[row["帮方"], row["受方"]] = (
            "flat" if flat else "narrowed" if change < 0 else "widened"
        )
    assert results == {
        ("瓦岗村", "翟庄村"): "narrowed", ("瓦屋村", "南田村"): "narrowed",
        ("瓦岗村", "西岳村"): "narrowed", ("大猛村", "西寨村"): "narrowed",
        ("高庄村", "牛村"): "narrowed", ("石佛店村", "韩庄村"): "flat",
        ("东田村", "东北庄村"): "flat", ("邢庄村", "东田村"): "widened",
    }  # fmt: skip
    assert Counter(row["方式"] for row in rows("pairs")) == {"帮带": 7, "互比": 1}
