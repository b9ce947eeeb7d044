"""星级评定: 自评, 测算, 上年 and 评定 side by side; the next step of each star; the yearly result."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.components import (
    blocks,
    course_forms,
    doing,
    formats,
    frame,
    review_sheet,
    review_tables,
    view,
    year_form,
)
from dashboard.store import definitions, queries
from dashboard.words import say


def show() -> None:
    """Draw the screen."""
    shown = view.current()
    title = say("frame.title.awards")
    if shown is None:
        frame.head(title, say("overview.no_data"))
        return frame.empty_state()
    year = review_sheet.wanted_year(shown.as_of)
    day = review_sheet.computed_day(year, shown.as_of)
    rows = queries.review_sheet(day, year)
    frame.head(
        title,
        say("awards.note", day=day),
        shown=shown,
        export=review_tables.exports(rows),
        file_name=say("awards.file", year=year),
    )
    doing.told("awards")
    left, right = st.columns([1, 4], vertical_alignment="center")
    with left:
        review_sheet.choose_year(shown.as_of)
    with right:
        star = review_sheet.choose_star()
    if rows.empty:
        st.header(say("awards.no_villages", day=day), anchor=False)
        return None
    st.header(review_sheet.sentence(rows, year), anchor=False)
    part = review_sheet.choose_villages(rows)
    _sheet(part[part["star_code"] == star] if star else part, star, year)
    _steps(rows, part[part["star_code"] == star] if star else part, year, star)
    return None


def _sheet(part: pd.DataFrame, star: str, year: int) -> None:
    with st.container(border=True):
        blocks.title(say("awards.sheet"), say("awards.sheet_note"))
        st.html(review_sheet.star_table(part).html() if star else review_sheet.grid(part))
        with st.container(horizontal=True):
            st.link_button(say("awards.print_summary"), review_sheet.print_link("summary", year))
            st.link_button(say("awards.print_public"), review_sheet.print_link("publicity", year))


def _steps(rows: pd.DataFrame, part: pd.DataFrame, year: int, star: str) -> None:
    left, right = st.columns(2)
    with left:
        with st.container(border=True):
            days = definitions.publicity().days
            blocks.title(say("awards.next"), say("awards.next_note", days=days))
            course_forms.step_form(rows, part, year)
        with st.container(border=True):
            blocks.title(say("awards.result.title"), say("awards.result.note"))
            year_form.year_form(year)
    with right:
        with st.container(border=True):
            blocks.title(say("awards.history"), say("awards.history_note"))
            course_forms.history(rows, year, star)
        _due(rows, year)


def _due(rows: pd.DataFrame, year: int) -> None:
    with st.container(border=True):
        due = review_tables.due(rows, queries.awards(), year)
        blocks.title(due.label, say("awards.due.note"))
        if due.rows:
            st.html(due.html())
        else:
            st.markdown(formats.markdown(say("awards.due.none", year=year)))
