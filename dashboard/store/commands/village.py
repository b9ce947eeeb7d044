"""Changes of village units from a day, each with a reason: found, rename, move to another 管区, set
the liaison post, merge, abolish; and taking a mistaken one back.

What was before the day stays as it was: past results are those of the units of their day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import pandas as pd

from dashboard.domain.actor import Actor
from dashboard.domain.errors import Refused
from dashboard.domain.names import COMMUNITY, VILLAGE
from dashboard.store import queries, stored
from dashboard.store.act import Act, acting
from dashboard.store.commands import village_rules as rules

ENDS = ("merged", "abolished")


def rename_village(actor: Actor, code: str, name: str, day: date, reason: str) -> int:
    """Give a unit another name from a day; returns the event's number. Refused without a reason,
    for a unit that does not exist on that day, for a name it bears already, that another unit bears
    at that time or is known by, or that is no name, and when a later renaming is on record."""
    with _changing(actor, day, reason) as act:
        (unit,) = rules.units_on(act, [code], day)
        shown = rules.village_name(name)
        if shown == unit.name:
            raise Refused(f"{code} 在 {day} 就叫“{shown}”，不必更名。")
        rules.in_order(act, [unit], day, ("renamed",))
        rules.no_foreign_alias(act, code, shown)
        return _record(act, "renamed", code, day, reason, name=shown)


def regroup_villages(
    actor: Actor, codes: Sequence[str], area_group: str, day: date, reason: str
) -> int:
    """Move units to a 管区 from a day; returns how many moved, those already there left alone.
    Refused as a whole when one of them does not exist on that day or has a later move on record,
    and when none would move."""
    with _changing(actor, day, reason) as act:
        group = rules.shown_text("管区", area_group)
        units = _units(act, codes, day)
        return _each(
            act, [one for one in units if one.area_group != group], "regrouped", day, reason,
            area_group=group,
        )  # fmt: skip


def set_liaison_post(actor: Actor, codes: Sequence[str], post: str, day: date, reason: str) -> int:
    """Give units a liaison post from a day (empty: none any more); returns how many changed.
    Refused as regroup_villages is."""
    with _changing(actor, day, reason) as act:
        named = rules.shown_text("包村岗位", post) if post.strip() else ""
        units = _units(act, codes, day)
        return _each(
            act, [one for one in units if one.liaison_post != named], "liaison", day, reason,
            liaison_post=named,
        )  # fmt: skip


def merge_village(actor: Actor, code: str, into: str, day: date, reason: str) -> int:
    """End a unit on a day and name the one it goes into; returns the event's number. Refused for a
    unit into itself, when either does not exist on that day, or when something later is on record
    for the one that ends."""
    if code == into:
        raise Refused("并入的是同一个村。请改选并入哪个村。")
    with _changing(actor, day, reason) as act:
        (heir,) = rules.units_on(act, [into], day)
        return _end(act, code, day, reason, "merged", into_code=heir.code)


def abolish_village(actor: Actor, code: str, day: date, reason: str) -> int:
    """End a unit on a day; returns the event's number. Refused as merge_village is."""
    with _changing(actor, day, reason) as act:
        return _end(act, code, day, reason, "abolished")


def found_village(
    actor: Actor,
    code: str,
    name: str,
    category: str,
    day: date,
    reason: str,
    *,
    area_group: str = "",
    liaison_post: str = "",
) -> int:
    """Put a new unit on the list from a day; returns the event's number. Refused for a code that is
    not 12 digits of this township or is known already, for another category than 村 or 社区, and
    for a name as rename_village refuses."""
    with _changing(actor, day, reason) as act:
        town = queries.instance()
        own = code.strip()
        if not (len(own) == 12 and own.isascii() and own.isdigit()):
            raise Refused(f"代码“{own[:30]}”不是 12 位数字。请填统计用区划代码。")
        if not own.startswith(town.township_code):
            raise Refused(
                f"{own} 不是{town.township}的代码：应以 {town.township_code} 开头。请核对。"
            )
        if category not in (VILLAGE, COMMUNITY):
            raise Refused(f"类别“{category}”不在可选之列。请填村或社区。")
        known = act.transaction.run(
            "select village from live_village where village_code = $code", {"code": own}
        )
        if known:
            raise Refused(f"{own} 已是{known[0][0]}的代码，不能再新设。请核对代码。")
        shown = rules.village_name(name)
        rules.no_foreign_alias(act, own, shown)
        told = {
            "area_group": rules.shown_text("管区", area_group) if area_group.strip() else None,
            "liaison_post": (
                rules.shown_text("包村岗位", liaison_post) if liaison_post.strip() else None
            ),
        }
        return _record(act, "founded", own, day, reason, name=shown, category=category, **told)


def withdraw_village_event(actor: Actor, event_id: int, reason: str) -> None:
    """Take a mistaken change back: the unit is again as it was without it. Refused without a
    reason, for an unknown number or one taken back already, and when what was recorded since would
    contradict it."""
    with _checked(actor, reason) as act:
        rows = act.transaction.run(
            "select event.village_code, withdrawal.event_id from village_event as event "
            "left join village_event_withdrawal as withdrawal "
            "on event.event_id = withdrawal.event_id where event.event_id = $id",
            {"id": event_id},
        )
        if not rows:
            raise Refused(f"没有第 {event_id} 号变更。")
        if rows[0][1] is not None:
            raise Refused(f"第 {event_id} 号变更早已撤回。")
        act.transaction.add(
            "village_event_withdrawal",
            event_id=event_id,
            reason=reason.strip(),
            recorded_at=act.now,
            **act.signature(),
        )
        act.subject, act.detail = f"village_event {event_id}", {"withdrawn": reason.strip()}
        stored.refresh_villages(act.transaction)  # it asks whether the unit is still one
        rules.may_vanish(act, rows[0][0])


@contextmanager
def _checked(actor: Actor, reason: str) -> Iterator[Act]:
    """An act on village units, after which their spans are worked out and all rules hold."""
    actor.require("village")
    rules.reason_of(reason)
    with acting(actor, "village") as act:
        clashes, astray = rules.clashes(act), rules.astray(act)
        yield act
        stored.refresh_villages(act.transaction)
        rules.no_new_clash(act, clashes)
        rules.none_led_astray(act, astray)


@contextmanager
def _changing(actor: Actor, day: date, reason: str) -> Iterator[Act]:
    with _checked(actor, reason) as act:
        rules.check_day(day)
        yield act


def _units(act: Act, codes: Sequence[str], day: date) -> list[rules.Unit]:
    if not codes:
        raise Refused("还没有选村。请至少选一个。")
    return rules.units_on(act, codes, day)


def _each(
    act: Act, units: list[rules.Unit], event: str, day: date, reason: str, **told: str
) -> int:
    if not units:
        raise Refused(f"所选的村在 {day} 已经是这样，没有可改的。")
    rules.in_order(act, units, day, (event,))
    first = _add(act, event, [one.code for one in units], day, reason, **told)
    act.subject = f"village_event {first}–{first + len(units) - 1}"
    act.detail = {"event": event, "villages": [one.code for one in units], **told}
    return len(units)


def _end(act: Act, code: str, day: date, reason: str, event: str, **told: str) -> int:
    (unit,) = rules.units_on(act, [code], day)
    if unit.valid_from == day:
        raise Refused(f"{unit.name}自 {day} 起才有，不能同一天结束。请核对日期。")
    rules.in_order(act, [unit], day, tuple(rules.WORDS))
    return _record(act, event, code, day, reason, **told)


def _record(act: Act, event: str, code: str, day: date, reason: str, **told: Any) -> int:
    number = _add(act, event, [code], day, reason, **told)
    act.subject = f"village_event {number}"
    act.detail = {"event": event, "village": code, "day": day, **told}
    return number


def _add(
    act: Act, event: str, codes: Sequence[str], day: date, reason: str, **told: str | None
) -> int:
    """Append one event a village; returns the first number."""
    first = act.next_id("village_event", "event_id")
    said = {name: text for name, text in told.items() if text is not None}
    rows = pd.DataFrame({"village_code": list(codes)}).assign(
        event_id=range(first, first + len(codes)), event=event, event_date=pd.Timestamp(day),
        reason=reason.strip(), recorded_at=act.now, **said, **act.signature(),
    )  # fmt: skip
    act.transaction.append("village_event", rows)
    return first
