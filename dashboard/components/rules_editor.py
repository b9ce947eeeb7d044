"""The editor of a draft of rules: tables to type into, its head, and what stands against it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from dashboard.components import blocks, doing, formats, frame, rules_tables, rules_text
from dashboard.domain.rule_delta import delta, differences
from dashboard.domain.rules import CATEGORIES, RequirementRule, RuleDocument, RuleSet, applied
from dashboard.store import commands, definitions, queries
from dashboard.store.commands import Faults, RuleDraft
from dashboard.words import say


@dataclass(frozen=True)
class Edited:
    """A draft as it stands on the page: its document, what stands against it, and whether it differs
    from what is stored."""

    title: str
    document: RuleDocument
    faults: Faults
    is_dirty: bool


def keep(draft: RuleDraft) -> None:
    """The draft that is open from now on."""
    st.session_state["rules_opened"] = draft
    st.session_state["rules_wanted"] = draft.draft_id


def draw(draft: RuleDraft, day: date) -> Edited:
    """Everything of the draft, as typed by now."""
    base = queries.rules_on(day)
    full = applied(base, draft.document)
    key = f"{draft.draft_id}_{draft.revision}"
    with st.container(border=True):
        title, head = _head(draft, day, key)
    with st.container(border=True):
        blocks.title(say("rules.edit_lines"), say("rules.edit_lines_note"))
        requirements = _requirements(full, key)
        added = _add_form(full, key)
    left, right = st.columns([2, 3])
    with left, st.container(border=True):
        blocks.title(say("rules.edit_stars"), say("rules.edit_stars_note"))
        stars = _stars(full, key)
    with right, st.container(border=True):
        blocks.title(say("rules.switches"), say("rules.edit_switches_note"))
        switches = _switches(full, key)
    wanted, unread = rules_tables.typed(full, requirements, stars, switches)
    document = delta(base, wanted, head)
    found = commands.rule_faults(document)
    edited = Edited(
        title,
        document,
        Faults((*unread, *found.rules), found.head),
        is_dirty=wanted != full
        or title != draft.title
        or _head_of(draft.document) != _head_of(head),
    )
    _findings(edited, base, wanted)
    _save_bar(draft, edited, key)
    if added is not None:
        more = RuleSet((*wanted.requirements, added), wanted.stars, wanted.switches)
        save(draft, Edited(title, delta(base, more, head), edited.faults, is_dirty=True))
    return edited


def _head_of(document: RuleDocument) -> tuple[object, ...]:
    return document.valid_from, document.set_by, document.source_note, document.reason


def _head(draft: RuleDraft, day: date, key: str) -> tuple[str, RuleDocument]:
    """Name, first day, post, source, and the reason where it is late."""
    document = draft.document
    first, second, third = st.columns([2, 1, 2])
    title = first.text_input(say("rules.title"), draft.title, key=f"rules_name_{key}", max_chars=40)
    start = second.date_input(
        say("rules.valid_from"), document.valid_from or day, key=f"rules_from_{key}",
        format="YYYY-MM-DD", required=True,
    )  # fmt: skip
    set_by = third.text_input(
        say("rules.set_by"), document.set_by, key=f"rules_by_{key}", max_chars=30,
        placeholder=say("rules.set_by_hint"),
    )  # fmt: skip
    late = isinstance(start, date) and commands.is_late(start)
    left, right = st.columns(2)
    note = left.text_input(
        say("rules.source_note"), document.source_note, key=f"rules_note_{key}", max_chars=200,
        placeholder=say("rules.source_hint"),
    )  # fmt: skip
    reason = right.text_input(
        say("rules.reason"), document.reason, key=f"rules_reason_{key}", max_chars=200,
        placeholder=say("rules.reason_hint") if late else say("rules.not_late"), disabled=not late,
    )  # fmt: skip
    head = RuleDocument(
        valid_from=start if isinstance(start, date) else day, set_by=set_by.strip(),
        source_note=note.strip(), reason=reason.strip(),
    )  # fmt: skip
    return title, head


def _requirements(full: RuleSet, key: str) -> pd.DataFrame:
    rows = rules_tables.requirement_frame(full)
    column = st.column_config
    config = {
        "star": column.TextColumn(say("rules.column.star"), width=80),
        "indicator": column.TextColumn(say("rules.column.indicator"), width=200, pinned=True),
        "category": column.TextColumn(say("rules.column.category"), width=60),
        "threshold": column.NumberColumn(
            say("rules.column.threshold"),
            required=True,
            width=84,
            format="plain",
            help=say("rules.threshold_help"),
        ),
        "mandatory": column.CheckboxColumn(say("rules.column.mandatory"), width=74),
        "veto": column.SelectboxColumn(
            say("rules.column.veto"),
            options=list(rules_tables.VETOES),
            width=90,
            format_func=_veto,
        ),
        "points": column.NumberColumn(
            say("rules.column.points"), required=True, width=72, help=say("rules.points_help")
        ),
        "tiers": column.TextColumn(
            say("rules.column.tiers"), width=150, max_chars=200, help=say("rules.tiers_help")
        ),
        "max_age_days": column.NumberColumn(
            say("rules.column.age"), required=True, step=1, width=84, help=say("rules.age_help")
        ),
        "dropped": column.CheckboxColumn(say("rules.column.dropped"), width=74),
    }
    edited: pd.DataFrame = st.data_editor(
        rows, key=f"rules_lines_{key}", hide_index=True, column_config=config, row_height=36,
        disabled=["star", "indicator", "category"], height=36 * (min(len(rows), 12) + 1) + 2,
        alt=say("rules.edit_lines"),
    )  # fmt: skip
    return edited


def _veto(code: str) -> str:
    return say(f"rules.veto.{code}")


def _stars(full: RuleSet, key: str) -> pd.DataFrame:
    column = st.column_config
    edited: pd.DataFrame = st.data_editor(
        rules_tables.star_frame(full), key=f"rules_stars_{key}", hide_index=True, row_height=36,
        disabled=["star", "category"], alt=say("rules.edit_stars"), placeholder="",
        column_config={
            "star": column.TextColumn(say("rules.column.star"), width=90),
            "category": column.TextColumn(say("rules.column.category"), width=60),
            "pass_mark": column.NumberColumn(
                say("rules.column.pass_mark"), width=90, help=say("rules.pass_mark_help")
            ),
            "capstone": column.CheckboxColumn(
                say("rules.column.capstone"), width=70, help=say("rules.capstone_help")
            ),
        },
    )  # fmt: skip
    return edited


def _switches(full: RuleSet, key: str) -> pd.DataFrame:
    column = st.column_config
    choices = {code: label for one in definitions.switches() for code, label in one.labels.items()}
    judged = [one for one in definitions.campaign().indicators if one.kind == "judged"]
    choices |= {one.code: say("rules.code_name", code=one.code, name=one.name) for one in judged}
    edited: pd.DataFrame = st.data_editor(
        rules_tables.switch_frame(full), key=f"rules_switches_{key}", hide_index=True,
        row_height=36, disabled=["label", "hint"], alt=say("rules.switches"), placeholder="",
        height=36 * 7 + 2,
        column_config={
            "label": column.TextColumn(say("rules.column.switch"), width=150, pinned=True),
            "on": column.CheckboxColumn(say("rules.column.on"), width=50),
            "code": column.SelectboxColumn(
                say("rules.column.code"), options=list(choices), width=110,
                format_func=lambda one: choices.get(one, one),
            ),
            "number": column.NumberColumn(say("rules.column.number"), width=60),
            "level": column.NumberColumn(say("rules.column.level"), width=60, step=1),
            "hint": column.TextColumn(say("rules.column.hint"), width=380),
        },
    )  # fmt: skip
    return edited


def _add_form(full: RuleSet, key: str) -> RequirementRule | None:
    """A requirement the rules lack, or one of a category's own; None unless it was asked for."""
    campaign = definitions.campaign()
    judged = {one.code: one for one in campaign.indicators if one.kind == "judged"}
    with st.expander(say("rules.add")), st.form(f"rules_add_{key}", border=False):
        first, second, third = st.columns([1, 2, 1])
        star = first.selectbox(
            say("rules.star"),
            [one.code for one in campaign.stars],
            format_func=rules_text.star_name,
        )
        code = second.selectbox(
            say("rules.column.indicator"), list(judged), format_func=rules_text.indicator_name
        )
        category = third.selectbox(
            say("rules.column.category"), ["", *CATEGORIES],
            format_func=lambda one: one or say("rules.both"),
        )  # fmt: skip
        if not st.form_submit_button(say("rules.add_button")):
            return None
    if (star, code, category) in full.requirement:
        st.error(say("rules.added_already"))
        return None
    one, common = judged[str(code)], full.requirement.get((str(star), str(code), ""))
    asked = {"threshold": one.minimum if one.direction == "higher" else one.maximum,
             "max_age_days": one.max_age_days, "direction": one.direction}  # fmt: skip
    if common is not None and not common.dropped:
        asked |= {"threshold": common.threshold, "max_age_days": common.max_age_days}
    return RequirementRule.model_validate(
        {"star": star, "indicator": code, "category": category, **asked}
    )


def _findings(edited: Edited, base: RuleSet, wanted: RuleSet) -> None:
    """What the draft changes, and everything that stands against it."""
    count = len(differences(base, wanted))
    with st.container(border=True):
        every = edited.faults.every
        blocks.title(
            say("rules.faults", n=len(every)) if every else say("rules.no_faults"),
            say("rules.changed", n=count),
        )
        if every:
            st.markdown("\n".join(f"- {formats.markdown(one)}" for one in every))


def _save_bar(draft: RuleDraft, edited: Edited, key: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(say("rules.save"), disabled=not edited.is_dirty, key=f"rules_save_{key}"):
            save(draft, edited)
        with st.popover(say("rules.discard")):
            if st.button(say("rules.discard_sure"), key=f"rules_discard_{key}"):
                _discard(draft)
        if edited.is_dirty:
            st.caption(say("rules.dirty"))


def save(draft: RuleDraft, edited: Edited) -> None:
    """Store the draft as a new revision, or say why not."""
    doing.do(
        "rules",
        lambda: commands.save_rule_draft(
            frame.actor(), edited.title, edited.document,
            draft_id=draft.draft_id, revision=draft.revision,
        ),
        lambda kept: say("rules.saved", id=kept.draft_id, n=kept.revision),
        keep,
    )  # fmt: skip


def _discard(draft: RuleDraft) -> None:
    doing.do(
        "rules",
        lambda: commands.discard_rule_draft(frame.actor(), draft.draft_id, draft.revision),
        lambda _: say("rules.discarded", id=draft.draft_id),
        lambda _: st.session_state.pop("rules_opened", None),
    )
