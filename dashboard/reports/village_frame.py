"""The sheet of paper of a village: its style, its tables and the height its parts take.

Sizes are CSS px on A4 with margins of 12 mm: 702 wide, 1031 high.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from dashboard.components import theme
from dashboard.components.figures.tables import Cell, Column
from dashboard.components.figures.ticks import text_width
from dashboard.words import say

WIDTH = 702
HEIGHT = 1024
TEXT = 12.5
LINE = 17
ROW_PADDING = 8
CELL_PADDING = 8

STYLE = f"""
@page{{size:A4;margin:12mm}}
*{{box-sizing:border-box}}
body{{margin:0;background:{theme.PANEL};color:{theme.INK};font-family:{theme.FONT};
font-size:{TEXT}px;line-height:{LINE}px;font-variant-numeric:tabular-nums}}
.sheet{{width:210mm;min-height:297mm;margin:16px auto;padding:12mm;background:{theme.WHITE}}}
.paper{{display:flex;flex-direction:column;height:{HEIGHT}px;overflow:hidden}}
.bar{{text-align:center;padding-top:16px}}
.bar button{{font:inherit;font-size:15px;padding:6px 24px;background:{theme.RED};
color:{theme.WHITE};border:0;cursor:pointer}}
.bar p{{color:{theme.AMBER}}}
p,h1,h2{{margin:0}}
.ends{{display:flex;justify-content:space-between;align-items:baseline;gap:16px}}
.head{{border-bottom:1px solid {theme.INK};padding-bottom:5px;height:23px}}
.name{{height:44px;align-items:flex-end;padding-bottom:6px}}
h1{{font-size:24px;line-height:32px;white-space:nowrap}}
.box{{display:grid;grid-template-columns:1.15fr 1.1fr 1fr .8fr;border:1.5px solid {theme.INK};
height:58px;flex:none}}
.box div{{padding:6px 10px;border-left:1px solid {theme.RULE};white-space:nowrap}}
.box div:first-child{{border-left:0}}
.box b{{display:block;font-size:17px;line-height:26px}}
.lead{{padding:8px 0 0;font-size:13.5px;line-height:19px}}
h2{{font-size:14.5px;line-height:20px;padding:12px 0 3px;border-bottom:1px solid {theme.INK}}}
table{{width:100%;border-collapse:collapse;table-layout:fixed}}
tr{{break-inside:avoid}}
th{{text-align:left;font-weight:400;color:{theme.INK2};padding:3px 4px;
border-bottom:1px solid {theme.RULE};white-space:nowrap}}
td{{padding:{(ROW_PADDING - 1) / 2}px 4px;border-bottom:1px solid {theme.RULE};
vertical-align:top;overflow-wrap:anywhere}}
.strong{{font-weight:700}}
.center{{text-align:center}}
.line{{padding-top:4px}}
.trends{{display:grid;grid-template-columns:repeat(4,1fr);gap:10px;padding-top:6px}}
.trends b{{display:block;white-space:nowrap;overflow:hidden}}
.room{{flex:1;min-height:0}}
.foot{{border-top:1px solid {theme.RULE};padding-top:5px;color:{theme.INK2};font-size:12px;
white-space:nowrap}}
@media print{{
body{{background:{theme.WHITE}}}
.bar{{display:none}}
.sheet{{width:auto;min-height:0;margin:0;padding:0}}
}}
"""


def lines_of(text: str, width: float) -> int:
    """Lines a text takes in a cell of this width."""
    whole = text_width(text, TEXT)
    return 1 if whole <= width else -(-whole // max(1, int(width - TEXT)))


def row_height(lines: int) -> int:
    """Height of a table row of so many lines."""
    return ROW_PADDING + LINE * lines


def paper_table(
    columns: Sequence[Column], rows: Sequence[Mapping[str, Cell | str]], label: str
) -> str:
    """A table on paper: black, horizontal rules only; `width` of a column is its px."""
    cols = "".join(
        f'<col style="width:{f"{one.width}px" if one.width else "auto"}">' for one in columns
    )
    head = "".join(
        f'<th scope="col" class="{one.align}">{escape(one.title)}</th>' for one in columns
    )
    body = "".join(
        "<tr>" + "".join(_cell(one, row[one.key]) for one in columns) + "</tr>" for row in rows
    )
    return (
        f'<table aria-label="{escape(label)}"><colgroup>{cols}</colgroup>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cell(column: Column, cell: Cell | str) -> str:
    cell = Cell(cell) if isinstance(cell, str) else cell
    names = " ".join(name for name in (column.align, "strong" if cell.strong else "") if name)
    return f'<td class="{names}">{escape(cell.text)}</td>'


def document(title: str, body: str, *, notices: Sequence[str] = (), button: bool = True) -> str:
    """The HTML document around a sheet; button and notices are not printed."""
    press = (
        f'<button type="button" onclick="window.print()">{escape(say("print.button"))}</button>'
        if button
        else ""
    )
    told = "".join(f'<p role="status">{escape(text)}</p>' for text in notices)
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>"
        f'<div class="bar">{press}{told}</div><main class="sheet">{body}</main></body></html>'
    )
