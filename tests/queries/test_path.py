"""What similar villages gained, and who has done it, against a second counting in plain loops."""

from __future__ import annotations

import statistics
from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.store import database, queries, reader, stored
from dashboard.store.act import utc_now
from dashboard.store.database import Database
from tests.conftest import report
from tests.towns import bare_store

# Two yes/no and two numbers; P03 and C05 count the year so far.
RULES = {
    "E02": ("ecology", "higher", 5.0, ""), "C05": ("civility", "higher", 4.0, ""),
    "P11": ("party", "lower", 0.0, "all"), "C02": ("civility", "higher", 1.0, ""),
    "E04": ("ecology", "lower", 3.0, ""),
}  # fmt: skip
YES_NO, COUNTERS = {"P11", "C02"}, {"C05"}
VILLAGES = {f"4109021012{n:02}": "社区" if n > 4 else "村" for n in range(7)}
FIRST = date(2021, 11, 1)
AS_OF, SINCE = date(2022, 3, 1), date(2021, 12, 20)
READ = reader.sql("path_steps")

values = st.integers(0, 8).flatmap(
    lambda number: st.tuples(
        st.sampled_from(list(VILLAGES)),
        st.sampled_from(list(RULES)),
        st.integers(0, 130).map(lambda n: FIRST + timedelta(days=n)),
        st.just(float(number)),
    )
)


def build(reported: list[tuple[str, str, date, float]]) -> Database:
    store = bare_store()
    with store.write() as transaction:
        for code, category in VILLAGES.items():
            transaction.add("village", village_code=code, name=code, category=category)
        for indicator, (star, direction, threshold, veto) in RULES.items():
            transaction.add(
                "requirement", version=1, star_code=star, indicator_code=indicator, category="",
                direction=direction, threshold=threshold, is_mandatory=True, veto=veto,
                max_age_days=400, valid_from=FIRST, set_by="", source_note="",
                recorded_at=utc_now(),
            )  # fmt: skip
        transaction.add(
            "upload", upload_id=1, content="values", file_name="f", sha256="1", mapping="",
            encoding="", value_count=0, is_sample=False, actor_name="a", actor_role="b",
            recorded_at=utc_now(),
        )  # fmt: skip
        transaction.append(
            "indicator_value",
            pd.DataFrame(
                [
                    {
                        "village_code": v, "indicator_code": i, "as_of": pd.Timestamp(d),
                        "value": x, "qualifier": "=", "upload_id": 1, "row_number": 2,
                        "column_name": i,
                    }
                    for v, i, d, x in reported
                ]
            ),
        )  # fmt: skip
        stored.rebuild(transaction)
    return store


def at(series: list[tuple[date, float]], day: date) -> tuple[date, float] | None:
    known = [one for one in series if one[0] <= day]
    return max(known) if known else None


def meets(indicator: str, value: float) -> bool:
    _, direction, threshold, _ = RULES[indicator]
    return value >= threshold if direction == "higher" else value <= threshold


def gained(
    village: str, indicator: str, told: dict[tuple[str, str], list[tuple[date, float]]]
) -> tuple[int, int, float | None]:
    """compared, improved, typical_gain of the other villages of the category."""
    sign = 1 if RULES[indicator][1] == "higher" else -1
    gains = []
    for other, category in VILLAGES.items():
        if other == village or category != VILLAGES[village]:
            continue
        now, then = at(told[other, indicator], AS_OF), at(told[other, indicator], SINCE)
        if now is None or then is None:
            continue
        before = then[1]
        if indicator in COUNTERS and now[0].year > then[0].year:
            before = 0.0
        if indicator in YES_NO and meets(indicator, before):
            continue
        gains.append(sign * (now[1] - before))
    better = [one for one in gains if one > 0]
    if not better:
        return len(gains), 0, None
    typical = len(better) / len(gains) if indicator in YES_NO else statistics.median(better)
    return len(gains), len(better), typical


def precedents(
    village: str, indicator: str, told: dict[tuple[str, str], list[tuple[date, float]]]
) -> set[tuple[str, float, date, float, date]]:
    """Every start of another village that failed and meets it now, with the turn after it."""
    found = set()
    for other, category in VILLAGES.items():
        series = sorted(told[other, indicator])
        recent = [(d, x) for d, x in series if AS_OF - timedelta(days=364) <= d <= AS_OF]
        now = at(series, AS_OF)
        if category != VILLAGES[village] or now is None or not meets(indicator, now[1]):
            continue
        failures = [d for d, x in recent if not meets(indicator, x)]
        if not failures:
            continue
        turn = min((d, x) for d, x in recent if d > max(failures))
        for day, value in recent:
            if meets(indicator, value) or day > turn[0]:
                continue
            if indicator in COUNTERS and day.year != turn[0].year:
                continue
            found.add((other, value, day, turn[1], turn[0]))
    return found


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(values, max_size=60, unique_by=lambda row: row[:3]))
def test_steps_agree_with_the_slow_way(reported: list[tuple[str, str, date, float]]) -> None:
    reported = [
        (v, i, d, min(x, 1.0) if i in YES_NO else x) for v, i, d, x in reported
    ]  # fmt: skip
    store = build(reported) if reported else build([(next(iter(VILLAGES)), "E02", FIRST, 1.0)])
    told: dict[tuple[str, str], list[tuple[date, float]]] = defaultdict(list)
    for village, indicator, day, value in reported or [(next(iter(VILLAGES)), "E02", FIRST, 1.0)]:
        told[village, indicator].append((day, value))
    try:
        rows = store.ask(READ, {"as_of": AS_OF, "since": SINCE})[1]
        wanted = {
            (village, indicator)
            for village in VILLAGES
            for indicator in RULES
            if (now := at(told[village, indicator], AS_OF)) is None or not meets(indicator, now[1])
        }
        assert {(r.village_code, r.indicator_code) for r in rows.itertuples()} == wanted
        for row in rows.to_dict("records"):
            check(row, told)
    finally:
        database.use(None)
        store.close()


def check(row: dict[str, Any], told: dict[tuple[str, str], list[tuple[date, float]]]) -> None:
    village, indicator = row["village_code"], row["indicator_code"]
    if row["state"] != "unmet":
        assert (row["compared"], row["improved"]) == (0, 0)
        assert pd.isna(row["typical_gain"])
        assert pd.isna(row["done_code"])
        return
    compared, improved, typical = gained(village, indicator, told)
    assert (row["compared"], row["improved"]) == (compared, improved)
    assert pd.isna(row["typical_gain"]) if typical is None else row["typical_gain"] == typical
    every = precedents(village, indicator, told)
    if not every:
        assert pd.isna(row["done_code"])
        return
    nearest = min(abs(one[1] - row["value"]) for one in every)
    chosen = (
        row["done_code"], row["done_from"], row["done_from_as_of"].date(), row["done_to"],
        row["done_to_as_of"].date(),
    )  # fmt: skip
    assert chosen in every
    assert abs(row["done_from"] - row["value"]) == nearest
    ties = [one for one in every if abs(one[1] - row["value"]) == nearest]
    assert chosen[4] == max(one[4] for one in ties), "the newest of the nearest"


@pytest.mark.usefixtures("town")
def test_the_nearest_start_is_told() -> None:
    report(
        "村,日期,E02\n瓦岗,2022-07-04,30\n翟庄,2022-07-04,40\n高庄,2022-07-04,10\n"
        "东田,2022-07-04,38\n"
    )
    report("村,日期,E02\n翟庄,2022-08-01,60\n高庄,2022-08-08,50\n东田,2022-08-01,39\n")
    report("村,日期,E02\n瓦岗,2022-08-08,31\n")
    steps = queries.path_steps(date(2022, 8, 8), date(2022, 7, 4))
    row = steps[(steps["village"] == "瓦岗村") & (steps["indicator_code"] == "E02")].iloc[0]
    assert (row["done_village"], row["done_from"], row["done_to"]) == ("翟庄村", 40, 60)
    assert row["done_to_as_of"] == pd.Timestamp(2022, 8, 1)
    assert (row["compared"], row["improved"], row["typical_gain"]) == (3, 3, 20)
