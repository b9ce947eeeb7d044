"""Correcting one value by hand: an upload of its own that says why and what it corrects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from dashboard.domain.actor import Actor
from dashboard.domain.campaign import Indicator
from dashboard.domain.errors import Refused
from dashboard.domain.intake import Verdict
from dashboard.domain.intake.answers import MISSING
from dashboard.domain.intake.cells import Reading, clean, read_value
from dashboard.domain.intake.readings import no_readings
from dashboard.store import database, definitions, originals, queries
from dashboard.store.act import Act, acting
from dashboard.store.commands.by_hand import unit_name, written
from dashboard.store.commands.knowing import clock_today
from dashboard.store.commands.reason import reasoned
from dashboard.store.commands.receipt import Receipt
from dashboard.store.commands.upload import put
from dashboard.store.database import Row

HEADINGS = {
    "村代码": "village_code", "村": "village", "指标代码": "indicator_code", "日期": "as_of",
    "数值": "value",
}  # fmt: skip
ROW, COLUMN = 2, "数值"
NOTHING_SEEN = (0, 0)
"""What was seen where nothing counted."""


@dataclass(frozen=True)
class _Correction:
    """What is to be corrected, and the text that is to stand there."""

    village_code: str
    village: str
    indicator: Indicator
    as_of: date
    text: str
    reading: Reading | None

    def place(self) -> dict[str, Any]:
        """The cell as columns."""
        return {
            "village_code": self.village_code, "indicator_code": self.indicator.code,
            "as_of": self.as_of,
        }  # fmt: skip

    def named(self) -> str:
        """The cell in words."""
        return f"{self.village}“{self.indicator.name}”{self.as_of}"

    def verdict(self) -> Verdict:
        """The correction as a file of one row."""
        cells = (self.village_code, self.village, self.indicator.code, self.as_of, self.text)
        readings = no_readings()
        if self.reading is not None:
            row = self.place() | {"row_number": ROW, "column_name": COLUMN}
            read = {"value": self.reading.value, "qualifier": self.reading.qualifier}
            readings = pd.DataFrame([row | read])
        name = f"手工更正_{self.village}_{self.indicator.code}_{self.as_of}.csv"
        return written(name, "values", HEADINGS, [cells], as_of=self.as_of, readings=readings)


def correct_value(
    actor: Actor,
    village_code: str,
    indicator_code: str,
    as_of: date,
    text: str,
    reason: str,
    seen: tuple[int, int] | None = None,
) -> Receipt:
    """Put one value right by hand; 缺 takes it back (改为缺). ``seen``: upload and row of the value
    the user saw there (NOTHING_SEEN where none counted); Refused when another counts by now.

    Refused also without a reason, for an unknown village or indicator, a text that is no value of
    it, a day ahead or one on which the unit did not exist, and where there is nothing to take back.
    """
    said = reasoned(reason, "更正")
    wanted = _wanted(village_code, indicator_code, as_of, text)
    verdict = wanted.verdict()
    with database.held() as store:
        actor.require("correct")
        originals.keep(store.path, verdict.sha256, verdict.data)
        with acting(actor, "correct") as act:
            cited = _cited(act, wanted, seen)

            def record(act: Act, upload_id: int) -> None:
                act.transaction.add(
                    "correction", upload_id=upload_id, is_missing=wanted.reading is None,
                    text=wanted.text, reason=said, row_number=ROW, column_name=COLUMN,
                    **wanted.place(), **cited,
                )  # fmt: skip

            upload_id = put(act, verdict, is_sample=False, also=record)
            act.subject = f"upload {upload_id}"
            act.detail = {"reason": said, "text": wanted.text, **wanted.place(), **cited}
    return Receipt("accepted", verdict.value_count, upload_id)


def correct_again(actor: Actor, upload_id: int) -> Receipt:
    """Make a withdrawn correction once more, with the reason it had."""
    rows = queries.corrections()
    row = rows[rows["upload_id"] == upload_id].iloc[0]
    place = (str(row["village_code"]), str(row["indicator_code"]), row["as_of"].date())
    return correct_value(actor, *place, str(row["text"]), str(row["reason"]))


def _wanted(village_code: str, indicator_code: str, as_of: date, text: str) -> _Correction:
    village = unit_name(village_code)
    try:
        indicator = definitions.campaign().indicator(indicator_code)
    except KeyError:
        raise Refused(f"没有代码为“{indicator_code[:20]}”的指标。") from None
    today = clock_today()
    if as_of > today:
        raise Refused(f"{as_of} 还没到（今天是 {today}）。请核对日期。")
    plain = text.strip()
    reading = None if clean(plain) == MISSING else _read(plain, indicator)
    return _Correction(village_code, village, indicator, as_of, plain, reading)


def _read(text: str, indicator: Indicator) -> Reading:
    """The reading of a cell, by the reader of uploads."""
    reading = read_value(text, indicator)
    if reading is None:
        how = "是或否" if indicator.value_type == "bool" else f"数字（单位：{indicator.unit}）"
        raise Refused(
            f"“{text[:40]}”不能作“{indicator.name}”的值。请填{how}；要取消这个数，请填 缺。"
        )
    if not indicator.minimum <= reading.value <= indicator.maximum:
        low, high = f"{indicator.minimum:g}", f"{indicator.maximum:g}"
        raise Refused(
            f"“{text[:40]}”超出“{indicator.name}”的范围 {low}～{high}{indicator.unit}。请核对。"
        )
    return reading


def _cited(act: Act, wanted: _Correction, seen: tuple[int, int] | None) -> dict[str, Any]:
    """The cell that counts there, as the columns that cite it."""
    place = wanted.place()
    existed = act.transaction.run(
        "select 1 from village_on_day where village_code = $village_code and as_of = $as_of",
        {"village_code": wanted.village_code, "as_of": wanted.as_of},
    )
    if not existed:
        raise Refused(f"{wanted.village}在 {wanted.as_of} 还没有设立或已经撤销，不能更正这天的数。")
    rows = act.transaction.run(
        "select upload_id, row_number, column_name, value, qualifier from value_span "
        "where village_code = $village_code and indicator_code = $indicator_code "
        "and value_as_of = $as_of",
        place,
    )
    found: Row | None = rows[0] if rows else None
    if seen is not None and tuple(seen) != (found[:2] if found else NOTHING_SEEN):
        now = f"{_shown(found, wanted.indicator)}（第 {found[0]} 号上报）" if found else "缺"
        raise Refused(f"{wanted.named()}刚刚由别人改过，现在是 {now}。请核对后再更正。")
    if found is None and wanted.reading is None:
        raise Refused(f"{wanted.named()}本来就没有数，不必改为缺。")
    cell = found[:3] if found else (None, None, None)
    names = ("cited_upload_id", "cited_row_number", "cited_column_name")
    return dict(zip(names, cell, strict=True))


def _shown(found: Row, indicator: Indicator) -> str:
    value, qualifier = float(found[3]), str(found[4])
    if indicator.value_type == "bool":
        return "是" if value else "否"
    return f"{'' if qualifier == '=' else qualifier}{value:.10g}{indicator.unit}"
