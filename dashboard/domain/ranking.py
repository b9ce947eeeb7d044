"""What comparing villages asks for: data/campaign/ranking.toml, all 示例口径."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field


class _Block(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Improvement(_Block):
    """Up to which share of missing and stale requirements progress is ranked."""

    most_unknown_share: float = Field(ge=0, le=1)


class Peers(_Block):
    """When villages are alike in households, and how many must be alike for a rank."""

    households_within: float = Field(ge=0, le=1)
    fewest: int = Field(ge=1)


class Trend(_Block):
    """How many review days, and village-days, are judged at once."""

    most_weeks: int = Field(ge=2)
    most_results: int = Field(ge=2)


class Ranking(_Block):
    """All limits of comparing villages."""

    improvement: Improvement
    peers: Peers
    trend: Trend


def load_ranking(path: Path) -> Ranking:
    """The limits of a file; ValidationError names what is wrong with it."""
    return Ranking.model_validate(tomllib.loads(path.read_text("utf-8")))


def days_that_fit(days: Sequence[date], villages: int, trend: Trend) -> list[date]:
    """The newest of the days (ascending) that may be judged at once; two at least if there are."""
    most = min(trend.most_weeks, max(2, trend.most_results // max(villages, 1)))
    return list(days[-most:])
