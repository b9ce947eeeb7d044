"""A file that arrives without a page: checked and stored in one go, for commands and the API."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from dashboard.domain.actor import Actor
from dashboard.domain.errors import Refused
from dashboard.domain.intake.answer_file import read_answers
from dashboard.domain.intake.progress import Watch, unwatched
from dashboard.store.commands.knowing import known
from dashboard.store.commands.receipt import STRICT, Receipt
from dashboard.store.commands.rule_draft import receive_rules
from dashboard.store.commands.upload import check, publish


def receive(
    actor: Actor,
    data: bytes,
    file_name: str,
    *,
    as_of: date | None = None,
    dry_run: bool = False,
    strict: bool = False,
    map_text: str = "",
    sheet: str = "",
    watch: Watch = unwatched,
) -> dict[str, Any]:
    """The answer of ``import --json``. With ``dry_run`` nothing is stored; with ``strict`` a file
    with warnings is not, and ``message`` says so. ``map_text`` is a map file's, ``sheet`` goes
    before the sheet it names. A .toml file is one of rules and becomes a draft of them. Refused when
    the actor may not, or for a map file with faults."""
    if file_name.lower().endswith(".toml"):
        return _rules(actor, data, file_name, dry_run=dry_run, strict=strict)
    answers = read_answers(map_text, known())
    if sheet:
        answers = replace(answers, sheet=sheet)
    verdict = check(data, file_name, as_of, answers, watch=watch)
    stopped = strict and bool(verdict.warnings) and not verdict.problems
    refused = bool(verdict.problems) or stopped
    if not refused and not dry_run:
        return publish(actor, verdict).as_dict()
    status = "rejected" if refused else verdict.status
    count = 0 if refused else verdict.value_count
    receipt = Receipt(status, count, None, verdict.problems, verdict.warnings, verdict.notices)
    return receipt.as_dict() | ({"message": STRICT} if stopped else {})


def _rules(
    actor: Actor, data: bytes, file_name: str, *, dry_run: bool, strict: bool
) -> dict[str, Any]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("规则文件不是 UTF-8 文本。请另存为 UTF-8。") from None
    return receive_rules(actor, text, file_name, dry_run=dry_run, strict=strict)
