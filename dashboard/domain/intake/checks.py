"""Doubts about values that can be read: what a person should look at before publishing. Thresholds
are data (data/campaign/limits.toml, 示例口径)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.domain.campaign import Indicator
from dashboard.domain.intake.cells import YUAN, is_blank, read_value
from dashboard.domain.intake.doubts import NOT_COUNTED
from dashboard.domain.intake.known import Known
from dashboard.domain.intake.limits import Identical, Limits, Sum
from dashboard.domain.intake.problem import Problems
from dashboard.domain.intake.summary import Total

RATE_TOLERANCE = 0.5  # percentage points: rates are often rounded to whole points
NOT_SUMMED = NOT_COUNTED - {"万元"} | {"次/月"}


def doubt(readings: pd.DataFrame, totals: list[Total], known: Known, warnings: Problems) -> None:
    """Every doubt about the readings of a file without problems."""
    _future(readings, known, warnings)
    told = set(readings["indicator_code"].unique())
    for one in known.campaign.indicators:
        with_counts = one.agrees_with
        if with_counts and {one.code, with_counts.numerator, with_counts.denominator} <= told:
            _rate(readings, one, known, warnings)
    if known.limits is None:
        return
    _jumps(readings, known, known.limits, warnings)
    _identical(readings, known, known.limits.identical, warnings)
    for total in totals:
        _total(readings, total, known, known.limits.total, warnings)


def _future(readings: pd.DataFrame, known: Known, warnings: Problems) -> None:
    today = pd.Timestamp(known.today)
    if not readings["as_of"].max() > today:
        return
    late = readings[readings["as_of"] > today].drop_duplicates("as_of").sort_values("as_of")
    for row in late.itertuples():
        day = pd.Timestamp(str(row.as_of)).date()
        message = f"数据日期 {day} 晚于今天。请核对年份；无误可继续发布。"
        warnings.add(int(str(row.row_number)), None, str(day), "future_date", message)


def _rate(readings: pd.DataFrame, rate: Indicator, known: Known, warnings: Problems) -> None:
    """A rate that disagrees with its counts, where the file has all three."""
    assert rate.agrees_with is not None
    key = ["village_code", "as_of"]
    both = readings[readings["indicator_code"] == rate.code]
    named = ((rate.agrees_with.numerator, "part"), (rate.agrees_with.denominator, "whole"))
    for code, name in named:
        counts = readings[readings["indicator_code"] == code][[*key, "value"]]
        both = both.merge(counts.rename(columns={"value": name}), on=key)
    both = both[both["whole"] > 0]
    computed = 100 * both["part"] / both["whole"]
    both = both.assign(computed=computed)[(computed - both["value"]).abs() > RATE_TOLERANCE]
    room = warnings.room
    warnings.count(max(0, len(both) - room))
    for row in both.head(room).to_dict("records"):
        message = (
            f"{known.villages[row['village_code']]}的“{rate.name}”填 {row['value']:g}，"
            f"按件数（户数）算是 {row['computed']:.1f}。请核对。"
        )
        warnings.add(
            int(row["row_number"]), str(row["column_name"]), f"{row['value']:g}", "rate_mismatch",
            message,
        )  # fmt: skip


def _jumps(readings: pd.DataFrame, known: Known, limits: Limits, warnings: Problems) -> None:
    """Values far off the newest one of the same village; counts of a period and of the year so far
    begin anew, so they are not held against the last."""
    if known.history is None:
        return
    before = known.history[readings["village_code"].cat.codes, readings["indicator_code"].cat.codes]
    now = readings["value"].to_numpy()
    indicators = known.campaign.indicators
    of = readings["indicator_code"].cat.codes.to_numpy()
    percent = np.array([one.value_type == "percent" for one in indicators])[of]
    number = np.array([one.value_type == "number" and one.accumulation == "stock"
                       for one in indicators])[of]  # fmt: skip
    money = np.array([one.unit in YUAN for one in indicators])[of]
    least = limits.jump.least_tolerances * np.array([one.tolerance for one in indicators])[of]
    apart = np.abs(now - before)
    with np.errstate(divide="ignore", invalid="ignore"):
        times = np.abs(np.where(np.abs(now) > np.abs(before), now / before, before / now))
    finite = np.isfinite(times)
    slipped = money & finite & (times >= limits.money.times)
    jumped = percent & (apart >= limits.jump.percent_points)
    jumped |= number & finite & (times >= limits.jump.times) & (apart >= least) & (apart > 0)
    doubted, room = np.flatnonzero(slipped | jumped), warnings.room
    warnings.count(max(0, len(doubted) - room))
    for place in doubted[:room]:
        row, indicator = readings.iloc[place], indicators[of[place]]
        said = f"{known.villages[row['village_code']]}的“{indicator.name}”上次是 {before[place]:g}"
        said += f"{indicator.unit}，这次填 {now[place]:g}{indicator.unit}，"
        kind, cure = "jump", "相差很大。请核对；无误可继续发布。"
        if slipped[place]:
            kind, cure = (
                "money_unit",
                f"差了约一万倍，多半是元和万元填混了。单位应是{indicator.unit}，请核对。",
            )
        warnings.add(
            int(row["row_number"]), str(row["column_name"]), f"{now[place]:g}", kind, said + cure
        )


def _identical(readings: pd.DataFrame, known: Known, limits: Identical, warnings: Problems) -> None:
    """The same number in many villages on one day."""
    key = ["indicator_code", "as_of"]
    if readings["village_code"].nunique() < limits.villages:
        return
    often = readings[readings["value"] >= limits.least]
    sizes = often.groupby([*key, "value"], observed=True, sort=False).size().rename("size")
    counted = sizes[sizes >= limits.villages].reset_index()
    if counted.empty:
        return
    first = often.drop_duplicates([*key, "value"])
    counted = counted.merge(first[[*key, "value", "row_number", "column_name"]], on=[*key, "value"])
    every = readings.groupby(key, observed=True, sort=False).size().rename("every").reset_index()
    for row in counted.merge(every, on=key).to_dict("records"):
        indicator = known.campaign.indicator(str(row["indicator_code"]))
        by_nature = indicator.value_type == "bool" or row["value"] == indicator.maximum
        if not by_nature and row["size"] >= limits.share * row["every"]:
            message = (
                f"{row['size']} 个村的“{indicator.name}”都填 {row['value']:g}{indicator.unit}"
                f"（{row['as_of']:%Y-%m-%d}）。请核对是不是照抄；无误可继续发布。"
            )
            warnings.add(
                int(row["row_number"]),
                str(row["column_name"]),
                f"{row['value']:g}",
                "identical",
                message,
            )


def _total(
    readings: pd.DataFrame, total: Total, known: Known, limits: Sum, warnings: Problems
) -> None:
    """The row of totals against the sums of a wide table; rates, scores and averages have none."""
    for heading, own in readings.groupby("column_name", observed=True):
        codes = own["indicator_code"].unique()
        cell = total.cells.get(str(heading), "")
        if len(codes) != 1 or own["as_of"].nunique() != 1 or is_blank(cell):
            continue
        indicator = known.campaign.indicator(str(codes[0]))
        if indicator.value_type != "number" or indicator.unit in NOT_SUMMED:
            continue
        told = read_value(cell, indicator, known.unit_of(str(heading)))
        summed = float(own["value"].sum())
        if told is not None and abs(told.value - summed) > max(limits.share * abs(summed), 0.01):
            message = (
                f"合计行的“{indicator.name}”写 {told.value:g}，各村相加是 {summed:g}。"
                "请核对是漏了村还是加错；无误可继续发布。"
            )
            warnings.add(total.row, str(heading), cell, "total_mismatch", message)
