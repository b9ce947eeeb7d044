"""The counting, held against two published plans of towns: stars by village and by star.

清河镇: 33 villages, 3 with four stars, 10 with three, 20 with two: 82 stars, by star 3+19+27+33.
司寨乡: one of five, one of four, 16 of three, 9 of two: 75 stars in 27 villages, by star 4+24+19+27+1;
its page speaks of 28 branches, so that one branch is without a star or the page is wrong: what adds
up are the 27. (The mission's domain page, section 1, row 3.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from dashboard.store import database, queries
from dashboard.store.database import Database
from tests.queries.naive_rules import Town
from tests.queries.test_rules import STARS, put
from tests.towns import bare_store

DAY = date(2022, 12, 26)
ONE_OF = {"party": "P09", "industry": "I03", "ecology": "E01", "safety": "L01", "civility": "C01"}
PLANS = {
    "清河镇": ({4: 3, 3: 10, 2: 20}, [0, 3, 19, 27, 33], 82),
    "司寨乡": ({5: 1, 4: 1, 3: 16, 2: 9}, [1, 4, 24, 19, 27], 75),
}


@pytest.fixture(scope="module")
def store() -> Iterator[Database]:
    opened = bare_store()
    yield opened
    database.use(None)
    opened.close()


def dealt(levels: dict[int, int], by_star: list[int]) -> list[set[str]]:
    """The stars of each village, so that both sums come true: the rarest-filled column last."""
    left = dict(zip(STARS, by_star, strict=True))
    villages = []
    for level in sorted(
        (level for level, many in levels.items() for _ in range(many)), reverse=True
    ):
        own = sorted(left, key=lambda star: -left[star])[:level]
        for star in own:
            left[star] -= 1
        villages.append(set(own))
    assert set(left.values()) == {0}
    return villages


@pytest.mark.parametrize("town", PLANS)
def test_the_counting_gives_the_published_sums(store: Database, town: str) -> None:
    levels, by_star, stars = PLANS[town]
    held = {f"4109021012{number:02}": own for number, own in enumerate(dealt(levels, by_star))}
    rule = {
        "category": "", "direction": "higher", "threshold": 1.0, "is_mandatory": True, "veto": "",
        "max_age_days": 400, "points": 1.0, "is_dropped": False, "valid_from": DAY, "tiers": [],
    }  # fmt: skip
    put(
        store,
        Town(
            dict.fromkeys(held, "村"), STARS,
            {(code, ONE_OF[star]): [(DAY, float(star in own))] for code, own in held.items()
             for star in STARS},
            [{"version": n, "star_code": star, "indicator_code": one, **rule}
             for n, (star, one) in enumerate(ONE_OF.items(), 1)],
        ),
    )  # fmt: skip
    counted = queries.stars(DAY)
    won = counted[counted["state"] == "won"]
    assert len(won) == stars == sum(level * many for level, many in levels.items())
    assert [int((won["star_code"] == star).sum()) for star in STARS] == by_star
    standing = queries.levels(DAY, DAY).set_index("level")["villages_now"]
    assert {level: many for level, many in standing.items() if many} == levels
    assert Counter(won.groupby("village_code").size()) == Counter(levels)
    assert len(held) == {"清河镇": 33, "司寨乡": 27}[town]
