"""Villages on pages: one chosen in a form, the column that leads to them, and a part of them where there are
more than a grid or a table holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components import view
from dashboard.domain import grid
from dashboard.domain.names import group_order
from dashboard.store import queries
from dashboard.words import say


def village(place: Any, label: str, day: date, asked: str = "") -> str | None:
    """One village of a day, none at first unless one is asked for."""
    here = queries.villages_on_day(day)
    names = dict(zip(here["village_code"], here["village"], strict=True))
    chosen: str | None = place.selectbox(
        label, list(names), index=list(names).index(asked) if asked in names else None,
        format_func=names.get, placeholder=say("frame.choose_village"),
    )  # fmt: skip
    return chosen


def name_column(key: str, on_click: Callable[[], None], width: int = 82) -> Any:
    """The column of a table whose names of villages are pressed to open their pages."""
    return st.column_config.ButtonColumn(
        pinned=True, width=width, type="tertiary", alignment="left", key=key, on_click=on_click
    )


def choose(
    units: pd.DataFrame, label: str, key: str, place: Any, width: Any = "stretch"
) -> pd.DataFrame:
    """The units a grid shows: all, in their order, or those of a part chosen in ``place``."""
    if len(units) <= grid.MOST_VILLAGES:
        return units
    parts = grid.slices(list(zip(units["village_code"], units["area_group"], strict=True)))
    chosen = place.selectbox(label, list(parts), key=key, format_func=_short, width=width)
    return units[units["village_code"].isin(parts[chosen])]


def page(rows: pd.DataFrame, most: int, whole_town: str = "") -> pd.DataFrame:
    """The rows of at most ``most`` villages: all, or those of one 管区 (or of the town, where it is
    given a name) and part of it. Kept in the URL."""
    units = rows.drop_duplicates("village_code")
    if len(units) <= most:
        return rows
    groups = {whole_town: units} if whole_town else {}
    for group in sorted(units["area_group"].unique(), key=group_order):
        groups[group] = units[units["area_group"] == group]
    parts = {
        _named(part, codes): codes
        for group, own in groups.items()
        for part, codes in grid.slices(
            [(code, group) for code in own["village_code"]], most
        ).items()
    }
    chosen = view.choice("group", say("matrix.group"), list(parts), next(iter(parts)), width=320)
    return rows[rows["village_code"].isin(parts[chosen])]


def _short(part: tuple[str, int, int]) -> str:
    group, first, last = part
    return say("matrix.part", group=group, first=first, last=last) if last else group


def _named(part: tuple[str, int, int], codes: Sequence[str]) -> str:
    group, first, last = part
    return say("matrix.part", group=group, first=first or 1, last=last or len(codes))
