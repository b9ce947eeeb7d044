"""The projects of the demonstration: named where the report names them, else by their kind. Every
figure is made up, but 瓦岗's 500 万元, and the 100 万元 that 高庄 and another village had together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

LAST = date(2022, 12, 26)
FORESTRY = "镇农业农村中心主任（示例岗位）"
BUILDING = "镇村镇建设中心主任（示例岗位）"
CIVIL = "镇民政所所长（示例岗位）"
PARTY = "镇党建办主任（示例岗位）"
# Milestone, phase, and when it is planned: share of the days from start to finish.
STEPS = (
    ("立项批复", "审批", 0.06), ("方案审查", "技术", 0.16), ("资金下达", "资金", 0.26),
    ("开工", "施工", 0.34), ("主体完成", "施工", 0.72), ("竣工", "施工", 0.93),
    ("决算", "资金", 1.0),
)  # fmt: skip
SLIPS = (0, 2, -1, 3, 1, 4, 0, -2, 5, 1)  # days by which milestones come late or early


@dataclass(frozen=True)
class Story:
    """A project: last three digits of its village, when it runs, how many milestones are done at the
    end, and when it was accepted (None: not yet)."""

    name: str
    village: str
    star: str
    indicator: str
    investment: float
    start: date
    end: date
    post: str
    done: int
    accepted: date | None = None
    source: str = "整合资金"
    paid: float = 1.0  # share of the money that has come, and of it
    used: float = 1.0
    income: float | None = None
    contractor: str = "示例建设公司"


STORIES = (
    Story("沁园合作社二期", "225", "产业兴旺", "在营集体产业项目数", 500, date(2022, 6, 1),
          date(2022, 9, 30), FORESTRY, 7, date(2022, 10, 14), income=36),
    Story("箱包厂", "206", "产业兴旺", "村集体经济年收入", 50, date(2022, 6, 10), date(2022, 8, 31),
          PARTY, 7, date(2022, 9, 16), "专项资金", income=8),
    Story("光伏发电", "217", "产业兴旺", "村集体经济年收入", 86, date(2022, 6, 15),
          date(2022, 10, 20), FORESTRY, 7, date(2022, 11, 8), income=11),
    Story("光伏发电", "213", "产业兴旺", "村集体经济年收入", 72, date(2022, 7, 1),
          date(2022, 11, 10), FORESTRY, 7, date(2022, 11, 25), income=9),
    Story("胡同道路硬化", "208", "生态宜居", "道路硬化率", 96, date(2022, 6, 20), date(2022, 9, 20),
          BUILDING, 7, date(2022, 10, 9)),
    Story("“幸福苑”日间照料中心", "208", "文明幸福", "日间照料/老年食堂设施", 42, date(2022, 7, 10),
          date(2022, 11, 20), CIVIL, 7, date(2022, 12, 9)),
    Story("胡同道路硬化", "210", "生态宜居", "道路硬化率", 64, date(2022, 7, 20),
          date(2022, 12, 16), BUILDING, 7, used=0.9),
    Story("雨污水管网", "201", "生态宜居", "生活污水治理率", 180, date(2022, 7, 5),
          date(2022, 12, 12), BUILDING, 7, used=0.85),
    Story("微动力污水处理站", "213", "生态宜居", "生活污水治理率", 58, date(2022, 9, 1),
          date(2023, 3, 31), BUILDING, 4, paid=0.6, used=0.7),
    Story("微动力污水处理站", "218", "生态宜居", "生活污水治理率", 61, date(2022, 8, 15),
          date(2023, 1, 31), BUILDING, 5, paid=0.7, used=0.8),
    Story("金刚网", "203", "产业兴旺", "在营集体产业项目数", 120, date(2022, 8, 20),
          date(2023, 2, 20), PARTY, 4, source="自筹", paid=0.75, used=0.6),
    Story("地黄种植", "207", "产业兴旺", "“一村一品”特色产业", 28, date(2022, 10, 8),
          date(2023, 6, 30), FORESTRY, 3, paid=0.5, used=0.4),
    Story("集体经济扶持项目", "205", "产业兴旺", "村集体经济年收入", 50, date(2022, 7, 15),
          date(2022, 12, 20), PARTY, 4, source="专项资金", used=0.5),
    Story("党群服务中心修缮", "220", "文明幸福", "党群服务中心“五有五中心”", 35, date(2022, 8, 10),
          date(2022, 12, 31), PARTY, 4, paid=0.5, used=0.9),
    Story("蔬菜大棚", "214", "产业兴旺", "在营集体产业项目数", 45, date(2022, 9, 20),
          date(2023, 2, 28), FORESTRY, 2, paid=0.4, used=0.2),
)  # fmt: skip
FAILED = {4: ("资料手续齐全", "缺竣工图，限期补齐"), 5: ("安全与环保达标", "消防器材未配齐")}
"""What did not pass at the first look: by the place of the project."""


def code(place: int) -> str:
    """The code of a project by its place."""
    return f"YC-{place + 1:02d}"


def planned(story: Story, share: float) -> date:
    """The planned day of a milestone, on a working day of the span."""
    day = story.start + timedelta(days=round((story.end - story.start).days * share))
    return day - timedelta(days=max(0, day.weekday() - 4)) if story.start < day else day


def files(
    town: str,
    names: dict[str, str],
    items: list[str],
    loans: list[tuple[str, date, float]],
) -> dict[str, list[list[str]]]:
    """The five tables; ``loans`` are the 先锋贷 of villages as they were reported: village, day and
    what had come since the day before."""
    register = [[
        "项目编号", "项目", "村代码", "村", "星", "指标", "投资额（万元）", "计划开工", "计划完工",
        "责任岗位", "施工单位",
    ]]  # fmt: skip
    milestones = [["项目编号", "节点", "环节", "计划日期", "完成日期"]]
    funds = [["村代码", "村", "项目编号", "资金来源", "金额（万元）", "已使用（万元）", "到账日期"]]
    sheet = [["项目编号", "验收项", "结论", "验收日期", "验收意见"]]
    upkeep = [["项目编号", "管护单位", "检查日期", "年收益（万元）", "管护情况"]]
    for place, one in enumerate(STORIES):
        where = [town + one.village, names[one.village]]
        register.append([
            code(place), one.name, *where, one.star, one.indicator, f"{one.investment:g}",
            str(one.start), str(one.end), one.post, f"{one.contractor}{'甲乙丙丁'[place % 4]}",
        ])  # fmt: skip
        done = one.start
        for step, (name, phase, share) in enumerate(STEPS):
            due = planned(one, share)
            slip = SLIPS[(place * 3 + step) % len(SLIPS)]
            if step < one.done:
                done = min(max(due + timedelta(days=slip), done, one.start), LAST)
            milestones.append([
                code(place), name, phase, str(due), str(done) if step < one.done else "",
            ])  # fmt: skip
        came = round(one.investment * one.paid, 1)
        day = str(planned(one, 0.26))
        funds.append([
            *where, code(place), one.source, f"{came:g}", f"{round(came * one.used, 1):g}", day,
        ])  # fmt: skip
        if one.accepted:
            first = max(done, one.accepted - timedelta(days=6))
            for item in items:
                flaw, said = FAILED.get(place, ("", ""))
                if item == flaw:
                    sheet.append([code(place), item, "不合格", str(first), said])
                    sheet.append([code(place), item, "合格", str(one.accepted), "已整改"])
                else:
                    sheet.append([code(place), item, "合格", str(first), ""])
            looked = str(min(one.accepted + timedelta(days=30), LAST))
            income = "" if one.income is None else f"{one.income:g}"
            upkeep.append([code(place), "村集体经济合作社（示例）", looked, income, "运行正常"])
        elif one.done == len(STEPS) and done < LAST - timedelta(days=5):
            for item in items[:5]:
                sheet.append([code(place), item, "合格", str(done + timedelta(days=5)), ""])
    for village, on, amount in loans:
        where = [town + village, names[village]]
        funds.append([*where, "", "先锋贷", f"{amount:.1f}", "", str(on)])
    return {
        "projects_1_register": register, "projects_2_milestones": milestones,
        "projects_3_funds": funds, "projects_4_acceptance": sheet, "projects_5_upkeep": upkeep,
    }  # fmt: skip
