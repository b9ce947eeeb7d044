"""A matrix of squares: villages down, requirements across; the names stay in sight while it is
scrolled inside its own box. Pure: data in, HTML out."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.components import theme


@dataclass(frozen=True)
class Head:
    """A column: its short name, what is due (a line each), its full name for whoever points at it,
    and what it belongs to, where the columns are of several."""

    name: str
    due: Sequence[str]
    full: str
    over: str = ""


@dataclass(frozen=True)
class Square:
    """A cell: its text (a glyph and a value), its ground (a key of theme.GROUNDS), a colour of the
    theme for the text, where it leads (empty: nowhere), what it says in words, and a small note."""

    text: str
    ground: str
    ink: str
    href: str
    said: str
    note: str = ""


@dataclass(frozen=True)
class Line:
    """A row: the village with its link, its squares, what stands at the end and more of it in words."""

    name: str
    href: str
    squares: Sequence[Square]
    end: str
    end_said: str = ""


STYLE = f"""<style>
.xt-matrix{{overflow:auto;max-height:max(420px,86vh);border:1px solid {theme.LINE};border-radius:2px;
font-size:14px;font-variant-numeric:tabular-nums;color:{theme.INK}}}
.xt-matrix table{{border-collapse:separate;border-spacing:0;margin:0;width:100%}}
.xt-matrix th,.xt-matrix td{{border:0;border-bottom:1px solid {theme.HAIR};
border-right:1px solid {theme.HAIR};padding:0;height:34px;white-space:nowrap;text-align:center}}
.xt-matrix thead th{{position:sticky;top:0;z-index:2;background:{theme.PANEL};color:{theme.INK2};
font-size:13px;font-weight:400;padding:4px;white-space:normal;min-width:74px;max-width:96px;line-height:1.35;
vertical-align:bottom}}
.xt-matrix thead small{{display:block;color:{theme.INK3};font-size:13px;white-space:nowrap}}
.xt-matrix thead b{{display:block;color:{theme.INK};font-weight:600}}
.xt-matrix td small{{color:{theme.INK3};font-size:13px;margin-left:4px}}
.xt-matrix tbody th{{position:sticky;left:0;z-index:1;background:{theme.PAGE};text-align:left;
padding:0 8px;font-weight:600}}
.xt-matrix thead th:first-child{{left:0;z-index:3;text-align:left}}
.xt-matrix tr.group th{{color:{theme.INK3};font-weight:400;height:28px;background:{theme.PAGE}}}
.xt-matrix a{{color:inherit;text-decoration:none;display:block;padding:7px 6px}}
.xt-matrix th a{{text-decoration:underline;text-decoration-color:{theme.RULE};
text-underline-offset:3px;padding:7px 0}}
.xt-matrix a:focus-visible{{outline:2px solid {theme.RED};outline-offset:-2px}}
.xt-matrix td.end{{padding:0 8px;text-align:left}}
@media print{{.xt-matrix{{overflow:visible;max-height:none;font-size:12px}}
.xt-matrix thead th,.xt-matrix tbody th,.xt-matrix thead th:first-child{{position:static}}
.xt-matrix thead th{{min-width:0;padding:3px 2px;font-size:12px}}
.xt-matrix thead small{{white-space:normal;font-size:12px}}
.xt-matrix th,.xt-matrix td{{height:24px;print-color-adjust:exact}}
.xt-matrix a,.xt-matrix th a{{padding:2px}}
.xt-matrix tr{{break-inside:avoid}}}}
</style>"""


def matrix_html(
    heads: Sequence[Head],
    groups: Sequence[tuple[str, Sequence[Line]]],
    *,
    corner: str,
    end: str,
    label: str,
) -> str:
    """The matrix with its groups of rows; ValueError for a row that has not one square a column."""
    across = "".join(_head(one) for one in heads)
    body = "".join(_group(name, lines, len(heads)) for name, lines in groups)
    return (
        f'{STYLE}<div class="xt-matrix" tabindex="0" role="region" '
        f'aria-label="{html.escape(label)}"><table aria-label="{html.escape(label)}">'
        f'<thead><tr><th scope="col">{html.escape(corner)}</th>{across}'
        f'<th scope="col">{html.escape(end)}</th></tr></thead><tbody>{body}</tbody></table></div>'
    )


def _head(one: Head) -> str:
    over = f"<b>{html.escape(one.over)}</b>" if one.over else ""
    due = "".join(f"<small>{html.escape(line)}</small>" for line in one.due)
    title = html.escape(one.full)
    return f'<th scope="col" title="{title}">{over}{html.escape(one.name)}{due}</th>'


def _group(name: str, lines: Sequence[Line], width: int) -> str:
    head = f'<tr class="group"><th>{html.escape(name)}</th><td colspan="{width + 1}"></td></tr>'
    return head + "".join(_line(one, width) for one in lines)


def _line(line: Line, width: int) -> str:
    if len(line.squares) != width:
        raise ValueError(f"{line.name} has {len(line.squares)} squares for {width} columns")
    squares = "".join(_square(one) for one in line.squares)
    return (
        f'<tr><th scope="row"><a href="{html.escape(line.href)}" target="_self">'
        f"{html.escape(line.name)}</a></th>{squares}"
        f'<td class="end" title="{html.escape(line.end_said)}">{html.escape(line.end)}</td></tr>'
    )


def _square(one: Square) -> str:
    style = f"background:{theme.GROUNDS[one.ground]};color:{one.ink}"
    text = html.escape(one.text)
    if one.note:
        text += f"<small>{html.escape(one.note)}</small>"
    inner = f'<a href="{html.escape(one.href)}" target="_self">{text}</a>' if one.href else text
    return f'<td style="{style}" title="{html.escape(one.said)}">{inner}</td>'
