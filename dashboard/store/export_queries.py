"""What `export` and 导出 give away."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.store.reader import ask


def export_values(as_of: date) -> pd.DataFrame:
    """The values that count on a day, with file and row."""
    return ask("export_values", as_of=as_of)


def export_requirements(as_of: date) -> pd.DataFrame:
    """The rules in force on a day."""
    return ask("export_requirements", as_of=as_of)


def export_exemptions(as_of: date) -> pd.DataFrame:
    """The exemptions in force on a day."""
    return ask("export_exemptions", as_of=as_of)
