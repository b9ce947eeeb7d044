"""The corpus of uploads and the town its files are held against."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from typing import Any

from dashboard.domain.intake import Known, Verdict, judge
from dashboard.domain.names import display_names
from dashboard.store import registry
from dashboard.store.definitions import campaign, limits, tables
from tests.files.build import EXPECTED, FOLDER

TOWNSHIP = "410902101"
TODAY = date(2022, 12, 26)
ALIASES = {"老瓦岗": "410902101225"}
CASES: dict[str, dict[str, Any]] = tomllib.loads(EXPECTED.read_text("utf-8"))


@cache
def known() -> Known:
    """岳村镇 with its 19 villages."""
    units = {one.code: one.name for one in registry.villages_of(TOWNSHIP)}
    return Known(
        display_names(units), ALIASES, campaign(), tables(), TODAY, TOWNSHIP, limits=limits()
    )


def see(name: str) -> Verdict:
    """The verdict on a file of the corpus."""
    return verdict_of(name, (FOLDER / name).read_bytes(), name.rpartition("/")[2])


def verdict_of(name: str, data: bytes, file_name: str) -> Verdict:
    """The verdict on other bytes under another name, with the day given for a file of the corpus."""
    day = CASES[name].get("as_of")
    return judge(data, file_name, known(), date.fromisoformat(day) if day else None)
