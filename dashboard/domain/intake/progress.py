"""How far the reading of a long file is, and the way to stop it."""

from __future__ import annotations

from collections.abc import Callable

Watch = Callable[[str, int, int], None]
"""Told (stage, done, of) now and then; may raise Cancelled. Stages: ``read`` (bytes), ``judge``
(groups of cells), ``store`` (steps)."""


class Cancelled(Exception):
    """The user stopped it; nothing has been stored."""


def unwatched(_stage: str, _done: int, _of: int) -> None:
    """For nobody to see."""
