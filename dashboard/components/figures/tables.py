"""Reading tables as HTML for ``st.html``: 36 px rows, horizontal rules only, every cell escaped."""

from __future__ import annotations

import html
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.components import theme
from dashboard.components.formats import is_missing

NARROW, PHONE = 640, 440
"""Widths of the container in px below which a table sheds columns, and becomes a list."""


@dataclass(frozen=True)
class Column:
    """A column: where its cells come from and how they stand.

    `align` is left, right or center. `wrap` False keeps cells on one line. `narrow` says what gives
    way: below `NARROW` px 'hide' disappears and 'under' moves, small, under the text of the first
    column that wraps; below `PHONE` px rows become items, 'keep' standing on their first line and
    'below' on the second; `labelled` cells then bear their title, since a bare number would tell nothing.
    """

    key: str
    title: str
    align: str = "left"
    wrap: bool = True
    narrow: str = "keep"
    width: str = ""
    labelled: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell with more than plain text; tone and ground as in `theme.TONES` and `theme.GROUNDS`.

    `small` is a second, quieter line; `href` makes the text a link in the same tab.
    """

    text: str
    tone: str = ""
    strong: bool = False
    href: str = ""
    ground: str = ""
    small: str = ""


def badge(text: str, tone: str = "neutral") -> str:
    """An inline badge as HTML; `text` carries glyph and word."""
    colour = theme.TONES.get(tone, theme.INK2)
    return (
        f'<span style="background:{theme.GROUNDS[tone]};color:{colour};padding:2px 6px;'
        f'white-space:nowrap;border-radius:2px">{html.escape(text)}</span>'
    )


_NARROW_RULES = """
.xt-table .hide,.xt-table .under{display:none}
.xt-table small.moved{display:block}
"""

_PHONE_RULES = """
.xt-table thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.xt-table table,.xt-table tbody{display:block}
.xt-table tbody tr{display:flex;flex-wrap:wrap;align-items:baseline;column-gap:14px;padding:6px 4px;
border-bottom:1px solid HAIR}
.xt-table tbody tr::after{content:"";order:1;flex-basis:100%}
.xt-table tbody td{height:auto;padding:2px 0;border:0;text-align:left}
.xt-table tbody td.ground{padding:2px 6px}
.xt-table tbody td.below{order:2}
.xt-table tbody td[data-label]::before{content:attr(data-label) " ";color:INK3;font-weight:400}
""".replace("HAIR", theme.HAIR).replace("INK3", theme.INK3)


def _at_most(width: int, rules: str) -> str:
    """Rules for narrow containers; by the window's width where browsers know no containers."""
    return (
        f"@container (max-width:{width - 1}px){{{rules}}}"
        f"@supports not (container-type:inline-size){{@media (max-width:{width - 1}px){{{rules}}}}}"
    )


STYLE = f"""<style>
.xt-table{{container-type:inline-size;font-size:14.5px;line-height:1.45;color:{theme.INK};
font-variant-numeric:tabular-nums}}
.xt-table table{{width:100%;border-collapse:collapse;border:0;margin:0}}
.xt-table th,.xt-table td{{border:0;text-align:left;vertical-align:middle}}
.xt-table th{{background:{theme.PANEL};color:{theme.INK2};font-weight:400;height:36px;
padding:4px 8px;border-bottom:1px solid {theme.RULE};white-space:nowrap}}
.xt-table td{{height:36px;padding:6px 8px;box-sizing:border-box;
border-bottom:1px solid {theme.HAIR}}}
.xt-table .right{{text-align:right}}
.xt-table .center{{text-align:center}}
.xt-table .nowrap{{white-space:nowrap}}
.xt-table a{{color:inherit;text-decoration:underline;text-decoration-color:{theme.RULE};
text-underline-offset:3px}}
.xt-table a:focus-visible{{outline:2px solid {theme.RED};outline-offset:2px}}
.xt-table small{{display:block;font-size:13px;color:{theme.INK3};font-weight:400}}
.xt-table small.moved{{display:none}}
.xt-table tr.mark{{background:{theme.ROW_MARK}}}
{_at_most(NARROW, _NARROW_RULES)}
{_at_most(PHONE, _PHONE_RULES)}
</style>"""


def html_table(
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, Cell | str | None]],
    *,
    marked: Collection[int] = (),
    label: str = "",
) -> str:
    """The table; KeyError for a row that lacks a column's key. A None is drawn empty, so say what
    is missing in the data.

    `marked` are the positions of rows on a darker ground; `label` names the table for readers of
    the screen. With no rows draw a sentence instead.
    """
    head = "".join(
        f'<th scope="col" class="{_classes(one)}"{_width(one)}>{html.escape(one.title)}</th>'
        for one in columns
    )
    body = "".join(
        f"<tr{' class=mark' if place in marked else ''}>{_cells(columns, row)}</tr>"
        for place, row in enumerate(rows)
    )
    return (
        f'<div class="xt-table">{STYLE}<table aria-label="{html.escape(label)}">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


@dataclass(frozen=True)
class Table:
    """A reading table before it is drawn, so that a page and its 导出 show the same cells."""

    columns: Sequence[Column]
    rows: Sequence[Mapping[str, Cell | str | None]]
    label: str

    def html(self) -> str:
        """As drawn."""
        return html_table(self.columns, self.rows, label=self.label)

    def frame(self) -> pd.DataFrame:
        """As exported: the texts of the cells under the titles of their columns."""
        titles = [one.title for one in self.columns]
        cells = [[_as_cell(row[one.key]).text for one in self.columns] for row in self.rows]
        return pd.DataFrame(cells, columns=titles)


def _classes(column: Column, ground: str = "") -> str:
    names = [column.align if column.align != "left" else "", "" if column.wrap else "nowrap"]
    names += [column.narrow if column.narrow != "keep" else "", "ground" if ground else ""]
    return " ".join(name for name in names if name)


def _width(column: Column) -> str:
    return f' style="width:{html.escape(column.width)}"' if column.width else ""


def _cells(columns: Sequence[Column], row: Mapping[str, Cell | str | None]) -> str:
    cells = {one.key: _as_cell(row[one.key]) for one in columns}
    moved = [cells[one.key].text for one in columns if one.narrow == "under"]
    host = next((one for one in columns if one.wrap and one.narrow not in ("under", "hide")), None)
    return "".join(
        _cell(one, cells[one.key], "\u3000".join(filter(None, moved)) if one is host else "")
        for one in columns
    )


def _as_cell(value: Cell | str | None) -> Cell:
    return value if isinstance(value, Cell) else Cell("" if is_missing(value) else str(value))


def _cell(column: Column, cell: Cell, moved: str) -> str:
    text = html.escape(cell.text)
    if cell.href:
        text = f'<a href="{html.escape(cell.href)}" target="_self">{text}</a>'
    if cell.small:
        text += f"<small>{html.escape(cell.small)}</small>"
    if moved:
        text += f'<small class="moved">{html.escape(moved)}</small>'
    styles = []
    if cell.tone:
        styles.append(f"color:{theme.TONES[cell.tone]}")
    if cell.strong:
        styles.append("font-weight:700")
    if cell.ground:
        styles.append(f"background:{theme.GROUNDS[cell.ground]}")
    style = f' style="{";".join(styles)}"' if styles else ""
    label = f' data-label="{html.escape(column.title)}"' if column.labelled else ""
    return f'<td class="{_classes(column, cell.ground)}"{label}{style}>{text}</td>'
