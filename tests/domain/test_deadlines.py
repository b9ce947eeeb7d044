"""Deadlines of shortfalls: the shipped file, what each typo in it is answered with, and dates."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.domain.campaign import CampaignError
from dashboard.domain.deadlines import Deadlines, Schedule, load_deadlines
from dashboard.domain.errors import Refused
from dashboard.domain.workdays import Days

SHIPPED = Path(__file__).parents[2] / "data" / "campaign" / "deadlines.toml"
STANDARD = {"urgent": (1, 2, 5, 3), "serious": (2, 4, 10, 5), "normal": (3, 7, 20, 5)}


def edited(folder: Path, *changes: tuple[str, str]) -> Path:
    text = SHIPPED.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / "deadlines.toml"
    path.write_text(text, "utf-8")
    return path


@pytest.fixture(scope="module")
def shipped() -> Deadlines:
    return load_deadlines(SHIPPED)


@pytest.fixture(scope="module")
def rhythm(tmp_path_factory: pytest.TempPathFactory) -> Deadlines:
    return load_deadlines(edited(tmp_path_factory.mktemp("d3"), ('= "standard"', '= "17110"')))


def test_the_shipped_file(shipped: Deadlines) -> None:
    assert shipped.severities == {"urgent": "紧急", "serious": "较重", "normal": "一般"}
    assert (shipped.soon_days, shipped.remind_days, shipped.relapse_days) == (7, 3, 60)
    assert set(shipped.profiles) == {"standard", "17110"}
    assert shipped.day == ()


def test_a_schedule_over_national_day(shipped: Deadlines) -> None:
    assert shipped.schedule("urgent", date(2022, 9, 29)) == Schedule(
        receive=date(2022, 9, 30), plan=date(2022, 10, 8), show=date(2022, 10, 11),
        accept=date(2022, 10, 14), is_assumed=False,
    )  # fmt: skip
    with pytest.raises(Refused, match=r"“severe”.*urgent（紧急）、serious（较重）、normal（一般）"):
        shipped.schedule("severe", date(2022, 9, 29))


@pytest.mark.parametrize("severity", STANDARD)
def test_17110_is_the_same_for_all(rhythm: Deadlines, severity: str) -> None:
    assert rhythm.schedule(severity, date(2023, 1, 31)) == Schedule(
        receive=date(2023, 2, 1), plan=date(2023, 2, 7), show=date(2023, 2, 28),
        accept=date(2023, 3, 10), is_assumed=False,
    )  # fmt: skip
    assert rhythm.schedule(severity, date(2023, 12, 5)).show == date(2024, 1, 5)


def test_steps_left_out_have_no_day(tmp_path: Path) -> None:
    line = 'receive = {{ days = {}, unit = "workday" }}\nplan = {{ days = {}, unit = "workday" }}\n'
    only_show = load_deadlines(edited(tmp_path, (line.format(1, 2), "")))
    schedule = only_show.schedule("urgent", date(2022, 9, 29))
    assert (schedule.receive, schedule.plan, schedule.show) == (None, None, date(2022, 10, 11))


def test_days_of_the_town(tmp_path: Path, shipped: Deadlines) -> None:
    block = '[[day]]\ndate = 2027-01-0{}\nworkday = false\nnote = "元旦"\n'
    text = "\n" + "".join(block.format(n) for n in (1, 2, 3, 4))
    tail = '# note = "国庆节"\n'
    entered = load_deadlines(
        edited(tmp_path, (tail, tail + text), ("entered_years = []", "entered_years = [2027]"))
    )
    in_days = edited(
        tmp_path, ('accept = { days = 3, unit = "workday"', 'accept = { days = 3, unit = "day"')
    )
    assert load_deadlines(in_days).schedule("urgent", date(2026, 12, 29)).is_assumed
    found = date(2026, 12, 31)
    assert shipped.schedule("urgent", found).receive == date(2027, 1, 1)
    assert shipped.schedule("urgent", found).is_assumed
    assert entered.schedule("urgent", found).receive == date(2027, 1, 5)
    assert not entered.schedule("urgent", found).is_assumed


@settings(deadline=None)
@given(
    severity=st.sampled_from(list(STANDARD)), found=st.dates(date(2010, 1, 1), date(2028, 12, 31))
)
def test_standard_steps_are_working_days(shipped: Deadlines, severity: str, found: date) -> None:
    receive, plan, show, accept = STANDARD[severity]
    schedule = shipped.schedule(severity, found)
    shown, until_show = Days().add(found, show)
    accepted, until_accept = Days().add(shown, accept)
    assert schedule == Schedule(
        receive=Days().add(found, receive)[0], plan=Days().add(found, plan)[0],
        show=shown, accept=accepted, is_assumed=until_show or until_accept,
    )  # fmt: skip


@settings(deadline=None)
@given(found=st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_a_month_is_the_same_day_or_the_last(rhythm: Deadlines, found: date) -> None:
    show = rhythm.schedule("normal", found).show
    assert show is not None
    assert 28 <= (show - found).days <= 31
    assert show.day == found.day or (show.day < found.day and (show + timedelta(1)).day == 1)


def test_escalation_by_days_late(shipped: Deadlines) -> None:
    levels = [shipped.escalation_of(late) for late in range(-2, 13)]
    assert levels == [""] * 3 + ["提醒"] * 4 + ["督办"] * 5 + ["挂牌"] * 3
    assert shipped.escalation_of(4000) == "挂牌"


def test_levels_show_up_for_ever_more(shipped: Deadlines) -> None:
    shown = {one.name: set(one.shown_to) for one in shipped.escalation}
    assert shown["提醒"] == {"专班", "包村干部", "村支书"}
    assert shown["督办"] - shown["提醒"] == {"数据员", "管理员"}
    assert shown["挂牌"] - shown["督办"] == {"镇党委书记"}
    assert all(one < other for one, other in pairwise(shown.values()))


DAY = '[[day]]\ndate = 2027-10-01\nworkday = false\nnote = "国庆节"\n'


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('= "standard"', '= "standrad"', 'profile "standrad" is not one of: standard, 17110'),
        ("soon_days = 7\n", "", 'field "soon_days" is missing'),
        ("soon_days", "son_days", 'unknown field "son_days"; did you mean "soon_days"?'),
        ("soon_days = 7", 'soon_days = "7"', "soon_days = 7: Input should be a valid integer"),
        ("remind_days = 3", "remind_days = -1", "greater than or equal to 0"),
        ('code = "serious"', 'code = "urgent"', "severity urgent stands twice"),
        ('name = "较重"', 'name = "紧急"', "severity name 紧急 stands twice"),
        ('code = "normal"', 'code = "一般"', "severity.3.code = 一般"),
        ("from_days = 10", "from_days = 5", "挂牌: from_days 5 is not above 5 of 督办"),
        ("from_days = 1\n", "from_days = 0\n", "greater than or equal to 1"),
        ('name = "督办"', 'name = "提醒"', "escalation 提醒 stands twice"),
        ('"数据员", "管理员"]', '"数据", "管理员"]', 'escalation 督办: no role "数据"'),
        ('["专班", "包村干部", "村支书", "数据员", "管理员"]', '["专班", "数据员", "管理员"]',
         "escalation 督办: does not show up for 包村干部, 村支书 any more"),
        ('["专班", "包村干部", "村支书"]', '["专班", "专班"]', "role 专班 stands twice"),
        ("steps.serious]", "steps.serius]", "unknown severity; did you mean \"serious\"?"),
        ("steps.serious]", "steps.serius]", "profiles.standard.steps: severity serious is missing"),
        ('unit = "workday"', 'unit = "week"', "Input should be 'workday', 'day' or 'month'"),
        ("show = { days = 5", "show = { days = 1", "show 1 comes before plan 2"),
        ("show = { days = 5", "show = { days = 0", "steps.urgent.show.days = 0"),
        ('show = { days = 5, unit = "workday" }\n', "", "accept counts from show"),
        ("show = {", "shown = {", 'steps.urgent.shown"; did you mean "show"?'),
        ('unit = "workday"', 'units = "workday"', 'receive.units"; did you mean "unit"?'),
        ("shown_to", "show_to", 'unknown field "escalation.1.show_to"; did you mean "shown_to"?'),
        ("entered_years = []", "entered_years = [2027]", "no [[day]] of 2027 is entered"),
        ('# note = "国庆节"\n', f"\n{DAY}{DAY}", "day 2027-10-01 stands twice"),
        ('# note = "国庆节"\n', f"\n{DAY}".replace("2027-10-01", '"2027-10-01"'), "valid date"),
        ('# note = "国庆节"\n', "\n[[days]]\n", 'unknown field "days"; did you mean "day"?'),
        ("[[severity]]", "[severity]", "Cannot overwrite"),
    ],
)  # fmt: skip
def test_a_fault_is_named(tmp_path: Path, old: str, new: str, fault: str) -> None:
    with pytest.raises(CampaignError, match=r"^deadlines\.toml") as caught:
        load_deadlines(edited(tmp_path, (old, new)))
    assert fault in str(caught.value)


def test_all_faults_at_once_and_no_file(tmp_path: Path) -> None:
    path = edited(
        tmp_path, ("= 60", "= -1"), ('"workday"', '"week"'), ("from_days = 1\n", "from_day = 1\n")
    )
    with pytest.raises(CampaignError) as caught:
        load_deadlines(path)
    assert len(str(caught.value).splitlines()) == 4
    crossed = edited(tmp_path, ('= "standard"', '= "x"'), ("from_days = 10", "from_days = 5"))
    with pytest.raises(CampaignError) as caught:
        load_deadlines(crossed)
    assert [re.sub(r" .*", "", line) for line in str(caught.value).splitlines()] == [
        "deadlines.toml:"
    ] * 2
    with pytest.raises(CampaignError, match=r"^missing\.toml"):
        load_deadlines(tmp_path / "missing.toml")


def test_a_file_of_any_bytes_is_refused_and_a_byte_order_mark_is_none_of_its_faults(
    tmp_path: Path,
) -> None:
    path = tmp_path / "deadlines.toml"
    for odd in (b"", b"\xff\xfe", b"soon_days = " + b"9" * 5000, b"a = " + b"[" * 5000):
        path.write_bytes(odd)
        with pytest.raises(CampaignError, match=r"deadlines\.toml"):
            load_deadlines(path)
    path.write_bytes(b"\xef\xbb\xbf" + SHIPPED.read_bytes())
    assert load_deadlines(path).severities
