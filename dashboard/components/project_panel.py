"""One project: its phases, milestones, money, acceptance, upkeep, and all that was said of it."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.components import blocks, formats, phrases, project_forms, theme, view
from dashboard.components import project_words as words
from dashboard.components.figures.tables import Cell, Column, badge, html_table
from dashboard.store import commands, queries
from dashboard.words import say

Row = dict[Any, Any]
SHOWN_HISTORY = 60


def is_linked() -> bool:
    """Whether a project came with the URL, and none was opened from the list since."""
    return bool(st.session_state.setdefault("projects_linked", bool(view.get("project"))))


def open_below(code: str) -> None:
    """Open a project from the list: its sheet stands below it."""
    view.put("project", code)
    st.session_state["projects_linked"] = False


def draw(rows: pd.DataFrame, milestones: pd.DataFrame, day: date) -> None:
    """The sheet of the project in the URL, and a choice of it."""
    codes = dict(zip(rows["project_code"], rows.to_dict("records"), strict=True))
    with st.container(border=True):
        code = view.choice(
            "project", say("projects.choose"), ["", *codes], "",
            lambda one: _named(codes[one]) if one else say("projects.choose_one"),
            label_visibility="collapsed",
        )  # fmt: skip
        if not code:
            st.caption(say("projects.choose_hint"))
            return
        row = codes[code]
        own = milestones[milestones["project_code"] == code].to_dict("records")
        st.html(_head(row, own, day))
        left, right = st.columns([1.05, 1])
        with left:
            blocks.title(say("projects.block.milestones"), _phase_words(own, day))
            _milestones(own, day)
            _money(code, row, day)
        with right:
            _acceptance(code, row, day)
            _upkeep(row)
        blocks.title(say("projects.block.acts"), say("projects.acts_note"))
        if day < commands.business_today():
            st.caption(say("projects.past", day=day))
        project_forms.acts(row, own, day)
        with st.expander(say("projects.block.history")):
            _history(code)


def _named(row: Row) -> str:
    return say("projects.named", village=phrases.village(row["village"]), name=row["project"],
               code=row["project_code"])  # fmt: skip


def _head(row: Row, own: list[Row], day: date) -> str:
    tone = theme.TONE_OF[row["colour"]]
    facts = [
        say("projects.fact.days", start=formats.day(row["starts_on"]),
            end=formats.day(row["ends_on"])),
        say("projects.fact.investment", n=words.wan(row["investment"])),
        say("projects.fact.disbursed", n=words.share(row["disbursed"])),
        row["owner_post"],
        say("projects.fact.contractor", name=row["contractor"] if not formats.is_missing(
            row["contractor"]) else say("formats.nothing")),
        row["star"] + ("" if formats.is_missing(row["indicator"]) else f" · {row['indicator']}"),
    ]  # fmt: skip
    if row["colour"] != "green":
        facts.append(say("projects.fact.next", text=words.next_step(row, own, day)))
    told = "".join(f'<span style="white-space:nowrap">{escape(one)}</span>' for one in facts)
    return (
        f'<div style="display:flex;gap:12px;align-items:baseline;flex-wrap:wrap">'
        f'<b style="font-size:20px">{escape(row["village"])}\u3000{escape(row["project"])}</b>'
        f"{badge(words.state(row, day), tone)}"
        f'<span style="color:{theme.INK2}">{escape(_what_follows(row))}</span></div>'
        f'<div style="display:flex;flex-wrap:wrap;gap:2px 20px;font-size:14.5px;margin-top:6px;'
        f'color:{theme.INK2}">{told}</div>'
    )


def _what_follows(row: Row) -> str:
    return say(f"projects.follows.{row['colour']}")


def _phase_words(own: list[Row], day: date) -> str:
    parts = []
    for phase, said in words.phase_states(own, day).items():
        word = say(f"projects.phase_state.{said}") if said else ""
        parts.append(f"{phase} {words.phase_mark(said)}{word}")
    return "\u3000".join(parts)


def _milestones(own: list[Row], day: date) -> None:
    if not own:
        st.markdown(say("projects.no_milestones"))
        return
    columns = [
        Column("name", say("projects.milestone.name")),
        Column("phase", say("projects.milestone.phase"), wrap=False),
        Column("planned", say("projects.milestone.planned"), wrap=False),
        Column("done", say("projects.milestone.done"), wrap=False),
        Column("note", say("projects.milestone.note"), narrow="under"),
    ]
    cells: list[dict[str, Cell | str | None]] = []
    for one in own:
        left = (one["planned_on"].date() - day).days
        if not formats.is_missing(one["done_on"]):
            done = Cell(f"{theme.GLYPHS['closed']} {formats.day(one['done_on'])}", "green")
        elif left < 0:
            done = Cell(f"{theme.GLYPHS['late']} {say('projects.late', days=-left)}", "red")
        else:
            done = Cell(f"{theme.GLYPHS['waiting']} {say('projects.left', days=left)}", "ink3")
        cells.append(
            {
                "name": Cell(one["milestone"], strong=True),
                "phase": one["phase"],
                "planned": formats.day(one["planned_on"]),
                "done": done,
                "note": one["reason"],
            }
        )
    st.html(html_table(columns, cells, label=say("projects.block.milestones")))


def _money(code: str, row: Row, day: date) -> None:
    funds = queries.funds(day)
    own = funds[funds["project_code"] == code]
    note = say("projects.money_note", came=words.wan(row["received"]),
               of=words.wan(row["investment"]))  # fmt: skip
    blocks.title(say("projects.block.money"), note)
    if own.empty:
        st.markdown(say("projects.no_funds"))
        return
    columns = [
        Column("source", say("projects.fund_column.source")),
        Column("amount", say("projects.fund_column.amount"), align="right", wrap=False),
        Column("used", say("projects.fund_column.used"), align="right", wrap=False),
        Column("day", say("projects.fund_column.received"), wrap=False),
    ]
    cells = [
        {
            "source": one["fund_source"],
            "amount": words.money(one["amount"]),
            "used": words.money(one["used"]),
            "day": formats.day(one["received_on"]),
        }
        for one in own.to_dict("records")
    ]
    st.html(html_table(columns, cells, label=say("projects.block.money")))


def _acceptance(code: str, row: Row, day: date) -> None:
    sheet = queries.acceptance_sheet(day)
    own = sheet[sheet["project_code"] == code]
    note = say("projects.acceptance_note", passed=int(row["passed"]), total=len(own))
    blocks.title(say("projects.block.acceptance"), note)
    columns = [
        Column("item", say("projects.acceptance.item")),
        Column("result", say("projects.acceptance.result"), wrap=False),
        Column("day", say("projects.acceptance.day"), wrap=False),
    ]
    cells: list[dict[str, Cell | str | None]] = []
    for one in own.to_dict("records"):
        if formats.is_missing(one["is_passed"]):
            result = Cell(f"{theme.GLYPHS['waiting']} {say('projects.result.open')}", "ink3")
        elif one["is_passed"]:
            result = Cell(f"{theme.GLYPHS['closed']} {say('projects.result.passed')}", "green")
        else:
            result = Cell(f"{theme.GLYPHS['late']} {say('projects.result.failed')}", "red")
        said = "" if formats.is_missing(one["reason"]) else one["reason"]
        seen = formats.is_missing(one["checked_on"])
        cells.append(
            {
                "item": Cell(one["item"], small=said),
                "result": result,
                "day": say("formats.nothing") if seen else formats.day(one["checked_on"]),
            }
        )
    st.html(html_table(columns, cells, label=say("projects.block.acceptance")))


def _upkeep(row: Row) -> None:
    blocks.title(say("projects.block.upkeep"))
    if formats.is_missing(row["keeper"]):
        st.markdown(say("projects.no_upkeep"))
        return
    st.markdown(
        formats.markdown(
            say("projects.upkeep", keeper=row["keeper"], day=formats.day(row["kept_on"]),
                income=words.wan(row["income"]))
        )
    )  # fmt: skip


def _history(code: str) -> None:
    """Every row that was told of the project, newest first."""
    history = queries.project_history(code)
    columns = [
        Column("when", say("projects.history.when"), wrap=False),
        Column("what", say("projects.history.what")),
        Column("who", say("projects.history.who"), narrow="under"),
        Column("origin", say("projects.history.origin"), narrow="hide"),
    ]
    cells: list[dict[str, Cell | str | None]] = []
    for one in history.head(SHOWN_HISTORY).to_dict("records"):
        gone = not one["counts"]
        text = told(one)
        number = str(one["upload_id"])
        cells.append(
            {
                "when": f"{phrases.local_time(one['recorded_at']):%Y-%m-%d %H:%M}",
                "what": Cell(
                    say("projects.history.gone", what=text) if gone else text,
                    "red" if gone else "",
                    small=one["reason"],
                ),
                "who": say("projects.history.by", name=one["actor_name"], role=one["actor_role"]),
                "origin": Cell(
                    say("projects.origin", file=one["file_name"], row=one["row_number"], id=number),
                    href=blocks.href("upload", upload=number),
                ),
            }
        )
    st.html(html_table(columns, cells, label=say("projects.block.history")))
    if len(history) > SHOWN_HISTORY:
        st.caption(say("projects.history.more", n=len(history) - SHOWN_HISTORY))


def told(one: Row) -> str:
    """What a row of the history says."""
    kind, name = one["kind"], one["subject"]
    since = "" if formats.is_missing(one["since"]) else say(
        "projects.told_since", day=formats.day(one["since"])
    )  # fmt: skip
    first = formats.day(one["day_1"])
    if kind == "project":
        text = say("projects.told.project", name=name, start=first, end=formats.day(one["day_2"]),
                   investment=words.wan(one["number_1"]))  # fmt: skip
    elif kind == "milestone" and formats.is_missing(one["day_2"]):
        text = say("projects.told.milestone", name=name, planned=first)
    elif kind == "milestone":
        text = say("projects.told.milestone_done", name=name, planned=first,
                   done=formats.day(one["day_2"]))  # fmt: skip
    elif kind == "fund":
        text = say("projects.told.fund", name=name, day=first, amount=words.wan(one["number_1"]),
                   used=words.wan(one["number_2"]))  # fmt: skip
    elif kind == "acceptance":
        result = say("projects.result.passed" if one["is_passed"] else "projects.result.failed")
        text = say("projects.told.acceptance", name=name, day=first, result=result)
    else:
        text = say("projects.told.upkeep", name=name, day=first,
                   income=words.wan(one["number_1"]))  # fmt: skip
    return text + since
