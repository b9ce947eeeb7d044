"""The matrix of 专班, and the two lists below it, from the read star_matrix."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from dashboard.components import blocks, formats, parts, phrases, theme, view
from dashboard.components.figures.matrix import Head, Line, Square, matrix_html
from dashboard.components.figures.tables import Cell, Column, html_table
from dashboard.domain.names import group_order
from dashboard.store import queries
from dashboard.words import say

MOST_VILLAGES = 60
MOST_LISTED = 20
LONGEST_NAME = 14
LOOK = {
    "met": ("√", "green", theme.GREEN),
    "unmet": ("■", "red", theme.RED),
    "missing": ("?", "neutral", theme.INK2),
    "stale": ("?", "neutral", theme.INK2),
    "exempt": ("", "", theme.INK3),
}
KEY = ["star_code", "indicator_code"]
Row = Mapping[Any, Any]


def wanted() -> str:
    """The star of the URL as choose_star shows it ('' = all): the first where it names none."""
    codes = [*queries.star_list()["star_code"], view.EVERY]
    asked = view.get("star", codes[0])
    star = asked if asked in codes else codes[0]
    return "" if star == view.EVERY else star


def choose_star() -> None:
    """A star, or all; kept in the URL, where wanted reads it. A star that is none is said so."""
    names = queries.star_list().set_index("star_code")["star"].to_dict()
    names[view.EVERY] = say("matrix.every")
    asked, first = view.get("star"), next(iter(names))
    if asked and asked not in names:
        view.warn(asked, say("blocks.column.star"), names[first])
    view.segments("star", say("blocks.column.star"), list(names), lambda code: names[code])


def choose_villages(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of at most 60 villages: all, or those of one 管区 and part of it."""
    return parts.page(rows, MOST_VILLAGES)


def sentence(rows: pd.DataFrame, star: str) -> str:
    """How many hold the star, how many are one short, what blocks most (Markdown)."""
    lacking = rows[rows["is_blocker"]]
    most = lacking["indicator"].value_counts()
    worst = say("matrix.nothing_lacks")
    if not most.empty:
        named = formats.markdown(most.index[0])
        worst = say("matrix.worst", indicator=named, n=int(most.iloc[0]))
    units = rows.drop_duplicates("village_code")
    counts = {"all": len(units), "short": int(rows["is_last_one"].sum())}
    if not star:
        stars = rows["star_code"].nunique()
        return say("matrix.sentence_every", stars=stars, n=len(lacking), **counts) + worst
    won = int((units["star_state"] == "won").sum())
    return say("matrix.sentence", star=formats.markdown(star), won=won, **counts) + worst


def html(rows: pd.DataFrame) -> str:
    """The matrix of these villages."""
    columns = _columns(rows)
    heads = [_head(own, len(set(columns["star_code"])) > 1) for own in _parts(rows, columns)]
    keys = list(columns[KEY].itertuples(index=False, name=None))
    groups = []
    for group in sorted(rows["area_group"].unique(), key=group_order):
        own = rows[rows["area_group"] == group]
        lines = [_line(part, keys) for _, part in own.groupby("village_code", sort=True)]
        groups.append((group, lines))
    return matrix_html(
        heads, groups, corner=say("blocks.column.village"), end=say("matrix.end"),
        label=say("frame.title.taskforce"),
    )  # fmt: skip


def frame(rows: pd.DataFrame) -> pd.DataFrame:
    """The matrix as a table of texts for 导出, a row a village in the order of the page."""
    columns = _columns(rows)
    twice = columns["indicator"].duplicated(keep=False)
    names = [
        say("matrix.column_of_star", indicator=row["indicator"], star=row["star"]) if again
        else row["indicator"]
        for row, again in zip(columns.to_dict("records"), twice, strict=True)
    ]  # fmt: skip
    keys = list(columns[KEY].itertuples(index=False, name=None))
    cells = []
    for _, part in rows.groupby("village_code", sort=True):
        records = part.to_dict("records")
        own = {(row["star_code"], row["indicator_code"]): _text(row) for row in records}
        texts = [own.get(key, say("formats.nothing")) for key in keys]
        first = records[0]
        cells.append([first["village"], first["area_group"], *texts, _end(part, keys)])
    cells.sort(key=lambda row: group_order(row[1]))
    titles = [say("blocks.column.village"), say("matrix.group"), *names, say("matrix.end")]
    return pd.DataFrame(cells, columns=titles)


def blockers(rows: pd.DataFrame) -> str:
    """The requirements by how many villages lack them, with who owns them."""
    lacking = rows[rows["is_blocker"]]
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
            "indicator": Cell(
                row["indicator"],
                strong=True,
                href=blocks.href("map", show="indicator", indicator=row["indicator_code"]),
            ),
            "n": say("matrix.villages", n=row["n"]),
            "unmet": str(row["unmet"]),
            "owner": Cell(row["owner_post"], "ink3"),
        }
        for row in listed.to_dict("records")
    ]
    return html_table(columns, cells, label=say("matrix.blockers")) if cells else ""


def short_table(rows: pd.DataFrame) -> str:
    """The villages one requirement short of a star: what, and how far; the first of them."""
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
        for row in rows[rows["is_last_one"]].head(MOST_LISTED).to_dict("records")
    ]
    return html_table(columns, cells, label=say("matrix.one_short")) if cells else ""


def short_note(rows: pd.DataFrame) -> str:
    """What the villages of short_table have in common, and how many it leaves out."""
    count = int(rows["is_last_one"].sum())
    if count <= MOST_LISTED:
        return say("matrix.one_short_note")
    return say("matrix.one_short_cut", shown=MOST_LISTED, all=count)


def _columns(rows: pd.DataFrame) -> pd.DataFrame:
    """The requirements judged, in the order of the campaign."""
    order = ["star_order", "indicator_order", *KEY]
    return rows.drop_duplicates(KEY).sort_values(order, kind="stable")


def _parts(rows: pd.DataFrame, columns: pd.DataFrame) -> list[pd.DataFrame]:
    parts = rows.groupby(KEY)
    return [parts.get_group(key) for key in columns[KEY].itertuples(index=False, name=None)]


def _head(own: pd.DataFrame, names_star: bool) -> Head:
    row = own.iloc[0].to_dict()
    name = phrases.short_indicator(row["indicator"])
    short = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
    # Villages and communities may have thresholds of their own.
    differing = own.drop_duplicates(["direction", "threshold"]).to_dict("records")
    due = [phrases.threshold_of(one) for one in differing]
    vetoes = sorted({veto for veto in own["veto"] if veto})
    if vetoes:
        due.append(say("matrix.veto"))
    full = row["indicator"] + "".join(say(f"village.veto.{veto}") for veto in vetoes)
    return Head(short, due, full, phrases.short_star(row["star"]) if names_star else "")


def _line(part: pd.DataFrame, keys: list[tuple[str, str]]) -> Line:
    records = part.to_dict("records")
    first = records[0]
    link = blocks.href("village", village=first["village_code"], indicator="")
    own = {(row["star_code"], row["indicator_code"]): _square(row, link) for row in records}
    nothing = Square(say("formats.nothing"), "", theme.INK3, "", say("matrix.not_judged"))
    squares = [own.get(key, nothing) for key in keys]
    barred = first["barred_by"]
    said = "" if formats.is_missing(barred) else say("matrix.barred_said", indicator=barred)
    return Line(phrases.village(first["village"]), link, squares, _end(part, keys), said)


def _end(part: pd.DataFrame, keys: list[tuple[str, str]]) -> str:
    stars = part.drop_duplicates("star_code").set_index("star_code")
    met, total = int(stars["mandatory_met"].sum()), int(stars["mandatory_total"].sum())
    states = stars["star_state"].to_dict()
    codes = list(dict.fromkeys(star for star, _ in keys))
    glyphs = "".join(formats.star_glyph(states.get(code, "")) for code in codes)
    if len(codes) > 1:
        text = say("matrix.end_every", glyphs=glyphs, met=met, total=total)
    else:
        state = formats.state_word(states[codes[0]])
        text = say("matrix.end_one", glyph=glyphs, state=state, met=met, total=total)
    is_barred = not formats.is_missing(part["barred_by"].iloc[0])
    return say("matrix.barred", text=text) if is_barred else text


def _square(row: Row, village: str) -> Square:
    # The link of the row is made once: 60 villages have thousands of squares.
    href = f"{village}&{urlencode({'indicator': row['indicator_code']})}"
    glyph, ground, ink = LOOK[row["state"]]
    is_stale = row["state"] == "stale"
    text = f"{glyph} {_value(row)}".strip()
    note = say("matrix.ago", days=formats.number(row["age_days"], 0)) if is_stale else ""
    known = {"village": phrases.village(row["village"]), "indicator": row["indicator"]}
    if row["state"] == "exempt":
        said = say("matrix.said_exempt", **known)
    else:
        state = formats.state_word(row["state"])
        due = phrases.threshold_of(row)
        said = say("matrix.said", text=_value(row), due=due, state=state, **known)
    return Square(text, ground, ink, href, said, note)


def _text(row: Row) -> str:
    """A square in one line of text."""
    text = f"{LOOK[row['state']][0]} {_value(row)}".strip()
    if row["state"] != "stale":
        return text
    return say("matrix.stale", text=text, days=formats.number(row["age_days"], 0))


def _value(row: Row) -> str:
    if row["state"] == "exempt":
        return say("matrix.exempt")
    return formats.value_text(
        row["value"], row["unit"], row["value_type"], qualifier=row["qualifier"],
        decimals=row["decimals"], against=row["threshold"],
    )  # fmt: skip
