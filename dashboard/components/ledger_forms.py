"""The forms of the ledger: the acts a post may do to an item now, and those done to many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components import blocks, doing, formats, frame
from dashboard.components import ledger_words as words
from dashboard.components.ledger_day import Ledger
from dashboard.domain import ledger
from dashboard.domain.actor import ROLES, Actor
from dashboard.domain.ledger import Rule
from dashboard.store import commands, definitions
from dashboard.store.commands import Deed
from dashboard.words import say

ONWARD = ("apply", "accept", "claim", "progress", "return", "resume", "reopen")
"""What leads on is offered before what only changes an item."""
ORDER = (
    "severity", "lead_unit", "owner_post", "liaison_post", "due_date", "cause", "needs_county",
    "until_date", "look_on", "lead_post", "measure", "evidence", "note",
)  # fmt: skip
LONG = ("measure", "evidence", "note")
TOLD = 12
"""Numbers of chosen items that are named."""
DAYS = ("due_date", "until_date", "look_on")
Row = Mapping[Any, Any]


def acts(row: Row, shown: Ledger) -> None:
    """What the actor may do to one item now, as a row of choices and the form of the chosen one."""
    actor = frame.actor()
    if not shown.is_now:
        st.caption(say("ledger.past", day=shown.day))
        return
    kind, item_id = str(row["kind"]), int(row["item_id"])
    if refused := _out_of_reach(actor, kind, [row]):
        st.info(refused)
        return
    offered = _ordered(ledger.actions_of(actor.role, kind, str(row["state"])))
    action = _choose(offered, kind, f"{item_id}_{actor.name}")
    if not offered and action is None:
        st.caption(say("ledger.no_act", role=actor.role, state=words.state_name(row)))
    who = say("ledger.pause").join(_who_may(kind, str(row["state"])))
    if who:
        st.caption(say("ledger.who_may", who=who))
    if action is None:
        return
    name = say("ledger.do", name=ledger.RULES[kind][action].name)
    _form(actor, action, [row], row, ("ledger", name))


def many(rows: pd.DataFrame, shown: Ledger) -> None:
    """What the actor may do to several items at once."""
    actor = frame.actor()
    chosen = list(rows["item_no"])
    blocks.title(say("ledger.chosen", n=len(rows)), say("ledger.pause").join(chosen[:TOLD]))
    if not shown.is_now:
        st.caption(say("ledger.past", day=shown.day))
        return
    kind = str(rows["kind"].iloc[0])
    listed = rows.to_dict("records")
    if refused := _out_of_reach(actor, kind, listed):
        st.info(refused)
        return
    possible = [
        set(ledger.actions_of(actor.role, kind, str(state))) for state in rows["state"].unique()
    ]
    offered = [one for one in ledger.TOGETHER if all(one in own for own in possible)]
    action = _choose(offered, kind, f"many_{_ids(listed)}_{actor.name}")
    if not offered and action is None:
        st.caption(say("ledger.no_act_many", role=actor.role))
    if action is None:
        return
    name = say("ledger.do_many", name=ledger.RULES[kind][action].name, n=len(rows))
    _form(actor, action, listed, None, ("ledger_many", name))


def _form(
    actor: Actor, action: str, rows: Sequence[Row], row: Row | None, named: tuple[str, str]
) -> None:
    """The form of an act on items, ``row`` when it is one; ``named``: its key and its button."""
    seen: dict[int, int] = st.session_state.get("ledger_seen", {})
    place = f"{action}_{_ids(rows)}_{doing.turn('ledger')}"
    rule = ledger.RULES[str(rows[0]["kind"])][action]
    with st.form(f"{named[0]}_{place}", border=False):
        given = _fields(rule, action, place, row)
        if st.form_submit_button(named[1], type="primary"):
            # What the user saw is what the last run drew, not what this one has just read.
            every = {int(one["item_id"]): seen.get(int(one["item_id"])) for one in rows}
            _do(actor, Deed(action, **given), every, rule.name)
    st.session_state["ledger_seen"] = {
        int(one["item_id"]): int(one["last_event_id"]) for one in rows
    }


def _ids(rows: Sequence[Row]) -> str:
    return "_".join(str(one["item_id"]) for one in rows)


def _out_of_reach(actor: Actor, kind: str, rows: Sequence[Row]) -> str:
    """Why the items are none of the actor's, or empty; a role without acts is told so below."""
    if all(actor.role not in rule.roles for rule in ledger.RULES[kind].values()):
        return ""
    refusals = (ledger.scope_refusal(actor, row["village_code"], row["star_code"]) for row in rows)
    return next(filter(None, refusals), "")


def _ordered(actions: Sequence[str]) -> list[str]:
    return [one for one in dict.fromkeys((*ONWARD, *actions)) if one in actions]


def _choose(offered: Sequence[str], kind: str, place: str) -> str | None:
    """One of the acts, none at first. A chosen act stays though somebody moved the item meanwhile, so
    that what was typed is not lost and the store can say why."""
    key = f"ledger_act_{place}_{doing.turn('ledger')}"
    kept = st.session_state.get(key)
    options = [*offered, kept] if kept and kept not in offered else list(offered)
    if not options:
        return None
    chosen: str | None = st.segmented_control(
        say("ledger.act"), options, key=key, wrap=True, label_visibility="collapsed",
        format_func=lambda one: ledger.RULES[kind][one].name,
    )  # fmt: skip
    return chosen


def _who_may(kind: str, state: str) -> list[str]:
    """The acts that lead an item on from its state, each with the roles that may do it."""
    told = []
    for action, rule in ledger.RULES[kind].items():
        if action in ONWARD and rule.roles and state in rule.source:
            roles = say("ledger.pause").join(one for one in ROLES if one in rule.roles)
            told.append(say("ledger.act_of", name=rule.name, roles=roles))
    return told


def _fields(rule: Rule, action: str, place: str, row: Row | None) -> dict[str, Any]:
    """What an act says: only what was changed, so that the history tells what moved. ``row``: the item,
    None for many."""
    names = [one for one in ORDER if one in (*rule.needs, *rule.says, "note")]
    given: dict[str, Any] = {}
    short = [one for one in names if one not in LONG]
    grid = st.grid(3, min_column_width=220) if short else None
    for name in names:
        current = _current(name, row, action)
        key = f"ledger_{name}_{place}"
        label = _label(name, rule, row)
        if grid is not None and name in short:
            with grid.cell():
                value = _short(name, label, key, current)
        else:
            height = 68 if name == "note" else 96
            value = st.text_area(label, current or "", key=key, height=height)
        if value not in (None, "") and (value != current or name in rule.needs):
            given[name] = value
    return given


def _label(name: str, rule: Rule, row: Row | None) -> str:
    needed = name in rule.needs or (
        name == "measure"
        and rule is ledger.RULES[ledger.SHORTFALL]["apply"]
        and (row is None or formats.is_missing(row["measure"]))
    )
    told = ledger.FIELDS[name]
    return say("ledger.needed", name=told) if needed else told


def _current(name: str, row: Row | None, action: str) -> Any:
    if row is None or name in ("note", "until_date", "look_on"):
        return None
    if name == "evidence":
        return words.evidence(row) if action == "apply" else None
    if name == "due_date" and action in ledger.RELAPSES:
        return None
    value = row[name]
    if name == "needs_county":
        return bool(value)
    if formats.is_missing(value):
        return None
    return pd.Timestamp(value).date() if name in DAYS else str(value)


def _short(name: str, label: str, key: str, current: Any) -> Any:
    if name in DAYS:
        day: date | None = st.date_input(label, current, format="YYYY-MM-DD", key=key)
        return day
    if name == "needs_county":
        choices = (None, True, False)
        return st.selectbox(
            label, choices, 0 if current is None else choices.index(current), key=key,
            format_func=lambda one: say("ledger.unchanged") if one is None
            else say("formats.yes") if one else say("formats.no"),
        )  # fmt: skip
    if name in ("severity", "cause"):
        named = (
            dict(definitions.deadlines().severities)
            if name == "severity"
            else {one: one for one in definitions.ledger_lists().causes}
        )
        options = list(named) if current in named else ["", *named]
        return st.selectbox(
            label, options, options.index(current) if current in named else 0, key=key,
            format_func=lambda one: named[one] if one else say("ledger.unchanged"),
        )  # fmt: skip
    return st.text_input(label, current or "", key=key)


def _do(actor: Actor, deed: Deed, seen: dict[int, int | None], name: str) -> None:
    doing.do(
        "ledger",
        lambda: commands.act_on(actor, deed, seen),
        lambda n: say("ledger.done", name=name, n=n),
        lambda _: doing.emptied("ledger"),
    )
