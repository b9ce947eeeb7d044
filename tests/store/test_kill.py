"""kill -9 in the middle of a publish: nothing half there, nothing lost that was said to be stored."""

from __future__ import annotations

import multiprocessing
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType

import pytest

from dashboard.store import commands, database, doctor, instance, queries
from dashboard.store.database import Database
from tests.store.publisher import DAY, INDICATORS, publish_for_ever, value

KILLS = 50
MOST_PUBLISHED = 2  # in one life, before the one that is cut off
MOST_DELAY = 0.06  # seconds: about what a publish takes
TOWN = "410902101"
VILLAGES = 19


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> multiprocessing.context.ForkServerContext:
    """Processes that begin with everything imported, so that fifty lives cost little."""
    # A new process runs the main module again, and a test of a screen leaves its script there.
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.store.publisher"])
    return context


@contextmanager
def opened(home: Path) -> Iterator[Database]:
    store = instance.open_home(home)
    try:
        yield store
    finally:
        database.use(None)
        store.close()


def live_and_die(
    context: multiprocessing.context.ForkServerContext,
    home: Path,
    number: int,
    chance: random.Random,
) -> tuple[dict[int, int], int]:
    """Kill a publisher at a random moment of a publish; number → upload_id as it said, and the number
    of that publish."""
    mine, its = context.Pipe(duplex=False)
    process = context.Process(target=publish_for_ever, args=(home, number, its))
    process.start()
    its.close()
    last = number + chance.randint(0, MOST_PUBLISHED)
    delay = chance.uniform(0, MOST_DELAY)
    heard = [mine.recv()]
    while heard[-1][:2] != ("begin", last):
        heard.append(mine.recv())
    begun = time.perf_counter()
    while time.perf_counter() - begun < delay:
        pass
    process.kill()
    process.join()
    assert process.exitcode == -9
    process.close()
    heard += _rest(mine)
    mine.close()
    return {n: upload for what, n, upload in heard if what == "stored"}, last


def _rest(said: Connection) -> Iterator[tuple[str, int, int]]:
    try:
        while True:
            yield said.recv()
    except EOFError:
        return


def published(store: Database) -> dict[int, int]:
    """Upload_id → number of the file, for all that are there; each of them is whole."""
    sql = (
        "select upload_id, file_name, value_count, count(value) as kept, count(distinct value) as kinds "
        "from upload left join indicator_value using (upload_id) where content = 'values' group by all"
    )
    rows = store.ask(sql, {})[1]
    whole = VILLAGES * len(INDICATORS)
    assert set(rows["value_count"]) | set(rows["kept"]) <= {whole}
    assert set(rows["kinds"]) <= {len(INDICATORS)}
    numbers = [int(name.removesuffix(".csv")) for name in rows["file_name"]]
    return dict(zip(map(int, rows["upload_id"]), numbers, strict=True))


def test_fifty_kills_lose_nothing_and_leave_nothing_half(processes, tmp_path: Path) -> None:
    home = tmp_path / "town"
    commands.create_instance(home, TOWN)
    chance = random.Random(410902101)
    stored: dict[int, int] = {}  # upload_id → number of the file, of all lives
    number, cut_off = 1, 0
    for _ in range(KILLS):
        said, begun = live_and_die(processes, home, number, chance)
        with opened(home) as store:
            assert [one for one in doctor.examine(store) if not one.is_sound] == []
            there = published(store)
            stored |= {upload: n for n, upload in said.items()}
            assert stored.items() <= there.items()  # nothing lost that was said to be stored
            unsaid = set(there) - set(stored)
            assert len(unsaid) <= 1  # committed, but killed before it could say so
            stored = there
            last = max(there.values(), default=0)
            assert sorted(there.values()) == list(range(1, last + 1))
            live = queries.export_values(date.fromisoformat(DAY))
            expected = {value(last, place) for place in range(len(INDICATORS))} if last else set()
            assert set(live["value"]) == expected
            assert len(live) == (VILLAGES * len(INDICATORS) if last else 0)
        cut_off += begun > last
        number = last + 1
    assert cut_off > 0  # some were really killed before the end
