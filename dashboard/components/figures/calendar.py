"""Weeks as an HTML table, Monday to Sunday: what falls on each day. Pure; a list on a phone."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.components import theme
from dashboard.components.figures.tables import badge
from dashboard.words import say

MOST = 4
"""Entries a day shows; the others are counted."""
PHONE = 640

STYLE = f"""<style>
.xt-weeks{{container-type:inline-size;font-size:14px;line-height:1.4;color:{theme.INK}}}
.xt-weeks table{{width:100%;border-collapse:collapse;table-layout:fixed;border:0;margin:0}}
.xt-weeks th{{background:{theme.PANEL};color:{theme.INK2};font-weight:400;text-align:left;
padding:4px 8px;border:1px solid {theme.LINE}}}
.xt-weeks td{{vertical-align:top;height:84px;padding:6px 8px;border:1px solid {theme.LINE}}}
.xt-weeks td.off{{background:{theme.PANEL}}}
.xt-weeks td.today{{box-shadow:inset 0 0 0 2px {theme.RED}}}
.xt-weeks td.past{{color:{theme.INK3}}}
.xt-weeks small{{font-size:13px;color:{theme.INK3}}}
.xt-weeks .entry{{margin-top:4px;overflow-wrap:anywhere}}
.xt-weeks a{{color:inherit;text-decoration:underline;text-decoration-color:{theme.RULE};
text-underline-offset:3px}}
@container (max-width:{PHONE - 1}px){{
.xt-weeks thead,.xt-weeks td.empty{{display:none}}
.xt-weeks table,.xt-weeks tbody,.xt-weeks tr,.xt-weeks td{{display:block;height:auto}}
.xt-weeks td{{border-width:0 0 1px 0}}
}}
</style>"""


@dataclass(frozen=True)
class Entry:
    """One thing of a day: the badge's words and tone, a text and its link."""

    kind: str
    tone: str
    text: str
    href: str


def weeks_of(day: date, count: int) -> list[date]:
    """The Mondays of so many weeks, from that of the day on."""
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(weeks=n) for n in range(count)]


def weeks(
    day: date, count: int, entries: Mapping[date, Sequence[Entry]], off: frozenset[date],
    label: str,
) -> str:  # fmt: skip
    """The weeks from that of ``day`` on; ``off``: days that are not worked."""
    head = "".join(f"<th>{html.escape(say(f'formats.weekday.{n}'))}</th>" for n in range(1, 8))
    rows = []
    for monday in weeks_of(day, count):
        days = [monday + timedelta(days=n) for n in range(7)]
        rows.append("".join(_day(one, day, entries.get(one, ()), one in off) for one in days))
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return (
        f'<div class="xt-weeks">{STYLE}<table aria-label="{html.escape(label)}">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _day(one: date, today: date, entries: Sequence[Entry], is_off: bool) -> str:
    names = [
        "off" if is_off else "",
        "today" if one == today else "past" if one < today else "",
        "" if entries else "empty",
    ]
    told = f"{one:%m-%d}"
    if one == today:
        told = say("figures.calendar.today", day=told)
    elif is_off:
        told = say("figures.calendar.off", day=told)
    body = "".join(_entry(entry) for entry in entries[:MOST])
    if len(entries) > MOST:
        rest = html.escape(say("figures.calendar.more", n=len(entries) - MOST))
        body += f'<div class="entry"><small>{rest}</small></div>'
    classes = " ".join(filter(None, names))
    return f'<td class="{classes}"><small>{html.escape(told)}</small>{body}</td>'


def _entry(entry: Entry) -> str:
    return (
        f'<div class="entry">{badge(entry.kind, entry.tone)} '
        f'<a href="{html.escape(entry.href)}" target="_self">{html.escape(entry.text)}</a></div>'
    )
