"""The questions about projects."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.store import definitions
from dashboard.store.reader import ask


def projects(as_of: date) -> pd.DataFrame:
    """How each project stands on a day, most days late first and what is done last."""
    return ask("projects", as_of=as_of, soon_days=definitions.project_rules().soon_days)


def project_milestones(as_of: date) -> pd.DataFrame:
    """The milestones of every project on a day."""
    return ask("project_milestones", as_of=as_of)


def funds(as_of: date) -> pd.DataFrame:
    """The money that has come by a day."""
    return ask("funds", as_of=as_of)


def acceptance_sheet(as_of: date) -> pd.DataFrame:
    """Every item of every project's acceptance on a day."""
    return ask("acceptance_sheet", as_of=as_of)


def project_history(project_code: str) -> pd.DataFrame:
    """All that was ever said of a project, newest first, what was taken back included."""
    return ask("project_history", project_code=project_code)


def project_plans() -> pd.DataFrame:
    """What is on record of every project as last told."""
    return ask("project_plans")
