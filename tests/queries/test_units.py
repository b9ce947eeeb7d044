"""The view of units on a day against the naive telling, on random lists and changes."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.store import database, stored
from dashboard.store.act import utc_now
from dashboard.store.database import Database
from tests.queries.naive_units import Event, Listed, on_day
from tests.towns import bare_store

CODES = ["410902101200", "410902101201", "410902101202"]
START = date(2022, 6, 1)
days = st.integers(0, 12).map(lambda n: START + timedelta(days=n))
words = st.sampled_from(["东", "西", "南"])
lists = st.lists(
    st.builds(Listed, st.sampled_from(CODES), words, st.none() | words, st.none() | words,
              st.none() | days, st.none() | days),
    max_size=3, unique_by=lambda one: one.code,
)  # fmt: skip
TOLD = {
    "founded": lambda word: {"name": word, "area_group": word, "liaison_post": word},
    "renamed": lambda word: {"name": word},
    "regrouped": lambda word: {"area_group": word},
    "liaison": lambda word: {"liaison_post": word},
    "merged": lambda word: {},
    "abolished": lambda word: {},
}
changes = st.tuples(
    st.sampled_from(CODES), st.sampled_from(list(TOLD)), days, st.sampled_from(["", "甲", "乙"])
)


def build(listed: list[Listed], events: list[Event], withdrawn: set[int]) -> Database:
    store = bare_store()
    with store.write() as transaction:
        for one in listed:
            transaction.add(
                "village", village_code=one.code, name=one.name, category="村",
                area_group=one.area_group, liaison_post=one.liaison_post,
                valid_from=one.valid_from, valid_to=one.valid_to,
            )  # fmt: skip
        for event in events:
            transaction.add(
                "village_event", event_id=event.number, village_code=event.code,
                event=event.event, event_date=event.day, name=event.name or None,
                category="村" if event.event == "founded" else None,
                area_group=event.area_group or None, liaison_post=event.liaison_post,
                into_code=CODES[0] if event.event == "merged" else None, reason="r",
                actor_name="a", actor_role="b", recorded_at=utc_now(),
            )  # fmt: skip
        for number in withdrawn:
            transaction.add(
                "village_event_withdrawal", event_id=number, reason="r", actor_name="a",
                actor_role="b", recorded_at=utc_now(),
            )  # fmt: skip
        stored.refresh_villages(transaction)
    return store


@settings(max_examples=30, deadline=None)
@given(lists, st.lists(changes, max_size=8), st.sets(st.integers(1, 8), max_size=3))
def test_units_on_a_day_are_as_told(listed, told, gone) -> None:
    events = [
        Event(number, code, kind, day, **{
            name: value if value or name == "liaison_post" else None
            for name, value in TOLD[kind](word).items()
        })
        for number, (code, kind, day, word) in enumerate(told, 1)
    ]  # fmt: skip
    store = build(listed, events, {one for one in gone if one <= len(events)})
    try:
        live = [one for one in events if one.number not in gone]
        for step in range(-1, 14):
            day = START + timedelta(days=step)
            rows = store.ask(
                "select village_code, village, area_group, liaison_post from village_on_day "
                "where as_of = $day",
                {"day": day},
            )[1]
            shown = [
                tuple(None if one != one else one for one in row)
                for row in rows.itertuples(index=False)
            ]
            assert len(shown) == len(set(shown))
            assert set(shown) == on_day(day, listed, live)
        newest = store.ask("select village_code from live_village", {})[1]["village_code"]
        ever = {one.code for one in listed} | {one.code for one in live if one.event == "founded"}
        assert sorted(newest) == sorted(ever)
    finally:
        database.use(None)
        store.close()
