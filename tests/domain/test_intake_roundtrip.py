"""Any table of values, written in any way people write them, reads back the same values."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.domain.campaign import Indicator
from dashboard.domain.intake import judge
from dashboard.domain.names import short_name
from tests.domain.corpus import known

WIDE = str.maketrans("0123456789.,-%", "０１２３４５６７８９．，－％")
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030"]
LONG_HEADS = [["村", "指标", "日期", "数值"], ["村名", "指标名称", "数据日期", "指标值"]]
DAY_FORMS = ["{:%Y-%m-%d}", "{:%Y/%m/%d}", "{:%Y%m%d}", "{0.year}年{0.month}月{0.day}日",
             "{0.year}.{0.month}.{0.day}"]  # fmt: skip
NOTES = st.one_of(
    st.text(alphabet='污水管网已通 ,;|\t，"：', max_size=10),
    st.text(alphabet="污水 \n\r", max_size=6),
)
Value = tuple[str, float, str]
"""A cell as written, its number and its qualifier."""


@st.composite
def cells(draw: Any, one: Indicator) -> Value:
    """A value of an indicator in one of the forms people write."""
    if one.value_type == "bool":
        yes = draw(st.booleans())
        return (
            draw(st.sampled_from(["是", "√", "有"] if yes else ["否", "×", "无"])),
            float(yes),
            "=",
        )
    low = 2 if one.value_type == "percent" else max(0, int(one.minimum))  # below 1: a question
    tenths = draw(st.integers(10 * low, 10 * int(min(one.maximum, 2_000_000))))
    number = tenths / 10 if draw(st.booleans()) else tenths // 10
    text = f"{number:,}" if draw(st.booleans()) else str(number)
    before, after, qualifier = draw(
        st.sampled_from(
            [("", "", "="), ("≥", "", "≥"), ("约", "", "≈"), ("", "余", "≥"), ("", "左右", "≈")]
        )
    )
    unit = one.unit if draw(st.booleans()) and "/" not in one.unit and after != "左右" else ""
    text = f"{before}{text}{after}{unit}"
    return text.translate(WIDE) if draw(st.booleans()) else text, float(number), qualifier


@st.composite
def tables(draw: Any) -> tuple[list[list[str]], dict[tuple[str, str, date], tuple[float, str]]]:
    """Rows of text with their header, long or wide, and what must be read from them."""
    town = known()
    villages = draw(
        st.lists(st.sampled_from(sorted(town.villages)), min_size=1, max_size=5, unique=True)
    )
    indicators = draw(
        st.lists(
            st.sampled_from(town.campaign.indicators),
            min_size=1,
            max_size=5,
            unique_by=lambda i: i.code,
        )
    )
    days = draw(
        st.lists(
            st.dates(date(2021, 1, 1), date(2022, 12, 26)), min_size=1, max_size=2, unique=True
        )
    )
    form = draw(st.sampled_from(DAY_FORMS))
    names = {code: draw(st.sampled_from([code, name, short_name(name)]))
             for code, name in town.villages.items()}  # fmt: skip
    heads = {
        one.code: draw(st.sampled_from([one.code, one.name, *one.headings])) for one in indicators
    }
    found = {
        (village, one.code, day): draw(cells(one))
        for day in days for village in villages for one in indicators
    }  # fmt: skip
    if draw(st.booleans()):
        rows = [[*draw(st.sampled_from(LONG_HEADS)), "备注"]]
        rows += [[names[village], heads[code], form.format(day), text, draw(NOTES)]
                 for (village, code, day), (text, _, _) in found.items()]  # fmt: skip
    else:
        rows = [["村", "日期", *heads.values(), "备注"]]
        rows += [
            [names[village], form.format(day), *(found[village, one.code, day][0] for one in indicators),
             draw(NOTES)]
            for day in days for village in villages
        ]  # fmt: skip
    return rows, {key: (number, qualifier) for key, (_, number, qualifier) in found.items()}


@settings(max_examples=120, deadline=None)
@given(
    tables(), st.sampled_from(ENCODINGS), st.sampled_from(",;\t|，"), st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]), st.integers(0, 2), st.integers(0, 2), st.booleans(),
)  # fmt: skip
def test_what_is_written_is_read(
    table, encoding, delimiter, end, quoting, titles, blank, total
) -> None:
    rows, expected = table
    lined = any(mark in cell for row in rows for cell in row for mark in "\r\n")
    out = io.StringIO(newline="")
    writer = csv.writer(
        out, delimiter=delimiter, lineterminator=end,
        quoting=csv.QUOTE_ALL if lined else quoting,  # csv leaves a lone mark of the other kind bare
    )  # fmt: skip
    writer.writerows([["岳村镇“五星”支部周报"], ["填报：党建办"]][:titles])
    writer.writerows([[*row, *[""] * blank] for row in rows])
    writer.writerows([["合计"]] * total + [[""] * len(rows[0])] * blank)
    verdict = judge(out.getvalue().encode(encoding), "周报.csv", known())
    assert verdict.problems == ()
    read = {
        (row.village_code, row.indicator_code, row.as_of.date()): (row.value, row.qualifier)
        for row in verdict.readings.itertuples()
    }
    assert read == expected
    assert sorted(set(verdict.readings["row_number"])) == [
        number + titles for number in range(2, len(rows) + 1)
    ]
