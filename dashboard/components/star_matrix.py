"""The matrix of 专班, and the two lists below it, from the read star_matrix."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.components import blocks, formats, phrases, theme, view
from dashboard.components.figures.matrix import Head, Line, Square, matrix_html
from dashboard.components.figures.tables import Cell, Column, html_table
from dashboard.domain.names import group_order
from dashboard.store import queries
from dashboard.words import say

EVERY = "every"
MOST_VILLAGES = 60
LONGEST_NAME = 9
LOOK = {
    "met": ("√", "green", theme.GREEN),
    "unmet": ("■", "red", theme.RED),
    "missing": ("?", "neutral", theme.INK2),
    "stale": ("?", "neutral", theme.INK2),
    "exempt": ("", "", theme.INK3),
}
Row = Mapping[Any, Any]


def wanted() -> str:
    """The star of the URL as choose_star will have it: the first where it names none."""
    codes = list(queries.star_list()["star_code"])
    asked = view.get("star", codes[0])
    return "" if asked == EVERY else asked if asked in codes else codes[0]


def choose_star() -> str:
    """A star, or all; kept in the URL."""
    names = queries.star_list().set_index("star_code")["star"].to_dict()
    chosen = view.segments(
        "star", say("blocks.column.star"), [*names, EVERY],
        lambda code: names.get(code, say("matrix.every")),
    )  # fmt: skip
    return "" if chosen == EVERY else chosen


def choose_villages(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of at most 60 villages: all, or those of one 管区 and part of it."""
    units = rows.drop_duplicates("village_code")
    parts: dict[str, list[str]] = {}
    if len(units) <= MOST_VILLAGES:
        return rows
    for group in sorted(units["area_group"].unique(), key=group_order):
        codes = units[units["area_group"] == group]["village_code"].tolist()
        for start in range(0, len(codes), MOST_VILLAGES):
            part = codes[start : start + MOST_VILLAGES]
            name = say("matrix.part", group=group, first=start + 1, last=start + len(part))
            parts[name] = part
    chosen = view.choice("group", say("matrix.group"), list(parts), next(iter(parts)), width=320)
    return rows[rows["village_code"].isin(parts[chosen])]


def sentence(rows: pd.DataFrame, star: str) -> str:
    """How many hold the star, how many are one short, what blocks most (Markdown)."""
    lacking = rows[rows["state"].isin(["unmet", "missing", "stale"])]
    most = lacking["indicator"].value_counts()
    worst = say("matrix.nothing_lacks")
    if not most.empty:
        worst = say("matrix.worst", indicator=most.index[0], n=int(most.iloc[0]))
    if not star:
        return say("matrix.sentence_every", n=len(lacking)) + worst
    units = rows.drop_duplicates("village_code")
    won = int((units["star_state"] == "won").sum())
    short = len(one_short(rows))
    return say("matrix.sentence", star=star, won=won, all=len(units), short=short) + worst


def one_short(rows: pd.DataFrame) -> pd.DataFrame:
    """The one open requirement of each village that lacks but that for its star."""
    open_ones = rows[rows["state"].isin(["unmet", "missing", "stale"])]
    key = ["village_code", "star_code"]
    counts = open_ones.groupby(key)["indicator_code"].transform("size")
    return open_ones[(counts == 1) & (open_ones["star_state"] != "won")]


def html(rows: pd.DataFrame) -> str:
    """The matrix of these villages."""
    heads = rows.drop_duplicates(["star_code", "indicator_code"])
    keys = list(zip(heads["star_code"], heads["indicator_code"], strict=True))
    shown = [_head(row) for row in heads.to_dict("records")]
    groups = []
    for group in sorted(rows["area_group"].unique(), key=group_order):
        own = rows[rows["area_group"] == group]
        lines = [_line(part, keys) for _, part in own.groupby("village_code", sort=True)]
        groups.append((group, lines))
    return matrix_html(
        shown, groups, corner=say("blocks.column.village"), end=say("matrix.end"),
        label=say("frame.title.taskforce"),
    )  # fmt: skip


def frame(rows: pd.DataFrame) -> pd.DataFrame:
    """The matrix as a table of texts for 导出."""
    texts = rows.assign(text=[_text(row) for row in rows.to_dict("records")])
    wide = texts.pivot(index="village_code", columns="indicator_code", values="text")
    names = rows.drop_duplicates("indicator_code").set_index("indicator_code")["indicator"]
    villages = rows.drop_duplicates("village_code").set_index("village_code")["village"]
    wide = wide[list(names.index)].rename(columns=names)
    wide.insert(0, say("blocks.column.village"), villages.reindex(wide.index))
    return wide.reset_index(drop=True)


def blockers(rows: pd.DataFrame) -> str:
    """The requirements by how many villages lack them, with who owns them."""
    lacking = rows[rows["state"].isin(["unmet", "missing", "stale"])]
    counts = lacking.groupby(["indicator_code", "indicator", "owner_post"], sort=False).agg(
        n=("village_code", "size"), unmet=("state", lambda states: int((states == "unmet").sum()))
    )
    columns = [
        Column("indicator", say("matrix.column.indicator")),
        Column("n", say("matrix.column.villages"), align="right", wrap=False),
        Column("unmet", say("matrix.column.unmet"), align="right", wrap=False, narrow="hide"),
        Column("owner", say("blocks.column.owner"), narrow="under"),
    ]
    listed = counts.sort_values("n", ascending=False, kind="stable").reset_index()
    cells: list[dict[str, Cell | str | None]] = [
        {
            "indicator": Cell(row["indicator"], strong=True),
            "n": say("matrix.villages", n=row["n"]),
            "unmet": str(row["unmet"]),
            "owner": Cell(row["owner_post"], "ink3"),
        }
        for row in listed.to_dict("records")
    ]
    return html_table(columns, cells, label=say("matrix.blockers")) if cells else ""


def short_table(rows: pd.DataFrame) -> str:
    """The villages one requirement short of a star: what, and how far."""
    columns = [
        Column("village", say("blocks.column.village"), wrap=False),
        Column("star", say("blocks.column.star"), wrap=False, narrow="under"),
        Column("lack", say("blocks.column.lack")),
        Column("gap", say("blocks.column.gap"), wrap=False),
    ]
    cells = [
        {
            "village": blocks.village_link(row),
            "star": row["star"],
            "lack": Cell(phrases.lacking(row), href=blocks.origin_href(row)),
            "gap": phrases.gap_of(row),
        }
        for row in one_short(rows).to_dict("records")
    ]
    return html_table(columns, cells, label=say("matrix.one_short")) if cells else ""


def _head(row: Row) -> Head:
    name = phrases.short_indicator(row["indicator"])
    short = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
    veto = say(f"village.veto.{row['veto']}") if row["veto"] else ""
    due = phrases.threshold_of(row)
    if veto:
        due = say("matrix.veto", due=due)
    return Head(short, due, f"{row['indicator']}{veto}")


def _line(part: pd.DataFrame, keys: list[tuple[str, str]]) -> Line:
    records = part.to_dict("records")
    first = records[0]
    own = {(row["star_code"], row["indicator_code"]): _square(row) for row in records}
    nothing = Square(say("formats.nothing"), "", theme.INK3, "", say("matrix.not_judged"))
    stars = part.drop_duplicates("star_code").to_dict("records")
    if len({star for star, _ in keys}) == 1:
        end = say(
            "matrix.end_one", glyph=formats.star_glyph(first["star_state"]),
            state=formats.state_word(first["star_state"]), met=first["mandatory_met"],
            total=first["mandatory_total"],
        )  # fmt: skip
    else:
        end = "".join(formats.star_glyph(one["star_state"]) for one in stars)
    link = blocks.href("village", village=first["village_code"], indicator="")
    squares = [own.get(key, nothing) for key in keys]
    return Line(phrases.village(first["village"]), link, squares, end)


def _square(row: Row) -> Square:
    glyph, ground, ink = LOOK[row["state"]]
    said = f"{row['indicator']}：{formats.state_word(row['state'])}"
    text = f"{glyph} {_text(row)}".strip()
    return Square(text, ground, ink, blocks.origin_href(row), said)


def _text(row: Row) -> str:
    if row["state"] in ("missing", "exempt"):
        return formats.state_word(row["state"])
    text = formats.value_text(
        row["value"], row["unit"], row["value_type"], qualifier=row["qualifier"],
        decimals=row["decimals"], against=row["threshold"],
    )  # fmt: skip
    return say("matrix.stale", text=text) if row["state"] == "stale" else text
