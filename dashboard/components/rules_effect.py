"""预览 and 生效 of a draft of rules: what would change village by village, then the button."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.components import blocks, doing, formats, frame, level_limits, phrases
from dashboard.components.figures.tables import Cell, Column, Table
from dashboard.components.rules_editor import Edited
from dashboard.components.view import View
from dashboard.domain.errors import Refused
from dashboard.store import commands, database
from dashboard.store.commands import RuleDraft, RuleEffect, RulePreview
from dashboard.words import say

MOST_ROWS = 120


def draw(draft: RuleDraft, edited: Edited) -> None:
    """预览 with what it found, and 生效 with the reason why not yet."""
    with st.container(border=True):
        blocks.title(say("rules.preview"), say("rules.preview_note"))
        seen = _kept(draft)
        unready = _unready(edited)
        with st.container(horizontal=True, vertical_alignment="center"):
            pressed = st.button(say("rules.preview_button"), disabled=bool(unready))
            if unready:
                st.caption(unready)
        if pressed:
            seen = _look(draft)
        if seen is not None:
            _show(seen)
        _effect_button(draft, edited, seen)


def _unready(edited: Edited) -> str:
    """Why a draft cannot be tried out yet; empty when it can."""
    if edited.is_dirty:
        return say("rules.save_first")
    if edited.faults.rules:
        return say("rules.cure_first", n=len(edited.faults.rules))
    return ""


def _kept(draft: RuleDraft) -> RulePreview | None:
    """The preview of this very revision, if there was one."""
    seen = st.session_state.get("rules_preview")
    if not isinstance(seen, RulePreview):
        return None
    same = (seen.draft_id, seen.revision) == (draft.draft_id, draft.revision)
    return seen if same else None


def _look(draft: RuleDraft) -> RulePreview | None:
    try:
        with st.spinner(say("rules.looking")):
            seen = commands.preview_rules(draft.draft_id, draft.revision)
    except Refused as refused:
        st.error(formats.markdown(str(refused)))
        return None
    st.session_state["rules_preview"] = seen
    return seen


def _show(seen: RulePreview) -> None:
    if seen.if_now is not None:
        _one(seen, seen.if_now, say("rules.if_now", day=seen.if_now.as_of))
        if _told_of(seen.if_now) == _told_of(seen.effect):
            st.markdown(say("rules.same_at_start", day=seen.effect.as_of))
        else:
            _one(seen, seen.effect, say("rules.at_start", day=seen.effect.as_of))
    else:
        _one(seen, seen.effect, say("rules.at_day", day=seen.effect.as_of))
    if seen.is_late:
        _late(seen)


def _told_of(effect: RuleEffect) -> tuple[frozenset[object], frozenset[object]]:
    """What an effect comes to: the stars that turn, the levels that move."""
    turned = effect.turned[["village_code", "star_code", "change"]].itertuples(
        index=False, name=None
    )
    levels = effect.levels[["village_code", "before", "after"]].itertuples(index=False, name=None)
    return frozenset(turned), frozenset(levels)


def _one(seen: RulePreview, effect: RuleEffect, when: str) -> None:
    """The stars that turn and the levels that move on one review day."""
    stars = effect.turned.drop_duplicates(["village_code", "star_code"])
    villages = {*stars["village_code"], *effect.levels["village_code"]}
    if not villages:
        st.markdown(say("rules.nothing_turns", when=when))
        return
    won = int((stars["change"] == "won").sum())
    st.markdown(say(
        "rules.turns", when=when, villages=len(villages), won=won, lost=len(stars) - won,
        levels=len(effect.levels),
    ))  # fmt: skip
    if len(stars):
        day = View(effect.as_of, effect.as_of, ())
        told = blocks.change_table(phrases.causes(effect.turned), day)
        st.html(Table(told.columns, told.rows[:MOST_ROWS], told.label).html())
        if len(told.rows) > MOST_ROWS:
            st.caption(say("rules.turns_more", n=MOST_ROWS, all=len(told.rows)))
            name = say("rules.turns_file", id=seen.draft_id, day=effect.as_of)
            frame.download(say("rules.turns_export"), told.frame, name)
    alone = effect.levels[~effect.levels["village_code"].isin(stars["village_code"])]
    if len(alone):
        st.html(_levels(alone, effect.limits).html())


def _levels(levels: pd.DataFrame, limits: pd.DataFrame) -> Table:
    """Levels that move though no star turns, with what would hold them down."""
    columns = [
        Column("village", say("rules.column.village"), wrap=False),
        Column("level", say("rules.column.level_move"), wrap=False),
        Column("why", say("rules.column.why")),
    ]
    rows: list[dict[str, Cell | str | None]] = [
        {
            "village": Cell(phrases.village(row["village"]), strong=True),
            "level": phrases.level_move(
                {"level_before": int(row["before"]), "level_after": int(row["after"])}
            ),
            "why": level_limits.of_village(limits, row["village_code"]) or say("rules.unlimited"),
        }
        for row in levels.to_dict("records")
    ]
    return Table(columns, rows, say("rules.levels"))


def _late(seen: RulePreview) -> None:
    """Each past result that would change."""
    rows = seen.late
    if rows.empty:
        st.markdown(say("rules.late_none"))
        return
    st.markdown(say("rules.late", days=rows["as_of"].nunique(), n=len(rows),
                    villages=rows["village_code"].nunique()))  # fmt: skip
    st.html(_late_days(rows).html())
    told = _late_table(rows)
    with st.expander(say("rules.late_each")):
        st.html(Table(told.columns, told.rows[:MOST_ROWS], told.label).html())
        if len(rows) > MOST_ROWS:
            st.caption(say("rules.late_more", n=MOST_ROWS, all=len(rows)))
    frame.download(say("rules.late_export"), told.frame, say("rules.late_file", id=seen.draft_id))


def _late_days(rows: pd.DataFrame) -> Table:
    """How much changes on each past review day, newest first."""
    columns = [
        Column("day", say("rules.column.day_of"), wrap=False),
        Column("villages", say("rules.column.villages"), align="right", wrap=False),
        Column("won", say("rules.column.won"), align="right", wrap=False),
        Column("lost", say("rules.column.lost"), align="right", wrap=False),
        Column("levels", say("rules.column.levels"), align="right", wrap=False),
    ]
    cells: list[dict[str, Cell | str | None]] = []
    for day, part in rows.groupby("as_of", sort=False):
        counts = {
            "villages": part["village_code"].nunique(),
            "won": (part["after"] == "won").sum(),
            "lost": (part["before"] == "won").sum(),
            "levels": (part["star_code"] == "").sum(),
        }
        row: dict[str, Cell | str | None] = {"day": formats.day(pd.Timestamp(str(day)))}
        row.update({name: formats.number(int(count)) for name, count in counts.items()})
        cells.append(row)
    return Table(columns, cells, say("rules.preview"))


def _late_table(rows: pd.DataFrame) -> Table:
    columns = [
        Column("day", say("rules.column.day_of"), wrap=False),
        Column("village", say("rules.column.village"), wrap=False),
        Column("what", say("rules.column.what"), wrap=False),
        Column("before", say("rules.column.was"), wrap=False),
        Column("after", say("rules.column.becomes"), wrap=False),
    ]
    cells = [
        {
            "day": formats.day(row["as_of"]),
            "village": phrases.village(row["village"]),
            "what": row["star"] or say("rules.level"),
            "before": _told(row, "before"),
            "after": _told(row, "after"),
        }
        for row in rows.to_dict("records")
    ]
    return Table(columns, cells, say("rules.preview"))


def _told(row: dict[object, object], side: str) -> str:
    told = str(row[side]) if not formats.is_missing(row[side]) else ""
    if not told or told == "<NA>":
        return say("formats.nothing")
    return formats.state_word(told) if row["star_code"] else formats.level_text(float(told))


def _effect_button(draft: RuleDraft, edited: Edited, seen: RulePreview | None) -> None:
    """生效, with the reason beside it while it cannot be pressed."""
    why = _unready(edited) or (say("rules.cure_first", n=len(edited.faults.head))
                               if edited.faults.head else "")  # fmt: skip
    if not why and seen is None:
        why = say("rules.preview_first")
    elif not why and seen is not None and seen.data_version != database.current().version:
        why = say("rules.preview_again")
    if not why:
        try:
            frame.actor().require("rules")
        except Refused as refused:
            why = str(refused)
    with st.container(horizontal=True, vertical_alignment="center"):
        pressed = st.button(say("rules.publish"), type="primary", disabled=bool(why))
        st.caption(
            formats.markdown(why or say("rules.publish_note", day=edited.document.valid_from))
        )
    if pressed and seen is not None:
        _publish(draft, seen)


def _publish(draft: RuleDraft, seen: RulePreview) -> None:
    doing.do(
        "rules",
        lambda: commands.publish_rules(
            frame.actor(), draft.draft_id, draft.revision, seen.data_version
        ),
        lambda version: say("rules.published", n=version, day=draft.document.valid_from),
        lambda _: [st.session_state.pop(key, None) for key in ("rules_opened", "rules_preview")],
    )
