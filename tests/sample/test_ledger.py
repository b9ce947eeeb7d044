"""The demonstration's ledger: 70-odd items over the half-year, opened and closed by its own data."""

from __future__ import annotations

from datetime import date

from dashboard.store import queries
from dashboard.store.database import Database

END = date(2022, 12, 26)


def test_it_holds_what_the_town_told_of(demo: Database) -> None:
    rows = queries.ledger(END)
    assert 70 <= len(rows) < 80
    own = rows[rows["kind"] == "shortfall"]
    assert own["is_automatic"].mean() > 0.6
    assert {"unclaimed", "rectifying", "applied", "closed"} <= set(own["state"])
    assert 35 <= (rows["state"] == "closed").sum() <= 45
    assert set(rows["colour"]) == {"green", "yellow", "red"}
    assert {"督办", "挂牌"} <= set(rows["escalation"])
    assert (rows["relapse_count"] > 0).any()
    assert rows["needs_county"].any()
    assert (rows["kind"] == "report").sum() >= 5


def test_what_opened_by_itself_was_red_and_what_closed_by_data_was_green(demo: Database) -> None:
    for item in queries.ledger(END).query("is_automatic").itertuples():
        events = queries.ledger_events(item.item_id)
        opened = events[events["action"] == "open"].iloc[0]
        day = opened["event_date"].date()
        on_day = queries.ledger(day).set_index("item_id").loc[item.item_id]
        assert (on_day["state_now"], on_day["value"]) == ("unmet", opened["value"])
        told = events[events["action"] == "apply"]["evidence"].iloc[-1:]
        if item.state == "closed" and told.str.endswith("已达标").all():
            closed = queries.ledger(item.closed_on.date()).set_index("item_id").loc[item.item_id]
            assert closed["state_now"] == "met"


def test_nobody_accepted_his_own(demo: Database) -> None:
    for number in queries.ledger(END)["item_id"]:
        worked: set[str] = set()
        for event in queries.ledger_events(int(number)).itertuples():
            worked |= (
                {event.actor_name} if event.action in ("claim", "progress", "apply") else set()
            )
            assert event.action != "accept" or event.actor_name not in worked
