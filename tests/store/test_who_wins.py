"""Who wins: any course of uploads, corrections, takings back and withdrawals against plain Python."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.domain.errors import Refused
from dashboard.store import commands, database, doctor, queries
from tests.conftest import OFFICER, report
from tests.towns import empty_town

START = date(2022, 7, 4)
CODES = {"瓦岗": "410902101225", "翟庄": "410902101214"}
cells = st.tuples(
    st.sampled_from(sorted(CODES)), st.integers(0, 3), st.sampled_from(["E02", "E07"])
)
values = st.dictionaries(cells, st.integers(0, 100), min_size=1, max_size=5)
corrections = st.tuples(cells, st.integers(0, 100) | st.none())
steps = values | corrections | st.integers(0, 20)
Cell = tuple[str, int, str]


class Naive:
    """Everything ever handed in: number → cell → value (None: taken back), and what was withdrawn."""

    def __init__(self) -> None:
        self.brought: dict[int, dict[Cell, int | None]] = {}
        self.cited: dict[int, int] = {}
        self.gone: set[int] = set()

    def winner(self, cell: Cell) -> tuple[int, int] | None:
        """Upload and value that count for a cell."""
        live = [n for n in self.brought if n not in self.gone and cell in self.brought[n]]
        value = self.brought[max(live)][cell] if live else None
        return None if value is None else (max(live), value)

    def counting(self) -> dict[Cell, int]:
        every = {cell for brought in self.brought.values() for cell in brought}
        return {cell: found[1] for cell in every if (found := self.winner(cell)) is not None}

    def is_cited(self, number: int) -> bool:
        return any(cited == number and by not in self.gone for by, cited in self.cited.items())


def stored() -> dict[Cell, int]:
    names = {code: name for name, code in CODES.items()}
    rows = database.current().ask("select * from live_value", {})[1]
    return {
        (names[row["village_code"]], (row["as_of"].date() - START).days, row["indicator_code"]):
            int(row["value"])
        for row in rows.to_dict("records")
    }  # fmt: skip


def publish(number: int, wanted: dict[Cell, int]) -> int:
    lines = [
        f"{village},{indicator},{START + timedelta(days=day)},{value}"
        for (village, day, indicator), value in wanted.items()
    ]
    # Blank lines at the end make each file another one.
    text = "村,指标,日期,数值\n" + "\n".join(lines) + "\n" * (number + 1)
    receipt = report(text, f"{number}.csv")
    assert receipt.upload_id is not None
    return receipt.upload_id


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(steps, max_size=9))
def test_the_winner_is_who_plain_python_says(course: list) -> None:
    store = empty_town()
    naive = Naive()
    try:
        for number, step in enumerate(course):
            if isinstance(step, dict):
                naive.brought[publish(number, step)] = dict(step)
            elif isinstance(step, tuple):
                cell, value = step
                former = naive.winner(cell)
                text = "缺" if value is None else str(value)
                place = (CODES[cell[0]], cell[2], START + timedelta(days=cell[1]))
                try:
                    made = commands.correct_value(OFFICER, *place, text, "核对").upload_id
                except Refused:
                    assert former is None
                    assert value is None
                    continue
                assert made is not None
                naive.brought[made] = {cell: value}
                if former is not None:
                    naive.cited[made] = former[0]
            elif naive.brought:
                chosen = sorted(naive.brought)[step % len(naive.brought)]
                is_refused = chosen in naive.gone or naive.is_cited(chosen)
                try:
                    commands.withdraw(OFFICER, chosen, "试")
                    assert not is_refused
                    naive.gone.add(chosen)
                except Refused:
                    assert is_refused
            assert stored() == naive.counting()
        wrong = [one.name for one in doctor.examine(store) if not one.is_sound]
        assert wrong == []
        assert len(queries.uploads()) == len(naive.brought)
    finally:
        database.use(None)
        store.close()
