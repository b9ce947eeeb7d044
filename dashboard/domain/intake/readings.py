"""Cells into readings: parse each distinct text once, find what is wrong, doubled or odd."""

from __future__ import annotations

import pandas as pd

from dashboard.domain.campaign import Indicator
from dashboard.domain.intake.cells import is_blank, read_value
from dashboard.domain.intake.doubts import ask_none, ask_shares, is_none
from dashboard.domain.intake.known import Known
from dashboard.domain.intake.problem import Problems

COLUMNS = [
    "village_code", "indicator_code", "as_of", "value", "qualifier", "row_number", "column_name",
]  # fmt: skip
RATE_TOLERANCE = 0.5  # percentage points: rates are often rounded to whole points


def no_readings() -> pd.DataFrame:
    """An empty frame of readings."""
    return pd.DataFrame({name: [] for name in COLUMNS})


def judge_cells(
    cells: pd.DataFrame, known: Known, problems: Problems, warnings: Problems
) -> pd.DataFrame:
    """Readings of all cells that can be read; a problem for each that cannot."""
    judged = []
    for (code, unit), part in cells.groupby(["indicator_code", "unit"], sort=False):
        indicator = known.campaign.indicator(str(code))
        filled = part[~part["cell"].map({t: is_blank(t) for t in part["cell"].unique()})]
        if indicator.value_type != "bool":
            none = filled["cell"].map({t: is_none(t) for t in filled["cell"].unique()}).astype(bool)
            ask_none(filled[none], indicator, problems)
            filled = filled[~none]
        good = _read(filled, indicator, str(unit), problems)
        if indicator.value_type == "percent":
            ask_shares(good, indicator, problems, warnings)
        judged.append(good)
    readings = pd.concat(judged, ignore_index=True) if judged else no_readings()
    return readings[readings["village_code"].notna() & readings["as_of"].notna()]


def _read(
    filled: pd.DataFrame, indicator: Indicator, unit: str, problems: Problems
) -> pd.DataFrame:
    """The cells of one indicator that can be read, with ``value`` and ``qualifier``."""
    read = {text: read_value(text, indicator, unit) for text in filled["cell"].unique()}
    wrong = {
        text: found
        for text, reading in read.items()
        if (found := _wrong(text, reading.value if reading else None, indicator)) is not None
    }
    bad = filled["cell"].isin(list(wrong))
    for row in filled[bad].itertuples():
        text = str(row.cell)
        problems.add(int(str(row.row_number)), str(row.column_name), text, *wrong[text])
    good = filled[~bad].copy()
    good["value"] = good["cell"].map({t: r.value for t, r in read.items() if r}).astype(float)
    good["qualifier"] = good["cell"].map({t: r.qualifier for t, r in read.items() if r})
    return good


def _wrong(text: str, value: float | None, indicator: Indicator) -> tuple[str, str] | None:
    if value is None:
        if indicator.value_type == "bool":
            return "not_a_number", f"“{text}”看不出是或否。“{indicator.name}”请填是或否。"
        unit = f"（单位：{indicator.unit}）" if indicator.unit else ""
        letters = "；若是字母 O、l，请改成数字 0、1" if any(c in "OoIl" for c in text) else ""
        spaces = "，中间不要空格或换行" if any(c.isspace() for c in text.strip()) else ""
        return (
            "not_a_number",
            f"“{text}”不是数字。“{indicator.name}”请只填数字{unit}{spaces}{letters}；没有数据请留空。",
        )
    if not indicator.minimum <= value <= indicator.maximum:
        low, high = f"{indicator.minimum:g}", f"{indicator.maximum:g}"
        return (
            "out_of_range",
            f"“{text}”超出“{indicator.name}”的范围 {low}～{high}{indicator.unit}。请核对原表。",
        )
    return None


def same_value_twice(readings: pd.DataFrame, problems: Problems, known: Known) -> None:
    """A problem for each value a long file gives twice."""
    key = ["village_code", "indicator_code", "as_of"]
    again = readings[readings.duplicated(key)]
    if again.empty:
        return
    first = readings.drop_duplicates(key)[[*key, "row_number"]]
    again = again.merge(first, on=key, suffixes=("", "_before"))
    for row in again.itertuples():
        village = known.villages[str(row.village_code)]
        name = known.campaign.indicator(str(row.indicator_code)).name
        message = (
            f"{village}的“{name}”在第 {row.row_number_before} 行已有一个值。"
            "同一天只能有一个，请删去一行。"
        )
        problems.add(
            int(str(row.row_number)), str(row.column_name), str(row.cell), "duplicate", message
        )


def warn(readings: pd.DataFrame, known: Known, warnings: Problems) -> None:
    """What a person should look at: a day in the future, a rate that disagrees with its counts."""
    for day in sorted({day for day in readings["as_of"] if day > known.today}):
        late = readings[readings["as_of"] == day].iloc[0]
        message = f"数据日期 {day} 晚于今天。请核对年份；无误可继续发布。"
        warnings.add(int(late["row_number"]), None, str(day), "future_date", message)
    for one in known.campaign.indicators:
        if one.agrees_with is not None:
            numerator, denominator = one.agrees_with.numerator, one.agrees_with.denominator
            _warn_of_rate(readings, one, numerator, denominator, known, warnings)


def _warn_of_rate(
    readings: pd.DataFrame,
    rate: Indicator,
    numerator: str,
    denominator: str,
    known: Known,
    warnings: Problems,
) -> None:
    key = ["village_code", "as_of"]
    both = readings[readings["indicator_code"] == rate.code]
    for code, name in ((numerator, "part"), (denominator, "whole")):
        counts = readings[readings["indicator_code"] == code][[*key, "value"]]
        both = both.merge(counts.rename(columns={"value": name}), on=key)
    both = both[both["whole"] > 0]
    computed = 100 * both["part"] / both["whole"]
    both = both.assign(computed=computed)[(computed - both["value"]).abs() > RATE_TOLERANCE]
    for row in both.to_dict("records"):
        message = (
            f"{known.villages[row['village_code']]}的“{rate.name}”填 {row['value']:g}，"
            f"按件数（户数）算是 {row['computed']:.1f}。请核对。"
        )
        warnings.add(
            int(row["row_number"]), str(row["column_name"]), f"{row['value']:g}", "rate_mismatch",
            message,
        )  # fmt: skip
