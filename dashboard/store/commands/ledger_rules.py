"""What the acts on ledger items are held against, inside the transaction that does them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from dashboard.domain import ledger
from dashboard.domain.errors import Refused
from dashboard.domain.ledger import Signed, Standing
from dashboard.store import definitions
from dashboard.store.act import Act
from dashboard.store.commands.reason import checked_text
from dashboard.store.database import Transaction

TOLD_MOST = 8
"""Refusals told one by one."""
TEXTS = ("measure", "lead_unit", "owner_post", "liaison_post", "lead_post", "evidence")


@dataclass(frozen=True)
class Item:
    """An item as the acts need it: number as shown, where it stands, and what its deadline hangs on."""

    item_id: int
    item_no: str
    village: str
    what: str
    at: Standing
    severity: str
    due_date: date | None
    opened_on: date | None

    @property
    def told(self) -> str:
        """How a refusal names it."""
        return f"{self.item_no} {self.village}“{self.what[:20]}”"


def number(item_id: int) -> str:
    """An item's number as shown: B-007."""
    return f"B-{item_id:03d}"


def standing(transaction: Transaction, ids: Iterable[int]) -> dict[int, Item]:
    """The items of these numbers as they stand."""
    key = {"ids": [int(one) for one in ids]}
    heads = transaction.run(
        "select ledger_item.item_id, kind, ledger_item.village_code, live_village.village, "
        "coalesce(star_code, ''), what, found_on from ledger_item "
        "left join live_village on ledger_item.village_code = live_village.village_code "
        "where list_contains($ids, ledger_item.item_id)",
        key,
    )
    found = {
        int(number_): Item(
            int(number_), number(number_), str(name or village), str(what),
            Standing(kind, village, star, found_on=day), "", None, None,
        )
        for number_, kind, village, name, star, what, day in heads
    }  # fmt: skip
    steps = transaction.run(
        "select item_id, event_id, action, event_date, severity, measure, due_date, "
        "actor_name, actor_role, actor_scope from ledger_event "
        "where list_contains($ids, item_id) order by event_id",
        key,
    )
    for step in steps:
        found[int(step[0])] = _moved(found[int(step[0])], *step[1:])
    return found


def _moved(
    item: Item, event_id: int, action: str, day: date, severity: str | None, measure: str | None,
    due: date | None, *signed: str,
) -> Item:  # fmt: skip
    at = item.at
    state, states = ledger.after(at.kind, action, at.state, at.states)
    involved = at.involved
    opens = action == "open" or action in ledger.RELAPSES
    if opens:
        involved = ()
    if ledger.RULES[at.kind][action].works:
        involved = (*involved, Signed(*signed))
    at = replace(
        at, state=state, states=states, last_event_id=int(event_id), last_day=day,
        has_measure=at.has_measure or bool(measure), involved=involved,
    )  # fmt: skip
    return replace(
        item, at=at, severity=severity or item.severity, due_date=due or item.due_date,
        opened_on=day if opens else item.opened_on,
    )  # fmt: skip


def said(values: Mapping[str, Any]) -> dict[str, Any]:
    """What an act says, checked field by field and without the blanks; Refused with every fault."""
    faults: list[str] = []
    kept: dict[str, Any] = {}
    for name, value in values.items():
        if value is None or value == "":
            continue
        try:
            kept[name] = _checked(name, value)
        except Refused as refused:
            faults.append(str(refused))
    if faults:
        raise Refused("".join(faults))
    return {name: value for name, value in kept.items() if value != ""}


def _checked(name: str, value: Any) -> Any:
    if name in (*TEXTS, "note"):
        return checked_text(ledger.FIELDS[name], value, needed=False)
    if name == "cause":
        return chosen("原因", value, definitions.ledger_lists().causes)
    if name == "severity":
        severities = definitions.deadlines().severities
        if value not in severities:
            raise Refused(
                f"没有“{str(value)[:20]}”这一档轻重，可选：{'、'.join(severities.values())}。"
            )
    return value


def chosen(label: str, value: str, listed: Sequence[str]) -> str:
    """One of a list; Refused for anything else."""
    if value not in listed:
        raise Refused(f"{label}没有“{str(value)[:20]}”这一项，可选：{'、'.join(listed)}。")
    return value


def schedule(severity: str, day: date) -> dict[str, Any]:
    """The columns of an item's deadline when it counts from a day."""
    found = definitions.deadlines().schedule(severity, day)
    return {
        "due_date": found.show, "receive_by": found.receive, "plan_by": found.plan,
        "accept_by": found.accept, "is_assumed": found.is_assumed,
    }  # fmt: skip


def event(
    act: Act, item: Item | None, item_id: int, action: str, day: date, **values: Any
) -> dict[str, Any]:
    """The row of one event without its number; the state it leads to comes from the machine."""
    at = item.at if item else None
    kind = at.kind if at else str(values.pop("kind"))
    state, _ = ledger.after(kind, action, at.state if at else ledger.NEW, at.states if at else ())
    rule = ledger.RULES[kind][action]
    return {
        "item_id": item_id, "action": action, "state": state, "event_date": day, "note": "",
        "is_automatic": not rule.roles, "is_verified": False, **signed(act), **values,
    }  # fmt: skip


def signed(act: Act) -> dict[str, Any]:
    """The columns of items and events that say who wrote them, and when."""
    return act.signature() | {"actor_scope": act.actor.scope, "recorded_at": act.now}


def write(act: Act, events: Sequence[Mapping[str, Any]]) -> None:
    """Append events in their order, in one piece: there may be thousands."""
    first = act.next_id("ledger_event", "event_id")
    rows = [{"event_id": first + number, **one} for number, one in enumerate(events)]
    # As objects, so that what one event leaves out stays empty in its row.
    act.transaction.append("ledger_event", pd.DataFrame(rows, dtype="object"))


def refuse_all(refusals: Sequence[str]) -> None:
    """Refused with every reason at once, the first few told one by one."""
    if refusals:
        more = len(refusals) - TOLD_MOST
        rest = [f"另有 {more} 项同样办不了。"] if more > 0 else []
        raise Refused("\n\n".join([*refusals[:TOLD_MOST], *rest]))
