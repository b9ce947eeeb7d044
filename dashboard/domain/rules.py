"""Rules: what a version changes (a document), and what is in force on a day (a set).

A document is a delta by key: a requirement's key is star, indicator and category, a star's rule has
star and category, a switch its name. Whatever it does not name stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal, TypeAlias

from pydantic import Field, field_validator, model_validator

from dashboard.domain.campaign import Category, StrictBlock, Text

RequirementKey: TypeAlias = tuple[str, str, str]
StarKey: TypeAlias = tuple[str, str]
Number: TypeAlias = float

CATEGORIES: tuple[Category, ...] = ("村", "社区")
# What a dropped requirement need not say, and what it says then.
UNSAID: Mapping[str, Any] = {"direction": "higher", "threshold": 0.0, "max_age_days": 1}


class Tier(StrictBlock):
    """Reaching ``threshold`` earns ``points`` of the requirement's points."""

    threshold: float = Field(allow_inf_nan=False)
    points: float = Field(allow_inf_nan=False)


class RequirementRule(StrictBlock):
    """One requirement of a star. ``points`` is its worth in a score (0: not scored), ``tiers``
    replace all or nothing; ``dropped`` ends it for its category."""

    star: Text
    indicator: Text
    category: Category = ""
    direction: Literal["higher", "lower"]
    threshold: float = Field(allow_inf_nan=False)
    mandatory: bool = True
    veto: Literal["", "star", "all"] = ""
    max_age_days: int
    points: float = Field(default=1.0, allow_inf_nan=False)
    tiers: tuple[Tier, ...] = Field(default=(), strict=False)  # a TOML array is a list
    source_note: Text = ""
    dropped: bool = False

    @model_validator(mode="before")
    @classmethod
    def _dropped_says_no_more(cls, block: Any) -> Any:
        """A dropped requirement is the same whatever else it says."""
        if isinstance(block, Mapping) and block.get("dropped") is True:
            kept = ("star", "indicator", "category", "source_note", "dropped")
            return dict(UNSAID) | {
                name: value for name, value in block.items()
                if name in kept or name not in cls.model_fields
            }  # fmt: skip
        return block

    @property
    def key(self) -> RequirementKey:
        """Star, indicator and category."""
        return self.star, self.indicator, self.category

    def says(self) -> tuple[Any, ...]:
        """What it asks, its source left out."""
        return (
            self.direction, self.threshold, self.mandatory, self.veto, self.max_age_days,
            self.points, self.tiers, self.dropped,
        )  # fmt: skip


class StarRule(StrictBlock):
    """What a star asks beside its requirements: ``pass_mark`` per cent of its points (None: none),
    and whether it is the capstone, won only together with every other star of the unit."""

    star: Text
    category: Category = ""
    pass_mark: float | None = Field(default=None, allow_inf_nan=False)
    capstone: bool = False

    @property
    def key(self) -> StarKey:
        """Star and category."""
        return self.star, self.category

    def says(self) -> tuple[Any, ...]:
        """What it asks."""
        return self.pass_mark, self.capstone


class SwitchRule(StrictBlock):
    """One switch: number, level and code as it needs them; ``off`` turns it off."""

    name: Text
    number: float | None = Field(default=None, allow_inf_nan=False)
    level: int | None = None
    code: Text | None = None
    source_note: Text = ""
    off: bool = False

    @model_validator(mode="before")
    @classmethod
    def _off_says_no_more(cls, block: Any) -> Any:
        """A switch that is off is the same whatever else it says."""
        if isinstance(block, Mapping) and block.get("off") is True:
            return {
                key: one for key, one in block.items() if key not in ("number", "level", "code")
            }
        return block

    @property
    def key(self) -> str:
        """Its name."""
        return self.name

    def says(self) -> tuple[Any, ...]:
        """What it is set to, its source left out."""
        return self.number, self.level, self.code, self.off


class RuleDocument(StrictBlock):
    """What a version changes: its head (first day, post, source, reason if late) and its blocks."""

    valid_from: date | None = None
    set_by: Text = ""
    source_note: Text = ""
    reason: Text = ""
    requirement: tuple[RequirementRule, ...] = Field(default=(), strict=False)
    star: tuple[StarRule, ...] = Field(default=(), strict=False)
    switch: tuple[SwitchRule, ...] = Field(default=(), strict=False)

    @field_validator("requirement", "star", "switch")
    @classmethod
    def _once(cls, blocks: tuple[Any, ...]) -> tuple[Any, ...]:
        keys = [one.key for one in blocks]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice is not None:
            named = twice if isinstance(twice, str) else " ".join(part for part in twice if part)
            raise ValueError(f"{named} 写了两次，请只留一块")
        return blocks

    @property
    def is_empty(self) -> bool:
        """Whether it changes nothing."""
        return not (self.requirement or self.star or self.switch)


@dataclass(frozen=True)
class RuleSet:
    """All rules in force on a day, ordered by key. Dropped requirements are among them: one of a
    category hides the common one from its units. Switches that are off are not."""

    requirements: tuple[RequirementRule, ...] = ()
    stars: tuple[StarRule, ...] = ()
    switches: tuple[SwitchRule, ...] = ()

    @cached_property
    def requirement(self) -> Mapping[RequirementKey, RequirementRule]:
        """By key."""
        return {one.key: one for one in self.requirements}

    @cached_property
    def star(self) -> Mapping[StarKey, StarRule]:
        """By key."""
        return {one.key: one for one in self.stars}

    @cached_property
    def switch(self) -> Mapping[str, SwitchRule]:
        """By name."""
        return {one.key: one for one in self.switches}

    def asked(self, star: str, category: str) -> list[RequirementRule]:
        """What a unit of a category has to meet for a star: its category's rule before the common
        one, dropped ones left out."""
        own: dict[str, RequirementRule] = {}
        for one in sorted(self.requirements, key=lambda one: one.category):
            if one.star == star and one.category in ("", category):
                own[one.indicator] = one
        return [one for one in own.values() if not one.dropped]

    def star_rule(self, star: str, category: str) -> StarRule:
        """What a star asks of units of a category beside its requirements."""
        common = self.star.get((star, ""), StarRule(star=star))
        return self.star.get((star, category), common)


def rule_set(
    requirements: Iterable[RequirementRule],
    stars: Iterable[StarRule],
    switches: Iterable[SwitchRule],
) -> RuleSet:
    """A set of these, in order."""
    return RuleSet(
        tuple(sorted(requirements, key=lambda one: one.key)),
        tuple(sorted(stars, key=lambda one: one.key)),
        tuple(sorted((one for one in switches if not one.off), key=lambda one: one.key)),
    )


def applied(base: RuleSet, document: RuleDocument) -> RuleSet:
    """The set once a document is in force over another set."""
    noted = [_noted(one, document.source_note) for one in document.requirement]
    return rule_set(
        {**base.requirement, **{one.key: one for one in noted}}.values(),
        {**base.star, **{one.key: one for one in document.star}}.values(),
        {
            **base.switch,
            **{one.key: _noted(one, document.source_note) for one in document.switch},
        }.values(),
    )


def _noted(block: Any, note: str) -> Any:
    """The block with the version's source where it names none of its own."""
    return block if block.source_note else block.model_copy(update={"source_note": note})
