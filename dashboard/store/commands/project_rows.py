"""Rows about projects: whose they are, what they are held against once more, and how they are stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from dashboard.domain.actor import OF_VILLAGE, Actor
from dashboard.domain.errors import Refused
from dashboard.domain.intake import Verdict
from dashboard.domain.intake.progress import Watch
from dashboard.domain.intake.projects import faults
from dashboard.domain.project import CONTENTS as CONTENTS
from dashboard.domain.project import FINISH, FINISH_PHASE, Plan, scope_refusal
from dashboard.store import queries
from dashboard.store.act import Act
from dashboard.store.commands.knowing import known, project_plans

TABLES = {
    "projects": "project", "milestones": "milestone", "funds": "fund",
    "acceptances": "acceptance", "upkeeps": "upkeep",
}  # fmt: skip
LAST = pd.Timestamp("2149-12-31").date()
MOST_TOLD = 5
RESTING = (
    "select distinct upload_id from ("
    + " union all ".join(
        f"select upload_id, project_code from {table}"
        for table in ("milestone", "fund", "acceptance", "upkeep")
    )
    + ") as resting inner join live_upload using (upload_id) where project_code in ("
    "select project_code from project where upload_id = $id and project_code not in ("
    "select project.project_code from project inner join live_upload "
    "on project.upload_id = live_upload.upload_id where project.upload_id <> $id)) "
    "order by upload_id"
)


def in_scope(actor: Actor, verdict: Verdict) -> None:
    """Refused when a table of projects holds a row that is not the actor's to give: another village's
    or star's project, or anything but a milestone ticked by a post of the village."""
    if verdict.content not in CONTENTS:
        return
    plans = project_plans()
    refusals = dict.fromkeys(filter(None, _foreign(actor, verdict, plans)))
    if refusals:
        raise Refused("".join(refusals))


def _foreign(actor: Actor, verdict: Verdict, plans: Mapping[str, Plan]) -> Iterator[str]:
    on_record = _milestones(plans) if actor.role in OF_VILLAGE else {}
    for record in verdict.records:
        plan = plans.get(str(record.get("project_code") or ""))
        if verdict.content in ("projects", "funds"):
            village, star = record["village_code"] or "", record.get("star_code") or ""
            if verdict.content == "funds" and plan is not None:
                star = plan.star_code
        elif plan is not None:
            village, star = plan.village_code, plan.star_code
        else:
            continue  # an unknown project is a problem of its row
        yield scope_refusal(actor, str(village), star)
        if verdict.content == "projects" and plan is not None:
            yield scope_refusal(actor, plan.village_code, plan.star_code)
        if actor.role in OF_VILLAGE and not _is_tick(record, on_record):
            yield f"“{actor.role}”只能记本村节点的完成日期；节点和计划请由专班、数据员或管理员改。"


def _milestones(plans: Mapping[str, Plan]) -> dict[tuple[str, str], tuple[str, Any]]:
    """Phase and plan of the milestones on record; of a project without any, those of its finish."""
    rows = queries.project_milestones(LAST)
    told = {
        (row.project_code, row.milestone): (row.phase, row.planned_on.date())
        for row in rows.itertuples()
    }
    bare = set(plans) - {code for code, _ in told}
    return told | {(code, FINISH): (FINISH_PHASE, plans[code].ends_on) for code in bare}


def _is_tick(record: Mapping[str, Any], on_record: Mapping[tuple[str, str], Any]) -> bool:
    """Whether a row says of a milestone on record only that it is done."""
    told = (record["phase"], record["planned_on"])
    is_done = record["done_on"] is not None
    return is_done and on_record.get((record["project_code"], record["milestone"])) == told


def store(act: Act, upload_id: int, verdict: Verdict, _watch: Watch) -> None:
    """Store the rows of a checked table. Refused when they do not fit what is on record any more, or
    are not the actor's."""
    in_scope(act.actor, verdict)
    now = known()
    found = [
        f"第 {record['row_number']} 行：{message}"
        for record in verdict.records
        for _, _, message in faults(verdict.content, record, now)
    ]
    if found:
        more = f"另有 {len(found) - MOST_TOLD} 处。" if len(found) > MOST_TOLD else ""
        raise Refused("".join(found[:MOST_TOLD]) + more)
    rows = []
    for record in verdict.records:
        row = {name: value for name, value in record.items() if value != ""}
        if verdict.content == "acceptances":
            row["is_passed"] = row.pop("result") == "合格"
        rows.append(row | {"upload_id": upload_id})
    # As objects, so that an empty column stays empty and is not read as a number.
    act.transaction.append(TABLES[verdict.content], pd.DataFrame(rows, dtype="object"))


def withdrawable(act: Act, upload_id: int) -> None:
    """Refused when an upload brought projects on which other live uploads rest."""
    resting = [int(row[0]) for row in act.transaction.run(RESTING, {"id": upload_id})]
    if resting:
        listed = "、".join(str(one) for one in resting[:MOST_TOLD])
        more = " 等" if len(resting) > MOST_TOLD else ""
        raise Refused(
            f"第 {upload_id} 号上报登记的项目已有节点、资金或验收（第 {listed}{more} 号上报）。"
            "请先撤回那些上报，再撤回这次。"
        )
