"""The questions of 排名 and 得失记录: who changed, improved, and ranks where among whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd

from dashboard.store import definitions
from dashboard.store.reader import ask


def change_log(days: Sequence[date]) -> pd.DataFrame:
    """Stars won and lost from each of the days to the next with their causes, the last day first.
    ValueError for fewer than two days."""
    if len(days) < 2:
        raise ValueError(f"a change needs two days, {len(days)} given")
    first, *between, last = days
    return ask("change_log", as_of=last, compare=first, between=tuple(between))


def changes(as_of: date, compare: date) -> pd.DataFrame:
    """Stars won and lost between two days with their causes."""
    return change_log((compare, as_of))


def improvement(as_of: date, compare: date) -> pd.DataFrame:
    """How much each village improved since the compared day, and its rank by that."""
    limit = definitions.ranking().improvement.most_unknown_share
    return ask("improvement", as_of=as_of, compare=compare, unknown_share=limit)


def peer_ranks(as_of: date, compare: date, village_code: str) -> pd.DataFrame:
    """Every village's rank among villages like it; those like one village by code."""
    within = definitions.ranking().peers.households_within
    return ask(
        "peer_ranks",
        as_of=as_of,
        compare=compare,
        village_code=village_code,
        households_within=within,
    )


def rank_trend(first_day: date, as_of: date) -> pd.DataFrame:
    """The ranks of every village by week."""
    return by_week("rank_trend", first_day, as_of)


def by_week(name: str, first_day: date, as_of: date, **params: Any) -> pd.DataFrame:
    """A read over weekly days, asked at once for a small town and day by day for a large one: a
    single day is judged alone, a span with all the days between."""
    days = [as_of - timedelta(weeks=n) for n in range((as_of - first_day).days // 7 + 1)]
    if len(days) * len(ask("villages")) <= definitions.ranking().trend.most_results:
        return ask(name, first_day=first_day, as_of=as_of, **params)
    parts = [ask(name, first_day=day, as_of=day, **params) for day in reversed(days)]
    return pd.concat(parts, ignore_index=True)
