"""The day the ledger is shown as of, whether one may act on what it shows, and which item is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from dashboard.components import view
from dashboard.components.view import View
from dashboard.domain import ledger
from dashboard.store import commands, queries


@dataclass(frozen=True)
class Ledger:
    """The ledger of a day: every item, the days of the page's head (None without data), and whether
    the day is the present one. Whoever looks at a past day only reads."""

    day: date
    rows: pd.DataFrame
    head: View | None
    is_now: bool

    def of(self, kind: str) -> pd.DataFrame:
        """The items of one kind."""
        return self.rows[self.rows["kind"] == kind]

    @property
    def shortfalls(self) -> pd.DataFrame:
        """The items that are shortfalls."""
        return self.of(ledger.SHORTFALL)

    def row(self, item_id: int) -> dict[str, object] | None:
        """One item, or None for one that is not on it."""
        found = self.rows[self.rows["item_id"] == item_id]
        return None if found.empty else dict(found.iloc[0])


FILTERS = ("kind", "show", "village", "star", "area", "post", "source", "category", "only")
"""What narrows the ledger's table, as the URL calls it."""


def address(**more: str) -> dict[str, str]:
    """The URL of the ledger's table with these choices and no other: a filter left from an earlier
    look would hide what one is led to."""
    return {**dict.fromkeys(FILTERS, ""), "tab": "list", "item": "", **more}


def current() -> Ledger:
    """The ledger of the day in the URL. The newest day of data stands for today: what is done after
    the last report must be seen at once."""
    head = view.current()
    today = commands.business_today()
    if head is None:
        return Ledger(today, queries.ledger(today), None, True)
    is_now = head.as_of >= head.days[0]
    day = max(head.as_of, today) if is_now else head.as_of
    return Ledger(day, queries.ledger(day), head, is_now)


def put_item(item: str) -> None:
    """Open an item below the table, by what was done on the page."""
    view.put("item", item)
    st.session_state["ledger_picked"] = item


def is_linked() -> bool:
    """Whether the item in the URL came with it, and was not picked on the page."""
    asked = view.get("item")
    return bool(asked) and asked != st.session_state.get("ledger_picked")
