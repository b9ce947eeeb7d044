"""Projects by hand: each act becomes a table of its own, read and refused like any file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import pandas as pd

from dashboard.domain.actor import Actor
from dashboard.domain.csv_file import table_csv
from dashboard.domain.errors import Refused
from dashboard.domain.project import FINISH, FINISH_PHASE
from dashboard.store import database, definitions, queries
from dashboard.store.act import Act
from dashboard.store.commands.by_hand import unit_name
from dashboard.store.commands.knowing import business_today
from dashboard.store.commands.project_rows import LAST
from dashboard.store.commands.reason import checked_text
from dashboard.store.commands.receipt import Receipt
from dashboard.store.commands.upload import check, store_checked

SEEN = "序号"
"""A column nobody reads: the last upload of all, so that going back to what an earlier act said is
another file than the first one that said so."""
LAST_UPLOAD = "select coalesce(max(upload_id), 0) as last from upload"
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Project:
    """A project as typed in; None where it is not known."""

    project_code: str
    project: str
    village_code: str
    star_code: str
    starts_on: date
    ends_on: date
    owner_post: str
    contractor: str = ""
    indicator_code: str | None = None
    investment: float | None = None
    disbursed: float | None = None


@dataclass(frozen=True)
class Money:
    """Money of a village, of one of its projects or of none; ``used``: None where it is not known."""

    village_code: str
    fund_source: str
    amount: float
    received_on: date
    used: float | None = None
    project_code: str = ""


def register_project(actor: Actor, project: Project) -> Receipt:
    """Put a new project on record. Refused for a code that is taken, and for whatever a table of
    projects is refused for."""
    actor.require("project")
    code = checked_text("项目编号", project.project_code, needed=True, act="登记")
    if code in set(queries.project_plans()["project_code"]):
        raise Refused(f"编号“{code}”已有项目。请另用一个编号。")
    row = {**_told(project), "project_code": code}
    return _hand_in(actor, "projects", f"登记项目_{code}", [row], {code: 0})


def change_project(actor: Actor, project: Project, since: date, reason: str) -> Receipt:
    """Change a project from a day on (its finish above all); the days before keep what was. Refused
    without a reason, for an unknown project, and when nothing would change."""
    actor.require("project")
    said = checked_text("理由", reason, needed=True, act="改动项目")
    seen = _seen(project.project_code)
    if _told(project) == _told(project_on_record(project.project_code)):
        raise Refused("和现在登记的一样，没有改动。")
    row = {**_told(project), "since": since, "reason": said}
    return _hand_in(actor, "projects", f"改动项目_{project.project_code}", [row], seen)


def project_on_record(project_code: str) -> Project:
    """A project as last told; Refused for an unknown code."""
    rows = queries.projects(LAST)
    found = rows[rows["project_code"] == project_code].to_dict("records")
    if not found:
        raise Refused(f"没有编号为“{project_code[:30]}”的项目。")
    row: dict[Any, Any] = {
        name: None if pd.isna(value) else value for name, value in found[0].items()
    }
    told = {one.name: row[one.name] for one in fields(Project)}
    return Project(
        **told
        | {
            "starts_on": row["starts_on"].date(), "ends_on": row["ends_on"].date(),
            "contractor": row["contractor"] or "",
            "disbursed": row["disbursed_told"],
        }
    )  # fmt: skip


def plan_milestone(
    actor: Actor, project_code: str, milestone: str, phase: str, planned_on: date
) -> Receipt:
    """Add a milestone to a project. Refused when it has one of that name, and for whatever a table
    of milestones is refused for."""
    actor.require("milestone")
    seen = _seen(project_code)
    named = checked_text("节点名称", milestone, needed=True, act="登记")
    if named in _milestones(project_code):
        raise Refused(f"这个项目已有“{named}”这个节点。要改计划日期，请用“改期”。")
    row = {
        "project_code": project_code, "milestone": named, "phase": phase, "planned_on": planned_on,
    }  # fmt: skip
    return _hand_in(actor, "milestones", f"节点_{project_code}", [row], seen)


def tick_milestone(actor: Actor, project_code: str, milestone: str, done_on: date) -> Receipt:
    """Say on which day a milestone was done; of a project without milestones the finish (完工).
    Refused for an unknown one, the same day twice, and a day that has not come."""
    actor.require("milestone")
    _not_ahead(done_on, "完成日期")
    seen = _seen(project_code)
    plan = _known(project_code)
    known = _milestones(project_code)
    if not known and milestone == FINISH:
        known = {FINISH: {"phase": FINISH_PHASE, "planned_on": plan["ends_on"], "done_on": pd.NaT}}
    if milestone not in known:
        raise Refused(f"这个项目没有“{milestone[:30]}”这个节点。请先登记节点。")
    step = known[milestone]
    if not pd.isna(step["done_on"]) and step["done_on"].date() == done_on:
        raise Refused(f"“{milestone}”已记在 {done_on} 完成，不必再记。")
    row = {
        "project_code": project_code, "milestone": milestone, "phase": step["phase"],
        "planned_on": step["planned_on"].date(), "done_on": done_on,
    }  # fmt: skip
    return _hand_in(actor, "milestones", f"完成节点_{project_code}_{done_on}", [row], seen)


def move_milestone(
    actor: Actor, project_code: str, milestone: str, planned_on: date, since: date, reason: str
) -> Receipt:
    """Plan a milestone for another day, from ``since`` on: the days before keep the former plan.
    Refused without a reason, for a milestone that is done, and when the day is the same."""
    actor.require("milestone")
    said = checked_text("理由", reason, needed=True, act="改期")
    _not_ahead(since, "生效日期")
    seen = _seen(project_code)
    step = _milestones(project_code).get(milestone)
    if step is None:
        raise Refused(f"这个项目没有“{milestone[:30]}”这个节点。请先登记节点。")
    if not pd.isna(step["done_on"]):
        raise Refused(f"“{milestone}”已在 {step['done_on']:%Y-%m-%d} 完成，不必改期。")
    if step["planned_on"].date() == planned_on:
        raise Refused(f"“{milestone}”本来就定在 {planned_on}，没有改动。")
    row = {
        "project_code": project_code, "milestone": milestone, "phase": step["phase"],
        "planned_on": planned_on, "since": since, "reason": said,
    }  # fmt: skip
    return _hand_in(actor, "milestones", f"改期_{project_code}_{planned_on}", [row], seen)


def accept_items(
    actor: Actor, project_code: str, looked: Mapping[str, bool], checked_on: date, note: str
) -> Receipt:
    """Say which items of the acceptance passed and which failed on a day. Refused before every
    milestone is done, for an unknown item, and without any item."""
    actor.require("project")
    _not_ahead(checked_on, "验收日期")
    said = checked_text("验收意见", note, needed=not all(looked.values()), act="记不合格")
    if not looked:
        raise Refused("请至少选一项的结论。")
    known = {one.code: one.name for one in definitions.project_rules().items}
    rows = [
        {
            "project_code": project_code, "item_code": known.get(code, code),
            "result": "合格" if is_passed else "不合格", "checked_on": checked_on, "reason": said,
        }
        for code, is_passed in looked.items()
    ]  # fmt: skip
    return _hand_in(actor, "acceptances", f"验收_{project_code}_{checked_on}", rows)


def record_upkeep(
    actor: Actor, project_code: str, keeper: str, checked_on: date, income: float | None, note: str
) -> Receipt:
    """Say who keeps a finished project up, what was found on a day, and what it earns a year.
    Refused before it is finished."""
    actor.require("project")
    _not_ahead(checked_on, "检查日期")
    row = {
        "project_code": project_code,
        "keeper": checked_text("管护单位或岗位", keeper, needed=True, act="记管护"),
        "checked_on": checked_on, "income": income,
        "reason": checked_text("管护情况", note, needed=False),
    }  # fmt: skip
    return _hand_in(actor, "upkeeps", f"管护_{project_code}_{checked_on}", [row])


def record_fund(actor: Actor, money: Money, note: str = "") -> Receipt:
    """Put money on record, or say anew how much of it was used (the same village, project, source and
    day). Refused for a negative sum, more used than came, and a day that has not come."""
    actor.require("project")
    _not_ahead(money.received_on, "到账日期")
    row = {**_told(money), "reason": checked_text("说明", note, needed=False)}
    source = checked_text("资金来源", money.fund_source, needed=True, act="登记资金")
    named = money.project_code or unit_name(money.village_code)
    return _hand_in(actor, "funds", f"资金_{named}_{source}", [{**row, "fund_source": source}])


def _told(given: Any) -> dict[str, Any]:
    return {one.name: getattr(given, one.name) for one in fields(given)}


def _not_ahead(day: date, label: str) -> None:
    today = business_today()
    if day > today:
        raise Refused(f"{label} {day} 还没有到。请改成 {today} 或以前。")


def _known(project_code: str) -> dict[str, Any]:
    rows = queries.project_plans()
    found = rows[rows["project_code"] == project_code].to_dict("records")
    if not found:
        raise Refused(f"没有编号为“{project_code[:30]}”的项目。")
    return {str(name): value for name, value in found[0].items()}


def _milestones(project_code: str) -> dict[str, dict[str, Any]]:
    """The milestones of a project as last told, by name."""
    _known(project_code)
    rows = queries.project_milestones(LAST)
    own = rows[rows["project_code"] == project_code]
    return {row["milestone"]: row for row in own.to_dict("records")}


def _hand_in(
    actor: Actor,
    content: str,
    name: str,
    rows: Sequence[Row],
    seen: Mapping[str, int] | None = None,
) -> Receipt:
    """Check the rows as a file would be and store them; Refused with every problem, and when a project
    of ``seen`` was told of by another upload meanwhile."""
    kind = next(one for one in definitions.tables() if one.content == content)
    headings = {field: headings[1] for field, headings in kind.fields.items()}
    listed = [field for field in headings if any(field in row for row in rows)]
    with database.held() as store:
        number = int(store.ask(LAST_UPLOAD, {})[1]["last"].iloc[0])
    cells = [[number, *(_cell(row.get(field)) for field in listed)] for row in rows]
    table = table_csv([SEEN, *(headings[field] for field in listed)], cells)
    verdict = check(table, f"{name}.csv")
    if verdict.problems:
        raise Refused("".join(dict.fromkeys(one.message for one in verdict.problems)))
    if verdict.content != content:
        raise Refused("填写的内容认不出来。请删去特殊字符后再试。")

    def unmoved(_act: Act, _upload_id: int) -> None:
        # Nobody else writes by now, and reads do not see yet what is being written here.
        for code, last in (seen or {}).items():
            if _last_upload(code) != last:
                raise Refused(f"项目“{code}”刚刚由别人改过。请核对后再办。")

    return store_checked(actor, verdict, also=unmoved)


def _seen(project_code: str) -> dict[str, int]:
    """What the user decides upon: the last upload that told of the project's plan."""
    return {project_code: _last_upload(project_code)}


def _last_upload(project_code: str) -> int:
    plans = queries.project_plans()
    told = plans.loc[plans["project_code"] == project_code, "last_upload"]
    return int(told.iloc[0]) if len(told) else 0


def _cell(value: Any) -> Any:
    return "" if value is None else value
