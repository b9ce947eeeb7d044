"""Long work beside the page: it is watched, and may be stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from dashboard.domain.intake.progress import Cancelled, Watch

T = TypeVar("T")


class Job(Generic[T]):
    """Work in a thread of its own. ``stage``, ``done`` and ``of`` say how far it is."""

    def __init__(self, work: Callable[[Watch], T]) -> None:
        self.stage, self.done, self.of = "", 0, 0
        self._stopped, self._ended = threading.Event(), threading.Event()
        self._result: T | None = None
        self._error: BaseException | None = None
        threading.Thread(target=self._run, args=(work,), daemon=True).start()

    def _run(self, work: Callable[[Watch], T]) -> None:
        try:
            self._result = work(self._watch)
        except BaseException as error:  # whatever it is, the page that waits shall raise it
            self._error = error
        finally:
            self._ended.set()

    def _watch(self, stage: str, done: int, of: int) -> None:
        self.stage, self.done, self.of = stage, done, of
        if self._stopped.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Stop it at its next word; what it has begun is undone."""
        self._stopped.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether it was told to stop; it may have ended before it heard."""
        return self._stopped.is_set()

    def has_ended(self, seconds: float = 0) -> bool:
        """Whether it has ended, waiting so long at most."""
        return self._ended.wait(seconds)

    def result(self) -> T | None:
        """What it found, None when it was cancelled; raises what it failed with."""
        if isinstance(self._error, Cancelled):
            return None
        if self._error is not None:
            raise self._error
        return self._result
