"""短板台账 as a table: its sentence, its filters, its cells, its drawing with rows to choose."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from zlib import crc32

import pandas as pd
import streamlit as st

from dashboard.components import doing, formats, ledger_day, parts, phrases, theme, view
from dashboard.components import ledger_words as words
from dashboard.components.ledger_day import Ledger
from dashboard.domain import ledger
from dashboard.domain.names import group_order
from dashboard.store import definitions, queries
from dashboard.words import say

SHOWS = ("running", "late", "soon", "closed", "every")
ONLY = ("", "proposes", "county", "relapsed", "pressed")
MOST = 1500
"""Rows drawn at most; the filters lead to the others."""
WIDTHS = {
    ledger.SHORTFALL: {
        "village": 78, "colour": 106, "star": 74, "what": 184, "value": 88, "gain": 48,
        "owner": 156, "due": 88, "press": 48, "state": 74, "source": 76, "marks": 110, "no": 64,
    },
    ledger.REPORT: {
        "village": 78, "colour": 104, "state": 74, "category": 78, "place": 130, "matter": 230,
        "found": 88, "due": 88, "press": 50, "owner": 110, "no": 64,
    },
}  # fmt: skip
"""The columns of each kind in their order, with their widths in px."""


def counts(rows: pd.DataFrame) -> dict[str, int]:
    """How many items each choice of SHOWS keeps."""
    return {one: int(_kept(rows, one).sum()) for one in SHOWS}


def _kept(rows: pd.DataFrame, show: str) -> pd.Series:
    if show == "late":
        return rows["colour"] == "red"
    if show == "soon":
        return rows["is_soon"].astype(bool)
    if show == "closed":
        return ~rows["is_open"].astype(bool)
    if show == "running":
        return rows["is_open"].astype(bool)
    return pd.Series(True, index=rows.index)


def title_note(shown: Ledger) -> str:
    """73 项：已销号 41，在办 32，其中逾期 7."""
    n = counts(shown.shortfalls)
    told = say("ledger.note", n=n["every"], closed=n["closed"], open=n["running"], late=n["late"])
    if not shown.is_now:
        told += say("ledger.note_past")
    elif shown.head is None or shown.day != shown.head.as_of:
        told += say("ledger.note_day", day=shown.day)
    return told


def sentence(shown: Ledger) -> str:
    """What matters now: what is late and 挂牌, what runs out, what may be closed (Markdown)."""
    rows = shown.shortfalls
    if rows.empty:
        return say("ledger.sentence_none")
    n = counts(rows)
    worst = definitions.deadlines().escalation[-1].name
    flagged = int((rows["escalation"] == worst).sum())
    late = say("ledger.sentence_late", n=n["late"], worst=worst, flagged=flagged)
    soon = say("ledger.sentence_soon", n=n["soon"], days=definitions.deadlines().soon_days)
    proposed = int(rows["proposes_closing"].sum())
    parts = [late if n["late"] else say("ledger.sentence_no_late"), soon]
    if proposed:
        parts.append(say("ledger.sentence_proposed", n=proposed))
    return say("ledger.comma").join(parts) + say("briefing.stop")


def choose_kind(shown: Ledger) -> str:
    """Shortfalls, or what villages report."""
    return view.segments(
        "kind", say("ledger.kind_label"), ledger.KINDS,
        lambda one: say(f"ledger.kind.{one}", n=int(shown.of(one)["is_open"].sum())),
    )  # fmt: skip


def choose(shown: Ledger, kind: str) -> pd.DataFrame:
    """The items that fit what is chosen above the table."""
    rows = shown.of(kind)
    n = counts(rows)
    with st.container(horizontal=True):
        show = view.segments(
            "show", say("ledger.which"), SHOWS, lambda one: say(f"ledger.show.{one}", n=n[one])
        )
        wanted = _wanted(rows, kind, shown)
        if kind == ledger.SHORTFALL:
            wanted["source"] = _box("source", _listed(rows["source"]), 136)
        else:
            wanted["category"] = _box("category", _listed(rows["category"]), 136)
        only = _box("only", {one: say(f"ledger.only.{one}") for one in ONLY[1:]}, 168)
    kept = _narrowed(rows[_kept(rows, show)], wanted)
    return kept[_only(kept, only)]


def choose_part(shown: Ledger) -> pd.DataFrame:
    """The shortfalls of a village, star, 管区 or post: what the other views draw."""
    rows = shown.shortfalls
    with st.container(horizontal=True):
        wanted = _wanted(rows, ledger.SHORTFALL, shown)
    return _narrowed(rows, wanted)


def _wanted(rows: pd.DataFrame, kind: str, shown: Ledger) -> dict[str, str]:
    """The boxes that every view of a kind has, and what is chosen in them."""
    names = dict(queries.star_list()[["star_code", "star"]].to_numpy())
    return {
        "village_code": _box("village", _villages(shown), 128),
        "star_code": _box("star", names, 136) if kind == ledger.SHORTFALL else "",
        "area_group": _box("area", _listed(rows["area_group"]), 128),
        "owner_post": _box("post", _listed(rows["owner_post"]), 168),
    }


def _narrowed(rows: pd.DataFrame, wanted: dict[str, str]) -> pd.DataFrame:
    for column, value in wanted.items():
        if value:
            rows = rows[rows[column] == value]
    return rows


def _villages(shown: Ledger) -> dict[str, str]:
    """Every village of the day and every other that has an item."""
    here = queries.villages_on_day(shown.day)
    both = pd.concat([shown.rows[["village_code", "village"]], here[["village_code", "village"]]])
    pairs = zip(both["village_code"], both["village"], strict=True)
    return {code: phrases.village(name) for code, name in sorted(pairs)}


def _listed(column: pd.Series) -> dict[str, str]:
    own = {str(one) for one in column if not formats.is_missing(one)}
    return {one: one for one in sorted(own, key=group_order)}


def _only(rows: pd.DataFrame, only: str) -> pd.Series:
    if only == "proposes":
        return rows["proposes_closing"].astype(bool)
    if only == "county":
        return rows["needs_county"].astype(bool)
    if only == "relapsed":
        return rows["relapse_count"] > 0
    if only == "pressed":
        return rows["look_on"].notna() | rows["lead_post"].notna()
    return pd.Series(True, index=rows.index)


def _box(key: str, names: dict[str, str], width: int) -> str:
    return view.one_or_all(key, say(f"ledger.filter.{key}"), names, width)


def build(rows: pd.DataFrame, kind: str, shown: Ledger) -> pd.DataFrame:
    """One row per item as drawn (also exported)."""
    year = shown.day.year
    gained = _gained(shown) if kind == ledger.SHORTFALL else {}
    cells = []
    for row in rows.to_dict("records"):
        won = gained.get((row["village_code"], row["star_code"], row["indicator_code"]), 0)
        full = {
            "village": phrases.village(row["village"]),
            "colour": words.colour(row, year),
            "star": row["star"] or say("formats.nothing"),
            "category": row["category"],
            "place": row["place"],
            "what": row["what"],
            "matter": row["what"],
            "value": words.value_due(row, shown.day),
            "gain": say("blocks.gain", n=won) if won > 0 else "",
            "source": row["source"],
            "found": formats.day(row["found_on"], year),
            "owner": "" if formats.is_missing(row["owner_post"]) else row["owner_post"],
            "due": formats.day(row["due_date"], year)
            if not formats.is_missing(row["due_date"])
            else say("formats.nothing"),
            "press": words.pressing(row),
            "state": words.state_name(row),
            "marks": words.marks(row),
            "no": row["item_no"],
        }
        cells.append({say(f"ledger.column.{name}"): full[name] for name in WIDTHS[kind]})
    return pd.DataFrame(cells, columns=[say(f"ledger.column.{name}") for name in WIDTHS[kind]])


def _gained(shown: Ledger) -> dict[tuple[str, str, str], int]:
    """How many stars closing each computed shortfall alone wins: only this table asks, and it costs as
    much as the rest of the ledger."""
    every = queries.shortfalls(shown.day)
    keys = zip(every["village_code"], every["star_code"], every["indicator_code"], strict=True)
    return dict(zip(keys, every["stars_gained"], strict=True))


def draw(rows: pd.DataFrame, kind: str, shown: Ledger) -> list[int]:
    """The table; returns the items whose rows are chosen. A single one is also put into the URL."""
    if len(rows) > MOST:
        st.caption(say("ledger.more", n=MOST, all=len(rows)))
        rows = rows.head(MOST)
    drawn = build(rows, kind, shown)
    ids = [int(one) for one in rows["item_id"]]
    codes = list(rows["village_code"])
    key = rows_key(ids, shown)

    def chosen() -> None:
        picked = _picked(key, ids)
        ledger_day.put_item(str(picked[0]) if len(picked) == 1 else "")

    def open_village() -> None:
        view.go("village", village=codes[st.session_state["ledger_open"].row], indicator="")

    colours = list(rows["colour"])
    owner = [bool(one) for one in rows["escalation"]]
    styled = drawn.style.apply(
        lambda _: [
            f"background-color:{theme.GROUND_OF[one]};color:{theme.INK_OF[one]}" for one in colours
        ],
        subset=[say("ledger.column.colour")],
    ).apply(
        lambda _: [f"color:{theme.RED}" if one else "" for one in owner],
        subset=[say("ledger.column.press")],
    )  # fmt: skip
    if kind == ledger.SHORTFALL:
        gold = f"color:{theme.GOLD};font-weight:700"
        styled = styled.map(lambda _: gold, subset=[say("ledger.column.gain")])
    st.dataframe(
        styled,
        key=key,
        hide_index=True,
        row_height=36,
        height=min(36 * (len(drawn) + 1) + 2, 614),
        on_select=chosen,
        selection_mode="multi-row",
        placeholder=say("formats.nothing"),
        alt=say("ledger.alt", day=shown.day),
        column_config={
            say("ledger.column.village"): parts.name_column("ledger_open", open_village),
            **{
                say(f"ledger.column.{name}"): st.column_config.TextColumn(width=width)
                for name, width in WIDTHS[kind].items()
                if name != "village"
            },
        },
    )  # fmt: skip
    return _picked(key, ids)


def rows_key(ids: Sequence[int], shown: Ledger) -> str:
    """The key of the table of these items: row numbers mean something only for the rows they were chosen
    among."""
    among = repr((list(ids), shown.day)).encode()
    return f"ledger_rows_{crc32(among)}_{doing.turn('ledger')}"


def _picked(key: str, ids: Sequence[int]) -> list[int]:
    state = st.session_state.get(key)
    rows = state["selection"]["rows"] if state else []
    return [ids[place] for place in rows if place < len(ids)]


def legend() -> None:
    """What the three colours mean, and when an item is escalated."""
    kept = definitions.deadlines()
    levels = say("ledger.pause").join(
        say("ledger.level", name=one.name, n=one.from_days) for one in kept.escalation
    )
    st.caption(say("ledger.legend", soon=kept.soon_days, levels=levels))


def profile(rows: pd.DataFrame) -> None:
    """Which deadlines are in use, and what of them is assumed."""
    kept = definitions.deadlines()
    used = kept.profiles[kept.profile]
    st.caption(say("ledger.profile", name=used.name, source=used.source))
    assumed = rows[rows["is_assumed"].astype(bool) & rows["is_open"].astype(bool)]
    if not assumed.empty:
        days = pd.concat([assumed["due_date"], assumed["accept_by"]]).dropna()
        years = sorted(
            {str(day.year) for day in days if kept.days.add(day.date() - timedelta(1), 1)[1]}
        )
        told = say("ledger.pause").join(years or [say("ledger.some_year")])
        st.caption(say("ledger.assumed", years=told, n=len(assumed)))
