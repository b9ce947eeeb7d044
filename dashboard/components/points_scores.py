"""Scores of a visit as a grid of villages and judges. Nothing is stored before 保存; what is emptied
takes the score back; what somebody else changed meanwhile is not overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components import doing, formats, frame, parts, phrases
from dashboard.components.points_board import Board
from dashboard.components.points_visits import contest_line
from dashboard.domain import points
from dashboard.store import commands, queries
from dashboard.words import say

Cell = tuple[str, int]
USUAL = 7  # columns where no judge has scored yet


def draw(shown: Board) -> None:
    """The choice of a live visit of the quarter, and its grid."""
    rows = {int(row["contest_id"]): row for row in shown.live.to_dict("records")}
    if not rows:
        st.markdown(say("points.score_none"))
        return
    left, middle, right = st.columns([3, 1, 1])
    number = left.selectbox(
        say("points.which_contest"), list(rows), format_func=lambda one: contest_line(rows[one]),
        key="points_contest",
    )  # fmt: skip
    seen = _opened(shown, int(number))
    most = max((judge for _, judge in seen), default=USUAL)
    judges = int(
        middle.number_input(
            say("points.judges"), max(1, max((judge for _, judge in seen), default=1)),
            points.MOST_JUDGES, most, key=f"points_judges_{number}",
        )
    )  # fmt: skip
    villages = _villages(rows[number], right)
    if not villages:
        st.markdown(say("points.no_villages"))
        return
    with st.form("points_scores", border=False, enter_to_submit=False):
        edited = _editor(int(number), villages, seen, judges)
        reason = st.text_input(
            say("points.correct_reason"), placeholder=say("points.correct_hint"),
            key=f"points_why_{number}_{doing.turn('points')}",
        )  # fmt: skip
        pressed = st.form_submit_button(say("points.save_scores"), type="primary")
    if st.button(say("points.reload"), key="points_reload"):
        doing.emptied("points")
        st.rerun()
    if pressed:
        doing.do(
            "points",
            lambda: commands.enter_scores(frame.actor(), int(number), edited, seen, reason),
            lambda n: say("points.saved_scores", n=n),
            lambda _: doing.emptied("points"),
        )


def _villages(contest: Mapping[str, Any], place: Any) -> dict[str, str]:
    """Code → name of the villages of the visit's day; where there are more than a grid holds, those
    of a chosen part."""
    here = queries.villages_on_day(pd.Timestamp(contest["day"]).date())
    shown = parts.choose(here, say("points.part"), "points_part", place)
    return dict(zip(shown["village_code"], shown["village"], strict=True))


def _opened(shown: Board, number: int) -> dict[Cell, float]:
    """The scores as they stood when the grid was opened; opened anew by a save or on demand."""
    key = f"{number}_{doing.turn('points')}"
    kept = st.session_state.get("points_seen", ("", {}))
    if kept[0] == key:
        return dict(kept[1])
    told = shown.scores[(shown.scores["contest_id"] == number) & shown.scores["score"].notna()]
    told = told[told["state"] == "counts"]
    seen = {
        (row["village_code"], int(row["judge"])): float(row["score"])
        for row in told.to_dict("records")
    }
    st.session_state["points_seen"] = (key, seen)
    return seen


def _editor(
    number: int, villages: Mapping[str, str], seen: Mapping[Cell, float], judges: int
) -> dict[Cell, float | None]:
    """The scores of all cells as they stand on the page."""
    numbers = range(1, judges + 1)
    base = pd.DataFrame(
        {"village": [phrases.village(name) for name in villages.values()]}
        | {str(judge): pd.array([seen.get((code, judge)) for code in villages], dtype="Float64")
           for judge in numbers},
        index=list(villages),
    )  # fmt: skip
    config: dict[str, Any] = {
        "village": st.column_config.TextColumn(say("points.column.village"), pinned=True, width=90)
    }
    for judge in numbers:
        config[str(judge)] = st.column_config.NumberColumn(
            say("points.judge", n=judge), min_value=0, max_value=100, step=0.01, format="%g",
            width=76,
        )  # fmt: skip
    edited = st.data_editor(
        base, key=f"points_grid_{number}_{judges}_{base.index[0]}_{doing.turn('points')}", hide_index=True,
        disabled=["village"], column_config=config, row_height=36, placeholder="",
        height=36 * (min(len(base), 20) + 1) + 2, alt=say("points.grid_alt", n=len(base)),
    )  # fmt: skip
    return {
        (code, judge): None if formats.is_missing(score) else float(score)
        for judge in numbers
        for code, score in zip(villages, edited[str(judge)], strict=True)
    }
