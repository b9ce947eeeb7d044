"""What became of a file that was handed in."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.domain.intake import Notice, Problem

STRICT = "有提醒，因为 --strict 没有存入。"
"""Why a file without problems was not stored."""


@dataclass(frozen=True)
class Receipt:
    """'accepted', 'warned' or 'rejected', and the values stored. While a second person has to look
    at every file, nothing is stored yet: then ``draft_id`` is its number and ``message`` says so."""

    status: str
    values: int
    upload_id: int | None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    notices: tuple[Notice, ...] = ()
    draft_id: int | None = None
    message: str = ""

    def as_dict(self) -> dict[str, object]:
        """The form printed by ``import --json``."""
        told: dict[str, object] = {
            "status": self.status,
            "values": self.values,
            "upload_id": self.upload_id,
            "problems": [one.as_dict() for one in self.problems],
            "warnings": [one.as_dict() for one in self.warnings],
            "notices": [one.as_dict() for one in self.notices],
        }
        if self.draft_id is not None:
            told |= {"draft_id": self.draft_id, "message": self.message}
        return told
