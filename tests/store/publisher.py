"""A process that publishes file after file until it is killed."""

from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path

from dashboard.domain.actor import DATA_OFFICER, Actor
from dashboard.store import commands, instance, queries

OFFICER = Actor("数据员", DATA_OFFICER)
DAY = "2022-07-04"
INDICATORS = ("E02", "E03", "E07", "I06")


def value(number: int, place: int) -> int:
    """What the ``number``-th file says in one of its columns: told apart from the file before."""
    return 10 + (number + place) % 80


def table(number: int, villages: list[str]) -> bytes:
    """The ``number``-th file: the same villages and day each time, other values."""
    values = ",".join(str(value(number, place)) for place in range(len(INDICATORS)))
    lines = [f"村代码,日期,{','.join(INDICATORS)}", *(f"{v},{DAY},{values}" for v in villages)]
    return "\n".join(lines).encode()


def publish_for_ever(home: Path, number: int, said: Connection) -> None:
    """Publish files from ``number`` on; say ("begin", n, 0) before and ("stored", n, upload_id) after
    each receipt. Every third time the log is folded into the file, which may be cut off as well."""
    store = instance.open_home(home)
    villages = list(queries.villages()["village_code"])
    while True:
        verdict = commands.check(table(number, villages), f"{number}.csv")
        said.send(("begin", number, 0))
        receipt = commands.publish(OFFICER, verdict)
        assert receipt.upload_id is not None
        said.send(("stored", number, receipt.upload_id))
        if number % 3 == 0:
            store.checkpoint()
        number += 1
