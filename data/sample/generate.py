"""Write the demonstration's files (data/sample/yuecun/*.csv) from the story; same seed, same bytes.

python data/sample/generate.py [FOLDER]
"""

from __future__ import annotations

import csv
import io
import random
import sys
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parent))

import yuecun_projects as projects
import yuecun_story as story

from dashboard.domain.campaign import Indicator, load_campaign
from dashboard.domain.project import load_projects

ROOT = Path(__file__).parents[2]
START = date(2022, 7, 4)
WEEKS = 26
TOWN = "410902101"
GBK_WEEKS = {3, 9, 16, 21}
LONG_WEEKS = {1, 8, 17}
# Sums and weighted means the villages must add up to at the end (S002).
TOTALS = {"P07": 209, "I09": 50.32, "I10": 1164, "E09": 9120, "N08": 59}
MEAN_INCOME = 17609
CIVIL_RATE = 80.0
STAR = {"party": "P", "industry": "I", "ecology": "E", "safety": "L", "civility": "C"}
# Values that stand well where nothing holds a village back: (low, high) of its own level.
GOOD = {
    "P01": (100, 100), "P02": (1, 1.4), "P03": (1, 2), "P05": (100, 100), "P06": (91, 98),
    "P08": (2, 4), "P09": (91, 96), "I01": (11, 24), "I02": (5.4, 9.8), "I03": (1, 3),
    "I06": (21, 46), "I07": (18000, 19400), "I12": (-1.5, 0), "E01": (86, 95), "E02": (46, 60),
    "E03": (100, 100), "E05": (51, 66), "E07": (81, 93), "E08": (100, 100), "E10": (95, 99),
    "L06": (91, 97), "L07": (100, 100), "C04": (1, 2), "I05": (18, 90),
}  # fmt: skip

campaign = load_campaign(ROOT / "data" / "campaign")


class Town:
    """Every village's value of every indicator in every week."""

    def __init__(self) -> None:
        self.random = random.Random(20220704)
        self.own = {  # where between low and high a village stands by itself
            (code, one.code): self.random.random()
            for code in story.VILLAGES
            for one in campaign.indicators
        }
        self.shares = {code: self._split(total, code) for code, total in TOTALS.items()}
        self.civil = self._civil_rates()
        self.income = self._incomes()

    def _split(self, total: float, code: str) -> dict[str, float]:
        """A total over the villages, in steps of its decimals, adding up exactly."""
        step = 10 ** campaign.indicator(code).decimals
        weights = {one: 0.6 + self.own[one, code] for one in story.VILLAGES}
        scale = total * step / sum(weights.values())
        parts = {one: int(weight * scale) for one, weight in weights.items()}
        rest = round(total * step) - sum(parts.values())
        for one in list(parts)[:rest]:
            parts[one] += 1
        return {one: part / step for one, part in parts.items()}

    def _civil_rates(self) -> dict[str, tuple[float, float]]:
        """星级文明户覆盖率 at the start and the end; free villages lift the mean to the town's."""
        rates, free = {}, []
        for code in story.VILLAGES:
            spell = self._spell(code, "C01")
            if spell is not None:
                rates[code] = spell[3:]
            elif (code, "C01") in story.LINES:
                rates[code] = story.LINES[code, "C01"]
            else:
                free.append(code)
        households = {code: row[2] for code, row in story.VILLAGES.items()}
        missing = CIVIL_RATE * sum(households.values()) - sum(
            rates[code][1] * households[code] for code in rates
        )
        mean = missing / sum(households[code] for code in free)
        for code in free:
            rates[code] = (mean - 0.6, mean)
        return rates

    def _incomes(self) -> dict[str, float]:
        """脱贫户人均收入 at the end; the last free loser takes what the town's mean leaves over."""
        weights = {code: row[3] for code, row in story.VILLAGES.items() if row[3]}
        incomes = {}
        for code in weights:
            spell = self._spell(code, "I07")
            low, high = GOOD["I07"]
            incomes[code] = spell[4] if spell else round(low + (high - low) * self.own[code, "I07"])
        taker = "220"
        others = sum(weights[code] * incomes[code] for code in weights if code != taker)
        incomes[taker] = round((MEAN_INCOME * sum(weights.values()) - others) / weights[taker])
        return incomes

    def _spell(self, code: str, indicator: str, week: int = 0) -> tuple | None:
        for spell in story.SPELLS[code]:
            if spell[0] == indicator and spell[1] <= week < spell[2]:
                return spell
        return None

    def value(self, code: str, one: Indicator, week: int) -> float | None:
        """The value reported in a week, or None where nothing is."""
        key = (code, one.code)
        if key in story.NEVER or week > story.LAST_REPORT.get(key, WEEKS):
            return None
        counted = self._counted(code, one.code, week)
        if counted is not None:
            return counted
        if one.value_type == "bool":
            return self._yes_no(code, one.code, week)
        spell = self._spell(code, one.code, week)
        if spell is not None:
            _, first, end, start_value, end_value = spell
            part = (week - first) / max(1, min(end, WEEKS) - 1 - first)
            return round(start_value + (end_value - start_value) * min(part, 1), one.decimals)
        if one.direction == "lower":
            return -self._line(key, (0, 1.5), week, one) if one.code == "I12" else 0.0
        return self._line(key, GOOD[one.code], week, one)

    def _line(self, key: tuple[str, str], span: tuple, week: int, one: Indicator) -> float:
        """A line that rises a little over the half-year, inside the good range."""
        if key in story.LINES:
            start, end = story.LINES[key]
        else:
            low, high = span
            start = low + (high - low) * self.own[key] * 0.7
            end = low + (high - low) * self.own[key]
        return round(start + (end - start) * week / (WEEKS - 1), one.decimals)

    def _counted(self, code: str, indicator: str, week: int) -> float | None:
        """Totals of the town split, counts, and the rates that follow from them."""
        _, _, households, lifted = story.VILLAGES[code]
        if indicator in self.shares:
            decimals = campaign.indicator(indicator).decimals
            part = self.shares[indicator][code]
            return part if week >= 22 else round(part * (0.45 + 0.55 * week / 25), decimals)
        if indicator == "I07":
            return None if not lifted else round(self.income[code] - 350 * (1 - min(1, week / 24)))
        if indicator == "C05":
            reached = story.EVENTS_BY.get(code)
            if reached is None:
                return float(story.EVENTS_ELSE.get(code, 0))
            return 4.0 if week >= reached else float(min(3, 1 + week // 5))
        report = max((n for n, due in enumerate(story.DUE["safety", "month"]) if due <= week))
        received, settled = (row[report] for row in story.DISPUTES[code])
        cases, done = story.LEGACY[code][0], story.LEGACY[code][1][report]
        start, end = self.civil[code]
        civil = round(households * (start + (end - start) * min(1, week / 22)) / 100)
        counts = {
            "N01": households, "N02": civil, "N03": lifted, "N04": received, "N05": settled,
            "N06": cases, "N07": done, "L04": round(100 * settled / received, 1),
            "L05": round(100 * done / cases, 1), "C01": round(100 * civil / households, 1),
        }  # fmt: skip
        return counts.get(indicator)

    def _yes_no(self, code: str, indicator: str, week: int) -> float:
        if indicator == "L08":
            return float(code == "208")
        if indicator == "E06":
            return float(code not in story.NOT_FOUR_BEAUTY)
        if indicator == "I11":
            return float(week >= 14 or code not in story.NO_CREDIT_AT_FIRST)
        if indicator == "P10":
            return float(self.own[code, indicator] < 0.6)
        spell = self._spell(code, indicator, week)
        if spell is not None:
            return float(spell[3])
        return float(campaign.indicator(indicator).direction == "higher")


def due(one: Indicator, week: int) -> bool:
    """Whether an indicator is to be reported in a week."""
    if week == 0 or one.period == "week":
        return True
    return week in story.DUE.get((one.star, one.period), ())


def cell(value: float | None, one: Indicator) -> str:
    """A value as a clerk types it."""
    if value is None:
        return ""
    if one.value_type == "bool":
        return "是" if value else "否"
    text = f"{value:.{max(one.decimals, 1)}f}" if value % 1 else f"{value:.0f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def weekly(town: Town, week: int) -> list[list[str]]:
    """One weekly file, wide or long."""
    day = (START + timedelta(weeks=week)).isoformat()
    listed = [one for one in campaign.indicators if due(one, week)]
    rows = []
    if week in LONG_WEEKS:
        rows.append(["村代码", "村", "指标", "日期", "数值"])
        for code, (name, *_) in story.VILLAGES.items():
            for one in listed:
                text = cell(town.value(code, one, week), one)
                rows.append([TOWN + code, name, one.name, day, text])
        return rows
    heads = [f"{one.name}（{one.unit}）" if one.unit else one.name for one in listed]
    rows.append(["村代码", "村", "日期", *heads])
    for code, (name, *_) in story.VILLAGES.items():
        cells = [cell(town.value(code, one, week), one) for one in listed]
        rows.append([TOWN + code, name, day, *cells])
    return rows


def planned(code: str, count: int) -> list[str]:
    """The stars a village plans to win: those with the fewest shortfalls first."""
    own = [spell[0] for spell in story.SPELLS[code]]
    stars = sorted(
        campaign.stars, key=lambda one: (sum(c[0] == STAR[one.code] for c in own), one.order)
    )
    chosen = {one.code for one in stars[:count]}
    return [one.name for one in campaign.stars if one.code in chosen]


def others() -> dict[str, list[list[str]]]:
    """The files that are not indicator values."""
    names = {code: row[0] for code, row in story.VILLAGES.items()}

    def both(code: str) -> list[str]:
        return [TOWN + code, names[code]]

    villages = [["村代码", "村", "类别", "管区", "包村岗位", "户数"]]
    for code, (_, group, households, _) in story.VILLAGES.items():
        kind = "社区" if code < "200" else "村"
        villages.append([*both(code), kind, group, story.POSTS[group], str(households)])
    targets = [["村代码", "村", "年度", "季度", "目标星数", "目标星"]]
    for code, goals in story.TARGETS.items():
        targets += [
            [*both(code), "2022", str(q), str(n), "、".join(planned(code, n))]
            for q, n in zip((2, 3, 4), goals, strict=True)
        ]
    pairs = [["帮方代码", "帮方", "受方代码", "受方", "方式", "星", "指标", "起", "止"]]
    for mentor, mentee, kind, star, indicator in story.PAIRS:
        pairs.append([*both(mentor), *both(mentee), kind, star, indicator, START.isoformat(), ""])
    facts = [["事实", "日期", "数值", "限定", "单位", "来源", "原文"]]
    for fact, value, qualifier, unit, quote in story.FACTS:
        facts.append([fact, "2022-12-26", f"{value:g}", qualifier, unit, "岳村镇创建纪实", quote])
    reasons = {"I12": "社区没有村级债务，示例", "I07": "本村没有脱贫享受政策户，示例"}
    exemptions = [["村代码", "村", "指标", "起", "止", "理由"]]
    for code, indicator in story.EXEMPT.items():
        exemptions.append([*both(code), indicator, "2022-05-01", "", reasons[indicator]])
    awards = [["村代码", "村", "年度", "级别", "事件", "理由", "文号"]]
    for code, level in story.AWARDS.items():
        awards.append([*both(code), "2022", str(level), "晋星", "岳村镇创建纪实所载", ""])
    return {
        "villages": villages, "targets": targets, "pairs": pairs, "town_facts": facts,
        "exemptions": exemptions, "awards": awards,
    }  # fmt: skip


def of_projects(town: Town) -> dict[str, list[list[str]]]:
    """The projects and their money; the loans of a village add up to what it reported each time."""
    items = [one.name for one in load_projects(ROOT / "data" / "campaign" / "projects.toml").items]
    names = {code: row[0] for code, row in story.VILLAGES.items()}
    one = campaign.indicator("I10")
    loans = []
    for code in names:
        before = 0.0
        for week in story.DUE["industry", "month"]:
            value = town.value(code, one, week)
            if value is not None and round(value - before, one.decimals) > 0:
                loans.append((code, START + timedelta(weeks=week), value - before))
                before = value
    return projects.files(TOWN, names, items, loans)


def save(folder: Path, name: str, rows: list[list[str]], encoding: str = "utf-8-sig") -> None:
    """One CSV with CRLF, as spreadsheets write it."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    (folder / f"{name}.csv").write_bytes(out.getvalue().encode(encoding))


def generate(folder: Path) -> None:
    """Write every file into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    town = Town()
    for week in range(WEEKS):
        name = (START + timedelta(weeks=week)).isoformat()
        save(folder, name, weekly(town, week), "gbk" if week in GBK_WEEKS else "utf-8-sig")
    for name, rows in (others() | of_projects(town)).items():
        save(folder, name, rows)


if __name__ == "__main__":
    generate(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "yuecun")
