"""资金: where the money of villages and projects came from, how much, and how much of it was used."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.components import formats, parts, phrases, view
from dashboard.components import project_words as words
from dashboard.components.figures.tables import Cell, Column, html_table
from dashboard.words import say

NAMES = (
    "village", "project", "source", "amount", "used", "rate", "received", "note", "group", "origin",
)  # fmt: skip
WIDTHS = {
    "project": 190, "source": 84, "amount": 84, "used": 84, "rate": 66, "received": 96,
    "note": 150, "group": 72, "origin": 260,
}  # fmt: skip
RIGHT = ("amount", "used", "rate")


def _title(name: str) -> str:
    return say(f"projects.fund_column.{name}")


def build(funds: pd.DataFrame) -> pd.DataFrame:
    """One row a sum as shown (also exported)."""
    cells = [
        {
            "village": phrases.village(row["village"]),
            "project": row["project"] or say("projects.no_project"),
            "source": row["fund_source"],
            "amount": words.money(row["amount"]),
            "used": words.money(row["used"]),
            "rate": _rate(row["used"], row["amount"]),
            "received": formats.day(row["received_on"]),
            "note": row["reason"],
            "group": row["area_group"],
            "origin": say(
                "projects.origin", file=row["file_name"], row=row["row_number"],
                id=row["upload_id"],
            ),
        }
        for row in funds.to_dict("records")
    ]  # fmt: skip
    table = pd.DataFrame(cells, columns=list(NAMES))
    return table.set_axis([_title(name) for name in NAMES], axis=1)


def _rate(used: float, amount: float) -> str:
    if formats.is_missing(used) or not amount:
        return say("formats.nothing")
    return words.share(100 * used / amount)


def by_source(funds: pd.DataFrame) -> str:
    """Sums by source as HTML; used is — where it is not known of every sum."""
    columns = [
        Column("source", _title("source"), wrap=False),
        Column("count", say("projects.fund_count"), align="right", wrap=False, narrow="hide"),
        Column("amount", _title("amount"), align="right", wrap=False),
        Column("used", _title("used"), align="right", wrap=False, narrow="hide"),
        Column("rate", _title("rate"), align="right"),
    ]
    rows: list[dict[str, Cell | str | None]] = []
    parts = [(str(name), own) for name, own in funds.groupby("fund_source", sort=False)]
    parts.sort(key=lambda one: -one[1]["amount"].sum())
    for name, own in [*parts, (say("projects.fund_total"), funds)]:
        used = float("nan") if own["used"].isna().any() else own["used"].sum()
        amount = own["amount"].sum()
        rows.append(
            {
                "source": Cell(name, strong=True),
                "count": str(len(own)),
                "amount": words.money(amount),
                "used": words.money(used),
                "rate": _rate(used, amount),
            }
        )
    return html_table(columns, rows, label=say("projects.tab.funds"))


def together(funds: pd.DataFrame) -> pd.DataFrame:
    """The sums of each village, project and source as one; the day is the last one."""
    keys = ["village_code", "project_code", "fund_source"]
    rows = []
    for _, own in funds.groupby(keys, sort=False):
        last = own.iloc[-1].to_dict()
        if len(own) > 1:
            last |= {
                "amount": own["amount"].sum(),
                "used": float("nan") if own["used"].isna().any() else own["used"].sum(),
                "reason": say("projects.fund_times", n=len(own)),
            }
        rows.append(last)
    return pd.DataFrame(rows, columns=funds.columns)


def draw(funds: pd.DataFrame) -> None:
    """Sums by source, and what each village and project had of each; or every sum by itself, with its
    file and row."""
    if funds.empty:
        st.markdown(say("projects.no_funds"))
        return
    st.html(by_source(funds))
    sources = list(dict.fromkeys(funds["fund_source"]))
    with st.container(horizontal=True, vertical_alignment="center"):
        source = st.selectbox(
            _title("source"), ["", *sources], key="projects_source", width=200,
            format_func=lambda one: one or say("projects.every_source"),
            label_visibility="collapsed",
        )  # fmt: skip
        is_each = st.toggle(say("projects.each_fund"), key="projects_each")
    kept = funds[funds["fund_source"] == source] if source else funds
    kept = kept if is_each else together(kept)
    shown = build(kept)
    if not is_each:
        shown = shown.drop(columns=[_title("origin")])
    villages = list(kept["village_code"])

    def open_village() -> None:
        place = st.session_state["fund_village"].row
        view.go("village", village=villages[place], indicator="")

    st.dataframe(
        shown, key="projects_funds", hide_index=True, row_height=36,
        height=min(36 * (len(shown) + 1) + 2, 578), placeholder=say("formats.nothing"),
        alt=say("projects.funds_alt", n=len(shown)),
        column_config={
            _title("village"): parts.name_column("fund_village", open_village, 92),
            **{
                _title(name): st.column_config.TextColumn(
                    width=width, alignment="right" if name in RIGHT else "left"
                )
                for name, width in WIDTHS.items()
                if is_each or name != "origin"
            },
        },
    )  # fmt: skip
