"""The review sheet of 星级评定: which year, which star, which villages; the sentence; the four truths."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from dashboard.components import blocks, formats, parts, phrases, view
from dashboard.components.figures.review_grid import Quad, QuadLine, quads_html
from dashboard.components.figures.tables import Cell, Column, Table
from dashboard.domain.course import DRAFT, NAMED, REVOKED, RUNNING, STATES
from dashboard.store import commands, queries
from dashboard.words import say

MOST_VILLAGES = 100
CONFLICT, HINT = "conflict", "hint"
TONES = {CONFLICT: "red", HINT: "amber"}
Row = Mapping[Any, Any]


def years(as_of: date) -> list[str]:
    """The years to choose from, newest first: those of cases, awards and data, and the running."""
    told = {int(year) for year in queries.course_years()["year"]}
    told |= {day.year for day in queries.review_days()}
    return [str(one) for one in sorted({*told, as_of.year, commands.business_today().year})][::-1]


def wanted_year(as_of: date) -> int:
    """The year of the URL as choose_year shows it, that of the day shown without one."""
    asked = view.get("year")
    return int(asked) if asked in years(as_of) else as_of.year


def choose_year(as_of: date) -> None:
    """A year; kept in the URL, where wanted_year reads it."""
    view.choice(
        "year", say("awards.year"), years(as_of), str(as_of.year),
        lambda one: say("awards.year_is", year=one), label_visibility="collapsed",
    )  # fmt: skip


def print_link(table: str, year: int) -> str:
    """The paper of one of the year's tables, with the day shown."""
    return f"/print/awards/{table}?" + urlencode(
        {key: value for key, value in view.link(year=str(year)).items() if key in ("as_of", "year")}
    )


def computed_day(year: int, as_of: date) -> date:
    """The day whose computed stars stand beside a year's claims: the one shown if it lies in the
    year, else the year's last review day."""
    if as_of.year == year:
        return as_of
    days = [day for day in queries.review_days() if day.year == year]
    return days[0] if days else min(date(year, 12, 31), commands.business_today())


def choose_star() -> str:
    """A star, or '' for all; kept in the URL. One that is none is said so."""
    names = {view.EVERY: say("awards.every")}
    names |= queries.star_list().set_index("star_code")["star"].to_dict()
    asked = view.get("star")
    if asked and asked not in names:
        view.warn(asked, say("blocks.column.star"), names[view.EVERY])
    chosen = view.segments(
        "star", say("blocks.column.star"), list(names), lambda code: names[code]
    )  # fmt: skip
    return "" if chosen == view.EVERY else chosen


def choose_villages(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of at most 100 villages: all, or a page of the town or of one 管区."""
    return parts.page(rows, MOST_VILLAGES, say("awards.whole_town"))


def contradiction(row: Row) -> str:
    """'conflict' where 自评 says yes and 测算 no, 'hint' where it is the other way, else empty."""
    if formats.is_missing(row["is_claimed"]):
        return ""
    if row["is_claimed"] and row["computed"] == "lost":
        return CONFLICT
    if not row["is_claimed"] and row["computed"] == "won":
        return HINT
    return ""


def sentence(rows: pd.DataFrame, year: int) -> str:
    """How far the year is, and how many contradictions there are (Markdown)."""
    claimed = rows["is_claimed"].fillna(value=False).astype(bool)
    marks = [contradiction(row) for row in rows.to_dict("records")]
    text = say(
        "awards.sentence", year=year, claimed=int(claimed.sum()),
        running=int(rows["state"].isin(RUNNING).sum()),
        named=int((rows["state"] == NAMED).sum()),
    )  # fmt: skip
    if n := marks.count(CONFLICT):
        text += say("awards.sentence_conflict", n=n)
    return text + say("briefing.stop")


def is_claimed(row: Row) -> bool:
    """Whether the village claims the star."""
    return not formats.is_missing(row["is_claimed"]) and bool(row["is_claimed"])


def claim_sign(row: Row) -> str:
    """是, 否 or — for not said."""
    if formats.is_missing(row["is_claimed"]):
        return say("formats.nothing")
    return say("formats.yes") if row["is_claimed"] else say("formats.no")


def last_sign(row: Row) -> str:
    """★ or ☆ for last year; — where nobody knows which."""
    if formats.is_missing(row["last_named"]):
        return say("formats.nothing")
    return formats.star_glyph("won" if row["last_named"] else "lost")


def award_sign(row: Row) -> str:
    """★ for a named star, ✕ for a revoked one, — while there is no decision."""
    if row["state"] == NAMED:
        return formats.star_glyph("won")
    return say("awards.revoked_sign") if row["state"] == REVOKED else say("formats.nothing")


def case_word(row: Row) -> str:
    """The state of a case; 未报 where nobody said anything yet, 不申报 where the village said no."""
    if row["last_event_id"] == 0:
        return say("awards.unsaid")
    if row["state"] == DRAFT:
        return say("awards.declined")
    return STATES[str(row["state"])]


def grid(rows: pd.DataFrame) -> str:
    """All stars of these villages."""
    lines = [_line(own) for own in by_village(rows)]
    stars = rows.drop_duplicates("star_code").sort_values("star_order")["star"].tolist()
    return quads_html(
        stars, [say(f"awards.truth.{one}") for one in ("claim", "computed", "last", "award")],
        [say(f"awards.end.{one}") for one in ("last", "claimed", "computed", "award")], lines,
        corner=say("blocks.column.village"), label=say("awards.sheet"),
    )  # fmt: skip


def by_village(rows: pd.DataFrame) -> list[list[dict[Any, Any]]]:
    """The rows of each village in the order of the stars, as the read gives them; turned into
    dictionaries at once, since that is slow for many small frames."""
    every = rows.to_dict("records")
    return [list(own) for _, own in groupby(every, key=lambda row: row["village_code"])]


def _line(rows: list[dict[Any, Any]]) -> QuadLine:
    return QuadLine(
        phrases.village(rows[0]["village"]),
        blocks.href("awards", village=rows[0]["village_code"]),
        [_quad(row) for row in rows],
        [str(one) for one in levels(rows)],
    )


def levels(rows: list[dict[Any, Any]]) -> tuple[str, str, str, str]:
    """A village's numbers of stars: last year's award, claimed, computed, awarded this year (by a
    recorded award, else by the stars named so far)."""
    first = rows[0]
    nothing = say("formats.nothing")
    named = sum(row["state"] == NAMED for row in rows)
    awarded = first["award_level"]
    said = any(not formats.is_missing(row["is_claimed"]) for row in rows)
    claimed = sum(is_claimed(row) for row in rows)
    return (
        nothing if formats.is_missing(first["last_level"]) else str(int(first["last_level"])),
        str(claimed) if said else nothing,
        str(sum(row["computed"] == "won" for row in rows)),
        str(int(awarded)) if not formats.is_missing(awarded) else str(named) if named else nothing,
    )


def _quad(row: Row) -> Quad:
    mark = contradiction(row)
    signs = (
        claim_sign(row), formats.star_glyph(row["computed"]), last_sign(row), award_sign(row),
    )  # fmt: skip
    words = [say(f"awards.truth.{one}") for one in ("claim", "computed", "last", "award")]
    said = say("awards.quad_said", village=row["village"], star=row["star"], state=case_word(row))
    said += "，".join(f"{word} {sign}" for word, sign in zip(words, signs, strict=True))
    return Quad(
        signs, case_word(row), say(f"awards.mark.{mark}") if mark else "", TONES.get(mark, ""), said
    )


def star_table(rows: pd.DataFrame) -> Table:
    """One star of these villages, a truth a column."""
    columns = [
        Column("village", say("blocks.column.village"), wrap=False),
        Column("claim", say("awards.truth.claim"), wrap=False),
        Column("computed", say("awards.truth.computed"), wrap=False),
        Column("last", say("awards.truth.last"), align="center", wrap=False, narrow="hide"),
        Column("award", say("awards.truth.award"), align="center", wrap=False),
        Column("state", say("awards.column.state"), wrap=False),
        Column("mark", say("awards.column.mark"), wrap=False),
        Column("day", say("awards.column.day"), wrap=False, narrow="under"),
        Column("note", say("awards.column.note"), narrow="below"),
    ]
    cells = []
    for row in rows.to_dict("records"):
        mark = contradiction(row)
        met = say("map.met_of", met=row["mandatory_met"], total=row["mandatory_total"])
        cells.append(
            {
                "village": Cell(
                    phrases.village(row["village"]), strong=True,
                    href=blocks.href("awards", village=row["village_code"]),
                ),
                "claim": claim_sign(row),
                "computed": f"{formats.star_glyph(row['computed'])} {met}",
                "last": last_sign(row),
                "award": award_sign(row),
                "state": case_word(row),
                "mark": Cell(say(f"awards.mark.{mark}"), TONES[mark], ground=TONES[mark])
                if mark else "",
                "day": "" if formats.is_missing(row["last_day"]) else formats.day(row["last_day"]),
                "note": "" if formats.is_missing(row["claim_note"]) else row["claim_note"],
            }
        )  # fmt: skip
    return Table(columns, cells, say("awards.sheet"))
