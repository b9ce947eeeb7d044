"""Single cells: numbers with units and qualifiers, yes/no, dates. All are judged as text."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.domain.campaign import Indicator

BLANKS = frozenset({"", "/", "-", "—", "——", "－", "--", "N/A", "n/a"})
YES = frozenset({"是", "√", "✓", "有", "1", "y", "yes", "true", "达标"})
NO = frozenset({"否", "×", "✗", "x", "无", "0", "n", "no", "false", "未达标"})
# Measure words for the same thing; others (户 and 人) count different things.
SAME_UNITS = (
    frozenset("次场回") | {"场次"}, frozenset("件起宗例"), frozenset("人名位"),
    frozenset("个处项"), frozenset("株棵"), frozenset({"万元", "万", "万块"}), frozenset("元块"),
)  # fmt: skip
YUAN = {"元": 1, "万元": 10_000}
EXCEL_EPOCH = date(1899, 12, 30)  # of the serial numbers that days become in a spreadsheet
EARLIEST, LATEST = date(1950, 1, 1), date(2149, 12, 31)

_NUMBER = re.compile(
    r"(?P<least>≥|>=|不少于|不低于|超过)?(?P<about>≈|约|大约|近)?"
    r"(?P<sign>[+\-−]?)(?P<number>(?:\d{1,3}(?:,\d{3})+|\d{1,18})(?:\.\d{1,12})?)"
    r"(?P<more>余|多)?(?P<unit>[^\d余多以左]*)(?P<after>以上|左右)?"
)
_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月?)|(\d{2})(\d{2}))")
_SERIAL = re.compile(r"([1-9]\d{4})(?:\.\d+)?")
_CLOCK = re.compile(r"(?:(?<=日)|(?<=\d)T|\s+)\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?$")
_SPLIT = re.compile(r"[\d.,]\s+[\d.,]|[\r\n]")


@dataclass(frozen=True)
class Reading:
    """A judged cell: the number in the indicator's unit, and its qualifier (=, ≥ or ≈)."""

    value: float
    qualifier: str


def clean(cell: str) -> str:
    """The cell without full-width forms and spaces around or inside."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", cell))


def solid(cell: str) -> str | None:
    """The text of a number without full-width forms and spaces; None where a space or a line break
    stands between digits, which may hide two numbers in one cell."""
    text = unicodedata.normalize("NFKC", cell).strip()
    return None if _SPLIT.search(text) else re.sub(r"\s+", "", text)


def is_blank(cell: str) -> bool:
    """A blank, / or — is not stored and never erases what was there."""
    return clean(cell) in BLANKS


def read_value(cell: str, indicator: Indicator, unit: str = "") -> Reading | None:
    """The reading of a non-blank cell, or None when it is no value of this indicator; ``unit`` is
    that of the heading where it differs from the indicator's."""
    if indicator.value_type == "bool":
        word = clean(cell).lower()
        if word in YES:
            return Reading(1.0, "=")
        return Reading(0.0, "=") if word in NO else None
    found = _NUMBER.fullmatch(solid(cell) or "")
    if found is None or not _is_unit(found["unit"], unit or clean(indicator.unit)):
        return None
    number = float(found["number"].replace(",", ""))
    if unit:
        number = number * YUAN[unit] / YUAN[indicator.unit]
    if found["sign"] in ("-", "−") and number:  # −0 is 0, which would be shown with its sign
        number = -number
    return Reading(number, _qualifier(found))


def _is_unit(found: str, unit: str) -> bool:
    """Whether the unit in a cell is that of its column, or another word for it."""
    same = any(found in words and unit in words for words in SAME_UNITS)
    return not found or found == unit or same


def _qualifier(found: re.Match[str]) -> str:
    if found["about"] or found["after"] == "左右":
        return "≈"
    return "≥" if found["least"] or found["more"] or found["after"] == "以上" else "="


def read_day(cell: str) -> date | None:
    """A day: 2022-06-30, 2022/6/30, 20220630, 2022年6月30日, a time after it is dropped; a month
    alone means its last day; the serial number of a spreadsheet (44746) is its day."""
    text = _CLOCK.sub("", unicodedata.normalize("NFKC", cell).strip())
    found = _DAY.fullmatch(re.sub(r"\s*([-/.年月日])\s*", r"\1", text))
    if found is None:
        return day_of_serial(text)
    year = int(found[1])
    month = int(found[2] or found[4])
    given = found[3] or found[5]
    try:
        last = calendar.monthrange(year, month)[1]
        day = date(year, month, int(given) if given else last)
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


def day_of_serial(cell: str) -> date | None:
    """The day whose serial number in a spreadsheet the cell is, or None."""
    found = _SERIAL.fullmatch(unicodedata.normalize("NFKC", cell).strip())
    if found is None:
        return None
    day = EXCEL_EPOCH + timedelta(days=int(found[1]))
    return day if EARLIEST <= day <= LATEST else None
