"""星级评定: the form of the next step, and the history of a village's stars."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components import doing, formats, frame, phrases, view
from dashboard.components.figures.tables import Cell, Column, html_table
from dashboard.components.review_sheet import CONFLICT, contradiction
from dashboard.domain.actor import BRANCH_SECRETARY, TASK_FORCE, Actor
from dashboard.domain.course import RULES, actions_of, scope_refusal
from dashboard.store import commands, queries
from dashboard.store.commands import Step
from dashboard.words import say

DOCUMENTED = ("name", "publicise")
"""Steps that may bear a document number without needing one."""
ONWARD = ("claim", "pass", "approve", "publicise", "name")
Key = tuple[str, str]


def step_form(rows: pd.DataFrame, part: pd.DataFrame, year: int) -> None:
    """What the actor may do next, on one case or many of those shown."""
    actor = frame.actor()
    actions = actions_of(actor.role)
    if not actions:
        st.markdown(say("awards.no_act", role=actor.role))
        return
    if actor.lacks_scope:
        st.info(scope_refusal(actor, "", ""))
        return
    own = _own(actor, rows, part)
    ready = {one: own[own["state"].isin(RULES[one].source)] for one in actions}
    turn = doing.turn("awards")
    # What leads on is offered first; nobody should send back what he meant to pass.
    onward = [one for one in (*ONWARD, *actions) if one in actions]
    first = next((one for one in onward if len(ready[one])), actions[0])
    action = str(
        st.segmented_control(
            say("awards.act"), actions, default=first, key=f"awards_act_{actor.role}_{turn}",
            required=True, wrap=True, label_visibility="collapsed",
            format_func=lambda one: say("awards.act_is", name=RULES[one].name, n=len(ready[one])),
        )
    )  # fmt: skip
    seen: dict[Key, int] = st.session_state.get("awards_seen", {})
    place = f"{action}_{year}_{actor.scope}_{turn}"
    cases = _cases(ready[action], own, st.session_state.get(f"awards_cases_{place}", []))
    if not cases:
        st.markdown(say("awards.nothing_ready", name=RULES[action].name))
        return
    with st.form(f"awards_{place}", border=False):
        step, chosen = _fields(action, year, place, cases)
        if st.form_submit_button(say("awards.do", name=RULES[action].name), type="primary"):
            # What the user saw is what the last run drew, not what this one has just read.
            _take(actor, step, {one: seen.get(one, cases[one]["last_event_id"]) for one in chosen})
    st.session_state["awards_seen"] = {one: row["last_event_id"] for one, row in cases.items()}


def _own(actor: Actor, rows: pd.DataFrame, part: pd.DataFrame) -> pd.DataFrame:
    """The cases that are the actor's: of his village, of its star, else those shown."""
    if actor.role == BRANCH_SECRETARY:
        return rows[rows["village_code"] == actor.scope]
    if actor.role == TASK_FORCE:
        return rows[
            (rows["star_code"] == actor.scope) & rows["village_code"].isin(part["village_code"])
        ]
    return part


def _cases(ready: pd.DataFrame, own: pd.DataFrame, kept: list[Key]) -> dict[Key, dict[Any, Any]]:
    """The cases to choose from; what was chosen stays among them though somebody moved it on."""
    keys = [tuple(one) for one in kept]
    every = [(row["village_code"], row["star_code"]) for row in own.to_dict("records")]
    chosen = pd.Series([one in keys for one in every], index=own.index, dtype=bool)
    offered = own[own.index.isin(ready.index) | chosen]
    return {(row["village_code"], row["star_code"]): row for row in offered.to_dict("records")}


def _fields(
    action: str, year: int, place: str, cases: dict[Key, dict[Any, Any]]
) -> tuple[Step, list[Key]]:
    rule = RULES[action]
    chosen = st.multiselect(
        say("awards.cases"), list(cases), key=f"awards_cases_{place}",
        format_func=lambda one: _case(cases[one]), placeholder=say("awards.choose_cases"),
    )  # fmt: skip
    if st.checkbox(say("awards.all_cases", n=len(cases)), key=f"awards_all_{place}"):
        chosen = list(cases)
    left, right = st.columns([1, 2])
    day: date = left.date_input(
        say("awards.day"), commands.business_today(), format="YYYY-MM-DD", key=f"awards_day_{place}"
    )
    needed = "needed" if rule.needs_opinion else "optional"
    opinion = right.text_input(say(f"awards.opinion.{needed}"), key=f"awards_opinion_{place}")
    document = ""
    if rule.needs_document or action in DOCUMENTED:
        needed = "needed" if rule.needs_document else "optional"
        document = st.text_input(say(f"awards.document.{needed}"), key=f"awards_document_{place}")
    return Step(action, year, day, opinion, document), chosen


def _case(row: dict[Any, Any]) -> str:
    named = say("awards.case", village=phrases.village(row["village"]), star=row["star"])
    return named + (say("awards.case_conflict") if contradiction(row) == CONFLICT else "")


def _take(actor: Actor, step: Step, seen: dict[Key, int]) -> None:
    doing.do(
        "awards",
        lambda: commands.take_step(actor, step, seen),
        lambda n: say("awards.done", name=RULES[step.action].name, n=n),
        lambda _: doing.emptied("awards"),
    )


def history(rows: pd.DataFrame, year: int, star: str) -> None:
    """Every step of one village's stars: who, when, why."""
    names = dict(zip(rows["village_code"], rows["village"], strict=True))
    label = say("frame.label.village")
    own = frame.actor().scope
    code = view.choice(
        "village", label, list(names), own if own in names else next(iter(names)),
        lambda one: say("village.is", village=names[one]), label_visibility="collapsed",
    )  # fmt: skip
    events = queries.case_events(code, year)
    if star:
        events = events[events["star_code"] == star]
    if events.empty:
        st.markdown(say("awards.no_history", year=year))
    else:
        st.html(history_table(events))


def history_table(events: pd.DataFrame) -> str:
    """The steps, newest first."""
    columns = [
        Column("star", say("blocks.column.star"), wrap=False),
        Column("step", say("awards.column.step"), wrap=False),
        Column("day", say("awards.column.day"), wrap=False),
        Column("said", say("awards.column.opinion"), narrow="below"),
        Column("who", say("awards.column.who"), narrow="under"),
        Column("when", say("awards.column.when"), wrap=False, narrow="hide"),
    ]
    cells = []
    for row in events.to_dict("records"):
        gone = not row["counts"]
        name = RULES[row["action"]].name
        cells.append(
            {
                "star": Cell(row["star"], "ink3" if gone else "", strong=not gone),
                "step": Cell(say("awards.taken_back", name=name), "red") if gone else name,
                "day": formats.day(row["event_date"]),
                "said": _said(row),
                "who": row["actor_name"],
                "when": Cell(f"{phrases.local_time(row['recorded_at']):%Y-%m-%d %H:%M}", "ink3"),
            }
        )
    return html_table(columns, cells, label=say("awards.history"))


def _said(row: dict[Any, Any]) -> str:
    parts = [row["opinion"], row["document"]]
    if not formats.is_missing(row["public_until"]):
        parts.append(say("awards.until", day=formats.day(row["public_until"])))
    if not formats.is_missing(row["upload_id"]):
        parts.append(say("awards.by_file", id=int(row["upload_id"])))
    return say("figures.comma").join(part for part in parts if part)
