"""Taking an upload back, publishing it again, and giving its original out."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.domain.actor import Actor
from dashboard.domain.errors import Refused
from dashboard.store import database, originals, queries, stored
from dashboard.store.act import Act, acting
from dashboard.store.commands import course_rules, draft, ledger_data, project_rows
from dashboard.store.commands.correction import correct_again
from dashboard.store.commands.reason import reasoned
from dashboard.store.commands.receipt import Receipt
from dashboard.store.commands.upload import check, publish
from dashboard.store.database import Transaction

CITING = (
    "select correction.upload_id, live_village.village, indicator.indicator, correction.as_of "
    "from correction inner join live_upload on correction.upload_id = live_upload.upload_id "
    "inner join live_village on correction.village_code = live_village.village_code "
    "inner join indicator on correction.indicator_code = indicator.indicator_code "
    "where correction.cited_upload_id = $id order by correction.upload_id"
)


def withdraw(actor: Actor, upload_id: int, reason: str) -> None:
    """Take an upload or a correction back: what it had covered counts again. Refused without a
    reason, for an unknown upload, one already withdrawn, one of whose cells a live correction by
    hand rests on, one whose claims (自评) have been reviewed since, or one that brought projects on
    which other uploads rest."""
    said = reasoned(reason, "撤回")
    with acting(actor, "withdraw") as act:
        take_back(act, upload_id, said)
        act.subject, act.detail = f"upload {upload_id}", {"reason": said}


def take_back(act: Act, upload_id: int, reason: str) -> None:
    """Write a withdrawal into the act's transaction; Refused as by withdraw()."""
    key = {"id": upload_id}
    content = act.transaction.run("select content from upload where upload_id = $id", key)
    if not content:
        raise Refused(f"没有第 {upload_id} 号上报。")
    if not act.transaction.run("select 1 from live_upload where upload_id = $id", key):
        raise Refused(f"第 {upload_id} 号上报早已撤回。")
    _not_cited(act.transaction, upload_id)
    course_rules.withdrawable(act.transaction, upload_id)
    project_rows.withdrawable(act, upload_id)
    act.transaction.add(
        "upload_withdrawal",
        upload_id=upload_id,
        reason=reason,
        recorded_at=act.now,
        **act.signature(),
    )
    stored.refresh(act.transaction, upload_id)
    ledger_data.take_back(act, upload_id, content[0][0])


def _not_cited(transaction: Transaction, upload_id: int) -> None:
    citing = transaction.run(CITING, {"id": upload_id})
    if citing:
        number, village, indicator, day = citing[0]
        more = f"等 {len(citing)} 处" if len(citing) > 1 else ""
        raise Refused(
            f"第 {upload_id} 号上报里{village}“{indicator}”（{day}）{more}已经手工更正"
            f"（第 {number} 号更正）。请先撤回第 {number} 号更正，再撤回这次上报。"
        )


def republish(actor: Actor, upload_id: int) -> Receipt:
    """Publish a withdrawn upload again as a new one: its original, read with its answers and its
    day, judged as things are now. The receipt holds the problems when it no longer fits. Refused
    when it is not withdrawn or has no original; StoreDamaged when the original is gone."""
    with database.held() as store:
        row = _kept(upload_id)
        is_correction = not pd.isna(row["correction_reason"])
        actor.require("correct" if is_correction else draft.may(row["content"]))
        if pd.isna(row["withdrawn_at"]):
            raise Refused(f"第 {upload_id} 号上报没有撤回，不必重新发布。")
        if is_correction:
            return correct_again(actor, upload_id)
        data = originals.load(store.path, row["sha256"])
        day = None if pd.isna(row["as_of"]) else row["as_of"].date()
        answers = draft.answers_of(row["answers"])
        verdict = check(data, row["file_name"], day, answers, max_bytes=None)
        return publish(actor, verdict, is_sample=bool(row["is_sample"]))


def original(upload_id: int) -> tuple[str, bytes]:
    """Name and bytes of an upload as received. Refused for an unknown upload or one from before
    originals were kept; StoreDamaged when the file is gone or was changed."""
    with database.held() as store:
        row = _kept(upload_id)
        return str(row["file_name"]), originals.load(store.path, row["sha256"])


def has_original(upload_id: int) -> bool:
    """Whether the file of an upload's original is in its place (not whether it is sound)."""
    with database.held() as store:
        return originals.place(store.path, str(_kept(upload_id)["sha256"])).is_file()


def _kept(upload_id: int) -> dict[str, Any]:
    """An upload that has its original, as the read `uploads` tells it."""
    rows = queries.uploads()
    found = rows[rows["upload_id"] == upload_id].to_dict("records")
    if not found:
        raise Refused(f"没有第 {upload_id} 号上报。")
    if pd.isna(found[0]["original_size"]):
        raise Refused(f"第 {upload_id} 号上报是旧版本存入的，没有留原件。请用手头的文件重新上报。")
    return {str(name): value for name, value in found[0].items()}
