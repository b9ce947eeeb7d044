"""The page frame: sidebar, sample strip, title with dates and export, and the empty state."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlencode

import streamlit as st

from dashboard.components import acting, formats, theme, view
from dashboard.components.view import View
from dashboard.domain.actor import Actor
from dashboard.domain.csv_file import frame_csv
from dashboard.store import commands, queries
from dashboard.words import say

if TYPE_CHECKING:
    import pandas as pd
    from streamlit.delta_generator import DeltaGenerator

    Export: TypeAlias = pd.DataFrame | Callable[[], pd.DataFrame]
    """A table to give away, or what makes it when it is asked for."""


def sidebar(screens: Sequence[Any], pages: Mapping[str, Any]) -> None:
    """Wordmark, the screens by group, and as whom one acts."""
    town = queries.instance()
    with st.sidebar:
        st.markdown(f"**{town.campaign_title}**  \n{town.city}{town.county}{town.township}")
        for group in dict.fromkeys(screen.group for screen in screens):
            st.caption(say(f"frame.group.{group}"))
            for screen in screens:
                if screen.group == group:
                    page = pages[screen.path]
                    st.page_link(page, label=page.title, query_params=view.link(), width="stretch")
        st.link_button(say("frame.present"), f"/present?{urlencode(view.link())}", width="stretch")
        acting.choose()
        shown = view.current()
        rules = queries.rule_rows(shown.as_of if shown else commands.clock_today())
        if not rules.empty:
            st.caption(say("frame.rules_note", version=int(rules["version"].max())))


def actor() -> Actor:
    """As whom the user acts (chosen in the sidebar until there are accounts)."""
    return acting.actor()


def head(
    title: str,
    note: str = "",
    *,
    shown: View | None = None,
    export: Mapping[str, Export] | None = None,
    file_name: str = "",
    village: tuple[Sequence[str], str, Any] | None = None,
) -> DeltaGenerator:
    """Strip, title with its note, the two days, and 导出; returns the corner where 导出 stands.

    ``export`` maps a label to the frame offered as CSV; ``village`` = (codes, chosen, labels)
    puts a choice of village before the days.
    """
    strip()
    widths = [5.0, 2.2, 2.2, 1.2] if village is None else [3.6, 1.6, 2.2, 2.2, 1.2]
    columns = list(st.columns(widths, vertical_alignment="center"))
    with columns.pop(0):
        # The note is inline: a caption below would cost the page a line.
        shown_note = f" :small[:gray[{formats.markdown(note)}]]" if note else ""
        st.title(formats.markdown(title) + shown_note, anchor=False)
    if village is not None:
        codes, chosen, label = village
        with columns.pop(0):
            view.choice(
                "village",
                say("frame.label.village"),
                codes,
                chosen,
                label,
                label_visibility="collapsed",
            )
    if shown is not None:
        with columns.pop(0):
            view.choice(
                "as_of",
                say("frame.label.as_of"),
                shown.as_of_options(),
                str(shown.as_of),
                lambda day: say("frame.as_of_option", day=_weekday(day)),
                label_visibility="collapsed",
            )
        with columns.pop(0):
            view.choice(
                "compare",
                say("frame.label.compare"),
                shown.compare_options(),
                str(shown.compare),
                lambda day: say("frame.compare_option", day=_weekday(day)),
                label_visibility="collapsed",
            )
    if export:
        with columns[-1]:
            export_menu(export, file_name)
    return columns[-1]


def export_menu(export: Mapping[str, Export], file_name: str) -> None:
    """导出: one CSV per label."""
    with st.popover(say("frame.export"), width="stretch"):
        for label, frame in export.items():
            download(label, frame, file_name, width="stretch")


def download(label: str, frame: Export, name: str, width: str = "content") -> None:
    """A button that gives a frame as CSV with BOM, written when it is pressed."""
    st.download_button(
        label,
        lambda: frame_csv(frame() if callable(frame) else frame),
        file_name=f"{name}.csv",
        mime="text/csv",
        on_click="ignore",
        width=width,
    )


def strip() -> None:
    """示例数据, while a sample upload counts."""
    if queries.data_span().has_sample:
        st.html(
            f'<div style="border:1px solid {theme.LINE};border-left:4px solid {theme.GOLD};'
            f'padding:4px 12px;font-size:14px;border-radius:2px;color:{theme.INK2}">'
            f'<b style="color:{theme.INK}">{escape(say("frame.sample"))}</b>　'
            f"{escape(say('frame.sample_note'))}</div>"
        )


def empty_state() -> None:
    """No data yet: what to do next."""
    town = queries.instance()
    count = len(queries.villages_on_day(commands.clock_today()))
    st.header(say("frame.empty_sentence"), anchor=False)
    with st.container(border=True):
        st.subheader(say("frame.empty_steps"), anchor=False)
        st.markdown(say("frame.empty_step_1", town=town.township, n=count))
        st.markdown(say("frame.empty_step_2"))
        if st.button(say("frame.empty_upload"), type="primary"):
            view.go("upload")


@cache
def _weekday(day: str) -> str:
    return formats.day_with_weekday(date.fromisoformat(day))
