"""The questions about uploads: what each brought, and where a value comes from."""

from __future__ import annotations

import pandas as pd

from dashboard.store import database
from dashboard.store.reader import ask, sql


def uploads() -> pd.DataFrame:
    """Every upload, newest first, withdrawn ones included."""
    return ask("uploads")


def upload_values(upload_id: int, skip: int, most: int) -> pd.DataFrame:
    """A page of what an upload brought, each value with the upload that counts in its place."""
    return ask("upload_values", upload_id=upload_id, skip=skip, most=most)


def every_upload_value(upload_id: int) -> pd.DataFrame:
    """All that an upload brought, as upload_values; asked for once, so not kept in the cache."""
    with database.held() as store:
        every = {"upload_id": upload_id, "skip": 0, "most": 2**62}
        return store.ask(sql("upload_values"), every)[1]


def mended_cells(upload_id: int) -> pd.DataFrame:
    """The cells of an upload that were read otherwise than they stand."""
    return ask("mended_cells", upload_id=upload_id)


def corrections() -> pd.DataFrame:
    """Every correction by hand, newest first, withdrawn ones included."""
    return ask("corrections")


def drafts() -> pd.DataFrame:
    """Files that wait for a second person, newest first."""
    return ask("drafts")


def value_history(village_code: str, indicator_code: str) -> pd.DataFrame:
    """Every report ever of one village's indicator, newest day first."""
    return ask("value_history", village_code=village_code, indicator_code=indicator_code)
