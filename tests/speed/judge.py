"""How long does judging one date of a large town take, against DuckDB's own pass over its values?

    python -m tests.speed.judge [villages] [weeks]

Builds 600 villages × 48 indicators × 104 weeks in memory (2,995,200 values), then judges dates spread
over the span: stars with reasons, levels and ranks, shortfalls; each date anew, nothing kept.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median

import numpy as np
import pandas as pd

from dashboard.store import stored
from dashboard.store.act import utc_now
from dashboard.store.database import Database
from dashboard.store.definitions import campaign, seed_requirements
from dashboard.store.instance import open_database

FIRST = date(2023, 1, 2)
DATES = 7
WHOLE = (
    "select count(*), count(distinct state) from requirement_result where as_of = $day",
    "select count(*), count(distinct state) from star_result where as_of = $day",
    "select count(*), sum(rank) from rank_result where as_of = $day",
    "select count(*), sum(stars_gained) from gap_result where as_of = $day",
)
FLOOR = (
    "select count(*), sum(value) from value_span where value_as_of <= $day "
    "and (next_as_of is null or next_as_of > $day)"
)


def town(villages: int, weeks: int) -> Database:
    """A town whose every indicator is reported every week."""
    store = open_database(":memory:")
    judged = [one for one in campaign().indicators if one.kind != "count"]
    codes = [f"41090210{number:04}" for number in range(villages)]
    rng = np.random.default_rng(7)
    with store.write() as write:
        seed_requirements(write)
        write.add(
            "upload", upload_id=1, content="values", file_name="f", sha256="1", mapping="",
            encoding="", value_count=1, is_sample=False, actor_name="a", actor_role="b",
            recorded_at=utc_now(),
        )  # fmt: skip
        for code in codes:
            write.add("village", village_code=code, name=code, category="村")
        for one in judged:
            shape = (villages, weeks)
            # Most values meet their line, so that stars are won and lost.
            if one.value_type == "bool":
                good = one.direction != "lower"
                drawn = np.where(rng.random(shape) < 0.97, float(good), float(not good))
            else:
                low, high = one.minimum, min(one.maximum, one.minimum + 100)
                drawn = np.where(
                    rng.random(shape) < 0.9, high, low + (high - low) * rng.random(shape)
                )
            if one.direction == "lower" and one.value_type != "bool":
                drawn = np.where(rng.random(shape) < 0.95, one.minimum, drawn)
            write.append("indicator_value", _frame(one.code, codes, weeks, drawn))
        stored.rebuild(write)
    return store


def _frame(indicator: str, codes: list[str], weeks: int, drawn: np.ndarray) -> pd.DataFrame:
    days = pd.to_datetime([FIRST + timedelta(weeks=week) for week in range(weeks)])
    return pd.DataFrame(
        {
            "village_code": np.repeat(codes, weeks), "indicator_code": indicator,
            "as_of": np.tile(days, len(codes)), "value": drawn.ravel(), "qualifier": "=",
            "upload_id": 1, "row_number": 2, "column_name": indicator,
        }
    )  # fmt: skip


def timed(work: Callable[[], object]) -> float:
    """Seconds of one run."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Print the figures; exits 1 when a date takes 2 s or more."""
    villages, weeks = (int(one) for one in (*sys.argv[1:], *("600", "104")[len(sys.argv) - 1 :]))
    store = town(villages, weeks)
    values = store.ask("select count(*) as n from indicator_value", {})[1]["n"].iloc[0]
    days = [FIRST + timedelta(weeks=weeks * n // DATES) for n in range(1, DATES + 1)]
    dates, floors = [], []
    for day in days:
        dates.append(timed(lambda d=day: [store.ask(sql, {"day": d}) for sql in WHOLE]))
        floors.append(timed(lambda d=day: store.ask(FLOOR, {"day": d})))
    won = store.ask(
        "select count(*) as n from star_result where as_of = $day and state = 'won'",
        {"day": days[-1]},
    )[1]["n"].iloc[0]
    print(f"{villages} villages, {weeks} weeks, {values:,} values; {won} stars on the last date")
    print(f"one date: median {median(dates):.2f} s, longest {max(dates):.2f} s")
    print(f"DuckDB's pass over the values of a date: {median(floors):.3f} s")
    print(f"ratio: {median(dates) / median(floors):.1f}")
    sys.exit(int(max(dates) >= 2))


if __name__ == "__main__":
    main()
