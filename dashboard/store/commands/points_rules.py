"""What an entry of 观摩积分 must not contradict: the day, the year, the star, the villages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from dashboard.domain import points
from dashboard.domain.actor import TASK_FORCE, Actor
from dashboard.domain.errors import Refused
from dashboard.store import definitions
from dashboard.store.act import Act
from dashboard.store.commands.knowing import business_today


def check_day(act: Act, day: date) -> None:
    """Refused for a day ahead, in a quarter that takes no entries any more, or in a closed year."""
    points.check_open(day, business_today(), definitions.points())
    check_year(act, day)


def check_year(act: Act, day: date) -> None:
    """Refused for a day of a year that is closed."""
    closed = act.transaction.run(
        "select year from closed_year where $day between from_date and to_date", {"day": day}
    )
    if closed:
        raise Refused(f"{closed[0][0]} 年度已经关闭，{day} 的积分不能再动。要改请先重开年度。")


def check_star(act: Act, actor: Actor, star: str) -> None:
    """Refused for an unknown star, or, to a task force with a star of its own, for another."""
    if star and not act.transaction.run(
        "select 1 from star where star_code = $star", {"star": star}
    ):
        raise Refused(f"没有“{star}”这颗星，请改选。")
    if actor.role == TASK_FORCE and actor.scope and actor.scope != star:
        raise Refused("专班只能登记本专班那颗星的观摩和积分。请改选星，或由数据员办理。")


def check_villages(act: Act, codes: Sequence[str], day: date) -> dict[str, str]:
    """Code → name of the villages as on the day; Refused when one does not exist then."""
    if not codes:
        return {}
    rows: list[tuple[Any, ...]] = act.transaction.run(
        "select village_code, village from village_on_day where as_of = $day "
        "and list_contains($codes, village_code)",
        {"day": day, "codes": list(codes)},
    )
    names = {str(code): str(name) for code, name in rows}
    gone = [code for code in codes if code not in names]
    if gone:
        listed: dict[str, str] = dict(
            act.transaction.run("select village_code, village from live_village")
        )
        raise Refused(
            f"“{listed.get(gone[0], gone[0])}”在 {day} 不在村名册里，不能计分。请核对日期和村。"
        )
    return names
