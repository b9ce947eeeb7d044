"""Step 1: the file and its day; how far the reading is, and 取消."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard import settings
from dashboard.components.upload import state
from dashboard.components.upload.job import Job
from dashboard.words import say

TYPES = ["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods"]
AT_ONCE = 0.6  # seconds: what is done by then needs no bar


def choose() -> None:
    """The uploader, the optional day, and the bar while a long file is read."""
    left, right = st.columns([3, 1])
    turn, megabytes = state.turn(), settings.upload_bytes() >> 20
    with left:
        chosen = st.file_uploader(
            say("upload.file"), type=TYPES, key=f"upload_file_{turn}",
            max_upload_size=megabytes, label_visibility="collapsed",
        )  # fmt: skip
        st.caption(say("upload.formats", megabytes=megabytes))
    with right:
        day = st.date_input(
            say("upload.day"), value=None, key=f"upload_day_{turn}", format="YYYY-MM-DD",
            help=say("upload.day_help"),
        )  # fmt: skip
    if state.publishing() is not None:
        return  # the file is on its way, whatever is chosen now: judged anew it would only wait
    if chosen is None:
        st.session_state.pop("upload_checked", None)
        st.session_state.pop("upload_job", None)
        return
    job = state.checking(chosen.getvalue(), chosen.name, chosen.file_id, day)
    if not job.is_cancelled and not job.has_ended(AT_ONCE):
        st.session_state.pop("upload_checked", None)
        waiting("check")
        return
    # A check that ended before it heard of it is dropped all the same.
    found = None if job.is_cancelled else job.result()
    if found is not None:
        st.session_state["upload_checked"] = found
    else:
        st.session_state.pop("upload_checked", None)
        st.info(say("upload.cancelled"))
        if st.button(say("upload.again")):
            st.session_state.pop("upload_job", None)
            st.rerun()


@st.fragment(run_every=0.5)  # type: ignore[untyped-decorator]
def waiting(what: str) -> None:
    """The bar with its counts and 取消; the page goes on when the work ends."""
    job = state.under_way(what)
    if job is None or job.has_ended() or (what == "check" and job.is_cancelled):
        st.rerun()
        return
    share = min(1.0, job.done / job.of) if job.of else 0.0
    st.progress(share, text=_text(job, what))
    st.button(say("upload.cancel"), on_click=job.cancel, key=f"cancel_{what}")


def _text(job: Job[Any], what: str) -> str:
    if not job.stage:
        return say("upload.progress.begin")
    if job.stage == "read":
        return say("upload.progress.read", done=_mega(job.done), of=_mega(job.of))
    if job.stage == "store" and what == "check":  # the preview stores, looks, and undoes it
        return say("upload.progress.try", done=job.done, of=job.of)
    return say(f"upload.progress.{job.stage}", done=job.done, of=job.of)


def _mega(count: int) -> str:
    return f"{count / 2**20:.0f}" if count >= 2**20 else f"{count}"
