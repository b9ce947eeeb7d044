"""Steps that data take on items of the ledger, worked out one by one and written in one piece: what a
large town's first report brought is thousands of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from dashboard.domain import ledger
from dashboard.store.act import Act
from dashboard.store.commands import ledger_rules as rules
from dashboard.store.commands.ledger_rules import Item


class Steps:
    """The steps of one act, all of one day."""

    def __init__(self, act: Act, today: date) -> None:
        self._act = act
        self._today = today
        self._items: dict[int, Item] = {}
        self._rows: list[dict[str, Any]] = []

    def know(self, ids: Iterable[int]) -> None:
        """Read where the items stand on which steps will be taken."""
        self._items = rules.standing(self._act.transaction, ids)

    def take(self, item_id: int, action: str, not_before: date, **values: Any) -> str:
        """Take a step, dated with the day or ``not_before`` if that is later; returns the state it
        leads to. ValueError when the act is not due in the item's state."""
        item, day = self._items[item_id], max(self._today, not_before)
        if action in ledger.RELAPSES:
            values = rules.schedule(item.severity, day) | values
        self._rows.append(rules.event(self._act, item, item_id, action, day, **values))
        state, states = ledger.after(item.at.kind, action, item.at.state, item.at.states)
        self._items[item_id] = replace(item, at=replace(item.at, state=state, states=states))
        return state

    def write(self) -> None:
        """Write the steps taken."""
        rules.write(self._act, self._rows)
        self._rows = []
