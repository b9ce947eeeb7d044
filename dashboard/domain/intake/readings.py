"""Cells into readings: each distinct text is parsed once; what is wrong or doubled is a problem."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.domain.campaign import Indicator
from dashboard.domain.intake.answers import ZERO, Answers
from dashboard.domain.intake.cell_groups import Group
from dashboard.domain.intake.cells import YUAN, is_blank, read_value
from dashboard.domain.intake.column import Places
from dashboard.domain.intake.days import Days
from dashboard.domain.intake.doubts import ask_none, ask_shares, is_none
from dashboard.domain.intake.known import Known
from dashboard.domain.intake.problem import Problems
from dashboard.domain.intake.progress import Watch
from dashboard.domain.intake.sheet import Sheet

COLUMNS = [
    "village_code", "indicator_code", "as_of", "value", "qualifier", "row_number", "column_name",
]  # fmt: skip
QUALIFIERS = ("=", "≥", "≈")
STEP = 16  # groups between two words of how far it is


@dataclass(frozen=True)
class Where:
    """Of each row its number, the place of its village (-1: unknown) and its day (NaT: none)."""

    row_numbers: Places
    villages: Places
    days: Days


@dataclass(frozen=True)
class Read:
    """Of each distinct text of a group: its value (NaN: no reading) and the place of its qualifier
    in QUALIFIERS; ``wrong`` has kind and message for the texts that are problems."""

    values: npt.NDArray[np.float64]
    qualifiers: npt.NDArray[np.int8]
    wrong: dict[int, tuple[str, str]]


def no_readings() -> pd.DataFrame:
    """An empty frame of readings."""
    return pd.DataFrame({name: [] for name in COLUMNS})


def judge_groups(
    groups: list[Group],
    where: Where,
    known: Known,
    answers: Answers,
    problems: Problems,
    warnings: Problems,
    watch: Watch,
) -> pd.DataFrame:
    """Readings of all cells that can be read; a problem for each that cannot."""
    rows, values, qualifiers = [], [], []
    for done, group in enumerate(groups):
        if done % STEP == 0:
            watch("judge", done, len(groups))
        read = _read(group, where, answers, problems)
        if group.indicator.value_type == "percent":
            told = answers.values.get(group.indicator.code, "")
            ask_shares(group, read.values, where.row_numbers, told, problems, warnings)
        taken = ~np.isnan(read.values)[group.codes]
        rows.append(group.rows[taken])
        values.append(read.values[group.codes[taken]])
        qualifiers.append(read.qualifiers[group.codes[taken]])
    return _frame(groups, rows, values, qualifiers, where, known) if rows else no_readings()


def _frame(
    groups: list[Group],
    rows: list[Places],
    values: list[npt.NDArray[np.float64]],
    qualifiers: list[npt.NDArray[np.int8]],
    where: Where,
    known: Known,
) -> pd.DataFrame:
    codes = [one.code for one in known.campaign.indicators]
    headings = list(dict.fromkeys(one.heading for one in groups))
    sizes = [len(one) for one in rows]
    at = np.concatenate(rows)
    indicators = np.repeat([codes.index(one.indicator.code) for one in groups], sizes)
    columns = np.repeat([headings.index(one.heading) for one in groups], sizes)
    frame = pd.DataFrame(
        {
            "village_code": pd.Categorical.from_codes(where.villages[at], known.village_codes),
            "indicator_code": pd.Categorical.from_codes(indicators, codes),
            "as_of": where.days[at].astype("datetime64[us]"),
            "value": np.concatenate(values),
            "qualifier": pd.Categorical.from_codes(np.concatenate(qualifiers), list(QUALIFIERS)),
            "row_number": where.row_numbers[at],
            "column_name": pd.Categorical.from_codes(columns, headings),
        }
    )
    sound = (where.villages[at] >= 0) & ~np.isnat(where.days[at])
    return frame if sound.all() else frame[sound].reset_index(drop=True)


def _read(group: Group, where: Where, answers: Answers, problems: Problems) -> Read:
    """The texts of a group judged; every problem told of every row that has it."""
    indicator, cells = group.indicator, group.cells
    values = np.full(len(cells.texts), np.nan)
    qualifiers = np.zeros(len(cells.texts), dtype=np.int8)
    wrong: dict[int, tuple[str, str]] = {}
    used = np.zeros(len(cells.texts), dtype=bool)
    used[group.codes] = True
    plain = used & ~np.isnan(cells.plain) & (indicator.value_type != "bool")
    factor = YUAN[group.unit] / YUAN[indicator.unit] if group.unit else 1.0
    values[plain] = cells.plain[plain] * factor
    none: list[int] = []
    for place in np.flatnonzero(used & ~plain):
        text = cells.texts[place]
        if indicator.value_type != "bool" and is_none(text):
            none.append(int(place))
            continue
        if is_blank(text):
            continue
        reading = read_value(text, indicator, group.unit)
        if reading is None:
            wrong[int(place)] = _unreadable(text, indicator)
        else:
            values[place] = reading.value
            qualifiers[place] = QUALIFIERS.index(reading.qualifier)
    outside = (values < indicator.minimum) | (values > indicator.maximum)
    for place in np.flatnonzero(outside):
        wrong[int(place)] = _outside(cells.texts[place], indicator)
    values[outside] = np.nan
    values += 0.0  # −0 is 0
    _tell(group, wrong, where, problems)
    if none:
        _settle_none(group, none, values, where, answers, problems)
    return Read(values, qualifiers, wrong)


def _settle_none(
    group: Group,
    none: list[int],
    values: npt.NDArray[np.float64],
    where: Where,
    answers: Answers,
    problems: Problems,
) -> None:
    """无 (the texts in the places ``none``) becomes 0 where a person said so; where nobody did, it
    is asked."""
    told = answers.values.get(group.indicator.code, "")
    if told == ZERO:
        values[none] = 0.0
    elif not told:
        rows = group.rows[np.isin(group.codes, none)]
        ask_none(group, int(where.row_numbers[rows[0]]), len(rows), problems)


def _tell(
    group: Group, wrong: dict[int, tuple[str, str]], where: Where, problems: Problems
) -> None:
    if not wrong:
        return
    rows = group.rows[np.isin(group.codes, list(wrong))]
    room = problems.room
    problems.count(max(0, len(rows) - room))
    for row in rows[:room]:
        place = int(group.cells.codes[row])
        text = group.cells.texts[place]
        problems.add(int(where.row_numbers[row]), group.heading, text, *wrong[place])


def _unreadable(text: str, indicator: Indicator) -> tuple[str, str]:
    if indicator.value_type == "bool":
        return "not_a_number", f"“{text}”看不出是或否。“{indicator.name}”请填是或否。"
    unit = f"（单位：{indicator.unit}）" if indicator.unit else ""
    letters = "；若是字母 O、l，请改成数字 0、1" if any(c in "OoIl" for c in text) else ""
    spaces = "，中间不要空格或换行" if any(c.isspace() for c in text.strip()) else ""
    return (
        "not_a_number",
        f"“{text}”不是数字。“{indicator.name}”请只填数字{unit}{spaces}{letters}；没有数据请留空。",
    )


def _outside(text: str, indicator: Indicator) -> tuple[str, str]:
    low, high = f"{indicator.minimum:g}", f"{indicator.maximum:g}"
    message = f"“{text}”超出“{indicator.name}”的范围 {low}～{high}{indicator.unit}。请核对原表。"
    return "out_of_range", message


def same_value_twice(
    readings: pd.DataFrame, sheet: Sheet, value_at: int, known: Known, problems: Problems
) -> None:
    """A problem for each value a long file gives twice."""
    key = ["village_code", "indicator_code", "as_of"]
    if readings.empty:
        return
    days, every = pd.factorize(readings["as_of"])
    cells = readings["village_code"].cat.codes.to_numpy(np.int64)
    cells = cells * len(readings["indicator_code"].cat.categories)
    cells = (cells + readings["indicator_code"].cat.codes.to_numpy()) * len(every) + days
    again = readings[pd.Series(cells).duplicated().to_numpy()]
    if again.empty:
        return
    first = readings.drop_duplicates(key)[[*key, "row_number"]]
    again = again.merge(first, on=key, suffixes=("", "_before"))
    places = np.searchsorted(sheet.row_numbers, again["row_number"])
    room = problems.room
    problems.count(max(0, len(again) - room))
    for row, place in zip(again.head(room).itertuples(), places, strict=False):
        village = known.villages[str(row.village_code)]
        name = known.campaign.indicator(str(row.indicator_code)).name
        message = (
            f"{village}的“{name}”在第 {row.row_number_before} 行已有一个值。"
            "同一天只能有一个，请删去一行。"
        )
        cell = sheet.columns[value_at].cell(place)
        problems.add(int(str(row.row_number)), str(row.column_name), cell, "duplicate", message)
