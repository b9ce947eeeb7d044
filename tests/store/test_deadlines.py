"""The deadlines in the database are those of the file, so that views may use them."""

from __future__ import annotations

from dashboard.store import definitions
from dashboard.store.database import Database


def test_definitions_hold_levels_and_days(town: Database) -> None:
    known = definitions.deadlines()
    _, levels = town.ask("select * from escalation order by level_order", {})
    assert levels.to_dict("list") == {
        "level_order": list(range(1, len(known.escalation) + 1)),
        "name": [one.name for one in known.escalation],
        "from_days": [one.from_days for one in known.escalation],
    }
    _, setting = town.ask("select * from deadline_setting", {})
    assert setting.to_dict("records") == [{"soon_days": known.soon_days}]
