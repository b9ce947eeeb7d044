"""A problem found in a file: a value, collected with all others and shown at once.

Kinds: empty, encoding, not_a_table, too_large, private_data, missing_column, ragged_row,
unknown_village, unknown_indicator, unknown_star, not_a_number, not_a_date, out_of_range, duplicate,
no_date, date_conflict, missing_cell; as warnings: rate_mismatch, future_date.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One problem. ``row`` is the record number with the header as 1 (None: the whole file),
    ``column`` the heading, ``cell`` the text found; ``message`` says in Chinese what is wrong
    and how to cure it."""

    row: int | None
    column: str | None
    cell: str | None
    kind: str
    message: str

    def as_dict(self) -> dict[str, object]:
        """The form printed by ``import --json``."""
        return {
            "row": self.row,
            "column": self.column,
            "cell": self.cell,
            "kind": self.kind,
            "message": self.message,
        }
