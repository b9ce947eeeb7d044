"""What is done to a project from its sheet, each act a form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from dashboard.components import doing, formats, frame, parts
from dashboard.domain.actor import MAY, OF_VILLAGE
from dashboard.domain.errors import Refused
from dashboard.domain.project import FINISH, PHASES, scope_refusal
from dashboard.store import commands, definitions
from dashboard.store.commands import Money, Project, Receipt
from dashboard.words import say

Row = dict[Any, Any]
PLACE = "projects"
TICKS = ("tick",)
ACTS = ("tick", "move", "accept", "upkeep", "fund", "plan", "change")


def acts(row: Row, own: list[Row], day: date) -> None:
    """The acts of the actor on this project; a sentence where there is none."""
    actor = frame.actor()
    if actor.role not in MAY["milestone"]:
        st.markdown(say("projects.no_act", role=actor.role))
        return
    if refused := scope_refusal(actor, row["village_code"], row["star_code"]):
        st.info(formats.markdown(refused))
        return
    offered = TICKS if actor.role in OF_VILLAGE else ACTS
    act = st.segmented_control(
        say("projects.block.acts"), offered, default="tick", required=True, wrap=True,
        key=f"projects_act_{len(offered)}", label_visibility="collapsed",
        format_func=lambda one: say(f"projects.act.{one}"),
    )  # fmt: skip
    forms: dict[str, Callable[[Row, list[Row], date], None]] = {
        "tick": _tick, "move": _move, "accept": _accept, "upkeep": _upkeep, "fund": _fund,
        "plan": _plan, "change": _change,
    }  # fmt: skip
    forms[str(act)](row, own, min(day, commands.business_today()))


def form(act: str, row: Row | None) -> Any:
    """A form that is empty again after it was saved, and only then."""
    code = row["project_code"] if row else ""
    return st.form(f"project_{act}_{code}_{doing.turn(PLACE)}", border=False)


def _do(command: Callable[[], Receipt], message: str) -> None:
    doing.do(
        PLACE, command, lambda receipt: say("projects.done", what=message, id=receipt.upload_id),
        lambda _: doing.emptied(PLACE),
    )  # fmt: skip


def whole(*given: object) -> bool:
    """Whether nothing that must be chosen was left open; else that is said."""
    if any(one is None for one in given):
        st.error(say("projects.incomplete"))
        return False
    return True


def _left(own: list[Row]) -> list[str]:
    return [one["milestone"] for one in own if formats.is_missing(one["done_on"])]


def _tick(row: Row, own: list[Row], day: date) -> None:
    left = _left(own) if own else [FINISH]
    if not left:
        st.markdown(say("projects.all_ticked"))
        return
    with form("tick", row):
        first, second = st.columns([2, 1])
        name = first.selectbox(say("projects.form.milestone"), left)
        done = second.date_input(say("projects.form.done"), day, format="YYYY-MM-DD")
        pressed = st.form_submit_button(say("projects.act.tick"), type="primary")
    if pressed and whole(name, done):
        _do(
            lambda: commands.tick_milestone(frame.actor(), row["project_code"], str(name), done),
            say("projects.did.tick", name=name, day=done),
        )


def _move(row: Row, own: list[Row], day: date) -> None:
    left = _left(own)
    if not left:
        st.markdown(say("projects.nothing_to_move"))
        return
    with form("move", row):
        first, second, third = st.columns(3)
        name = first.selectbox(say("projects.form.milestone"), left)
        planned = second.date_input(
            say("projects.form.new_day"), max(day, row["starts_on"].date()), format="YYYY-MM-DD"
        )
        since = third.date_input(
            say("projects.form.since"), day, format="YYYY-MM-DD", help=say("projects.since_help")
        )
        reason = st.text_input(say("projects.form.reason"))
        pressed = st.form_submit_button(say("projects.act.move"), type="primary")
    if pressed and whole(name, planned, since):
        _do(
            lambda: commands.move_milestone(
                frame.actor(), row["project_code"], str(name), planned, since, reason
            ),
            say("projects.did.move", name=name, day=planned),
        )


def _accept(row: Row, _own: list[Row], day: date) -> None:
    names = {one.code: one.name for one in definitions.project_rules().items}
    with form("accept", row):
        first, second = st.columns(2)
        passed = first.multiselect(
            say("projects.form.passed"), list(names), format_func=names.get,
            placeholder=say("projects.form.choose"),
        )  # fmt: skip
        failed = second.multiselect(
            say("projects.form.failed"), list(names), format_func=names.get,
            placeholder=say("projects.form.choose"),
        )  # fmt: skip
        every = first.checkbox(say("projects.form.all_passed", n=len(names)))
        third, fourth = st.columns([1, 2])
        looked = third.date_input(say("projects.acceptance.day"), day, format="YYYY-MM-DD")
        note = fourth.text_input(say("projects.form.opinion"))
        pressed = st.form_submit_button(say("projects.act.accept"), type="primary")
    if pressed and whole(looked):
        if set(passed) & set(failed) or (every and failed):
            st.error(say("projects.both_ways"))
            return
        result = dict.fromkeys(names if every else passed, True) | dict.fromkeys(failed, False)
        _do(
            lambda: commands.accept_items(frame.actor(), row["project_code"], result, looked, note),
            say("projects.did.accept", n=len(result)),
        )


def _upkeep(row: Row, _own: list[Row], day: date) -> None:
    known = "" if formats.is_missing(row["keeper"]) else row["keeper"]
    with form("upkeep", row):
        first, second, third = st.columns([2, 1, 1])
        keeper = first.text_input(say("projects.form.keeper"), known)
        looked = second.date_input(say("projects.form.checked"), day, format="YYYY-MM-DD")
        income = third.number_input(
            say("projects.form.income"), value=None, min_value=0.0, step=1.0, format="%g"
        )
        note = st.text_input(say("projects.form.kept"))
        pressed = st.form_submit_button(say("projects.act.upkeep"), type="primary")
    if pressed and whole(looked):
        _do(
            lambda: commands.record_upkeep(
                frame.actor(), row["project_code"], keeper, looked, income, note
            ),
            say("projects.did.upkeep", day=looked),
        )


def _fund(row: Row, _own: list[Row], day: date) -> None:
    fund_form(row["village_code"], row, day)


def fund_form(village_code: str | None, row: Row | None, day: date) -> None:
    """Money of a project, or (without ``row``) of a village that is chosen in the form."""
    with form("fund", row):
        if row is None:
            village_code = parts.village(st, say("frame.label.village"), day)
        first, second, third, fourth = st.columns(4)
        source = first.selectbox(
            say("projects.fund_column.source"), definitions.project_rules().sources,
            accept_new_options=True, index=None, placeholder=say("projects.form.source_hint"),
        )  # fmt: skip
        amount = second.number_input(
            say("projects.fund_column.amount"), value=None, step=1.0, format="%g"
        )
        used = third.number_input(
            say("projects.fund_column.used"), value=None, step=1.0, format="%g",
            help=say("projects.used_help"),
        )  # fmt: skip
        came = fourth.date_input(say("projects.fund_column.received"), day, format="YYYY-MM-DD")
        note = st.text_input(say("projects.form.note"), key=f"fund_note_{doing.turn(PLACE)}")
        pressed = st.form_submit_button(say("projects.act.fund"), type="primary")
    if pressed and whole(village_code, source, amount, came):
        money = Money(
            str(village_code), str(source), float(amount), came, used,
            row["project_code"] if row else "",
        )  # fmt: skip
        _do(
            lambda: commands.record_fund(frame.actor(), money, note),
            say("projects.did.fund", source=source, amount=formats.number(amount, 2)),
        )


def _plan(row: Row, _own: list[Row], day: date) -> None:
    with form("plan", row):
        first, second, third = st.columns(3)
        name = first.text_input(say("projects.form.milestone_name"))
        phase = second.selectbox(say("projects.milestone.phase"), PHASES)
        planned = third.date_input(
            say("projects.milestone.planned"), max(day, row["starts_on"].date()),
            format="YYYY-MM-DD",
        )  # fmt: skip
        pressed = st.form_submit_button(say("projects.act.plan"), type="primary")
    if pressed and whole(planned):
        _do(
            lambda: commands.plan_milestone(
                frame.actor(), row["project_code"], name, str(phase), planned
            ),
            say("projects.did.plan", name=name),
        )


def _change(row: Row, _own: list[Row], day: date) -> None:
    try:
        known = commands.project_on_record(row["project_code"])
    except Refused as refused:
        st.error(formats.markdown(refused))
        return
    with form("change", row):
        first, second, third = st.columns(3)
        end = first.date_input(say("projects.column.ends_on"), known.ends_on, format="YYYY-MM-DD")
        investment = second.number_input(
            say("projects.form.investment"), value=known.investment, step=1.0, format="%g"
        )
        disbursed = third.number_input(
            say("projects.form.disbursed"), value=known.disbursed, step=1.0, format="%g"
        )
        fourth, fifth, sixth = st.columns(3)
        post = fourth.text_input(say("projects.column.owner"), known.owner_post)
        contractor = fifth.text_input(say("projects.column.contractor"), known.contractor)
        since = sixth.date_input(
            say("projects.form.since"), day, format="YYYY-MM-DD", help=say("projects.since_help")
        )
        reason = st.text_input(say("projects.form.reason"))
        st.caption(say("projects.change_note"))
        pressed = st.form_submit_button(say("projects.act.change"), type="primary")
    if pressed and whole(end, since):
        changed = Project(
            known.project_code, known.project, known.village_code, known.star_code,
            known.starts_on, end, post or known.owner_post, contractor or known.contractor,
            known.indicator_code,
            known.investment if investment is None else investment,
            known.disbursed if disbursed is None else disbursed,
        )  # fmt: skip
        _do(
            lambda: commands.change_project(frame.actor(), changed, since, reason),
            say("projects.did.change", name=known.project),
        )
