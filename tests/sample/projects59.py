"""The 59 projects of seed 004: another place's case, here on the villages of the demonstration's town.
Deterministic; for tests alone."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

COUNT = 59
DAY = date(2022, 12, 26)
"""The day the case is looked at."""
KINDS = (
    "智能停车场",
    "脐橙基地",
    "红色遗址修缮",
    "组内道路硬化",
    "污水管网",
    "陈列馆布展",
    "活动广场",
)
STEPS = (
    ("立项批复", "审批"), ("方案审查", "技术"), ("资金下达", "资金"), ("开工", "施工"),
    ("主体完成", "施工"), ("竣工", "施工"),
)  # fmt: skip
POSTS = ("前线指挥岗（示例岗位）", "乡村规划岗（示例岗位）", "产业指导岗（示例岗位）")


def tables(villages: Sequence[str], count: int = COUNT) -> dict[str, str]:
    """The files 项目.csv, 节点.csv and 资金.csv as text, for villages of these names."""
    rng = random.Random(59)
    register = ["项目编号,项目,村,星,投资额（万元）,计划开工,计划完工,责任岗位,施工单位"]
    milestones = ["项目编号,节点,环节,计划日期,完成日期"]
    funds = ["村,项目编号,资金来源,金额（万元）,已使用（万元）,到账日期"]
    for place in range(count):
        code, village = f"HS-{place + 1:02d}", villages[place % len(villages)]
        start = date(2022, 3, 1) + timedelta(days=rng.randrange(180))
        span = rng.randrange(90, 260)
        name = f"{KINDS[place % len(KINDS)]}{place // len(KINDS) + 1}期"
        money = rng.randrange(8, 240)
        known = str(money) if place % 9 else ""
        register.append(
            f"{code},{name},{village},{('产业兴旺', '生态宜居', '文明幸福')[place % 3]},{known},"
            f"{start},{start + timedelta(days=span)},{POSTS[place % 3]},示例公司{place % 5}"
        )
        if place % 14 == 13:
            continue  # some have no milestones and go by their finish
        lag = rng.choice((0, 0, 2, 5, 40))
        for step, (title, phase) in enumerate(STEPS):
            planned = start + timedelta(days=span * (step + 1) // len(STEPS))
            done = planned + timedelta(days=lag if step > 3 else min(lag, 3))
            told = str(done) if done <= DAY - timedelta(days=3) else ""
            milestones.append(f"{code},{title},{phase},{planned},{told}")
        funds.append(f"{village},{code},专项资金,{money},{money // 2},{start}")
    return {
        "项目.csv": "\n".join(register) + "\n",
        "节点.csv": "\n".join(milestones) + "\n",
        "资金.csv": "\n".join(funds) + "\n",
    }
