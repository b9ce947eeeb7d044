"""项目三色: the phases, whose projects a post may touch, the file of rules, and what rows are held
against, without a store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.domain.actor import LIAISON, SECRETARY, TASK_FORCE, Actor
from dashboard.domain.campaign import CampaignError, load_campaign
from dashboard.domain.intake import Known
from dashboard.domain.intake.known import load_tables
from dashboard.domain.intake.projects import faults
from dashboard.domain.project import Plan, load_projects, phase_state, scope_refusal
from dashboard.settings import ROOT

CAMPAIGN = ROOT / "data" / "campaign"
DAY = date(2022, 11, 14)
WAGANG, ZHAI = "410902101225", "410902101214"
PLAN = Plan("管网", WAGANG, "ecology", date(2022, 7, 1), date(2022, 11, 30))
KNOWN = Known(
    villages={WAGANG: "瓦岗村", ZHAI: "翟庄村"},
    aliases={},
    campaign=load_campaign(CAMPAIGN),
    tables=load_tables(CAMPAIGN / "tables.toml"),
    today=DAY,
    ended={ZHAI: (date(2022, 10, 1), "")},
    founded={WAGANG: date(2022, 6, 1)},
    plans=lambda: {
        "P1": replace(
            PLAN, first_planned=date(2022, 8, 1), last_planned=date(2022, 11, 1), open_milestones=2
        ),
        "P2": replace(PLAN, finished_on=date(2022, 10, 20)),
    },
    project_rules=load_projects(CAMPAIGN / "projects.toml"),
)
BLANK: dict[str, dict[str, Any]] = {
    kind.content: {"row_number": 2} | dict.fromkeys(kind.fields) for kind in KNOWN.tables
}


def kinds(content: str, **cells: Any) -> list[tuple[str, str]]:
    """Field and kind of what is wrong with a row."""
    return [fault[:2] for fault in faults(content, BLANK[content] | cells, KNOWN)]


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ([], ""),
        ([(date(2022, 11, 14), None)], "waiting"),
        ([(date(2022, 11, 13), None)], "late"),
        ([(date(2022, 11, 1), date(2022, 11, 14))], "done"),
        ([(date(2022, 11, 1), date(2022, 11, 15))], "late"),
        ([(date(2022, 10, 1), date(2022, 10, 1)), (date(2022, 12, 1), None)], "running"),
        ([(date(2022, 10, 1), date(2022, 10, 1)), (date(2022, 11, 1), None)], "late"),
    ],
)  # fmt: skip
def test_a_phase_stands_as_its_milestones_do(
    steps: list[tuple[date, date | None]], state: str
) -> None:
    assert phase_state(steps, DAY) == state


def test_a_post_acts_for_its_own_village_or_star() -> None:
    assert scope_refusal(Actor("书记", SECRETARY), WAGANG, "ecology") == ""
    assert scope_refusal(Actor("包村", LIAISON, WAGANG), WAGANG, "ecology") == ""
    assert "本村" in scope_refusal(Actor("包村", LIAISON, ZHAI), WAGANG, "ecology")
    assert "选定" in scope_refusal(Actor("包村", LIAISON), WAGANG, "ecology")
    assert "本专班" in scope_refusal(Actor("专班", TASK_FORCE, "party"), WAGANG, "ecology")
    assert "本专班" in scope_refusal(Actor("专班", TASK_FORCE, "party"), WAGANG, "")
    assert "选定" in scope_refusal(Actor("专班", TASK_FORCE), WAGANG, "ecology")


def test_the_rules_are_read_strictly(tmp_path: Path) -> None:
    assert [one.code for one in KNOWN.project_rules.items] == [f"A{n}" for n in range(1, 9)]
    assert {KNOWN.project_rules.item(one) for one in ("A2", "2", "工程质量合格")} == {"A2"}
    assert KNOWN.project_rules.item("九") is None
    text = (CAMPAIGN / "projects.toml").read_text("utf-8")
    bad = tmp_path / "projects.toml"
    for wrong, said in (
        (text.replace("soon_days = 7", "soon_days = -1"), "soon_days"),
        (text.replace('"A2"', '"A1"'), "twice"),
        (text.replace("sources =", "source_s ="), "source_s"),
        (text + text, "one [[projects]] block"),
    ):
        bad.write_text(wrong, "utf-8")
        with pytest.raises(CampaignError, match=said.replace("[", r"\[")):
            load_projects(bad)


@pytest.mark.parametrize(
    ("content", "cells", "found"),
    [
        ("projects", {"starts_on": date(2022, 8, 1), "ends_on": date(2022, 7, 1)},
         [("ends_on", "contradiction")]),
        ("projects", {"village_code": ZHAI, "starts_on": date(2022, 10, 1)},
         [("village", "ended_village")]),
        ("projects", {"village_code": ZHAI, "starts_on": date(2022, 9, 30)}, []),
        ("projects", {"village_code": WAGANG, "starts_on": date(2022, 5, 31)},
         [("village", "ended_village")]),
        ("projects", {"star_code": "party", "indicator_code": "E02"},
         [("indicator_code", "contradiction")]),
        ("projects", {"star_code": "ecology", "indicator_code": "E02"}, []),
        ("projects", {"project_code": "P1", "village_code": ZHAI}, [("village", "contradiction")]),
        ("projects", {"project_code": "P1", "starts_on": date(2022, 8, 2)},
         [("starts_on", "contradiction")]),
        ("projects", {"project_code": "P1", "ends_on": date(2022, 10, 31)},
         [("ends_on", "contradiction")]),
        ("projects", {"project": "长" * 61}, [("project", "too_long")]),
        ("milestones", {"project_code": "P9"}, [("project_code", "unknown_project")]),
        ("milestones", {"project_code": "P1", "planned_on": date(2022, 12, 1)},
         [("planned_on", "contradiction")]),
        ("milestones", {"project_code": "P1", "planned_on": date(2022, 11, 30)}, []),
        ("milestones", {"project_code": "P1", "done_on": date(2022, 6, 30)},
         [("done_on", "contradiction")]),
        ("milestones", {"project_code": "P1", "done_on": date(2022, 11, 15)},
         [("done_on", "future_date")]),
        ("funds", {"amount": 5.0, "used": 5.1, "village_code": WAGANG},
         [("used", "contradiction")]),
        ("funds", {"amount": 5.0, "village_code": ZHAI, "project_code": "P1"},
         [("village", "contradiction")]),
        ("funds", {"village_code": ZHAI, "received_on": date(2022, 10, 2)},
         [("village", "ended_village")]),
        ("acceptances", {"project_code": "P1", "checked_on": DAY},
         [("project_code", "contradiction")]),
        ("acceptances", {"project_code": "P2", "checked_on": date(2022, 10, 19)},
         [("checked_on", "contradiction")]),
        ("acceptances", {"project_code": "P2", "checked_on": date(2022, 10, 20)}, []),
        ("upkeeps", {"project_code": "P1", "checked_on": DAY},
         [("project_code", "contradiction")]),
    ],
)  # fmt: skip
def test_a_row_is_held_against_what_is_on_record(
    content: str, cells: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    assert kinds(content, **cells) == found
