"""Pairs by hand: put one on the register, end one. Both leave a signed event."""

from __future__ import annotations

from datetime import date

from dashboard.domain.actor import Actor
from dashboard.domain.errors import Refused
from dashboard.store.commands.act import acting


def add_pair(
    actor: Actor, mentor: str, mentee: str, kind: str, indicator: str, from_date: date
) -> int:
    """Pair two villages on one indicator; returns the pair's number. Refused for a village with
    itself, an indicator outside the five stars, or a pair that already runs."""
    if mentor == mentee:
        raise Refused("帮方和受方是同一个村，请改选。")
    with acting(actor, "pair") as act:
        star = act.transaction.run(
            "select star_code from indicator where indicator_code = $code and star_code is not null",
            {"code": indicator},
        )
        if not star:
            raise Refused(f"“{indicator}”不属于任何一颗星，不能作结对目标。")
        running = act.transaction.run(
            "select pairing_id from live_pairing where mentor_code = $mentor "
            "and mentee_code = $mentee and indicator_code = $code "
            "and (to_date is null or to_date >= $day)",
            {"mentor": mentor, "mentee": mentee, "code": indicator, "day": from_date},
        )
        if running:
            raise Refused("这两个村已就这项指标结对，不必重复登记。")
        pairing_id = act.next_id("pairing", "pairing_id")
        act.transaction.add(
            "pairing",
            pairing_id=pairing_id,
            mentor_code=mentor,
            mentee_code=mentee,
            type=kind,
            star_code=star[0][0],
            from_date=from_date,
        )
        act.transaction.add("pairing_goal", pairing_id=pairing_id, indicator_code=indicator)
        act.transaction.add(
            "pairing_event",
            pairing_id=pairing_id,
            event="opened",
            event_date=from_date,
            reason="",
            recorded_at=act.now,
            **act.signature(),
        )
        act.subject = f"pairing {pairing_id}"
        act.detail = {"mentor": mentor, "mentee": mentee, "indicator": indicator}
    return pairing_id


def end_pair(actor: Actor, pairing_id: int, on_day: date, reason: str) -> None:
    """End a pair on a day, with a reason. It stays on the register until that day."""
    if not reason.strip():
        raise Refused("结束结对要写明理由。")
    with acting(actor, "pair") as act:
        rows = act.transaction.run(
            "select from_date, to_date from live_pairing where pairing_id = $id",
            {"id": pairing_id},
        )
        if not rows:
            raise Refused(f"没有第 {pairing_id} 号结对。")
        if on_day < rows[0][0]:
            raise Refused(f"结束日期早于结对日期 {rows[0][0]}，请改选。")
        if rows[0][1] is not None:
            raise Refused(f"这一对已定于 {rows[0][1]} 结束。")
        act.transaction.add(
            "pairing_event",
            pairing_id=pairing_id,
            event="ended",
            event_date=on_day,
            reason=reason.strip(),
            recorded_at=act.now,
            **act.signature(),
        )
        act.subject, act.detail = f"pairing {pairing_id}", {"reason": reason.strip()}
