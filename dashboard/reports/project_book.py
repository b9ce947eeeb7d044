"""The register of projects as a workbook that prints on A4 landscape with repeated headings: the list,
倒排工期, and the money. The same data give the same bytes."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, time
from typing import Any

import pandas as pd
import xlsxwriter

from dashboard.components import formats, phrases, project_funds, project_table, theme
from dashboard.components import project_words as words
from dashboard.store import queries
from dashboard.words import say

A4 = 9
LEFT_OUT = ("star", "group", "code")
WIDEST = 34


def book(rows: pd.DataFrame, milestones: pd.DataFrame, day: date) -> bytes:
    """The workbook of these projects on a day."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    # The moment of making it would differ in every copy.
    made.set_properties({"created": datetime.combine(day, time(), tzinfo=UTC)})
    shown = project_table.build(rows, milestones, day)
    left_out = [say(f"projects.column.{name}") for name in LEFT_OUT]
    title = say("projects.book.title", town=queries.instance().township, day=day)
    _sheet(made, say("projects.tab.list"), title, shown.drop(columns=left_out),
           list(rows["colour"]))  # fmt: skip
    _sheet(made, say("projects.tab.plan"), title, _steps(rows, milestones, day))
    funds = queries.funds(day)
    own = funds[funds["project_code"].isin(rows["project_code"])]
    _sheet(made, say("projects.tab.funds"), title, project_funds.build(own))
    made.close()
    return out.getvalue()


def _steps(rows: pd.DataFrame, milestones: pd.DataFrame, day: date) -> pd.DataFrame:
    """One row a milestone, project after project."""
    steps = words.by_project(milestones)
    cells = [
        (
            phrases.village(row["village"]), row["project"], one["milestone"], one["phase"],
            formats.day(one["planned_on"]), _done(one, day), row["owner_post"],
        )
        for row in rows.to_dict("records")
        for one in steps.get(row["project_code"], [])
    ]  # fmt: skip
    names = [
        say("projects.column.village"), say("projects.column.project"),
        *(say(f"projects.milestone.{name}") for name in ("name", "phase", "planned", "done")),
        say("projects.column.owner"),
    ]  # fmt: skip
    return pd.DataFrame(cells, columns=names)


def _done(step: dict[Any, Any], day: date) -> str:
    if not formats.is_missing(step["done_on"]):
        return f"{theme.GLYPHS['closed']} {formats.day(step['done_on'])}"
    left = (step["planned_on"].date() - day).days
    if left < 0:
        return f"{theme.GLYPHS['late']} {say('projects.late', days=-left)}"
    return f"{theme.GLYPHS['waiting']} {say('projects.left', days=left)}"


def _sheet(
    made: Any, name: str, title: str, table: pd.DataFrame, colours: list[str] | None = None
) -> None:
    sheet = made.add_worksheet(name)
    head = made.add_format(
        {"bold": True, "bg_color": theme.PANEL, "border": 1, "text_wrap": True, "valign": "vcenter"}
    )
    plain = made.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
    tones = {
        one: made.add_format({"border": 1, "valign": "vcenter", "bg_color": theme.GROUND_OF[one],
                              "font_color": theme.INK_OF[one], "bold": True})
        for one in theme.TONE_OF
    }  # fmt: skip
    sheet.write_string(0, 0, title, made.add_format({"bold": True, "font_size": 14}))
    state = say("projects.column.state")
    for column, heading in enumerate(table.columns):
        sheet.write_string(2, column, heading, head)
        longest = max([len(heading), *(len(str(one)) for one in table[heading])])
        sheet.set_column(column, column, min(WIDEST, 2 * longest + 2))
        for place, text in enumerate(table[heading]):
            look = tones[colours[place]] if colours and heading == state else plain
            sheet.write_string(3 + place, column, str(text), look)
    sheet.write_string(1, 0, say("projects.book.legend"))
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.freeze_panes(3, 1)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&C&P / &N")
