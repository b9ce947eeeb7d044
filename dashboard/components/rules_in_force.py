"""口径: the rules in force on a day, star by star, with switches and exemptions."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components import blocks, doing, formats, frame, phrases, rules_text, view
from dashboard.components.figures.tables import Cell, Column, Table
from dashboard.components.view import View
from dashboard.domain.rules import RequirementRule, RuleSet, StarRule
from dashboard.store import commands, definitions, queries
from dashboard.words import say


def day_of(shown: View | None) -> date:
    """The day the page speaks of."""
    return shown.as_of if shown else commands.business_today()


def sentence(day: date) -> str:
    """How many requirements, vetoes and switches hold, and since which version."""
    rules, rows = queries.rules_on(day), queries.rule_rows(day)
    if rows.empty:
        return say("rules.none_yet", day=day)
    asked = [one for one in rules.requirements if not one.dropped]
    text = say(
        "rules.sentence", version=int(rows["version"].max()), n=len(asked),
        stars=len({one.star for one in asked}), vetoes=sum(bool(one.veto) for one in asked),
    )  # fmt: skip
    on = len(rules.switches)
    return text + (say("rules.switches_on", n=on) if on else say("rules.switches_off"))


def draw(shown: View | None) -> None:
    """One star's requirements, what the star asks besides, the switches, the exemptions."""
    day = day_of(shown)
    rules = queries.rules_on(day)
    st.header(formats.markdown(sentence(day)), anchor=False)
    with st.container(border=True):
        blocks.title(say("rules.lines"), say("rules.lines_note", day=day))
        codes = [one.code for one in definitions.campaign().stars]
        star = view.segments("star", say("rules.star"), codes, rules_text.star_name)
        st.html(requirements(day, star).html())
        _star_note(rules, star)
    with st.container(border=True):
        blocks.title(say("rules.switches"), say("rules.switches_note"))
        st.html(switches(day, rules).html())
    with st.container(border=True):
        blocks.title(say("rules.exemptions"), say("rules.exemptions_note", day=day))
        _exemptions(day)
        _exempt_form(day)


def requirements(day: date, star: str = "") -> Table:
    """The requirements in force, of one star or of all."""
    rows = queries.rule_rows(day)
    rules = queries.rules_on(day).requirement
    order = {one.code: n for n, one in enumerate(definitions.campaign().stars)}
    columns = [
        Column("indicator", say("rules.column.indicator")),
        Column("threshold", say("rules.column.threshold"), wrap=False),
        Column("mandatory", say("rules.column.mandatory"), wrap=False),
        Column("points", say("rules.column.points"), wrap=False, narrow="under"),
        Column("age", say("rules.column.age"), align="right", wrap=False, narrow="under"),
        Column("since", say("rules.column.since"), wrap=False, narrow="hide"),
        Column("source", say("rules.column.source"), narrow="hide"),
    ]
    if not star:
        columns.insert(0, Column("star", say("rules.column.star")))
    kept = rows[(rows["kind"] == "requirement") & ~rows["is_dropped"].fillna(False).astype(bool)]
    if star:
        kept = kept[kept["star_code"] == star]
    kept = kept.assign(place=kept["star_code"].map(order)).sort_values(
        ["place", "indicator_code", "category"]
    )
    cells = [
        _requirement(row, rules[row["star_code"], row["indicator_code"], row["category"]])
        for row in kept.to_dict("records")
    ]
    return Table(columns, cells, say("rules.lines"))


def _requirement(row: dict[Any, Any], rule: RequirementRule) -> dict[str, Cell | str | None]:
    veto = bool(rule.veto)
    word = say(f"rules.veto.{rule.veto}") if veto else say("rules.mandatory")
    if not rule.mandatory:
        word = say("rules.not_mandatory")
    return {
        "star": rules_text.star_name(rule.star),
        "indicator": Cell(
            rules_text.indicator_name(rule.indicator) + rules_text.category_text(rule.category),
            strong=True,
        ),
        "threshold": rules_text.threshold(rule),
        "mandatory": Cell(word, "red" if veto else "" if rule.mandatory else "ink3"),
        "points": rules_text.points(rule),
        "age": say("rules.days", n=rule.max_age_days),
        "since": say("rules.version", n=row["version"]),
        "source": Cell(row["source_note"], "ink3"),
    }


def _star_note(rules: RuleSet, star: str) -> None:
    """What the star asks beside its requirements, and what a category does not have to meet."""
    lines = [
        say("rules.star_asks", category=rules_text.category_text(one.category),
            text=rules_text.star_text(one))
        for one in rules.stars if one.star == star
    ]  # fmt: skip
    if not lines:
        lines = [
            say("rules.star_asks", category="", text=rules_text.star_text(StarRule(star=star)))
        ]
    hidden = [
        rules_text.indicator_name(one.indicator) + rules_text.category_text(one.category)
        for one in rules.requirements if one.star == star and one.dropped and one.category
    ]  # fmt: skip
    if hidden:
        lines.append(say("rules.hidden", names=say("phrases.join").join(hidden)))
    st.caption(formats.markdown(say("rules.full_stop").join(lines)))


def switches(day: date, rules: RuleSet) -> Table:
    """Every switch with its state and source."""
    rows = queries.rule_rows(day)
    since = {
        row["switch"]: row for row in rows[rows["kind"] == "switch"].to_dict("records")
    }  # fmt: skip
    columns = [
        Column("name", say("rules.column.switch"), wrap=False),
        Column("state", say("rules.column.state"), wrap=False),
        Column("help", say("rules.column.help"), narrow="hide"),
        Column("source", say("rules.column.source"), narrow="hide"),
    ]
    cells: list[dict[str, Cell | str | None]] = []
    for one in definitions.switches():
        rule = rules.switch.get(one.name)
        on = rule is not None
        told = rules_text.switch_text(rule) if rule is not None else ""
        cells.append({
            "name": Cell(one.label, strong=on),
            "state": Cell(say("rules.on_is", text=told), "green", True) if on
            else Cell(say("rules.off"), "ink3"),
            "help": Cell(one.help, "ink3"),
            "source": Cell(since[one.name]["source_note"] if on else one.source, "ink3"),
        })  # fmt: skip
    return Table(columns, cells, say("rules.switches"))


def _exemptions(day: date) -> None:
    rows = queries.export_exemptions(day)
    if rows.empty:
        st.markdown(say("rules.no_exemptions"))
        return
    names = queries.villages().set_index("village_code")["village"]
    columns = [
        Column("village", say("rules.column.village"), wrap=False),
        Column("indicator", say("rules.column.indicator")),
        Column("span", say("rules.column.span"), wrap=False),
        Column("reason", say("rules.column.reason"), narrow="under"),
    ]
    cells: list[dict[str, Cell | str | None]] = [
        {
            "village": Cell(phrases.village(names.get(row["village_code"], row["village_code"]))),
            "indicator": rules_text.indicator_name(row["indicator_code"]),
            "span": say("rules.from_on", day=formats.day(row["from"]))
            if formats.is_missing(row["to"])
            else say("rules.from_to", day=formats.day(row["from"]), last=formats.day(row["to"])),
            "reason": Cell(row["reason"], "ink3"),
        }
        for row in rows.to_dict("records")
    ]
    st.html(Table(columns, cells, say("rules.exemptions")).html())


def _exempt_form(day: date) -> None:
    """Exempt one village from one requirement for a time, with a reason."""
    here = queries.villages_on_day(day)
    names = dict(zip(here["village_code"], here["village"], strict=True))
    asked = {one.indicator for one in queries.rules_on(day).requirements if not one.dropped}
    codes = [one.code for one in definitions.campaign().indicators if one.code in asked]
    turn = doing.turn("rules_exempt")
    with st.expander(say("rules.exempt")), st.form(f"rules_exempt_{turn}", border=False):
        left, right = st.columns(2)
        village = left.selectbox(
            say("rules.exempt_village"), list(names), index=None, format_func=names.get,
            placeholder=say("rules.choose"),
        )  # fmt: skip
        indicator = right.selectbox(
            say("rules.exempt_indicator"), codes, index=None, placeholder=say("rules.choose"),
            format_func=rules_text.indicator_name,
        )  # fmt: skip
        first, last, why = st.columns([1, 1, 2])
        start = first.date_input(say("rules.exempt_from"), day, format="YYYY-MM-DD")
        end = last.date_input(say("rules.exempt_to"), None, format="YYYY-MM-DD")
        reason = why.text_input(say("rules.exempt_reason"), placeholder=say("rules.exempt_hint"))
        if st.form_submit_button(say("rules.exempt_save")):
            _exempt(village, indicator, start, end, reason)


def _exempt(
    village: str | None, indicator: str | None, start: date | None, end: date | None, reason: str
) -> None:
    if village is None or indicator is None or start is None:
        st.error(say("rules.exempt_incomplete"))
        return
    doing.do(
        "rules",
        lambda: commands.grant_exemption(frame.actor(), village, indicator, start, end, reason),
        lambda done: done.message or say("rules.exempt_done", id=done.upload_id),
        lambda _: doing.emptied("rules_exempt"),
    )


def export(day: date) -> pd.DataFrame:
    """All requirements as a table to give away."""
    return requirements(day).frame()
