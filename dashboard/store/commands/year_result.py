"""The yearly result: the named stars of a year become awards, as an upload of their own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.domain.actor import Actor
from dashboard.domain.course import yearly_event
from dashboard.domain.errors import Refused
from dashboard.domain.intake import Verdict
from dashboard.store import database, originals, queries
from dashboard.store.act import acting
from dashboard.store.commands import course_rules as rules
from dashboard.store.commands.by_hand import written
from dashboard.store.commands.knowing import business_today
from dashboard.store.commands.reason import checked_text
from dashboard.store.commands.receipt import Receipt
from dashboard.store.commands.upload import put
from dashboard.store.reader import sql

HEADINGS = {
    "村代码": "village_code", "村": "village", "年度": "year", "级别": "level", "事件": "event",
    "理由": "reason", "文号": "document",
}  # fmt: skip


@dataclass(frozen=True)
class YearResult:
    """What a year comes to. ``rows``: the awards that would be recorded (village_code, village,
    last_level, award_level, level, event; last year's level and the one recorded for this year so
    far are NaN where there is none); ``kept``: villages whose award of the
    year stands already; ``running``: villages with cases still under way."""

    year: int
    rows: pd.DataFrame
    kept: int
    running: tuple[str, ...]

    def mark(self) -> str:
        """What tells this result from another."""
        told = self.rows[["village_code", "level", "event"]].to_csv(index=False)
        return hashlib.sha256(told.encode()).hexdigest()


def year_result(year: int) -> YearResult:
    """What recording a year's result would write; nothing is stored."""
    return _result(year, queries.year_levels(year))


def record_year(actor: Actor, year: int, reason: str, document: str, seen: str) -> Receipt:
    """Record the awards of a year for every village with a case in it: its level is the number of
    its named stars, its event that against last year's award. ``seen``: the mark of the result the
    user saw.

    Refused without reason or document, for a year ahead, while cases of it still run, when nothing
    would change, and when the result is no longer the one seen.
    """
    said = checked_text("理由", reason, needed=True)
    number = checked_text("文号", document, needed=True)
    actor.require("year_result")
    today = business_today()
    if not 1950 <= year <= today.year:
        raise Refused(f"{year} 年度还没开始，不能定级（今天是 {today}）。请改选年度。")
    with database.held() as store:
        verdict = _verdict(year_result(year), said, number)
        originals.keep(store.path, verdict.sha256, verdict.data)
        with acting(actor, "year_result") as act:
            result = _result(year, act.transaction.ask(sql("year_levels"), {"year": year}))
            if result.running:
                some = "、".join(result.running[: rules.NAMED_MOST])
                raise Refused(
                    f"还有 {len(result.running)} 个村有未办结的星（{some}）。"
                    "请先办结（命名或退回），再作年度定级。"
                )
            if result.rows.empty:
                raise Refused(f"{year} 年度没有要登记的定级：没有命名的星，或都已登记过。")
            if seen != result.mark() or verdict.sha256 != _verdict(result, said, number).sha256:
                raise Refused("年度结果刚刚有变动，与您看到的不同。请重新核对后再登记。")
            upload_id = put(act, verdict, is_sample=False)
            act.subject = f"upload {upload_id}"
            act.detail = {"year": year, "reason": said, "document": number}
    return Receipt("accepted", verdict.value_count, upload_id)


def _result(year: int, levels: pd.DataFrame) -> YearResult:
    rows: list[dict[str, Any]] = []
    kept = 0
    for one in levels.to_dict("records"):
        level, before = int(one["named_count"]), _known(one["last_level"])
        current = _known(one["award_level"])
        if level == current:
            kept += 1
        elif level or before or current:
            event = yearly_event(level, before, current, int(one["revoked_count"]))
            rows.append(
                {
                    "village_code": one["village_code"], "village": one["village"],
                    "last_level": one["last_level"], "award_level": one["award_level"],
                    "level": level, "event": event,
                }
            )  # fmt: skip
    names = ["village_code", "village", "last_level", "award_level", "level", "event"]
    running = tuple(levels[levels["running_count"] > 0]["village"])
    return YearResult(year, pd.DataFrame(rows, columns=names), kept, running)


def _known(number: float) -> int | None:
    return None if pd.isna(number) else int(number)


def _verdict(result: YearResult, reason: str, document: str) -> Verdict:
    """The result as a file of awards."""
    rows, records = [], []
    for number, row in enumerate(result.rows.to_dict("records"), 2):
        record = {
            "village_code": row["village_code"], "year": result.year, "level": row["level"],
            "event": row["event"], "reason": reason, "document": document,
        }  # fmt: skip
        rows.append([{**record, "village": row["village"]}[one] for one in HEADINGS.values()])
        records.append({"row_number": number, **record})
    return written(f"年度定级_{result.year}.csv", "awards", HEADINGS, rows, records=records)
