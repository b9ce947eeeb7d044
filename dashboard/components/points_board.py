"""A quarter of 观摩积分 put together from its visits and entries: who has what, and for what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from dashboard.components import formats, view
from dashboard.domain import points
from dashboard.domain.points import Earned, Placed, Quarter, Rise, Sum
from dashboard.store import commands, definitions, queries
from dashboard.store.reader import remember
from dashboard.words import say


@dataclass(frozen=True)
class Board:
    """A quarter: ``day`` is its last day, or today while it runs; ``villages`` code → name on that
    day; ``placed`` the result of each live visit; ``sums`` and ``before`` what the villages have in
    this quarter and in the one before; ``stars`` star code → villages proposed."""

    quarter: Quarter
    day: date
    villages: Mapping[str, str]
    contests: pd.DataFrame
    scores: pd.DataFrame
    entries: pd.DataFrame
    placed: Mapping[int, list[Placed]]
    sums: list[Sum]
    before: Mapping[str, Sum]
    stars: Mapping[str, list[Sum]]
    progress: list[Rise]

    @property
    def live(self) -> pd.DataFrame:
        """The visits that count."""
        return self.contests[self.contests["reversed_at"].isna()]


def options(today: date) -> list[str]:
    """The quarters to choose from, newest first: from the first data, visit or entry."""
    first = min(queries.data_span().first_day or today, today)
    for frame in (queries.contests(date.min, today), queries.points_entries(date.min, today)):
        if not frame.empty:
            first = min(first, pd.Timestamp(frame["day"].min()).date())
    return [str(one) for one in points.quarters(first, today)]


def asked(today: date) -> Quarter:
    """The quarter of the URL, else the running one."""
    listed = options(today)
    text = view.get("quarter")
    return read(text if text in listed else listed[0])


def choose(today: date) -> None:
    """The choice of a quarter."""
    listed = options(today)
    view.choice(
        "quarter", say("points.quarter"), listed, listed[0], named, label_visibility="collapsed",
        width=220,
    )  # fmt: skip


def read(text: str) -> Quarter:
    """2022-4 as a quarter; ValueError for another text."""
    year, number = text.split("-")
    return Quarter(int(year), int(number))


def named(quarter: str) -> str:
    """2022-4 as people say it."""
    one = read(quarter)
    return say("points.quarter_is", year=one.year, number=one.number)


def board(quarter: Quarter, today: date) -> Board:
    """Everything of a quarter."""
    rules = definitions.points()
    day = min(quarter.last_day, today)
    listed = queries.villages_on_day(day)
    villages = dict(zip(listed["village_code"], listed["village"], strict=True))
    earned, placed = _earned(quarter)
    own = points.sums(earned, villages)
    former = points.sums(_earned(quarter.before)[0], villages)
    span = quarter.first_day, quarter.last_day
    return Board(
        quarter, day, villages, queries.contests(*span), queries.contest_scores(*span),
        queries.points_entries(*span), placed, own, {one.village: one for one in former},
        {
            star: points.star_prizes(earned, star, villages, rules.prizes.per_star)
            for star in queries.star_list()["star_code"]
        },
        points.progress_prizes(own, former, rules.progress),
    )  # fmt: skip


@remember
def _earned(quarter: Quarter) -> tuple[list[Earned], dict[int, list[Placed]]]:
    """What was earned in a quarter, and the results of its live visits."""
    span = quarter.first_day, quarter.last_day
    entries, contests = queries.points_entries(*span), queries.contests(*span)
    earned = [
        Earned(row["village_code"], row["source_code"], row["star_code"], row["points"])
        for row in entries[entries["reversed_at"].isna()].to_dict("records")
    ]
    visit, placed = definitions.points().visit, {}
    told = queries.contest_scores(*span)
    told = told[(told["state"] == "counts") & told["score"].notna()]
    for row in contests[contests["reversed_at"].isna()].to_dict("records"):
        number = int(row["contest_id"])
        placed[number] = result(row, told[told["contest_id"] == number])
        if visit is not None:
            given = points.visit_points(placed[number], visit.per_rank, int(row["places"]))
            earned += [
                Earned(village, visit.code, row["star_code"], amount)
                for village, amount in given.items()
            ]
    return earned, placed


def result(contest: Mapping[str, Any], told: pd.DataFrame) -> list[Placed]:
    """The result of a visit from its scores that count, for the villages of its day."""
    scores: dict[str, dict[int, float]] = {}
    for row in told.to_dict("records"):
        scores.setdefault(row["village_code"], {})[int(row["judge"])] = float(row["score"])
    here = queries.villages_on_day(pd.Timestamp(contest["day"]).date())["village_code"]
    return points.visit_result(scores, here, drop_extremes=bool(contest["drop_extremes"]))


def sentence(shown: Board) -> str:
    """Who leads the quarter, and how many villages have no points yet (Markdown)."""
    ranked = [one for one in shown.sums if one.rank is not None]
    title = named(str(shown.quarter))
    if not ranked:
        return say("points.sentence_none", quarter=title)
    first = [shown.villages[one.village] for one in ranked if one.rank == 1]
    return say(
        "points.sentence", quarter=title, n=len(ranked),
        first=formats.markdown(say("points.separator").join(first[:3])),
        more=say("points.and_more", n=len(first)) if len(first) > 3 else "",
        total=formats.number(ranked[0].total, 2), none=len(shown.sums) - len(ranked),
    )  # fmt: skip


def is_open(quarter: Quarter, today: date) -> bool:
    """Whether the quarter still takes entries."""
    return (today - quarter.last_day).days <= definitions.points().closing.open_days


def today() -> date:
    """The day acts are dated with."""
    return commands.business_today()
