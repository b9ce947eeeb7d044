"""The register of pairs: table, sentences, and the two simple forms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components import doing, formats, frame, parts, phrases, theme
from dashboard.components.figures.tables import Cell, Column, html_table
from dashboard.components.view import View
from dashboard.store import commands, queries
from dashboard.words import say

TYPES = ("help", "mutual", "branch")
TONES = {"narrowed": "green", "flat": "neutral", "widened": "red", "unknown": "neutral"}


def note(pairs: pd.DataFrame) -> str:
    """How many pairs of each type."""
    if pairs.empty:
        return ""
    counts = pairs.drop_duplicates("pairing_id")["type"].value_counts()
    types = say("figures.comma").join(f"{kind} {n}" for kind, n in counts.items())
    return say("pairs.note", n=pairs["pairing_id"].nunique(), types=types)


def sentence(pairs: pd.DataFrame) -> str:
    """How the pairs stand, the widened ones by name (Markdown)."""
    if pairs.empty:
        return say("pairs.none")
    counts = pairs["result"].value_counts()
    text = say(
        "pairs.sentence",
        n=len(pairs),
        narrowed=counts.get("narrowed", 0),
        flat=counts.get("flat", 0),
        widened=counts.get("widened", 0),
    )
    worst = pairs[pairs["result"] == "widened"].sort_values("gap_steps", ascending=False)
    if not worst.empty:
        text += say("pairs.worst", **phrases.pair_words(worst.iloc[0].to_dict()))
    return text + say("briefing.stop")


def build(pairs: pd.DataFrame) -> pd.DataFrame:
    """One row per pair and goal as shown (also exported)."""
    rows = [
        {say(f"pairs.column.{key}"): text for key, text in _texts(row).items()}
        for row in pairs.to_dict("records")
    ]
    return pd.DataFrame(rows)


def _texts(row: Mapping[str, Any]) -> dict[str, str]:
    arrow = say("pairs.mutual") if row["type"] == say("pairs.type.mutual") else say("pairs.helps")
    words = phrases.pair_words(row)
    return {
        "pair": f"{words['mentor']} {arrow} {words['mentee']}",
        "type": row["type"],
        "star": row["star"],
        "indicator": row["indicator"],
        "from": formats.day(row["from_date"]),
        "start": words["start"],
        "gap": words["gap"],
        "change": formats.signed(row["gap_change"]),
        "result": say(f"pairs.result.{row['result']}"),
    }


def table(pairs: pd.DataFrame, shown: View) -> str:
    """The register as a reading table."""
    right = {"start", "gap", "change"}
    hidden = {"type": "hide", "from": "hide", "star": "under", "indicator": "under"}
    columns = [
        Column(
            key, say(f"pairs.column.{key}"), align="right" if key in right else "left",
            wrap=key == "pair", narrow=hidden.get(key, "keep"),
        )
        for key in ("pair", "type", "star", "indicator", "from", "start", "gap", "change", "result")
    ]  # fmt: skip
    cells = []
    for row in pairs.to_dict("records"):
        texts: dict[str, Cell | str | None] = dict(_texts(row))
        tone = TONES[row["result"]]
        texts["pair"] = Cell(str(texts["pair"]), strong=True)
        texts["gap"] = Cell(str(texts["gap"]), strong=True)
        texts["result"] = Cell(
            str(texts["result"]), tone if tone in theme.TONES else "ink2", ground=tone
        )
        cells.append(texts)
    return html_table(columns, cells, label=say("pairs.register"))


def worth_a_look(pairs: pd.DataFrame) -> list[dict[str, Any]]:
    """The pair that widened most, the one that narrowed most, and the next."""
    known = pairs.dropna(subset=["gap_steps"]).sort_values("gap_steps")
    if known.empty:
        return []
    order = [len(known) - 1, 0, 1]
    return [known.iloc[n].to_dict() for n in dict.fromkeys(order) if n < len(known)]


def caption(row: Mapping[str, Any]) -> str:
    """The result and the two villages."""
    texts = _texts(row)
    return f"{texts['result']}　{texts['pair']}"


def explained(row: Mapping[str, Any]) -> str:
    """The gap at the start and now."""
    words = phrases.pair_words(row)
    return say("pairs.explained", start=words["start"], gap=words["gap"])


def threshold(row: Mapping[str, Any], as_of: date) -> float | None:
    """The line both villages have to reach, if the indicator is judged."""
    rules = queries.export_requirements(as_of)
    own = rules[
        (rules["indicator_code"] == row["indicator_code"])
        & (rules["star_code"] == row["star_code"])
    ]
    return None if own.empty else float(own["threshold"].iloc[0])


def add_form(as_of: date) -> None:
    """Put a pair on the register."""
    listed = queries.indicators().dropna(subset=["star_code"])
    listed = listed[listed["kind"] == "judged"].set_index("indicator_code")["indicator"].to_dict()
    with st.form("add_pair", clear_on_submit=True, border=False):
        first, second, third = st.columns(3)
        mentor = parts.village(first, say("pairs.mentor"), as_of)
        mentee = parts.village(second, say("pairs.mentee"), as_of)
        kind = third.selectbox(
            say("pairs.column.type"), [say(f"pairs.type.{key}") for key in TYPES]
        )
        fourth, fifth = st.columns([2, 1])
        indicator = fourth.selectbox(
            say("pairs.goal"), list(listed), index=None,
            format_func=lambda code: f"{code} {listed[code]}",
            placeholder=say("pairs.choose_goal"),
        )  # fmt: skip
        day = fifth.date_input(say("pairs.column.from"), as_of, format="YYYY-MM-DD")
        if st.form_submit_button(say("pairs.save"), type="primary"):
            if not (mentor and mentee and indicator):
                st.error(say("pairs.incomplete"))
            else:
                _do(commands.add_pair, str(mentor), str(mentee), str(kind), str(indicator), day)


def end_form(pairs: pd.DataFrame, as_of: date) -> None:
    """End a pair with a reason."""
    running = pairs[pairs["to_date"].isna()].drop_duplicates("pairing_id")
    if running.empty:
        st.markdown(say("pairs.none_running"))
        return
    names = {
        int(row["pairing_id"]): f"{_texts(row)['pair']}　{row['indicator']}"
        for row in running.to_dict("records")
    }
    with st.form("end_pair", clear_on_submit=True, border=False):
        chosen = st.selectbox(
            say("pairs.which"), list(names), index=None, format_func=lambda one: names[one],
            placeholder=say("pairs.choose_pair"),
        )  # fmt: skip
        day = st.date_input(say("pairs.end_day"), as_of, format="YYYY-MM-DD")
        reason = st.text_input(say("pairs.reason"))
        if st.form_submit_button(say("pairs.end_save")):
            if chosen is None:
                st.error(say("pairs.incomplete"))
            else:
                _do(commands.end_pair, int(chosen), day, reason)


def _do(command: Any, *arguments: Any) -> None:
    doing.do("pairs", lambda: command(frame.actor(), *arguments), lambda _: say("pairs.saved"))
