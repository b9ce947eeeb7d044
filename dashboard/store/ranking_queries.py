"""The questions of 排名 and 得失记录: who changed, improved, and ranks where among whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

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
    return ask("rank_trend", first_day=first_day, as_of=as_of)
