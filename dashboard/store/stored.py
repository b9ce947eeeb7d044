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
# Name of the kept view → the files it is made of, its own last.
KEPT = {
    "value_span": ("030_standing_value", "040_value_span"),
    "village_life": ("015_listed_village", "018_live_village_event", "020_village_life"),
    "village_span": (
        "015_listed_village", "018_live_village_event", "020_village_life", "022_village_span",
    ),
    "live_village": (
        "015_listed_village", "018_live_village_event", "020_village_life", "022_village_span",
        "024_live_village",
    ),
    "requirement_span": ("050_requirement_span",),
    "star_rule_span": ("052_star_rule_span",),
    "rule_span": ("054_switch_span", "056_rule_span"),
    "tier_span": ("058_tier_span",),
    "live_exempt": ("010_live_upload", "065_live_exempt"),
    "closed_year": ("067_closed_year",),
    "final_value": ("068_final_value",),
    "live_award": ("010_live_upload", "091_live_award"),
    "live_appraisal": ("010_live_upload", "092_live_appraisal"),
    "live_level_exception": ("010_live_upload", "093_live_level_exception"),
    "level_last_year": ("094_level_last_year",),
}  # fmt: skip
# What is known of village units changes with lists and changes only, and every read and every check of
# a file asks for it.
VILLAGES = ("village_life", "village_span", "live_village")
# The others are small, and asked a dozen times by every judgement: they are filled anew, in this
# order, whenever anything they are made of changed.
RULES = tuple(name for name in KEPT if name not in ("value_span", *VILLAGES))
# What one upload touches: only these villages' indicators are worked out again.
TOUCHED = (
    "select village_code, indicator_code from main.indicator_value where upload_id = $id "
    "union select village_code, indicator_code from main.correction where upload_id = $id"
)
REPORTED = ("indicator_value", "correction")


def kept_name(path: Path) -> str | None:
    """The name of the view if a file of queries/views is kept as a table, else None."""
    return next((name for name, files in KEPT.items() if files[-1] == path.stem), None)


def prepare(transaction: Transaction, name: str) -> None:
    """Make the table when it is not there or was made by another SQL than today's."""
    texts = _texts(name)
    transaction.script(f"create or replace view {name}_fresh as\n{texts[-1]}")
    transaction.script("create table if not exists stored_view (name varchar, digest varchar)")
    digest = hashlib.sha256("".join(texts).encode()).hexdigest()
    known = transaction.run("select digest from stored_view where name = $name", {"name": name})
    if known == [(digest,)]:
        return
    if transaction.run("select 1 from duckdb_views() where view_name = $name", {"name": name}):
        transaction.script(f"drop view {name}")
    _fill(transaction, name)
    transaction.run("delete from stored_view where name = $name", {"name": name})
    transaction.add("stored_view", name=name, digest=digest)


def rebuild(transaction: Transaction) -> None:
    """Fill the tables anew from everything."""
    for name in KEPT:
        _fill(transaction, name)


def refresh(transaction: Transaction, upload_id: int) -> None:
    """Work out again what an upload just published or withdrawn touches."""
    key = {"id": upload_id}
    content = transaction.run("select content from upload where upload_id = $id", key)
    if transaction.run("select 1 from village where upload_id = $id limit 1", key):
        refresh_villages(transaction)
    standing_value, value_span = _texts("value_span")
    transaction.run(
        f"delete from value_span using ({TOUCHED}) as touched "
        "where value_span.village_code = touched.village_code "
        "and value_span.indicator_code = touched.indicator_code",
        key,
    )
    narrowed = ", ".join(
        f"{table} as (select reported.* from main.{table} as reported inner join touched "
        "on reported.village_code = touched.village_code "
        "and reported.indicator_code = touched.indicator_code)"
        for table in REPORTED
    )
    transaction.run(
        f"insert into value_span with touched as ({TOUCHED}), {narrowed}, "
        f"standing_value as (\n{standing_value}\n), {value_span.removeprefix('with ')}",
        key,
    )
    if content != [("values",)]:
        refresh_rules(transaction)
    elif transaction.run("select 1 from closed_year limit 1"):
        _refill(transaction, "final_value")


def refresh_rules(transaction: Transaction) -> None:
    """Fill anew what rules, exemptions, awards and closed years come to."""
    for name in RULES:
        _refill(transaction, name)


def refresh_villages(transaction: Transaction) -> None:
    """Work out what is known of all village units again: they are few."""
    for name in VILLAGES:
        _refill(transaction, name)


def _refill(transaction: Transaction, name: str) -> None:
    transaction.run(f"delete from {name}")
    transaction.run(f"insert into {name} by name select * from {name}_fresh")


def _fill(transaction: Transaction, name: str) -> None:
    transaction.script(f"create or replace table {name} as select * from {name}_fresh")


def _texts(name: str) -> list[str]:
    """The SQL of the files a kept view is made of, without the comments above."""
    texts = ((FOLDER / f"{file}.sql").read_text("utf-8") for file in KEPT[name])
    return [re.sub(r"^(--.*\n)+", "", text) for text in texts]
