"""The tables of 星级评定 that leave the page: 评星定级汇总表, 公示名单, and who is due for 复审. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from dashboard.components import blocks, formats, phrases
from dashboard.components.figures.tables import Cell, Column, Table
from dashboard.components.review_sheet import CONFLICT, by_village, case_word, contradiction, levels
from dashboard.domain.course import NAMED, PUBLIC, RETURNED, REVOKED, RUNNING
from dashboard.words import say


def exports(rows: pd.DataFrame) -> dict[str, Callable[[], pd.DataFrame]]:
    """What 导出 offers: 汇总表, and 公示名单 while there is one."""
    given = {say("awards.summary.title"): lambda: summary(rows).frame()}
    if (rows["state"] == PUBLIC).any():
        given[say("awards.publicity.title")] = lambda: publicity(rows).frame()
    return given


def summary(rows: pd.DataFrame) -> Table:
    """评星定级汇总表: a row a village."""
    stars = rows.drop_duplicates("star_code").sort_values("star_order")
    names = dict(zip(stars["star_code"], stars["star"], strict=True))
    columns = [
        Column("number", say("awards.summary.number"), align="right", wrap=False),
        Column("village", say("awards.summary.village"), wrap=False),
        Column("last", say("awards.summary.last"), align="center", wrap=False),
        Column("claimed", say("awards.summary.claimed"), align="center", wrap=False),
        *(Column(code, name, align="center", wrap=False) for code, name in names.items()),
        Column("computed", say("awards.summary.computed"), align="center", wrap=False),
        Column("award", say("awards.summary.award"), align="center", wrap=False),
        Column("lack", say("awards.summary.lack")),
        Column("remark", say("awards.summary.remark")),
    ]
    cells = []
    for number, own in enumerate(by_village(rows), 1):
        last, claimed, computed, award = levels(own)
        marks = dict.fromkeys(names, "") | {row["star_code"]: _mark(row) for row in own}
        cells.append(
            {
                "number": str(number), "village": own[0]["village"], "last": last,
                "claimed": claimed, **marks, "computed": computed, "award": award,
                "lack": _lack(own), "remark": _remark(own),
            }
        )  # fmt: skip
    return Table(columns, cells, say("awards.summary.title"))


def _mark(row: dict[Any, Any]) -> str:
    return formats.star_glyph("won") if row["state"] == NAMED else ""


def _lack(rows: list[dict[Any, Any]]) -> str:
    """How many requirements each star not computed as won still lacks."""
    lacking = [
        say("awards.lack", star=row["star"], n=n)
        for row in rows
        if row["computed"] != "won" and (n := row["mandatory_total"] - row["mandatory_met"])
    ]
    return say("figures.comma").join(lacking)


def _remark(rows: list[dict[Any, Any]]) -> str:
    """What is under way, sent back or revoked, and what contradicts."""
    told = [
        say("awards.remark_state", star=row["star"], state=case_word(row))
        for row in rows
        if row["state"] in (*RUNNING, RETURNED, REVOKED)
    ]
    told += [
        say("awards.remark_conflict", star=row["star"])
        for row in rows
        if contradiction(row) == CONFLICT
    ]
    return say("figures.comma").join(told)


def publicity(rows: pd.DataFrame) -> Table:
    """公示名单: villages and stars, never a person."""
    columns = [
        Column("number", say("awards.summary.number"), align="right", wrap=False),
        Column("village", say("awards.summary.village"), wrap=False),
        Column("stars", say("awards.publicity.stars")),
        Column("from", say("awards.publicity.from"), wrap=False),
        Column("until", say("awards.publicity.until"), wrap=False),
    ]
    own = rows[rows["state"] == PUBLIC]
    cells = []
    for number, (_, part) in enumerate(
        own.groupby(["village_code", "public_from", "public_until"], sort=True), 1
    ):
        first = part.iloc[0]
        stars = part.sort_values("star_order")["star"]
        cells.append(
            {
                "number": str(number), "village": str(first["village"]),
                "stars": say("figures.comma").join(stars),
                "from": formats.day(first["public_from"]),
                "until": formats.day(first["public_until"]),
            }
        )  # fmt: skip
    return Table(columns, cells, say("awards.publicity.title"))


def due(rows: pd.DataFrame, awards: pd.DataFrame, year: int) -> Table:
    """复审: villages whose newest award before the year had every star, and how far they are."""
    columns = [
        Column("village", say("blocks.column.village"), wrap=False),
        Column("since", say("awards.due.since")),
        Column("now", say("awards.due.now")),
    ]
    former = awards[awards["year"] < year].sort_values("year")
    former = former.drop_duplicates("village_code", keep="last").set_index("village_code")
    cells: list[dict[str, Cell | str | None]] = []
    for code, part in rows.groupby("village_code", sort=True):
        if code not in former.index:
            continue
        award = former.loc[code]
        if award["level"] < part["star_total"].iloc[0]:
            continue
        first = part.iloc[0]
        cells.append(
            {
                "village": Cell(
                    phrases.village(first["village"]), strong=True,
                    href=blocks.href("awards", village=str(code)),
                ),
                "since": say(
                    "awards.due.award", year=award["year"], level=award["level"],
                    document=award["document"] or award["reason"],
                ),
                "now": _due_now(part, first["award_level"]),
            }
        )  # fmt: skip
    return Table(columns, cells, say("awards.due.title"))


def _due_now(part: pd.DataFrame, awarded: float) -> Cell:
    if not formats.is_missing(awarded):
        return Cell(say("awards.due.done", level=int(awarded)), "green")
    running = int(part["state"].isin(RUNNING).sum())
    named = int((part["state"] == NAMED).sum())
    if not running and not named:
        return Cell(say("awards.due.open"), "amber")
    return Cell(say("awards.due.running", named=named, running=running))
