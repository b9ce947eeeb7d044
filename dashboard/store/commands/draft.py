"""待复核: while it is on, a file that is handed in waits as a draft until another actor has looked at
it. A draft counts nowhere."""

from __future__ import annotations

import json

from dashboard import settings
from dashboard.domain.actor import SETUP, Actor
from dashboard.domain.intake import Answers, Verdict
from dashboard.domain.project import CONTENTS as PROJECT_TABLES
from dashboard.store import database, originals
from dashboard.store.act import Act, acting
from dashboard.store.commands.receipt import Receipt
from dashboard.store.database import Transaction

OPEN = (
    "select draft_id from upload_draft where not exists (select 1 from draft_end "
    "where draft_end.draft_id = upload_draft.draft_id)"
)


def is_needed(actor: Actor, is_sample: bool) -> bool:
    """Whether what this actor hands in has to wait; samples and the setting up never do."""
    return settings.value("SECOND_CHECK") == "1" and not is_sample and actor != SETUP


def hold(actor: Actor, verdict: Verdict) -> Receipt:
    """Keep a checked file as a draft; one that waits already is answered with its number."""
    with database.held() as store:
        originals.keep(store.path, verdict.sha256, verdict.data)
        try:
            with acting(actor, may(verdict.content)) as act:
                draft_id = _add(act, verdict)
                act.subject = f"draft {draft_id}"
                act.detail = {"file": verdict.file_name, "sha256": verdict.sha256}
        except _Waits as waits:
            draft_id = waits.draft_id
    return Receipt(
        verdict.status, 0, None, (), verdict.warnings, verdict.notices, draft_id,
        f"已存为待复核（第 {draft_id} 号），须由另一人复核发布后才计入。",
    )  # fmt: skip


def may(content: str) -> str:
    """The act that publishing this content is."""
    if content in PROJECT_TABLES:
        return "milestone" if content == "milestones" else "project"
    return "upload" if content == "values" else "upload_register"


class _Waits(Exception):
    """Rolls a draft back that waits already."""

    def __init__(self, draft_id: int) -> None:
        self.draft_id = draft_id


def _add(act: Act, verdict: Verdict) -> int:
    same = {
        "sha256": verdict.sha256, "as_of": verdict.as_of, "answers": answers_text(verdict.answers),
    }  # fmt: skip
    waits = act.transaction.run(
        f"{OPEN} and sha256 = $sha256 and as_of is not distinct from $as_of and answers = $answers",
        same,
    )
    if waits:
        raise _Waits(int(waits[0][0]))
    draft_id = act.next_id("upload_draft", "draft_id")
    act.transaction.add(
        "upload_draft",
        draft_id=draft_id,
        content=verdict.content,
        file_name=verdict.file_name,
        size=len(verdict.data),
        value_count=verdict.value_count,
        status=verdict.status,
        recorded_at=act.now,
        **same,
        **act.signature(),
    )
    return draft_id


def answers_text(answers: Answers) -> str:
    """Answers as they are kept: JSON."""
    return json.dumps(answers.as_dict(), ensure_ascii=False, sort_keys=True)


def answers_of(text: str) -> Answers:
    """The answers of such a text."""
    return Answers.from_dict(json.loads(text))


def end(act: Act, draft_id: int, outcome: str, upload_id: int | None, reason: str) -> None:
    """Write what became of a draft."""
    act.transaction.add(
        "draft_end", draft_id=draft_id, outcome=outcome, upload_id=upload_id, reason=reason,
        recorded_at=act.now, **act.signature(),
    )  # fmt: skip


def waits(transaction: Transaction, draft_id: int) -> bool:
    """Whether a draft was neither published nor sent back."""
    return bool(transaction.run(f"{OPEN} and draft_id = $id", {"id": draft_id}))
