"""得失记录: the days it covers, its choices, its table and what 导出 gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components import blocks, causes, formats, phrases, view
from dashboard.components.figures.tables import Cell, Column, html_table
from dashboard.components.view import View
from dashboard.domain.ranking import days_that_fit
from dashboard.store import definitions, queries
from dashboard.words import say

SPANS = ["pair", "weeks", "year"]
CHANGES = ["", "won", "lost", "undetermined"]
MOST_ROWS = 200
KEYS = ["as_of", "village_code", "star_code"]
COLUMNS = ("day", "change", "village", "star", "level", "why", "basis")
Row = Mapping[Any, Any]


@dataclass(frozen=True)
class Span:
    """The review days a log covers, the first one only compared with; ``is_cut``: earlier ones were
    asked for, and would take too long."""

    days: tuple[date, ...]
    is_cut: bool


def span(shown: View) -> Span:
    """The days of the URL: the two compared, or every week between them or of the year."""
    asked = view.get("show", SPANS[0])
    first = shown.compare
    if asked == "year":
        start = queries.data_span().first_day or shown.as_of
        # The first report is compared with nothing; a year begins with the last review before it.
        first = max(queries.monday_on_or_after(start), date(shown.as_of.year, 1, 1))
    if asked not in ("weeks", "year") or first >= shown.as_of:
        return Span((shown.compare, shown.as_of), False)
    weeks = [shown.as_of]
    while weeks[-1] - timedelta(weeks=1) > first:
        weeks.append(weeks[-1] - timedelta(weeks=1))
    every = [first, *reversed(weeks)]
    villages = len(queries.villages_on_day(shown.as_of))
    kept = days_that_fit(every, villages, definitions.ranking().trend)
    return Span(tuple(kept), len(kept) < len(every))


def sentence(rows: pd.DataFrame, covered: Span) -> str:
    """How many stars were won and lost, in how many villages (Markdown)."""
    turned = rows.drop_duplicates(KEYS)
    counts = turned["change"].value_counts()
    days = {"first": formats.day(covered.days[0]), "last": formats.day(covered.days[-1])}
    if turned.empty:
        return say("changes.none", **days)
    return say(
        "changes.sentence",
        won=counts.get("won", 0),
        lost=counts.get("lost", 0),
        undetermined=counts.get("undetermined", 0),
        villages=turned["village_code"].nunique(),
        **days,
    )


def chosen(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the village, star and direction that the user picks."""
    names = dict(zip(rows["village_code"], rows["village"], strict=True))
    asked = view.get("village")
    if asked and asked not in names:
        every = queries.villages().set_index("village_code")["village"]
        names |= {asked: every[asked]} if asked in every.index else {}
    stars = queries.star_list().set_index("star_code")["star"].to_dict()
    first, second, third = st.columns(3)
    with first:
        village = view.choice(
            "village", say("frame.label.village"), ["", *sorted(names)], "",
            lambda code: say("changes.village_is", name=phrases.village(names[code]) if code
                             else say("ranking.every")),
            label_visibility="collapsed",
        )  # fmt: skip
    with second:
        star = view.choice(
            "star", say("blocks.column.star"), ["", *stars], "",
            lambda code: say("changes.star_is", name=stars[code] if code
                             else say("ranking.every")),
            label_visibility="collapsed",
        )  # fmt: skip
    with third:
        change = st.selectbox(
            say("blocks.column.change"), CHANGES, key="changes_change",
            format_func=lambda one: say(
                "changes.change_is",
                name=phrases.change_word(one) if one else say("ranking.every"),
            ),
            label_visibility="collapsed",
        )  # fmt: skip
    for column, value in (("village_code", village), ("star_code", star), ("change", change)):
        if value:
            rows = rows[rows[column] == value]
    return rows


def html(rows: pd.DataFrame) -> str:
    """The newest rows as a reading table, a line for each cause; a cause leads to its origin."""
    columns = [
        Column("day", say("changes.column.day"), wrap=False),
        Column("change", say("changes.column.change"), wrap=False),
        Column("village", say("changes.column.village"), wrap=False),
        Column("star", say("changes.column.star"), wrap=False),
        Column("level", say("changes.column.level"), wrap=False, narrow="hide"),
        Column("why", say("changes.column.why"), narrow="below"),
        Column("basis", say("changes.column.basis"), narrow="under"),
    ]
    listed = rows.head(MOST_ROWS)
    again = listed.duplicated(KEYS)
    cells = [
        {**_cells(row), **(dict.fromkeys(COLUMNS[:5], "") if repeated else {})}
        for row, repeated in zip(listed.to_dict("records"), again, strict=True)
    ]
    return html_table(columns, cells, label=say("frame.title.changes"))


def frame(rows: pd.DataFrame) -> pd.DataFrame:
    """The same as texts for 导出: every row, each telling its star again."""
    titles = [say(f"changes.column.{name}") for name in COLUMNS]
    texts = []
    for row in rows.to_dict("records"):
        cells = _cells(row)
        day = formats.day(row["as_of"])
        texts.append([day, *(_text(cells[name]) for name in COLUMNS[1:])])
    return pd.DataFrame(texts, columns=titles)


def cut_note(rows: pd.DataFrame, covered: Span) -> str:
    """What is left out, and what to do about it; empty when nothing is."""
    notes = []
    if covered.is_cut:
        notes.append(say("changes.cut_days", n=len(covered.days) - 1))
    if len(rows) > MOST_ROWS:
        notes.append(say("changes.cut_rows", shown=MOST_ROWS, all=len(rows)))
    return "".join(notes)


def _cells(row: Row) -> dict[str, Cell | str | None]:
    day = str(pd.Timestamp(row["as_of"]).date())
    link = {"as_of": day, "compare": str(pd.Timestamp(row["compare"]).date())}
    where = blocks.href("village", village=row["village_code"], indicator="", **link)
    has_value = not formats.is_missing(row["file_name"])
    why = Cell(phrases.cause(row))
    if has_value:
        why = Cell(
            phrases.cause(row),
            href=blocks.href(
                "village", village=row["village_code"], indicator=row["indicator_code"], **link
            ),
        )
    ground = causes.basis(row)
    file, who = _origin(row) if has_value and not ground else ("", "")
    return {
        "day": formats.day(row["as_of"]),
        "change": Cell(
            phrases.change_word(row["change"]), phrases.CHANGE_TONES[row["change"]], True
        ),
        "village": Cell(phrases.village(row["village"]), strong=True, href=where),
        "star": row["star"],
        "level": phrases.level_move(row),
        "why": why,
        "basis": Cell(ground or file or say("formats.nothing"), "ink3", small=who),
    }


def _origin(row: Row) -> tuple[str, str]:
    """File and row; who reported it and when."""
    moment = f"{phrases.local_time(row['recorded_at']):%Y-%m-%d %H:%M}"
    place = say("changes.place", file=row["file_name"], row=int(row["row_number"]))
    return place, say("changes.reporter", who=row["uploader"], when=moment)


def _text(cell: Cell | str | None) -> str:
    if not isinstance(cell, Cell):
        return str(cell)
    return say("changes.joined", text=cell.text, more=cell.small) if cell.small else cell.text
