"""Uploads that no file brought: what is decided on a page is written as a table and kept like any
original, so that it is shown, withdrawn and published again like any other."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.domain.csv_file import table_csv
from dashboard.domain.errors import Refused
from dashboard.domain.intake import Verdict
from dashboard.store import queries


def written(
    file_name: str,
    content: str,
    headings: Mapping[str, str],
    rows: Sequence[Sequence[object]],
    **read: Any,
) -> Verdict:
    """The table as a checked file. ``headings``: column of the table → field; ``read``: what else the
    verdict says (as_of, readings, records)."""
    data = table_csv(headings, rows)
    return Verdict(
        file_name, hashlib.sha256(data).hexdigest(), content, read.pop("as_of", None), "UTF-8",
        dict(headings), row_count=len(rows), column_count=len(headings), data=data, **read,
    )  # fmt: skip


def unit_name(village_code: str) -> str:
    """The name of a unit as last known; Refused for a code the town does not have."""
    named = queries.villages().set_index("village_code")["village"].to_dict()
    if village_code not in named:
        raise Refused(f"本镇没有代码为“{village_code[:20]}”的村（社区）。")
    return str(named[village_code])
