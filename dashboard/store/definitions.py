"""Definitions and views: re-created at each start from data/campaign and queries/views.

Requirements are versions in the database; the seed file only starts them and adds blocks.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pandas as pd

from dashboard.domain.actor import SETUP
from dashboard.domain.campaign import Campaign, load_campaign
from dashboard.domain.course import Publicity, load_publicity
from dashboard.domain.deadlines import Deadlines, load_deadlines
from dashboard.domain.effort import Effort, load_effort
from dashboard.domain.errors import Refused
from dashboard.domain.intake.known import TableKind, load_tables
from dashboard.domain.intake.limits import Limits, load_limits
from dashboard.domain.ledger_lists import LedgerLists, load_lists
from dashboard.domain.points_file import PointsRules, load_points
from dashboard.domain.project import ProjectRules, load_projects
from dashboard.domain.ranking import Ranking, load_ranking
from dashboard.domain.reporting import Deadline, load_reporting
from dashboard.domain.rule_file import read_document
from dashboard.domain.rules import RuleDocument
from dashboard.domain.switches import Switch, load_switches
from dashboard.settings import ROOT
from dashboard.store import stored
from dashboard.store.database import Transaction

CAMPAIGN = ROOT / "data" / "campaign"
QUERIES = ROOT / "queries"


@cache
def campaign() -> Campaign:
    """The shipped campaign, loaded once."""
    return load_campaign(CAMPAIGN)


@cache
def tables() -> tuple[TableKind, ...]:
    """The kinds of table an upload may be."""
    return load_tables(CAMPAIGN / "tables.toml")


@cache
def limits() -> Limits:
    """From where on an uploaded number is doubted."""
    return load_limits(CAMPAIGN / "checks.toml")


@cache
def reporting() -> Mapping[str, Deadline]:
    """When reports of each period are due."""
    return load_reporting(CAMPAIGN / "reporting.toml")


@cache
def switches() -> tuple[Switch, ...]:
    """What the switches of the rules are."""
    return load_switches(CAMPAIGN / "switches.toml")


@cache
def profiles() -> Mapping[str, RuleDocument]:
    """The rule documents one may start from, by name."""
    folder = CAMPAIGN / "profiles"
    return {path.stem: read_document(path.read_text("utf-8")) for path in folder.glob("*.toml")}


@cache
def effort() -> Effort:
    """How costly indicators are to move, as long as the town says nothing else."""
    return load_effort(CAMPAIGN / "effort.toml", campaign())


@cache
def points() -> PointsRules:
    """Where points come from, and for what prizes are proposed."""
    return load_points(CAMPAIGN / "points.toml")


@cache
def ranking() -> Ranking:
    """What comparing villages asks for."""
    return load_ranking(CAMPAIGN / "ranking.toml")


@cache
def publicity() -> Publicity:
    """How long 公示 lasts."""
    return load_publicity(CAMPAIGN / "course.toml")


@cache
def ledger_lists() -> LedgerLists:
    """What the ledger chooses from."""
    return load_lists(CAMPAIGN / "ledger.toml")


@cache
def deadlines() -> Deadlines:
    """How long a shortfall may take, and who is told when it takes longer."""
    return load_deadlines(CAMPAIGN / "deadlines.toml")


@cache
def project_rules() -> ProjectRules:
    """When a project is marked 临期, and what its acceptance looks at."""
    return load_projects(CAMPAIGN / "projects.toml")


def fill(transaction: Transaction) -> None:
    """Re-create the tables of definitions and every view."""
    transaction.script((QUERIES / "definitions" / "tables.sql").read_text("utf-8"))
    transaction.append(
        "star",
        pd.DataFrame(
            {
                "star_code": one.code,
                "star": one.name,
                "star_order": one.order,
                "category": one.category,
            }
            for one in campaign().stars
        ),
    )
    transaction.append(
        "indicator",
        pd.DataFrame(
            {
                "indicator_code": one.code,
                "indicator": one.name,
                "indicator_order": order,
                "star_code": one.star or None,
                "kind": one.kind,
                "value_type": one.value_type,
                "unit": one.unit,
                "direction": one.direction,
                "decimals": one.decimals,
                "period": one.period,
                "accumulation": one.accumulation,
                "tolerance": float(one.tolerance),
                "max_age_days": one.max_age_days,
                "owner_post": one.owner_post,
                "source": one.source,
                "why": one.why,
            }
            for order, one in enumerate(campaign().indicators, 1)
        ),
    )
    _fill_deadlines(transaction)
    for order, item in enumerate(project_rules().items, 1):
        transaction.add("acceptance_item", item_code=item.code, item=item.name, item_order=order)
    for path in sorted((QUERIES / "views").glob("*.sql")):
        kept = stored.kept_name(path)
        if kept:
            stored.prepare(transaction, kept)
            continue
        name = path.stem.split("_", 1)[1]
        transaction.script(f"create or replace view {name} as\n{path.read_text('utf-8')}")


def _fill_deadlines(transaction: Transaction) -> None:
    known = deadlines()
    for order, one in enumerate(known.escalation, 1):
        transaction.add("escalation", level_order=order, name=one.name, from_days=one.from_days)
    transaction.add("deadline_setting", soon_days=known.soon_days)


def seed_requirements(transaction: Transaction) -> int:
    """Copy the blocks the database lacks as a new version; returns how many.

    Refused: a block that says otherwise than the database for the same star, indicator, category
    and day (a version in force is superseded, never edited), and, once there are values, a block
    that starts on a day already judged (past stars never change by an edited file).
    """
    columns = (
        "star_code", "indicator_code", "category", "valid_from", "direction", "threshold",
        "is_mandatory", "veto", "max_age_days",
    )  # fmt: skip
    rows = transaction.run(f"select {', '.join(columns)} from requirement")
    known = {row[:4]: row[4:] for row in rows}
    newest = transaction.run("select coalesce(max(version), 0) from rule_version")[0][0]
    missing: list[dict[str, Any]] = []
    for one in campaign().requirements:
        key = (one.star, one.indicator, one.category, one.valid_from)
        rule = (
            one.direction, float(one.threshold), one.mandatory, one.veto, one.max_age_days,
        )  # fmt: skip
        if key not in known:
            missing.append(dict(zip(columns, (*key, *rule), strict=True)) | {
                "set_by": one.set_by, "source_note": one.source_note,
            })  # fmt: skip
        elif known[key] != rule:
            raise Refused(
                f"requirements.toml 里 {one.star}/{one.indicator} 自 {one.valid_from} 起的口径"
                "与库中已生效的不同。生效的口径不能改写，请另写一块并给新的 valid_from。"
            )
    _only_ahead(transaction, [block["valid_from"] for block in missing] if newest else [])
    now = datetime.now(UTC).replace(tzinfo=None)
    if missing:
        blocks = pd.DataFrame(missing).assign(version=newest + 1, recorded_at=now)
        transaction.append("requirement", blocks)
        first = min(missing, key=lambda block: block["valid_from"])
        transaction.add(
            "rule_version", version=newest + 1, recorded_at=now, reason="", is_late=False,
            **{name: first[name] for name in ("valid_from", "set_by", "source_note")},
            actor_name=SETUP.name, actor_role=SETUP.role,
        )  # fmt: skip
        stored.refresh_rules(transaction)
    return len(missing)


def _only_ahead(transaction: Transaction, starts: list[date]) -> None:
    judged = transaction.run("select max(value_as_of) from value_span")[0][0]
    late = [start for start in starts if judged is not None and start <= judged]
    if late:
        raise Refused(
            f"requirements.toml 里有自 {min(late)} 起的新口径，而数据已评到 {judged}，"
            f"照此会改写以往的星。请把 valid_from 改为 {judged} 之后的日期。"
        )
