"""Visits of a quarter: each with its result, its scores, who recorded it, and what was corrected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard.components import blocks, formats, phrases
from dashboard.components.figures.tables import Cell, Column, Table, html_table
from dashboard.components.points_board import Board
from dashboard.domain.points import Placed
from dashboard.store import definitions
from dashboard.words import say

SHOWN = 40


def contest_line(row: Mapping[str, Any]) -> str:
    """A visit with its day, what it is about and how it is reckoned."""
    return say(
        "points.contest_is", name=row["name"], day=formats.day(row["day"]),
        star=star_of(row), drop=say("points.drop") if row["drop_extremes"] else say("points.keep"),
        places=row["places"],
    )  # fmt: skip


def star_of(row: Mapping[str, Any]) -> str:
    """The star a visit or an entry is about, or all."""
    return str(row["star"]) if row["star_code"] else say("points.every_star")


def signed(row: Mapping[str, Any]) -> str:
    """Who recorded something, and when."""
    when = f"{phrases.local_time(row['recorded_at']):%Y-%m-%d %H:%M}"
    return say("points.signed", who=row["actor_name"], when=when)


def result_table(shown: Board, contest: Mapping[str, Any]) -> Table:
    """The villages scored in a visit by rank, each judge's score, mean and points; then those whose
    scores are too few. The others are 未评, and are counted below the table."""
    number = int(contest["contest_id"])
    told = shown.scores[(shown.scores["contest_id"] == number) & shown.scores["score"].notna()]
    told = told[told["state"] == "counts"]
    given: dict[str, dict[int, float]] = {}
    for row in told.to_dict("records"):
        given.setdefault(row["village_code"], {})[int(row["judge"])] = float(row["score"])
    judges = sorted({judge for scores in given.values() for judge in scores})
    visit = definitions.points().visit
    per_rank = visit.per_rank[: int(contest["places"])] if visit else ()
    names = dict(zip(told["village_code"], told["village"], strict=True))
    rows: list[dict[str, Cell | str | None]] = []
    for one in shown.placed[number]:
        if one.village in given:
            row = _result(one, names[one.village], per_rank)
            for judge in judges:
                score = given[one.village].get(judge)
                row[f"judge_{judge}"] = "" if score is None else formats.number(score, 2)
            rows.append(row)
    columns = [
        Column("rank", say("points.column.rank"), wrap=False),
        Column("village", say("points.column.village"), wrap=False),
        *(Column(f"judge_{judge}", say("points.judge", n=judge), "right", wrap=False, narrow="hide")
          for judge in judges),
        Column("mean", say("points.column.mean"), "right", wrap=False),
        Column("points", say("points.column.points"), "right", wrap=False),
    ]  # fmt: skip
    return Table(columns, rows, contest_line(contest))


def _result(one: Placed, name: str, per_rank: tuple[float, ...]) -> dict[str, Cell | str | None]:
    given = per_rank[one.rank - 1] if one.rank and one.rank <= len(per_rank) else None
    rank = say("points.too_few") if one.rank is None else str(one.rank)
    return {
        "rank": Cell(rank + (say("points.tied_short") if one.is_tied else "")),
        "village": Cell(phrases.village(name), strong=True),
        "mean": formats.number(one.mean, 2) if one.mean is not None else say("formats.nothing"),
        "points": formats.number(given, 2) if given is not None else say("formats.nothing"),
    }


def history_table(shown: Board, number: int) -> Table | None:
    """Scores of a visit that do not count any more, with what became of them; None without any."""
    told = shown.scores[shown.scores["contest_id"] == number]
    old = told[(told["state"] != "counts") | told["score"].isna()]
    reasons = told[told["reason"] != ""]
    listed = told[told["score_id"].isin({*old["score_id"], *reasons["score_id"]})]
    if listed.empty:
        return None
    columns = [
        Column("what", say("points.column.score")),
        Column("state", say("points.column.state"), wrap=False),
        Column("reason", say("points.column.reason"), narrow="under"),
        Column("who", say("points.column.who"), wrap=False, narrow="under"),
    ]
    rows: list[dict[str, Cell | str | None]] = [
        {
            "what": say(
                "points.score_is", village=phrases.village(row["village"]), judge=row["judge"],
                score=formats.number(row["score"], 2) if not formats.is_missing(row["score"])
                else say("points.taken_back"),
            ),
            "state": Cell(say(f"points.state.{row['state']}"), "ink3"),
            "reason": Cell(row["reason"], "ink3"),
            "who": Cell(signed(row), "ink3"),
        }
        for row in listed.tail(SHOWN).to_dict("records")
    ]  # fmt: skip
    return Table(columns, rows, say("points.score_history"))


def reversed_text(row: Mapping[str, Any]) -> str:
    """By whom and why something was taken back."""
    return say("points.reversed", who=row["reversed_by"], why=row["reversed_reason"])


def draw(shown: Board) -> None:
    """Every visit of the quarter, newest first, those reversed with the reason."""
    for row in shown.contests.to_dict("records"):
        number = int(row["contest_id"])
        if number not in shown.placed:
            st.markdown(
                f"~~{formats.markdown(contest_line(row))}~~ :red[{formats.markdown(reversed_text(row))}]"
            )
            continue
        with st.container(border=True):
            blocks.title(contest_line(row), signed(row))
            table, unscored = result_table(shown, row), _unscored(shown.placed[number])
            if table.rows:
                st.html(html_table(table.columns, table.rows[:SHOWN], label=table.label))
            if len(table.rows) > SHOWN:
                st.caption(say("points.more", n=SHOWN, all=len(table.rows)))
            note = say("points.unscored", n=unscored) if table.rows else say("points.no_scores")
            st.caption(note)
            old = history_table(shown, number)
            if old is not None:
                with st.expander(say("points.score_history")):
                    st.html(old.html())


def _unscored(placed: list[Placed]) -> int:
    return sum(one.state == "unscored" for one in placed)
