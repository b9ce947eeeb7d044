"""Views that are kept as tables because judging them anew at every read is too slow.

Their SQL stays where it is (queries/views), so that other engines read the same files; here it
fills a table of the view's name, in the transaction that changed what it is made of. The view
itself lives on as <name>_fresh, by which doctor proves that the two are equal.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from dashboard.settings import ROOT
from dashboard.store.database import Transaction

FOLDER = ROOT / "queries" / "views"
NAME = "value_span"
SOURCES = ("030_standing_value", "040_value_span")
# What one upload touches: only these villages' indicators are worked out again.
TOUCHED = (
    "select village_code, indicator_code from main.indicator_value where upload_id = $id "
    "union select village_code, indicator_code from main.correction where upload_id = $id"
)
REPORTED = ("indicator_value", "correction")


def is_stored(path: Path) -> bool:
    """Whether a file of queries/views is kept as a table."""
    return path.stem == SOURCES[-1]


def prepare(transaction: Transaction) -> None:
    """Make the table when it is not there or was made by another SQL than today's."""
    standing_value, value_span = _texts()
    transaction.script(f"create or replace view {NAME}_fresh as\n{value_span}")
    transaction.script("create table if not exists stored_view (name varchar, digest varchar)")
    digest = hashlib.sha256((standing_value + value_span).encode()).hexdigest()
    known = transaction.run("select digest from stored_view where name = $name", {"name": NAME})
    if known == [(digest,)]:
        return
    if transaction.run("select 1 from duckdb_views() where view_name = $name", {"name": NAME}):
        transaction.script(f"drop view {NAME}")
    rebuild(transaction)
    transaction.run("delete from stored_view where name = $name", {"name": NAME})
    transaction.add("stored_view", name=NAME, digest=digest)


def rebuild(transaction: Transaction) -> None:
    """Fill the table anew from everything."""
    transaction.script(f"create or replace table {NAME} as select * from {NAME}_fresh")


def refresh(transaction: Transaction, upload_id: int) -> None:
    """Work out again what an upload just published or withdrawn touches."""
    standing_value, value_span = _texts()
    key = {"id": upload_id}
    transaction.run(
        f"delete from {NAME} using ({TOUCHED}) as touched "
        f"where {NAME}.village_code = touched.village_code "
        f"and {NAME}.indicator_code = touched.indicator_code",
        key,
    )
    narrowed = ", ".join(
        f"{table} as (select reported.* from main.{table} as reported inner join touched "
        "on reported.village_code = touched.village_code "
        "and reported.indicator_code = touched.indicator_code)"
        for table in REPORTED
    )
    transaction.run(
        f"insert into {NAME} with touched as ({TOUCHED}), {narrowed}, "
        f"standing_value as (\n{standing_value}\n), {value_span.removeprefix('with ')}",
        key,
    )


def _texts() -> tuple[str, str]:
    """The SQL of both views without the comments above."""
    texts = ((FOLDER / f"{name}.sql").read_text("utf-8") for name in SOURCES)
    first, second = (re.sub(r"^(--.*\n)+", "", text) for text in texts)
    return first, second
