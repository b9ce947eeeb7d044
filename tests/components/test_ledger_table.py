"""短板台账 as a table: what closing an item alone wins is what the page of the shortfalls says."""

from __future__ import annotations

from datetime import date

from dashboard.components import ledger_table
from dashboard.components.ledger_day import Ledger
from dashboard.domain.ledger import SHORTFALL
from dashboard.store import queries
from dashboard.store.database import Database

DAY = date(2022, 11, 14)


def test_what_an_item_wins_is_what_its_shortfall_wins(demo: Database) -> None:
    rows = queries.ledger(DAY)
    rows = rows[rows["kind"] == SHORTFALL]
    drawn = ledger_table.build(rows, SHORTFALL, Ledger(DAY, queries.ledger(DAY), None, True))
    winning = {
        (one.village_code, one.star_code, one.indicator_code)
        for one in queries.shortfalls(DAY).itertuples()
        if one.stars_gained > 0
    }
    keys = list(zip(rows["village_code"], rows["star_code"], rows["indicator_code"], strict=True))
    assert list(drawn["补齐"]) == ["★ +1" if key in winning else "" for key in keys]
    assert "★ +1" in set(drawn["补齐"])
