"""The check-up: does the store still agree with its own records?"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.settings import ROOT
from dashboard.store.commands.act import ENTRY, FIRST, entry_hash
from dashboard.store.database import Database

FOLDER = ROOT / "queries" / "doctor"


@dataclass(frozen=True)
class Finding:
    """One thing looked at: its name, whether it is sound, and a sentence."""

    name: str
    is_sound: bool
    says: str


def examine(store: Database) -> list[Finding]:
    """Everything that can be checked from the file alone."""
    return [*_invariants(store), _audit(store)]


def _invariants(store: Database) -> list[Finding]:
    """Each file in queries/doctor returns the rows that should not be there; its first line is
    the name of what it checks; $newest is the day of the newest value."""
    newest = store.ask("select max(as_of) as newest from live_value", {})[1]["newest"].iloc[0]
    findings = []
    for path in sorted(FOLDER.glob("*.sql")):
        sql = path.read_text("utf-8")
        name = sql.splitlines()[0].removeprefix("--").strip()
        params = {"newest": None if pd.isna(newest) else newest} if "$newest" in sql else {}
        wrong = len(store.ask(sql, params)[1])
        findings.append(Finding(name, wrong == 0, f"{wrong} 处不符" if wrong else "完好"))
    return findings


def _audit(store: Database) -> Finding:
    events = store.ask("select * from audit_event order by event_id", {})[1]
    previous = FIRST
    for number, event in enumerate(events.to_dict("records"), 1):
        entry = {str(name): event[name] for name in ENTRY}
        entry["recorded_at"] = event["recorded_at"].to_pydatetime()
        if event["previous_hash"] != previous or entry_hash(entry) != event["hash"]:
            return Finding("审计链", False, f"第 {number} 条与前一条对不上，记录被改动过")
        previous = str(event["hash"])
    return Finding("审计链", True, f"{len(events)} 条，首尾相接")
