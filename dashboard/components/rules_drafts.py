"""草稿与生效: which draft, a new one, and the way from editing over the preview to effect."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import streamlit as st

from dashboard.components import blocks, doing, formats, frame, phrases, rules_editor, rules_effect
from dashboard.components.view import View
from dashboard.domain.errors import Refused
from dashboard.domain.rule_delta import delta
from dashboard.domain.rule_file import read_document
from dashboard.domain.rules import RuleDocument
from dashboard.store import commands, queries
from dashboard.store.commands import RuleDraft
from dashboard.words import say

CURRENT, FILE = "current", "file"
STARTS = (CURRENT, "stars", "points", "weighted", FILE)
NEW = 0


def next_day() -> date:
    """The first day that changes nothing judged: what a draft starts from."""
    today, judged = commands.business_today(), commands.judged_until()
    return today if judged is None or judged < today else judged + timedelta(days=1)


def draw(shown: View | None) -> None:
    """The drafts, and the chosen one with its editor, preview and effect."""
    rows = queries.rule_drafts()
    waiting = {
        int(row["draft_id"]): row for row in rows[rows["state"] == "open"].to_dict("records")
    }
    st.header(
        say("rules.drafts_sentence", n=len(waiting)) if waiting else say("rules.no_drafts"),
        anchor=False,
    )
    chosen = _choose(waiting)
    if chosen == NEW:
        _new()
        return
    draft = _opened(waiting[chosen])
    newest = waiting[chosen]
    with st.container():
        _moved(draft, newest)
    edited = rules_editor.draw(draft, draft.document.valid_from or next_day())
    rules_effect.draw(draft, edited)


def _moved(draft: RuleDraft, newest: dict[Any, Any]) -> None:
    """Say that somebody saved another revision since this one was opened."""
    if int(newest["revision"]) == draft.revision:
        return
    st.warning(formats.markdown(
        say("rules.moved", who=newest["actor_name"], n=newest["revision"], mine=draft.revision)
    ))  # fmt: skip
    if st.button(say("rules.reopen")):
        st.session_state.pop("rules_opened", None)
        st.rerun()


def _choose(waiting: dict[int, dict[Any, Any]]) -> int:
    """The draft to work on; NEW for a new one."""
    if not waiting:
        return NEW
    wanted = st.session_state.pop("rules_wanted", None)
    options = [*waiting, NEW]
    key = f"rules_draft_{'_'.join(map(str, sorted(waiting)))[-60:]}"
    if wanted in options:
        st.session_state[key] = wanted
    chosen = st.selectbox(
        say("rules.which_draft"), options, key=key,
        format_func=lambda one: _named(waiting[one]) if one else say("rules.new_draft"),
        label_visibility="collapsed",
    )  # fmt: skip
    return int(chosen)


def _named(row: dict[Any, Any]) -> str:
    when = f"{phrases.local_time(row['recorded_at']):%m-%d %H:%M}"
    return say(
        "rules.draft_is", id=row["draft_id"], title=row["title"], who=row["actor_name"], when=when,
        revision=row["revision"],
    )  # fmt: skip


def _opened(row: dict[Any, Any]) -> RuleDraft:
    """The draft as it was opened here; what others save meanwhile does not slip in."""
    kept = st.session_state.get("rules_opened")
    if isinstance(kept, RuleDraft) and kept.draft_id == int(row["draft_id"]):
        return kept
    draft = RuleDraft(
        int(row["draft_id"]), int(row["revision"]), row["title"], read_document(row["document"])
    )
    st.session_state["rules_opened"] = draft
    return draft


def _new() -> None:
    """A new draft: its name and what it starts from."""
    with st.container(border=True):
        blocks.title(say("rules.new_draft"), say("rules.new_note"))
        turn = doing.turn("rules_new")
        left, right = st.columns([1, 1])
        title = left.text_input(say("rules.title"), placeholder=say("rules.title_hint"),
                                key=f"rules_title_{turn}")  # fmt: skip
        start = right.selectbox(
            say("rules.start"), STARTS, format_func=lambda one: say(f"rules.starts.{one}"),
            key=f"rules_start_{turn}",
        )  # fmt: skip
        st.caption(say(f"rules.starts_note.{start}"))
        file = None
        if start == FILE:
            file = st.file_uploader(
                say("rules.file"), type=["toml"], key=f"rules_file_{turn}", max_upload_size=1,
                label_visibility="collapsed",
            )  # fmt: skip
        if st.button(say("rules.create"), type="primary"):
            doing.do(
                "rules",
                lambda: commands.save_rule_draft(frame.actor(), title, _started(str(start), file)),
                lambda draft: say("rules.created", id=draft.draft_id),
                _created,
            )


def _created(draft: RuleDraft) -> None:
    doing.emptied("rules_new")
    rules_editor.keep(draft)


def _started(start: str, file: Any) -> RuleDocument:
    """The document a new draft starts with; Refused for a file that is none."""
    day = next_day()
    if start == CURRENT:
        return RuleDocument(valid_from=day)
    if start != FILE:
        base = queries.rules_on(day)
        return delta(base, commands.profile_set(start, base), RuleDocument(valid_from=day))
    if file is None:
        raise Refused(say("rules.no_file"))
    try:
        document = read_document(file.getvalue().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Refused(say("rules.not_utf8")) from None
    return document.model_copy(update={"valid_from": document.valid_from or day})
