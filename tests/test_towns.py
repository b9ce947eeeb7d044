"""The copied town is the town that would have been made anew."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dashboard.store import database, instance
from dashboard.store.commands.setup import SAMPLE_TOWNSHIP, fill
from dashboard.store.database import Database
from tests.conftest import report
from tests.towns import bare_store, empty_town

CATALOGUE = (
    "select table_name, column_name, data_type, is_nullable, column_default, column_index "
    "from duckdb_columns() where not internal order by all",
    "select view_name, sql from duckdb_views() where not internal order by all",
    "select table_name, constraint_type, constraint_text from duckdb_constraints() order by all",
    "select index_name, sql from duckdb_indexes() order by all",
    "select sequence_name, start_value, last_value from duckdb_sequences() order by all",
)
CLOCK = ("recorded_at", "applied_at", "hash", "previous_hash", "last_hash")


def told(store: Database) -> dict[str, str]:
    """Everything a database holds, without the moments at which it was written and
    the chained hashes over them."""
    found = {sql: store.ask(sql, {})[1].to_csv() for sql in CATALOGUE}
    for (name,) in store.ask(
        "select table_name from duckdb_tables() where not internal order by all", {}
    )[1].itertuples(index=False):
        rows = store.ask(f"select * from {name} order by all", {})[1]
        found[name] = rows.drop(columns=list(CLOCK), errors="ignore").to_csv()
    return found


@pytest.fixture
def fresh() -> Iterator[Database]:
    store = instance.open_store(":memory:")
    yield store
    database.use(None)
    store.close()


def test_a_copied_town_is_a_made_one(fresh: Database) -> None:
    bare = bare_store()
    assert told(bare) == told(fresh)
    bare.close()
    fill(fresh, SAMPLE_TOWNSHIP, demonstration=False)
    first = empty_town()
    assert told(first) == told(fresh)
    report("村,日期,E02\n瓦岗,2022-07-04,58\n")
    assert told(first) != told(fresh)
    first.close()
    second = empty_town()
    assert told(second) == told(fresh)
    second.close()
