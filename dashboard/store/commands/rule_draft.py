"""Drafts of rules: saved revision by revision, so that nobody overwrites another unawares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dashboard.domain.actor import Actor
from dashboard.domain.errors import Refused
from dashboard.domain.intake import Problem
from dashboard.domain.names import visible
from dashboard.domain.rule_file import read_document, write_document
from dashboard.domain.rules import RequirementRule, RuleDocument, RuleSet
from dashboard.store import definitions
from dashboard.store.act import Act, acting
from dashboard.store.commands.receipt import STRICT, Receipt
from dashboard.store.commands.rule_faults import rule_faults, text_faults

OPEN, PUBLISHED, DISCARDED = "open", "published", "discarded"
ENDED = {PUBLISHED: "已经生效", DISCARDED: "已经作废"}


@dataclass(frozen=True)
class RuleDraft:
    """A draft at one of its revisions."""

    draft_id: int
    revision: int
    title: str
    document: RuleDocument


def save_rule_draft(
    actor: Actor,
    title: str,
    document: RuleDocument,
    *,
    draft_id: int | None = None,
    revision: int = 0,
) -> RuleDraft:
    """Save a new draft, or a new revision of one that was opened at ``revision``. It may still hold
    contradictions. Refused when somebody saved another meanwhile, when it has ended, and for texts
    that may not be stored."""
    actor.require("rule_draft")
    name = visible(title)
    faults = ([] if name else ["请给草稿起个名字。"]) + [*text_faults(document, name)]
    if faults:
        raise Refused("".join(faults))
    with acting(actor, "rule_draft") as act:
        if draft_id is None:
            draft = RuleDraft(act.next_id("rule_draft", "draft_id"), 1, name, document)
        else:
            opened(act, draft_id, revision)
            draft = RuleDraft(draft_id, revision + 1, name, document)
        _add(act, draft, OPEN)
    return draft


def discard_rule_draft(actor: Actor, draft_id: int, revision: int) -> None:
    """End a draft that was opened at ``revision``; its revisions stay on record. Refused when
    somebody saved another meanwhile, or it has ended."""
    with acting(actor, "rule_draft") as act:
        draft = opened(act, draft_id, revision)
        _add(act, RuleDraft(draft_id, revision + 1, draft.title, draft.document), DISCARDED)


def end_published(act: Act, draft: RuleDraft) -> None:
    """The draft has taken effect."""
    _add(act, RuleDraft(draft.draft_id, draft.revision + 1, draft.title, draft.document), PUBLISHED)


def opened(act: Act, draft_id: int, revision: int) -> RuleDraft:
    """The draft, which must still be open at this revision; Refused otherwise."""
    rows = act.transaction.run(
        "select revision, state, title, document, actor_name from rule_draft "
        "where draft_id = $id order by revision desc limit 1",
        {"id": draft_id},
    )
    if not rows:
        raise Refused(f"没有第 {draft_id} 号规则草稿。请重新选一份。")
    newest, state, title, document, who = rows[0]
    if state != OPEN:
        raise Refused(f"第 {draft_id} 号规则草稿{ENDED[state]}（{who}），不能再改。请另建一份。")
    if newest != revision:
        raise Refused(
            f"第 {draft_id} 号规则草稿刚刚由{who}改过（第 {newest} 稿，您打开的是第 {revision} 稿）。"
            "请重新打开，看过别人的改动再改。"
        )
    return RuleDraft(draft_id, revision, str(title), read_document(str(document)))


def _add(act: Act, draft: RuleDraft, state: str) -> None:
    act.transaction.add(
        "rule_draft", draft_id=draft.draft_id, revision=draft.revision, state=state,
        title=draft.title, document=write_document(draft.document), recorded_at=act.now,
        **act.signature(),
    )  # fmt: skip
    act.subject = f"rule_draft {draft.draft_id}"
    act.detail = {"revision": draft.revision, "state": state, "title": draft.title}


def profile_set(name: str, base: RuleSet) -> RuleSet:
    """What a profile makes of the rules in force: its mandatory ones, points, tiers, pass marks and
    switches; the town's own lines, vetoes and ages stay. KeyError for an unknown profile."""
    profile = definitions.profiles()[name]
    scored = {one.key: one for one in profile.requirement}
    kept = [
        _scored(one, scored[one.key]) if one.key in scored and not one.dropped else one
        for one in base.requirements
    ]
    stars = {**base.star, **{one.key: one.model_copy(update={
        "capstone": base.star[one.key].capstone if one.key in base.star else one.capstone
    }) for one in profile.star}}  # fmt: skip
    switches = {**base.switch, **{one.name: one for one in profile.switch}}
    return RuleSet(
        tuple(kept or profile.requirement),
        tuple(stars.values()),
        tuple(one for one in switches.values() if not one.off),
    )


def _scored(own: RequirementRule, profile: RequirementRule) -> RequirementRule:
    """The town's requirement with the profile's worth; its tiers fit its own line only."""
    tiers = profile.tiers if own.threshold == profile.threshold else ()
    return own.model_copy(update={
        "mandatory": profile.mandatory or bool(own.veto), "points": profile.points, "tiers": tiers,
    })  # fmt: skip


def receive_rules(
    actor: Actor, text: str, file_name: str, *, dry_run: bool = False, strict: bool = False
) -> dict[str, Any]:
    """A rule file becomes a draft, never effective by itself; the answer of ``import --json`` with
    ``rule_draft_id``. What stands against the draft is told as warnings."""
    actor.require("rule_draft")
    try:
        document = read_document(text)
        wrong = [*text_faults(document)]
    except Refused as refused:
        wrong = [str(refused)]
    if wrong:
        return Receipt("rejected", 0, None, tuple(map(_problem, wrong))).as_dict()
    warnings = tuple(map(_problem, rule_faults(document).every))
    if strict and warnings:
        told = Receipt("rejected", 0, None, warnings=warnings).as_dict()
        return told | {"message": STRICT}
    told = Receipt("warned" if warnings else "accepted", 0, None, warnings=warnings).as_dict()
    if dry_run:
        return told
    stem = file_name.rsplit(".", 1)[0].strip() or "规则"
    draft = save_rule_draft(actor, stem[:40], document)
    note = f"已存为第 {draft.draft_id} 号规则草稿；请在“规则与目标”里预览，由管理员使它生效"
    return told | {"rule_draft_id": draft.draft_id, "message": note}


def _problem(message: str) -> Problem:
    return Problem(None, None, None, "rule", message)
