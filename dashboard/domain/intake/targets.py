"""Targets: what one says of a quarter must fit together, and a later quarter may not fall behind an
earlier one without a reason."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from dashboard.domain.intake.known import Known
from dashboard.domain.intake.problem import Problems

_BETWEEN = re.compile(r"[、，,;；/\s]+")


def read_stars(cell: str, known: Known) -> Any:
    """The codes of the stars a cell names, in the campaign's order; or (kind, message)."""
    codes = []
    for name in filter(None, _BETWEEN.split(cell)):
        code = known.star(name)
        if code is None:
            listed = "、".join(one.name for one in known.campaign.stars)
            return "unknown_star", f"没有“{name}”这颗星。请从{listed}里选，用顿号隔开。"
        if code in codes:
            return "contradiction", f"“{name}”写了两次。请只写一次。"
        codes.append(code)
    return [one.code for one in known.campaign.stars if one.code in codes]


def check_target(
    number: int,
    record: Mapping[str, Any],
    texts: Mapping[str, tuple[str, str]],
    known: Known,
    problems: Problems,
) -> None:
    """A problem where more stars are wanted than there are, more are named, or a higher level is
    wanted, than there shall be stars."""
    stars = record["stars"]
    if stars is None:
        return
    if stars > (most := len(known.campaign.stars)):
        message = f"目标 {stars} 颗星，一共只有 {most} 颗。请改星数。"
        problems.add(number, *texts["stars"], "contradiction", message)
    named, level = record["named"] or [], record["level"]
    if len(named) > stars:
        message = f"点名 {len(named)} 颗星，目标星数却只有 {stars}。请改星数，或少写几颗。"
        problems.add(number, *texts["named"], "contradiction", message)
    if level is not None and level > stars:
        message = f"目标级别 {level} 高于目标星数 {stars}，级别不能多于星数。请核对。"
        problems.add(number, *texts["level"], "contradiction", message)


def check_falling(
    records: Sequence[Mapping[str, Any]], heading: str, known: Known, problems: Problems
) -> None:
    """A problem for each target below an earlier quarter's of the same year, in the file or in force,
    unless a reason says why; it stands, as does the reason, in the row of the later quarter, or of the
    earlier one where the later is not in the file."""
    told: defaultdict[tuple[str, int], dict[int, Mapping[str, Any]]] = defaultdict(dict)
    for record in records:
        if None not in (record["village_code"], record["year"], record["quarter"], record["stars"]):
            told[record["village_code"], record["year"]][record["quarter"]] = record
    for (village, year), own in told.items():
        plan = {
            quarter: (stars, has_reason)
            for quarter, (stars, has_reason) in known.targets.get((village, year), {}).items()
        } | {quarter: (one["stars"], bool(one["reason"])) for quarter, one in own.items()}
        quarters = sorted(plan)
        for earlier, later in pairwise(quarters):
            (before, _), (after, has_reason) = plan[earlier], plan[later]
            if after >= before or has_reason or not {earlier, later} & set(own):
                continue
            row = own.get(later) or own[earlier]
            if row["reason"]:
                continue
            message = (
                f"第 {later} 季度目标 {after} 颗星，少于第 {earlier} 季度的 {before} 颗。"
                "请核对；确要这样，请写明理由（“理由”列）。"
            )
            problems.add(row["row_number"], heading, str(row["stars"]), "contradiction", message)
