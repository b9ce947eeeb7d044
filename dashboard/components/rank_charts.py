"""走势 of 排名: ranks by week, and the town's stars and strong villages against the plan."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import streamlit as st

from dashboard.components import blocks, formats, overview_blocks, phrases
from dashboard.components.figures.bump_chart import bump_chart, named
from dashboard.components.figures.plan_chart import plan_chart
from dashboard.domain import summary
from dashboard.store import queries
from dashboard.store.reader import remember
from dashboard.words import say

MOST_WEEKS = 27


def draw(as_of: date, own: str) -> None:
    """Both charts of the plan beside each other, below them the ranks by week."""
    grid = st.grid(2, min_column_width=300)
    for key, drawn in zip(("stars", "strong"), plans(as_of), strict=True):
        with grid.cell(), st.container(border=True):
            blocks.title(say(f"ranktrend.{key}"), "")
            if drawn:
                st.html(drawn)
            else:
                st.markdown(say("ranktrend.no_data"))
    with st.container(border=True):
        _ranks(as_of, own)


def _ranks(as_of: date, own: str) -> None:
    trend = _trend(as_of)
    weeks = trend["as_of"].nunique()
    blocks.title(say("ranktrend.ranks"), say("ranktrend.ranks_note", weeks=weeks))
    if weeks < 2:
        st.markdown(say("ranktrend.one_week"))
        return
    highlighted = named(trend, own)
    st.plotly_chart(
        bump_chart(trend, highlighted), key="rank_trend", theme=None, config=blocks.PLAIN,
        alt=_alt(trend, highlighted),
    )  # fmt: skip
    st.caption(say("ranktrend.legend"))


def _trend(as_of: date) -> pd.DataFrame:
    """Ranks of the last weeks with short names."""
    start = queries.monday_on_or_after(queries.data_span().first_day or as_of)
    weeks = min((as_of - start).days // 7 + 1, MOST_WEEKS)
    trend = queries.rank_trend(as_of - timedelta(weeks=max(weeks, 1) - 1), as_of)
    return trend.assign(name=trend["village"].map(phrases.village))


def _alt(trend: pd.DataFrame, highlighted: dict[str, str]) -> str:
    days = sorted(trend["as_of"].unique())
    ends = trend[trend["as_of"].isin([days[0], days[-1]])]
    texts = []
    for code in highlighted:
        own = ends[ends["village_code"] == code].sort_values("as_of")
        texts.append(
            say(
                "ranktrend.alt_one", name=own["name"].iloc[-1],
                before=int(own["rank"].iloc[0]), now=int(own["rank"].iloc[-1]),
            )
        )  # fmt: skip
    return say(
        "ranktrend.alt", first=formats.day(days[0]), last=formats.day(days[-1]),
        listed=say("phrases.join").join(texts),
    )  # fmt: skip


@remember
def plans(as_of: date) -> tuple[str, str]:
    """HTML: the town's stars, and its villages of three stars and more, against the plan."""
    targets = queries.targets()
    strong = targets.assign(stars=(targets["stars"] >= summary.STRONG).astype(int))
    trend = queries.town_trend(as_of)
    drawn = []
    for goals, column in ((targets, "stars"), (strong, "strong")):
        points = overview_blocks.plan_points(summary.goals_by_day(goals, as_of), as_of)
        actual = trend[["as_of"]].assign(stars=trend[column])
        drawn.append(plan_chart(actual, points, label=say(f"ranktrend.{column}_alt")))
    return drawn[0], drawn[1]
