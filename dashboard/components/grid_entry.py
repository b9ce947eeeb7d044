"""网格填报: villages × indicators of one day, edited on the page. What is changed goes through the
same check and publishing as any file, and nothing is stored before 保存."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from dashboard.components import blocks, formats, frame, parts, phrases, progress_table
from dashboard.components.figures.tables import Cell as Drawn
from dashboard.components.figures.tables import Column, html_table
from dashboard.domain import grid
from dashboard.domain.errors import Refused
from dashboard.domain.grid import Cell, Change
from dashboard.domain.intake import Problem
from dashboard.store import commands, queries
from dashboard.words import say


@dataclass(frozen=True)
class Loaded:
    """A grid as it was opened: its choices, ``villages`` (code → name), ``indicators`` (rows of the
    read), and the texts that stood in its cells."""

    key: tuple[object, ...]
    period: str
    day: date
    villages: dict[str, str]
    indicators: pd.DataFrame
    seen: dict[Cell, str]


@dataclass(frozen=True)
class Outcome:
    """Why the last 保存 stored nothing."""

    made: tuple[Change, ...] = ()
    moved: tuple[tuple[Change, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def choose_day(newest: date | None) -> date:
    """The day the values are of."""
    default = newest or commands.clock_today()
    day: date = st.date_input(
        say("grid.day"), default, key="grid_day", format="YYYY-MM-DD", width=180
    )
    return day


def choose_units(day: date, period: str) -> pd.DataFrame:
    """The units of the day by 管区 and code, each with what is due; where there are more than a grid
    holds, those of a chosen part."""
    units = progress_table.ordered(queries.running_reports(day, period))
    return parts.choose(units, say("grid.part"), "grid_part", st, 260)


def loaded(period: str, day: date, units: pd.DataFrame) -> Loaded:
    """The grid that is open; opened anew when a choice changed, after a save, or on demand."""
    turn = st.session_state.setdefault("grid_turn", 0)
    key = (period, str(day), tuple(units["village_code"]), turn)
    kept = st.session_state.get("grid_loaded")
    if isinstance(kept, Loaded) and kept.key == key:
        return kept
    asked = {code for text in units["due"] for code in text.split(",")}
    indicators = queries.indicators()
    opened = Loaded(
        key,
        period,
        day,
        dict(zip(units["village_code"], units["village"], strict=True)),
        indicators[indicators["indicator_code"].isin(asked)],
        standing(day),
    )
    st.session_state["grid_loaded"] = opened
    st.session_state.pop("grid_outcome", None)
    return opened


def standing(day: date) -> dict[Cell, str]:
    """What counts now for this very day, as one would type it; nothing is carried forward."""
    kinds = queries.indicators().set_index("indicator_code")["value_type"].to_dict()
    return {
        (row.village_code, row.indicator_code): str(
            formats.written(row.value, row.qualifier, kinds[row.indicator_code])
        )
        for row in queries.reported_on(day).itertuples(index=False)
        if row.indicator_code in kinds
    }


def draw(opened: Loaded) -> None:
    """The grid with its 保存, and what stands against saving."""
    _told()
    outcome = st.session_state.get("grid_outcome", Outcome())
    with st.form("grid_form", border=False, enter_to_submit=False):
        edited = _editor(opened)
        mine = _ask_moved(opened, outcome)
        _problem_table(opened, outcome, outcome.problems, "problems")
        _problem_table(opened, outcome, outcome.warnings, "warnings")
        agreed = bool(outcome.warnings) and st.checkbox(
            say("grid.agree", n=len(outcome.warnings)), key=f"grid_agree_{hash(outcome.warnings)}"
        )
        pressed = st.form_submit_button(say("grid.save"), type="primary")
    if outcome.moved and st.button(say("grid.reload"), key="grid_reload"):
        _open_anew()
    if pressed:
        _save(opened, edited, outcome, mine=mine, agreed=agreed)
        st.rerun()


def _editor(opened: Loaded) -> dict[Cell, str]:
    """The texts of all cells as they stand on the page."""
    codes = list(opened.indicators["indicator_code"])
    base = pd.DataFrame(
        {"village": [phrases.village(name) for name in opened.villages.values()]}
        | {one: [opened.seen.get((village, one), "") for village in opened.villages]
           for one in codes},
        index=list(opened.villages),
    )  # fmt: skip
    period = say(f"grid.period.{opened.period}")
    config = {"village": st.column_config.TextColumn(say("grid.village"), pinned=True, width=90)}
    for row in opened.indicators.to_dict("records"):
        unit = say("grid.help_unit", unit=row["unit"]) if row["unit"] else ""
        heading = formats.headed(row["indicator"], row["unit"])
        config[row["indicator_code"]] = st.column_config.TextColumn(
            heading, width=56 + 14 * len(heading), max_chars=40,
            help=say("grid.help", name=row["indicator"], unit=unit, period=period),
        )  # fmt: skip
    # The key holds the choices and the turn: the same grid keeps its edits, another starts afresh.
    edited = st.data_editor(
        base, key=f"grid_{opened.period}_{opened.day}_{base.index[0]}_{opened.key[-1]}",
        hide_index=True, disabled=["village"], column_config=config, row_height=36,
        height=36 * (min(len(base), 20) + 1) + 2, placeholder="",
        alt=say("grid.alt", day=opened.day, period=period, n=len(base)),
    )  # fmt: skip
    return {
        (village, code): "" if formats.is_missing(text) else str(text)
        for code in codes
        for village, text in zip(opened.villages, edited[code], strict=True)
    }


def _save(
    opened: Loaded, edited: dict[Cell, str], before: Outcome, *, mine: bool, agreed: bool
) -> None:
    """Check the changed cells and store them all, or say why nothing was stored."""
    own = {cell: text for cell, text in opened.seen.items() if cell in edited}
    made, emptied = grid.changes(own, edited)
    st.session_state["grid_emptied"] = len(emptied)
    if not made:
        st.session_state["grid_outcome"] = Outcome()
        st.session_state["grid_told"] = ("info", say("grid.nothing"))
        return
    moved = tuple(grid.moved(made, standing(opened.day)))
    if moved and not (mine and moved == before.moved):
        st.session_state["grid_outcome"] = Outcome(tuple(made), moved)
        return
    clock = datetime.now(ZoneInfo("Asia/Shanghai"))
    name = say("grid.file", period=say(f"grid.period.{opened.period}"), day=opened.day,
               time=f"{clock:%H%M%S}")  # fmt: skip
    remark = say("grid.remark", time=f"{clock:%Y-%m-%d %H:%M:%S.%f}")
    verdict = commands.check(grid.as_csv(made, opened.day, remark), name)
    is_told = agreed and verdict.warnings == before.warnings
    if verdict.problems or (verdict.warnings and not is_told):
        warnings = () if verdict.problems else verdict.warnings
        st.session_state["grid_outcome"] = Outcome(tuple(made), moved, verdict.problems, warnings)
        return
    try:
        receipt = commands.publish(frame.actor(), verdict)
    except Refused as refused:
        st.session_state["grid_outcome"] = Outcome()
        st.session_state["grid_told"] = ("error", str(refused))
        return
    message = say("grid.saved", n=receipt.values, id=receipt.upload_id, file=name)
    st.session_state["grid_told"] = ("success", message)
    _open_anew(rerun=False)


def _open_anew(*, rerun: bool = True) -> None:
    st.session_state["grid_turn"] += 1
    if rerun:
        st.rerun()


def _told() -> None:
    """What the last 保存 did, said once."""
    kind, message = st.session_state.pop("grid_told", ("", ""))
    if kind:
        {"info": st.info, "error": st.error, "success": st.success}[kind](message)
    emptied = st.session_state.pop("grid_emptied", 0)
    if emptied:
        st.warning(say("grid.emptied", n=emptied))


def _ask_moved(opened: Loaded, outcome: Outcome) -> bool:
    """The cells that somebody else changed meanwhile; whether one's own shall count."""
    if not outcome.moved:
        return False
    blocks.title(say("grid.moved", n=len(outcome.moved)), say("grid.moved_note"))
    names = opened.indicators.set_index("indicator_code")["indicator"]
    keys = ("village", "indicator", "seen", "now", "typed")
    rows = [
        dict(
            zip(
                keys,
                (
                    Drawn(opened.villages[one.village], strong=True),
                    names[one.indicator],
                    one.seen or say("grid.empty"),
                    Drawn(now or say("grid.empty"), "red", True),
                    one.typed,
                ),
                strict=True,
            )
        )
        for one, now in outcome.moved
    ]
    st.html(html_table([Column(key, say(f"grid.column.{key}")) for key in keys], rows))
    # Keyed by what is shown: a tick holds for these very cells, not for others that moved later.
    return bool(st.checkbox(say("grid.mine"), key=f"grid_mine_{hash(outcome.moved)}"))


def _problem_table(opened: Loaded, outcome: Outcome, found: tuple[Problem, ...], kind: str) -> None:
    """Problems or warnings, each with the cell of the grid it is about."""
    if not found:
        return
    blocks.title(say(f"grid.{kind}", n=len(found)))
    names = opened.indicators.set_index("indicator_code")["indicator"]
    rows: list[dict[str, Drawn | str | None]] = []
    for one in found:
        # Row 1 of the file is its header.
        place = (one.row or 0) - 2
        change = outcome.made[place] if 0 <= place < len(outcome.made) else None
        rows.append(
            {
                "village": opened.villages[change.village] if change else say("grid.whole"),
                "indicator": names[change.indicator] if change else "",
                "typed": Drawn((one.cell or "")[:60], "red", True),
                "message": one.message,
            }
        )
    keys = ("village", "indicator", "typed", "message")
    st.html(html_table([Column(key, say(f"grid.column.{key}")) for key in keys], rows))
