"""What becomes of a draft: another actor publishes it or sends it back with a reason."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.domain.actor import Actor
from dashboard.domain.errors import Refused
from dashboard.domain.intake import Verdict
from dashboard.store import database, originals, queries
from dashboard.store.act import Act, acting
from dashboard.store.commands import draft
from dashboard.store.commands.reason import reasoned
from dashboard.store.commands.receipt import Receipt
from dashboard.store.commands.upload import check, store_checked


def check_draft(draft_id: int) -> Verdict:
    """The verdict on a draft as the town's villages and rules are now; Refused when it no longer
    waits, StoreDamaged when its original is gone."""
    with database.held() as store:
        return _judged(store.path, _waiting(draft_id))


def publish_draft(actor: Actor, draft_id: int) -> Receipt:
    """Publish what another actor handed in, judged again as things are now; with problems it stays
    a draft. Refused for whoever handed it in, and for a draft that no longer waits."""
    with database.held() as store:
        found = _waiting(draft_id)
        actor.require(draft.may(found["content"]))
        preparer = _other_than(actor, found)
        verdict = _judged(store.path, found)
        if verdict.problems:
            return Receipt("rejected", 0, None, verdict.problems, verdict.warnings, verdict.notices)

        def done(act: Act, upload_id: int) -> None:
            _still_waiting(act, draft_id)
            draft.end(act, draft_id, "published", upload_id, "")

        receipt = store_checked(actor, verdict, mender=preparer, also=done)
        if receipt.values == 0 and receipt.upload_id is not None:
            _end_known(actor, found["content"], draft_id, receipt.upload_id)
    return receipt


def discard_draft(actor: Actor, draft_id: int, reason: str) -> None:
    """Send a draft back: it stays on record and never counts. Refused without a reason, for whoever
    handed it in, and for a draft that no longer waits."""
    said = reasoned(reason, "退回")
    found = _waiting(draft_id)
    actor.require(draft.may(found["content"]))
    _other_than(actor, found)
    with acting(actor, draft.may(found["content"])) as act:
        _still_waiting(act, draft_id)
        draft.end(act, draft_id, "discarded", None, said)
        act.subject, act.detail = f"draft {draft_id}", {"outcome": "discarded", "reason": said}


def _end_known(actor: Actor, content: str, draft_id: int, upload_id: int) -> None:
    """The same file came to count by another way meanwhile: the draft is done with."""
    with acting(actor, draft.may(content)) as act:
        if draft.waits(act.transaction, draft_id):
            draft.end(act, draft_id, "published", upload_id, "同一份文件已经发布")
        act.subject, act.detail = f"draft {draft_id}", {"upload_id": upload_id}


def _waiting(draft_id: int) -> dict[str, Any]:
    """A draft that waits, as the read `drafts` tells it."""
    rows = queries.drafts()
    found = rows[rows["draft_id"] == draft_id].to_dict("records")
    if not found:
        raise _gone(draft_id)
    return {str(name): value for name, value in found[0].items()}


def _still_waiting(act: Act, draft_id: int) -> None:
    if not draft.waits(act.transaction, draft_id):
        raise _gone(draft_id)


def _gone(draft_id: int) -> Refused:
    return Refused(f"第 {draft_id} 号待复核不在了：已由别人发布或退回。请刷新后再看。")


def _other_than(actor: Actor, found: dict[str, Any]) -> Actor:
    preparer = Actor(str(found["actor_name"]), str(found["actor_role"]))
    if (preparer.name, preparer.role) == (actor.name, actor.role):
        raise Refused(f"这份文件是{actor.name}自己报的，须由另一人复核。")
    return preparer


def _judged(store_path: str, found: dict[str, Any]) -> Verdict:
    data = originals.load(store_path, found["sha256"])
    day = None if pd.isna(found["as_of"]) else found["as_of"].date()
    answers = draft.answers_of(found["answers"])
    return check(data, found["file_name"], day, answers, max_bytes=None)
