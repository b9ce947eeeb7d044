"""How costly the town holds an indicator to move: set its class, or go back to the seed's."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.domain.actor import Actor
from dashboard.domain.effort import CLASSES
from dashboard.domain.errors import Refused
from dashboard.store import definitions
from dashboard.store.act import acting


def set_effort(actor: Actor, classes: Mapping[str, int | None]) -> int:
    """Set the cost class of indicators, None = as the seed says; returns how many changed. What
    already is so is not recorded again. Refused as a whole for an unknown indicator or class."""
    campaign = definitions.campaign()
    named = {one.code: one.name for one in campaign.indicators if one.kind != "count"}
    for code, wanted in classes.items():
        if code not in named:
            raise Refused(f"没有代码为“{code[:20]}”的考核指标。")
        if wanted is not None and wanted not in CLASSES:
            raise Refused(
                f"“{named[code]}”的难易只能是 1（易）、2（中）、3（难），不能是 {wanted}。"
            )
    with acting(actor, "effort") as act:
        rows = act.transaction.run("select indicator_code, cost_class from live_effort")
        now = {str(code): int(one) for code, one in rows}
        changed = {code: one for code, one in classes.items() if now.get(code) != one}
        if not changed:
            raise Refused("难易没有改动，不用保存。")
        for code, wanted in changed.items():
            act.transaction.add(
                "indicator_effort",
                effort_id=act.next_id("indicator_effort", "effort_id"),
                indicator_code=code,
                cost_class=wanted,
                recorded_at=act.now,
                **act.signature(),
            )
        act.subject, act.detail = "effort", {"cost_class": changed}
    return len(changed)
