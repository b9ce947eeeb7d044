"""The way out of the demonstration: it is moved aside, the town starts empty."""

from __future__ import annotations

import streamlit as st

from dashboard import settings
from dashboard.components import doing, frame, view
from dashboard.domain.errors import Refused
from dashboard.store import commands
from dashboard.words import say


def offer() -> None:
    """What it means, a tick, the button."""
    st.markdown(say("upload.leave_note"))
    sure = st.checkbox(say("upload.leave_sure"), key="leave_sure")
    if st.button(say("upload.leave_button"), disabled=not sure):
        try:
            commands.leave_demonstration(frame.actor(), settings.home())
        except Refused as refused:
            st.error(str(refused))
            return
        doing.tell("upload", say("upload.left"))
        view.go("upload")
