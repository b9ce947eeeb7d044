"""The list of projects: its choices, its cells, its drawing."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from dashboard.components import formats, parts, phrases, project_panel, theme, view
from dashboard.components import project_words as words
from dashboard.components.shortfall_table import choose, choose_star
from dashboard.domain.project import COLOURS
from dashboard.words import say

NAMES = (
    "village", "state", "project", "next", "phases", "steps", "investment", "disbursed", "owner",
    "contractor", "star", "ends_on", "group", "code",
)  # fmt: skip
WIDTHS = {
    "project": 194, "state": 118, "next": 150, "phases": 146, "steps": 52, "investment": 76,
    "disbursed": 66, "owner": 208, "contractor": 130, "star": 82, "ends_on": 92, "group": 72,
    "code": 84,
}  # fmt: skip


def _title(name: str) -> str:
    return say(f"projects.column.{name}")


def build(rows: pd.DataFrame, milestones: pd.DataFrame, day: date) -> pd.DataFrame:
    """One row per project as shown (also exported)."""
    steps = words.by_project(milestones)
    cells = []
    for row in rows.to_dict("records"):
        own = steps.get(row["project_code"], [])
        cells.append(
            {
                "village": phrases.village(row["village"]),
                "project": row["project"],
                "state": words.state(row, day),
                "next": words.next_step(row, own, day),
                "phases": words.phases(own, day),
                "steps": f"{row['milestone_done']}/{row['milestone_total']}"
                if row["milestone_total"]
                else say("formats.nothing"),
                "investment": words.money(row["investment"]),
                "disbursed": words.share(row["disbursed"]),
                "owner": row["owner_post"],
                "contractor": row["contractor"]
                if not formats.is_missing(row["contractor"])
                else say("formats.nothing"),
                "star": row["star"],
                "ends_on": formats.day(row["ends_on"]),
                "group": row["area_group"],
                "code": row["project_code"],
            }
        )
    table = pd.DataFrame(cells, columns=list(NAMES))
    return table.set_axis([_title(name) for name in NAMES], axis=1)


def narrowed(rows: pd.DataFrame) -> pd.DataFrame:
    """The projects of the chosen colour, star, 管区 and post; the colour counts what the others leave."""
    with st.container(horizontal=True, vertical_alignment="center"):
        place = st.container(width="content")
        star = choose_star()
        group = choose("area_group", rows, 128)
        post = choose("owner_post", rows, 230)
    kept = rows
    for column, value in (("star_code", star), ("area_group", group), ("owner_post", post)):
        if value:
            kept = kept[kept[column] == value]
    number = words.counts(kept)
    with place:
        colour = view.segments(
            "show", say("projects.which"), ["every", *COLOURS],
            lambda one: say("projects.every", n=len(kept)) if one == "every"
            else f"{words.colour_word(one)} {number[one]}",
        )  # fmt: skip
    return kept if colour == "every" else kept[kept["colour"] == colour]


def draw(rows: pd.DataFrame, milestones: pd.DataFrame, day: date) -> None:
    """The table: a village's name leads to its page, a project's opens its sheet below."""
    shown = build(rows, milestones, day)
    codes, villages = list(rows["project_code"]), list(rows["village_code"])
    names = list(rows["project"])
    colours, chosen = list(rows["colour"]), view.get("project")

    def open_village() -> None:
        place = st.session_state["project_village"].row
        view.go("village", village=villages[place], indicator="")

    def open_project() -> None:
        place = st.session_state["project_open"].row
        project_panel.open_below(codes[place])
        st.toast(formats.markdown(say("projects.opened", name=names[place])))

    styled = shown.style.apply(
        lambda _: [
            f"background-color:{theme.GROUND_OF[one]};color:{theme.INK_OF[one]}" for one in colours
        ],
        subset=[_title("state")],
    ).apply(
        lambda row: (
            [f"background-color:{theme.ROW_MARK}"] * len(row)
            if codes[row.name] == chosen
            else [""] * len(row)
        ),
        axis=1,
        subset=[_title(name) for name in NAMES if name != "state"],
    )
    st.dataframe(
        styled,
        key="projects",
        hide_index=True,
        row_height=36,
        height=min(36 * (len(shown) + 1) + 2, 578),
        placeholder=say("formats.nothing"),
        alt=say("projects.alt", day=day),
        column_config={
            _title("village"): parts.name_column("project_village", open_village),
            _title("project"): st.column_config.ButtonColumn(
                width=WIDTHS["project"], type="tertiary", alignment="left", key="project_open",
                on_click=open_project,
            ),
            **{
                _title(name): st.column_config.TextColumn(
                    width=width,
                    alignment="right" if name in ("investment", "disbursed", "steps") else "left",
                )
                for name, width in WIDTHS.items()
                if name != "project"
            },
        },
    )  # fmt: skip
