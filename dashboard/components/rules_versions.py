"""版本: every version of the rules, what any two say differently, taking back one ahead."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components import blocks, doing, formats, frame, phrases, rules_text
from dashboard.components.figures.tables import Cell, Column, Table
from dashboard.components.view import View
from dashboard.domain.rule_delta import differences
from dashboard.domain.rules import RuleSet
from dashboard.store import commands, queries
from dashboard.words import say


def draw(shown: View | None) -> None:
    """The versions, a comparison of two, the file of one, and taking one back."""
    versions, today = queries.rule_versions(), commands.business_today()
    st.header(sentence(versions, today), anchor=False)
    with st.container(border=True):
        blocks.title(say("rules.versions"), say("rules.versions_note"))
        if versions.empty:
            st.markdown(say("rules.no_versions"))
            return
        st.html(table(versions, today).html())
        _withdraw(versions, today)
    with st.container(border=True):
        blocks.title(say("rules.compare"), say("rules.compare_note"))
        _compare(versions)


def sentence(versions: pd.DataFrame, today: date) -> str:
    """How many versions there are, and the next one to take effect."""
    live = versions[versions["withdrawn_at"].isna()]
    ahead = live[live["valid_from"] > pd.Timestamp(today)].sort_values("valid_from")
    if ahead.empty:
        return say("rules.versions_sentence", n=len(versions))
    row = ahead.iloc[0]
    return say(
        "rules.versions_ahead", n=len(versions), version=row["version"],
        day=formats.day(row["valid_from"]),
    )  # fmt: skip


def state(row: dict[Any, Any], today: date) -> Cell:
    """Whether a version is in force, ahead or taken back."""
    if not formats.is_missing(row["withdrawn_at"]):
        why = say("rules.withdrawn", why=row["withdrawn_reason"], who=row["withdrawn_by"])
        return Cell(why, "red")
    if row["valid_from"].date() > today:
        return Cell(say("rules.ahead"), "amber", True)
    return Cell(say("rules.in_force"), "green")


def table(versions: pd.DataFrame, today: date) -> Table:
    """Every version with its day, extent, who set it and why."""
    columns = [
        Column("version", say("rules.column.version"), wrap=False),
        Column("day", say("rules.column.day"), wrap=False),
        Column("extent", say("rules.column.extent"), wrap=False, narrow="under"),
        Column("source", say("rules.column.source")),
        Column("set_by", say("rules.column.set_by"), narrow="under"),
        Column("who", say("rules.column.who"), wrap=False, narrow="hide"),
        Column("state", say("rules.column.state")),
    ]
    rows: list[dict[str, Cell | str | None]] = []
    for row in versions.to_dict("records"):
        late = say("rules.late_reason", reason=row["reason"]) if row["is_late"] else ""
        rows.append({
            "version": Cell(say("rules.version", n=row["version"]), strong=True),
            "day": formats.day(row["valid_from"]),
            "extent": say("rules.extent", n=row["requirement_count"], stars=row["star_count"],
                          switches=row["switch_count"]),
            "source": Cell(row["source_note"], small=late),
            "set_by": row["set_by"],
            "who": Cell(say("rules.by_at", who=row["actor_name"],
                            when=f"{phrases.local_time(row['recorded_at']):%Y-%m-%d %H:%M}"), "ink3"),
            "state": state(row, today),
        })  # fmt: skip
    return Table(columns, rows, say("rules.versions"))


def _named(versions: pd.DataFrame) -> dict[int, str]:
    return {
        int(row["version"]): say(
            "rules.version_is", n=row["version"], day=formats.day(row["valid_from"]),
            note=row["source_note"][:20],
        )
        for row in versions.to_dict("records")
    }  # fmt: skip


def _set_of(versions: pd.DataFrame, version: int) -> RuleSet:
    """The rules as they stood once a version was set."""
    row = versions[versions["version"] == version].iloc[0]
    return queries.rules_on(row["valid_from"].date(), version)


def _compare(versions: pd.DataFrame) -> None:
    named = _named(versions)
    numbers = list(named)
    left, right = st.columns(2)
    before = left.selectbox(
        say("rules.compare_before"), numbers, index=min(1, len(numbers) - 1),
        format_func=lambda one: named[one], key="rules_before",
    )  # fmt: skip
    after = right.selectbox(
        say("rules.compare_after"), numbers, index=0, format_func=lambda one: named[one],
        key="rules_after",
    )  # fmt: skip
    if before is None or after is None:
        return
    pairs = differences(_set_of(versions, int(before)), _set_of(versions, int(after)))
    if pairs:
        st.html(difference_table(pairs).html())
    else:
        st.markdown(say("rules.same"))
    row = versions[versions["version"] == after].iloc[0]
    st.download_button(
        say("rules.toml", n=after),
        lambda: rules_text.toml(row["valid_from"].date(), int(after)),
        file_name=say("rules.toml_name", n=after, day=formats.day(row["valid_from"])),
        mime="text/plain", on_click="ignore",
    )  # fmt: skip


def difference_table(pairs: list[tuple[Any, Any]]) -> Table:
    """What two sets say differently, one row a rule."""
    columns = [
        Column("subject", say("rules.column.subject")),
        Column("before", say("rules.column.before")),
        Column("after", say("rules.column.after")),
    ]
    rows: list[dict[str, Cell | str | None]] = [
        {
            "subject": Cell(rules_text.subject(after or before), strong=True),
            "before": Cell(rules_text.described(before), "ink3"),
            "after": rules_text.described(after),
        }
        for before, after in pairs
    ]
    return Table(columns, rows, say("rules.compare"))


def _withdraw(versions: pd.DataFrame, today: date) -> None:
    ahead = versions[
        versions["withdrawn_at"].isna() & (versions["valid_from"] > pd.Timestamp(today))
    ]
    named = _named(ahead)
    if not named:
        st.caption(say("rules.no_withdraw"))
        return
    with (
        st.expander(say("rules.withdraw")),
        st.form("rules_withdraw", clear_on_submit=True, border=False),
    ):
        chosen = st.selectbox(
            say("rules.withdraw_which"), list(named), format_func=lambda one: named[one]
        )
        reason = st.text_input(say("rules.withdraw_reason"))
        if st.form_submit_button(say("rules.withdraw_button")) and chosen is not None:
            doing.do(
                "rules",
                lambda: commands.withdraw_rules(frame.actor(), int(chosen), reason),
                lambda _: say("rules.withdraw_done", n=chosen),
            )
