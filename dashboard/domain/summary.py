"""The five numbers of a town on a day, from its ranking, its changes and its plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.domain.plan import due_stars


@dataclass(frozen=True)
class Summary:
    """Numbers of the town on a day; ``*_before`` on the compared day, ``due`` by the plan (None
    without one), ``reachable`` = stars if every village one requirement short closed it (in every
    star where it is one short)."""

    stars: int
    stars_before: int
    due: int | None
    strong: int
    strong_before: int
    strong_planned: int | None
    one_short: int
    reachable: int
    shortfalls: int
    shortfalls_before: int
    undetermined: int
    missing_stars: int
    won: int
    lost: int
    turned_undetermined: int

    @property
    def behind(self) -> int | None:
        """Stars behind the plan (negative: ahead)."""
        return None if self.due is None else self.due - self.stars


STRONG = 3  # 三星以上村
FEWEST_POINTS = 3


def summarise(
    day: date,
    ranking: pd.DataFrame,
    shortfalls: pd.DataFrame,
    shortfalls_before: pd.DataFrame,
    changes: pd.DataFrame,
    levels: pd.DataFrame,
    goals: Mapping[date, int],
) -> Summary:
    """Count; every argument is the frame of the read query of that name."""
    turned = changes.drop_duplicates(["village_code", "star_code"])["change"].value_counts()
    planned = levels[levels["level"] >= STRONG]["villages_planned"]
    due = due_stars(goals, day)
    unknown = shortfalls[shortfalls["state"] != "unmet"]
    states = pd.Series(",".join(ranking["stars"]).split(","))
    return Summary(
        stars=int(ranking["stars_won"].sum()),
        stars_before=int(ranking["stars_won_before"].sum()),
        due=None if due is None else round(due),
        strong=int((ranking["level"] >= STRONG).sum()),
        strong_before=int((ranking["level_before"] >= STRONG).sum()),
        strong_planned=None if planned.isna().any() else int(planned.sum()),
        one_short=int(ranking["is_one_short"].sum()),
        reachable=int((ranking["stars_won"] + ranking["reachable_gain"]).sum()),
        shortfalls=len(shortfalls),
        shortfalls_before=len(shortfalls_before),
        undetermined=int((states == "undetermined").sum()),
        missing_stars=len(unknown[unknown["state"] == "missing"]),
        won=int(turned.get("won", 0)),
        lost=int(turned.get("lost", 0)),
        turned_undetermined=int(turned.get("undetermined", 0)),
    )


def goals_by_day(targets: pd.DataFrame, day: date) -> dict[date, int]:
    """Stars the town wants by each quarter's end, as of a day: what was planned for villages that
    ended by then counts no more, in no quarter, so that plan and actual are of the same villages."""
    there = targets["ends_on"].isna() | (targets["ends_on"] > pd.Timestamp(day))
    summed = targets[there].groupby("quarter_end")["stars"].sum()
    return {pd.Timestamp(day).date(): int(stars) for day, stars in summed.items()}


def worth_a_line(results: pd.DataFrame, reported: pd.DataFrame, most: int = 4) -> pd.DataFrame:
    """The requirements of a village worth drawing over time: first those that are open, then those
    nearest to their threshold; only numbers reported three times or more."""
    counts = reported["indicator_code"].value_counts()
    drawn = counts[counts >= FEWEST_POINTS].index
    fit = results[(results["value_type"] != "bool") & results["indicator_code"].isin(drawn)].copy()
    fit["is_met"] = fit["state"] == "met"
    fit["distance"] = (fit["value"] - fit["threshold"]).abs() / fit["threshold"].abs().clip(lower=1)
    return fit.sort_values(["is_met", "distance"]).drop_duplicates("indicator_code").head(most)
