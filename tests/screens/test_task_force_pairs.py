"""专班 shows the pairs of its star, and of no other."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.components import phrases
from dashboard.store import queries
from tests.screens.test_screens import draw

DAY = "2022-11-14"


def register(star: str) -> str:
    """The HTML of the register of pairs as drawn; empty where there is none."""
    page = draw("task_force", star=star, as_of=DAY)
    assert not page.exception
    drawn = [one.proto.body for one in page.get("html")]
    return next((body for body in drawn if 'aria-label="结对表"' in body), "")


@pytest.mark.usefixtures("demo")
def test_the_pairs_are_those_of_the_star() -> None:
    pairs = queries.pairs(date.fromisoformat(DAY))
    stars = queries.star_list()["star_code"]
    assert set(pairs["star_code"]) <= set(stars)
    for star in stars:
        own = pairs[pairs["star_code"] == star]
        drawn = register(star)
        assert drawn.count("<tr>") - 1 == len(own) or (own.empty and not drawn)
        for name in own["mentee"]:
            assert phrases.village(name) in drawn


@pytest.mark.usefixtures("demo")
def test_all_stars_together_show_no_register() -> None:
    assert register("every") == ""
