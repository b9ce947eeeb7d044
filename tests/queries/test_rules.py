"""Points, tiers, pass marks, capstones, closed years, profiles and limits against the naive rules."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.store import database, queries, stored
from dashboard.store.act import utc_now
from dashboard.store.database import Database
from dashboard.store.definitions import campaign
from tests.queries import naive_rules as naive
from tests.queries.naive_rules import Town
from tests.towns import bare_store

STARS = ["party", "industry", "ecology", "safety", "civility"]
VILLAGES = {
    "410902101200": "村", "410902101201": "村", "410902101202": "村", "410902101001": "社区",
}  # fmt: skip
OF = {
    "P03": "party", "P09": "party", "P11": "party", "I01": "industry", "I03": "industry",
    "E01": "ecology", "L01": "safety", "C01": "civility",
}  # fmt: skip
FIRST = date(2021, 1, 10)
YTD = {one.code for one in campaign().indicators if one.accumulation == "ytd"}
MAX_AGE = {one.code: one.max_age_days for one in campaign().indicators}

days = st.integers(0, 44).map(lambda n: FIRST + timedelta(days=25 * n))
halves = st.sampled_from([0.0, 0.5, 1.0, 2.0])
tiers = st.lists(
    st.tuples(st.integers(0, 4).map(float), st.sampled_from([0.25, 0.5, 1.0])),
    max_size=3, unique_by=lambda one: one[0],
)  # fmt: skip


def _requirement(indicator, category, direction, threshold, mandatory, veto, age, points, steps,
                 dropped, start) -> dict[str, Any]:  # fmt: skip
    """Tiers rise with the direction, as the page demands."""
    ordered = sorted(steps, reverse=direction == "lower")
    worth = sorted(points_of for _, points_of in ordered)
    return {
        "star_code": OF[indicator], "indicator_code": indicator, "category": category,
        "direction": direction, "threshold": float(threshold), "is_mandatory": mandatory,
        "veto": veto, "max_age_days": age, "points": points, "is_dropped": dropped,
        "valid_from": start,
        "tiers": [(mark, p) for (mark, _), p in zip(ordered, worth, strict=True)],
    }  # fmt: skip


requirements = st.builds(
    _requirement, st.sampled_from(list(OF)), st.sampled_from(["", "", "村", "社区"]),
    st.sampled_from(["higher", "higher", "lower"]), st.integers(0, 3), st.booleans(),
    st.sampled_from(["", "", "", "", "star", "all"]), st.sampled_from([100, 400, 800]), halves,
    st.just([]) | tiers, st.sampled_from([False, False, False, True]), days,
)  # fmt: skip
every_star = st.tuples(
    *(
        st.builds(
            _requirement, st.just(code), st.just(""), st.just("higher"), st.integers(0, 1),
            st.just(True), st.just(""), st.just(800), halves, st.just([]), st.just(False),
            st.just(FIRST),
        )
        for code in ("P09", "I03", "E01", "L01", "C01")
    )
)  # fmt: skip
star_rules = st.builds(
    lambda star, category, mark, capstone, start: {
        "star_code": star, "category": category, "pass_mark": mark,
        "is_capstone": capstone and star == "party", "valid_from": start,
    },
    st.sampled_from(STARS), st.sampled_from(["", "", "村"]),
    st.sampled_from([None, 30.0, 60.0, 100.0]), st.booleans(), days,
)  # fmt: skip


NONE = st.none()


def _switch(name: str, number=NONE, level=NONE, code=NONE) -> st.SearchStrategy:
    drawn = st.fixed_dictionaries(
        {
            "switch": st.just(name), "number": number, "level": level, "code": code,
            "valid_from": days,
        }
    )  # fmt: skip
    off = st.fixed_dictionaries(
        {
            "switch": st.just(name), "number": st.none(), "level": st.none(), "code": st.none(),
            "valid_from": days,
        }
    )  # fmt: skip
    return drawn | drawn | off


shares = st.sampled_from([0.0, 25.0, 50.0, 75.0])
switches = st.one_of(
    _switch(
        "profile", number=st.sampled_from([60.0, 70.0]),
        code=st.sampled_from(["stars", "points", "weighted"]),
    ),
    _switch("band_3", number=st.sampled_from([40.0, 75.0])),
    _switch("satisfaction_cap", st.just(2.0), st.sampled_from([0, 1, 2]), st.just("P09")),
    _switch("one_level_a_year", number=st.just(1.0)),
    _switch("no_new_member", number=st.sampled_from([1.0, 2.0]), code=st.just("P03")),
    _switch("share_cap_5", number=shares),
    _switch("share_cap_4", number=shares),
    _switch("share_cap_2", number=shares),
)  # fmt: skip
values = st.dictionaries(
    st.tuples(st.sampled_from(list(VILLAGES)), st.sampled_from(list(OF)), days),
    st.integers(0, 4).map(float), max_size=60,
)  # fmt: skip
yearly = st.tuples(st.sampled_from(list(VILLAGES)), st.sampled_from([2021, 2022, 2023]))


@st.composite
def towns(draw: st.DrawFn, *, limits: bool = True) -> Town:
    rows = [*draw(every_star), *draw(st.lists(requirements, max_size=8))]
    reported: dict[tuple[str, str], list[tuple[date, float]]] = {}
    # A value of every first requirement, so that stars are won at all.
    for code in VILLAGES:
        for indicator in ("P09", "I03", "E01", "L01", "C01"):
            reported[code, indicator] = [(FIRST, draw(st.sampled_from([1.0, 2.0, 0.0, 1.0])))]
    for (village, indicator, day), value in draw(values).items():
        of = reported.setdefault((village, indicator), [])
        if all(day != known for known, _ in of):
            of.append((day, value))
    town = Town(
        VILLAGES, STARS, reported,
        [row | {"version": n} for n, row in enumerate(rows, 1)],
        ytd=YTD, max_age=MAX_AGE,
    )  # fmt: skip
    town.star_rules = [
        row | {"version": 100 + n} for n, row in enumerate(draw(st.lists(star_rules, max_size=4)))
    ]
    if limits:
        town.switches = [
            row | {"version": 200 + n} for n, row in enumerate(draw(st.lists(switches, max_size=6)))
        ]
    town.withdrawn = draw(st.sets(st.sampled_from([3, 6, 7, 100, 101, 200, 201]), max_size=2))
    town.exemptions = draw(
        st.lists(
            st.tuples(
                st.sampled_from(list(VILLAGES)), st.sampled_from(list(OF)), days, st.none() | days
            ),
            max_size=2, unique_by=lambda one: one[:3],
        )
    )  # fmt: skip
    for year in draw(st.sets(st.sampled_from([2021, 2022]))):
        town.closed.append((year, date(year, 1, 1), date(year, 12, 31)))
        if draw(st.booleans()):
            town.frozen = {**town.frozen, (next(iter(VILLAGES)), year): draw(st.integers(0, 5))}
    town.awards = draw(st.dictionaries(yearly, st.integers(0, 5), max_size=5))
    town.appraisals = draw(st.dictionaries(yearly, st.integers(0, 100).map(float), max_size=5))
    town.exceptions = draw(st.sets(yearly, max_size=2))
    return town


TABLES = (
    "upload", "village", "requirement", "requirement_tier", "star_rule", "rule_switch",
    "rule_version_withdrawal", "exempt", "year_closing", "year_level", "star_award", "appraisal",
    "level_exception", "indicator_value",
)  # fmt: skip


@pytest.fixture(scope="module")
def store() -> Iterator[Database]:
    opened = bare_store()
    yield opened
    database.use(None)
    opened.close()


def put(store: Database, town: Town) -> None:
    """The same town in a database, in place of what was there."""
    signed = {"actor_name": "a", "actor_role": "b", "recorded_at": utc_now()}
    told = {"set_by": "", "source_note": "", "recorded_at": utc_now()}
    with store.write() as write:
        for table in TABLES:
            write.run(f"delete from {table}")
        write.add(
            "upload", upload_id=1, content="values", file_name="f", sha256="1", mapping="",
            encoding="", value_count=1, is_sample=False, **signed,
        )  # fmt: skip
        for code, category in town.villages.items():
            write.add("village", village_code=code, name=code, category=category)
        for row in town.requirements:
            kept = {name: one for name, one in row.items() if name != "tiers"}
            write.add("requirement", **kept, **told)
            for mark, points in row["tiers"]:
                names = ("version", "star_code", "indicator_code", "category", "valid_from")
                write.add(
                    "requirement_tier", threshold=mark, points=points,
                    **{name: row[name] for name in names},
                )  # fmt: skip
        for row in town.star_rules:
            write.add("star_rule", **row)
        for row in town.switches:
            write.add("rule_switch", source_note="", **row)
        for version in town.withdrawn:
            write.add("rule_version_withdrawal", version=version, reason="r", **signed)
        for village, indicator, start, end in town.exemptions:
            write.add(
                "exempt", village_code=village, indicator_code=indicator, from_date=start,
                to_date=end, reason="r",
            )  # fmt: skip
        for number, (year, start, end) in enumerate(town.closed, 1):
            write.add(
                "year_closing", closing_id=number, year=year, from_date=start, to_date=end,
                document="", **signed,
            )  # fmt: skip
            for (village, of), level in town.frozen.items():
                if of == year:
                    write.add(
                        "year_level", closing_id=number, village_code=village, stars_won=level,
                        level=level, rank=1, mandatory_met=0, mandatory_total=0,
                    )  # fmt: skip
        for (village, year), level in town.awards.items():
            write.add(
                "star_award", village_code=village, year=year, level=level, event="",
                reason="", document="", upload_id=1,
            )  # fmt: skip
        for (village, year), points in town.appraisals.items():
            write.add("appraisal", village_code=village, year=year, points=points, upload_id=1)
        for village, year in town.exceptions:
            write.add(
                "level_exception", village_code=village, year=year, reason="", document="",
                upload_id=1,
            )  # fmt: skip
        write.append("indicator_value", _frame(town))
        stored.rebuild(write)


def _frame(town: Town) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "village_code": village, "indicator_code": indicator, "as_of": pd.Timestamp(day),
            "value": value, "qualifier": "=", "upload_id": 1, "row_number": 2, "column_name": "c",
        }
        for (village, indicator), reported in town.values.items()
        for day, value in reported
    )  # fmt: skip


def rows(store: Database, sql: str, day: date) -> list[tuple]:
    frame = store.ask(sql, {"day": day})[1]
    return sorted(
        tuple(None if x != x else x for x in row) for row in frame.itertuples(index=False)
    )


RULES = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@RULES
@given(towns(), days)
def test_the_views_agree_with_the_naive_rules(store: Database, town: Town, day: date) -> None:
    own = {village: naive.items(town, village, day) for village in VILLAGES}
    states = {village: naive.star_states(town, village, day, own[village]) for village in VILLAGES}
    levels = naive.judge(town, day)
    put(store, town)
    assert rows(
        store,
        "select village_code, star_code, indicator_code, state, value, is_carried, "
        "points_low, points_high from requirement_result where as_of = $day",
        day,
    ) == sorted(
        (
            village, one.rule["star_code"], one.rule["indicator_code"], one.state, one.value,
            one.is_carried, float(one.low), float(one.high),
        )
        for village, of in own.items()
        for one in of
    )  # fmt: skip
    assert rows(
        store, "select village_code, star_code, state from star_result where as_of = $day", day
    ) == sorted(
        (village, star, state) for village, of in states.items() for star, state in of.items()
    )
    assert rows(
        store,
        "select village_code, star_code, indicator_code, stars_gained "
        "from gap_result where as_of = $day",
        day,
    ) == sorted(
        (
            village, one.rule["star_code"], one.rule["indicator_code"],
            naive.gained(town, village, day, own[village], one),
        )
        for village in VILLAGES
        for one in naive.gaps(town, village, day, own[village])
    )  # fmt: skip
    assert rows(
        store,
        "select village_code, stars_won, level_base, level_member, level_satisfaction, "
        "level_year, level, score_low, score_high from level_result where as_of = $day",
        day,
    ) == sorted(
        (village, one.stars_won, *one.steps, one.score_low, one.score_high)
        for village, one in levels.items()
    )
    assert rows(
        store,
        "select village_code, level_before, level_after from level_limit where as_of = $day",
        day,
    ) == sorted(
        (village, before, after)
        for village, one in levels.items()
        for before, after in zip((one.stars_won, *one.steps), one.steps, strict=False)
        if after < before
    )


@RULES
@given(towns(limits=False), days, st.data())
def test_raising_a_value_never_loses_a_star(
    store: Database, town: Town, day: date, data: st.DataObject
) -> None:
    """For requirements where higher is better, limits off; in the views themselves."""
    falling = {r["indicator_code"] for r in town.requirements if r["direction"] == "lower"}
    cells = [
        (key, place)
        for key, reported in town.values.items()
        if key[1] not in falling
        for place in range(len(reported))
    ]
    key, place = data.draw(st.sampled_from(cells)) if cells else (None, 0)
    raised = deepcopy(town)
    if key:
        when, value = raised.values[key][place]
        raised.values[key][place] = (when, value + 1)
    before, after = _won(store, town, day), _won(store, raised, day)
    assert before <= after


@RULES
@given(towns(limits=False), days, st.sampled_from(["star", "all"]))
def test_adding_a_veto_never_wins_a_star(store: Database, town: Town, day: date, veto: str) -> None:
    """But for a star that nothing decided before: the veto is its first requirement."""
    stricter = deepcopy(town)
    stricter.requirements.append(
        _requirement("P11", "", "lower", 1, True, veto, 800, 0.0, [], False, FIRST)
        | {"version": 90}
    )
    # P11 is judged by the added requirement alone: another of its own would be replaced by it.
    for one in (town, stricter):
        one.requirements = [
            row
            for row in one.requirements
            if row["indicator_code"] != "P11" or row["version"] == 90
        ]
    decided = {
        (village, one.rule["star_code"])
        for village in VILLAGES
        for one in naive.items(town, village, day)
        if one.decides
    }
    assert _won(store, stricter, day) & decided <= _won(store, town, day)


@RULES
@given(towns(), days)
def test_limits_never_raise_a_level(store: Database, town: Town, day: date) -> None:
    put(store, town)
    found = rows(
        store,
        "select level, level_year, level_satisfaction, level_member, level_base, stars_won "
        "from level_result where as_of = $day",
        day,
    )
    rule = naive.switch(town, "share_cap_4", day)["number"]
    for steps in found:
        assert list(steps) == sorted(steps)
    if rule is not None:
        assert sum(one[0] >= 4 for one in found) <= rule * len(VILLAGES) / 100


def _won(store: Database, town: Town, day: date) -> set[tuple]:
    put(store, town)
    sql = "select village_code, star_code from star_result where as_of = $day and state = 'won'"
    return set(rows(store, sql, day))


MARCH, APRIL = date(2022, 3, 7), date(2022, 4, 4)


def _all_won(**more: Any) -> Town:
    """One village that holds all five stars in March, one requirement each."""
    own = {"P09": "party", "I03": "industry", "E01": "ecology", "L01": "safety", "C01": "civility"}
    rules_of_it = [
        _requirement(code, "", "higher", 1, True, "", 800, 1.0, [], False, FIRST) | {"version": n}
        for n, code in enumerate(own, 1)
    ]
    village = next(iter(VILLAGES))
    values_of_it = {(village, code): [(FIRST, 1.0)] for code in own}
    town = Town({village: "村"}, STARS, values_of_it, rules_of_it)
    for name, one in more.items():
        setattr(town, name, one)
    return town


def _turns(store: Database) -> dict[str, tuple]:
    log = queries.changes(APRIL, MARCH)
    return {row.star_code: (row.change, row.cause) for row in log.itertuples()}


def test_a_capstone_falls_with_another_star_and_says_so(store: Database) -> None:
    rule = {"star_code": "party", "category": "", "pass_mark": None, "is_capstone": True,
            "valid_from": FIRST, "version": 100}  # fmt: skip
    town = _all_won(star_rules=[rule])
    village = next(iter(VILLAGES))
    town.values[village, "E01"].append((date(2022, 3, 21), 0.0))
    put(store, town)
    assert _turns(store) == {"ecology": ("lost", "value"), "party": ("lost", "capstone")}
    stars = queries.stars(APRIL).set_index("star_code")
    assert bool(stars.loc["party", "is_held_back"])
    shortfalls = queries.shortfalls(APRIL)
    # Closing the one shortfall wins both stars.
    assert list(shortfalls["stars_gained"]) == [2]


def test_a_star_below_its_pass_mark_says_its_score(store: Database) -> None:
    extra = _requirement("P03", "", "higher", 1, False, "", 800, 3.0, [], False, FIRST)
    mark = {"star_code": "party", "category": "", "pass_mark": 60.0, "is_capstone": False,
            "valid_from": FIRST, "version": 100}  # fmt: skip
    town = _all_won(star_rules=[mark])
    town.requirements.append(extra | {"version": 50})
    village = next(iter(VILLAGES))
    town.values[village, "P03"] = [(FIRST, 1.0), (date(2022, 3, 21), 0.0)]
    put(store, town)
    assert _turns(store) == {"party": ("lost", "mark")}
    row = queries.stars(APRIL).set_index("star_code").loc["party"]
    assert (row["state"], row["score"], row["pass_mark"]) == ("lost", 25.0, 60.0)
    gap = queries.shortfalls(APRIL)
    assert list(gap["indicator_code"]) == ["P03"]
    assert list(gap["stars_gained"]) == [1]
