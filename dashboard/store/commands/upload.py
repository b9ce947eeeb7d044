"""Uploads: check a file, publish what it holds in one transaction."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from dashboard.domain.actor import Actor
from dashboard.domain.intake import NO_ANSWERS, Answers, Verdict, judge
from dashboard.domain.intake.progress import Watch, unwatched
from dashboard.domain.names import category
from dashboard.settings import ROOT
from dashboard.store import database, originals, queries, stored
from dashboard.store.act import Act, acting
from dashboard.store.commands import draft, ledger_data, project_rows
from dashboard.store.commands.alias import remember_answers
from dashboard.store.commands.course import store_claims
from dashboard.store.commands.knowing import known
from dashboard.store.commands.ledger_open import store_findings
from dashboard.store.commands.listed import Decided
from dashboard.store.commands.pair import Pair, is_registered, register
from dashboard.store.commands.points import store_scores
from dashboard.store.commands.receipt import Receipt

EFFECT = ROOT / "queries" / "write" / "upload_effect.sql"
Also = Callable[[Act, int], None]
Store = Callable[[Act, int, Verdict, Watch], None]
PIECE = 250_000  # values stored between two words of how far it is


def check(
    data: bytes,
    file_name: str,
    as_of: date | None = None,
    answers: Answers = NO_ANSWERS,
    *,
    max_bytes: int | None = None,
    watch: Watch = unwatched,
) -> Verdict:
    """Judge a file against the town's villages and the campaign; nothing is stored. ``max_bytes``
    is the limit of a page; a text file that comes by command has none."""
    return judge(data, file_name, known(), as_of, max_bytes, answers, watch)


def publish(
    actor: Actor, verdict: Verdict, *, is_sample: bool = False, watch: Watch = unwatched
) -> Receipt:
    """Store what a checked file holds, or, where a second person has to look at it, keep it as a
    draft. A file that already counts is recognised and changes nothing; a file with problems is
    refused as a whole, as is one of projects that are not the actor's. Cancelled when ``watch`` stops it:
    then nothing is stored."""
    actor.require(draft.may(verdict.content))
    if verdict.problems:
        return Receipt("rejected", 0, None, verdict.problems, verdict.warnings, verdict.notices)
    project_rows.in_scope(actor, verdict)
    if not draft.is_needed(actor, is_sample):
        return store_checked(actor, verdict, is_sample=is_sample, watch=watch)
    counts = _counting(verdict)
    return draft.hold(actor, verdict) if counts is None else _known(verdict, counts)


def store_checked(
    actor: Actor,
    verdict: Verdict,
    *,
    is_sample: bool = False,
    mender: Actor | None = None,
    also: Also | None = None,
    watch: Watch = unwatched,
) -> Receipt:
    """Store a file without problems, its original first. ``mender``: who mended its cells, if not
    the actor; ``also``: what else belongs into the transaction, given the number of the upload."""
    with database.held() as store:
        originals.keep(store.path, verdict.sha256, verdict.data)
        try:
            upload_id = _store(actor, verdict, is_sample, mender or actor, also, watch)
        except _Known as known:
            return _known(verdict, known.upload_id)
    return Receipt(
        verdict.status, verdict.value_count, upload_id, (), verdict.warnings, verdict.notices
    )


def _known(verdict: Verdict, upload_id: int) -> Receipt:
    return Receipt("accepted", 0, upload_id, notices=verdict.notices)


class _Known(Exception):
    """Rolls an upload back that counts already: nothing changes, so nothing is recorded."""

    def __init__(self, upload_id: int) -> None:
        self.upload_id = upload_id


SAME = (
    "select upload_id from live_upload where sha256 = $sha256 and mapping = $mapping "
    "and as_of is not distinct from $as_of"
)


def _counting(verdict: Verdict) -> int | None:
    """The live upload of the same file, read in the same way."""
    with database.held() as store:
        rows = store.ask(SAME, _identity(verdict))[1]
    return None if rows.empty else int(rows["upload_id"].iloc[0])


def _store(
    actor: Actor,
    verdict: Verdict,
    is_sample: bool,
    mender: Actor,
    also: Also | None,
    watch: Watch,
) -> int:
    is_project = verdict.content in project_rows.CONTENTS
    with acting(actor, draft.may(verdict.content) if is_project else "upload") as act:
        same = act.transaction.run(SAME, _identity(verdict))
        if same:
            raise _Known(int(same[0][0]))
        upload_id = put(act, verdict, is_sample=is_sample, mender=mender, also=also, watch=watch)
        remember_answers(act, verdict.answers)
        act.subject = f"upload {upload_id}"
        act.detail = {"file": verdict.file_name, "sha256": verdict.sha256}
    return upload_id


def put(
    act: Act,
    verdict: Verdict,
    *,
    is_sample: bool,
    mender: Actor | None = None,
    also: Also | None = None,
    watch: Watch = unwatched,
) -> int:
    """Write a checked file into the act's transaction; returns its number. ``watch`` hears of every
    piece (counts of values) and may stop it."""
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
    STORES[verdict.content](act, upload_id, verdict, watch)
    _store_origin(act, upload_id, verdict, mender or act.actor)
    if also is not None:
        also(act, upload_id)
    if verdict.content == "values":
        act.transaction.run(EFFECT.read_text("utf-8"), {"id": upload_id})
    watch("store", verdict.value_count, verdict.value_count)
    stored.refresh(act.transaction, upload_id)
    ledger_data.follow(act, verdict.content)
    watch("store", verdict.value_count, verdict.value_count)
    return upload_id


def _store_origin(act: Act, upload_id: int, verdict: Verdict, mender: Actor) -> None:
    act.transaction.add(
        "upload_original",
        upload_id=upload_id,
        sha256=verdict.sha256,
        size=len(verdict.data),
        answers=draft.answers_text(verdict.answers),
    )
    for row_number, column, original, text in verdict.mended:
        act.transaction.add(
            "mended_cell",
            upload_id=upload_id,
            row_number=row_number,
            column_name=column,
            original=original,
            mended=text,
            actor_name=mender.name,
            actor_role=mender.role,
            recorded_at=act.now,
        )


def _identity(verdict: Verdict) -> dict[str, Any]:
    """What makes two uploads the same: the file, its day, and how it was read. Names of villages are
    answered once for all files, so they are no part of it."""
    said = verdict.answers.as_dict()
    kept: dict[str, Any] = {
        name: said[name] for name in ("sheet", "values", "cells") if name in said
    }
    read = {"columns": verdict.mapping, **kept} if kept else verdict.mapping
    mapping = json.dumps(read, ensure_ascii=False, sort_keys=True)
    return {"sha256": verdict.sha256, "mapping": mapping, "as_of": verdict.as_of}


def _store_values(act: Act, upload_id: int, verdict: Verdict, watch: Watch) -> None:
    frame = verdict.readings.assign(upload_id=upload_id)
    for start in range(0, len(frame), PIECE):
        watch("store", start, len(frame))
        act.transaction.append("indicator_value", frame.iloc[start : start + PIECE])


def _rows(table: str) -> Store:
    def store(act: Act, upload_id: int, verdict: Verdict, _watch: Watch) -> None:
        for record in verdict.records:
            values = {name: value for name, value in record.items() if name != "row_number"}
            act.transaction.add(table, upload_id=upload_id, **values)

    return store


def _store_villages(act: Act, upload_id: int, verdict: Verdict, _watch: Watch) -> None:
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


def _store_pairs(act: Act, upload_id: int, verdict: Verdict, _watch: Watch) -> None:
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


def _store_targets(act: Act, upload_id: int, verdict: Verdict, _watch: Watch) -> None:
    for record in verdict.records:
        row = {name: record[name] for name in ("village_code", "year", "quarter")}
        own = {name: record[name] for name in ("stars", "level", "reason")}
        act.transaction.add("target", upload_id=upload_id, **row, **own)
        for star in record["named"] or ():
            act.transaction.add("target_star", upload_id=upload_id, star_code=star, **row)


STORES: dict[str, Store] = {
    "values": _store_values,
    "villages": _store_villages,
    "targets": _store_targets,
    "pairs": _store_pairs,
    "town_facts": _rows("town_fact"),
    "exemptions": _rows("exempt"),
    "awards": _rows("star_award"),
    "contest_scores": store_scores,
    "appraisals": _rows("appraisal"),
    "level_exceptions": _rows("level_exception"),
    "claims": store_claims,
    "findings": store_findings,
    **dict.fromkeys(project_rows.CONTENTS, project_rows.store),
}
