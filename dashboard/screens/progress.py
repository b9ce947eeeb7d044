"""报送进度: what each village had to report, what is in, what is late; a text that reminds. No ranks."""

from __future__ import annotations

import streamlit as st

from dashboard.components import blocks, frame, progress_table, reminder, view
from dashboard.domain.reporting import PERIODS
from dashboard.store import definitions, queries
from dashboard.words import say


def show() -> None:
    """Draw the screen."""
    shown = view.current()
    if shown is None:
        frame.head(say("frame.title.progress"), say("overview.no_data"))
        return _empty()
    period = view.get("show")
    period = period if period in PERIODS else PERIODS[0]
    rows = progress_table.ordered(queries.reporting(shown.as_of, period))
    table = progress_table.build(rows, period, shown.as_of.year)
    title = say(f"progress.period.{period}")
    frame.head(
        say("frame.title.progress"),
        say("progress.note"),
        shown=shown,
        export={f"{say('frame.title.progress')} {title}": table},
        file_name=f"{say('frame.title.progress')}_{title}_{shown.as_of}",
    )
    st.header(progress_table.sentence(rows, period, shown.as_of.year), anchor=False)
    view.segments(
        "show", say("progress.period_label"), PERIODS, lambda one: say(f"progress.period.{one}")
    )
    progress_table.draw(rows, table, period, shown.as_of)
    grace = definitions.reporting()[period].report_grace_days
    st.caption(say("progress.method", grace=grace))
    with st.container(border=True):
        blocks.title(say("progress.remind"), say("progress.remind_note"))
        reminder.ask(rows, period, shown.as_of)
    return None


def _empty() -> None:
    st.header(say("progress.empty"), anchor=False)
    with st.container(border=True):
        st.markdown(say("progress.empty_next"))
        if st.button(say("frame.empty_upload"), type="primary"):
            view.go("upload")
