"""Uploads: check a file, publish what it holds in one transaction, withdraw it with a reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from dashboard import settings
from dashboard.domain.actor import Actor
from dashboard.domain.errors import Refused
from dashboard.domain.intake import NO_ANSWERS, Answers, Known, Notice, Problem, Verdict, judge
from dashboard.domain.names import category
from dashboard.store import definitions, queries, stored
from dashboard.store.act import Act, acting
from dashboard.store.commands.listed import Decided
from dashboard.store.commands.pair import Pair, is_registered, register


@dataclass(frozen=True)
class Receipt:
    """What became of a file: 'accepted', 'warned' or 'rejected'; the values stored by it."""

    status: str
    values: int
    upload_id: int | None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    notices: tuple[Notice, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The form printed by ``import --json``."""
        return {
            "status": self.status,
            "values": self.values,
            "upload_id": self.upload_id,
            "problems": [one.as_dict() for one in self.problems],
            "warnings": [one.as_dict() for one in self.warnings],
            "notices": [one.as_dict() for one in self.notices],
        }


def check(
    data: bytes, file_name: str, as_of: date | None = None, answers: Answers = NO_ANSWERS
) -> Verdict:
    """Judge a file against the town's villages and the campaign; nothing is stored."""
    listed = queries.villages()
    named = queries.aliases()
    known = Known(
        villages=dict(zip(listed["village_code"], listed["village"], strict=True)),
        aliases=dict(zip(named["alias"], named["village_code"], strict=True)),
        campaign=definitions.campaign(),
        tables=definitions.tables(),
        today=clock_today(),
        township=queries.instance().township_code,
        ended=_ended(listed),
    )
    return judge(data, file_name, known, as_of, answers=answers)


def _ended(villages: pd.DataFrame) -> dict[str, tuple[date, str]]:
    """The villages that end: code → first day without it, and the code of its successor or ''."""
    own = villages[villages["valid_to"].notna()]
    return {
        row.village_code: (row.valid_to.date(), "" if pd.isna(row.into_code) else row.into_code)
        for row in own.itertuples()
    }


def publish(actor: Actor, verdict: Verdict, *, is_sample: bool = False) -> Receipt:
    """Store what a checked file holds. A file that already counts is recognised and changes
    nothing; a file with problems is refused as a whole."""
    actor.require("upload" if verdict.content == "values" else "upload_register")
    if verdict.problems:
        return Receipt("rejected", 0, None, verdict.problems, verdict.warnings, verdict.notices)
    try:
        upload_id = _store(actor, verdict, is_sample)
    except _Known as known:
        return Receipt("accepted", 0, known.upload_id, notices=verdict.notices)
    return Receipt(
        verdict.status, verdict.value_count, upload_id, (), verdict.warnings, verdict.notices
    )


class _Known(Exception):
    """Rolls an upload back that counts already: nothing changes, so nothing is recorded."""

    def __init__(self, upload_id: int) -> None:
        self.upload_id = upload_id


def _store(actor: Actor, verdict: Verdict, is_sample: bool) -> int:
    with acting(actor, "upload") as act:
        same = act.transaction.run(
            "select upload_id from live_upload where sha256 = $sha256 and mapping = $mapping "
            "and as_of is not distinct from $as_of",
            _identity(verdict),
        )
        if same:
            raise _Known(int(same[0][0]))
        upload_id = put(act, verdict, is_sample=is_sample)
        act.subject = f"upload {upload_id}"
        act.detail = {"file": verdict.file_name, "sha256": verdict.sha256}
    return upload_id


def put(act: Act, verdict: Verdict, *, is_sample: bool) -> int:
    """Write a checked file into the act's transaction; returns its number."""
    upload_id = act.next_id("upload", "upload_id")
    act.transaction.add(
        "upload",
        upload_id=upload_id,
        content=verdict.content,
        file_name=verdict.file_name,
        encoding=verdict.encoding,
        value_count=verdict.value_count,
        is_sample=is_sample,
        recorded_at=act.now,
        **_identity(verdict),
        **act.signature(),
    )
    STORES[verdict.content](act, upload_id, verdict)
    stored.refresh(act.transaction, upload_id)
    return upload_id


def withdraw(actor: Actor, upload_id: int, reason: str) -> None:
    """Take an upload back: the values it had covered count again. Refused without a reason, for
    an unknown upload, or one already withdrawn."""
    if not reason.strip():
        raise Refused("撤回要写明理由。")
    with acting(actor, "withdraw") as act:
        key = {"upload_id": upload_id}
        if not act.transaction.run("select 1 from upload where upload_id = $upload_id", key):
            raise Refused(f"没有第 {upload_id} 号上报。")
        if not act.transaction.run("select 1 from live_upload where upload_id = $upload_id", key):
            raise Refused(f"第 {upload_id} 号上报早已撤回。")
        act.transaction.add(
            "upload_withdrawal",
            upload_id=upload_id,
            reason=reason.strip(),
            recorded_at=act.now,
            **act.signature(),
        )
        stored.refresh(act.transaction, upload_id)
        act.subject, act.detail = f"upload {upload_id}", {"reason": reason.strip()}


def clock_today() -> date:
    """Today in Asia/Shanghai, or XINGTU_TODAY."""
    given = settings.value("TODAY")
    return date.fromisoformat(given) if given else datetime.now(ZoneInfo("Asia/Shanghai")).date()


def _identity(verdict: Verdict) -> dict[str, Any]:
    mapping = json.dumps(verdict.mapping, ensure_ascii=False, sort_keys=True)
    return {"sha256": verdict.sha256, "mapping": mapping, "as_of": verdict.as_of}


def _store_values(act: Act, upload_id: int, verdict: Verdict) -> None:
    frame = verdict.readings.assign(upload_id=upload_id)
    frame["as_of"] = pd.to_datetime(frame["as_of"])
    act.transaction.append("indicator_value", frame)


def _rows(table: str) -> Callable[[Act, int, Verdict], None]:
    def store(act: Act, upload_id: int, verdict: Verdict) -> None:
        for record in verdict.records:
            values = {name: value for name, value in record.items() if name != "row_number"}
            act.transaction.add(table, upload_id=upload_id, **values)

    return store


def _store_villages(act: Act, upload_id: int, verdict: Verdict) -> None:
    """Only what the list says is stored: the view fills a blank from the list before, and what a
    change decided stays the change's. The category alone may not be empty, so a blank one repeats
    what is known."""
    listed, decided = queries.villages(), Decided()
    known = dict(zip(listed["village_code"], listed["category"], strict=True))
    for record in verdict.records:
        code = record["village_code"]
        row = decided.without(record)
        del row["row_number"]
        row["name"] = row.pop("village") or ""
        row["category"] = row["category"] or known.get(code) or category(code)
        act.transaction.add("village", upload_id=upload_id, **row)


def _store_pairs(act: Act, upload_id: int, verdict: Verdict) -> None:
    """A pair that runs already, the same in every part, is left as it is."""
    for record in verdict.records:
        pair = Pair(
            mentor=record["mentor_code"],
            mentee=record["mentee_code"],
            kind=record["type"],
            indicator=record["indicator_code"],
            from_date=record["from_date"],
            to_date=record["to_date"],
        )
        if not is_registered(act, pair):
            register(act, pair, upload_id=upload_id)


STORES: dict[str, Callable[[Act, int, Verdict], None]] = {
    "values": _store_values,
    "villages": _store_villages,
    "targets": _rows("target"),
    "pairs": _store_pairs,
    "town_facts": _rows("town_fact"),
    "exemptions": _rows("exempt"),
    "awards": _rows("star_award"),
}
