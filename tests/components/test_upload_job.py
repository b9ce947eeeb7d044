"""Work beside the page: watched, stopped, and never silent about how it ended."""

from __future__ import annotations

import threading

import pytest

from dashboard.components.upload.job import Job
from dashboard.domain.intake.progress import Watch

LONG = 10.0


def test_it_gives_what_it_found_and_says_how_far_it_was() -> None:
    def work(watch: Watch) -> int:
        watch("read", 3, 5)
        return 7

    job = Job(work)
    assert job.has_ended(LONG)
    assert (job.result(), job.stage, job.done, job.of) == (7, "read", 3, 5)


def test_it_stops_at_its_next_word() -> None:
    begun, go = threading.Event(), threading.Event()
    reached = []

    def work(watch: Watch) -> int:
        begun.set()
        go.wait(LONG)
        watch("judge", 1, 2)
        reached.append(True)
        return 7

    job = Job(work)
    assert begun.wait(LONG)
    assert not job.has_ended()
    job.cancel()
    go.set()
    assert job.has_ended(LONG)
    assert job.result() is None
    assert reached == []


def test_what_it_fails_with_is_raised_where_it_is_awaited() -> None:
    def work(_watch: Watch) -> int:
        raise ValueError("bad")

    job = Job(work)
    assert job.has_ended(LONG)
    with pytest.raises(ValueError, match="bad"):
        job.result()
