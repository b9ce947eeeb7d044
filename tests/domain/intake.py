"""A small town to hold files against, and the compact forms in which verdicts are compared."""

from __future__ import annotations

from datetime import date

from dashboard.domain.intake import NO_ANSWERS, Answers, Known, Verdict, judge
from dashboard.store.definitions import campaign, limits, tables

VILLAGES = {
    "410902101001": "澶东社区",
    "410902101204": "瓦屋村",
    "410902101205": "牛村",
    "410902101213": "南田村",
    "410902101218": "东田村",
    "410902101221": "西田村",
    "410902101225": "瓦岗村",
}
KNOWN = Known(
    VILLAGES,
    {"老瓦岗": "410902101225"},
    campaign(),
    tables(),
    date(2026, 1, 1),
    "410902101",
    limits=limits(),
)


def look(
    text: str | bytes,
    as_of: date | None = None,
    answers: Answers = NO_ANSWERS,
    known: Known = KNOWN,
) -> Verdict:
    data = text if isinstance(text, bytes) else text.encode()
    return judge(data, "f.csv", known, as_of, answers=answers)


def triples(verdict: Verdict) -> list[tuple[int | None, str | None, str]]:
    return [(one.row, one.column, one.kind) for one in verdict.problems]


def values(verdict: Verdict) -> list[tuple[str, str, float, str, int]]:
    return [
        (row.village_code[-3:], row.indicator_code, row.value, row.qualifier, row.row_number)
        for row in verdict.readings.itertuples()
    ]


def notices(verdict: Verdict) -> list[tuple[int | None, str]]:
    return [(one.row, one.kind) for one in verdict.notices]
