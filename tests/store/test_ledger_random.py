"""The loop of data and ledger under random reports, withdrawals and acts: never two open items for
one cause, never an item whose reason is gone, and every history replays to what is shown."""

from __future__ import annotations

import os
from collections import Counter
from contextlib import suppress
from datetime import date, timedelta
from unittest.mock import patch

import pandas as pd
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from dashboard.domain import ledger
from dashboard.domain.errors import Refused
from dashboard.store import commands, database, queries
from dashboard.store.commands import Deed, Finding
from tests.conftest import report
from tests.store.ledger import (
    ADMINISTRATOR,
    BRANCH,
    ECOLOGY,
    OFFICER,
    WAGANG,
    WAWU,
    planned,
    reported,
)
from tests.towns import empty_town

START = date(2022, 7, 4)
NAMES = {WAGANG: "瓦岗", WAWU: "瓦屋"}
LIMITS = {"E02": 45, "E03": 100}
"""Two mandatory shares of 生态宜居, enough from there on (requirements.toml)."""
CAUSES = [(village, indicator) for village in NAMES for indicator in LIMITS]
ACTORS = (OFFICER, ADMINISTRATOR, ECOLOGY, BRANCH)
SAYS = {
    "progress": {"note": "在办"}, "apply": {"evidence": "现场", "measure": "修"},
    "return": {"note": "不够"}, "reopen": {"note": "回头看"}, "void": {"note": "重复"},
    "assign": {"owner_post": "镇村建办主任"}, "claim": {"measure": "修"}, "press": {"note": "抓紧"},
}  # fmt: skip


class Loop(RuleBasedStateMachine):
    """A town that plans 生态宜居 for 瓦岗, and for 瓦屋 by last year's grade."""

    @initialize()
    def found(self) -> None:
        self.store = empty_town()
        self.day = START
        self.uploads: dict[int, tuple[str, str, date, float]] = {}
        self.clock = patch.dict(os.environ, {"XINGTU_TODAY": str(self.day)})
        self.clock.start()
        planned()
        report("村,年度,级别,事件,理由,文号\n瓦屋,2021,5,晋星,定级,1号\n", "定级.csv")

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.clock.stop()
            database.use(None)
            self.store.close()

    @rule(days=st.sampled_from([1, 7, 7, 30]))
    def time_passes(self, days: int) -> None:
        self.day += timedelta(days)
        os.environ["XINGTU_TODAY"] = str(self.day)

    @rule(
        cause=st.sampled_from(CAUSES),
        value=st.sampled_from([20, 30, 100]),
        ago=st.sampled_from([0, 0, 0, 3, 9]),
    )
    def data_come(self, cause: tuple[str, str], value: float, ago: int) -> None:
        day = self.day - timedelta(ago)
        told = reported(day, value, NAMES[cause[0]], cause[1])
        assert not told.problems
        assert told.upload_id is not None
        self.uploads[told.upload_id] = (*cause, day, value)

    @precondition(lambda self: self.uploads)
    @rule(data=st.data())
    def an_upload_is_withdrawn(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.uploads)))
        commands.withdraw(OFFICER, number, "报错")
        del self.uploads[number]

    @rule(cause=st.sampled_from(CAUSES))
    def one_is_taken_up(self, cause: tuple[str, str]) -> None:
        finding = Finding(cause[0], indicator_code=cause[1])
        shown = queries.ledger(self.day)
        own = shown[(shown["village_code"] == cause[0]) & (shown["indicator_code"] == cause[1])]
        if own["is_open"].any():
            with pytest.raises(Refused, match="已在台账"):
                commands.open_items(OFFICER, [finding])
        else:
            commands.open_items(OFFICER, [finding])

    @rule(number=st.integers(1, 6), who=st.sampled_from(ACTORS), data=st.data())
    def somebody_acts(self, number: int, who: object, data: st.DataObject) -> None:
        action = data.draw(st.sampled_from(sorted(SAYS)))
        self._try(number, who, action)

    @rule(number=st.integers(1, 6))
    def one_is_closed(self, number: int) -> None:
        for who, action in ((ECOLOGY, "claim"), (ECOLOGY, "apply"), (OFFICER, "accept")):
            self._try(number, who, action)

    def _try(self, number: int, who: object, action: str) -> None:
        with suppress(Refused):  # what may be done is another test's matter
            commands.act_on(who, Deed(action, **SAYS.get(action, {})), {number: None})

    @invariant()
    def the_ledger_is_sound(self) -> None:
        if not hasattr(self, "store"):
            return
        events = self.store.ask("select * from ledger_event order by event_id", {})[1]
        items = self.store.ask("select * from ledger_item", {})[1].set_index("item_id")
        assert set(events["item_id"]) == set(items.index)
        shown = queries.ledger(self.day).set_index("item_id")["state"]
        open_causes: Counter[tuple[str, str]] = Counter()
        for number, own in events.groupby("item_id"):
            item = items.loc[number]
            last = ledger.replay(item["kind"], own["action"])
            assert last == own["state"].iloc[-1]
            assert last == shown.get(number, ledger.TAKEN_BACK)
            assert own["event_date"].is_monotonic_increasing
            if last in ledger.OPEN:
                open_causes[item["village_code"], item["indicator_code"]] += 1
                self._no_orphan(own)
            self._nobody_accepted_his_own(own)
        assert not [cause for cause, count in open_causes.items() if count > 1]
        for cause in self._red():
            assert open_causes[cause] or self._known_when_closed(events, items, cause), cause

    def _no_orphan(self, own: pd.DataFrame) -> None:
        """An item that data put on the ledger rests on an upload that counts."""
        opening = own[own["action"].isin(["open", "restore", "relapse", "reopen"])].iloc[-1]
        if opening["is_automatic"]:
            assert int(opening["upload_id"]) in self.uploads

    def _nobody_accepted_his_own(self, own: pd.DataFrame) -> None:
        worked: set[str] = set()
        for action, name in zip(own["action"], own["actor_name"], strict=True):
            if action in ("open", *ledger.RELAPSES):
                worked = set()
            if action in ("claim", "progress", "apply"):
                worked.add(name)
            assert action != "accept" or name not in worked

    def _red(self) -> list[tuple[str, str]]:
        """What a plain reading of the live uploads says is unmet in the newest week and fresh."""
        if not self.uploads:
            return []
        newest = max(day for _, _, day, _ in self.uploads.values())
        review = newest + timedelta(-newest.weekday() % 7)
        red = []
        for cause in CAUSES:
            own = [
                (day, number, value)
                for number, (*at, day, value) in self.uploads.items()
                if tuple(at) == cause
            ]
            if own:
                day, _, value = max(own)
                fresh = day > review - timedelta(7) and (self.day - day).days <= 14
                if fresh and value < LIMITS[cause[1]]:
                    red.append(cause)
        return red

    def _known_when_closed(
        self, events: pd.DataFrame, items: pd.DataFrame, cause: tuple[str, str]
    ) -> bool:
        """Whether the newest red value was there already when somebody closed the item, or is of an
        older day, or the item was struck off by hand after it."""
        own = items[
            (items["village_code"] == cause[0]) & (items["indicator_code"] == cause[1])
        ].index
        ends = events[events["item_id"].isin(own) & events["action"].isin(["accept", "void"])]
        if ends.empty:
            return False
        day, number = max((d, n) for n, (*at, d, _) in self.uploads.items() if tuple(at) == cause)
        brought = self.store.ask(
            "select recorded_at from upload where upload_id = $id", {"id": number}
        )[1].iloc[0, 0]
        return bool(
            (ends["recorded_at"] > brought).any() or (ends["event_date"].dt.date > day).any()
        )


TestLoop = Loop.TestCase
TestLoop.settings = settings(
    max_examples=6, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
