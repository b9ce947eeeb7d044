"""Where points come from, as data in data/campaign/points.toml; loaded strictly, as the rest of the
campaign. A source that would reward handing in data is a fault: points honour work, not reporting."""

from __future__ import annotations

import tomllib
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from dashboard.domain.campaign import CampaignError, StrictBlock
from dashboard.domain.names import visible

# What points are never given for; looked for in names, notes and reasons, and in codes.
NEVER = (
    "报送", "填报", "填表", "上报数据", "数据上报", "打卡", "签到", "登录", "登陆", "在线时长",
    "拍照留痕", "按时上报", "及时上报", "上报及时", "上报率",
)  # fmt: skip
NEVER_CODES = (
    "submit", "submission", "upload", "report", "login", "log_in", "checkin", "check_in", "sign_in",
    "attendance", "online",
)  # fmt: skip


def never_for(text: str) -> str:
    """The word in a text by which it would reward reporting, logging in or checking in; else ''."""
    plain = "".join(visible(text).split())
    return next((word for word in NEVER if word in plain), "")


class Source(StrictBlock):
    """One source of points: ``visit`` takes ``per_rank`` from visits, ``entry`` is typed between
    ``minimum`` and ``maximum``."""

    code: str = Field(pattern=r"^[a-z][a-z0-9_]{0,30}$")
    name: str = Field(min_length=1, max_length=12)
    kind: Literal["visit", "entry"]
    per_rank: tuple[float, ...] = Field(default=(), strict=False)  # a TOML array is a list
    minimum: float = Field(default=0, ge=-100, le=100)
    maximum: float = Field(default=0, ge=-100, le=100)
    note: str

    @model_validator(mode="after")
    def _is_sound(self) -> Source:
        word = never_for(self.name + self.note) or next(
            (one for one in NEVER_CODES if one in self.code), ""
        )
        if word:
            raise ValueError(
                f"“{self.name}”不能作积分来源：积分不奖励报送、填表、打卡、登录（见“{word}”），请删去"
            )
        if self.kind == "visit":
            falling = list(self.per_rank) == sorted(self.per_rank, reverse=True)
            if not self.per_rank or not falling or self.per_rank[-1] <= 0:
                raise ValueError("per_rank must be points above 0, none above the one before")
        elif self.per_rank:
            raise ValueError("only a source of kind visit has per_rank")
        elif self.minimum >= self.maximum:
            raise ValueError(f"minimum {self.minimum:g} is not below maximum {self.maximum:g}")
        return self


class Closing(StrictBlock):
    """How long after its last day a quarter still takes entries."""

    open_days: int = Field(ge=0, le=92)


class Prizes(StrictBlock):
    """How many villages are proposed for each star."""

    per_star: int = Field(ge=0, le=20)


class Progress(StrictBlock):
    """How many villages are proposed for 进步奖, and the least evidence for it."""

    count: int = Field(ge=0, le=20)
    least_items: int = Field(ge=1, le=50)
    least_rise: float = Field(gt=0, le=100)


class PointsRules(BaseModel):
    """The whole file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: tuple[Source, ...]
    closing: Closing
    prizes: Prizes
    progress: Progress

    @model_validator(mode="after")
    def _stands_once(self) -> PointsRules:
        codes = [one.code for one in self.source]
        twice = sorted({one for one in codes if codes.count(one) > 1})
        if twice:
            raise ValueError(f"source {', '.join(twice)} stands twice")
        visits = [one.code for one in self.source if one.kind == "visit"]
        if len(visits) > 1:
            raise ValueError(f"more than one source of kind visit: {', '.join(visits)}")
        return self

    @cached_property
    def names(self) -> dict[str, str]:
        """Code → name of every source, in order."""
        return {one.code: one.name for one in self.source}

    @cached_property
    def visit(self) -> Source | None:
        """The source that visits feed, if there is one."""
        return next((one for one in self.source if one.kind == "visit"), None)

    @cached_property
    def typed(self) -> dict[str, Source]:
        """The sources that are typed, by code."""
        return {one.code: one for one in self.source if one.kind == "entry"}


def load_points(path: Path) -> PointsRules:
    """The rules of a file; CampaignError lists every fault."""
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CampaignError(f"{path.name}: {error}") from None
    try:
        return PointsRules.model_validate(document)
    except ValidationError as error:
        faults = [_fault(one, document) for one in error.errors()]
        raise CampaignError("\n".join(f"{path.name}: {one}" for one in faults)) from None


def _fault(error: object, document: dict[str, object]) -> str:
    """One fault, named by the source's code where it is about a source."""
    assert isinstance(error, dict)
    place = list(error["loc"])
    listed = document.get("source")
    if place[:1] == ["source"] and len(place) > 1 and isinstance(listed, list):
        block = listed[place[1]] if isinstance(place[1], int) else None
        code = block.get("code") if isinstance(block, dict) else None
        place[1] = code or f"no. {place[1] + 1}"
    where = ".".join(map(str, place))
    message = str(error["msg"]).removeprefix("Value error, ")
    return f"{where}: {message}" if where else message
