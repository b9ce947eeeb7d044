"""What the page knows of the chosen file: bytes, answers, verdict, impact. A file is read once and
judged anew only when an answer or the data change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st

from dashboard import settings
from dashboard.components.upload.job import Job
from dashboard.domain.errors import Refused
from dashboard.domain.intake import NO_ANSWERS, Answers, Verdict
from dashboard.domain.intake.answers import Place
from dashboard.domain.intake.progress import Watch
from dashboard.store import commands, database
from dashboard.store.commands import Impact, Receipt

Key = tuple[str, date | None, str, int, int]


@dataclass(frozen=True)
class Checked:
    """The verdict on the chosen file, and what publishing would change; ``refusal`` says why it
    would be refused."""

    verdict: Verdict
    impact: Impact | None
    refusal: str = ""


def turn() -> int:
    """Counts the files of this session: a new turn empties the widgets."""
    return int(st.session_state.setdefault("upload_turn", 0))


def forget() -> None:
    """Drop the chosen file, so that its bytes leave memory and nothing is sent twice."""
    st.session_state["upload_turn"] = turn() + 1
    for key in ("upload_answers", "upload_checked", "upload_job", "upload_publishing"):
        st.session_state.pop(key, None)


def answers() -> Answers:
    """What was said of the chosen file so far."""
    given: Answers = st.session_state.get("upload_answers", NO_ANSWERS)
    return given


def answer(
    *,
    sheet: str | None = None,
    columns: Mapping[str, str] | None = None,
    villages: Mapping[str, str] | None = None,
    values: Mapping[str, str] | None = None,
    cells: Mapping[Place, str] | None = None,
) -> None:
    """Say more of the chosen file; it is then judged anew. Another sheet begins anew."""
    given = NO_ANSWERS if sheet is not None else answers()
    st.session_state["upload_answers"] = replace(
        given,
        sheet=sheet if sheet is not None else given.sheet,
        columns={**given.columns, **(columns or {})},
        villages={**given.villages, **(villages or {})},
        values={**given.values, **(values or {})},
        cells={**given.cells, **(cells or {})},
    )


def checking(data: bytes, name: str, file_id: str, day: date | None) -> Job[Checked]:
    """The job that judges this file as it stands now; one under way for it is gone on with."""
    store = database.current()
    if st.session_state.get("upload_file") != file_id:
        st.session_state["upload_file"] = file_id
        st.session_state.pop("upload_answers", None)
    said = answers()
    key: Key = (file_id, day, str(said.as_dict()), store.serial, store.version)
    kept: tuple[Key, Job[Checked]] | None = st.session_state.get("upload_job")
    if kept is not None and kept[0] == key:
        return kept[1]
    if kept is not None:
        kept[1].cancel()
    job = Job(lambda watch: _check(data, name, day, said, watch))
    st.session_state["upload_job"] = (key, job)
    return job


def _check(data: bytes, name: str, day: date | None, said: Answers, watch: Watch) -> Checked:
    most = settings.upload_bytes()
    verdict = commands.check(data, name, day, said, max_bytes=most, watch=watch)
    if verdict.problems:
        return Checked(verdict, None)
    try:
        return Checked(verdict, commands.preview(verdict, watch))
    except Refused as refused:
        return Checked(verdict, None, str(refused))


def is_outdated() -> bool:
    """Whether the data have changed since the chosen file was checked."""
    store = database.current()
    kept: tuple[Key, Job[Checked]] | None = st.session_state.get("upload_job")
    return kept is None or kept[0][3:] != (store.serial, store.version)


def checked() -> Checked | None:
    """What was found of the chosen file, once it is."""
    kept: Checked | None = st.session_state.get("upload_checked")
    return kept


def under_way(what: str) -> Job[Any] | None:
    """The 'check' or the 'publish' that is under way."""
    if what == "publish":
        return publishing()
    kept = st.session_state.get("upload_job")
    return None if kept is None else kept[1]


def publishing() -> Job[Receipt | str] | None:
    """The publication under way."""
    kept: Job[Receipt | str] | None = st.session_state.get("upload_publishing")
    return kept
