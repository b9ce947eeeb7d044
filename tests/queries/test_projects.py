"""The colours of projects against the naive telling, on random plans that are moved, done and taken
back; and the money of a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.store import definitions, reader
from dashboard.store.act import utc_now
from dashboard.store.commands.setup import SAMPLE_TOWNSHIP, fill
from dashboard.store.database import Database, Transaction
from dashboard.store.instance import open_database
from tests.queries.naive_projects import Told, stands

START = date(2022, 7, 1)
ITEMS = [one.code for one in definitions.project_rules().items]
days = st.integers(0, 24).map(lambda n: START + timedelta(days=n))
since = st.none() | days
rows_of = st.tuples(st.integers(1, 6), days, st.integers(0, 20), since)
steps_of = st.tuples(st.integers(1, 6), st.sampled_from("甲乙丙"), days, st.none() | days, since)
looks_of = st.tuples(
    st.integers(1, 6), st.sampled_from([*ITEMS[:2], "rest"]), days, st.booleans()
)  # fmt: skip


@pytest.fixture(scope="module")
def empty_town() -> Database:
    store = open_database(":memory:")
    fill(store, SAMPLE_TOWNSHIP, demonstration=False)
    return store


def put(tx: Transaction, projects: list[Told], steps: list[Told], looks: list[Told]) -> None:
    signed: dict[str, Any] = {"actor_name": "a", "actor_role": "b", "recorded_at": utc_now()}
    every = {row.upload: row.lives for row in [*projects, *steps, *looks]}
    for number, lives in every.items():
        tx.add("upload", upload_id=number, content="projects", file_name="f", sha256=str(number),
               encoding="", as_of=None, mapping="", value_count=1, is_sample=False,
               **signed)  # fmt: skip
        if not lives:
            tx.add("upload_withdrawal", upload_id=number, reason="r", **signed)
    where = {"village_code": "410902101225", "star_code": "ecology", "owner_post": "岗位"}
    for place, row in enumerate(projects):
        tx.add("project", upload_id=row.upload, row_number=place, project_code="P", project="管网",
               starts_on=row.first, ends_on=row.second, since=row.since, **where)  # fmt: skip
    for place, row in enumerate(steps):
        tx.add("milestone", upload_id=row.upload, row_number=place, project_code="P",
               milestone=row.key, phase="施工", planned_on=row.first, done_on=row.second,
               since=row.since)  # fmt: skip
    for place, row in enumerate(looks):
        tx.add("acceptance", upload_id=row.upload, row_number=place, project_code="P",
               item_code=row.key, is_passed=row.is_passed, checked_on=row.first)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(
    st.lists(rows_of, min_size=1, max_size=3, unique_by=lambda one: one[0]),
    st.lists(steps_of, max_size=6, unique_by=lambda one: one[:2]),
    st.lists(looks_of, max_size=4, unique_by=lambda one: one[:3]),
    st.sets(st.integers(1, 6), max_size=2),
)
def test_a_project_stands_as_told(empty_town, told, done, seen, gone) -> None:
    projects = [Told(n, n not in gone, "P", first, first + timedelta(days=length), from_day)
                for n, first, length, from_day in told]  # fmt: skip
    steps = [Told(n, n not in gone, name, planned, day, from_day)
             for n, name, planned, day, from_day in done]  # fmt: skip
    looks = [Told(n, n not in gone, code, day, is_passed=passed)
             for n, item, day, passed in seen
             for code in ([item] if item != "rest" else ITEMS[2:])]  # fmt: skip
    with empty_town.rehearse() as tx:
        put(tx, projects, steps, looks)
        for day in (START, START + timedelta(days=9), START + timedelta(days=40)):
            rows = tx.ask(reader.sql("projects"), {"as_of": day, "soon_days": 7})
            expected = stands(projects, steps, looks, day, len(ITEMS))
            if expected is None:
                assert rows.empty
                continue
            state, late, following = expected
            row = rows.iloc[0]
            assert (row["state"], row["days_late"]) == (state, late)
            assert row["colour"] == {"done": "green", "late": "red"}.get(state, "yellow")
            assert (None if pd.isna(row["next_on"]) else row["next_on"].date()) == following
            near = following is not None and (following - day).days <= 7
            assert bool(row["is_soon"]) == near
