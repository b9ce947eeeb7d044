"""The course of a star: steps of cases, by hand or, for claims, by a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.domain.actor import Actor
from dashboard.domain.course import OPEN, RETURNED, RULES, STATES, last_public_day, refusal
from dashboard.domain.errors import Refused
from dashboard.domain.intake import Verdict
from dashboard.domain.intake.progress import Watch
from dashboard.store import definitions
from dashboard.store.act import Act, acting
from dashboard.store.commands import course_rules as rules
from dashboard.store.commands.course_rules import Key
from dashboard.store.commands.knowing import business_today
from dashboard.store.commands.reason import checked_text


@dataclass(frozen=True)
class Step:
    """One step to take: an act of domain.course, its year and day, and what it says."""

    action: str
    year: int
    day: date
    opinion: str = ""
    document: str = ""


def take_step(actor: Actor, step: Step, seen: Mapping[Key, int | None]) -> int:
    """Take a step in one case or many, all or nothing; returns how many. ``seen`` names the cases
    (village, star) with the number of the last step the user saw there (0: none, None: not asked).

    Refused with every reason at once: a role, village or star that is not the actor's, a state in
    which the step is not due, one's own claim, a day before the last step or ahead, a 公示 that has
    not ended, a case moved by somebody else meanwhile, a unit that does not exist or has no such
    star; and without an opinion or document where one is needed.
    """
    if step.action not in RULES:
        raise Refused(f"没有“{step.action[:20]}”这一步。")
    if not seen:
        raise Refused("请先选定要办的村和星。")
    rule = RULES[step.action]
    actor.require("course")
    if actor.role not in rule.roles:
        raise Refused(
            f"“{rule.name}”由{'、'.join(rule.roles)}办理，“{actor.role}”不能办。请换由该岗位办理。"
        )
    opinion = checked_text("意见或理由", step.opinion, needed=rule.needs_opinion)
    document = checked_text("文号", step.document, needed=rule.needs_document)
    with acting(actor, "course") as act:
        rules.check_day(step.day, step.year)
        found = rules.standing(act.transaction, step.year)
        here = rules.existing(act.transaction, step.day)
        names = rules.named(act.transaction) | here
        refusals = []
        for key, number in seen.items():
            # A case of a unit that has ended may still be sent back, else its year could not end.
            if key not in here and not (key in found and rule.target == RETURNED):
                refusals.append((_named(key, names), f"{step.day} 没有这个村或这颗星。请核对。"))
                continue
            standing = rules.at(found, key)
            if number is not None and number != standing.last_event_id:
                reason = f"刚刚由别人办过，现在是“{STATES[standing.case.state]}”。请核对后再办。"
            else:
                reason = refusal(step.action, standing.case, actor, step.day)
            if reason:
                refusals.append((_named(key, names), reason))
        rules.refuse_all(refusals)
        _write(act, step, [(*key, opinion) for key in seen], document)
        act.subject = f"cases {step.year}"
        act.detail = {
            "action": step.action, "day": step.day, "opinion": opinion, "document": document,
            "cases": [f"{village}/{star}" for village, star in seen],
        }  # fmt: skip
    return len(seen)


def _named(key: Key, names: Mapping[Key, tuple[str, str]]) -> str:
    village, star = names.get(key, (key[0][:20], key[1][:20]))
    return f"{village}（{star}）"


def _write(
    act: Act, step: Step, rows: list[tuple[str, str, str]], document: str = "",
    upload_id: int | None = None,
) -> None:  # fmt: skip
    """Append one event a row (village, star, opinion)."""
    rule = RULES[step.action]
    until = None
    if step.action == "publicise":
        until = last_public_day(step.day, definitions.publicity())
    first = act.next_id("star_case_event", "event_id")
    frame = pd.DataFrame(rows, columns=["village_code", "star_code", "opinion"])
    frame = frame.assign(
        event_id=range(first, first + len(rows)),
        year=step.year,
        action=step.action,
        state=rule.target,
        event_date=step.day,
        document=document,
        public_until=pd.Series([until] * len(rows), dtype="object"),
        upload_id=pd.Series([upload_id] * len(rows), dtype="Int64"),
        actor_scope=act.actor.scope,
        recorded_at=act.now,
        **act.signature(),
    )
    act.transaction.append("star_case_event", frame)


def store_claims(act: Act, upload_id: int, verdict: Verdict, _watch: Watch) -> None:
    """The claims of a file, as 自评 by the act's actor. A row that repeats what stands in a case
    already under review is left alone; Refused as a whole when one says otherwise than a case
    under review, comes before its last step, or names a star the unit cannot win."""
    today = business_today()
    groups: dict[tuple[int, date, str], list[tuple[str, str, str]]] = defaultdict(list)
    for record in verdict.records:
        day = record["as_of"] or verdict.as_of or today
        action = "claim" if record["claim"] == "是" else "decline"
        said = (record["village_code"], record["star_code"], record["note"] or "")
        groups[(record["year"], day, action)].append(said)
    refusals: list[tuple[str, str]] = []
    standing = {year: rules.standing(act.transaction, year) for year, _, _ in groups}
    words = {year: rules.newest_word(act, year) for year, _, _ in groups}
    for (year, day, action), rows in groups.items():
        rules.check_day(day, year)
        names = rules.existing(act.transaction, day)
        kept = []
        for village, star, note in rows:
            key = (village, star)
            known = rules.at(standing[year], key).case
            if known.state in OPEN:
                if key not in names:
                    refusals.append((_named(key, names), f"{day} 没有这个村或这颗星。请核对。"))
                elif known.last_day is not None and day < known.last_day:
                    reason = f"日期 {day} 早于上一步的 {known.last_day}。请改正日期。"
                    refusals.append((_named(key, names), reason))
                kept.append((village, star, checked_text("说明", note, needed=False)))
            elif words[year].get(key) != (action == "claim"):
                reason = (
                    f"已在“{STATES[known.state]}”，自评不能再改。"
                    "请从表里删去，或先在“星级评定”里退回。"
                )
                refusals.append((_named(key, names), reason))
        if kept:
            _write(act, Step(action, year, day), kept, upload_id=upload_id)
    rules.refuse_all(refusals)
