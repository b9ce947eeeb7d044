"""The review sheet of all stars: villages down, stars across, in each square the four truths side by
side with the state of the case below. Pure: data in, HTML out."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.components import theme
from dashboard.components.figures.tables import badge


@dataclass(frozen=True)
class Quad:
    """One star of one village: the four signs, the state of its case, a mark (text and tone, empty:
    none), and all of it in words."""

    signs: tuple[str, str, str, str]
    state: str
    mark: str
    tone: str
    said: str


@dataclass(frozen=True)
class QuadLine:
    """A row: the village with its link, a quad a star, and the numbers at the end."""

    name: str
    href: str
    quads: Sequence[Quad]
    ends: Sequence[str]


STYLE = f"""<style>
.xt-quads{{overflow:auto;max-height:max(420px,80vh);border:1px solid {theme.LINE};border-radius:2px;
font-size:14px;line-height:1.35;font-variant-numeric:tabular-nums;color:{theme.INK}}}
.xt-quads table{{border-collapse:separate;border-spacing:0;margin:0;width:100%}}
.xt-quads th,.xt-quads td{{border:0;border-bottom:1px solid {theme.HAIR};
border-right:1px solid {theme.HAIR};padding:4px 6px;white-space:nowrap;text-align:center;
vertical-align:middle}}
.xt-quads thead th{{position:sticky;top:0;z-index:2;background:{theme.PANEL};color:{theme.INK2};
font-weight:400}}
.xt-quads thead b{{display:block;color:{theme.INK};font-weight:600}}
.xt-quads tbody th{{position:sticky;left:0;z-index:1;background:{theme.PAGE};text-align:left;
font-weight:600}}
.xt-quads thead th:first-child{{left:0;z-index:3;text-align:left}}
.xt-quads .four{{display:grid;grid-template-columns:repeat(4,minmax(28px,1fr));font-size:13px}}
.xt-quads td .four{{font-size:14px}}
.xt-quads td small{{display:block;font-size:13px;color:{theme.INK3};min-height:22px;
line-height:24px}}
.xt-quads a{{color:inherit;text-decoration:underline;text-decoration-color:{theme.RULE};
text-underline-offset:3px}}
.xt-quads a:focus-visible{{outline:2px solid {theme.RED};outline-offset:2px}}
@media print{{.xt-quads{{overflow:visible;max-height:none;font-size:11px}}
.xt-quads thead th,.xt-quads tbody th{{position:static}}
.xt-quads tr{{break-inside:avoid}}}}
</style>"""


def quads_html(
    stars: Sequence[str], signs: Sequence[str], ends: Sequence[str], lines: Sequence[QuadLine],
    *, corner: str, label: str,
) -> str:  # fmt: skip
    """The sheet; ``signs`` name the four places of a square, ``ends`` the columns at the end."""
    four = "".join(f"<span>{html.escape(one)}</span>" for one in signs)
    across = "".join(
        f'<th scope="col"><b>{html.escape(one)}</b><div class="four">{four}</div></th>'
        for one in stars
    )
    last = "".join(f'<th scope="col">{html.escape(one)}</th>' for one in ends)
    body = "".join(_line(one) for one in lines)
    named = html.escape(label)
    return (
        f'{STYLE}<div class="xt-quads" tabindex="0" role="region" aria-label="{named}">'
        f'<table aria-label="{named}"><thead><tr><th scope="col">{html.escape(corner)}</th>'
        f"{across}{last}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _line(line: QuadLine) -> str:
    quads = "".join(_quad(one) for one in line.quads)
    ends = "".join(f"<td>{html.escape(one)}</td>" for one in line.ends)
    return (
        f'<tr><th scope="row"><a href="{html.escape(line.href)}" target="_self">'
        f"{html.escape(line.name)}</a></th>{quads}{ends}</tr>"
    )


def _quad(one: Quad) -> str:
    four = "".join(f"<span>{html.escape(sign)}</span>" for sign in one.signs)
    mark = " " + badge(one.mark, one.tone) if one.mark else ""
    return (
        f'<td title="{html.escape(one.said)}"><div class="four">{four}</div>'
        f"<small>{html.escape(one.state)}{mark}</small></td>"
    )
