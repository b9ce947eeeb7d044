"""What makes one set of rules of another, and what two sets say differently."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from dashboard.domain.rules import (
    RequirementRule,
    RuleDocument,
    RuleSet,
    StarRule,
    SwitchRule,
    applied,
)


def delta(base: RuleSet, wanted: RuleSet, head: RuleDocument) -> RuleDocument:
    """What makes the wanted set of the base, under a head; what is equal is left out, and a switch
    or requirement that is no longer wanted is turned off or dropped."""
    return head.model_copy(update={
        "requirement": tuple(
            [*_changed(base.requirement, wanted.requirement)]
            + [
                _dropped(one) for key, one in base.requirement.items()
                if key not in wanted.requirement and not one.dropped
            ]
        ),
        "star": tuple(
            [*_changed(base.star, wanted.star)]
            + [
                StarRule(star=one.star, category=one.category)
                for key, one in base.star.items()
                if key not in wanted.star and any(one.says())
            ]
        ),
        "switch": tuple(
            [*_changed(base.switch, wanted.switch)]
            + [SwitchRule(name=name, off=True) for name in base.switch if name not in wanted.switch]
        ),
    })  # fmt: skip


def pruned(base: RuleSet, document: RuleDocument) -> RuleDocument:
    """The document without what the base says already."""
    return delta(base, applied(base, document), document)


def _changed(base: Mapping[Any, Any], wanted: Mapping[Any, Any]) -> list[Any]:
    """What says otherwise than the base. A former source is none of the changed rule."""
    found = []
    for key, one in wanted.items():
        before = base.get(key)
        if before is None and not _is_nothing(one):
            found.append(one)
        elif before is not None and before.says() != one.says():
            former = getattr(before, "source_note", None)
            is_former = former is not None and one.source_note == former
            found.append(one.model_copy(update={"source_note": ""}) if is_former else one)
    return found


def _is_nothing(block: Any) -> bool:
    """A common star's rule that asks nothing, where there was none, changes nothing."""
    return isinstance(block, StarRule) and not block.category and block.says() == (None, False)


def _dropped(one: RequirementRule) -> RequirementRule:
    return RequirementRule.model_validate(
        {"star": one.star, "indicator": one.indicator, "category": one.category, "dropped": True}
    )


Side: TypeAlias = RequirementRule | StarRule | SwitchRule | None


def differences(one: RuleSet, other: RuleSet) -> list[tuple[Side, Side]]:
    """What two sets say differently, (in one, in the other), by key; None where it says nothing."""
    pairs: list[tuple[Side, Side]] = []
    tables: tuple[tuple[Mapping[Any, Any], Mapping[Any, Any]], ...] = (
        (_asking(one.requirement), _asking(other.requirement)),
        (_asking(one.star), _asking(other.star)),
        (one.switch, other.switch),
    )
    for left, right in tables:
        for key in sorted({*left, *right}):
            before, after = left.get(key), right.get(key)
            if before is None or after is None or before.says() != after.says():
                pairs.append((before, after))
    return pairs


def _asking(blocks: Mapping[Any, Any]) -> dict[Any, Any]:
    """Without common ones that ask nothing: a star's rule without pass mark and capstone, a dropped
    requirement (a category's own hides the common one, so it does ask)."""
    return {
        key: one for key, one in blocks.items()
        if not _is_nothing(one)
        and not (isinstance(one, RequirementRule) and one.dropped and not one.category)
    }  # fmt: skip
