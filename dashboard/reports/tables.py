"""The tables that commands and pages export: CSV with BOM (opens cleanly in WPS) or records."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pandas as pd

from dashboard.components import rules_text
from dashboard.domain.csv_file import frame_csv, plain
from dashboard.domain.errors import Refused
from dashboard.store import commands, queries
from dashboard.words import say

RULES = "rules"
"""The export that is no table: the rules in force, as a rule document."""

OF_PROJECTS = ("projects", "milestones", "funds")


def default_day(name: str) -> date:
    """The day an export is of when none is named: today for the list of villages and the rules, else
    the newest review day (of projects today, while there is none); Refused when nothing has been
    reported yet."""
    if name == "villages":
        return commands.clock_today()
    if name == RULES:
        return commands.business_today()
    days = queries.review_days()
    if not days and name in OF_PROJECTS:
        return commands.business_today()
    if not days:
        raise Refused(say("formats.no_day"))
    return days[0]


def _ranking(day: date) -> pd.DataFrame:
    return queries.ranking(day, day - timedelta(weeks=1))


def _awards(day: date) -> pd.DataFrame:
    rows = queries.awards()
    return rows[rows["year"] <= day.year]


def _review_sheet(day: date) -> pd.DataFrame:
    return queries.review_sheet(day, day.year).assign(year=day.year)


def _claims(day: date) -> pd.DataFrame:
    """自评 of the day's year under the headings and words that uploads know."""
    rows = _review_sheet(day)
    rows = rows[rows["is_claimed"].notna()]
    said = [say("formats.yes") if one else say("formats.no") for one in rows["is_claimed"]]
    return rows.assign(claim=said, note=rows["claim_note"], date=rows["claim_date"])


# What each export holds: the question, and its columns in order (the contract comes first).
EXPORTS: dict[str, tuple[Callable[[date], pd.DataFrame], tuple[str, ...]]] = {
    "stars": (queries.stars, ("village_code", "village", "star_code", "star", "state")),
    "ranking": (
        _ranking,
        ("village_code", "village", "level", "rank", "mandatory_met", "mandatory_total"),
    ),
    "shortfalls": (
        queries.shortfalls,
        (
            "village_code", "village", "star_code", "indicator_code", "indicator", "state",
            "value", "threshold", "gap", "unit", "owner_post", "stars_gained", "value_as_of",
            "file_name", "row_number",
        ),
    ),
    "values": (
        queries.export_values,
        ("village_code", "indicator_code", "as_of", "value", "qualifier", "file", "row"),
    ),
    "requirements": (
        queries.export_requirements,
        (
            "star_code", "indicator_code", "direction", "threshold", "mandatory", "veto",
            "max_age_days", "category", "version", "valid_from", "set_by", "source_note",
        ),
    ),
    "exemptions": (
        queries.export_exemptions,
        ("village_code", "indicator_code", "from", "to", "reason"),
    ),
    "awards": (_awards, ("village_code", "year", "level", "event", "reason", "document")),
    "claims": (_claims, ("village_code", "village", "year", "star", "claim", "note", "date")),
    "review-sheet": (
        _review_sheet,
        (
            "village_code", "village", "year", "star_code", "star", "is_claimed", "computed",
            "last_named", "last_level", "state", "last_day", "public_until", "award_level",
        ),
    ),
    "ledger": (
        queries.ledger,
        (
            "item_no", "kind", "village_code", "village", "area_group", "star_code", "indicator_code",
            "what", "place", "category", "source", "found_on", "severity", "measure", "lead_unit",
            "owner_post", "liaison_post", "due_date", "progress", "evidence", "state", "colour",
            "days_left", "escalation", "cause", "needs_county", "return_count", "relapse_count",
            "closed_on", "accepted_by", "value", "threshold", "value_as_of", "file_name", "row_number",
        ),
    ),
    "projects": (
        queries.projects,
        (
            "project_code", "project", "village_code", "village", "area_group", "star_code",
            "indicator_code", "investment", "received", "used", "disbursed", "disbursed_told", "starts_on", "ends_on",
            "owner_post", "contractor", "milestone_done", "milestone_total", "passed", "item_total",
            "colour", "state", "days_late", "next_on", "is_soon", "finished_on", "accepted_on",
            "keeper", "kept_on", "income",
        ),
    ),
    "milestones": (
        queries.project_milestones,
        ("project_code", "milestone", "phase", "planned_on", "done_on", "reason"),
    ),
    "funds": (
        queries.funds,
        (
            "village_code", "village", "project_code", "fund_source", "amount", "used",
            "received_on", "reason",
        ),
    ),
    "villages": (
        queries.villages_on_day,
        (
            "village_code", "village", "category", "area_group", "liaison_post", "households",
            "population", "valid_from", "valid_to",
        ),
    ),
}  # fmt: skip


def table(name: str, day: date) -> pd.DataFrame:
    """One export as a frame; KeyError for an unknown name."""
    ask, columns = EXPORTS[name]
    return ask(day)[list(columns)]


def records(name: str, day: date) -> list[dict[str, Any]]:
    """One export as plain values: numbers, text, true/false, None; days as YYYY-MM-DD."""
    return [
        {key: plain(value) for key, value in row.items()}
        for row in table(name, day).to_dict("records")
    ]


def rules(day: date) -> dict[str, Any]:
    """All rules in force on a day as a rule document in plain values."""
    return rules_text.whole(day).model_dump(mode="json", exclude_none=True)


def rules_toml(day: date) -> str:
    """All rules in force on a day as a rule document (TOML), which `import` reads as a draft."""
    return rules_text.toml(day)


def csv_bytes(name: str, day: date) -> bytes:
    """One export as CSV, UTF-8 with BOM, CRLF; empty cells for None."""
    return frame_csv(table(name, day))
