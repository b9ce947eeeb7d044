"""Projects, their milestones, money, acceptance and upkeep: what their rows are held against. The same
checks are made again when they are stored, since others may have moved a plan meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from dashboard.domain.intake.known import Known
from dashboard.domain.intake.problem import Problems
from dashboard.domain.project import Plan

Record = Mapping[str, Any]
Fault = tuple[str, str, str]
"""Field, kind and message of what is wrong with a row."""
LONGEST = {
    "project_code": 30, "project": 60, "owner_post": 40, "contractor": 60, "milestone": 30,
    "fund_source": 30, "keeper": 60, "reason": 200,
}  # fmt: skip
NO_LATER_THAN_TODAY = ("done_on", "received_on", "checked_on")


def check(
    content: str,
    records: Sequence[dict[str, Any]],
    headings: Mapping[str, str],
    known: Known,
    problems: Problems,
) -> None:
    """A problem for all that is wrong with the rows of one of these tables; the items of an
    acceptance sheet are replaced by their codes."""
    for record in records:
        told = {name: record.get(name) for name in headings}
        if content == "acceptances" and known.project_rules is not None and told["item_code"]:
            found = known.project_rules.item(str(told["item_code"]))
            if found is None:
                listed = "、".join(one.name for one in known.project_rules.items)
                message = f"验收单里没有“{told['item_code']}”这一项。请填其中之一：{listed}。"
                fault = "item_code", "unknown_item", message
                problems.add_of(record, told, headings, fault)
            record["item_code"] = found
        for fault in faults(content, record, known):
            problems.add_of(record, told, headings, fault)


def faults(content: str, record: Record, known: Known) -> Iterator[Fault]:
    """What is wrong with one row beside its single cells."""
    for name, most in LONGEST.items():
        if len(str(record.get(name) or "")) > most:
            yield name, "too_long", f"最多 {most} 个字，现有 {len(record[name])} 个。请写短些。"
    for name in NO_LATER_THAN_TODAY:
        day = record.get(name)
        if day is not None and day > known.today:
            yield (
                name,
                "future_date",
                f"{day} 还没有到，不能记作已办。请改成 {known.today} 或以前。",
            )
    if content == "projects":
        yield from _project(record, known)
        return
    code = record.get("project_code")
    plan = known.projects.get(str(code)) if code else None
    if code and plan is None:
        yield "project_code", "unknown_project", (
            f"没有编号为“{str(code)[:30]}”的项目。请先登记这个项目，或改正编号。"
        )  # fmt: skip
    if content == "funds":
        yield from _fund(record, plan, known)
    elif plan is not None and content == "milestones":
        yield from _milestone(record, plan)
    elif plan is not None and content in ("acceptances", "upkeeps"):
        yield from _afterwards(record, plan, "验收" if content == "acceptances" else "管护")


def _project(record: Record, known: Known) -> Iterator[Fault]:
    start, end, village = record["starts_on"], record["ends_on"], record["village_code"]
    if start and end and end < start:
        yield "ends_on", "contradiction", f"计划完工 {end} 早于计划开工 {start}。请核对后改正。"
    if village and start:
        yield from _exists(village, start, "village", known)
    if record["indicator_code"] and record["star_code"]:
        indicator = known.campaign.indicator(record["indicator_code"])
        if indicator.star != record["star_code"]:
            star = known.campaign.star(record["star_code"]).name
            yield "indicator_code", "contradiction", (
                f"“{indicator.name}”不是{star}的指标。请改指标，或改星。"
            )  # fmt: skip
    plan = known.projects.get(str(record["project_code"]))
    if plan is None:
        return
    if village and village != plan.village_code:
        name = known.villages.get(plan.village_code, plan.village_code)
        yield "village", "contradiction", (
            f"这个编号是{name}的“{plan.project}”。请改用新的编号；若当初登记错了村，先撤回那次登记。"
        )  # fmt: skip
    if plan.first_planned and start and min(plan.first_planned, plan.first_done or start) < start:
        day = min(plan.first_planned, plan.first_done or plan.first_planned)
        yield "starts_on", "contradiction", f"已有节点在 {day}，开工不能晚于它。请先改节点。"
    if plan.last_planned and end and plan.last_planned > end:
        yield "ends_on", "contradiction", (
            f"已有节点计划在 {plan.last_planned}，完工不能早于它。请先改节点的计划日期。"
        )  # fmt: skip


def _milestone(record: Record, plan: Plan) -> Iterator[Fault]:
    planned, done = record["planned_on"], record["done_on"]
    if planned and not plan.starts_on <= planned <= plan.ends_on:
        yield "planned_on", "contradiction", (
            f"{planned} 不在“{plan.project}”的工期 {plan.starts_on}～{plan.ends_on} 之内。"
            "请改计划日期，或先改项目的工期。"
        )  # fmt: skip
    if done and done < plan.starts_on:
        yield "done_on", "contradiction", (
            f"{done} 早于“{plan.project}”的开工 {plan.starts_on}。请核对完成日期。"
        )  # fmt: skip


def _fund(record: Record, plan: Plan | None, known: Known) -> Iterator[Fault]:
    amount, used, village = record["amount"], record["used"], record["village_code"]
    if amount is not None and used is not None and used > amount:
        yield "used", "contradiction", f"已使用 {used:g} 万元多于金额 {amount:g} 万元。请核对。"
    if plan is not None and village and village != plan.village_code:
        name = known.villages.get(plan.village_code, plan.village_code)
        yield "village", "contradiction", f"“{plan.project}”是{name}的项目。请改村，或改项目编号。"
    if village and record["received_on"]:
        yield from _exists(village, record["received_on"], "village", known)


def _afterwards(record: Record, plan: Plan, act: str) -> Iterator[Fault]:
    day = record["checked_on"]
    if plan.finished_on is None:
        left = (
            f"还有 {plan.open_milestones} 个节点没有完成" if plan.open_milestones else "还没有完工"
        )
        yield "project_code", "contradiction", f"“{plan.project}”{left}，不能{act}。请先完成节点。"
    elif day and day < plan.finished_on:
        yield "checked_on", "contradiction", (
            f"“{plan.project}”{plan.finished_on} 才完工，{act}不能在 {day}。请核对日期。"
        )  # fmt: skip


def _exists(village: str, day: date, field: str, known: Known) -> Iterator[Fault]:
    name = known.villages.get(village, village)
    if village in known.ended and day >= known.ended[village][0]:
        end = known.ended[village][0]
        yield (
            field,
            "ended_village",
            f"{name}自 {end} 起已不存在，不能有 {day} 的事。请改村或日期。",
        )
    if village in known.founded and day < known.founded[village]:
        start = known.founded[village]
        yield field, "ended_village", f"{name} {start} 才有，不能有 {day} 的事。请改村或日期。"
