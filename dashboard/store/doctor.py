"""The check-up: does the store still agree with its own records?"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.domain import ledger
from dashboard.settings import ROOT
from dashboard.store import originals, stored
from dashboard.store.act import ENTRY, FIRST, entry_hash
from dashboard.store.database import Database

FOLDER = ROOT / "queries" / "doctor"


@dataclass(frozen=True)
class Finding:
    """One thing looked at: its name, whether it is sound, and a sentence."""

    name: str
    is_sound: bool
    says: str


def examine(store: Database) -> list[Finding]:
    """Everything that can be checked from the file alone. StoreDamaged when it cannot be read."""
    return [
        _readable(store), *_invariants(store), _kept(store), _ledger(store), _originals(store),
        _audit(store),
    ]  # fmt: skip


def _readable(store: Database) -> Finding:
    """Every value of every table is read once, so that a broken block shows."""
    named = store.ask("select table_name from duckdb_tables() where not internal", {})[1]
    read = (f'select bit_xor(hash(one)) from "{name}" as one' for name in named["table_name"])
    store.ask(" union all ".join(read), {})
    return Finding("数据文件", True, f"{len(named)} 张表都读得出")


def _invariants(store: Database) -> list[Finding]:
    """Each file in queries/doctor returns the rows that should not be there; its first line is
    the name of what it checks."""
    findings = []
    for path in sorted(FOLDER.glob("*.sql")):
        sql = path.read_text("utf-8")
        name = sql.splitlines()[0].removeprefix("--").strip()
        wrong = len(store.ask(sql, {})[1])
        findings.append(Finding(name, wrong == 0, f"{wrong} 处不符" if wrong else "完好"))
    return findings


def _kept(store: Database) -> Finding:
    """Each view that is kept as a table holds what judging everything anew would give."""
    wrong = []
    for name in stored.KEPT:
        kept, fresh = f"select * from {name}", f"select * from {name}_fresh"
        differing = f"({kept} except all {fresh}) union all ({fresh} except all {kept})"
        if len(store.ask(differing, {})[1]):
            wrong.append(name)
    return Finding(
        "存下的结果与重算的一致", not wrong, f"{'、'.join(wrong)} 不符" if wrong else "完好"
    )


def _ledger(store: Database) -> Finding:
    """Each item's events replay, act by act, to the states that were recorded."""
    events = store.ask(
        "select ledger_event.item_id, kind, action, state from ledger_event "
        "inner join ledger_item on ledger_event.item_id = ledger_item.item_id "
        "order by ledger_event.item_id, event_id",
        {},
    )[1]
    wrong, number = 0, None
    at: tuple[str, tuple[str, ...]] = (ledger.NEW, ())
    for item_id, kind, action, state in events.itertuples(index=False):
        if item_id != number:
            number, at = item_id, (ledger.NEW, ())
        try:
            at = ledger.after(kind, action, *at)
        except (KeyError, ValueError):
            wrong, at = wrong + 1, (state, ())
            continue
        wrong += at[0] != state
    return Finding("台账的经过与状态一致", wrong == 0, f"{wrong} 步不符" if wrong else "完好")


def _originals(store: Database) -> Finding:
    """Uploads from before originals were kept have no record, and are not looked for."""
    named = "select sha256 from upload_original union select sha256 from upload_draft"
    listed = store.ask(named, {})[1]["sha256"]
    lost = [one for one in listed if not originals.is_sound(store.path, one)]
    if lost:
        says = f"{len(lost)} 份原件不在或被改动过（如 {lost[0][:12]}…），请从备份里找回 originals 文件夹"
        return Finding("上报的原件", False, says)
    return Finding("上报的原件", True, f"{len(listed)} 份都在")


def _audit(store: Database) -> Finding:
    events = store.ask("select * from audit_event order by event_id", {})[1]
    previous = FIRST
    for number, event in enumerate(events.to_dict("records"), 1):
        entry = {str(name): event[name] for name in ENTRY}
        entry["recorded_at"] = event["recorded_at"].to_pydatetime()
        if event["previous_hash"] != previous or entry_hash(entry) != event["hash"]:
            return Finding("审计链", False, f"第 {number} 条与前一条对不上，记录被改动过")
        previous = str(event["hash"])
    head = store.ask("select event_count, last_hash from audit_head", {})[1]
    told = [(int(count), kept) for count, kept in head.itertuples(index=False)]
    if told != [(len(events), previous)]:
        most = max((count for count, _ in told), default=0)
        return Finding("审计链", False, f"应有 {most} 条，现有 {len(events)} 条，末尾被改动过")
    return Finding("审计链", True, f"{len(events)} 条，首尾相接")
