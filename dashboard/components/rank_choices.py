"""What 排名 shows: the choices above the table, and the rows they leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from dashboard.components import formats, phrases, view
from dashboard.domain.names import group_order
from dashboard.store import definitions, queries
from dashboard.words import say

NEIGHBOURS = 5
LIKENESS = ["", "category", "group", "households", "level"]
MEANS = ["", "above", "below"]


@dataclass(frozen=True)
class Wanted:
    """The choices: a 管区, the own village, the kind of likeness, a side of the mean ('' = all)."""

    group: str
    own: str
    likeness: str
    mean: str
    only_near: bool


def choose(ranking: pd.DataFrame, one_short: int) -> Wanted:
    """The row of choices; own village, likeness and mean are kept in the URL."""
    columns = st.columns([2, 2.3, 2.3, 2.5, 2], vertical_alignment="center")
    with columns[0]:
        group = _group(ranking)
    with columns[1]:
        own = _own(ranking)
    with columns[2]:
        likeness = view.choice(
            "peers", say("ranking.peers"), LIKENESS, "", _likeness, label_visibility="collapsed",
        )  # fmt: skip
    with columns[3]:
        mean = view.choice(
            "mean", say("ranking.mean"), MEANS, "",
            lambda one: say(f"ranking.mean_is.{one or 'all'}", mean=mean_text(ranking)),
            label_visibility="collapsed",
        )  # fmt: skip
    with columns[4]:
        only_near = st.toggle(say("ranking.only_near", n=one_short), key="only_near")
    return Wanted(group, own, likeness, mean, only_near)


def _likeness(one: str) -> str:
    return say(f"ranking.likeness.{one or 'none'}")


def mean_text(ranking: pd.DataFrame) -> str:
    """The town's mean share of mandatory requirements met, as a percentage."""
    return formats.value_text(100 * float(ranking["share"].mean()), "", "percent")


def _group(ranking: pd.DataFrame) -> str:
    groups = sorted(ranking["area_group"].unique(), key=group_order)
    return str(
        st.selectbox(
            say("ranking.group"),
            ["", *groups],
            key="rank_group",
            format_func=lambda one: say("ranking.group_is", group=one or say("ranking.every")),
            label_visibility="collapsed",
        )
    )


def _own(ranking: pd.DataFrame) -> str:
    names = dict(zip(ranking["village_code"], ranking["village"], strict=True))
    return view.choice(
        "village", say("ranking.own"), ["", *sorted(names)], "",
        lambda code: say("ranking.own_is", village=phrases.village(names[code])) if code
        else say("ranking.own_none"),
        label_visibility="collapsed",
    )  # fmt: skip


def narrowed(ranking: pd.DataFrame, wanted: Wanted) -> pd.DataFrame:
    """The rows of a 管区, on one side of the town's mean (of all its villages), and only those one
    requirement short, as asked."""
    kept = ranking
    if wanted.mean:
        mean = ranking["share"].mean()
        kept = kept[(kept["share"] >= mean) == (wanted.mean == "above")]
    if wanted.group:
        kept = kept[kept["area_group"] == wanted.group]
    if wanted.only_near:
        kept = kept[kept["is_one_short"]]
    return kept


def around(ranking: pd.DataFrame, own: str) -> pd.DataFrame:
    """First, last, and the own village with its five neighbours on either side; without an own
    village among them the first ones."""
    places = {0, len(ranking) - 1}
    at = next((n for n, code in enumerate(ranking["village_code"]) if code == own), 0)
    places |= set(range(at - NEIGHBOURS, at + NEIGHBOURS + 1))
    return ranking.iloc[sorted(place for place in places if 0 <= place < len(ranking))]


def alike(ranking: pd.DataFrame, as_of: date, compare: date, wanted: Wanted) -> pd.DataFrame:
    """The villages like the own one; none without an own village or a likeness."""
    if not (wanted.own and wanted.likeness):
        return ranking.head(0)
    ranks = queries.peer_ranks(as_of, compare, wanted.own)
    mine = ranks[(ranks["village_code"] == wanted.own) & (ranks["likeness"] == wanted.likeness)]
    codes = mine["peer_codes"].iloc[0].split(",")
    return ranking[ranking["village_code"].isin(codes)]


def note(part: str, wanted: Wanted, before: int, kept: pd.DataFrame) -> str:
    """What a cut table leaves out, or what must be chosen first; empty when it shows all."""
    if part == "peers" and not (wanted.own and wanted.likeness):
        return say("ranking.choose_peers")
    if part == "around":
        if wanted.own and wanted.own not in set(kept["village_code"]):
            return say("ranking.own_left_out")
        if before > len(kept):
            return say("ranking.cut", n=before - len(kept))
    return ""


def peer_texts(as_of: date, compare: date, likeness: str) -> dict[str, str]:
    """Each village's rank among those like it, 2/7; — where too few are alike."""
    fewest = definitions.ranking().peers.fewest
    ranks = queries.peer_ranks(as_of, compare, "")
    ranks = ranks[ranks["likeness"] == likeness]
    return {
        row["village_code"]: say(
            "ranking.peer_rank", rank=formats.number(row["rank"], 0), peers=row["peers"]
        ) if row["peers"] >= fewest else say("formats.nothing")
        for row in ranks.to_dict("records")
    }  # fmt: skip


def method(ranking: pd.DataFrame) -> str:
    """How it is ranked by the rules of the day, with the limits of likeness."""
    has_score = bool(ranking["score"].notna().any())
    is_limited = bool((ranking["stars_won"] != ranking["level"]).any())
    limits = definitions.ranking().peers
    within = formats.number(100 * limits.households_within, 0)
    return say(
        "ranking.method",
        within=within,
        fewest=limits.fewest,
        levels=say(f"ranking.by_{'score' if has_score else 'limits' if is_limited else 'stars'}"),
        order=say("ranking.order_score" if has_score else "ranking.order_share"),
    )
