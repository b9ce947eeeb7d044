"""The demonstration: what is real in it, what its villages add up to, that its story is alive.

Judged by the naive judge from the CSV and TOML files alone, nothing of the store.
"""

from __future__ import annotations

import csv
import importlib.util
import io
import sys
import tomllib
from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from dashboard.store import queries
from dashboard.store.database import Database
from tests.queries import naive_judge as naive

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "data" / "sample" / "yuecun"
CAMPAIGN = ROOT / "data" / "campaign"
STARS = ["party", "industry", "ecology", "safety", "civility"]
FIRST, LAST = date(2022, 7, 4), date(2022, 12, 26)
MONDAYS = [FIRST + timedelta(weeks=n) for n in range(26)]


def rows(name: str) -> list[dict[str, str]]:
    data = (FOLDER / f"{name}.csv").read_bytes()
    text = data.decode("utf-8-sig") if data.startswith(b"\xef\xbb\xbf") else data.decode("gbk")
    return list(csv.DictReader(io.StringIO(text)))


@cache
def reported() -> dict[tuple[str, str], list[tuple[date, float]]]:
    blocks = tomllib.loads((CAMPAIGN / "indicators.toml").read_text("utf-8"))["indicator"]
    codes = {one["name"]: one["code"] for one in blocks}
    codes |= {f"{one['name']}（{one['unit']}）": one["code"] for one in blocks if one["unit"]}
    found = defaultdict(list)
    for day in MONDAYS:
        for row in rows(str(day)):
            pairs = [(row["指标"], row["数值"])] if "指标" in row else list(row.items())[3:]
            for heading, cell in pairs:
                if cell:
                    value = {"是": 1.0, "否": 0.0}.get(cell)
                    number = float(cell) if value is None else value
                    found[row["村"], codes[heading]].append(
                        (date.fromisoformat(row["日期"]), number)
                    )
    return found


@cache
def states(day: date) -> dict[str, dict[str, str]]:
    return {village: naive.star_states(judged(village, day), STARS) for village in villages()}


def judged(village: str, day: date) -> dict[tuple[str, str], naive.Judged]:
    blocks = tomllib.loads((CAMPAIGN / "requirements.toml").read_text("utf-8"))["requirement"]
    rules = [
        one | {"star_code": one["star"], "indicator_code": one["indicator"], "version": 1,
               "is_mandatory": one["mandatory"]}
        for one in blocks
    ]  # fmt: skip
    exempt = [
        (one["村"], one["指标"], date.fromisoformat(one["起"]), None) for one in rows("exemptions")
    ]
    return naive.judge_village(day, village, villages()[village], reported(), rules, exempt)


@cache
def villages() -> dict[str, str]:
    return {row["村"]: row["类别"] for row in rows("villages")}


def level(village: str, day: date) -> int:
    return sum(state == "won" for state in states(day)[village].values())


def latest(code: str) -> dict[str, float]:
    return {village: values[-1][1] for (village, one), values in reported().items() if one == code}


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


def test_the_levels_at_the_end_are_the_real_ones() -> None:
    levels = {village: level(village, LAST) for village in villages()}
    real = {row["村"]: int(row["级别"]) for row in rows("awards")}
    assert real == {"瓦岗村": 5, "东田村": 3, "瓦屋村": 3, "高庄村": 3, "邢庄村": 3}
    assert {village: levels[village] for village in real} == real
    assert max(n for village, n in levels.items() if village not in real) <= 2


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
    assert 12 <= total[FIRST] <= 16
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
    assert 2 <= len(turned[LAST]) <= 6
    assert {won for *_, won in turned[LAST]} == {True, False}
    course = defaultdict(list)
    for day in MONDAYS[1:]:
        for village, star, won in turned[day]:
            course[village, star].append(won)
    assert [False, True] in course.values(), "a star is lost and won back"
    vetoes = [
        values
        for (_, code), values in reported().items()
        if code == "L01" and any(v for _, v in values)
    ]
    assert any(values[-1][1] == 0 for values in vetoes), "a veto clears with the next month's 0"


def test_some_data_are_missing_or_stale_at_the_end() -> None:
    unknown = Counter(
        one.state for village in villages() for one in judged(village, LAST).values()
        if one.state in ("missing", "stale")
    )  # fmt: skip
    assert unknown["missing"] >= 2
    assert unknown["stale"] >= 2
    undetermined = [v for v in villages() if "undetermined" in states(LAST)[v].values()]
    assert 3 <= len(undetermined) <= 8


def test_targets_pairs_facts_and_exemptions() -> None:
    goals = Counter(int(row["目标星数"]) for row in rows("targets") if row["季度"] == "4")
    assert goals == {5: 1, 4: 2, 3: 6, 2: 8, 1: 2}
    assert len(rows("pairs")) == 8
    assert len(rows("exemptions")) == 2
    facts = [(row["事实"], row["数值"]) for row in rows("town_facts")]
    assert ("组织动员党员", "602") in facts
    assert ("组织动员党员", "200") in facts


def test_the_store_judges_the_sample_as_the_naive_judge_does(demo: Database) -> None:
    names = queries.villages().set_index("village_code")["village"]
    for day in (FIRST, date(2022, 10, 1), date(2022, 11, 14), LAST, date(2023, 3, 1)):
        stored = {
            (names[row.village_code], row.star_code): row.state
            for row in queries.stars(day).itertuples()
        }
        assert stored == {
            (village, star): state
            for village in villages()
            for star, state in states(day)[village].items()
        }


def test_the_pairs_tell_different_stories(demo: Database) -> None:
    results = Counter(queries.pairs(LAST)["result"])
    assert results == {"narrowed": 5, "flat": 2, "widened": 1}
