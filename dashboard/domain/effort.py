"""晋星之路: how much effort each open requirement takes, and the shortest way to each further star.

effort = weight of the indicator's cost class × (gap ÷ typical gain), where the typical gain is the
median improvement of similar villages that improved within the look-back; for yes/no it is their
share, so that the second factor is 1 ÷ share. A value that is missing or stale needs only a report:
effort 0. Where nobody comparable improved (无可比) the step counts as the hardest of its class in the
town, at least as ``unmatched_gains`` typical gains, and stands last of its class.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pandas as pd
from pydantic import Field, ValidationError

from dashboard.domain.campaign import Campaign, CampaignError, StrictBlock

CostClass = Literal[1, 2, 3]
CLASSES: tuple[int, ...] = (1, 2, 3)
UNNAMED = 2
"""The class of an indicator the seed does not know, since a rule made it judged later."""
BAR, REPORT, CLOSE = "bar", "report", "close"
KINDS = (BAR, REPORT, CLOSE)
"""What a step is, in the order in which steps are taken: a veto that bars every star, a report that
is due, a gap to close."""


class Weights(StrictBlock):
    """What one typical gain weighs by cost class."""

    easy: float = Field(alias="1", gt=0)
    middle: float = Field(alias="2", gt=0)
    hard: float = Field(alias="3", gt=0)

    def of(self, cost_class: int) -> float:
        """The weight of a class; IndexError for another than 1 to 3."""
        return (self.easy, self.middle, self.hard)[cost_class - 1]


class Effort(StrictBlock):
    """The seed: cost class by indicator, and how effort is counted."""

    look_back_weeks: int = Field(ge=1, le=104)
    unmatched_gains: float = Field(gt=0)
    weights: Weights
    cost_class: dict[str, CostClass]


def load_effort(path: Path, campaign: Campaign) -> Effort:
    """The seed of cost classes; CampaignError lists every fault: a typo, a weight that falls with
    the class, an indicator that is not judged, a judged one without a class."""
    try:
        effort = Effort.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CampaignError(f"{path.name}: {error}") from error
    except ValidationError as error:
        raise CampaignError("\n".join(_fault(path, one) for one in error.errors())) from error
    judged = [one.code for one in campaign.indicators if one.kind == "judged"]
    faults = [
        f"{path.name}: cost_class of {_named(code, judged)} not judged"
        for code in effort.cost_class
        if code not in judged
    ]
    faults += [
        f"{path.name}: indicator {code} has no cost_class"
        for code in judged
        if code not in effort.cost_class
    ]
    weights = [effort.weights.of(one) for one in CLASSES]
    if weights != sorted(weights):
        faults.append(f"{path.name}: weights {weights} fall with the class")
    if faults:
        raise CampaignError("\n".join(faults))
    return effort


def _fault(path: Path, error: Mapping[str, object]) -> str:
    place = error["loc"]
    where = ".".join(map(str, place)) if isinstance(place, tuple) else str(place)
    return f"{path.name}: {where} = {error['input']}: {error['msg']}"


def _named(code: str, known: list[str]) -> str:
    alike = difflib.get_close_matches(code, known, n=1, cutoff=0.5)
    return f'"{code}" (did you mean "{alike[0]}"?), which is' if alike else f'"{code}", which is'


def scored(
    steps: pd.DataFrame, effort: Effort, changed: Mapping[str, int] | None = None
) -> pd.DataFrame:
    """The rows of the read path_steps with kind (KINDS), cost_class, gains (gap ÷ typical gain, NaN
    without comparison), effort and is_matched. Needs the steps of the whole town, since what nobody
    has done is held against the hardest in it. ``changed``: classes the town set itself."""
    classes = {**effort.cost_class, **(changed or {})}
    kind = pd.Series(CLOSE, index=steps.index, dtype=object)
    kind[steps["state"].isin(["missing", "stale"])] = REPORT
    kind[steps["is_bar"].astype(bool)] = BAR
    cost_class = steps["indicator_code"].map(classes).fillna(UNNAMED).astype(int)
    weight = cost_class.map({one: effort.weights.of(one) for one in CLASSES}).astype(float)
    gains = (steps["gap"] / steps["typical_gain"].where(steps["typical_gain"] > 0)).astype(float)
    gains[kind == REPORT] = 0.0
    known = weight * gains
    hardest = known.groupby(cost_class).transform("max")
    unmatched = (weight * effort.unmatched_gains).combine(hardest.fillna(0.0), max)
    return steps.assign(
        kind=kind,
        cost_class=cost_class,
        gains=gains,
        effort=known.fillna(unmatched),
        is_matched=known.notna(),
    )


def ordered(steps: pd.DataFrame) -> pd.DataFrame:
    """Scored steps in the order in which to take them: bars, reports, then by effort; what nobody
    has done last among equals."""
    return steps.assign(turn=steps["kind"].map(KINDS.index).astype(int)).sort_values(
        ["turn", "effort", "is_matched", "star_order", "indicator_order"],
        ascending=[True, True, False, True, True],
        kind="stable",
    )


@dataclass(frozen=True)
class Way:
    """The way to one star: all that must be done for it, in order; ``effort`` is their sum."""

    star_code: str
    star: str
    effort: float
    steps: pd.DataFrame


def paths(steps: pd.DataFrame, stars: pd.DataFrame) -> list[Way]:
    """The way to every star one village can still win, the least effort first, then the fewest
    steps. ``steps``: its scored rows; ``stars``: its rows of the read stars.

    A bar is a step to every star. A barred star that has no blocker of its own comes back with the
    bars. A star that no requirement decides has no way.
    """
    bars = steps["kind"] == BAR
    found = []
    for place, star in enumerate(stars.to_dict("records")):
        own = steps["star_code"] == star["star_code"]
        is_only_barred = bool(bars.any()) and not own.any() and star["mandatory_total"] > 0
        if star["state"] == "won" or not (own.any() or is_only_barred):
            continue
        wanted = ordered(steps[own | bars])
        total = float(wanted["effort"].sum())
        way = Way(str(star["star_code"]), str(star["star"]), total, wanted)
        found.append((total, len(wanted), place, way))
    return [way for *_, way in sorted(found, key=lambda one: one[:3])]


def plan(ways: list[Way]) -> pd.DataFrame:
    """All ways as one list of steps, each told once: star by star, the nearest first. Columns beside
    those of the steps: place (1 = first), wins (how many stars are won once it is done)."""
    taken: set[tuple[str, str]] = set()
    rows: list[dict[str, object]] = []
    for way in ways:
        for row in way.steps.to_dict("records"):
            key = (str(row["star_code"]), str(row["indicator_code"]))
            if key not in taken:
                taken.add(key)
                rows.append({**row, "place": len(rows) + 1, "wins": 0})
        # A star whose steps are all taken already comes with the last of them.
        rows[-1]["wins"] = int(str(rows[-1]["wins"])) + 1
    return pd.DataFrame(rows)
