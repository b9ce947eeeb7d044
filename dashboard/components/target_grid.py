"""Targets of a year as a grid of villages and quarters. What is changed goes through the same check and
publishing as any file, so that it has a history, can be withdrawn and is shown where it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from dashboard.components import formats, frame, phrases
from dashboard.components.figures.tables import Cell as Drawn
from dashboard.components.figures.tables import Column, html_table
from dashboard.domain import grid, target_plan
from dashboard.domain.errors import Refused
from dashboard.domain.intake import Problem
from dashboard.domain.target_plan import BETWEEN, PARTS, Key, Target
from dashboard.store import commands, queries
from dashboard.words import say

QUARTERS = ("1", "2", "3", "4")


@dataclass(frozen=True)
class Opened:
    """A grid as it was opened: which part of the targets of which year, for which villages (code →
    name), and the texts that stood in its cells."""

    key: tuple[object, ...]
    part: str
    year: int
    villages: Mapping[str, str]
    seen: Mapping[grid.Cell, str]


def standing(year: int) -> dict[Key, Target]:
    """The targets of a year that count now."""
    names = dict(zip(queries.star_list()["star_code"], queries.star_list()["star"], strict=True))
    rows = queries.targets()
    return {
        (row["village_code"], int(row["quarter"])): Target(
            str(row["stars"]),
            "" if formats.is_missing(row["level_told"]) else str(int(row["level_told"])),
            BETWEEN.join(names[code] for code in row["named"].split(",") if code),
            row["reason"],
        )
        for row in rows[rows["year"] == year].to_dict("records")
    }


def draw(villages: Mapping[str, str], year: int) -> None:
    """The choice of what is edited, the grid, and 保存."""
    part = st.segmented_control(
        say("target.part"), PARTS, default=PARTS[0], key="target_part", required=True, wrap=True,
        format_func=lambda one: say(f"target.parts.{one}"), label_visibility="collapsed",
    )  # fmt: skip
    opened = _opened(str(part), villages, year)
    with st.form("target_form", border=False, enter_to_submit=False):
        edited = _editor(opened)
        reason = st.text_input(
            say("target.reason"), placeholder=say("target.reason_hint"),
            key=f"target_reason_{opened.key[-1]}",
        )  # fmt: skip
        pressed = st.form_submit_button(say("target.save"), type="primary")
    # Below the grid: where one has pressed, not above it and out of sight.
    _told()
    if st.button(say("target.reload"), key="target_reload"):
        _open_anew()
        st.rerun()
    if pressed:
        _save(opened, edited, reason)
        st.rerun()


def _opened(part: str, villages: Mapping[str, str], year: int) -> Opened:
    """The grid that is open; opened anew when a choice changed, after a save, or on demand."""
    turn = st.session_state.setdefault("target_turn", 0)
    key = (part, year, tuple(villages), turn)
    kept = st.session_state.get("target_opened")
    if isinstance(kept, Opened) and kept.key == key:
        return kept
    opened = Opened(key, part, year, dict(villages), _texts(standing(year), part))
    st.session_state["target_opened"] = opened
    st.session_state.pop("target_problems", None)
    return opened


def _texts(targets: Mapping[Key, Target], part: str) -> dict[grid.Cell, str]:
    return {
        (village, str(quarter)): text
        for (village, quarter), one in targets.items()
        if (text := str(getattr(one, part)))
    }


def _editor(opened: Opened) -> dict[grid.Cell, str]:
    """The texts of all cells as they stand on the page."""
    stars = list(queries.star_list()["star"])

    def shown(text: str) -> Any:
        if opened.part == "named":
            return text.split(BETWEEN) if text else []
        return int(text) if text else None

    base = pd.DataFrame(
        {"village": [phrases.village(name) for name in opened.villages.values()]}
        | {
            quarter: pd.Series(
                [shown(opened.seen.get((code, quarter), "")) for code in opened.villages],
                dtype="object" if opened.part == "named" else "Int64",
            ).to_numpy(dtype=object)
            for quarter in QUARTERS
        },
        index=list(opened.villages),
    )
    if opened.part != "named":
        base = base.astype(dict.fromkeys(QUARTERS, "Int64"))
    config: dict[str, Any] = {
        "village": st.column_config.TextColumn(say("target.column.village"), pinned=True, width=90)
    }
    for quarter in QUARTERS:
        title = say("target.quarter_end", n=quarter)
        config[quarter] = (
            st.column_config.MultiselectColumn(
                title, options=stars, width=215, color="gray", format_func=phrases.short_star
            )
            if opened.part == "named"
            else st.column_config.NumberColumn(
                title, min_value=0, max_value=len(stars), step=1, width=100
            )
        )
    edited = st.data_editor(
        base, key=f"target_grid_{opened.part}_{opened.year}_{base.index[0]}_{opened.key[-1]}",
        hide_index=True, disabled=["village"], column_config=config, row_height=36, placeholder="",
        height=36 * (min(len(base), 20) + 1) + 2,
        alt=say("target.grid_alt", year=opened.year, n=len(base)),
    )  # fmt: skip
    return {
        (village, quarter): _text(cell, stars)
        for quarter in QUARTERS
        for village, cell in zip(opened.villages, edited[quarter], strict=True)
    }


def _text(cell: Any, stars: list[str]) -> str:
    if isinstance(cell, (list, tuple)):
        return BETWEEN.join(one for one in stars if one in cell)
    return "" if formats.is_missing(cell) else str(int(cell))


def _save(opened: Opened, edited: Mapping[grid.Cell, str], reason: str) -> None:
    """Check the changed cells and store them all, or say why nothing was stored."""
    st.session_state.pop("target_problems", None)
    own = {cell: text for cell, text in opened.seen.items() if cell in edited}
    made, emptied = grid.changes(own, edited)
    if opened.part == "stars" and emptied:
        # A target stays until it is withdrawn with its upload; other parts may be empty.
        return _say("error", say("target.emptied", n=len(emptied)))
    made += emptied
    if not made:
        return _say("info", say("target.nothing"))
    now = standing(opened.year)
    texts = _texts(now, opened.part)
    moved = [one for one in made if texts.get(one.cell, "") not in (one.seen, one.typed)]
    if moved:
        cells = say("target.separator").join(_place(opened, one.cell) for one in moved[:5])
        return _say("error", say("target.moved", n=len(moved), cells=cells))
    clock = datetime.now(ZoneInfo("Asia/Shanghai"))
    rows = target_plan.changed(made, opened.part, now, reason.strip())
    remark = say("target.remark", time=f"{clock:%Y-%m-%d %H:%M:%S.%f}")
    name = say("target.file", year=opened.year, time=f"{clock:%m%d_%H%M%S}")
    try:
        verdict = commands.check(target_plan.as_csv(rows, opened.year, remark), name)
        if verdict.problems:
            places = tuple(_place(opened, (village, str(number))) for (village, number), _ in rows)
            st.session_state["target_problems"] = (places, verdict.problems)
            return None
        receipt = commands.publish(frame.actor(), verdict)
    except Refused as refused:
        return _say("error", str(refused))
    _open_anew()
    if receipt.upload_id is None:
        return _say("info", receipt.message)
    return _say("success", say("target.saved", n=len(made), id=receipt.upload_id))


def _place(opened: Opened, cell: grid.Cell) -> str:
    return say("target.place", village=opened.villages[cell[0]], n=cell[1])


def _open_anew() -> None:
    st.session_state["target_turn"] = st.session_state.get("target_turn", 0) + 1


def _say(kind: str, message: str) -> None:
    st.session_state["target_told"] = (kind, message)


def _told() -> None:
    """What the last 保存 did, said once; the problems that kept it from storing, until the next."""
    kind, message = st.session_state.pop("target_told", ("", ""))
    if kind:
        said = formats.markdown(message)
        {"info": st.info, "error": st.error, "success": st.success}[kind](said)
    places, problems = st.session_state.get("target_problems", ((), ()))
    if problems:
        st.error(say("target.problems", n=len(problems)))
        st.html(_problem_table(places, problems))


def _problem_table(places: tuple[str, ...], problems: tuple[Problem, ...]) -> str:
    rows: list[Mapping[str, Drawn | str | None]] = []
    for one in problems:
        # Row 1 of the file is its header.
        place = (one.row or 0) - 2
        rows.append(
            {
                "place": places[place] if 0 <= place < len(places) else "",
                "typed": Drawn(one.cell or "", "red", True),
                "message": one.message,
            }
        )
    columns = [Column(key, say(f"target.column.{key}")) for key in ("place", "typed", "message")]
    return html_table(columns, rows)
