"""The questions about rules: what is in force on a day, versions, drafts."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.domain.rules import (
    RequirementRule,
    RuleSet,
    StarRule,
    SwitchRule,
    Tier,
    rule_set,
)
from dashboard.store.reader import ask

EVERY_VERSION = 2**31
"""Later than any version: all of them count."""


def rule_rows(as_of: date, version: int = EVERY_VERSION) -> pd.DataFrame:
    """The rules in force on a day, versions later than the given one left out."""
    return ask("rule_rows", as_of=as_of, version=version)


def rule_versions() -> pd.DataFrame:
    """Every version of the rules, newest first, withdrawn ones included."""
    return ask("rule_versions")


def rule_drafts() -> pd.DataFrame:
    """The newest revision of every draft of rules, published and discarded ones included."""
    return ask("rule_drafts")


def rules_on(as_of: date, version: int = EVERY_VERSION) -> RuleSet:
    """The rules in force on a day as a set, as `rule_rows`."""
    return as_rule_set(rule_rows(as_of, version))


def as_rule_set(rows: pd.DataFrame) -> RuleSet:
    """The set of the rows of the read `rule_rows`."""
    kinds = {str(kind): part.to_dict("records") for kind, part in rows.groupby("kind")}
    tiers: dict[tuple[str, str, str], list[Tier]] = {}
    for row in kinds.get("tier", []):
        key = (row["star_code"], row["indicator_code"], row["category"])
        tier = Tier(threshold=row["tier_threshold"], points=row["tier_points"])
        tiers.setdefault(key, []).append(tier)
    return rule_set(
        [
            RequirementRule(
                star=row["star_code"], indicator=row["indicator_code"], category=row["category"],
                direction=row["direction"], threshold=row["threshold"],
                mandatory=bool(row["is_mandatory"]), veto=row["veto"],
                max_age_days=int(row["max_age_days"]), points=row["points"],
                tiers=tuple(tiers.get((row["star_code"], row["indicator_code"], row["category"]), ())),
                source_note=row["source_note"], dropped=bool(row["is_dropped"]),
            )
            for row in kinds.get("requirement", [])
        ],
        [
            StarRule(
                star=row["star_code"], category=row["category"],
                pass_mark=_given(row["pass_mark"]), capstone=bool(row["is_capstone"]),
            )
            for row in kinds.get("star", [])
        ],
        [
            SwitchRule(
                name=row["switch"], number=_given(row["number"]),
                level=None if pd.isna(row["level"]) else int(row["level"]),
                code=None if pd.isna(row["code"]) else row["code"],
                source_note=row["source_note"],
            )
            for row in kinds.get("switch", [])
            if not (pd.isna(row["number"]) and pd.isna(row["level"]) and pd.isna(row["code"]))
        ],
    )  # fmt: skip


def _given(value: float) -> float | None:
    return None if pd.isna(value) else float(value)
