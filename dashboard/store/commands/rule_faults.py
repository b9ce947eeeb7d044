"""What stands against a draft of rules: all of it at once, each sentence with its cure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.domain.intake.cells import EARLIEST
from dashboard.domain.intake.days import far_message, is_far
from dashboard.domain.intake.privacy import private_kind
from dashboard.domain.rule_checks import contradictions
from dashboard.domain.rule_delta import pruned
from dashboard.domain.rules import RuleDocument, RuleSet, applied
from dashboard.store import definitions, queries
from dashboard.store.commands.knowing import business_today, clock_today
from dashboard.store.commands.reason import LONGEST
from dashboard.store.rule_queries import as_rule_set

Rows = Callable[[date], pd.DataFrame]
"""The rows of the read `rule_rows` for a day, as whoever asks sees the data."""
LONGEST_POST, LONGEST_TITLE = 30, 40


@dataclass(frozen=True)
class Faults:
    """``rules``: what keeps a draft from being tried out; ``head``: what it lacks besides before it
    may take effect."""

    rules: tuple[str, ...]
    head: tuple[str, ...]

    @property
    def every(self) -> tuple[str, ...]:
        """All of them."""
        return self.rules + self.head


def rule_faults(document: RuleDocument, rows: Rows | None = None) -> Faults:
    """What stands against a document as things are."""
    ask = rows or (lambda day: queries.rule_rows(day))
    return Faults(tuple(_rules(document, ask)), tuple(_head(document)))


def sound_set(rules: RuleSet) -> list[str]:
    """The contradictions of a set, held against the shipped campaign and switches."""
    return contradictions(rules, definitions.campaign(), definitions.switches())


def judged_until() -> date | None:
    """The last day that was judged: of the newest report, or of the review that was held after it;
    None while nothing was reported."""
    days = queries.review_days()
    last = queries.data_span().last_day
    if last is None or not days:
        return None
    return max(last, days[0]) if days[0] <= business_today() else last


def is_late(valid_from: date) -> bool:
    """Whether rules from this day on change what was judged already (补录)."""
    judged = judged_until()
    return judged is not None and valid_from <= judged


def text_faults(document: RuleDocument, title: str = "") -> Iterator[str]:
    """Texts that may not be stored, not even in a draft."""
    told = {
        "草稿名称": (title, LONGEST_TITLE), "设定岗位": (document.set_by, LONGEST_POST),
        "依据": (document.source_note, LONGEST), "补录理由": (document.reason, LONGEST),
    }  # fmt: skip
    named = [(one.indicator, one.source_note) for one in document.requirement]
    named += [(one.name, one.source_note) for one in document.switch]
    told |= {f"{name[:20]} 的依据": (note, LONGEST) for name, note in named}
    for label, (text, most) in told.items():
        if len(text) > most:
            yield f"{label}最多 {most} 个字，现有 {len(text)} 个。请写短些。"
        if kind := private_kind(text):
            yield f"{label}里有{kind}。本系统不收个人信息，请只写岗位和文件名称。"


def _head(document: RuleDocument) -> Iterator[str]:
    if not document.set_by.strip():
        yield "还没有写由哪个岗位设定。请写岗位（如 镇党建办主任），不写姓名。"
    if not document.source_note.strip():
        yield "还没有写依据。请写文件名称或会议（如 镇党委会 2023-01-05 议定）。"
    if document.valid_from and is_late(document.valid_from) and not document.reason.strip():
        yield (
            f"自 {document.valid_from} 起生效属于补录（已评到 {judged_until()}），会改动以往的结果。"
            "请写补录理由，或改到以后的日期。"
        )
    yield from text_faults(document)


def _rules(document: RuleDocument, ask: Rows) -> Iterator[str]:
    day = document.valid_from
    if day is None:
        yield "还没有写从哪天起生效。请选生效日期。"
        day = business_today()
    if day <= EARLIEST or is_far(day, clock_today()):
        why = far_message(day) if day > EARLIEST else f"{day} 太早，请改成 {EARLIEST} 之后的日期。"
        yield f"生效日期不行：{why}"
        return
    rows = ask(day)
    base = as_rule_set(rows)
    own = pruned(base, document)
    if own.is_empty:
        yield "这份草稿与现行规则一样，没有改动。请先改一处。"
    if document.valid_from:
        yield from _overlap(own, rows, day)
    for one in document.requirement:
        kept = base.requirement.get(one.key)
        common = base.requirement.get((one.star, one.indicator, ""))
        if one.dropped and kept is None and (common is None or common.dropped):
            yield f"{one.star} 的 {one.indicator} 在 {day} 本来就没有应达项，不必停用。请去掉这一块。"
    yield from sound_set(applied(base, document))


def _overlap(document: RuleDocument, rows: pd.DataFrame, day: date) -> Iterator[str]:
    """What another version already sets from the very same day."""
    same = rows[rows["valid_from"] == pd.Timestamp(day)]
    taken: dict[tuple[str, ...], int] = {}
    parts = ("star_code", "indicator_code", "category", "switch")
    for row in same[same["kind"] != "tier"].to_dict("records"):
        key = tuple("" if pd.isna(row[part]) else str(row[part]) for part in parts)
        taken[key] = int(row["version"])
    keys = [
        *((one.star, one.indicator, one.category, "") for one in document.requirement),
        *((one.star, "", one.category, "") for one in document.star),
        *(("", "", "", one.name) for one in document.switch),
    ]
    clash = [(key, taken[key]) for key in keys if key in taken]
    if clash:
        named = "、".join(" ".join(part for part in key if part) for key, _ in clash[:5])
        more = f"等 {len(clash)} 条" if len(clash) > 5 else ""
        versions = "、".join(str(one) for one in sorted({version for _, version in clash}))
        yield (
            f"{named}{more}：第 {versions} 版已经规定自 {day} 起生效，同一天不能有两种口径。"
            "请换一个生效日期，或先撤回那一版（尚未生效时）。"
        )
