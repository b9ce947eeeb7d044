"""What the campaign is: stars, indicators, requirements, as data in data/campaign.

Loaded strictly: a typo is an error that names the file, the block and a near match, all errors at
once. The schema is said once, here.
"""

from __future__ import annotations

import difflib
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

Text = str
Category = Literal["", "村", "社区"]


class CampaignError(ValueError):
    """The definitions contradict their schema or each other; the message lists everything."""


# How old a value may be, in days, by the period it is reported for (示例口径; docs/decisions.md).
MAX_AGE_DAYS = {"week": 14, "month": 45, "quarter": 120, "year": 400}


class StrictBlock(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Star(StrictBlock):
    """One star; ``category`` says for which units it exists."""

    code: Text
    name: Text
    order: int
    category: Category
    lead_department: Text
    note: Text
    source: Text


class Agreement(StrictBlock):
    """The counts a rate must agree with: rate = 100 × numerator ÷ denominator."""

    numerator: Text
    denominator: Text


class Indicator(StrictBlock):
    """One indicator or count.

    ``minimum``–``maximum`` is the range an upload may hold, ``tolerance`` the change that still
    counts as none, both in ``unit``. ``headings`` are the other names a column may bear; loading
    adds each with its unit in brackets.
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
    headings: tuple[str, ...] = Field(strict=False)  # a TOML array is a list
    owner_post: Text
    source: Text
    why: Text
    agrees_with: Agreement | None = None

    @field_validator("headings")
    @classmethod
    def _with_unit(cls, headings: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        unit = info.data.get("unit")
        return (*headings, *(f"{one}（{unit}）" for one in headings)) if unit else headings

    @property
    def max_age_days(self) -> int:
        """After how many days a value is stale, unless a requirement says otherwise."""
        return MAX_AGE_DAYS[self.period]


class Requirement(StrictBlock):
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


Block = TypeVar("Block", bound=StrictBlock)
Key = TypeVar("Key", bound=Hashable)


def load_campaign(folder: Path) -> Campaign:
    """Load stars.toml, indicators.toml and requirements.toml; CampaignError lists every fault."""
    faults: list[str] = []
    stars, star_codes = load_blocks(folder / "stars.toml", "star", Star, faults)
    indicators, codes = load_blocks(folder / "indicators.toml", "indicator", Indicator, faults)
    requirements, _ = load_blocks(folder / "requirements.toml", "requirement", Requirement, faults)
    _check_indicators(indicators, star_codes, codes, faults)
    _check_requirements(requirements, star_codes, codes, indicators, faults)
    if faults:
        raise CampaignError("\n".join(faults))
    return Campaign(
        stars=tuple(sorted(stars, key=lambda one: one.order)),
        indicators=tuple(indicators),
        requirements=tuple(requirements),
    )


def load_blocks(
    path: Path, table: str, model: type[Block], faults: list[str]
) -> tuple[list[Block], list[str]]:
    """The sound blocks of a file, and the codes of all blocks, so that a reference to a block with
    a typo is not called unknown as well."""
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        faults.append(f"{path.name}: {error}")
        return [], []
    for key in document:
        if key != table:
            faults.append(f"{path.name}: unknown table {_quoted(key)}{_near(key, [table])}")
    listed = document.get(table, [])
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        faults.append(f"{path.name}: write [[{table}]], not [{table}]")
        return [], []
    blocks, codes = [], []
    for number, block in enumerate(listed, 1):
        try:
            blocks.append(model.model_validate(block))
        except ValidationError as error:
            where = f"{path.name}, {table} {_label(block, number)}"
            faults.extend(f"{where}: {_fault(one, model)}" for one in error.errors())
        if isinstance(block.get("code"), str):
            codes.append(block["code"])
    faults.extend(f"{path.name}: {table} {one} stands twice" for one in _twice(codes))
    return blocks, codes


def load_one(path: Path, table: str, model: type[Block], faults: list[str]) -> list[Block]:
    """As load_blocks, of a file that must hold one block; none or several is a fault."""
    blocks, _ = load_blocks(path, table, model, faults)
    if not faults and len(blocks) != 1:
        faults.append(f"{path.name}: there must be one [[{table}]] block, found {len(blocks)}")
    return blocks


def _label(block: Mapping[str, Any], number: int) -> str:
    named = block.get("code") or block.get("indicator")
    return str(named) if named else f"no. {number}"


def _fault(error: Any, model: type[BaseModel]) -> str:
    field = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        fields = (Agreement if len(error["loc"]) > 1 else model).model_fields
        return f"unknown field {_quoted(field)}{_near(error['loc'][-1], fields)}"
    if error["type"] == "missing":
        return f"field {_quoted(field)} is missing"
    given = error["input"]
    shown = _quoted(given) if isinstance(given, str) else str(given)
    if error["type"] == "literal_error":
        choices = get_args(model.model_fields[field].annotation)
        listed = ", ".join(map(_quoted, choices))
        return f"{field} = {shown} is not one of {listed}{_near(given, choices)}"
    return f"{field} = {shown}: {error['msg']}"


def _quoted(text: str) -> str:
    return f'"{text}"'


def _near(text: object, known: Iterable[str]) -> str:
    alike = difflib.get_close_matches(str(text), list(known), n=1, cutoff=0.5)
    return f"; did you mean {_quoted(alike[0])}?" if alike else ""


def _unknown(kind: str, code: str, known: list[str]) -> list[str]:
    """Nothing where a file could not be read at all: that fault stands already."""
    if not known or code in known:
        return []
    return [f"unknown {kind} {_quoted(code)}{_near(code, known)}"]


def _check_indicators(
    indicators: list[Indicator], star_codes: list[str], codes: list[str], faults: list[str]
) -> None:
    for one in indicators:
        found = []
        if one.star or one.kind != "count":
            found += _unknown("star", one.star, star_codes)
        if one.minimum > one.maximum:
            found.append(f"minimum {one.minimum:g} is above maximum {one.maximum:g}")
        if one.agrees_with:
            for count in (one.agrees_with.numerator, one.agrees_with.denominator):
                found += _unknown("indicator", count, codes)
        faults.extend(f"indicators.toml, indicator {one.code}: {fault}" for fault in found)
    named = [
        heading
        for one in indicators
        for heading in dict.fromkeys(_plain(text) for text in (one.name, *one.headings))
    ]
    faults.extend(
        f"indicators.toml: heading {_quoted(one)} belongs to two indicators"
        for one in _twice(named)
    )
    faults.extend(
        f"indicators.toml: identifier {_quoted(one)} stands twice"
        for one in _twice(one.identifier for one in indicators)
    )


def _check_requirements(
    requirements: list[Requirement],
    star_codes: list[str],
    codes: list[str],
    indicators: list[Indicator],
    faults: list[str],
) -> None:
    sound = {one.code: one for one in indicators}
    for rule in requirements:
        found = _unknown("star", rule.star, star_codes)
        found += _unknown("indicator", rule.indicator, codes)
        of = sound.get(rule.indicator)
        if of and not of.minimum <= rule.threshold <= of.maximum:
            found.append(
                f"threshold {rule.threshold:g} is outside {of.minimum:g} to {of.maximum:g}"
            )
        elif of and of.value_type == "bool" and rule.threshold not in (0, 1):
            found.append(f"threshold {rule.threshold:g} of a yes/no indicator must be 0 or 1")
        where = f"requirements.toml, requirement {rule.indicator}"
        faults.extend(f"{where}: {fault}" for fault in found)
    keys = ((r.star, r.indicator, r.category, r.valid_from) for r in requirements)
    faults.extend(
        f"requirements.toml, requirement {indicator}: stands twice for star {_quoted(star)}, "
        f"category {_quoted(category)}, valid from {day}"
        for star, indicator, category, day in _twice(keys)
    )


def _plain(heading: str) -> str:
    """A heading as an upload's columns are compared: no spaces, full-width forms or case."""
    return "".join(unicodedata.normalize("NFKC", heading).split()).casefold()


def _twice(items: Iterable[Key]) -> list[Key]:
    return [one for one, times in Counter(items).items() if times > 1]
