"""The table of spans equals its view after any course of uploads and withdrawals."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.store import commands, database, doctor
from tests.conftest import OFFICER, report
from tests.towns import empty_town

rows = st.tuples(
    st.sampled_from(["瓦岗", "东田"]), st.integers(0, 9), st.sampled_from(["E02", "E07"]),
    st.integers(0, 100),
)  # fmt: skip
uploads = st.lists(rows, min_size=1, max_size=6, unique_by=lambda row: row[:3])
courses = st.lists(uploads | st.integers(1, 5), max_size=7)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(courses)
def test_stored_spans_are_fresh_after_any_course(course: list) -> None:
    store = empty_town()
    try:
        live: list[int] = []
        for number, step in enumerate(course):
            if isinstance(step, list):
                lines = [
                    f"{village},{indicator},{date(2022, 7, 4) + timedelta(days=day)},{value}"
                    for village, day, indicator, value in step
                ]
                text = "村,指标,日期,数值\n" + "\n".join(lines) + "\n"
                receipt = report(text, f"{number}.csv")
                assert receipt.upload_id is not None
                live = [*dict.fromkeys([*live, receipt.upload_id])]
            elif live:
                commands.withdraw(OFFICER, live.pop(step % len(live)), "改期")
        findings = {one.name: one for one in doctor.examine(store)}
        assert findings["存下的结果与重算的一致"].is_sound
    finally:
        database.use(None)
        store.close()
