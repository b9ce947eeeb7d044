"""How slides look: the page around them, their tables, and how rows are spread over slides.

Sizes are those of a 1280×720 projector; the page scales them to the screen (present.css).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TypeVar

from dashboard.components import theme
from dashboard.components.briefing import Part
from dashboard.components.figures.tables import Cell, Column
from dashboard.components.figures.ticks import text_width
from dashboard.words import say

HERE = Path(__file__).parent
WIDTH = 1192
PADDING = 20
VILLAGE_WIDTH, STAR_WIDTH, LEVEL_WIDTH = 150, 132, 118
ROW_TEXT = 27
LINE = 34
ROW_PADDING = 11
ROWS_ROOM = 456
"""Height that rows may fill on a slide with a sentence and a table head."""

MOST_ROWS = 10
MOST_EXTRA = 26
"""What a row may grow where a slide has few of them."""

T = TypeVar("T")


@dataclass(frozen=True)
class Slide:
    """One slide: the agenda's part it belongs to, title, sentence, and its body as HTML."""

    part: str
    title: str
    sentence: Sequence[Part]
    body: str


def lines_of(text: str, width: float) -> int:
    """Lines a cell's text takes in a column of this width (px at 1280×720).

    A line that breaks may end up to one character early, as no line begins with a full stop.
    """
    whole = text_width(text, ROW_TEXT)
    return 1 if whole <= width else -(-whole // max(1, int(width - ROW_TEXT)))


def height_of(lines: int) -> int:
    """Height of a row of so many lines."""
    return ROW_PADDING + LINE * lines


def spread_rows(
    rows: Sequence[T], lines: Callable[[T], int], room: float = ROWS_ROOM, most: int = MOST_ROWS
) -> list[list[T]]:
    """The rows in their order cut into slides, each at most `most` rows and `room` high."""
    pages: list[list[T]] = []
    used = 0.0
    for row in rows:
        height = height_of(lines(row))
        if not pages or len(pages[-1]) == most or used + height > room:
            pages.append([])
            used = 0.0
        pages[-1].append(row)
        used += height
    return pages


def first_that_fits(texts: Sequence[str], width: float) -> str:
    """The first of the texts that takes one line; the last one where none does."""
    return next((text for text in texts if text_width(text, ROW_TEXT) <= width), texts[-1])


def row_table(
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, Cell | str]],
    *,
    lines: Sequence[int] = (),
    head: bool = True,
    room: float = ROWS_ROOM,
    label: str = "",
) -> str:
    """A slide's table; a column's `width` is its px at 1280×720 (one may have none).

    `lines` are the lines of each row (one each without); what they leave of `room` opens the rows.
    """
    left = room - sum(map(height_of, lines or [1] * len(rows)))
    padding = ROW_PADDING + min(MOST_EXTRA, max(0.0, left / max(1, len(rows))))
    cols = "".join(f'<col style="width:{_share(one.width)}">' for one in columns)
    titles = "".join(
        f'<th scope="col" class="{one.align}">{escape(one.title)}</th>' for one in columns
    )
    thead = f"<thead><tr>{titles}</tr></thead>" if head else ""
    body = "".join(
        "<tr>" + "".join(_cell(one, row[one.key]) for one in columns) + "</tr>" for row in rows
    )
    return (
        f'<table class="rows" style="--pad:{(padding - 1) / 2:.1f}" aria-label="{escape(label)}">'
        f"<colgroup>{cols}</colgroup>{thead}<tbody>{body}</tbody></table>"
    )


def _share(width: str) -> str:
    return f"{float(width) / WIDTH:.2%}" if width else "auto"


def _cell(column: Column, cell: Cell | str) -> str:
    cell = Cell(cell) if isinstance(cell, str) else cell
    marks = (column.align, "" if column.wrap else "nowrap", "strong" if cell.strong else "")
    names = " ".join(mark for mark in marks if mark)
    colour = f' style="color:{theme.TONES[cell.tone]}"' if cell.tone else ""
    return f'<td class="{names}"{colour}>{escape(cell.text)}</td>'


def sentence_html(parts: Sequence[Part]) -> str:
    """A sentence with its coloured pieces."""
    return "".join(
        f'<b style="color:{theme.TONES[tone]}">{escape(text)}</b>' if tone else escape(text)
        for text, tone in parts
    )


def page(slides: Sequence[Slide], shown: int, corner: str, notices: Sequence[str]) -> str:
    """The whole document; `shown` is the number (from 1) of the slide to open on."""
    firsts: dict[str, int] = {}
    for number, slide in enumerate(slides, 1):
        firsts.setdefault(slide.part, number)
    sections = "".join(
        _section(slide, number, len(slides), firsts, corner, number == shown)
        for number, slide in enumerate(slides, 1)
    )
    notice = "".join(f"<p>{escape(text)}</p>" for text in notices)
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(say('slides.document'))}</title>"
        f"<style>{_tokens()}{(HERE / 'present.css').read_text('utf-8')}</style>"
        '<script>document.documentElement.classList.add("live")</script></head><body>'
        f"<main>{sections}</main>"
        + (f'<div class="notice" role="status">{notice}</div>' if notice else "")
        + f"<script>{(HERE / 'present.js').read_text('utf-8')}</script></body></html>"
    )


def _tokens() -> str:
    kept = {"ink": theme.INK, "ink2": theme.INK2, "ink3": theme.INK3, "rule": theme.RULE,
            "white": theme.WHITE, "amber": theme.AMBER, "amber-ground": theme.AMBER_GROUND}  # fmt: skip
    return f":root{{{''.join(f'--{name}:{value};' for name, value in kept.items())}--font:{theme.FONT}}}"


def _section(
    slide: Slide, number: int, total: int, firsts: Mapping[str, int], corner: str, shown: bool
) -> str:
    agenda = "".join(
        f'<a href="?n={first}" data-n="{first}"'
        f"{' class=here aria-current=true' if part == slide.part else ''}>{escape(part)}</a>"
        for part, first in firsts.items()
    )
    return (
        f'<section class="slide{" on" if shown else ""}" aria-label="{escape(slide.title)}">'
        f"<header><h1>{escape(slide.title)}</h1><p>{escape(corner)}</p></header>"
        f'<p class="sentence">{sentence_html(slide.sentence)}</p>'
        f'<div class="body">{slide.body}</div>'
        f"<footer><nav>{agenda}</nav><span>{escape(say('slides.method'))}</span>"
        f"<b>{escape(say('slides.page', n=number, total=total))}</b></footer></section>"
    )
