"""The order of steps and the way to the next star, against a second, plain counting."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.campaign import CampaignError, load_campaign
from dashboard.domain.effort import Effort, load_effort, paths, plan, scored
from dashboard.settings import ROOT

FOLDER = ROOT / "data" / "campaign"
CAMPAIGN = load_campaign(FOLDER)
SEED = load_effort(FOLDER / "effort.toml", CAMPAIGN)
STARS = ["party", "industry", "ecology"]
INDICATORS = ["P01", "P03", "I01", "E01", "E02"]


def step(star: str, indicator: str, **more: Any) -> dict[str, Any]:
    """A row as the read path_steps gives it, as far as the domain looks at it."""
    return {
        "village_code": "A", "star_code": star, "star_order": STARS.index(star),
        "indicator_code": indicator, "indicator_order": INDICATORS.index(indicator),
        "state": "unmet", "gap": 1.0, "typical_gain": 1.0, "is_bar": False, **more,
    }  # fmt: skip


def star(code: str, state: str = "lost", total: int = 3) -> dict[str, Any]:
    return {"star_code": code, "star": code, "state": state, "mandatory_total": total}


def ways(steps: list[dict[str, Any]], stars: list[dict[str, Any]]) -> Any:
    return paths(scored(pd.DataFrame(steps), SEED), pd.DataFrame(stars))


def test_the_seed_names_every_judged_indicator() -> None:
    judged = {one.code for one in CAMPAIGN.indicators if one.kind == "judged"}
    assert set(SEED.cost_class) == judged


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("look_back_weeks = 12", "look_back_week = 12", "look_back_week"),
        ("look_back_weeks = 12", "look_back_weeks = 0", "look_back_weeks = 0"),
        ("P01 = 1", "P01 = 4", "cost_class.P01 = 4"),
        ("P01 = 1", 'P01 = "1"', "cost_class.P01"),
        ("P01 = 1\n", "", "indicator P01 has no cost_class"),
        ("P01 = 1", "P01 = 1\nP07 = 1", "P07"),
        ("C05 = 1", "C05 = 1\nE022 = 1", 'did you mean "E02"'),
        ("3 = 4.0", "3 = 1.5", "fall with the class"),
        ("[weights]", "[weight]", "weights"),
        ("[weights]", "[weights", "effort.toml"),
    ],
)
def test_every_fault_is_named(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = (FOLDER / "effort.toml").read_text("utf-8")
    assert old in text
    path = tmp_path / "effort.toml"
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(CampaignError, match=told):
        load_effort(path, CAMPAIGN)


def test_a_report_comes_first_and_what_nobody_did_last() -> None:
    rows = [
        step("party", "P01", gap=5.0, typical_gain=math.nan),
        step("party", "P03", gap=9.0, typical_gain=3.0),
        step("ecology", "E01", state="missing", gap=math.nan, typical_gain=math.nan),
        step("ecology", "E02", gap=30.0, typical_gain=1.0),
        step("industry", "I01", state="stale", gap=2.0),
    ]
    told = scored(pd.DataFrame(rows), SEED).set_index("indicator_code")
    assert list(told["effort"]) == [4.0, 12.0, 0.0, 120.0, 0.0]
    assert list(told["kind"]) == ["close", "close", "report", "close", "report"]
    assert not told.loc["P01", "is_matched"]


def test_what_nobody_did_is_the_hardest_of_its_class_in_the_town() -> None:
    rows = [
        step("party", "P01", typical_gain=math.nan),
        step("party", "P01", village_code="B", gap=50.0, typical_gain=5.0),
    ]
    told = scored(pd.DataFrame(rows), SEED)
    assert list(told["effort"]) == [10.0, 10.0]


def test_a_bar_is_the_first_step_to_every_star() -> None:
    steps = [
        step("party", "P03", is_bar=True, gap=1.0, typical_gain=0.5),
        step("ecology", "E02"),
    ]
    found = ways(steps, [star("party"), star("industry"), star("ecology"), star("x", "won")])
    assert [one.star_code for one in found] == ["party", "industry", "ecology"]
    assert list(found[2].steps["indicator_code"]) == ["P03", "E02"]
    steps_told = plan(found)
    assert list(steps_told["wins"]) == [2, 1], "the barred star without blockers comes with the bar"
    assert list(steps_told["place"]) == [1, 2]


def test_a_star_that_nothing_decides_has_no_way() -> None:
    assert ways([step("ecology", "E02")], [star("party", "undetermined", 0)]) == []
    assert plan([]).empty


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(STARS), st.sampled_from(INDICATORS)),
        st.tuples(
            st.sampled_from(["unmet", "missing", "stale"]),
            st.floats(0.1, 50),
            st.none() | st.floats(0.1, 10),
            st.booleans(),
        ),
        min_size=1,
    )
)
def test_the_next_star_takes_the_least(rows: dict[tuple[str, str], tuple[Any, ...]]) -> None:
    steps = [
        step(
            *key, state=state, gap=gap, typical_gain=math.nan if gain is None else gain,
            is_bar=bar and state == "unmet",
        )
        for key, (state, gap, gain, bar) in rows.items()
    ]  # fmt: skip
    found = ways(steps, [star(one) for one in STARS])
    cost = plain_efforts(steps, SEED)
    bars = {one for one, row in zip(rows, steps, strict=True) if row["is_bar"]}
    totals = {}
    for code in STARS:
        own = {one for one in rows if one[0] == code}
        if own or bars:
            totals[code] = (sum(cost[one] for one in own | bars), len(own | bars))
    assert {one.star_code: (pytest.approx(one.effort), len(one.steps)) for one in found} == totals
    assert found[0].effort == pytest.approx(min(total for total, _ in totals.values()))
    told = plan(found)
    assert len(told) == len(rows)
    assert int(told["wins"].sum()) == len(totals)
    for way in found:
        kinds = [("bar", "report", "close").index(one) for one in way.steps["kind"]]
        assert kinds == sorted(kinds)


def plain_efforts(steps: list[dict[str, Any]], seed: Effort) -> dict[tuple[str, str], float]:
    """Effort by star and indicator, told in loops."""
    weight = {1: 1.0, 2: 2.0, 3: 4.0}
    known: dict[tuple[str, str], float | None] = {}
    for row in steps:
        key = row["star_code"], row["indicator_code"]
        w = weight[seed.cost_class[row["indicator_code"]]]
        if row["state"] != "unmet":
            known[key] = 0.0
        elif math.isnan(row["typical_gain"]):
            known[key] = None
        else:
            known[key] = w * row["gap"] / row["typical_gain"]
    told = {}
    for key, value in known.items():
        group = seed.cost_class[key[1]]
        others = [one for k, one in known.items() if seed.cost_class[k[1]] == group]
        worst = max([one for one in others if one is not None], default=0.0)
        told[key] = value if value is not None else max(worst, 4.0 * weight[group])
    return told
