"""Cells into readings: parse each distinct text once, find what is wrong, doubled or odd."""

from __future__ import annotations

import pandas as pd

from dashboard.domain.campaign import Indicator
from dashboard.domain.intake.cells import is_blank, read_value
from dashboard.domain.intake.known import Known
from dashboard.domain.intake.problem import Problem

COLUMNS = [
    "village_code", "indicator_code", "as_of", "value", "qualifier", "row_number", "column_name",
]  # fmt: skip
RATE_TOLERANCE = 0.5  # percentage points: rates are often rounded to whole points


def no_readings() -> pd.DataFrame:
    """An empty frame of readings."""
    return pd.DataFrame({name: [] for name in COLUMNS})


def judge_cells(cells: pd.DataFrame, known: Known, problems: list[Problem]) -> pd.DataFrame:
    """Readings of all cells that can be read; a problem for each that cannot."""
    judged = []
    for code, part in cells.groupby("indicator_code", sort=False):
        indicator = known.campaign.indicator(str(code))
        filled = part[~part["cell"].map({t: is_blank(t) for t in part["cell"].unique()})]
        read = {text: read_value(text, indicator) for text in filled["cell"].unique()}
        wrong = {
            text: found
            for text, reading in read.items()
            if (found := _wrong(text, reading.value if reading else None, indicator)) is not None
        }
        for row in filled[filled["cell"].isin(list(wrong))].itertuples():
            kind, message = wrong[str(row.cell)]
            problems.append(
                Problem(
                    int(str(row.row_number)), str(row.column_name), str(row.cell), kind, message
                )
            )
        good = filled[~filled["cell"].isin(list(wrong))].copy()
        good["value"] = good["cell"].map({t: r.value for t, r in read.items() if r}).astype(float)
        good["qualifier"] = good["cell"].map({t: r.qualifier for t, r in read.items() if r})
        judged.append(good)
    readings = pd.concat(judged, ignore_index=True) if judged else no_readings()
    return readings[readings["village_code"].notna() & readings["as_of"].notna()]


def _wrong(text: str, value: float | None, indicator: Indicator) -> tuple[str, str] | None:
    if value is None:
        if indicator.value_type == "bool":
            return "not_a_number", f"“{text}”看不出是或否。“{indicator.name}”请填是或否。"
        unit = f"（单位：{indicator.unit}）" if indicator.unit else ""
        letters = "；若是字母 O、l，请改成数字 0、1" if any(c in "OoIl" for c in text) else ""
        return (
            "not_a_number",
            f"“{text}”不是数字。“{indicator.name}”请只填数字{unit}{letters}；没有数据请留空。",
        )
    if not indicator.minimum <= value <= indicator.maximum:
        low, high = f"{indicator.minimum:g}", f"{indicator.maximum:g}"
        return (
            "out_of_range",
            f"“{text}”超出“{indicator.name}”的范围 {low}～{high}{indicator.unit}。请核对原表。",
        )
    return None


def same_value_twice(readings: pd.DataFrame, problems: list[Problem], known: Known) -> None:
    """A problem for each value a long file gives twice."""
    key = ["village_code", "indicator_code", "as_of"]
    again = readings[readings.duplicated(key)]
    if again.empty:
        return
    first = readings.drop_duplicates(key).set_index(key)["row_number"]
    for row in again.itertuples():
        code = str(row.indicator_code)
        before = first[row.village_code, code, row.as_of]
        village = known.villages[str(row.village_code)]
        name = known.campaign.indicator(code).name
        problems.append(
            Problem(
                int(str(row.row_number)),
                str(row.column_name),
                str(row.cell),
                "duplicate",
                f"{village}的“{name}”在第 {before} 行已有一个值。同一天只能有一个，请删去一行。",
            )
        )


def warnings_of(readings: pd.DataFrame, known: Known) -> tuple[Problem, ...]:
    """What a person should look at: a day in the future, a rate that disagrees with its counts."""
    found = []
    for day in sorted({day for day in readings["as_of"] if day > known.today}):
        late = readings[readings["as_of"] == day].iloc[0]
        found.append(
            Problem(
                int(late["row_number"]),
                None,
                str(day),
                "future_date",
                f"数据日期 {day} 晚于今天。请核对年份；无误可继续发布。",
            )
        )
    by_key = readings.set_index(["village_code", "as_of", "indicator_code"])
    for one in known.campaign.indicators:
        if one.agrees_with is None:
            continue
        for village, day in by_key[by_key.index.isin([one.code], level=2)].index.droplevel(2):
            keys = [
                (village, day, c) for c in (one.agrees_with.numerator, one.agrees_with.denominator)
            ]
            if not all(key in by_key.index for key in keys):
                continue
            part, whole = (float(by_key.loc[key, "value"]) for key in keys)
            rate = by_key.loc[(village, day, one.code)]
            if whole > 0 and abs(100 * part / whole - rate["value"]) > RATE_TOLERANCE:
                found.append(
                    Problem(
                        int(rate["row_number"]),
                        str(rate["column_name"]),
                        f"{rate['value']:g}",
                        "rate_mismatch",
                        f"{known.villages[village]}的“{one.name}”填 {rate['value']:g}，"
                        f"按件数（户数）算是 {100 * part / whole:.1f}。请核对。",
                    )
                )
    return tuple(found)
