"""What the campaign is: stars, indicators, requirements, as data in data/campaign.

Loaded strictly: a typo is an error that names the file, the block and a near match, all errors at
once. The schema is said once, here.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

Text = str
Category = Literal["", "村", "社区"]


class CampaignError(ValueError):
    """The definitions contradict their schema or each other; the message lists everything."""


class _Block(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, str_min_length=0)


class Star(_Block):
    """One star; ``category`` says for which units it exists."""

    code: Text
    name: Text
    order: int
    category: Category
    lead_department: Text
    note: Text
    source: Text


class Agreement(_Block):
    """The counts a rate must agree with: rate = 100 × numerator ÷ denominator."""

    numerator: Text
    denominator: Text


class Indicator(_Block):
    """One indicator or count.

    ``minimum``–``maximum`` is the range an upload may hold, ``tolerance`` the change that still
    counts as none, both in ``unit``. ``headings`` are the other names a column may bear.
    """

    code: Text
    name: Text
    identifier: Text
    star: Text
    kind: Literal["judged", "info", "count"]
    value_type: Literal["number", "percent", "bool"]
    unit: Text
    direction: Literal["higher", "lower", "none"]
    decimals: int
    period: Literal["week", "month", "quarter", "year"]
    accumulation: Literal["stock", "ytd", "period"]
    minimum: float
    maximum: float
    tolerance: float
    headings: list[str]
    owner_post: Text
    source: Text
    why: Text
    agrees_with: Agreement | None = None


class Requirement(_Block):
    """One requirement of a star: the indicator must reach the threshold, not older than
    ``max_age_days``. ``veto``: '' none, 'star' costs this star, 'all' bars every star."""

    star: Text
    indicator: Text
    category: Category
    direction: Literal["higher", "lower"]
    threshold: float
    mandatory: bool
    veto: Literal["", "star", "all"]
    max_age_days: int
    valid_from: date
    set_by: Text
    source_note: Text


class Campaign(BaseModel):
    """The whole campaign."""

    model_config = ConfigDict(frozen=True)

    stars: tuple[Star, ...]
    indicators: tuple[Indicator, ...]
    requirements: tuple[Requirement, ...]

    @cached_property
    def _stars(self) -> dict[str, Star]:
        return {one.code: one for one in self.stars}

    @cached_property
    def _indicators(self) -> dict[str, Indicator]:
        return {one.code: one for one in self.indicators}

    def star(self, code: str) -> Star:
        """The star of a code; KeyError for an unknown one."""
        return self._stars[code]

    def indicator(self, code: str) -> Indicator:
        """The indicator of a code; KeyError for an unknown one."""
        return self._indicators[code]


Block = TypeVar("Block", bound=_Block)


def load_campaign(folder: Path) -> Campaign:
    """Load stars.toml, indicators.toml and requirements.toml; CampaignError lists every fault."""
    faults: list[str] = []
    stars = _load(folder / "stars.toml", "star", Star, faults)
    indicators = _load(folder / "indicators.toml", "indicator", Indicator, faults)
    requirements = _load(folder / "requirements.toml", "requirement", Requirement, faults)
    if not faults:
        _check(stars, indicators, requirements, faults)
    if faults:
        raise CampaignError("\n".join(faults))
    return Campaign(
        stars=tuple(sorted(stars, key=lambda one: one.order)),
        indicators=tuple(indicators),
        requirements=tuple(requirements),
    )


def _load(path: Path, table: str, model: type[Block], faults: list[str]) -> list[Block]:
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        faults.append(f"{path.name}: {error}")
        return []
    for key in document:
        if key != table:
            faults.append(f"{path.name}: unknown table {key!r}{_near(key, [table])}")
    blocks = []
    for number, block in enumerate(document.get(table, []), 1):
        try:
            blocks.append(model.model_validate(block))
        except ValidationError as error:
            where = f"{path.name}, {table} {_label(block, number)}"
            faults.extend(f"{where}: {_fault(one, model)}" for one in error.errors())
    return blocks


def _label(block: Mapping[str, Any], number: int) -> str:
    named = block.get("code") or block.get("indicator")
    return str(named) if named else f"no. {number}"


def _fault(error: Any, model: type[BaseModel]) -> str:
    field = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        return f"unknown field {field!r}{_near(field, model.model_fields)}"
    if error["type"] == "missing":
        return f"field {field!r} is missing"
    if error["type"] == "literal_error":
        choices = [
            one.strip(" '") for one in error["ctx"]["expected"].replace(" or ", ",").split(",")
        ]
        return (
            f"{field} = {error['input']!r} is not one of {choices}{_near(error['input'], choices)}"
        )
    return f"{field} = {error['input']!r}: {error['msg']}"


def _near(text: object, known: Iterable[str]) -> str:
    alike = difflib.get_close_matches(str(text), list(known), n=1, cutoff=0.5)
    return f"; did you mean {alike[0]!r}?" if alike else ""


def _check(
    stars: list[Star],
    indicators: list[Indicator],
    requirements: list[Requirement],
    faults: list[str],
) -> None:
    star_codes = [one.code for one in stars]
    codes = {one.code: one for one in indicators}
    for file, listed in (
        ("stars.toml", star_codes),
        ("indicators.toml", [i.code for i in indicators]),
    ):
        faults += [f"{file}: {one!r} stands twice" for one in _twice(listed)]
    for one in indicators:
        where = f"indicators.toml, indicator {one.code}"
        if one.star not in star_codes:
            faults.append(f"{where}: unknown star {one.star!r}{_near(one.star, star_codes)}")
        if one.minimum > one.maximum:
            faults.append(f"{where}: minimum {one.minimum:g} is above maximum {one.maximum:g}")
        for count in (
            (one.agrees_with.numerator, one.agrees_with.denominator) if one.agrees_with else ()
        ):
            if count not in codes:
                faults.append(f"{where}: unknown count {count!r}{_near(count, codes)}")
    headings = [name for one in indicators for name in {one.name, *one.headings}]
    faults += [
        f"indicators.toml: heading {one!r} belongs to two indicators" for one in _twice(headings)
    ]
    keys = [(r.star, r.indicator, r.category, r.valid_from) for r in requirements]
    faults += [f"requirements.toml: {one} stands twice" for one in _twice(keys)]
    for rule in requirements:
        where = f"requirements.toml, requirement {rule.indicator}"
        if rule.star not in star_codes:
            faults.append(f"{where}: unknown star {rule.star!r}{_near(rule.star, star_codes)}")
        indicator = codes.get(rule.indicator)
        if indicator is None:
            faults.append(f"{where}: unknown indicator{_near(rule.indicator, codes)}")
        elif not indicator.minimum <= rule.threshold <= indicator.maximum:
            faults.append(
                f"{where}: threshold {rule.threshold:g} is outside "
                f"{indicator.minimum:g}–{indicator.maximum:g}"
            )


def _twice(items: Iterable[Any]) -> list[Any]:
    seen: set[Any] = set()
    return [one for one in items if one in seen or seen.add(one)]  # type: ignore[func-returns-value]
