"""Write the steps of the demonstration's ledger (data/sample/yuecun/acts/ledger.csv): what posts did
about the shortfalls its data opened, what inspections found, and what villages reported.

The town is lived through once, week by week: each week the files of the day are imported, then a plain
policy says which post takes which step with which item, and the step is taken through the product's
own acts. Same seed, same rows. Everything is made up; posts only.

python data/sample/yuecun_ledger.py
"""

from __future__ import annotations

import csv
import io
import os
import random
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import pandas as pd

from dashboard.store import commands, instance, queries
from dashboard.store.commands import ledger_steps, setup

FOLDER = Path(__file__).parent / "yuecun"
TARGET = FOLDER / "acts" / "ledger.csv"
TOWN = "410902101"
COLUMNS = (
    "day", "action", "actor_name", "actor_role", "actor_scope", "village_code", "indicator_code",
    "what", "note", "measure", "evidence", "source", "star_code", "kind", "place", "category",
    "severity", "found_on", "due_date", "owner_post", "lead_unit", "liaison_post", "until_date",
    "look_on", "lead_post", "cause", "needs_county",
)  # fmt: skip
MEASURES = {
    "P01": "补齐欠开的党课和组织生活会，按月报镇党建办核对", "P03": "建后备人才库，从致富带头人里培养",
    "P05": "按标准逐项对照整改活动场所", "P06": "逐人定岗定责，每月评议一次",
    "P08": "联系经济能人回村任职", "P09": "主题党日前一周通知，缺席的补课",
    "I01": "清收发包合同，盘活闲置院落出租", "I02": "合作社带户，分红方案公示后兑现",
    "I03": "引进手工加工点，厂房由村集体提供", "I06": "分期培训，先训种植和电商",
    "I07": "逐户定增收门路，公益岗优先安排", "E01": "分巷道包干，每周检查一次",
    "E02": "管网查漏，户厕接管，由镇村建办按周核查", "E03": "增配清运车辆，实行定时定点收集",
    "E04": "逐处列清单，限期拆除并复绿", "E05": "以奖代补，评选示范庭院",
    "E07": "按月评反馈逐条整改", "E10": "沟渠清淤，管护责任到段",
    "L01": "由镇综治中心牵头化解，落实回访", "L04": "矛盾每周排查，三级调解",
    "L05": "两案并办，律师参与调解", "C01": "修订评选细则，每季评一次", "C02": "完善红白理事会章程并公示",
    "C03": "补办移风易俗宣传和登记", "C04": "利用旧校舍改建日间照料点", "C05": "农闲时节补办文化活动",
}  # fmt: skip
PROGRESS = (
    "已列清单，完成三成", "方案已经村民代表会议通过", "已动工，过半", "材料已补齐，待数据上报", "正对接镇里部门",
)  # fmt: skip
CAUSES = {"P": "人手", "I": "资金", "E": "资金", "L": "权限", "C": "主观"}
# week, village, star, source, what, severity, measure, weeks until it is handed in (0: not yet)
FOUND = (
    (2, "220", "ecology", "暗访", "村东坑塘有生活垃圾漂浮", "serious", "打捞清运，设专人管护", 2),
    (2, "214", "party", "督导", "会议记录缺议题和表决情况", "normal", "补正记录，统一记录本", 3),
    (4, "205", "industry", "实地指导", "大棚闲置两座未出租", "normal", "公开招租，减免首年租金", 7),
    (4, "224", "civility", "观摩", "文化广场器材损坏三处", "normal", "更换器材并登记", 3),
    (6, "210", "ecology", "暗访", "主干道两侧有乱堆乱放", "serious", "清理并划定堆放点", 2),
    (7, "221", "civility", "群众反映", "红白事仍有大操大办", "normal", "理事会上门劝导，公示标准", 4),
    (9, "203", "ecology", "督导", "污水管网检查井盖破损两处", "urgent", "更换井盖，先设警示", 1),
    (9, "001", "party", "督导", "党员活动日签到表不规范", "normal", "按月归档，支部书记复核", 3),
    (11, "213", "industry", "调度会", "光伏发电收益未按期入账", "serious", "与供电所对账后入账", 3),
    (12, "201", "safety", "调度会", "一起土地纠纷逾期未化解", "urgent", "包村岗位牵头，两周内调解", 4),
    (14, "217", "civility", "观摩", "日间照料点未启用", "serious", "配齐设备，年内启用", 0),
    (15, "207", "ecology", "观摩", "人居环境月评低于周边村", "normal", "对照月评逐条整改", 0),
    (17, "204", "ecology", "暗访", "村西沟渠有秸秆堆积", "serious", "清运，落实禁烧巡查", 2),
    (18, "222", "party", "督导", "村干部值班表未公示", "normal", "在公示栏公示并更新", 2),
    (20, "208", "industry", "实地指导", "合作社台账不全", "normal", "补齐台账，由镇农业农村中心复核", 4),
    (22, "218", "ecology", "群众反映", "胡同硬化路面破损", "normal", "列入来年修缮计划", 0),
    (23, "223", "party", "督导", "后备力量培养计划未落实", "normal", "一人一策，由支部落实", 0),
)  # fmt: skip
# week, village, star, category, place, what, weeks until the answer (0: not yet)
REPORTED = (
    (3, "225", "safety", "安全隐患", "村小学门口", "减速带缺失", 1),
    (5, "206", "ecology", "基础设施", "三组胡同", "路灯不亮两盏", 2),
    (8, "210", "civility", "民生诉求", "村卫生室", "常用药品不足", 3),
    (13, "205", "ecology", "环境卫生", "村北坑塘", "水体发黑", 2),
    (16, "224", "safety", "矛盾纠纷", "四组", "宅基地边界争议", 4),
    (19, "201", "ecology", "基础设施", "集市街", "下水口堵塞", 1),
    (24, "213", "civility", "微心愿", "村文化广场", "希望添置乒乓球台", 0),
)  # fmt: skip


def _plain(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with None for what is not known."""
    return rows.astype(object).where(rows.notna(), None)


class Policy:
    """Which post takes which step, week by week."""

    def __init__(self) -> None:
        self.random = random.Random(20220704)
        self.rows: list[dict[str, str]] = []
        self.handed_in: dict[int, int] = {}  # item of FOUND or REPORTED → weeks until handed in
        self.mood: dict[int, float] = {}

    def week(self, number: int, day: date) -> None:
        """The steps of one review day."""
        self._open(number, day)
        shown = _plain(queries.ledger(day))
        for item in shown.sort_values("item_id").itertuples():
            own = self.mood.setdefault(item.item_id, self.random.random())
            since = (day - item.opened_on.date()).days // 7
            if item.kind == "report":
                self._report(item, day, since)
            elif item.state in ("unclaimed", "rectifying", "returned"):
                self._work(item, day, since, own)
            elif item.state == "applied" and (day - item.last_day.date()).days >= 7:
                sent_back = own < 0.12 and item.return_count == 0
                who = self._town(own)
                self._take(
                    day, who, item, "return", note="佐证不全，补现场核实情况"
                ) if sent_back else (self._take(day, who, item, "accept"))
            elif item.state == "suspended" and item.until_date.date() <= day:
                self._take(day, self._force(item), item, "resume")
        if number == 21:
            self._look_back(day)

    def _open(self, number: int, day: date) -> None:
        for week, code, star, source, what, severity, measure, weeks in FOUND:
            if week == number:
                self._step(
                    day, ("数据员", "数据员", ""), "open", TOWN + code, what=what, source=source,
                    star_code=star, severity=severity, measure=measure,
                    owner_post="村支书",
                )  # fmt: skip
                self._remember(TOWN + code, what, weeks)
        for week, code, star, category, place, what, weeks in REPORTED:
            if week == number:
                name = f"村支书（{self._village(TOWN + code)}）"
                self._step(
                    day, (name, "村支书", TOWN + code), "open", TOWN + code, what=what, kind="report",
                    place=place, category=category, star_code=star,
                )  # fmt: skip
                self._remember(TOWN + code, what, weeks)

    def _remember(self, village: str, what: str, weeks: int) -> None:
        rows = queries.ledger(commands.business_today())
        own = rows[(rows["village_code"] == village) & (rows["what"] == what)]
        self.handed_in[int(own["item_id"].max())] = weeks

    def _village(self, code: str) -> str:
        return str(queries.villages().set_index("village_code").loc[code, "village"])

    def _work(self, item: Any, day: date, since: int, own: float) -> None:
        owner = self._owner(item, own)
        if item.state == "unclaimed":
            if since >= (own > 0.35) + (own > 0.85):
                measure = item.measure or MEASURES.get(item.indicator_code, "逐项对照整改")
                cause = CAUSES[(item.indicator_code or "P")[0]]
                self._take(day, owner, item, "claim", measure=measure, cause=cause)
            return
        weeks = self.handed_in.get(item.item_id)
        if item.proposes_closing or (weeks and since >= weeks):
            shown = (
                f"{item.value_as_of.date()} 报 {item.value:g}{item.unit or ''}，已达标"
                if item.proposes_closing
                else "已整改，现场核实"
            )
            self._take(day, owner, item, "apply", evidence=shown)
        elif item.indicator_code in ("I07", "C04") and since == 8:
            until = day + timedelta(weeks=8)
            self._take(
                day, self._force(item), item, "suspend", note="待上级资金下达", until_date=until
            )  # fmt: skip
        elif item.days_left < -7 and own < 0.84:
            until = day + timedelta(weeks=6 + int(own * 10))
            note = "按季推进，时限顺延一次" if own < 0.5 else "须上级协调，时限顺延"
            county = "" if own < 0.6 else "1"
            self._take(
                day, ("数据员", "数据员", ""), item, "assign", note=note, due_date=until, needs_county=county
            )  # fmt: skip
        elif item.escalation == "挂牌" and (item.look_on is None or item.look_on.date() <= day):
            self._take(
                day, ("镇党委书记", "镇党委书记", ""), item, "press", note="挂牌督战，现场调度",
                lead_post="镇党委副书记", look_on=day + timedelta(weeks=3),
            )  # fmt: skip
        elif since % 5 == 3 and own < 0.7:
            note = PROGRESS[(item.item_id + since) % len(PROGRESS)]
            self._take(day, owner, item, "progress", note=note)

    def _report(self, item: Any, day: date, since: int) -> None:
        name = f"村支书（{item.village}）"
        weeks = self.handed_in[item.item_id]
        if item.state in ("unclaimed", "rectifying") and weeks and since >= weeks:
            self._take(day, ("数据员", "数据员", ""), item, "apply", note="已派人处置，请村里核实")
        elif item.state == "applied" and (day - item.last_day.date()).days >= 7:
            self._take(day, (name, "村支书", item.village_code), item, "accept")

    def _look_back(self, day: date) -> None:
        """A second look finds one of the closed findings open again."""
        rows = _plain(queries.ledger(day))
        own = rows[(rows["state"] == "closed") & (rows["source"] == "暗访")]
        item = next(own.sort_values("item_id").itertuples())
        self._take(day, ("镇党委书记", "镇党委书记", ""), item, "reopen", note="回头看又见垃圾漂浮")

    def _owner(self, item: Any, own: float) -> tuple[str, str, str]:
        if own < 0.5 and item.star_code:
            return self._force(item)
        return f"村支书（{item.village}）", "村支书", item.village_code

    def _force(self, item: Any) -> tuple[str, str, str]:
        return f"专班（{item.star}）", "专班", item.star_code

    def _town(self, own: float) -> tuple[str, str, str]:
        return ("数据员", "数据员", "") if own > 0.3 else ("镇党委书记", "镇党委书记", "")

    def _take(
        self, day: date, who: tuple[str, str, str], item: Any, action: str, **said: Any
    ) -> None:
        cause = (
            {"indicator_code": item.indicator_code} if item.indicator_code else {"what": item.what}
        )
        self._step(day, who, action, item.village_code, **cause, **said)

    def _step(
        self, day: date, who: tuple[str, str, str], action: str, village_code: str, **said: Any
    ) -> None:
        name, role, scope = who
        row = dict.fromkeys(COLUMNS, "") | {
            "day": str(day), "action": action, "actor_name": name, "actor_role": role,
            "actor_scope": scope, "village_code": village_code,
            **{key: str(value) for key, value in said.items()},
        }  # fmt: skip
        self.rows.append(row)
        ledger_steps.play([row])


def main() -> None:
    """Live through the half-year and write the steps down."""
    policy = Policy()
    first = date(2022, 7, 4)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XINGTU_HOME"] = folder
        store = instance.open_database(":memory:")
        setup.fill(store, TOWN, demonstration=True)
        setup.load_sample(FOLDER, lambda day: policy.week((day - first).days // 7, day))
        store.close()
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(policy.rows)
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(out.getvalue().encode("utf-8-sig"))


if __name__ == "__main__":
    main()
