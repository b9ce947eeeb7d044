"""The questions the screens ask: one typed function per file in queries/read.

Each returns a frame with the columns its file declares; dates come as datetime64, missing numbers
as NaN. Results are cached by data version (reader).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from dashboard.domain.summary import STRONG
from dashboard.store import definitions
from dashboard.store.course_queries import case_events as case_events
from dashboard.store.course_queries import course_years as course_years
from dashboard.store.course_queries import review_sheet as review_sheet
from dashboard.store.course_queries import year_levels as year_levels
from dashboard.store.export_queries import export_exemptions as export_exemptions
from dashboard.store.export_queries import export_requirements as export_requirements
from dashboard.store.export_queries import export_values as export_values
from dashboard.store.inbox_queries import inbox as inbox
from dashboard.store.inbox_queries import inbox_involved as inbox_involved
from dashboard.store.ledger_queries import ledger as ledger
from dashboard.store.ledger_queries import ledger_events as ledger_events
from dashboard.store.ledger_queries import ledger_rates as ledger_rates
from dashboard.store.path_queries import cost_classes as cost_classes
from dashboard.store.path_queries import effort_steps as effort_steps
from dashboard.store.path_queries import path_steps as path_steps
from dashboard.store.path_queries import standing as standing
from dashboard.store.path_queries import trend_points as trend_points
from dashboard.store.path_queries import warnings as warnings
from dashboard.store.points_queries import contest_scores as contest_scores
from dashboard.store.points_queries import contests as contests
from dashboard.store.points_queries import points_entries as points_entries
from dashboard.store.ranking_queries import by_week
from dashboard.store.ranking_queries import change_log as change_log
from dashboard.store.ranking_queries import changes as changes
from dashboard.store.ranking_queries import improvement as improvement
from dashboard.store.ranking_queries import peer_ranks as peer_ranks
from dashboard.store.ranking_queries import rank_trend as rank_trend
from dashboard.store.reader import ask
from dashboard.store.rule_queries import rule_drafts as rule_drafts
from dashboard.store.rule_queries import rule_rows as rule_rows
from dashboard.store.rule_queries import rule_versions as rule_versions
from dashboard.store.rule_queries import rules_on as rules_on
from dashboard.store.upload_queries import corrections as corrections
from dashboard.store.upload_queries import drafts as drafts
from dashboard.store.upload_queries import every_upload_value as every_upload_value
from dashboard.store.upload_queries import mended_cells as mended_cells
from dashboard.store.upload_queries import upload_values as upload_values
from dashboard.store.upload_queries import uploads as uploads
from dashboard.store.upload_queries import value_history as value_history
from dashboard.store.year_queries import carried_items as carried_items
from dashboard.store.year_queries import level_limits as level_limits
from dashboard.store.year_queries import year_results as year_results
from dashboard.store.year_queries import years as years


@dataclass(frozen=True)
class Instance:
    """Whose instance this is: the township with its county, city and province."""

    township_code: str
    township: str
    county: str
    city: str
    is_demonstration: bool
    campaign_title: str
    campaign_start: date


@dataclass(frozen=True)
class DataSpan:
    """From when to when live values reach (None while there are none)."""

    first_day: date | None
    last_day: date | None
    reported_values: int
    has_sample: bool
    last_published: pd.Timestamp | None


def star_list() -> pd.DataFrame:
    """The stars in the order of the campaign."""
    return ask("star_list")


def indicators() -> pd.DataFrame:
    """All indicators, the counts among them."""
    return ask("indicators")


def villages() -> pd.DataFrame:
    """Every village unit the town has or had, as last known."""
    return ask("villages")


def villages_on_day(as_of: date) -> pd.DataFrame:
    """The village units of a day, as they are on it."""
    return ask("villages_on_day", as_of=as_of)


def village_events() -> pd.DataFrame:
    """What happened to village units, newest record first, what was taken back included."""
    return ask("village_events")


def aliases() -> pd.DataFrame:
    """Other names under which villages are known, their former names among them."""
    return ask("aliases")


def heading_meanings() -> pd.DataFrame:
    """What unknown headings of tables meant when somebody last said so."""
    return ask("heading_meanings")


def latest_values() -> pd.DataFrame:
    """The newest value of each village and indicator."""
    return ask("latest_values")


def instance() -> Instance:
    """Whose instance this is."""
    kept = ask("settings").set_index("key")["value"]
    return Instance(
        township_code=kept["township_code"],
        township=kept["township"],
        county=kept["county"],
        city=kept["city"],
        is_demonstration=kept.get("is_demonstration", "") == "1",
        campaign_title=kept["campaign_title"],
        campaign_start=date.fromisoformat(kept["campaign_start"]),
    )


def data_span() -> DataSpan:
    """From when to when live values reach, and whether samples count among them."""
    row = ask("data_span").iloc[0]
    return DataSpan(
        _day(row["first_day"]),
        _day(row["last_day"]),
        int(row["reported_values"]),
        bool(row["has_sample"]),
        None if pd.isna(row["last_published"]) else pd.Timestamp(row["last_published"]),
    )


def review_days() -> list[date]:
    """The Mondays a meeting may look at: from the first on or after the first report to the first
    on or after the newest report, newest first; empty without data."""
    span = data_span()
    if span.first_day is None or span.last_day is None:
        return []
    first, last = monday_on_or_after(span.first_day), monday_on_or_after(span.last_day)
    return [last - timedelta(weeks=n) for n in range((last - first).days // 7 + 1)]


def monday_on_or_after(day: date) -> date:
    """The review day a report of this day belongs to."""
    return day + timedelta(days=-day.weekday() % 7)


def stars(as_of: date) -> pd.DataFrame:
    """State of every star of every village."""
    return ask("stars", as_of=as_of)


def deciding(as_of: date) -> pd.DataFrame:
    """What decides each star of each village."""
    return ask("deciding", as_of=as_of)


def requirement_results(as_of: date, village_code: str) -> pd.DataFrame:
    """Every requirement of one village with value, gap and origin."""
    return ask("requirement_results", as_of=as_of, village_code=village_code)


def star_matrix(as_of: date, star_code: str) -> pd.DataFrame:
    """Every village on every requirement of a star ('' = of all stars)."""
    return ask("star_matrix", as_of=as_of, star_code=star_code)


def ranking(as_of: date, compare: date) -> pd.DataFrame:
    """The ranking, the movement since the compared day, the nearest further star."""
    return ask("ranking", as_of=as_of, compare=compare)


def shortfalls(as_of: date) -> pd.DataFrame:
    """What keeps each village from its stars, most rewarding first."""
    return ask("shortfalls", as_of=as_of)


def town_trend(as_of: date) -> pd.DataFrame:
    """Stars of the town and its strong villages by week, from the first data of the day's year;
    empty without data."""
    first = max(data_span().first_day or as_of, date(as_of.year, 1, 1))
    return by_week("town_trend", first, as_of, strong=STRONG)


def levels(as_of: date, compare: date) -> pd.DataFrame:
    """Villages per level: now, before, planned for the year's end (NaN without a plan)."""
    return ask("levels", as_of=as_of, compare=compare)


def targets() -> pd.DataFrame:
    """The plan: stars per village by the end of each quarter."""
    return ask("targets")


def freshness(as_of: date) -> pd.DataFrame:
    """Villages by the freshness of each star's data."""
    return ask("freshness", as_of=as_of)


def reporting(as_of: date, period: str) -> pd.DataFrame:
    """What each village had to report in the last periods ('week', 'month', 'quarter', 'year'), what
    is in and what is late; the running period alone before any data. KeyError for another period."""
    deadline = definitions.reporting()[period]
    return ask(
        "reporting",
        as_of=as_of,
        period=period,
        first_day=min(data_span().first_day or as_of, as_of),
        shown=deadline.shown,
        grace_days=deadline.report_grace_days,
    )


def running_reports(day: date, period: str) -> pd.DataFrame:
    """The rows of `reporting` for the period that a day lies in: one per village unit of that day."""
    rows = reporting(day, period)
    return rows[rows["first_day"] == rows["first_day"].max()]


def reported_on(as_of: date) -> pd.DataFrame:
    """The values that count for this very day."""
    return ask("reported_on", as_of=as_of)


def value_trend(village_code: str, as_of: date) -> pd.DataFrame:
    """All that a village reported up to a day."""
    return ask("value_trend", village_code=village_code, as_of=as_of)


def indicator_map(as_of: date, compare: date, indicator_code: str) -> pd.DataFrame:
    """One indicator across the villages."""
    return ask("indicator_map", as_of=as_of, compare=compare, indicator_code=indicator_code)


def pairs(as_of: date) -> pd.DataFrame:
    """The register of pairs with their gaps."""
    return ask("pairs", as_of=as_of)


def pair_trend(pairing_id: int, as_of: date) -> pd.DataFrame:
    """Both values of a pair's goals by week."""
    first = data_span().first_day or as_of
    return ask("pair_trend", pairing_id=pairing_id, first_day=first, as_of=as_of)


def town_facts(as_of: date) -> pd.DataFrame:
    """Facts of the town alone, contradicting ones side by side."""
    return ask("town_facts", as_of=as_of)


def awards() -> pd.DataFrame:
    """Officially awarded levels."""
    return ask("awards")


def _day(moment: object) -> date | None:
    stamp = pd.Timestamp(moment)
    return None if pd.isna(stamp) else stamp.date()
