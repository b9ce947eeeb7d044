"""规则与目标: the rules in force, drafts and how they take effect, versions; targets and years."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard.components import (
    doing,
    effort_panel,
    frame,
    rules_drafts,
    rules_in_force,
    rules_versions,
    target_panel,
    view,
    year_panel,
)
from dashboard.components.view import View
from dashboard.words import say


def _targets(shown: View | None) -> None:
    if shown is None:
        st.markdown(say("rules.no_targets"))
    else:
        target_panel.draw(shown)


# The parts of the page in their order; a part is its name (rules.segment) and what draws it.
SEGMENTS: dict[str, Callable[[View | None], None]] = {
    "lines": rules_in_force.draw,
    "draft": rules_drafts.draw,
    "versions": rules_versions.draw,
    "targets": _targets,
    "year": year_panel.draw,
    "effort": lambda _: effort_panel.draw(),
}


def show() -> None:
    """Draw the screen."""
    shown = view.current()
    day = rules_in_force.day_of(shown)
    title = say("frame.title.rules")
    frame.head(
        title,
        say("rules.note"),
        shown=shown,
        export={say("rules.lines"): lambda: rules_in_force.export(day)},
        file_name=say("rules.lines_file", day=day),
    )
    # In a box of its own, so that nothing below moves, and loses what is being typed, when it goes.
    with st.container():
        doing.told("rules")
    chosen = view.segments(
        "show", say("rules.segments"), list(SEGMENTS), lambda one: say(f"rules.segment.{one}")
    )
    SEGMENTS[chosen](shown)
