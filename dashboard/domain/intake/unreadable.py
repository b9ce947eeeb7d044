"""A file that cannot be taken as a whole."""

from __future__ import annotations

from dashboard.domain.intake.problem import Problem


class Unreadable(Exception):
    """The file as a whole cannot be taken; holds the one Problem that says why."""

    def __init__(self, kind: str, message: str, row: int | None = None) -> None:
        super().__init__(message)
        self.problem = Problem(row, None, None, kind, message)
