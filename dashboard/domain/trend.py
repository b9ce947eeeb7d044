"""预警（推算）: where a star is heading if its numbers go on as they did.

The slope of an indicator is the Theil–Sen slope of its last reported points: the median of the slopes
of all pairs, which one wrong report cannot turn (Theil 1950; Sen 1968, J. Am. Stat. Assoc. 63). Its
range is Sen's distribution-free interval as Gilbert gives it (Statistical Methods for Environmental
Pollution Monitoring, 1987, §16.5) at 80 %: the pair slopes of rank (N ∓ C) / 2 with
C = z √(n(n−1)(2n+5)/18), interpolated between ranks. Ties are not subtracted from that variance, which
only widens the range.

Nothing is foretold from fewer than four points, from a range that holds 0, nor further than 26 weeks.
Only stocks and counters of the year so far have a trend; a counter only until the year ends.
"""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

FEWEST, MOST = 4, 8
"""Points a slope is drawn from."""
HORIZON_WEEKS = 26
Z = 1.2816
"""Of the standard normal distribution, for a two-sided range of 80 %."""

Floats = npt.NDArray[np.float64]
COLUMNS = [
    "village_code", "village", "star_code", "star", "star_order", "kind", "weeks", "weeks_early",
    "weeks_late", "indicator_code", "indicator", "unit", "value_type", "direction", "value",
    "threshold", "slope_week", "point_count",
]  # fmt: skip


def slopes(days: Floats, values: Floats) -> tuple[Floats, Floats, Floats]:
    """Slope per day and its range (low, high) of each row; both arrays are rows × points, the days
    of a row distinct. NaN for fewer than FEWEST points."""
    count, points = values.shape
    if points < FEWEST:
        nothing = np.full(count, np.nan)
        return nothing, nothing, nothing
    first, second = np.triu_indices(points, 1)
    rise, run = values[:, second] - values[:, first], days[:, second] - days[:, first]
    pairs = np.sort(rise / run, axis=1)
    total = pairs.shape[1]
    spread = Z * math.sqrt(points * (points - 1) * (2 * points + 5) / 18)
    low = max((total - spread) / 2 - 1, 0.0)
    return (
        np.median(pairs, axis=1),
        _ranked(pairs, low),
        _ranked(pairs, total - 1 - low),
    )


def _ranked(pairs: Floats, place: float) -> Floats:
    """The value at a place between two ranks (0 = the smallest)."""
    below = math.floor(place)
    above = min(below + 1, pairs.shape[1] - 1)
    found: Floats = pairs[:, below] + (place - below) * (pairs[:, above] - pairs[:, below])
    return found


def trends(points: pd.DataFrame) -> pd.DataFrame:
    """Slope, low and high per day for each village and indicator with enough points (rows of the
    read trend_points, in the order of days), with point_count and accumulation."""
    keys = ["village_code", "indicator_code"]
    counted = points.groupby(keys, sort=False)["value"].transform("size")
    found = [_of_equal_length(points[counted == n], n) for n in range(FEWEST, MOST + 1)]
    return pd.concat(found, ignore_index=True)


def _of_equal_length(points: pd.DataFrame, count: int) -> pd.DataFrame:
    heads = points.iloc[::count][["village_code", "indicator_code", "accumulation"]]
    days = points["as_of"].to_numpy().astype("datetime64[D]").astype(float).reshape(-1, count)
    values = points["value"].to_numpy(dtype=float).reshape(-1, count)
    middle, low, high = slopes(days, values)
    return heads.assign(slope=middle, low=low, high=high, point_count=count)


def projected(requirements: pd.DataFrame, points: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The requirements (rows of the read deciding) that will cross their threshold, each with days
    (and days_early, days_late) from the day on: a met one falls below, an unmet one reaches it."""
    rows = requirements[requirements["state"].isin(["met", "unmet"])]
    rows = rows.merge(trends(points), on=["village_code", "indicator_code"])
    sign = np.where(rows["direction"] == "lower", -1.0, 1.0)
    # Towards the threshold: up for an unmet requirement, down for a met one.
    ways = sign * np.where(rows["state"] == "met", -1.0, 1.0)
    room = (rows["value"] - rows["threshold"]).abs()
    pace = rows["slope"] * ways
    slow = np.where(ways > 0, rows["low"], -rows["high"])
    fast = np.where(ways > 0, rows["high"], -rows["low"])
    rows = rows.assign(room=room, pace=pace, slow=slow, fast=fast)
    rows = rows[(rows["slow"] > 0) & (rows["pace"] > 0)]
    age = (pd.Timestamp(as_of) - rows["value_as_of"]) / pd.Timedelta(days=1)
    rows = rows.assign(
        days=(rows["room"] / rows["pace"] - age).clip(lower=0),
        days_early=(rows["room"] / rows["fast"] - age).clip(lower=0),
        days_late=(rows["room"] / rows["slow"] - age).clip(lower=0),
    )
    left_in_year = (date(as_of.year, 12, 31) - as_of).days
    limit = np.where(rows["accumulation"] == "ytd", left_in_year, 7 * HORIZON_WEEKS)
    return rows[rows["days"] <= np.minimum(limit, 7 * HORIZON_WEEKS)]


def warnings(requirements: pd.DataFrame, points: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The stars that will be lost or won, nearest first; columns COLUMNS, kind 'lose' or 'win'.

    Lost: a met requirement of a won star crosses, the earliest decides. Won: every open requirement
    of the star is unmet and crosses, the latest decides; a barred village wins nothing.
    """
    keys = ["village_code", "star_code"]
    crossing = projected(requirements, points, as_of)
    losing = crossing[(crossing["star_state"] == "won") & (crossing["state"] == "met")]
    losing = losing.sort_values([*keys, "days"], kind="stable").drop_duplicates(keys)
    losing = losing.assign(kind="lose")

    open_ones = requirements[requirements["state"].notna() & (requirements["state"] != "met")]
    open_ones = open_ones[open_ones["barred_by"].isna() & (open_ones["star_state"] != "won")]
    wanted = open_ones.groupby(keys).size().rename("wanted").reset_index()
    closing = crossing[(crossing["state"] == "unmet")].merge(wanted, on=keys)
    closing = closing.assign(found=closing.groupby(keys)["days"].transform("size"))
    closing = closing[closing["found"] == closing["wanted"]]
    for name in ("days_early", "days_late"):
        closing[name] = closing.groupby(keys)[name].transform("max")
    closing = closing.sort_values([*keys, "days"], kind="stable")
    winning = closing.drop_duplicates(keys, keep="last").assign(kind="win")

    both = pd.concat([losing, winning], ignore_index=True)
    both = both.assign(
        weeks=_weeks(both["days"]),
        weeks_early=_weeks(both["days_early"]),
        weeks_late=_weeks(both["days_late"]),
        slope_week=both["slope"] * 7,
    )
    order: list[Any] = ["weeks", "village_code", "star_order"]
    return both.sort_values(order, kind="stable")[COLUMNS].reset_index(drop=True)


def _weeks(days: pd.Series) -> pd.Series:
    """Whole weeks, at least one."""
    return np.ceil(days / 7).clip(lower=1).astype(int)
