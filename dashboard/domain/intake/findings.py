"""A list of findings for the ledger: what its rows are held against beside their single cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dashboard.domain.intake.problem import Problems
from dashboard.domain.ledger import far_refusal

LONGEST = 200
TEXTS = ("what", "measure", "lead_unit", "owner_post", "liaison_post")
YES = {"是": True, "否": False}


@dataclass(frozen=True)
class Choices:
    """What a finding may say: sources (the first is the program's own), causes, severities (code →
    name)."""

    sources: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    severities: Mapping[str, str] = field(default_factory=dict)


def check(
    records: Sequence[dict[str, Any]],
    headings: Mapping[str, str],
    choices: Choices,
    today: date,
    problems: Problems,
) -> None:
    """A problem for all that is wrong with the rows; severities become their codes and yes/no truth."""
    codes = {name: code for code, name in choices.severities.items()}
    for record in records:
        told = dict(record)
        if record["severity"]:
            record["severity"] = codes.get(record["severity"], record["severity"])
        record["needs_county"] = YES.get(record["needs_county"] or "否", record["needs_county"])
        for fault in _faults(record, choices, today):
            problems.add_of(record, told, headings, fault)


def _faults(
    record: Mapping[str, Any], choices: Choices, today: date
) -> Iterator[tuple[str, str, str]]:
    for name in TEXTS:
        if len(record[name] or "") > LONGEST:
            yield name, "too_long", f"最多 {LONGEST} 个字，现有 {len(record[name])} 个。请写短些。"
    listed = (
        ("source", choices.sources[1:]), ("finding_cause", choices.causes),
        ("severity", tuple(choices.severities)),
    )  # fmt: skip
    for name, known in listed:
        if record[name] and record[name] not in known:
            shown = "、".join(choices.severities.values() if name == "severity" else known)
            yield name, "out_of_range", f"“{record[name]}”不在可选之列。请填其中之一：{shown}。"
    if not isinstance(record["needs_county"], bool):
        yield "needs_county", "out_of_range", "请填是或否。"
    found, due = record["found_on"], record["due_date"]
    if found and found > today:
        yield "found_on", "future_date", f"发现日期 {found} 还没有到。请改成 {today} 或以前。"
    if due and due < (found or today):
        yield "due_date", "contradiction", (
            f"整改时限 {due} 早于发现日期 {found or today}。请核对后改正。"
        )  # fmt: skip
    if due and (far := far_refusal("整改时限", due, today)):
        yield "due_date", "out_of_range", far
