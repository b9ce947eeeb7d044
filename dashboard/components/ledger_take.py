"""Taking computed shortfalls up into the ledger: which are on it already, and the form for the others."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.components import blocks, doing, frame, ledger_day, view
from dashboard.components.ledger_day import Ledger
from dashboard.domain import ledger
from dashboard.store import commands, definitions
from dashboard.store.commands import Finding
from dashboard.store.commands.ledger_rules import number
from dashboard.words import say


def with_items(rows: pd.DataFrame, shown: Ledger) -> pd.DataFrame:
    """The shortfalls with ``item_id`` (0: none) and ``item_no`` of the open item about the same village
    and indicator."""
    own = shown.shortfalls
    own = own[own["is_open"].astype(bool) & own["indicator_code"].notna()]
    keys = zip(own["village_code"], own["indicator_code"], strict=True)
    taken = dict(zip(keys, own["item_id"], strict=True))
    ids = [
        int(taken.get(key, 0))
        for key in zip(rows["village_code"], rows["indicator_code"], strict=True)
    ]
    return rows.assign(item_id=ids, item_no=[number(one) if one else "" for one in ids])


def draw(rows: pd.DataFrame, shown: Ledger) -> None:
    """What to do with the chosen rows: open their item, or take them up."""
    if rows.empty:
        st.caption(say("ledger.take.choose"))
        return
    with st.container(border=True):
        fresh, taken = rows[rows["item_id"] == 0], rows[rows["item_id"] != 0]
        blocks.title(say("ledger.take.title", n=len(fresh)), say("ledger.take.note"))
        if len(taken):
            nos = say("ledger.pause").join(taken["item_no"])
            st.markdown(say("ledger.take.taken", nos=nos))
            if len(taken) == 1 and st.button(say("ledger.take.open", no=taken["item_no"].iloc[0])):
                view.go("ledger", **ledger_day.address(item=str(taken["item_id"].iloc[0])))
        if fresh.empty:
            return
        if unreported := int(fresh["state"].isin(("missing", "stale")).sum()):
            st.caption(say("ledger.take.unreported", n=unreported))
        actor = frame.actor()
        if not shown.is_now:
            st.caption(say("ledger.past", day=shown.day))
        elif actor.role not in ledger.RULES[ledger.SHORTFALL]["open"].roles:
            roles = say("ledger.pause").join(ledger.RULES[ledger.SHORTFALL]["open"].roles)
            st.caption(say("ledger.take.not_yours", role=actor.role, roles=roles))
        else:
            _form(fresh)


def _form(rows: pd.DataFrame) -> None:
    keys = list(zip(rows["village_code"], rows["star_code"], rows["indicator_code"], strict=True))
    severities = definitions.deadlines().severities
    with st.form(f"ledger_take_{doing.turn('ledger')}", border=False):
        left, middle, right = st.columns(3)
        severity = left.selectbox(
            ledger.FIELDS["severity"], ["", *severities],
            format_func=lambda one: severities[one] if one else say("ledger.take.by_veto"),
        )  # fmt: skip
        owner = middle.text_input(
            ledger.FIELDS["owner_post"], placeholder=say("ledger.take.own_post")
        )
        due = right.date_input(say("ledger.open.due_date"), None, format="YYYY-MM-DD")
        if st.form_submit_button(say("ledger.take.do", n=len(rows)), type="primary"):
            findings = [
                Finding(
                    village, star_code=star, indicator_code=indicator, severity=severity,
                    owner_post=owner, due_date=due,
                )
                for village, star, indicator in keys
            ]  # fmt: skip
            doing.do(
                "ledger",
                lambda: commands.open_items(frame.actor(), findings),
                lambda ids: say("ledger.take.done", n=len(ids),
                                nos=say("ledger.pause").join(number(one) for one in ids[:20])),
                lambda _: doing.emptied("ledger"),
            )  # fmt: skip
