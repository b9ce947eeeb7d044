"""评星定级汇总表 and 公示名单 on paper: black on white, A4 across, as many sheets as it takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from html import escape
from zoneinfo import ZoneInfo

import pandas as pd

from dashboard.components import review_sheet, review_tables, theme
from dashboard.components.briefing import read_days
from dashboard.components.figures.tables import Table
from dashboard.domain.errors import Refused
from dashboard.reports.village_frame import paper_table
from dashboard.store import commands, queries
from dashboard.words import say

TABLES: Mapping[str, Callable[[pd.DataFrame], Table]] = {
    "summary": review_tables.summary,
    "publicity": review_tables.publicity,
}
STYLE = f"""
@page{{size:A4 landscape;margin:14mm 12mm}}
*{{box-sizing:border-box}}
body{{margin:0;background:{theme.PANEL};color:{theme.INK};font-family:{theme.FONT};
font-size:12.5px;line-height:1.4;font-variant-numeric:tabular-nums}}
.sheet{{max-width:297mm;margin:16px auto;padding:12mm;background:{theme.WHITE}}}
.bar{{text-align:center;padding-top:16px}}
.bar button{{font:inherit;font-size:15px;padding:6px 24px;background:{theme.RED};
color:{theme.WHITE};border:0;cursor:pointer}}
h1{{font-size:22px;line-height:1.4;text-align:center;margin:0 0 10px}}
.note{{display:flex;justify-content:space-between;gap:16px;flex-wrap:wrap;color:{theme.INK2};
font-size:12px;margin:0 0 6px}}
.scroll{{overflow-x:auto}}
table{{width:100%;border-collapse:collapse}}
thead{{display:table-header-group}}
tr{{break-inside:avoid}}
th,td{{border:1px solid {theme.INK};padding:3px 5px;text-align:left;vertical-align:middle}}
th{{font-weight:600;white-space:nowrap}}
td:nth-child(2){{white-space:nowrap}}
.center{{text-align:center}}
.right{{text-align:right}}
@media print{{
body{{background:{theme.WHITE}}}
.bar{{display:none}}
.sheet{{max-width:none;margin:0;padding:0}}
.scroll{{overflow:visible}}
}}
"""


def award_page(table: str, asked: Mapping[str, str]) -> str | None:
    """A table of a year for the URL's parameters; None for a table there is not. Refused for what is
    no year."""
    if table not in TABLES:
        return None
    days = read_days(asked)
    as_of = commands.business_today() if days is None else days.as_of
    year = _year(asked.get("year", str(as_of.year)))
    day = review_sheet.computed_day(year, as_of)
    drawn = TABLES[table](queries.review_sheet(day, year))
    town = queries.instance().township
    title = say(f"awards.paper.{table}", town=town, year=year)
    return _document(title, _body(table, title, drawn, day))


def _year(text: str) -> int:
    if text.isascii() and text.isdigit() and 1950 <= int(text[:5]) < 2150:
        return int(text)
    raise Refused(say("awards.bad_year", year=text[:20]))


def _body(table: str, title: str, drawn: Table, day: date) -> str:
    now = datetime.now(ZoneInfo("Asia/Shanghai"))
    made = say("awards.made", day=day, now=f"{now:%Y-%m-%d %H:%M}")
    foot = say("awards.unsigned")
    if table == "publicity":
        foot = say("awards.objections") + foot
    if drawn.rows:
        rows = [{key: cell or "" for key, cell in row.items()} for row in drawn.rows]
        shown = f'<div class="scroll">{paper_table(drawn.columns, rows, drawn.label)}</div>'
    else:
        shown = f"<p>{escape(say('awards.publicity.none'))}</p>"
    return (
        f'<h1>{escape(title)}</h1><p class="note"><span>{escape(made)}</span>'
        f"<span>{escape(foot)}</span></p>{shown}"
    )


def refusal(text: str) -> str:
    """The page for what cannot be shown, with the way back."""
    link = f'<a href="/awards">{escape(say("frame.title.awards"))}</a>'
    return _document(say("frame.title.awards"), f"<p>{escape(text)}</p><p>{link}</p>", bar=False)


def unknown(table: str) -> str:
    """The page for a table there is not."""
    return refusal(say("awards.unknown_table", table=table[:40]))


def _document(title: str, body: str, *, bar: bool = True) -> str:
    press = f'<button type="button" onclick="window.print()">{escape(say("print.button"))}</button>'
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>"
        f'<div class="bar">{press if bar else ""}</div><main class="sheet">{body}</main></body></html>'
    )
