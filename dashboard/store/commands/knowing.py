"""What the town knows when a file is read: its villages, names and headings, its newest values."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pandas as pd

from dashboard import settings
from dashboard.domain.intake import Known
from dashboard.domain.intake.findings import Choices
from dashboard.domain.project import Plan
from dashboard.store import definitions, queries

DAYS_OF_PLAN = ("first_planned", "last_planned", "first_done", "finished_on")


def known() -> Known:
    """What a file is held against, as of now."""
    lists = definitions.ledger_lists()
    listed, named, headings = queries.villages(), queries.aliases(), queries.heading_meanings()
    return Known(
        villages=dict(zip(listed["village_code"], listed["village"], strict=True)),
        aliases=dict(zip(named["alias"], named["village_code"], strict=True)),
        campaign=definitions.campaign(),
        tables=definitions.tables(),
        today=clock_today(),
        township=queries.instance().township_code,
        headings=dict(zip(headings["heading"], headings["meaning"], strict=True)),
        latest=queries.latest_values(),
        limits=definitions.limits(),
        ended=_ended(listed),
        targets=_targets(),
        findings=Choices(lists.sources, lists.causes, definitions.deadlines().severities),
        founded=_founded(listed),
        plans=project_plans,
        project_rules=definitions.project_rules(),
    )


def _targets() -> dict[tuple[str, int], dict[int, tuple[int, bool]]]:
    """The targets that count, by village and year."""
    planned: dict[tuple[str, int], dict[int, tuple[int, bool]]] = {}
    for row in queries.targets().itertuples():
        own = planned.setdefault((row.village_code, int(row.year)), {})
        own[int(row.quarter)] = int(row.stars), bool(row.reason)
    return planned


def project_plans() -> dict[str, Plan]:
    """What is on record of each project, by its code."""
    plans = {}
    for row in queries.project_plans().to_dict("records"):
        days = {name: None if pd.isna(row[name]) else row[name].date() for name in DAYS_OF_PLAN}
        plans[row["project_code"]] = Plan(
            row["project"], row["village_code"], row["star_code"], row["starts_on"].date(),
            row["ends_on"].date(), open_milestones=int(row["open_milestones"]), **days,
        )  # fmt: skip
    return plans


def _founded(villages: pd.DataFrame) -> dict[str, date]:
    """The villages that were founded: code → first day with it."""
    own = villages[villages["valid_from"].notna()]
    return {row.village_code: row.valid_from.date() for row in own.itertuples()}


def _ended(villages: pd.DataFrame) -> dict[str, tuple[date, str]]:
    """The villages that end: code → first day without it, and the code of its successor or ''."""
    own = villages[villages["valid_to"].notna()]
    return {
        row.village_code: (row.valid_to.date(), "" if pd.isna(row.into_code) else row.into_code)
        for row in own.itertuples()
    }


def clock_today() -> date:
    """Today in Asia/Shanghai, or XINGTU_TODAY."""
    given = settings.value("TODAY")
    return date.fromisoformat(given) if given else datetime.now(ZoneInfo("Asia/Shanghai")).date()


def business_today() -> date:
    """The day an act is dated with: XINGTU_TODAY; in a demonstration its newest snapshot, so that what
    one tries out stands among the sample's days; else today in Asia/Shanghai."""
    last = queries.data_span().last_day
    if not settings.value("TODAY") and last and queries.instance().is_demonstration:
        return last
    return clock_today()
