"""假设: what would be if villages had other values on a day. It is done, judged and undone; nothing stays.

The values are put where a publication would put them, so that the answer is what publishing them
would give. Only the judging after is done under the write lock: what is true now comes from the
cache, as long as it is of the same data.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.domain.actor import SETUP
from dashboard.domain.campaign import Indicator
from dashboard.domain.errors import Refused
from dashboard.domain.intake.cells import read_value
from dashboard.store import database, definitions, queries, reader, stored
from dashboard.store.act import Act
from dashboard.store.database import Transaction

MOST_CELLS = 2000
Cells = Mapping[tuple[str, str], float | None]
KEYS = ["village_code", "star_code"]


@dataclass(frozen=True)
class Outcome:
    """What would be on ``as_of``. ``stars``: every star of every village with star_state and
    star_state_before; ``ranks``: one row per village with level, rank and both before."""

    as_of: date
    stars: pd.DataFrame
    ranks: pd.DataFrame

    def turned(self) -> pd.DataFrame:
        """The stars whose state would be another."""
        return self.stars[self.stars["star_state"] != self.stars["star_state_before"]]

    def moved(self) -> pd.DataFrame:
        """The villages whose level or rank would be another, by the rank they would have."""
        rows = self.ranks
        moved = (rows["rank"] != rows["rank_before"]) | (rows["level"] != rows["level_before"])
        return rows[moved].sort_values(["rank", "village_code"], kind="stable")

    def of(self, village_code: str) -> dict[str, int]:
        """Level and rank of a village, now and before; KeyError for one that is not of the day."""
        row = self.ranks.set_index("village_code").loc[village_code]
        return {name: int(row[name]) for name in ("level", "level_before", "rank", "rank_before")}


def what_if(as_of: date, values: Cells) -> Outcome:
    """Stars and ranks of a day if each (village, indicator) had had this value reported on it; None:
    as if it had never been reported. Refused for a village that is not of the day, an unknown
    indicator, a value outside its range, and too many values at once."""
    _check(as_of, values)
    with database.held() as store:
        version = store.version
        before = queries.standing(as_of)
        with store.rehearse() as transaction:
            if store.version != version:
                before = transaction.ask(reader.sql("standing"), {"as_of": as_of})
            _assume(transaction, as_of, values)
            after = transaction.ask(reader.sql("standing"), {"as_of": as_of})
    stars = after.merge(before[[*KEYS, "star_state"]], on=KEYS, suffixes=("", "_before"))
    villages = ["village_code", "village", "level", "rank"]
    was = before[["village_code", "level", "rank"]].drop_duplicates()
    ranks = after[villages].drop_duplicates()
    return Outcome(as_of, stars, ranks.merge(was, on="village_code", suffixes=("", "_before")))


def read_assumed(indicator_code: str, text: str) -> float:
    """The value that is assumed by a text, read as uploads are. Refused for one that is none, or lies
    outside the indicator's range."""
    indicator = _indicator(indicator_code)
    reading = read_value(text, indicator)
    if reading is None:
        how = "是或否" if indicator.value_type == "bool" else f"数字（单位：{indicator.unit}）"
        raise Refused(f"“{text[:40]}”不能作“{indicator.name}”的假设值。请填{how}。")
    _in_range(indicator, reading.value, text)
    return reading.value


def _indicator(code: str) -> Indicator:
    try:
        return definitions.campaign().indicator(code)
    except KeyError:
        raise Refused(f"没有代码为“{code[:20]}”的指标。") from None


def _in_range(indicator: Indicator, value: float, text: str) -> None:
    if not math.isfinite(value) or not indicator.minimum <= value <= indicator.maximum:
        low, high = f"{indicator.minimum:g}", f"{indicator.maximum:g}"
        raise Refused(
            f"假设值“{text[:40]}”超出“{indicator.name}”的范围 {low}～{high}{indicator.unit}。请改。"
        )
    if indicator.value_type == "bool" and value not in (0, 1):
        raise Refused(f"“{indicator.name}”的假设值只能是 1（是）或 0（否），不能是 {text[:40]}。")


def _check(as_of: date, values: Cells) -> None:
    if len(values) > MOST_CELLS:
        raise Refused(f"一次最多假设 {MOST_CELLS} 个数，现有 {len(values)} 个。请分开推算。")
    here = set(queries.villages_on_day(as_of)["village_code"])
    for (village_code, indicator_code), value in values.items():
        if village_code not in here:
            raise Refused(f"{as_of} 没有代码为“{village_code[:20]}”的村（社区）。")
        indicator = _indicator(indicator_code)
        if value is not None:
            _in_range(indicator, float(value), f"{value:g}")


def _assume(transaction: Transaction, as_of: date, values: Cells) -> None:
    """Put the values where a publication of today would, and take away what is assumed missing."""
    upload_id = Act(transaction, SETUP).next_id("upload", "upload_id")
    rows = [
        {"village_code": village, "indicator_code": indicator, "value": float(value)}
        for (village, indicator), value in values.items()
        if value is not None
    ]
    if rows:
        transaction.run(
            "insert into upload by name select $id as upload_id, 'values' as content, "
            "'' as file_name, '' as sha256, '' as mapping, '' as encoding, 0 as value_count, "
            "false as is_sample, '' as actor_name, '' as actor_role, "
            "cast($now as timestamp) as recorded_at",
            {"id": upload_id, "now": pd.Timestamp(as_of).to_pydatetime()},
        )
        assumed = pd.DataFrame(rows).assign(
            as_of=pd.Timestamp(as_of), qualifier="=", upload_id=upload_id, row_number=0,
            column_name="",
        )  # fmt: skip
        transaction.append("indicator_value", assumed)
        stored.refresh(transaction, upload_id)
    for (village, indicator), value in values.items():
        if value is None:
            transaction.run(
                "delete from value_span where village_code = $village "
                "and indicator_code = $indicator",
                {"village": village, "indicator": indicator},
            )
