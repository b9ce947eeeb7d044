"""Putting on the ledger: findings of inspections in free text, and what a village reports in one line."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from dashboard.components import doing, frame, ledger_day, parts, view
from dashboard.components.ledger_day import Ledger
from dashboard.domain import ledger
from dashboard.domain.actor import OF_VILLAGE, TASK_FORCE, Actor
from dashboard.store import commands, definitions, queries
from dashboard.store.commands import Finding
from dashboard.store.commands.ledger_rules import number
from dashboard.words import say

PLACE = "ledger_open"
TEXTS = ("lead_unit", "owner_post", "liaison_post")


def shortfall_form(shown: Ledger) -> None:
    """立项: a finding in free text. What was typed stays when it is refused."""
    actor = frame.actor()
    if not _may(actor, ledger.SHORTFALL, shown):
        return
    with (
        st.expander(say("ledger.open.title")),
        st.form(f"{PLACE}_{doing.turn(PLACE)}", border=False),
    ):
        st.caption(say("ledger.open.note"))
        given = _fields(actor)
        if st.form_submit_button(say("ledger.open.do"), type="primary"):
            _open(actor, given)


def report_form(shown: Ledger) -> None:
    """一句话上报: a village says where and what, and of which kind; no name of a resident."""
    actor = frame.actor()
    if not _may(actor, ledger.REPORT, shown):
        return
    own = actor.role in OF_VILLAGE
    with st.container(border=True), st.form(f"{PLACE}_report_{doing.turn(PLACE)}", border=False):
        st.markdown(f"**{say('ledger.report.title')}**　:small[{say('ledger.report.note')}]")
        columns = st.columns([1, 1, 2, 3] if not own else [1, 2, 3])
        village: str | None = actor.scope
        if not own:
            village = _village(columns.pop(0))
        lists = definitions.ledger_lists()
        category = columns[0].selectbox(say("ledger.column.category"), lists.categories)
        place = columns[1].text_input(
            say("ledger.needed", name=say("ledger.column.place")),
            placeholder=say("ledger.report.place_hint"), help=say("ledger.report.no_names"),
        )  # fmt: skip
        what = columns[2].text_input(
            say("ledger.needed", name=say("ledger.column.matter")),
            placeholder=say("ledger.report.what_hint"), help=say("ledger.report.no_names"),
        )  # fmt: skip
        if st.form_submit_button(say("ledger.report.do"), type="primary"):
            _open(
                actor,
                {"village_code": village, "what": what, "kind": ledger.REPORT, "place": place,
                 "category": category,
                 "star_code": actor.scope if actor.role == TASK_FORCE else ""},
            )  # fmt: skip


def _may(actor: Actor, kind: str, shown: Ledger) -> bool:
    """Whether the actor may put something of a kind on the ledger now; says what he must choose first."""
    if not shown.is_now or actor.role not in ledger.RULES[kind]["open"].roles:
        return False
    if actor.lacks_scope:
        st.info(ledger.scope_refusal(actor, "", ""))
        return False
    return True


def _village(place: Any) -> str | None:
    label = say("ledger.needed", name=say("frame.label.village"))
    return parts.village(place, label, commands.business_today(), view.get("village"))


def _fields(actor: Actor) -> dict[str, Any]:
    lists, severities = definitions.ledger_lists(), definitions.deadlines().severities
    stars = dict(queries.star_list()[["star_code", "star"]].to_numpy())
    offered = {actor.scope: stars[actor.scope]} if actor.scope in stars else {"": "", **stars}
    grid = st.grid(4, min_column_width=200)
    given: dict[str, Any] = {}
    with grid.cell():
        given["village_code"] = _village(st)
    with grid.cell():
        given["star_code"] = st.selectbox(
            say("ledger.column.star"), list(offered),
            format_func=lambda one: offered[one] or say("ledger.force.no_star"),
        )  # fmt: skip
    with grid.cell():
        sources = [one for one in lists.sources if one != lists.computed]
        given["source"] = st.selectbox(say("ledger.column.source"), sources)
    with grid.cell():
        given["found_on"] = _day(say("ledger.open.found_on"), commands.business_today())
    with grid.cell():
        given["severity"] = st.selectbox(
            ledger.FIELDS["severity"], list(severities), index=len(severities) - 1,
            format_func=lambda one: severities[one],
        )  # fmt: skip
    with grid.cell():
        given["due_date"] = _day(say("ledger.open.due_date"), None)
    for name in TEXTS:
        with grid.cell():
            given[name] = st.text_input(ledger.FIELDS[name])
    with grid.cell():
        given["cause"] = st.selectbox(
            ledger.FIELDS["cause"], ["", *lists.causes],
            format_func=lambda one: one or say("ledger.open.unknown"),
        )  # fmt: skip
    given["what"] = st.text_input(say("ledger.needed", name=say("ledger.open.what")))
    given["measure"] = st.text_area(ledger.FIELDS["measure"], height=68)
    given["needs_county"] = st.checkbox(ledger.FIELDS["needs_county"])
    return given


def _day(label: str, default: date | None) -> date | None:
    day: date | None = st.date_input(label, default, format="YYYY-MM-DD")
    return day


def _open(actor: Actor, given: dict[str, Any]) -> None:
    if not given["village_code"]:
        st.error(say("ledger.open.no_village"))
        return
    doing.do(
        "ledger",
        lambda: commands.open_items(actor, [Finding(**given)]),
        lambda ids: say(f"ledger.opened.{given.get('kind', ledger.SHORTFALL)}", no=number(ids[0])),
        lambda ids: _opened(ids[0]),
    )


def _opened(item_id: int) -> None:
    doing.emptied(PLACE)
    ledger_day.put_item(str(item_id))
