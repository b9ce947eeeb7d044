"""The texts to copy: worst first, grouped, counted, never endless; and how long ones are cut."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.messages.text import parts, reminder, supervision_sheet

DAY = date(2022, 11, 14)
FARM, SAFETY = "农业服务中心", "平安办"


def item(number: int, **given: Any) -> dict[str, Any]:
    left = given.get("days_left")
    due = None if left is None else pd.Timestamp(DAY) + pd.Timedelta(days=left)
    return {
        "item_no": f"2022-{number:03}", "village": "瓦岗", "star": "生态宜居", "place": "", "what": "污水治理率 42%",
        "owner_post": FARM, "due_date": due, "days_left": None, "kind": "shortfall", "state": "rectifying",
        "is_open": True, "until_date": None, "colour": "yellow", "escalation": "",
    } | given  # fmt: skip


ITEMS = [
    item(1, days_left=9),
    item(2, days_left=-6, colour="red", escalation="督办", village="东田"),
    item(3, owner_post="", star=None),
    item(4, days_left=0, owner_post=SAFETY, place="村口", what="路灯\n 不亮\u200b 13812345678"),
    item(5, days_left=-12, colour="red", escalation="", owner_post=SAFETY),
    item(6, days_left=3, state="unclaimed"),
]


def frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    found = pd.DataFrame(rows)
    found["days_left"] = found["days_left"].astype("Int64")
    for name in ("due_date", "until_date"):
        found[name] = pd.to_datetime(found[name])
    return found


def test_worst_first_by_post() -> None:
    assert reminder(frame(ITEMS), DAY) == (
        "【短板台账提醒】截至2022-11-14，共 6 项：红 2、黄 4。\n"
        "\n平安办（2 项）\n"
        "1. ■红 瓦岗·生态宜居：污水治理率 42%，2022-11-02到期，已逾期 12 天，整改中〔2022-005〕\n"
        "2. ▲黄 瓦岗·生态宜居·村口：路灯 不亮 （已隐去），今天（2022-11-14）到期，整改中〔2022-004〕\n"
        "\n农业服务中心（3 项）\n"
        "1. ■红 东田·生态宜居：污水治理率 42%，2022-11-08到期，已逾期 6 天（督办），整改中〔2022-002〕\n"
        "2. ▲黄 瓦岗·生态宜居：污水治理率 42%，2022-11-17到期，还有 3 天，待认领〔2022-006〕\n"
        "3. ▲黄 瓦岗·生态宜居：污水治理率 42%，2022-11-23到期，还有 9 天，整改中〔2022-001〕\n"
        "\n未定责任岗位（1 项）\n"
        "1. ▲黄 瓦岗：污水治理率 42%，未定期限，整改中〔2022-003〕"
    )


def test_by_village_with_the_rest_counted() -> None:
    text = reminder(frame(ITEMS), DAY, by="village", most=2)
    assert re.findall(r"〔(.*?)〕", text) == ["2022-005", "2022-002"]
    assert text.endswith("\n\n另有 4 项，见短板台账。")
    assert "\n瓦岗（5 项）\n" in text
    assert "\n东田（1 项）\n" in text
    assert reminder(frame(ITEMS).iloc[:0], DAY).endswith("没有要提醒的事项。")


def test_red_for_another_cause_than_its_day_is_still_first() -> None:
    rows = [
        item(1, days_left=-2),
        item(2, days_left=5, colour="red"),
        item(3, colour="green", state="closed", is_open=False),
        item(4, kind="report", days_left=6, state="suspended", until_date=date(2022, 11, 20))
        | {"due_date": pd.Timestamp(2022, 11, 3)},
    ]
    text = reminder(frame(rows), DAY)
    assert re.findall(r"(\S+) 瓦岗.*〔(.*?)〕", text) == [
        ("■红", "2022-002"), ("▲黄", "2022-001"), ("▲黄", "2022-004"),
    ]  # fmt: skip
    assert "2022-11-20到期，还有 6 天，挂起〔2022-004〕" in text
    assert "期限：2022-11-02到期\n" in supervision_sheet(
        item(5, days_left=-12, state="closed", is_open=False, colour="green"), DAY
    )


def test_the_sheet_of_one_item() -> None:
    assert supervision_sheet(ITEMS[1], DAY).splitlines() == [
        "【督办单】2022-002", "截至：2022-11-14", "村：东田·生态宜居", "问题：污水治理率 42%",
        "责任岗位：农业服务中心", "期限：2022-11-08到期，已逾期 6 天（督办）", "现状：整改中",
        "请责任岗位报整改措施、进展和预计销号日期；到期确有困难的，写明原因申请挂起。",
    ]  # fmt: skip
    assert "未定期限" in supervision_sheet(frame(ITEMS).to_dict("records")[2], DAY)


@pytest.mark.parametrize("most", [1, 5, 30])
@settings(deadline=None, max_examples=40)
@given(lefts=st.lists(st.one_of(st.none(), st.integers(-40, 40)), min_size=1, max_size=40))
def test_no_item_is_lost(most: int, lefts: list[int | None]) -> None:
    rows = [
        item(n, days_left=left, owner_post=(FARM, SAFETY)[n % 2],
             colour="red" if left is not None and left < 0 else "yellow")
        for n, left in enumerate(lefts)
    ]  # fmt: skip
    text = reminder(frame(rows), DAY, most=most)
    named = re.findall(r"〔2022-(\d+)〕", text)
    rest = re.search(r"另有 (\d+) 项", text)
    assert len(named) == min(most, len(rows))
    assert len(named) + (int(rest[1]) if rest else 0) == len(rows)
    order = sorted(range(len(rows)), key=lambda n: 99 if (left := lefts[n]) is None else left)
    worst = [lefts[n] for n in order[:most]]
    shown = [lefts[int(n)] for n in named]
    assert sorted(map(str, shown)) == sorted(map(str, worst))


@settings(deadline=None)
@given(
    lines=st.lists(st.text(st.sampled_from("好a😀 "), max_size=120), max_size=30),
    most=st.sampled_from([60, 100, 2048]),
)
def test_parts_hold_everything_and_fit(lines: list[str], most: int) -> None:
    text = "\n".join(lines)
    pieces = parts(text, most)
    assert all(len(piece.encode()) <= most for piece in pieces)
    if len(pieces) == 1 and len(text.encode()) <= most:
        assert pieces == [text]
        return
    bodies = []
    for number, piece in enumerate(pieces, 1):
        head, body = piece.split("\n", 1)
        assert head == f"（{number}/{len(pieces)}）"
        bodies.append(body)
    assert "".join("\n".join(bodies).split()) == "".join(text.split())
    long = {line for line in lines if len(line.encode()) > most - 32}
    whole = [line for line in lines if line.strip() and line not in long]
    assert all(line in "\n".join(bodies) for line in whole)
