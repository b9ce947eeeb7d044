"""One item of the ledger: what is to be done by when, its history, and the acts of the day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components import blocks, formats, ledger_forms, phrases, view
from dashboard.components import ledger_words as words
from dashboard.components.figures.tables import Cell, Column, html_table
from dashboard.components.ledger_day import Ledger
from dashboard.domain import ledger
from dashboard.messages.text import supervision_sheet
from dashboard.store import definitions, queries
from dashboard.words import say

STEPS = {
    ledger.SHORTFALL: ("receive_by", "plan_by", "due_date", "accept_by"),
    ledger.REPORT: ("receive_by", "due_date", "accept_by"),
}
"""The dates of each kind; what a village reports gets no plan of its own."""
TEXTS = ("owner_post", "lead_unit", "liaison_post", "cause", "progress", "evidence")


def draw(row: Mapping[Any, Any], shown: Ledger) -> None:
    """The panel of one item."""
    with st.container(border=True):
        note = say("ledger.comma").join(
            filter(None, (row["star"], words.colour(row, shown.day.year), words.marks(row)))
        )
        blocks.title(words.named(row), note)
        left, right = st.columns([46, 54])
        with left:
            # One paragraph with breaks: a paragraph a line would double the panel's height.
            st.markdown("  \n".join(facts(row, shown)))
            # Beside the history, not below it: a long one would push the acts out of sight.
            ledger_forms.acts(row, shown)
        with right:
            _history(row, shown)
        if row["escalation"]:
            with st.expander(say("ledger.sheet")):
                st.code(supervision_sheet(row, shown.day), language=None, wrap_lines=True)


def _history(row: Mapping[Any, Any], shown: Ledger) -> None:
    """The steps up to the day shown: on a past day what came later is not yet done."""
    events = queries.ledger_events(int(row["item_id"]))
    until = events["event_date"].dt.date <= shown.day
    st.html(history(events[until], str(row["kind"])))
    if later := int((~until).sum()):
        st.caption(say("ledger.later", n=later))


def facts(row: Mapping[Any, Any], shown: Ledger) -> list[str]:
    """What is known of an item, line by line (Markdown)."""
    lines = []
    if row["proposes_closing"]:
        told = formats.markdown(words.evidence(row))
        lines.append(say("ledger.proposes", evidence=told))
    if not formats.is_missing(row["state_now"]):
        lines.append(_line("value", words.value_due(row, shown.day)))
    if row["kind"] == ledger.REPORT:
        lines.append(_line("place", say("ledger.place", place=row["place"], what=row["category"])))
    severity = definitions.deadlines().severities.get(row["severity"], row["severity"])
    found = say("ledger.found", source=row["source"], day=formats.day(row["found_on"]),
                severity=severity)  # fmt: skip
    lines.append(_line("found", found))
    measure = row["measure"]
    missing = say("ledger.no_measure")
    if row["kind"] == ledger.SHORTFALL:
        lines.append(_line("measure", missing if formats.is_missing(measure) else measure))
    for name in TEXTS:
        if not formats.is_missing(row[name]):
            lines.append(_line(name, row[name]))
    lines.append(_line("steps", _steps(row, shown)))
    if not formats.is_missing(row["until_date"]):
        lines.append(_line("until_date", formats.day(row["until_date"])))
    if not formats.is_missing(row["look_on"]):
        lead = "" if formats.is_missing(row["lead_post"]) else row["lead_post"]
        lines.append(
            _line("look_on", say("ledger.look", day=formats.day(row["look_on"]), lead=lead))
        )
    if row["state"] == ledger.CLOSED and not formats.is_missing(row["accepted_by"]):
        lines.append(_line("accepted", say("ledger.accepted", who=row["accepted_by"],
                                           day=formats.day(row["closed_on"]))))  # fmt: skip
    return lines


def _line(name: str, text: object) -> str:
    label = say(f"ledger.fact.{name}")
    return f"**{label}**　{formats.markdown(text)}"


def _steps(row: Mapping[Any, Any], shown: Ledger) -> str:
    kind = str(row["kind"])
    told = [
        say(f"ledger.step.{kind}.{name}", day=formats.day(row[name], shown.day.year))
        for name in STEPS[kind]
        if not formats.is_missing(row[name])
    ]
    return say("ledger.then").join(told) or say("ledger.no_due")


def history(events: pd.DataFrame, kind: str) -> str:
    """Every step, newest first: when, what, what was said, and who."""
    columns = [
        Column("day", say("ledger.column.day"), wrap=False),
        Column("act", say("ledger.column.act"), wrap=False),
        Column("said", say("ledger.column.said"), narrow="below"),
        Column("who", say("ledger.column.who"), narrow="under"),
    ]
    rows: list[dict[str, Cell | str | None]] = [
        {
            "day": Cell(formats.day(row["event_date"]), small=_when(row)),
            "act": Cell(ledger.RULES[kind][row["action"]].name, _tone(row["action"]), strong=True,
                        small=ledger.STATES[kind][row["state"]]),
            "said": said(row),
            "who": _who(row),
        }
        for row in events.iloc[::-1].to_dict("records")
    ]  # fmt: skip
    return html_table(columns, rows, label=say("ledger.history"))


def _tone(action: str) -> str:
    if action in (*ledger.RELAPSES, "return", "void"):
        return "red"
    return "green" if action == "accept" else ""


def _who(row: Mapping[Any, Any]) -> str:
    """The post with its role, and that nobody proved to be it; the data's own steps name who published
    them."""
    name, role = str(row["actor_name"]), str(row["actor_role"])
    who = name if role in name else say("ledger.with_role", name=name, role=role)
    if row["is_automatic"]:
        return say("ledger.automatic", who=who)
    return who if row["is_verified"] else say("ledger.unverified", who=who)


def _when(row: Mapping[Any, Any]) -> str:
    moment = phrases.local_time(row["recorded_at"])
    return say("ledger.recorded", when=f"{moment:%m-%d %H:%M}")


def said(row: Mapping[Any, Any]) -> str:
    """What a step said, field by field."""
    told = []
    for name, label in ledger.FIELDS.items():
        value = row[name]
        if formats.is_missing(value):
            continue
        told.append(say("ledger.said", label=label, value=_value(name, value)))
    return say("ledger.semicolon").join(told)


def _value(name: str, value: Any) -> str:
    if name in ("due_date", "until_date", "look_on"):
        return formats.day(value)
    if name == "severity":
        return str(definitions.deadlines().severities.get(value, value))
    if name == "needs_county":
        return say("formats.yes") if value else say("formats.no")
    return str(value)


def draw_asked(shown: Ledger) -> None:
    """The panel of the item in the URL, or how to open one."""
    asked = view.get("item")
    if not asked:
        st.caption(say("ledger.choose_row"))
        return
    row = shown.row(int(asked)) if asked.isascii() and asked.isdecimal() else None
    if row is None:
        view.warn(asked, say("ledger.item"), say("formats.nothing"))
        return
    draw(row, shown)
