"""总览: Monday's one page — plan against actual, what changed and why, how fresh the data are."""

from __future__ import annotations

import streamlit as st

from dashboard.components import (
    blocks,
    briefing,
    formats,
    frame,
    ledger_late,
    overview_blocks,
    phrases,
    project_late,
    rank_table,
    view,
)
from dashboard.components.view import View
from dashboard.domain.summary import Summary
from dashboard.store import queries
from dashboard.words import say


def show() -> None:
    """Draw the screen."""
    shown = view.current()
    if shown is None:
        frame.head(say("frame.title.overview"), say("overview.no_data"))
        return frame.empty_state()
    changes = queries.changes(shown.as_of, shown.compare)
    turned = phrases.causes(changes)
    week = (shown.as_of - queries.instance().campaign_start).days // 7 + 1
    frame.head(
        say("frame.title.overview"),
        say("overview.note", week=week) if week > 0 else "",
        shown=shown,
        export={
            say("overview.changes"): blocks.change_table(turned, shown).frame(),
            say("frame.title.ranking"): rank_table.exported(shown.as_of, shown.compare),
        },
        file_name=f"{say('frame.title.overview')}_{shown.as_of}",
    )
    facts = briefing.town_summary(shown.as_of, shown.compare)
    blocks.sentence(briefing.town_parts(facts))
    _five_numbers(facts)
    left, right = st.columns([55, 45])
    with left:
        _changes(shown, turned, facts)
        ledger_late.draw()
        _most_rewarding(shown)
        _town_facts(shown)
    with right:
        _plan(shown)
        project_late.draw(shown.as_of)
        _pairs(shown)
        _freshness(shown)
    return None


def _five_numbers(facts: Summary) -> None:
    grid = st.grid(5, min_column_width=150)
    for metric, lead in zip(blocks.five_metrics(facts), overview_blocks.leads(), strict=True):
        with grid.cell(), st.container(gap=None):
            st.metric(**metric, border=True)
            st.button(lead.label, key=f"lead_{lead.key}", type="tertiary", on_click=lead.follow)


def _changes(shown: View, turned: list[dict[str, object]], facts: Summary) -> None:
    with st.container(border=True):
        note = say(
            "overview.changes_note",
            before=formats.day(shown.compare, shown.as_of.year),
            now=formats.day(shown.as_of, shown.as_of.year),
            won=facts.won,
            lost=facts.lost,
            undetermined=facts.turned_undetermined,
        )
        blocks.title(say("overview.changes"), note)
        if turned:
            st.html(blocks.change_table(turned[: overview_blocks.MOST_TURNED], shown).html())
        st.markdown(overview_blocks.more_changes(shown, turned))
        if st.button(say("changes.all")):
            view.go("changes")


def _most_rewarding(shown: View) -> None:
    with st.container(border=True):
        rows = queries.shortfalls(shown.as_of)
        rows = rows[rows["stars_gained"] > 0]
        top = rows.head(8)
        note = say("overview.one_short_note", n=len(rows), listed=len(top))
        blocks.title(say("overview.one_short"), note)
        if rows.empty:
            st.markdown(say("overview.no_one_short"))
        else:
            st.html(blocks.shortfall_table(top, shown))
        if st.button(say("overview.all_shortfalls")):
            view.go("shortfalls")


def _town_facts(shown: View) -> None:
    if facts := overview_blocks.facts(shown.as_of):
        with st.container(border=True):
            blocks.title(say("overview.town_facts"), say("overview.town_facts_note"))
            st.html(facts)


def _plan(shown: View) -> None:
    with st.container(border=True):
        blocks.title(say("overview.plan"), say("overview.plan_note"))
        grid = st.grid(2, min_column_width=300)
        for drawn in overview_blocks.plan_and_actual(shown.as_of, shown.compare):
            if drawn:
                grid.html(drawn)


def _pairs(shown: View) -> None:
    with st.container(border=True):
        blocks.title(say("overview.pairs"), "")
        for line in overview_blocks.pairs(shown.as_of):
            st.markdown(line)


def _freshness(shown: View) -> None:
    published = queries.data_span().last_published
    with st.container(border=True):
        moment = f"{phrases.local_time(published):%m-%d %H:%M}" if published is not None else ""
        blocks.title(say("overview.freshness"), say("overview.freshness_note", moment=moment))
        st.html(overview_blocks.freshness(shown.as_of))
