"""Versions of the rules: tried out, put in force, and, before they are, taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from dashboard.domain.actor import SETUP, Actor
from dashboard.domain.errors import Refused
from dashboard.domain.rule_delta import pruned
from dashboard.domain.rules import RequirementRule, RuleDocument
from dashboard.store import database, queries, reader, stored
from dashboard.store.act import Act, acting
from dashboard.store.commands.knowing import business_today
from dashboard.store.commands.preview import turned
from dashboard.store.commands.reason import reasoned
from dashboard.store.commands.rule_cause import by_rule
from dashboard.store.commands.rule_draft import end_published, opened
from dashboard.store.commands.rule_faults import is_late, rule_faults, sound_set
from dashboard.store.database import Transaction
from dashboard.store.rule_queries import EVERY_VERSION, as_rule_set

STARS = "select village_code, star_code, state from star_result where as_of = $as_of"
LEVELS = "select village_code, level from level_result where as_of = $as_of"
AHEAD = (
    "select distinct valid_from from rule_version where valid_from > $day and not exists "
    "(select 1 from rule_version_withdrawal "
    "where rule_version_withdrawal.version = rule_version.version) order by 1"
)


@dataclass(frozen=True)
class RuleEffect:
    """What would be different on ``as_of``: ``turned`` as Impact has it, one row per star and cause
    (``cause``: '', or preview_dropped, preview_new, preview_rule where no value's judgement moved);
    ``levels`` one row per village whose level moves (village_code, village, before, after);
    ``limits`` the read level_limits as it would be."""

    as_of: date
    turned: pd.DataFrame
    levels: pd.DataFrame
    limits: pd.DataFrame


@dataclass(frozen=True)
class RulePreview:
    """What a draft would do, as of ``data_version``. ``effect`` is that of its first review day;
    ``if_now``, where that lies ahead of the data, what it would do on the newest review day.
    ``late`` lists, for 补录, each past result that would change: as_of, village, star ('' for the
    level), before, after."""

    draft_id: int
    revision: int
    data_version: int
    is_late: bool
    effect: RuleEffect
    if_now: RuleEffect | None
    late: pd.DataFrame


def preview_rules(draft_id: int, revision: int) -> RulePreview:
    """What putting a draft in force would change; nothing is stored. Refused for contradictions,
    overlaps, an empty draft, and one that somebody changed."""
    days, span = queries.review_days(), queries.data_span()
    with database.held() as store, store.rehearse() as transaction:
        act = Act(transaction, SETUP)
        document = opened(act, draft_id, revision).document
        faults = rule_faults(document, lambda day: _rows(transaction, day))
        if faults.rules or document.valid_from is None:
            raise Refused("".join(faults.rules))
        start = document.valid_from
        newest = queries.monday_on_or_after(span.last_day or business_today())
        first = max(newest, queries.monday_on_or_after(start))
        late = is_late(start)
        past = [day for day in days if day >= start] if late else []
        before = {day: _results(transaction, day) for day in past}
        decided = {day: _deciding(transaction, day) for day in {newest, first}}
        version = int(transaction.run("select data_version from meta")[0][0])
        if_now = None
        if first > newest:
            number = _write(act, document, newest, draft_id, late=late)
            if_now = _effect(transaction, newest, decided[newest])
            _erase(transaction, number)
        _write(act, document, start, draft_id, late=late)
        _hold_later(transaction, start, ())
        effect = _effect(transaction, first, decided[first])
        after = {day: _results(transaction, day) for day in past}
    return RulePreview(draft_id, revision, version, late, effect, if_now, _changed(before, after))


def publish_rules(actor: Actor, draft_id: int, revision: int, data_version: int) -> int:
    """Put a draft in force from its day; returns the version. ``revision`` and ``data_version`` are
    those of its preview. Refused for whatever rule_faults finds, for a draft that somebody changed
    or data that moved since, and for what would contradict a version that starts later."""
    with acting(actor, "rules") as act:
        draft = opened(act, draft_id, revision)
        if int(act.transaction.run("select data_version from meta")[0][0]) != data_version:
            raise Refused("预览以后数据或规则又有变动。请重新预览，看过再生效。")
        faults = rule_faults(draft.document, lambda day: _rows(act.transaction, day))
        start = draft.document.valid_from
        if faults.every or start is None:
            raise Refused("".join(faults.every))
        known = _later_faults(act.transaction, start)
        version = _write(act, draft.document, start, draft_id, late=is_late(start))
        _hold_later(act.transaction, start, known)
        end_published(act, draft)
        act.subject = f"rules {version}"
        act.detail = {
            "draft": draft_id, "valid_from": start, "requirements": len(draft.document.requirement),
            "stars": len(draft.document.star), "switches": len(draft.document.switch),
        }  # fmt: skip
    return version


def withdraw_rules(actor: Actor, version: int, reason: str) -> None:
    """Take back a version that is not in force yet. Refused without a reason, for one in force (it
    is superseded, never edited), an unknown one or one taken back, and when a later version would
    contradict itself without it."""
    actor.require("rules")
    said = reasoned(reason, "撤回规则")
    with acting(actor, "rules") as act:
        rows = act.transaction.run(
            "select rule_version.valid_from, rule_version_withdrawal.version from rule_version "
            "left join rule_version_withdrawal using (version) where rule_version.version = $id",
            {"id": version},
        )
        if not rows:
            raise Refused(f"没有第 {version} 版规则。")
        start, gone = rows[0]
        if gone is not None:
            raise Refused(f"第 {version} 版规则早已撤回。")
        if start <= business_today():
            raise Refused(
                f"第 {version} 版规则自 {start} 起已经生效，不能撤回或改写。请另拟一版取代它。"
            )
        known = _later_faults(act.transaction, start)
        act.transaction.add(
            "rule_version_withdrawal", version=version, reason=said, recorded_at=act.now,
            **act.signature(),
        )  # fmt: skip
        _hold_later(act.transaction, start, known)
        stored.refresh_rules(act.transaction)
        act.subject, act.detail = f"rules {version}", {"withdrawn": said}


def _rows(transaction: Transaction, day: date) -> pd.DataFrame:
    return transaction.ask(reader.sql("rule_rows"), {"as_of": day, "version": EVERY_VERSION})


def _later_faults(transaction: Transaction, start: date) -> tuple[str, ...]:
    """The contradictions on the days on which versions after ``start`` begin."""
    days = [row[0] for row in transaction.run(AHEAD, {"day": start})]
    return tuple(
        f"自 {day} 起：{fault}"
        for day in days
        for fault in sound_set(as_rule_set(_rows(transaction, day)))
    )


def _hold_later(transaction: Transaction, start: date, known: Sequence[str]) -> None:
    """Refused when what is written contradicts a version that starts later."""
    new = [one for one in _later_faults(transaction, start) if one not in known]
    if new:
        raise Refused("这样会与以后生效的版本矛盾。" + "".join(new))


def _deciding(transaction: Transaction, day: date) -> pd.DataFrame:
    return transaction.ask(reader.sql("deciding"), {"as_of": day})


def _effect(transaction: Transaction, day: date, before: pd.DataFrame) -> RuleEffect:
    after = _deciding(transaction, day)
    key = ["village_code"]
    both = after[["village_code", "village", "level"]].drop_duplicates(key).merge(
        before[["village_code", "level"]].drop_duplicates(key), on=key,
        suffixes=("_after", "_before"),
    )  # fmt: skip
    moved = both[both["level_after"] != both["level_before"]]
    levels = moved.rename(columns={"level_after": "after", "level_before": "before"})
    limits = transaction.ask(reader.sql("level_limits"), {"as_of": day})
    stars = by_rule(turned(before, after), before, after)
    return RuleEffect(day, stars, levels.sort_values("village_code"), limits)


def _results(transaction: Transaction, day: date) -> pd.DataFrame:
    """Every star and level of a day: village_code, star_code ('' for the level), told as text."""
    stars = transaction.ask(STARS, {"as_of": day}).rename(columns={"state": "told"})
    levels = transaction.ask(LEVELS, {"as_of": day})
    told = levels["level"].astype("Int64").astype(str)
    return pd.concat(
        [stars, levels[["village_code"]].assign(star_code="", told=told)], ignore_index=True
    )


def _changed(
    before: Mapping[date, pd.DataFrame], after: Mapping[date, pd.DataFrame]
) -> pd.DataFrame:
    names = queries.villages().set_index("village_code")["village"]
    stars = queries.star_list().set_index("star_code")
    found = []
    for day, old in before.items():
        both = old.merge(
            after[day], on=["village_code", "star_code"], how="outer", suffixes=("_old", "_new")
        )
        moved = both[both["told_old"].fillna("") != both["told_new"].fillna("")]
        found.append(moved.assign(as_of=pd.Timestamp(day)))
    rows = pd.concat(found, ignore_index=True) if found else _results_of_none()
    rows = rows.rename(columns={"told_old": "before", "told_new": "after"})
    rows["village"] = rows["village_code"].map(names)
    rows["star"] = rows["star_code"].map(stars["star"]).fillna("")
    order = rows["star_code"].map(stars["star_order"]).fillna(0)
    rows = rows.assign(order=order).sort_values(
        ["as_of", "village_code", "order"], ascending=[False, True, True]
    )
    return rows[["as_of", "village_code", "village", "star_code", "star", "before", "after"]]


def _results_of_none() -> pd.DataFrame:
    kinds = dict.fromkeys(("village_code", "star_code", "told_old", "told_new"), "str")
    return pd.DataFrame({one: pd.Series(dtype=kind) for one, kind in kinds.items()}).assign(
        as_of=pd.Series(dtype="datetime64[us]")
    )


def _erase(transaction: Transaction, version: int) -> None:
    """Take a version that was only tried out off again."""
    for table in ("requirement", "requirement_tier", "star_rule", "rule_switch", "rule_version"):
        transaction.run(f"delete from {table} where version = $version", {"version": version})
    stored.refresh_rules(transaction)


def _write(act: Act, wanted: RuleDocument, start: date, draft_id: int, *, late: bool) -> int:
    """Write what a document changes as the next version from a day on; returns the version."""
    version = act.next_id("rule_version", "version")
    head = {"version": version, "valid_from": start}
    base = as_rule_set(_rows(act.transaction, start))
    document = pruned(base, wanted)
    for one in document.requirement:
        rule = _as_it_was(one, base.requirement) if one.dropped else one
        key = {
            "star_code": one.star, "indicator_code": one.indicator, "category": one.category, **head,
        }  # fmt: skip
        act.transaction.add(
            "requirement", **key, direction=rule.direction, threshold=rule.threshold,
            is_mandatory=rule.mandatory, veto=rule.veto, max_age_days=rule.max_age_days,
            points=rule.points, is_dropped=one.dropped, set_by=document.set_by,
            source_note=one.source_note or document.source_note, recorded_at=act.now,
        )  # fmt: skip
        for tier in one.tiers:
            act.transaction.add(
                "requirement_tier", **key, threshold=tier.threshold, points=tier.points
            )
    for star in document.star:
        act.transaction.add(
            "star_rule", star_code=star.star, category=star.category, pass_mark=star.pass_mark,
            is_capstone=star.capstone, **head,
        )  # fmt: skip
    for switch in document.switch:
        act.transaction.add(
            "rule_switch", switch=switch.name, number=switch.number, level=switch.level,
            code=switch.code, source_note=switch.source_note or document.source_note, **head,
        )  # fmt: skip
    act.transaction.add(
        "rule_version", **head, set_by=document.set_by, source_note=document.source_note,
        reason=document.reason, is_late=late, draft_id=draft_id, recorded_at=act.now,
        **act.signature(),
    )  # fmt: skip
    stored.refresh_rules(act.transaction)
    return version


def _as_it_was(one: RequirementRule, base: Mapping[Any, RequirementRule]) -> RequirementRule:
    """What a requirement that ends had asked, kept in its last row."""
    return base.get(one.key) or base.get((one.star, one.indicator, "")) or one
