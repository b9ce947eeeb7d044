"""Forms of 观摩积分: record a visit, enter points, take either back."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from dashboard.components import doing, frame
from dashboard.components.points_board import Board
from dashboard.components.points_tables import entry_table
from dashboard.components.points_visits import contest_line
from dashboard.store import commands, definitions, queries
from dashboard.words import say


def _form(name: str) -> Any:
    """A form that is empty again after it was saved, and only then."""
    return st.form(f"{name}_{doing.turn(name)}", border=False)


def _stars() -> dict[str, str]:
    listed = queries.star_list()
    return {"": say("points.every_star")} | dict(
        zip(listed["star_code"], listed["star"], strict=True)
    )


def entry_form(shown: Board) -> None:
    """Enter points of a village."""
    typed, stars = definitions.points().typed, _stars()
    with _form("points_entry"):
        first, second, third = st.columns(3)
        village = first.selectbox(
            say("points.village"), list(shown.villages), index=None,
            format_func=lambda code: shown.villages[code], placeholder=say("points.choose_village"),
        )  # fmt: skip
        source = second.selectbox(
            say("points.column.source"), list(typed), format_func=lambda code: say(
                "points.source_is", name=typed[code].name, low=f"{typed[code].minimum:g}",
                high=f"{typed[code].maximum:g}",
            ), help=say("points.source_help"),
        )  # fmt: skip
        star = third.selectbox(say("points.column.star"), list(stars), format_func=stars.get)
        fourth, fifth, sixth = st.columns([1, 1, 2])
        day = fourth.date_input(say("points.column.day"), shown.day, format="YYYY-MM-DD")
        amount = fifth.number_input(say("points.column.points"), value=1.0, step=0.5, format="%g")
        reason = sixth.text_input(
            say("points.column.reason"), placeholder=say("points.reason_hint")
        )
        pressed = st.form_submit_button(say("points.save_entry"), type="primary")
    if pressed:
        if village is None or not isinstance(day, date):
            st.error(say("points.incomplete"))
            return
        entry = commands.Entry(village, day, str(source), float(amount), reason, str(star))
        doing.do(
            "points",
            lambda: commands.add_points(frame.actor(), entry),
            lambda number: say("points.saved_entry", id=number, village=shown.villages[village]),
            lambda _: doing.emptied("points_entry"),
        )


def contest_form(shown: Board) -> None:
    """Record a visit."""
    stars, visit = _stars(), definitions.points().visit
    most = len(visit.per_rank) if visit else 1
    with _form("points_contest"):
        first, second, third = st.columns([2, 1, 1])
        name = first.text_input(say("points.name"), placeholder=say("points.name_hint"))
        day = second.date_input(say("points.visit_day"), shown.day, format="YYYY-MM-DD")
        star = third.selectbox(say("points.column.star"), list(stars), format_func=stars.get)
        fourth, fifth = st.columns([1, 3], vertical_alignment="bottom")
        places = fourth.number_input(say("points.places"), 1, most, min(3, most))
        drop = fifth.checkbox(say("points.drop_label"))
        pressed = st.form_submit_button(say("points.save_contest"))
    if pressed:
        if not isinstance(day, date):
            st.error(say("points.incomplete"))
            return
        contest = commands.Contest(name, day, str(star), bool(drop), int(places))
        doing.do(
            "points",
            lambda: commands.add_contest(frame.actor(), contest),
            lambda number: say("points.saved_contest", id=number),
            lambda _: doing.emptied("points_contest"),
        )


def reverse_form(shown: Board) -> None:
    """Take a visit or an entry back with a reason; nothing where there is none."""
    live = shown.entries[shown.entries["reversed_at"].isna()]
    listed = entry_table(live).rows
    texts = {("contest", int(row["contest_id"])): contest_line(row)
             for row in shown.live.to_dict("records")}  # fmt: skip
    for number, row in zip(live["entry_id"], listed, strict=True):
        plain = {key: getattr(cell, "text", cell) for key, cell in row.items()}
        texts["entry", int(number)] = say("points.entry_is", **{
            key: plain[key] for key in ("id", "village", "day", "source", "points", "reason")
        })  # fmt: skip
    if not texts:
        st.markdown(say("points.nothing_to_reverse"))
        return
    with _form("points_reverse"):
        chosen = st.selectbox(
            say("points.which"), list(texts), index=None, format_func=lambda one: texts[one],
            placeholder=say("points.choose"),
        )  # fmt: skip
        reason = st.text_input(say("points.reverse_reason"))
        pressed = st.form_submit_button(say("points.reverse"))
    if pressed:
        if chosen is None:
            st.error(say("points.incomplete"))
            return
        kind, number = chosen
        command = commands.reverse_contest if kind == "contest" else commands.reverse_points
        doing.do(
            "points",
            lambda: command(frame.actor(), number, reason),
            lambda _: say("points.reversed_told"),
            lambda _: doing.emptied("points_reverse"),
        )
