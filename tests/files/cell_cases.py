"""Numbers, yes and no, missing, dates, doubtful columns, money, ranges."""

from __future__ import annotations

from tests.files.cases import VILLAGES, Case, accepted, rejected, text, warned, wide

DAYS = ["2022-06-30", "2022/6/30", "20220630", "2022年6月30日", "2022.6.30", "2022年6月", "2022.6"]
RATE, COUNT, MONEY = "E02", "N04", "I01"


def numbers() -> list[Case]:
    """What stands for a number, and what does not."""
    return [
        accepted("cells/full-width-digits.csv", wide(RATE, "５８", "４１．５", "６０"), 3,
                 "full_width"),
        accepted("cells/full-width-fraction.csv", wide(MONEY, "０.８", "０．７", "12"), 3,
                 "full_width"),
        accepted("cells/spaces.csv", wide(RATE, " 58 ", "41\u3000", "\u00a060"), 3),
        accepted("cells/thousands.csv", wide("E09", "1,234", "１，２３４", "1234567"), 3),
        accepted("cells/percent-signs.csv", wide(RATE, "80%", "41.5％", "60 %"), 3),
        accepted("cells/qualifiers.csv", wide("C05", "40余次", "≥300", "约1000", "20次以上", "近30"), 5),
        accepted("cells/units.csv", wide("E09", "300株", "200余棵", "1000 株"), 3),
        accepted("cells/negative.csv", wide("I12", "-1.5", "−2", "+3", "－4"), 4),
        accepted("cells/missing.csv", wide(RATE, "/", "—", "", "-", "——", "58"), 1),
        accepted("cells/yes-and-no.csv", wide("I11", "是", "否", "√", "×", "有", "无"), 6),
        accepted("cells/zero-is-a-value.csv", wide("L01", "0", "0", "1"), 3),
        rejected("cells/letters-for-digits.csv", wide(RATE, "58", "4O"), (3, RATE, "not_a_number")),
        rejected("cells/words.csv", wide("C05", "五次", "3"), (2, "C05", "not_a_number")),
        rejected("cells/two-numbers.csv", wide("C05", "3", "1 2"), (3, "C05", "not_a_number")),
        rejected("cells/wrong-unit.csv", wide("N01", "300人", "200"), (2, "N01", "not_a_number")),
        rejected("cells/not-yes-not-no.csv", wide("I11", "是", "部分"), (3, "I11", "not_a_number")),
        rejected("cells/formula-error.csv", wide(RATE, "58", "#DIV/0!"), (3, RATE, "not_a_number")),
        rejected("cells/over-a-hundred.csv", wide(RATE, "58", "101"), (3, RATE, "out_of_range")),
        rejected("cells/below-zero.csv", wide(COUNT, "-1", "3"), (2, COUNT, "out_of_range")),
        rejected("cells/all-problems-at-once.csv", wide(RATE, "x", "101", "58").replace(
                 "西田村".encode(), "没有村".encode()), (2, RATE, "not_a_number")),
    ]  # fmt: skip


def doubts() -> list[Case]:
    """Cells with two honest meanings."""
    same = ["83.7"] * len(VILLAGES)
    return [
        rejected("cells/shares.csv", wide(RATE, "0.8", "0.75", "1"), (2, RATE, "question")),
        rejected("cells/shares-two-columns.csv", text(
            [["村", "日期", "E03", "E02"], ["瓦岗", "2022-07-04", "0.9", "0.8"],
             ["东田", "2022-07-04", "0.7", "1"]]), (2, "E02", "question")),
        accepted("cells/ones-and-zeros.csv", wide(RATE, "1", "0", "1"), 3),
        warned("cells/one-share-among-percents.csv", wide(RATE, "80", "0.8", "90", "60"), 4,
               (3, RATE, "small_percent")),
        rejected("cells/none-in-a-count.csv", wide(COUNT, "1", "无", "无"), (3, COUNT, "question")),
        accepted("cells/none-in-a-percentage.csv", wide(RATE, "无", "58", "60"), 2),
        warned("cells/the-same-everywhere.csv", wide(RATE, *same), len(same),
               (2, RATE, "identical_values|same_values|identical")),
        warned("cells/total-that-disagrees.csv", wide("E09", "10", "20") + "合计,,50\n".encode(), 2,
               (4, "E09", "total_mismatch"), "summary_row"),
        warned("cells/rate-against-counts.csv", text(
            [["村", "日期", "C01", "N01", "N02"], ["瓦岗", "2022-07-04", "70", "200", "160"]]), 3,
               (2, "C01", "rate_mismatch")),
        accepted("cells/rate-with-counts.csv", text(
            [["村", "日期", "C01", "N01", "N02"], ["瓦岗", "2022-07-04", "80", "200", "160"]]), 3),
    ]  # fmt: skip


def money() -> list[Case]:
    """元 against 万元."""
    return [
        accepted("cells/money-in-yuan.csv", wide("村集体经济年收入（元）", "123,456", "98000"), 2, "unit"),
        accepted("cells/money-in-the-unit.csv", wide("村集体经济年收入（万元）", "12.3", "9.8"), 2),
        accepted("cells/money-in-ten-thousands.csv", wide("脱贫户人均收入（万元）", "1.7609", "1.81"), 2,
                 "unit"),
        accepted("cells/money-column-of-units.csv", text(
            [["村", "指标", "单位", "日期", "数值"], ["瓦岗", "I01", "元", "2022-07-04", "50000"],
             ["东田", "I01", "万元", "2022-07-04", "6"]]), 2, "unit"),
        accepted("cells/money-with-its-unit.csv", wide(MONEY, "5万元", "约6.5万", "7"), 3),
        rejected("cells/money-in-the-wrong-unit.csv", wide(MONEY, "5万元", "60000元"),
                 (3, MONEY, "not_a_number|question")),
    ]  # fmt: skip


def dates() -> list[Case]:
    """Forms of dates, no date, two dates, days to come."""
    forms = [
        ["村", "日期", RATE],
        *([v, d, str(50 + n)] for n, (v, d) in enumerate(zip(VILLAGES, DAYS, strict=False))),
    ]
    bare = text([["村", RATE], ["瓦岗", "58"], ["东田", "41"]])
    return [
        accepted("cells/dates.csv", text(forms), len(DAYS)),
        accepted("cells/date-with-a-time.csv", wide(RATE, "58", day="2022/6/30 0:00"), 1),
        accepted("cells/date-full-width.csv", wide(RATE, "58", day="２０２２－０６－３０"), 1),
        accepted("cells/date-serials.csv", wide(RATE, "58", "41", day="44746"), 2, "date_serial"),
        accepted("cells/date-given.csv", bare, 2, as_of="2022-07-04"),
        accepted("cells/date-given-and-the-same.csv", wide(RATE, "58"), 1, as_of="2022-07-04"),
        rejected("cells/date-nowhere.csv", bare, (None, None, "no_date")),
        rejected("cells/date-conflict.csv", wide(RATE, "58"), (2, "日期", "date_conflict"),
                 as_of="2022-07-11"),
        rejected("cells/date-that-is-none.csv", wide(RATE, "58", day="2022-02-30"),
                 (2, "日期", "not_a_date")),
        rejected("cells/date-without-a-year.csv", wide(RATE, "58", day="6月30日"), (2, "日期", "not_a_date")),
        rejected("cells/date-missing.csv", text(
            [["村", "日期", RATE], ["瓦岗", "2022-07-04", "58"], ["东田", "", "41"]]), (3, "日期", "no_date")),
        warned("cells/date-to-come.csv", wide(RATE, "58", day="2023-01-09"), 1, (2, None, "future_date")),
        rejected("cells/date-years-ahead.csv", wide(RATE, "58", day="2032-07-04"),
                 (2, "日期", "future_date")),
    ]  # fmt: skip


CASES = [*numbers(), *doubts(), *money(), *dates()]
