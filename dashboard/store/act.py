"""The one wrapper of every act: may the actor do it, one transaction, one entry in the audit trail.

Each entry holds the hash of the one before, and audit_head the number of entries and the newest
hash, so that a changed or removed entry shows (doctor).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from dashboard.domain.actor import Actor
from dashboard.store import database
from dashboard.store.database import Database, Transaction

FIRST = "0" * 64
ENTRY = (
    "event_id", "recorded_at", "actor_name", "actor_role", "actor_scope", "act", "subject",
    "detail", "previous_hash",
)  # fmt: skip


class Act:
    """An act under way: its transaction, its moment (UTC), and what the audit will say of it."""

    def __init__(self, transaction: Transaction, actor: Actor) -> None:
        self.transaction = transaction
        self.actor = actor
        self.now = utc_now()
        self.subject = ""
        self.detail: dict[str, Any] = {}

    def signature(self) -> dict[str, str]:
        """The columns by which a table says who did it."""
        return {"actor_name": self.actor.name, "actor_role": self.actor.role}

    def next_id(self, table: str, column: str) -> int:
        """The next number of a table."""
        rows = self.transaction.run(f"select coalesce(max({column}), 0) + 1 from {table}")
        return int(rows[0][0])


@contextmanager
def acting(actor: Actor, name: str, store: Database | None = None) -> Iterator[Act]:
    """Do an act: Refused when the role may not; all or nothing, with its audit entry. Whatever the
    act reads comes from the store it writes to, which stays open until the act is done."""
    actor.require(name)
    with (
        database.using(store) if store else database.held() as own,
        own.write() as transaction,
        within(transaction, actor, name) as act,
    ):
        yield act


@contextmanager
def within(transaction: Transaction, actor: Actor, name: str) -> Iterator[Act]:
    """Do an act as part of a transaction that holds others; Refused when the role may not."""
    actor.require(name)
    act = Act(transaction, actor)
    yield act
    _record(act, name)


def _record(act: Act, name: str) -> None:
    last = act.transaction.run("select last_hash from audit_head")[0][0]
    entry = {
        "event_id": act.next_id("audit_event", "event_id"),
        "recorded_at": act.now,
        "actor_name": act.actor.name,
        "actor_role": act.actor.role,
        "actor_scope": act.actor.scope,
        "act": name,
        "subject": act.subject,
        "detail": json.dumps(act.detail, ensure_ascii=False, sort_keys=True, default=str),
        "previous_hash": last,
    }
    digest = entry_hash(entry)
    act.transaction.add("audit_event", **entry, hash=digest)
    act.transaction.run(
        "update audit_head set event_count = event_count + 1, last_hash = $hash", {"hash": digest}
    )


def entry_hash(entry: dict[str, Any]) -> str:
    """SHA-256 over the entry's fields, the previous hash among them."""
    text = "\n".join(str(entry[name]) for name in ENTRY)
    return hashlib.sha256(text.encode()).hexdigest()


def utc_now() -> datetime:
    """This moment in UTC, without zone, as all moments are stored."""
    return datetime.now(UTC).replace(tzinfo=None)
