"""Villages, headings, layouts, other tables, person-level data."""

from __future__ import annotations

from tests.files.cases import Case, accepted, rejected, text, wide

DAY = "2022-07-04"
CODE = "410902101225"
IDENTITY = "110105194912310021"  # made up; its check digit is right
CARD = "6222021234567890128"  # made up; its check digit is right
MOBILE = "13812345678"


def named(*names: str, heading: str = "村") -> bytes:
    """One row for each name."""
    return text(
        [[heading, "日期", "E02"], *([one, DAY, str(50 + n)] for n, one in enumerate(names))]
    )


def villages() -> list[Case]:
    """By code, name, alias, normal form; near misses; names that must never be merged."""
    return [
        accepted("villages/by-code.csv", named(CODE, "410902101218", heading="村代码"), 2),
        accepted("villages/by-name.csv", named("瓦岗村", "澶东社区", "岳村集村"), 3),
        accepted("villages/by-normal-form.csv", named("瓦岗", "东田村委会", "西田村村民委员会", "牛 村"), 4),
        accepted("villages/by-alias.csv", named("老瓦岗", "东田"), 2),
        accepted("villages/branches.csv", named("瓦岗村党支部", "东田党支部"), 2),
        accepted("villages/code-and-name.csv", text(
            [["村代码", "村", "日期", "E02"], [CODE, "瓦岗", DAY, "58"]]), 1),
        accepted("villages/code-as-a-number.csv", named(f"{CODE}.0", heading="村代码"), 1),
        accepted("villages/near-names-are-others.csv",
                 named("东田", "西田", "南田", "东寨", "西寨", "寨里", "岳村集", "西岳"), 8),
        rejected("villages/near-miss.csv", named("瓦岗村", "瓦冈村"), (3, "村", "question")),
        rejected("villages/near-miss-of-two.csv", named("北田村"), (2, "村", "question")),
        rejected("villages/half-a-name.csv", named("田村"), (2, "村", "question")),
        rejected("villages/another-half.csv", named("寨村"), (2, "村", "question")),
        accepted("villages/with-a-remark.csv", named("瓦岗村（示范村）", "东田村[重点]"), 2),
        rejected("villages/with-the-town.csv", named("岳村镇瓦岗村"), (2, "村", "question")),
        rejected("villages/unlike-any.csv", named("瓦岗", "张家湾"), (3, "村", "unknown_village|question")),
        rejected("villages/of-another-town.csv", named("410902102201", heading="村代码"),
                 (2, "村代码", "unknown_village|question")),
        rejected("villages/code-in-scientific-notation.csv", named("4.10902E+11", heading="村代码"),
                 (2, "村代码", "unknown_village|lossy_code")),
        rejected("villages/code-against-name.csv", text(
            [["村代码", "村", "日期", "E02"], [CODE, "东田", DAY, "58"]]), (2, "村", "unknown_village|contradiction")),
        rejected("villages/row-without-one.csv", named("瓦岗", ""), (3, "村", "unknown_village|missing_cell")),
        rejected("villages/column-missing.csv", text([["日期", "E02"], [DAY, "58"]]),
                 (1, None, "missing_column")),
        rejected("villages/twice.csv", named("瓦岗", "东田", "瓦岗村"), (4, "村", "duplicate")),
    ]  # fmt: skip


def headings() -> list[Case]:
    """Indicators by code, name, synonym; unknown and doubled ones."""
    row = ["瓦岗", DAY, "58"]
    return [
        accepted("headings/code.csv", text([["村", "日期", "E02"], row]), 1),
        accepted("headings/lower-case-code.csv", text([["村", "日期", "e02"], row]), 1),
        accepted("headings/name.csv", text([["村", "日期", "生活污水治理率"], row]), 1),
        accepted("headings/synonym.csv", text([["行政村", "截至日期", "污水治理率(%)"], row]), 1),
        accepted("headings/full-width.csv", text([["村　名", "数据日期", "Ｅ０２"], row]), 1),
        accepted("headings/left-aside.csv", text(
            [["序号", "管区", "村", "日期", "E02", "备注"], ["1", "一管区", *row, "无"]]), 1),
        rejected("headings/unknown.csv", text([["村", "日期", "E02", "满意情况说明"], [*row, "好"]]),
                 (1, "满意情况说明", "unknown_indicator|unknown_column|question")),
        rejected("headings/near-miss.csv", text([["村", "日期", "生活污水治里率"], row]),
                 (1, "生活污水治里率", "question")),
        rejected("headings/twice.csv", text([["村", "日期", "E02", "污水治理率"], [*row, "58"]]),
                 (1, "污水治理率", "duplicate")),
        rejected("headings/date-twice.csv", text([["村", "日期", "截至日期", "E02"], ["瓦岗", DAY, DAY, "58"]]),
                 (1, "截至日期", "duplicate")),
        rejected("headings/no-indicator.csv", text([["村", "日期"], ["瓦岗", DAY]]), (1, None, "missing_column")),
    ]  # fmt: skip


def layouts() -> list[Case]:
    """Long and wide, and what is doubled in them."""
    long = [
        ["村", "指标", "日期", "数值"],
        ["瓦岗", "E02", DAY, "58"],
        ["瓦岗", "一村一品", DAY, "是"],
    ]
    return [
        accepted("layouts/long.csv", text(long), 2),
        accepted("layouts/long-with-units.csv", text(
            [["村代码", "村", "星", "指标名称", "单位", "数据日期", "指标值"],
             [CODE, "瓦岗", "生态宜居", "污水治理率", "%", DAY, "58"]]), 1),
        accepted("layouts/long-many-days.csv", text(
            [long[0], *(["瓦岗", "E03", f"2022-07-{day:02}", str(60 + day)] for day in range(1, 31))]), 30),
        accepted("layouts/wide-many-days.csv", text(
            [["村", "日期", "E03"], *(["瓦岗", f"2022-07-{day:02}", str(60 + day)] for day in range(1, 31))]), 30),
        rejected("layouts/long-twice.csv", text([*long, ["瓦岗村", "污水治理率", DAY, "60"]]),
                 (4, "数值", "duplicate")),
        rejected("layouts/long-unknown-indicator.csv", text([*long, ["东田", "笑容指数", DAY, "60"]]),
                 (4, "指标", "unknown_indicator|question")),
        rejected("layouts/long-without-values.csv", text([long[0], ["瓦岗", "E02", DAY, ""]]),
                 (None, None, "empty")),
    ]  # fmt: skip


def others() -> list[Case]:
    """The other kinds of tables."""
    return [
        accepted("tables/villages.csv", text(
            [["村代码", "村", "类别", "管区", "包村岗位", "户数"],
             [CODE, "瓦岗村", "村", "一管区", "镇人大副主席（示例岗位）", "310"],
             ["410902101001", "澶东社区", "社区", "一管区", "", ""]]), 2),
        accepted("tables/villages-new-one.csv", text(
            [["村代码", "村", "管区"], ["410902101299", "新村", "一管区"]]), 1),
        accepted("tables/targets.csv", text(
            [["村", "年度", "季度", "目标星数"], ["瓦岗", "2022", "第4季度", "5"], ["东田", "2022", "4", "3颗星"]]), 2),
        accepted("tables/pairs.csv", text(
            [["帮方", "受方", "方式", "指标", "起", "止"], ["瓦岗", "翟庄", "帮带", "P01", DAY, ""]]), 1),
        accepted("tables/exemptions.csv", text(
            [["村", "指标", "起", "止", "理由"], ["澶东社区", "I12", "2022-05-01", "", "社区没有村级债务"]]), 1),
        accepted("tables/awards.csv", text(
            [["村", "年度", "级别", "事件", "理由"], ["瓦岗", "2022", "5", "晋星", "创建纪实所载"]]), 1),
        accepted("tables/claims.csv", text(
            [["村", "年度", "星", "自评", "说明"], ["瓦岗", "2022", "生态宜居", "是", "台账齐全"],
             ["东田", "2022年度", "生态宜居星", "否", ""]]), 2),
        rejected("tables/claim-neither-yes-nor-no.csv", text(
            [["村", "年度", "星", "自评"], ["瓦岗", "2022", "生态宜居", "基本是"]]), (2, "自评", "out_of_range")),
        accepted("tables/facts.csv", text(
            [["事实", "日期", "数值", "限定", "单位", "来源", "原文"],
             ["走访调研活动", "2022-12-26", "40", "≥", "次", "创建纪实", "走访调研活动40余次"]]), 1),
        rejected("tables/targets-fifth-quarter.csv", text(
            [["村", "年度", "季度", "目标星数"], ["瓦岗", "2022", "5", "5"]]), (2, "季度", "out_of_range")),
        rejected("tables/pair-with-itself.csv", text(
            [["帮方", "受方", "方式", "指标", "起", "止"], ["瓦岗", "瓦岗村", "帮带", "P01", DAY, ""]]),
            (2, "受方", "contradiction")),
        rejected("tables/pair-near-miss.csv", text(
            [["帮方", "受方", "方式", "指标", "起", "止"], ["瓦岗", "翟荘村", "帮带", "P01", DAY, ""]]),
            (2, "受方", "question")),
        rejected("tables/exemption-backwards.csv", text(
            [["村", "指标", "起", "止", "理由"], ["瓦岗", "I12", "2022-05-01", "2022-04-01", "无债务"]]),
            (2, "止", "contradiction")),
        rejected("tables/exemption-without-reason.csv", text(
            [["村", "指标", "起", "止", "理由"], ["瓦岗", "I12", "2022-05-01", "", ""]]), (2, "理由", "missing_cell")),
        rejected("tables/award-unknown-column.csv", text(
            [["村", "年度", "级别", "事件", "理由", "奖金"], ["瓦岗", "2022", "5", "晋星", "所载", "9"]]),
            (1, "奖金", "unknown_column|question")),
        rejected("tables/villages-of-one-name.csv", text(
            [["村代码", "村", "管区"], ["410902101298", "新村", "一管区"], ["410902101299", "新村", "一管区"]]),
            (3, "村", "duplicate")),
    ]  # fmt: skip


def private() -> list[Case]:
    """Person-level data."""

    def column(heading: str, cell: str) -> bytes:
        rows = [["村", "日期", "E02", heading], ["瓦岗", DAY, "58", ""], ["东田", DAY, "41", cell]]
        return text(rows)

    return [
        rejected("private/identity.csv", column("支书", IDENTITY), (3, "支书", "private_data")),
        rejected("private/identity-x.csv", column("支书", "11010519491231002X"), (3, "支书", "private_data")),
        rejected("private/identity-spaced.csv", column("备注", "110105 19491231 0021"), (3, "备注", "private_data")),
        rejected("private/identity-full-width.csv", column("备注", "１１０１０５１９４９１２３１００２１"),
                 (3, "备注", "private_data")),
        rejected("private/mobile.csv", column("备注", f"联系支书{MOBILE}"), (3, "备注", "private_data")),
        rejected("private/mobile-hyphens.csv", column("电话", "138-1234-5678"), (3, "电话", "private_data")),
        rejected("private/bank-card.csv", column("账号", CARD), (3, "账号", "private_data")),
        rejected("private/bank-card-spaced.csv", column("账号", "6222 0212 3456 7890 128"),
                 (3, "账号", "private_data")),
        rejected("private/above-the-header.csv", f"联系电话 {MOBILE}\n".encode() + wide("E02", "58"),
                 (1, None, "private_data")),
        rejected("private/below-the-table.csv", wide("E02", "58") + f"填表人：{MOBILE},,\n".encode(),
                 (3, "村", "private_data")),
        accepted("private/harmless-numbers.csv", column("备注", f"{CODE} 2022-07-04；合计1,234,567.00元"), 2),
    ]  # fmt: skip


CASES = [*villages(), *headings(), *layouts(), *others(), *private()]
