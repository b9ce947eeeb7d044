"""倒排工期 and 挂图: the projects as bars over time, and as numbers on the tiles of the villages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components import blocks, formats, map_panel, phrases, theme, tiles, view
from dashboard.components import project_words as words
from dashboard.components.figures.gantt import MARKS, Bar, Mark, gantt
from dashboard.components.figures.tables import Cell, Column, html_table
from dashboard.domain.names import group_order
from dashboard.domain.project import COLOURS
from dashboard.store import definitions, queries
from dashboard.words import say

# Projects that one chart shows; the 59 of the case stand on one.
MOST = 60
MOST_LATE = 12
# The tile with most late projects; darker ones would drown the numbers on them.
DARKEST = 0.5


def bars(rows: pd.DataFrame, milestones: pd.DataFrame, day: date) -> list[Bar]:
    """The bars of the projects, in the order of the rows."""
    steps = words.by_project(milestones)
    return [
        Bar(
            words.state(row, day),
            _named(row),
            row["colour"],
            row["starts_on"].date(),
            row["ends_on"].date(),
            tuple(_mark(one, day) for one in steps.get(row["project_code"], [])),
        )
        for row in rows.to_dict("records")
    ]


def _mark(step: dict[str, object], day: date) -> Mark:
    planned, done = pd.Timestamp(step["planned_on"]).date(), step["done_on"]
    if not formats.is_missing(done):
        on = pd.Timestamp(done).date()
        said = say("projects.mark.done", name=step["milestone"], planned=planned, done=on)
        return Mark(on, "done", said)
    left = (planned - day).days
    soon = definitions.project_rules().soon_days
    kind = "late" if left < 0 else "soon" if left <= soon else "waiting"
    return Mark(planned, kind, say(f"projects.mark.{kind}", name=step["milestone"],
                                   planned=planned, days=abs(left)))  # fmt: skip


def draw_plan(rows: pd.DataFrame, milestones: pd.DataFrame, day: date) -> None:
    """The bars with their legend, a page at a time."""
    pages = -(-len(rows) // MOST)
    page = int(st.pagination(pages, key=f"projects_page_{pages}")) if pages > 1 else 1
    kept = rows.iloc[MOST * (page - 1) : MOST * page]
    soon = definitions.project_rules().soon_days
    marks = "\u3000".join(
        f"{glyph} {say(f'projects.mark_word.{kind}', days=soon)}"
        for kind, (glyph, _) in MARKS.items()
    )
    st.caption(say("projects.plan_legend", marks=marks))
    figure = gantt(bars(kept, milestones, day), day)
    st.plotly_chart(
        figure, key="projects_plan", theme=None, config=blocks.PLAIN,
        alt=say("projects.plan_alt", n=len(kept), day=day),
    )  # fmt: skip


def map_tiles(rows: pd.DataFrame, day: date) -> pd.DataFrame:
    """One tile a village: how many projects it has of each colour; darker for more that are late."""
    here = queries.villages_on_day(day)
    number = rows.groupby(["village_code", "colour"]).size().to_dict()
    most = max([0, *(n for (_, colour), n in number.items() if colour == "red")])
    found = []
    for row in here.to_dict("records"):
        own = {one: number.get((row["village_code"], one), 0) for one in COLOURS}
        total, late = sum(own.values()), own["red"]
        found.append(
            {
                "village_code": row["village_code"],
                "name": phrases.village(row["village"]),
                "area_group": row["area_group"],
                "fill_key": late / most * DARKEST if total and most else 0.0 if total else "plain",
                "corner": str(total) if total else say("formats.nothing"),
                "glyphs": ("" if all(own.values()) else " ").join(
                    f"{theme.GLYPH_OF[one]}{n}" for one, n in own.items() if n
                ),
                "note": say("projects.late_n", n=late) if late else "",
                "note_tone": "strong",
            }
        )
    found.sort(key=lambda one: (group_order(one["area_group"]), one["village_code"]))
    return pd.DataFrame(found)


def draw_map(rows: pd.DataFrame, day: date) -> None:
    """The tiles, and beside them the projects of the village that was chosen."""
    drawn = map_tiles(rows, day)
    late = int((rows["colour"] == "red").sum())
    left, right = st.columns([3, 1.4])
    with left, st.container(border=True):
        map_panel.draw(drawn, "share")
        most = rows[rows["colour"] == "red"].groupby("village_code").size().max() if late else 0
        st.html(
            tiles.legend(
                drawn, "share", low=say("projects.late_n", n=0),
                high=say("projects.late_n", n=int(most)), line=say("projects.map_marks"), top=DARKEST,
            )
        )  # fmt: skip
        st.caption(say("projects.schematic"))
    with right, st.container(border=True):
        _of_village(rows, drawn, day)


def _of_village(rows: pd.DataFrame, drawn: pd.DataFrame, day: date) -> None:
    code = view.get("village")
    names = dict(zip(drawn["village_code"], drawn["name"], strict=True))
    own = rows[rows["village_code"] == code]
    if code not in names:
        # Nothing is chosen yet: what wants somebody first.
        own = rows[rows["colour"] == "red"].head(MOST_LATE)
        title = say("projects.map_late")
        st.caption(say("projects.map_hint"))
    else:
        title = say("projects.of_village", village=names[code], n=len(own))
    st.subheader(formats.markdown(title), anchor=False)
    if own.empty:
        st.markdown(say("projects.none_such"))
        return
    columns = [
        Column("project", say("projects.column.project")),
        Column("state", say("projects.column.state"), wrap=False),
    ]
    cells = [
        {
            "project": Cell(
                row["project"] if code in names else _named(row), small=row["owner_post"],
                href=blocks.href("projects", project=row["project_code"], tab=""),
            ),
            "state": Cell(words.state(row, day), theme.TONE_OF[row["colour"]],
                          ground=theme.TONE_OF[row["colour"]]),
        }
        for row in own.to_dict("records")
    ]  # fmt: skip
    st.html(html_table(columns, cells, label=title))


def _named(row: dict[Any, Any]) -> str:
    return f"{phrases.village(row['village'])}\u3000{row['project']}"
