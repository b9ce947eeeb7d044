"""Forms of 村与边界: one for every change of a unit, one to take a change or a name back; and the
tables of what was changed and of other names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components import doing, formats, frame, phrases
from dashboard.components.figures.tables import Cell, Column, html_table
from dashboard.domain.names import COMMUNITY, VILLAGE, group_order
from dashboard.store import commands, queries
from dashboard.words import say

ACTS = ("renamed", "regrouped", "liaison", "merged", "abolished", "founded")
MANY = ("regrouped", "liaison")
SHOWN_EVENTS = 40


def sentence(count: int, groups: int, events: pd.DataFrame) -> str:
    """How many units there are, and the newest change that counts (Markdown)."""
    text = say("villages.sentence", n=count, groups=groups)
    live = events[events["withdrawn_at"].isna()]
    if not live.empty:
        row = live.iloc[0].to_dict()
        text += say(
            "villages.sentence_changed", n=len(live),
            what=formats.markdown(f"{row['village']} {formats.day(row['event_date'])} {what(row)}"),
        )  # fmt: skip
    return text + say("briefing.stop")


def change_form(day: date) -> None:
    """One form for every change; what it asks depends on what is to be done. What was typed stays
    when the change is refused."""
    act = st.segmented_control(
        say("villages.act"), ACTS, default=ACTS[0], key="villages_act", required=True, wrap=True,
        format_func=lambda one: say(f"villages.event.{one}"), label_visibility="collapsed",
    )  # fmt: skip
    here = queries.villages_on_day(day)
    names = dict(zip(here["village_code"], here["village"], strict=True))
    turn = doing.turn("villages")
    with st.form(f"village_{act}_{turn}", border=False):
        given = _fields(str(act), names, here)
        left, right = st.columns([1, 2])
        given["day"] = left.date_input(say("villages.from_day"), day, format="YYYY-MM-DD")
        given["reason"] = right.text_input(
            say("villages.reason"), placeholder=say("villages.reason_hint")
        )
        if st.form_submit_button(say("villages.save"), type="primary"):
            _save(str(act), given)


def _fields(act: str, names: dict[str, str], here: pd.DataFrame) -> dict[str, Any]:
    """What an act asks beside its day and reason."""
    left, right = st.columns(2)
    if act == "founded":
        given = {
            "code": left.text_input(say("villages.code")),
            "name": right.text_input(say("villages.name")),
        }
        first, second, third = st.columns(3)
        return given | {
            "category": first.selectbox(say("villages.category"), [VILLAGE, COMMUNITY]),
            "area_group": second.text_input(say("villages.group_optional")),
            "liaison_post": third.text_input(say("villages.post_optional")),
        }
    if act in MANY:
        codes = left.multiselect(
            say("villages.villages"), list(names), format_func=names.get,
            placeholder=say("villages.choose"),
        )  # fmt: skip
        groups = sorted(here["area_group"].unique(), key=group_order)
        group = left.selectbox(
            say("villages.whole_group"), ["", *groups],
            format_func=lambda one: one or say("villages.whole_group_none"),
        )  # fmt: skip
        whole = list(here[here["area_group"] == group]["village_code"]) if group else []
        label = say("villages.new_group") if act == "regrouped" else say("villages.new_post")
        return {"codes": [*codes, *whole], "value": right.text_input(label)}
    given = {
        "code": left.selectbox(
            say("villages.village"), list(names), index=None, format_func=names.get,
            placeholder=say("villages.choose"),
        )
    }  # fmt: skip
    if act == "renamed":
        given["name"] = right.text_input(say("villages.new_name"))
    if act == "merged":
        given["into"] = right.selectbox(
            say("villages.into"), list(names), index=None, format_func=names.get,
            placeholder=say("villages.choose"),
        )  # fmt: skip
    return given


DO: dict[str, Callable[..., int]] = {
    "renamed": commands.rename_village,
    "merged": commands.merge_village,
    "abolished": commands.abolish_village,
    "founded": commands.found_village,
}


def _save(act: str, given: dict[str, Any]) -> None:
    if None in given.values() or given.get("codes") == []:
        st.error(say("villages.incomplete"))
        return
    if act in MANY:
        command = commands.regroup_villages if act == "regrouped" else commands.set_liaison_post
        _do(
            lambda: command(
                frame.actor(), given["codes"], given["value"], given["day"], given["reason"]
            ),
            lambda n: say("villages.done_many", n=n),
        )
        return
    _do(lambda: DO[act](frame.actor(), **given), lambda n: say("villages.done_one", n=n))


def _do(command: Callable[[], Any], message: Callable[[Any], str]) -> None:
    doing.do("villages", command, message, lambda _: doing.emptied("villages"))


def what(row: dict[str, Any]) -> str:
    """What a change says of its unit."""
    if row["event"] == "liaison" and not row["liaison_post"]:
        return say("villages.told.liaison_none")
    words = {
        "founded": {"name": row["name"]}, "renamed": {"name": row["name"]},
        "regrouped": {"group": row["area_group"]}, "liaison": {"post": row["liaison_post"]},
        "merged": {"into": row["into_village"]}, "abolished": {},
    }  # fmt: skip
    return say(f"villages.told.{row['event']}", **words[row["event"]])


def history_table(events: pd.DataFrame) -> str:
    """The newest changes with who, when, why, and whether they count."""
    columns = [
        Column("id", say("villages.column.id"), align="right", wrap=False),
        Column("village", say("villages.column.village"), wrap=False),
        Column("what", say("villages.column.what")),
        Column("day", say("villages.column.day"), wrap=False),
        Column("reason", say("villages.column.reason"), narrow="under"),
        Column("who", say("villages.column.who"), wrap=False, narrow="under"),
        Column("when", say("villages.column.when"), wrap=False, narrow="hide"),
        Column("state", say("villages.column.state")),
    ]
    rows = []
    for row in events.head(SHOWN_EVENTS).to_dict("records"):
        gone = not formats.is_missing(row["withdrawn_at"])
        why = {"who": row["withdrawn_by"], "why": row["withdrawn_reason"]}
        rows.append(
            {
                "id": str(row["event_id"]),
                "village": Cell(row["village"], strong=not gone),
                "what": what(row),
                "day": formats.day(row["event_date"]),
                "reason": Cell(row["reason"], "ink3"),
                "who": row["actor_name"],
                "when": Cell(f"{phrases.local_time(row['recorded_at']):%Y-%m-%d %H:%M}", "ink3"),
                "state": Cell(say("villages.withdrawn", **why), "red") if gone
                else Cell(say("villages.counts"), "green"),
            }
        )  # fmt: skip
    return html_table(columns, rows, label=say("villages.history"))


def withdraw_form(events: pd.DataFrame) -> None:
    """Take a change back with a reason."""
    live = events[events["withdrawn_at"].isna()]
    texts = {
        int(row["event_id"]): say(
            "villages.event_is", id=row["event_id"], village=row["village"], what=what(row)
        )
        for row in live.to_dict("records")
    }
    if not texts:
        return
    with (
        st.expander(say("villages.withdraw")),
        st.form("withdraw_village", clear_on_submit=True, border=False),
    ):
        chosen = st.selectbox(
            say("villages.which"), list(texts), index=None, format_func=lambda one: texts[one],
            placeholder=say("villages.choose_event"),
        )  # fmt: skip
        reason = st.text_input(say("villages.withdraw_reason"))
        if st.form_submit_button(say("villages.withdraw_button")):
            if chosen is None:
                st.error(say("villages.choose_event"))
                return
            _do(
                lambda: commands.withdraw_village_event(frame.actor(), int(chosen), reason),
                lambda _: say("villages.withdrawn_told", id=chosen),
            )
