"""The projector's slides: the page, the town's summary and the changes; the rest in slide_parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

from dashboard.components import formats, phrases, theme
from dashboard.components.briefing import Days, Part, read_days, stars_and_plan, town_summary
from dashboard.components.figures.tables import Cell, Column
from dashboard.domain.summary import Summary
from dashboard.reports.slide_frame import (
    LEVEL_WIDTH,
    PADDING,
    ROWS_ROOM,
    STAR_WIDTH,
    VILLAGE_WIDTH,
    WIDTH,
    Slide,
    lines_of,
    page,
    row_table,
    spread_rows,
)
from dashboard.reports.slide_parts import (
    barred_villages,
    map_slide,
    ranking_slides,
    shortfall_slides,
)
from dashboard.store import queries
from dashboard.words import say

Row = Mapping[Any, Any]

OVERVIEW_ROOM = 296
MOST_CHANGE_SLIDES = 4
CHANGE_WIDTH = 146
WHY_WIDTH = WIDTH - CHANGE_WIDTH - VILLAGE_WIDTH - STAR_WIDTH - LEVEL_WIDTH - PADDING


def present(asked: Mapping[str, str]) -> str:
    """The whole /present page for the URL's parameters as_of, compare and n."""
    days = read_days(asked)
    if days is None:
        return page([_empty()], 1, "", ())
    slides = build(days.as_of, days.compare)
    notices = list(days.notices)
    text = asked.get("n", "")
    shown = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    if text and not (text.isascii() and text.isdigit() and 1 <= shown <= len(slides)):
        label = say("slides.page_label")
        notices.append(say("frame.bad_url", value=text[:40], label=label, shown=1))
        shown = 1
    return page(slides, shown, corner(days, queries.data_span().has_sample), notices)


def corner(days: Days, has_sample: bool) -> str:
    """The two days, after a word while samples count."""
    text = say(
        "slides.days",
        as_of=formats.day(days.as_of),
        compare=formats.day(days.compare, days.as_of.year),
    )
    return say("slides.sample", text=text) if has_sample else text


def build(as_of: date, compare: date) -> list[Slide]:
    """All slides of a day against another; data must exist."""
    ranking = queries.ranking(as_of, compare)
    changes = queries.changes(as_of, compare)
    shortfalls = queries.shortfalls(as_of)
    facts = town_summary(as_of, compare)
    first, rest = overview(facts, phrases.causes(changes, most=1))
    return [
        first,
        *change_slides(facts, rest),
        map_slide(ranking, changes),
        *ranking_slides(ranking, barred_villages(shortfalls)),
        *shortfall_slides(shortfalls),
    ]


def _empty() -> Slide:
    sentence = say("slides.empty", town=queries.instance().township)
    return Slide(say("slides.part.overview"), say("slides.title.overview"), [(sentence, "")], "")


def overview(facts: Summary, turned: Sequence[Row]) -> tuple[Slide, list[Row]]:
    """The first slide, and the turned stars it had no room for."""
    pages = spread_rows(turned, _change_lines, OVERVIEW_ROOM)
    here = pages[0] if pages else []
    rest = list(turned[len(here) :])
    caption = "".join(text for text, _ in _turn_parts(facts))
    if rest:
        caption += say("slides.continued", n=len(rest))
    below = (
        _change_table(here, OVERVIEW_ROOM)
        if here
        else f'<p class="more">{escape(say("slides.no_changes"))}</p>'
    )
    body = (
        f'<div class="numbers">{"".join(_numbers(facts))}</div>'
        f'<p class="caption">{escape(say("slides.changes", turned=caption))}</p>{below}'
    )
    return Slide(
        say("slides.part.overview"), say("slides.title.overview"), stars_and_plan(facts), body
    ), rest


def _numbers(facts: Summary) -> list[str]:
    more = facts.shortfalls - facts.shortfalls_before
    key = "more" if more > 0 else "less" if more < 0 else "same"
    plan, tone = ("", "")
    if facts.due is not None:
        word, colour = formats.against_plan(facts.stars, facts.due)
        plan, tone = say("slides.due", due=facts.due, word=word), colour
    strong = "" if facts.strong_planned is None else say("slides.planned", n=facts.strong_planned)
    return [
        _number("stars", facts.stars, plan, tone),
        _number("strong", facts.strong, strong),
        _number("one_short", facts.one_short, say("slides.reach", n=facts.reachable)),
        _number("shortfalls", facts.shortfalls, say(f"slides.shortfalls_{key}", n=abs(more))),
        _number("undetermined", facts.undetermined, say("slides.missing", n=facts.missing_stars)),
    ]


def _number(key: str, value: int, note: str, tone: str = "") -> str:
    colour = f' style="color:{theme.RED}"' if tone == "red" else ""
    return (
        f"<div><p>{escape(say(f'slides.label.{key}'))}</p>"
        f"<b>{escape(say(f'slides.value.{key}', n=value))}</b>"
        f"<p{colour}>{escape(note)}</p></div>"
    )


def _turn_parts(facts: Summary) -> list[Part]:
    parts = [(say("slides.won", n=facts.won), "")]
    parts.append((say("slides.lost", n=facts.lost), "red" if facts.lost else ""))
    if facts.turned_undetermined:
        parts.append((say("slides.undetermined", n=facts.turned_undetermined), ""))
    return parts


def change_slides(facts: Summary, turned: Sequence[Row]) -> list[Slide]:
    """What the overview had no room for."""
    pages = spread_rows(turned, _change_lines)
    left = sum(len(one) for one in pages[MOST_CHANGE_SLIDES:])
    slides = []
    for number, rows in enumerate(pages[:MOST_CHANGE_SLIDES], 1):
        sentence = _turn_parts(facts)
        if left and number == MOST_CHANGE_SLIDES:
            sentence.append((say("slides.left_out", n=left, page=say("frame.title.overview")), ""))
        body = _change_table(rows)
        slides.append(
            Slide(say("slides.part.changes"), say("slides.title.changes"), sentence, body)
        )
    return slides


def _change_lines(row: Row) -> int:
    name = lines_of(phrases.village(row["village"]), VILLAGE_WIDTH - PADDING)
    return max(name, lines_of(str(row["why"]), WHY_WIDTH))


def _change_table(rows: Sequence[Row], room: float = ROWS_ROOM) -> str:
    head = room == ROWS_ROOM
    columns = [
        Column("change", say("slides.column.change"), wrap=False, width=str(CHANGE_WIDTH)),
        Column("village", say("slides.column.village"), width=str(VILLAGE_WIDTH)),
        Column("star", say("slides.column.star"), width=str(STAR_WIDTH)),
        Column("level", say("slides.column.level"), wrap=False, width=str(LEVEL_WIDTH)),
        Column("why", say("slides.column.why")),
    ]
    cells: list[dict[str, Cell | str]] = [
        {
            "change": Cell(
                phrases.change_word(row["change"]), phrases.CHANGE_TONES[row["change"]], True
            ),
            "village": Cell(phrases.village(row["village"]), strong=True),
            "star": str(row["star"]),
            "level": Cell(phrases.level_move(row), strong=True),
            "why": str(row["why"]),
        }
        for row in rows
    ]
    lines = [_change_lines(row) for row in rows]
    label = say("slides.title.changes")
    return row_table(columns, cells, lines=lines, head=head, room=room, label=label)
