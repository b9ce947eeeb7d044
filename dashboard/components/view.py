"""The state of a view lives in its URL, so that every view is a link.

Keys: as_of and compare (days), village, star and indicator (codes), pair and upload (numbers), quarter
(2022-4), item (a number), project (a code), show, group, year, peers, mean, tab, kind, area, post,
source, category and only (choices).
Widgets are filled from the URL at each run and write to it when changed; nothing is written during
a run, so Back takes one press.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from dashboard.components import formats
from dashboard.components.briefing import read_days
from dashboard.store import queries
from dashboard.words import say

LONGEST = 40
EVERY = "every"
"""In the URL: all of what a page lets one choose from; a page that shows one takes its default."""
KEYS = (
    "as_of", "compare", "village", "star", "indicator", "show", "pair", "upload", "group", "quarter",
    "peers", "mean", "year", "project", "tab", "kind", "item", "area", "post", "source", "category",
    "only",
)  # fmt: skip


@dataclass(frozen=True)
class Tab:
    """The part of a page that is open: its name in the URL, and where it is drawn."""

    name: str
    place: Any


@dataclass(frozen=True)
class View:
    """The two days every page obeys, and the days to choose from (newest first)."""

    as_of: date
    compare: date
    days: tuple[date, ...]

    def as_of_options(self) -> list[str]:
        """Days as URL texts, the asked-for one among them."""
        return [str(day) for day in sorted({*self.days, self.as_of}, reverse=True)]

    def compare_options(self) -> list[str]:
        """Earlier days as URL texts; the one before is always among them."""
        earlier = {day for day in self.days if day < self.as_of} | {self.compare}
        return [str(day) for day in sorted(earlier, reverse=True)]


def read() -> None:
    """Take the view from the URL; called once at the top of a run."""
    st.session_state["view"] = {key: st.query_params[key] for key in KEYS if key in st.query_params}


def register(pages: Mapping[str, Any]) -> None:
    """Remember the pages of this run, so that screens can lead to each other."""
    st.session_state["pages"] = dict(pages)


def link(**more: str) -> dict[str, str]:
    """The URL parameters of this view with some changed; an empty one is left out."""
    every = {**st.session_state.get("view", {}), **more}
    return {key: value for key, value in every.items() if value}


def put(key: str, value: str) -> None:
    """Change one parameter of the URL."""
    st.query_params[key] = value


def get(key: str, default: str = "") -> str:
    """One parameter of the view."""
    return str(st.session_state.get("view", {}).get(key, default))


def go(path: str, **more: str) -> None:
    """Open another screen with this view."""
    st.switch_page(st.session_state["pages"][path], query_params=link(**more))


def current() -> View | None:
    """The days asked for; None while there are no data. For a day that is none the newest counts,
    and the choice of days says so."""
    days = read_days(st.session_state.get("view", {}))
    return View(days.as_of, days.compare, tuple(queries.review_days())) if days else None


def choice(
    key: str,
    label: str,
    options: Sequence[str],
    default: str,
    shown: Callable[[str], str] = str,
    **options_of_box: Any,
) -> str:
    """A select box tied to the URL; a value that is not among the options is said so."""
    box, value = f"box_{key}", get(key, default)
    if value not in options:
        if value != EVERY:
            warn(value, label, shown(default))
        value = default
    st.session_state[box] = value
    chosen: str = st.selectbox(
        label,
        options,
        key=box,
        format_func=shown,
        on_change=lambda: put(key, st.session_state[box]),
        **options_of_box,
    )
    return chosen


def one_or_all(key: str, label: str, names: Mapping[str, str], width: int) -> str:
    """One of a list (value → name) or all (""), as a box tied to the URL. What the list lacks stays
    choosable while it is asked for, since a filter that silently falls away would show too much."""
    asked = get(key)
    known = asked in ("", EVERY) or asked in names
    options = ["", *names] if known else ["", *names, asked]
    return choice(
        key, label, options, "",
        lambda one: say(
            "shortfalls.filter_is", label=label,
            name=names.get(one, one) if one else say("ranking.every"),
        ),
        label_visibility="collapsed", width=width,
    )  # fmt: skip


def warn(value: str, label: str, shown: str) -> None:
    """Say that the URL asks for what is not among the choices, and what is shown instead."""
    asked = formats.markdown(value[:LONGEST])
    st.warning(say("frame.bad_url", value=asked, label=label, shown=shown))


def segments(
    key: str, label: str, options: Sequence[str], shown: Callable[[str], str] = str
) -> str:
    """A row of choices tied to the URL; the first is the default."""
    box, value = f"box_{key}", get(key, options[0])
    st.session_state[box] = value if value in options else options[0]

    picked: str = st.segmented_control(
        label,
        options,
        key=box,
        format_func=shown,
        on_change=lambda: put(key, st.session_state[box]),
        label_visibility="collapsed",
        required=True,
        wrap=True,
    )
    return picked


def tabs(key: str, options: Sequence[str], shown: Callable[[str], str]) -> Tab:
    """The parts of a page as tabs tied to the URL, the first by default. Only the open one need be
    worked out."""
    box, asked = f"box_{key}", get(key, options[0])
    names = {shown(one): one for one in options}
    open_one = asked if asked in options else options[0]
    st.session_state[box] = shown(open_one)
    places = st.tabs(list(names), key=box, on_change=lambda: put(key, names[st.session_state[box]]))
    return Tab(open_one, places[list(options).index(open_one)])
