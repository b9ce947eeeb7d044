"""Tables to fill in for a period and a day, as .xlsx and as .csv: per indicator an empty entry cell
and beside it the last reported value, which is only for comparison.

What comes back is read without mapping (domain/intake/previous.py reads 同上期). The same data give
the same bytes.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from dashboard.components import theme
from dashboard.domain.campaign import Indicator
from dashboard.domain.csv_file import frame_csv, plain
from dashboard.domain.errors import Refused
from dashboard.domain.reporting import PERIODS
from dashboard.store import definitions, queries
from dashboard.words import say

KEYS = 3  # columns before the first indicator: code, village, day
GUIDE_LINES = 8
A4 = 9


@dataclass(frozen=True)
class Template:
    """``villages``: codes and names; ``indicators``: those asked for; ``previous``: the last value
    as written by (village code, indicator code), a number or a text."""

    town: str
    period: str
    day: date
    villages: tuple[tuple[str, str], ...]
    indicators: tuple[Indicator, ...]
    previous: dict[tuple[str, str], float | int | str]

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return say("template.file", town=self.town, period=say(f"template.period.{self.period}"),
                   day=self.day)  # fmt: skip


def plan(period: str, day: date, *, only_missing: bool = False) -> Template:
    """The table of a period ('week', 'month', 'quarter', 'year') and a day: the units of that day,
    the indicators due in the day's period; with ``only_missing`` without those that are in for every
    unit. Refused for another period, and where nothing is left to ask."""
    if period not in PERIODS:
        raise Refused(say("template.bad_period", period=period))
    rows = queries.running_reports(day, period).sort_values("village_code")
    campaign = definitions.campaign()
    asked = {
        code for text in rows["missing" if only_missing else "due"] for code in text.split(",")
    }
    indicators = tuple(one for one in campaign.indicators if one.code in asked)
    if not indicators:
        is_done = only_missing and bool(rows["due_count"].sum())
        key = "template.nothing_left" if is_done else "template.nothing_due"
        raise Refused(say(key, period=say(f"template.period.{period}")))
    return Template(
        queries.instance().township,
        period,
        day,
        tuple(zip(rows["village_code"], rows["village"], strict=True)),
        indicators,
        _previous(day, {one.code: one for one in indicators}),
    )


def _previous(day: date, asked: dict[str, Indicator]) -> dict[tuple[str, str], float | int | str]:
    values = queries.export_values(day)
    values = values[values["indicator_code"].isin(list(asked))]
    return {
        (row.village_code, row.indicator_code): written(
            row.value, row.qualifier, asked[row.indicator_code]
        )
        for row in values.itertuples(index=False)
    }


def written(value: float, qualifier: str, indicator: Indicator) -> float | int | str:
    """A value as a table to fill in shows it, and as an upload reads it back: 80, ≥40, 是."""
    if indicator.value_type == "bool":
        return say("formats.yes") if value else say("formats.no")
    number: float | int = plain(value)
    return number if qualifier == "=" else f"{qualifier}{number}"


def heading(indicator: Indicator) -> str:
    """The heading of an entry column: its name with its unit."""
    name, unit = indicator.name, indicator.unit
    return say("template.heading", name=name, unit=unit) if unit else name


def table_csv(template: Template) -> bytes:
    """The table as CSV."""
    frame: dict[str, list[Any]] = {
        say("template.code"): [code for code, _ in template.villages],
        say("template.village"): [name for _, name in template.villages],
        say("template.day"): [template.day] * len(template.villages),
    }
    for one in template.indicators:
        frame[heading(one)] = [""] * len(template.villages)
        frame[say("template.previous", name=one.name)] = [
            template.previous.get((code, one.code), "") for code, _ in template.villages
        ]
    return frame_csv(pd.DataFrame(frame, dtype=object))


def table_xlsx(template: Template) -> bytes:
    """The table as a workbook: a protected sheet (without password) whose entry cells alone are open,
    and a sheet that says how to fill it in."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    # The moment of making it would differ in every copy.
    made = datetime.combine(template.day, time(), tzinfo=UTC)
    book.set_properties({"created": made, "title": template.name})
    _fill(book, book.add_worksheet(say("template.sheet")), template)
    _guide(book, book.add_worksheet(say("template.guide_sheet")))
    book.close()
    return out.getvalue()


def _fill(book: Any, sheet: Any, template: Template) -> None:
    edge = {"border": 1, "border_color": theme.LINE, "valign": "vcenter", "font_size": 11}
    grey = {"bg_color": theme.PANEL, "font_color": theme.INK2}
    head = book.add_format(edge | grey | {"bold": True, "text_wrap": True, "align": "center"})
    own = book.add_format(edge | {"bold": True, "text_wrap": True, "align": "center"})
    locked = book.add_format(edge | grey | {"num_format": "@"})
    before = book.add_format(edge | grey | {"align": "right"})
    # Text, so that ≥40, 80% and 1/2 stay as typed.
    entry = book.add_format(edge | {"locked": False, "num_format": "@", "align": "right"})
    last = len(template.villages)
    for place, key in enumerate(("code", "village", "day")):
        sheet.write_string(0, place, say(f"template.{key}"), head)
    for row, (code, name) in enumerate(template.villages, 1):
        for place, text in enumerate((code, name, str(template.day))):
            sheet.write_string(row, place, text, locked)
    for number, one in enumerate(template.indicators):
        place = KEYS + 2 * number
        sheet.write_string(0, place, heading(one), own)
        sheet.write_string(0, place + 1, say("template.previous", name=one.name), head)
        for row, (code, _) in enumerate(template.villages, 1):
            sheet.write_blank(row, place, None, entry)
            known = template.previous.get((code, one.code), "")
            sheet.write(row, place + 1, known, before)
        if last:
            rule = _rule(one, xl_rowcol_to_cell(1, place))
            sheet.data_validation(1, place, last, place, rule)
    width = KEYS + 2 * len(template.indicators)
    sheet.ignore_errors(
        {"number_stored_as_text": f"A1:{xl_rowcol_to_cell(max(last, 1), width - 1)}"}
    )
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.freeze_panes(1, KEYS)
    sheet.set_row(0, 64)
    sheet.set_column(0, 0, 15)
    sheet.set_column(1, 1, 12)
    sheet.set_column(2, 2, 11)
    sheet.set_column(KEYS, width - 1, 12)
    _paper(sheet)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, KEYS - 1)
    title = say("template.print_title", town=template.town, day=template.day,
                period=say(f"template.period.{template.period}"))  # fmt: skip
    sheet.set_header(f"&C{title.replace('&', '&&')}")


def _paper(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.set_footer(f"&C{say('template.page')}")


def _rule(one: Indicator, first: str) -> dict[str, Any]:
    """Yes/no from a list; a number is asked to be inside its range, but a warning may be overruled,
    since ≥40 and 约1000 are good answers too."""
    same = say("template.same")
    if one.value_type == "bool":
        return {
            "validate": "list",
            "source": [say("formats.yes"), say("formats.no"), same],
            "error_title": say("template.wrong_title"),
            "error_message": say("template.wrong_bool"),
        }
    number = f"VALUE({first})"
    marks = say("template.marks")
    return {
        "validate": "custom",
        "value": f"=IF(ISNUMBER({number}),AND({number}>={one.minimum:.15g},"
        f'{number}<={one.maximum:.15g}),OR({first}="{same}",ISNUMBER(FIND(LEFT({first},1),"{marks}"))))',
        "error_type": "warning",
        "error_title": say("template.wrong_title"),
        "error_message": say("template.wrong_number", name=one.name, unit=one.unit,
                             low=f"{one.minimum:g}", high=f"{one.maximum:g}"),
    }  # fmt: skip


def _guide(book: Any, sheet: Any) -> None:
    title = book.add_format({"bold": True, "font_size": 14})
    line = book.add_format({"text_wrap": True, "valign": "top", "font_size": 11})
    sheet.set_column(0, 0, 100)
    for number in range(1, GUIDE_LINES + 1):
        sheet.write_string(
            number - 1, 0, say(f"template.guide.{number}"), title if number == 1 else line
        )
    sheet.protect("", {"format_columns": True, "format_rows": True})
    _paper(sheet)
