"""Rules in words, and as a file: pure text shared by the page of rules and the exports."""

from __future__ import annotations

from datetime import date

from dashboard.components import formats
from dashboard.domain.rule_file import write_document
from dashboard.domain.rules import RequirementRule, RuleDocument, StarRule, SwitchRule, Tier
from dashboard.store import definitions, queries
from dashboard.store.rule_queries import EVERY_VERSION
from dashboard.words import say

Block = RequirementRule | StarRule | SwitchRule


def subject(block: Block) -> str:
    """What a rule is about: star and indicator, a star, a switch; its category behind."""
    if isinstance(block, SwitchRule):
        return say("rules.subject_switch", name=switch_label(block.name))
    if isinstance(block, StarRule):
        text = say("rules.subject_star", star=star_name(block.star))
    else:
        text = say(
            "rules.subject_requirement", star=star_name(block.star),
            indicator=indicator_name(block.indicator),
        )  # fmt: skip
    return text + category_text(block.category)


def category_text(category: str) -> str:
    """The category in brackets; empty for a rule of both."""
    return say("rules.of_category", category=category) if category else ""


def star_name(code: str) -> str:
    """A star's name, its code where there is none."""
    return {one.code: one.name for one in definitions.campaign().stars}.get(code, code)


def indicator_name(code: str) -> str:
    """An indicator's name, its code where there is none."""
    return {one.code: one.name for one in definitions.campaign().indicators}.get(code, code)


def switch_label(name: str) -> str:
    """A switch's label, its name where there is none."""
    return {one.name: one.label for one in definitions.switches()}.get(name, name)


def described(block: Block | None) -> str:
    """What a rule asks, in one line; a word for none, for a dropped one and for a switch off."""
    if block is None:
        return say("rules.none")
    if isinstance(block, SwitchRule):
        return switch_text(block)
    if isinstance(block, StarRule):
        return star_text(block)
    if block.dropped:
        return say("rules.dropped")
    parts = [
        threshold(block),
        say("rules.mandatory") if block.mandatory else say("rules.not_mandatory"),
        say(f"rules.veto.{block.veto}") if block.veto else "",
        points(block),
        say("rules.max_age", n=block.max_age_days),
    ]
    return say("rules.comma").join(part for part in parts if part)


def threshold(rule: RequirementRule) -> str:
    """应 ≥45%, by the unit of its indicator."""
    named = {one.code: one for one in definitions.campaign().indicators}
    if rule.indicator not in named:
        return formats.threshold_text(rule.threshold, "", "number", rule.direction)
    one = named[rule.indicator]
    return formats.threshold_text(rule.threshold, one.unit, one.value_type, rule.direction)


def points(rule: RequirementRule) -> str:
    """What it is worth, its tiers in brackets."""
    if not rule.points:
        return say("rules.unscored")
    text = say("rules.points", n=plain(rule.points))
    return text + (say("rules.tiers", tiers=tiers_text(rule.tiers)) if rule.tiers else "")


def tiers_text(tiers: tuple[Tier, ...]) -> str:
    """5→1；10→2, as one types it."""
    return say("rules.semicolon").join(
        say("rules.tier", threshold=plain(one.threshold), points=plain(one.points)) for one in tiers
    )


def plain(value: float) -> str:
    """A number as one types it."""
    return f"{value:.10g}"


def star_text(rule: StarRule) -> str:
    """Pass mark and capstone; a word for neither."""
    parts = [
        say("rules.pass_mark", n=plain(rule.pass_mark)) if rule.pass_mark is not None else "",
        say("rules.capstone") if rule.capstone else "",
    ]
    return say("rules.comma").join(part for part in parts if part) or say("rules.nothing_more")


def switch_text(rule: SwitchRule) -> str:
    """What a switch is set to."""
    if rule.off:
        return say("rules.off")
    switch = {one.name: one for one in definitions.switches()}.get(rule.name)
    if switch is None:
        return say("rules.on")
    code = rule.code or ""
    if switch.codes == "indicator":
        code = indicator_name(code)
    parts = [
        code_text(switch.choice, switch.code_label(code)) if code else "",
        say("rules.set_to", label=switch.number, n=plain(rule.number), unit=switch.unit)
        if rule.number is not None else "",
        say("rules.set_to", label=switch.level, n=rule.level, unit=say("rules.star_unit"))
        if rule.level is not None else "",
    ]  # fmt: skip
    return say("rules.comma").join(part for part in parts if part)


def code_text(label: str, value: str) -> str:
    """指标：党员群众满意度."""
    return say("rules.code_is", label=label, value=value)


def whole(day: date, version: int = EVERY_VERSION) -> RuleDocument:
    """All rules in force on a day as a document without a head."""
    kept = queries.rules_on(day, version)
    return RuleDocument(requirement=kept.requirements, star=kept.stars, switch=kept.switches)


def toml(day: date, version: int = EVERY_VERSION) -> str:
    """All rules in force on a day as a rule file, which comes back as a draft."""
    rows = queries.rule_rows(day, version)
    newest = int(rows["version"].max()) if len(rows) else 0
    town = queries.instance().township
    head = (say("rules.file_head", town=town, day=day, version=newest), say("rules.file_note"))
    return write_document(whole(day, version), comments=head)
