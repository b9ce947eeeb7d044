"""进步: who improved most since the compared day, and who is not ranked and why."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from dashboard.components import formats, parts, phrases, theme, view
from dashboard.store import definitions, queries
from dashboard.store.reader import remember
from dashboard.words import say

COLUMNS = ("village", "rank", "share", "met", "levels", "unknown", "group")


@remember
def build(as_of: date, compare: date) -> pd.DataFrame:
    """One row per village, the most improved first, the unranked last, cells as shown (also
    exported); indexed by code."""
    rows = queries.improvement(as_of, compare)
    cells = [
        {
            "village": phrases.village(row["village"]),
            "rank": say(f"improvement.unranked.{row['unranked']}")
            if row["unranked"]
            else formats.number(row["improvement_rank"], 0),
            "share": _points(row["share_change"]),
            "met": say(
                "improvement.met",
                before=_of(row["met_before"], row["total_before"]),
                now=_of(row["mandatory_met"], row["mandatory_total"]),
            ),
            "levels": say(
                "improvement.levels",
                before=formats.level_text(row["level_before"]),
                now=formats.level_text(row["level"]),
            ),
            "unknown": say(
                "improvement.unknown_of",
                before=formats.number(row["unknown_before"], 0),
                now=row["unknown"],
            ),
            "group": row["area_group"],
        }
        for row in rows.to_dict("records")
    ]
    table = pd.DataFrame(cells, columns=list(COLUMNS), index=rows["village_code"])
    return table.rename(columns={name: say(f"improvement.column.{name}") for name in COLUMNS})


def ranks(as_of: date, compare: date) -> pd.Series:
    """The rank for progress by village code; <NA> where a village is not ranked."""
    rows = queries.improvement(as_of, compare).set_index("village_code")
    return rows["improvement_rank"].astype("Int64")


def sentence(as_of: date, compare: date) -> str:
    """Who improved most, and how many are not ranked (Markdown)."""
    rows = queries.improvement(as_of, compare)
    ranked, unranked = rows[rows["unranked"] == ""], rows[rows["unranked"] != ""]
    words = {"n": len(ranked), "compare": formats.day(compare)}
    best = ranked[(ranked["improvement_rank"] == 1) & (ranked["share_change"] > 0)]
    if best.empty:
        text = say("improvement.nobody", **words)
    else:
        names = say("improvement.comma").join(phrases.village(one) for one in best["village"][:3])
        text = say(
            "improvement.best", names=formats.markdown(names), count=len(best),
            points=_points(best["share_change"].iloc[0]), **words,
        )  # fmt: skip
    if len(unranked):
        text += say("improvement.left_out", n=len(unranked))
    return text


def method() -> str:
    """How progress is ranked, with its limit."""
    limit = 100 * definitions.ranking().improvement.most_unknown_share
    return say("improvement.method", limit=formats.number(limit, 0))


def draw(table: pd.DataFrame, own: str, as_of: date) -> None:
    """The table; a click on a village's name leads to its page."""
    codes = list(table.index)
    shown = table.reset_index(drop=True)
    names = {name: say(f"improvement.column.{name}") for name in COLUMNS}

    def open_village() -> None:
        code = codes[st.session_state["improvement_open"].row]
        view.go("village", village=code, indicator="")

    marks = [f"background-color:{theme.ROW_MARK}" if code == own else "" for code in codes]
    styled = shown.style.apply(lambda _: marks, axis=0).map(_tone, subset=[names["share"]])
    widths = {"rank": 150, "share": 110, "met": 170, "levels": 130, "unknown": 150, "group": 110}
    st.dataframe(
        styled,
        key="improvement",
        hide_index=True,
        row_height=36,
        height=min(36 * (len(shown) + 1) + 2, 36 * 61 + 2),
        alt=say("improvement.alt", day=as_of),
        column_config={
            names["village"]: parts.name_column("improvement_open", open_village),
            **{
                names[name]: st.column_config.TextColumn(width=width)
                for name, width in widths.items()
            },
        },
    )  # fmt: skip


def _of(met: float, total: float) -> str:
    if formats.is_missing(met):
        return say("formats.nothing")
    return say("map.met_of", met=int(met), total=int(total))


def _points(change: float) -> str:
    if formats.is_missing(change):
        return say("formats.nothing")
    text = formats.signed(100 * change)
    return text if text == say("formats.nothing") else say("improvement.points", n=text)


def _tone(text: str) -> str:
    if text.startswith("+"):
        return f"color:{theme.GREEN}"
    return f"color:{theme.RED}" if text.startswith(formats.MINUS) else f"color:{theme.INK3}"
