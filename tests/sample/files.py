"""The demonstration as its files hold it, judged by the naive judge; nothing of the store."""

from __future__ import annotations

import csv
import io
import tomllib
from collections import defaultdict
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from tests.queries import naive_judge as naive

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "data" / "sample" / "yuecun"
CAMPAIGN = ROOT / "data" / "campaign"
BOM = b"\xef\xbb\xbf"
STARS = ["party", "industry", "ecology", "safety", "civility"]
FIRST, LAST = date(2022, 7, 4), date(2022, 12, 26)
MONDAYS = [FIRST + timedelta(weeks=n) for n in range(26)]


def rows(name: str) -> list[dict[str, str]]:
    data = (FOLDER / f"{name}.csv").read_bytes()
    text = data.decode("utf-8-sig") if data.startswith(BOM) else data.decode("gbk")
    return list(csv.DictReader(io.StringIO(text)))


@cache
def reported() -> dict[tuple[str, str], list[tuple[date, float]]]:
    blocks = tomllib.loads((CAMPAIGN / "indicators.toml").read_text("utf-8"))["indicator"]
    codes = {one["name"]: one["code"] for one in blocks}
    codes |= {f"{one['name']}（{one['unit']}）": one["code"] for one in blocks if one["unit"]}
    found = defaultdict(list)
    for day in MONDAYS:
        for row in rows(str(day)):
            pairs = [(row["指标"], row["数值"])] if "指标" in row else list(row.items())[3:]
            for heading, cell in pairs:
                if cell:
                    value = {"是": 1.0, "否": 0.0}.get(cell)
                    number = float(cell) if value is None else value
                    found[row["村"], codes[heading]].append(
                        (date.fromisoformat(row["日期"]), number)
                    )
    return found


@cache
def states(day: date) -> dict[str, dict[str, str]]:
    return {village: naive.star_states(judged(village, day), STARS) for village in villages()}


def judged(village: str, day: date) -> dict[tuple[str, str], naive.Judged]:
    blocks = tomllib.loads((CAMPAIGN / "requirements.toml").read_text("utf-8"))["requirement"]
    rules = [
        one | {"star_code": one["star"], "indicator_code": one["indicator"], "version": 1,
               "is_mandatory": one["mandatory"]}
        for one in blocks
    ]  # fmt: skip
    exempt = [
        (one["村"], one["指标"], date.fromisoformat(one["起"]), None) for one in rows("exemptions")
    ]
    return naive.judge_village(day, village, villages()[village], reported(), rules, exempt)


@cache
def villages() -> dict[str, str]:
    return {row["村"]: row["类别"] for row in rows("villages")}


def level(village: str, day: date) -> int:
    return sum(state == "won" for state in states(day)[village].values())


def latest(code: str) -> dict[str, float]:
    return {village: values[-1][1] for (village, one), values in reported().items() if one == code}
