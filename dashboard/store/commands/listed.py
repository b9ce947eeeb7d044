"""A village list beside the changes on record: what a change decided, a list may repeat but not
overrule, since a list has no day and would rewrite the past."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.domain.errors import Refused
from dashboard.store import queries

# Field of a list → the kinds of change that decide it.
DECIDED = {
    "village": ("founded", "renamed"),
    "category": ("founded",),
    "area_group": ("founded", "regrouped"),
    "liaison_post": ("founded", "liaison"),
    "valid_from": ("founded",),
    "valid_to": ("merged", "abolished"),
}
LABELS = {
    "village": "村名", "category": "类别", "area_group": "管区", "liaison_post": "包村岗位",
    "valid_from": "起用日期", "valid_to": "撤销日期",
}  # fmt: skip
COLUMNS = {
    "village": "name", "valid_from": "event_date", "valid_to": "event_date",
}  # fmt: skip


class Decided:
    """What live changes decided of every village."""

    def __init__(self) -> None:
        self._now = queries.villages().set_index("village_code").to_dict("index")
        events = queries.village_events()
        events = events[events["withdrawn_at"].isna()]
        self._by: dict[tuple[str, str], tuple[int, Any]] = {}
        for row in events.to_dict("records"):
            for field, kinds in DECIDED.items():
                told = row[COLUMNS.get(field, field)]
                if row["event"] in kinds and not pd.isna(told):
                    key = (str(row["village_code"]), field)
                    self._by.setdefault(key, (int(row["event_id"]), row["event_date"]))

    def without(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """The record of a list with nothing in it that a change decided; Refused when it says
        otherwise than the change."""
        kept = dict(record)
        for field, label in LABELS.items():
            number, day = self._by.get((str(record["village_code"]), field), (0, None))
            told, now = record.get(field), self._now.get(record["village_code"])
            if not number or told is None or now is None:
                continue
            if not _same(told, now[field]):
                raise Refused(
                    f"第 {record['row_number']} 行：{now['village']}的{label}由第 {number} 号变更"
                    f"（{pd.Timestamp(day):%Y-%m-%d} 起）定下，名册里却写“{told}”。名册没有日期，"
                    "不能改写变更：请把这一格留空，或到“村与边界”里办理。"
                )
            kept[field] = None
        return kept


def _same(told: Any, now: Any) -> bool:
    if pd.isna(now):
        return False
    return str(told) == (f"{now:%Y-%m-%d}" if isinstance(now, pd.Timestamp) else str(now))
