"""Pairs by hand: put one on the register, end one. Both leave a signed event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.domain.actor import Actor
from dashboard.domain.errors import Refused
from dashboard.store.act import Act, acting


@dataclass(frozen=True)
class Pair:
    """Two villages to be paired on one indicator; ``to_date`` None: until further notice."""

    mentor: str
    mentee: str
    kind: str
    indicator: str
    from_date: date
    to_date: date | None = None


def add_pair(
    actor: Actor, mentor: str, mentee: str, kind: str, indicator: str, from_date: date
) -> int:
    """Pair two villages on one indicator; returns the pair's number. Refused as by register()."""
    with acting(actor, "pair") as act:
        pairing_id = register(act, Pair(mentor, mentee, kind, indicator, from_date))
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


def register(act: Act, pair: Pair, upload_id: int | None = None) -> int:
    """Put a pair on the register, by hand or from a file; returns its number. Refused for a village
    with itself, an indicator outside the five stars, or a pair that runs at the same time."""
    if pair.mentor == pair.mentee:
        raise Refused("帮方和受方是同一个村，请改选。")
    star = act.transaction.run(
        "select star_code from indicator where indicator_code = $code and star_code is not null",
        {"code": pair.indicator},
    )
    if not star:
        raise Refused(f"“{pair.indicator}”不属于任何一颗星，不能作结对目标。")
    for _, from_date, _ in _running(act, pair):
        raise Refused(
            f"{pair.mentor} 和 {pair.mentee} 已就“{pair.indicator}”从 {from_date} 起结对，"
            "不必重复登记。要改，请先结束原来的结对。"
        )
    pairing_id = act.next_id("pairing", "pairing_id")
    act.transaction.add(
        "pairing",
        pairing_id=pairing_id,
        mentor_code=pair.mentor,
        mentee_code=pair.mentee,
        type=pair.kind,
        star_code=star[0][0],
        from_date=pair.from_date,
        to_date=pair.to_date,
        upload_id=upload_id,
    )
    act.transaction.add("pairing_goal", pairing_id=pairing_id, indicator_code=pair.indicator)
    return pairing_id


def is_registered(act: Act, pair: Pair) -> bool:
    """Whether the very same pair runs already. An open end in a file does not contradict an end
    that was set since."""
    return any(
        kind == pair.kind and from_date == pair.from_date and pair.to_date in (None, to_date)
        for kind, from_date, to_date in _running(act, pair)
    )


def _running(act: Act, pair: Pair) -> list[tuple[str, date, date | None]]:
    """Kind, start and end of the pairs of these villages on this indicator in the same time."""
    rows = act.transaction.run(
        "select type, from_date, to_date from live_pairing where mentor_code = $mentor "
        "and mentee_code = $mentee and indicator_code = $code "
        "and (to_date is null or to_date >= $from_date) "
        "and ($to_date is null or from_date <= $to_date)",
        {
            "mentor": pair.mentor,
            "mentee": pair.mentee,
            "code": pair.indicator,
            "from_date": pair.from_date,
            "to_date": pair.to_date,
        },
    )
    return [(str(kind), start, end) for kind, start, end in rows]


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
