"""What is said of a project: its state with symbol and word, its phases, its next milestone. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Any

import pandas as pd

from dashboard.components import formats, theme
from dashboard.domain.project import COLOURS, PHASES, phase_state
from dashboard.words import say

Row = Mapping[Any, Any]
PHASE_GLYPH = {"done": "closed", "late": "late", "running": "running", "waiting": "waiting"}


def colour_word(colour: str) -> str:
    """Symbol and word of a colour: ■ 滞后."""
    return f"{theme.GLYPH_OF[colour]} {say(f'projects.colour.{colour}')}"


def state(row: Row, day: date) -> str:
    """Symbol and word of how a project stands, with the days that matter."""
    said = str(row["state"])
    if said == "late":
        text = say("projects.late", days=int(row["days_late"]))
    elif said == "awaiting":
        text = say("projects.awaiting", passed=int(row["passed"]), total=int(row["item_total"]))
    elif row["is_soon"]:
        left = (row["next_on"].date() - day).days
        word = say("projects.state.not_started") if said == "not_started" else ""
        due = say("projects.soon", days=left) if left else say("projects.soon_today")
        text = f"{word} {due}" if word else due
    else:
        text = say(f"projects.state.{said}")
    return f"{theme.GLYPH_OF[row['colour']]} {text}"


def counts(rows: pd.DataFrame) -> dict[str, int]:
    """How many projects have each colour."""
    return {colour: int((rows["colour"] == colour).sum()) for colour in COLOURS}


def colours(rows: pd.DataFrame) -> str:
    """How many projects have each colour (Markdown)."""
    number = counts(rows)
    return "\u3000".join(f":{one}[{colour_word(one)} {number[one]}]" for one in COLOURS)


def sentence(rows: pd.DataFrame) -> str:
    """How many projects there are, of each colour, and how many are due soon (Markdown)."""
    soon = int(rows["is_soon"].sum())
    more = say("projects.sentence_soon", n=soon) if soon else ""
    return say("projects.sentence", n=len(rows), parts=colours(rows)) + more


def legend(soon_days: int) -> str:
    """What each colour and each mark means, as HTML."""
    parts = [
        f'<span><b style="background:{theme.GROUND_OF[one]};color:{theme.INK_OF[one]};white-space:nowrap;'
        f'padding:2px 6px">{escape(colour_word(one))}</b> '
        f"{escape(say(f'projects.legend.{one}', days=soon_days))}</span>"
        for one in COLOURS
    ]
    phases = "\u3000".join(
        f"{theme.GLYPHS[PHASE_GLYPH[one]]} {say(f'projects.phase_state.{one}')}"
        for one in PHASE_GLYPH
    )
    parts.append(f"<span>{escape(say('projects.legend_phases', marks=phases))}</span>")
    return (
        f'<div style="font-size:13px;color:{theme.INK2};display:flex;flex-wrap:wrap;'
        f'gap:4px 20px;line-height:1.8">{"".join(parts)}</div>'
    )


def by_project(milestones: pd.DataFrame) -> dict[str, list[dict[Any, Any]]]:
    """The milestones of each project, in the order of their plan."""
    own: dict[str, list[dict[Any, Any]]] = {}
    for row in milestones.to_dict("records"):
        own.setdefault(row["project_code"], []).append(row)
    return own


def phase_states(steps: list[dict[Any, Any]], day: date) -> dict[str, str]:
    """How each of the four phases stands; '' where it has no milestone."""
    found: dict[str, list[tuple[date, date | None]]] = {phase: [] for phase in PHASES}
    for one in steps:
        done = None if formats.is_missing(one["done_on"]) else one["done_on"].date()
        found[one["phase"]].append((one["planned_on"].date(), done))
    return {phase: phase_state(own, day) for phase, own in found.items()}


def phase_mark(said: str) -> str:
    """The symbol of a phase's state; — where it has no milestone."""
    return theme.GLYPHS[PHASE_GLYPH[said]] if said else say("formats.nothing")


def phases(steps: list[dict[Any, Any]], day: date) -> str:
    """The four phases in a line: 审√ 技▲ 施■ 资○; — without milestones."""
    if not steps:
        return say("formats.nothing")
    return " ".join(
        f"{phase[0]}{phase_mark(said)}" for phase, said in phase_states(steps, day).items()
    )


def next_step(row: Row, steps: list[dict[Any, Any]], day: date) -> str:
    """The milestone that is due next or overdue longest, with its day; the finish without any; —
    when nothing is left."""
    left = [one for one in steps if formats.is_missing(one["done_on"])]
    if left:
        first = min(left, key=lambda one: one["planned_on"])
        return f"{first['milestone']} {formats.day(first['planned_on'], day.year)}"
    if steps:
        return say("formats.nothing")
    return say("projects.finish_on", day=formats.day(row["ends_on"], day.year))


def money(value: float) -> str:
    """万元 without the unit; — for unknown."""
    return say("formats.nothing") if formats.is_missing(value) else formats.number(value, 2)


def wan(value: float) -> str:
    """万元 with the unit; — for unknown."""
    if formats.is_missing(value):
        return say("formats.nothing")
    return say("projects.wan", n=formats.number(value, 2))


def share(value: float) -> str:
    """A percentage; — for unknown."""
    if formats.is_missing(value):
        return say("formats.nothing")
    return formats.value_text(value, "%", "percent", decimals=0)
