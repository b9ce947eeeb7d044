"""The acts on ledger items: claimed, reported on, handed in, accepted or sent back by somebody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from dashboard.domain import ledger
from dashboard.domain.actor import Actor
from dashboard.domain.errors import Refused
from dashboard.store.act import Act, acting
from dashboard.store.commands import ledger_rules as rules
from dashboard.store.commands.knowing import business_today
from dashboard.store.commands.ledger_rules import Item, number


@dataclass(frozen=True)
class Deed:
    """One act of domain.ledger and what it says; blank is not said. ``day``: None for today."""

    action: str
    day: date | None = None
    note: str = ""
    severity: str = ""
    measure: str = ""
    lead_unit: str = ""
    owner_post: str = ""
    liaison_post: str = ""
    due_date: date | None = None
    until_date: date | None = None
    look_on: date | None = None
    lead_post: str = ""
    cause: str = ""
    needs_county: bool | None = None
    evidence: str = ""

    def said(self) -> dict[str, Any]:
        """What it says beside its act and day."""
        return {name: value for name, value in asdict(self).items() if name in ledger.FIELDS}


def act_on(actor: Actor, deed: Deed, seen: Mapping[int, int | None]) -> int:
    """Do an act to one item or many, all or nothing; returns how many. ``seen`` names the items with
    the number of the last event the user saw (None: not asked).

    Refused with every reason at once: an act that is not the actor's or not due in the item's state,
    a village or star outside his scope, accepting what he worked on himself, handing in without a
    measure, a deadline before the day it was found or later without a word why, an end of 挂起 that is
    past, an item somebody else moved meanwhile, and what the act may not say or must.
    """
    with acting(actor, "ledger") as act:
        do(act, deed, seen)
    return len(seen)


def do(act: Act, deed: Deed, seen: Mapping[int, int | None]) -> None:
    """Write an act on items into a transaction; Refused as by act_on()."""
    if not seen:
        raise Refused("请先选定要办的台账项。")
    if deed.action == "open" or all(deed.action not in one for one in ledger.RULES.values()):
        raise Refused(f"没有“{deed.action[:20]}”这一步。")
    if len(seen) > 1 and deed.action not in ledger.TOGETHER:
        raise Refused("这一步要逐项办理。请一次选一项。")
    today = business_today()
    values = rules.said(deed.said())
    found = rules.standing(act.transaction, seen)
    refusals = []
    days: dict[int, date] = {}
    for item_id, number_seen in seen.items():
        item = found.get(item_id)
        if item is None:
            refusals.append(f"台账里没有 {number(item_id)}。请核对。")
            continue
        # The newest snapshot of a demonstration may go back, the steps of an item never do.
        days[item_id] = deed.day or max(today, item.at.last_day or today)
        if reason := _refusal(deed, values, item, act.actor, number_seen, days[item_id], today):
            refusals.append(f"{item.told}：{reason}")
    rules.refuse_all(refusals)
    events = []
    for item_id in seen:
        item, day = found[item_id], days[item_id]
        said = _written(deed, values, item, day)
        events.append(rules.event(act, item, item_id, deed.action, day, **said))
    rules.write(act, events)
    act.subject = "ledger " + ", ".join(number(one) for one in list(seen)[:20])
    act.detail = {"action": deed.action, "items": list(seen), **values}


def _refusal(
    deed: Deed, values: Mapping[str, Any], item: Item, actor: Actor, seen: int | None, day: date,
    today: date,
) -> str:  # fmt: skip
    words = ledger.STATES[item.at.kind]
    rule = ledger.RULES[item.at.kind].get(deed.action)
    if rule is None:
        return f"“{words[item.at.state]}”时没有这一步。"
    if seen is not None and seen != item.at.last_event_id:
        return f"刚刚由别人办过，现在是“{words[item.at.state]}”。请核对后再办。"
    at = item.at
    if values.get("measure") and "measure" in rule.says:
        at = ledger.with_measure(at)
    if reason := ledger.refusal(deed.action, at, actor, day):
        return reason
    if day > today and deed.day is not None:
        return f"日期 {day} 还没有到。请改成 {today} 或以前。"
    if missing := [ledger.FIELDS[name] for name in rule.needs if name not in values]:
        return f"“{rule.name}”要写明{'、'.join(missing)}。"
    if deed.action == "assign" and not values:
        return "没有写改成什么。请至少改一处。"
    foreign = [ledger.FIELDS[name] for name in values if name not in (*rule.says, "note")]
    if foreign:
        return f"“{rule.name}”时不能改{'、'.join(foreign)}。"
    return _days(values, item, day)


def _days(values: Mapping[str, Any], item: Item, day: date) -> str:
    """What is wrong with the days an act says, or empty."""
    due, found = values.get("due_date"), item.at.found_on
    for name in ("due_date", "until_date", "look_on"):
        if name in values and (far := ledger.far_refusal(ledger.FIELDS[name], values[name], day)):
            return far
    if due is not None:
        if found is not None and due < found:
            return f"时限 {due} 早于发现日期 {found}。请改正。"
        if item.due_date is not None and due > item.due_date and "note" not in values:
            return f"时限由 {item.due_date} 延到 {due}，要写明说明。"
    if values.get("until_date") is not None and values["until_date"] <= day:
        return f"挂起到 {values['until_date']} 已过。请写 {day} 之后的日期。"
    if values.get("look_on") is not None and values["look_on"] < day:
        return f"下次督办日 {values['look_on']} 已过。请写 {day} 或以后。"
    return ""


def _written(deed: Deed, values: dict[str, Any], item: Item, day: date) -> dict[str, Any]:
    """The columns of the event: a reopened item, or one graded anew, gets a deadline by its severity
    unless one is said."""
    columns = dict(values)
    severity = columns.get("severity", item.severity)
    if deed.action in ledger.RELAPSES:
        columns = rules.schedule(severity, day) | columns
    elif severity != item.severity and item.opened_on is not None:
        columns = rules.schedule(severity, item.opened_on) | columns
    if "due_date" in values:
        columns["is_assumed"] = False
    return columns
