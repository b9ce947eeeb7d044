"""Numbers, dates and states as text. Pure; the words come from ``dashboard/words/zh/formats.toml``.

A missing number is None or NaN, a missing date None or NaT. `kind` is the indicator's kind of
value: 'number', 'percent' (80 means 80 %) or 'bool' (1 yes, 0 no).
"""

from __future__ import annotations

import datetime
import math
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import SupportsFloat, TypeAlias

import pandas as pd

from dashboard.components import theme
from dashboard.domain.csv_file import plain
from dashboard.words import say

MINUS = "−"
FINEST = 4
"""Decimals shown at most, also where fewer would hide a difference."""

Number = SupportsFloat | None
Day: TypeAlias = datetime.date | pd.Timestamp | None


def is_missing(value: object) -> bool:
    """True for None, NaN, NaT and empty text."""
    if value is None or value is pd.NaT or value is pd.NA:
        return True
    if isinstance(value, str):
        return not value
    return isinstance(value, SupportsFloat) and math.isnan(float(value))


def _given(value: Number) -> float | None:
    return None if value is None or is_missing(value) else float(value)


def number(value: Number, decimals: int = 1, *, against: Number = None) -> str:
    """Digits without needless zeros, rounded half up, with a true minus; a word when missing.

    Where rounding would make `value` look equal to `against`, a different number (79.96 for a
    threshold of 80), decimals are added until the two differ.
    """
    known, other = _given(value), _given(against)
    if known is None:
        return say("formats.missing")
    text = _rounded(known, decimals)
    while (
        other is not None and known != other and decimals < FINEST
        and text == _rounded(other, decimals)
    ):  # fmt: skip
        decimals += 1
        text = _rounded(known, decimals)
    return text.replace("-", MINUS)


def _rounded(value: float, decimals: int) -> str:
    exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{exact:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def signed(value: Number, decimals: int = 1) -> str:
    """A change with its sign, +2 or −1; — for none or unknown."""
    known = _given(value)
    if known is None or (text := number(known, decimals)) == "0":
        return say("formats.nothing")
    return text if known < 0 else f"+{text}"


def with_unit(text: str, unit: str | None, kind: str) -> str:
    """`text`, a number, followed by its unit: 80%, 9.2 units."""
    if kind == "percent":
        return f"{text}%"
    if is_missing(unit):
        return text
    return say("formats.number_unit", number=text, unit=unit)


def value_text(
    value: Number,
    unit: str | None,
    kind: str,
    *,
    qualifier: str | None = None,
    decimals: int = 1,
    against: Number = None,
) -> str:
    """A value as people say it: 80%, ≥200 units, yes; a word when missing."""
    known = _given(value)
    if known is None:
        return say("formats.missing")
    if kind == "bool":
        return say("formats.yes") if known else say("formats.no")
    sign = qualifier if qualifier in ("≥", "≈") else ""
    return sign + with_unit(number(known, decimals, against=against), unit, kind)


def written(value: float, qualifier: str, kind: str) -> float | int | str:
    """A value as tables to fill in show it, and as an upload reads it back: 80, ≥40, or a word for
    yes and no."""
    if kind == "bool":
        return say("formats.yes") if value else say("formats.no")
    number: float | int = plain(value)
    return number if qualifier == "=" else f"{qualifier}{number}"


def headed(name: str, unit: str) -> str:
    """An indicator's name with its unit, as a heading that an upload knows."""
    return say("formats.heading", name=name, unit=unit) if unit else name


def threshold_text(
    threshold: Number, unit: str | None, kind: str, direction: str, *, form: str = "rule"
) -> str:
    """The threshold as a phrase; `direction` is 'higher' or 'lower'.

    Forms: 'rule' with ≥ or ≤, 'due' with the unit only, 'line' for charts, where the unit stands
    beside the value. ValueError for another.
    """
    if form == "line":
        bare = kind if kind == "bool" else "number"
        return say("formats.line", value=value_text(threshold, None, bare, decimals=FINEST))
    value = value_text(threshold, unit, kind, decimals=FINEST)
    if kind == "bool":
        return say("formats.rule_bool", value=value)
    if form == "due":
        return say("formats.due", value=value)
    if form == "rule":
        if direction == "lower":
            return say("formats.rule_lower", value=value)
        return say("formats.rule_higher", value=value)
    raise ValueError(f"unknown form {form!r}; known: rule, due, line")


def now_due(
    value: Number, threshold: Number, unit: str | None, kind: str, *, slash: bool = False
) -> str:
    """Value and threshold, in this order: 52 → 60%, or 52/60% where room is short."""
    due = value_text(threshold, unit, kind, decimals=FINEST)
    if kind == "bool" or _given(value) is None:
        now = value_text(value, unit, kind)
    else:
        now = number(value, against=threshold)
    return f"{now}/{due}" if slash else say("formats.now_due", now=now, due=due)


def gap_text(gap: Number, unit: str | None, kind: str, state: str, direction: str) -> str:
    """What lacks to the threshold, or that data lack or are stale; — when nothing lacks."""
    if state == "missing":
        return say("formats.gap_missing")
    if state == "stale":
        return say("formats.gap_stale")
    known = _given(gap)
    if known is None or known <= 0:
        return say("formats.nothing")
    if kind == "bool":
        return say("formats.gap_bool")
    text = number(known, against=0)
    if kind == "percent":
        return say("formats.gap_percent", number=text)
    text = with_unit(text, unit, kind)
    if direction == "lower":
        return say("formats.gap_lower", number=text)
    return say("formats.gap_higher", number=text)


def against_plan(now: Number, due: Number) -> tuple[str, str]:
    """How `now` stands to the plan, and the tone for it: 'red' when behind, else 'gray'."""
    known, planned = _given(now), _given(due)
    if known is None or planned is None:
        return say("formats.missing"), "gray"
    lack = planned - known
    if lack > 0:
        return say("formats.behind", number=number(lack)), "red"
    if lack < 0:
        return say("formats.ahead", number=number(-lack)), "gray"
    return say("formats.on_plan"), "gray"


def age_text(days: Number) -> str:
    """How long a value has been carried; empty when it is of the day itself or missing."""
    known = _given(days)
    return "" if known is None or known <= 0 else say("formats.age", days=number(known, 0))


def state_word(state: str) -> str:
    """The word of a star or requirement state; KeyError if unknown."""
    return say(f"formats.state.{state}")


def star_glyph(state: str) -> str:
    """★ won, ☆ lost, ? undetermined, — for a star the unit is not judged by; KeyError for another
    state."""
    if not state:
        return say("formats.nothing")
    return {code: theme.GLYPHS[code] for code in ("won", "lost", "undetermined")}[state]


def markdown(text: object) -> str:
    """The text as Markdown that shows it as it stands, whatever it holds."""
    return re.sub(r"([\\`*_{}\[\]()<>#+.!|~$:&-])", r"\\\1", str(text))


def level_text(level: Number) -> str:
    """A number of stars in words; a word also for none and for unknown."""
    known = _given(level)
    if known is None:
        return say("formats.missing")
    return say("formats.level", level=int(known)) if known else say("formats.level_none")


def rank_text(rank: Number, is_tied: bool = False) -> str:
    """The rank in words, with a note when shared; a word for no rank."""
    known = _given(rank)
    if known is None:
        return say("formats.missing")
    if is_tied:
        return say("formats.rank_tied", rank=int(known))
    return say("formats.rank", rank=int(known))


def rank_change_text(change: Number) -> str:
    """▲ 1 for moved up, ▼ 1 for moved down, — for neither."""
    known = _given(change)
    if known is None or known == 0:
        return say("formats.nothing")
    return f"{theme.GLYPHS['up' if known > 0 else 'down']} {abs(int(known))}"


def day(date: Day, reference_year: int | None = None) -> str:
    """11-14 inside `reference_year`, 2022-11-14 elsewhere; a word when missing."""
    if date is None or is_missing(date):
        return say("formats.missing")
    return date.strftime("%m-%d" if date.year == reference_year else "%Y-%m-%d")


def day_with_weekday(date: Day, reference_year: int | None = None) -> str:
    """The day followed by its weekday."""
    if date is None or is_missing(date):
        return say("formats.missing")
    weekday = say(f"formats.weekday.{date.isoweekday()}")
    return say("formats.day_week", day=day(date, reference_year), weekday=weekday)
