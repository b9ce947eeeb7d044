"""The questions of 星级评定; re-exported in queries."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.store.reader import ask


def review_sheet(as_of: date, year: int) -> pd.DataFrame:
    """自评, 测算 (of the day), 上年 and 评定 of a year side by side with the case of each star."""
    return ask("review_sheet", as_of=as_of, year=year)


def case_events(village_code: str, year: int) -> pd.DataFrame:
    """Every step of a village's cases in a year, newest first, those taken back included."""
    return ask("case_events", village_code=village_code, year=year)


def course_years() -> pd.DataFrame:
    """The years that have cases or awards."""
    return ask("course_years")


def year_levels(year: int) -> pd.DataFrame:
    """What the cases of a year come to for each village that has one."""
    return ask("year_levels", year=year)
