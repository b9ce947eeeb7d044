"""Exempting one village from one indicator: an upload of its own, as any list of exemptions."""

from __future__ import annotations

import csv
import io
from datetime import date

from dashboard.domain.actor import Actor
from dashboard.domain.errors import Refused
from dashboard.store import queries
from dashboard.store.commands.reason import reasoned
from dashboard.store.commands.receipt import Receipt
from dashboard.store.commands.upload import check, publish

HEADINGS = ("村代码", "村", "指标", "起", "止", "理由")


def grant_exemption(
    actor: Actor,
    village_code: str,
    indicator_code: str,
    from_date: date,
    to_date: date | None,
    reason: str,
) -> Receipt:
    """Exempt a village from an indicator from a day, to the end of another (None: for good). Refused
    without a reason, and for whatever a list of exemptions is refused for."""
    actor.require("upload_register")
    said = reasoned(reason, "免考")
    named = queries.villages().set_index("village_code")["village"].to_dict()
    if village_code not in named:
        raise Refused(f"本镇没有代码为“{village_code[:20]}”的村（社区）。")
    village = named[village_code]
    out = io.StringIO(newline="")
    cells = (village_code, village, indicator_code, from_date, to_date or "", said)
    csv.writer(out).writerows([HEADINGS, cells])
    name = f"免考_{village}_{indicator_code}_{from_date}.csv"
    verdict = check(out.getvalue().encode("utf-8-sig"), name)
    if verdict.problems:
        raise Refused("".join(one.message for one in verdict.problems))
    return publish(actor, verdict)
