"""From where on a readable number is doubted: data/campaign/checks.toml, all 示例口径."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict


class _Block(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Jump(_Block):
    """A change against the newest value that is doubted."""

    percent_points: float
    times: float
    least_tolerances: float


class Money(_Block):
    """How far off money must be to look like 元 against 万元."""

    times: float


class Identical(_Block):
    """How many villages of a day, and what share of them, may not say the same number."""

    villages: int
    share: float
    least: float


class Sum(_Block):
    """By what share a row of totals may differ from the sum of the rows."""

    share: float


class Limits(_Block):
    """All thresholds of doubts."""

    jump: Jump
    money: Money
    identical: Identical
    total: Sum


def load_limits(path: Path) -> Limits:
    """The thresholds of a file; ValidationError names what is wrong with it."""
    return Limits.model_validate(tomllib.loads(path.read_text("utf-8")))
