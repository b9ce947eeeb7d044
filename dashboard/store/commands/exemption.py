"""Exempting one village from one indicator: an upload of its own, as any list of exemptions."""

from __future__ import annotations

from datetime import date

from dashboard.domain.actor import Actor
from dashboard.domain.csv_file import table_csv
from dashboard.domain.errors import Refused
from dashboard.store.commands.by_hand import unit_name
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
    village = unit_name(village_code)
    cells = (village_code, village, indicator_code, from_date, to_date or "", said)
    name = f"免考_{village}_{indicator_code}_{from_date}.csv"
    verdict = check(table_csv(HEADINGS, [cells]), name)
    if verdict.problems:
        raise Refused("".join(one.message for one in verdict.problems))
    return publish(actor, verdict)
