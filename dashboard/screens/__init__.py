"""The screens. A new one is its file and one line in SCREENS."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Screen:
    """One screen: its path in the URL, its module here, its group in the sidebar."""

    path: str
    module: str
    group: str


SCREENS = (
    Screen("overview", "overview", "see"),
    Screen("map", "star_map", "see"),
    Screen("ranking", "ranking", "see"),
    Screen("changes", "changes", "see"),
    Screen("village", "village", "see"),
    Screen("taskforce", "task_force", "see"),
    Screen("shortfalls", "shortfalls", "push"),
    Screen("ledger", "ledger", "push"),
    Screen("projects", "projects", "push"),
    Screen("pairs", "pairs", "push"),
    Screen("upload", "upload", "report"),
    Screen("progress", "progress", "report"),
    Screen("grid", "grid", "report"),
    Screen("awards", "awards", "decide"),
    Screen("rules", "rules", "decide"),
    Screen("points", "points", "decide"),
    Screen("villages", "villages", "manage"),
)
