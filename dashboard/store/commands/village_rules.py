"""What a change of village units must not contradict; each rule refuses with its cure.

Rules look at the spans of all units inside the transaction that makes the change, so that the view
that answers for a day is also what a change is held against.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from dashboard.domain.errors import Refused
from dashboard.domain.intake.cells import EARLIEST
from dashboard.domain.intake.days import far_message, is_far
from dashboard.domain.intake.privacy import private_kind
from dashboard.domain.names import clean, display_name, is_plain, match_key
from dashboard.store.act import Act
from dashboard.store.commands.alias import LONGEST
from dashboard.store.commands.knowing import clock_today

WORDS = {
    "founded": "新设", "renamed": "更名", "regrouped": "调整管区", "liaison": "调整包村岗位",
    "merged": "并入", "abolished": "撤销",
}  # fmt: skip
Clash = tuple[str, str, str]
"""Two units (codes in order) and the compared name that both bear at some time."""


@dataclass(frozen=True)
class Unit:
    """A village unit as it is on a day, and the first day it exists."""

    code: str
    name: str
    area_group: str
    liaison_post: str
    valid_from: date | None


def reason_of(text: str) -> str:
    """The reason; refused when there is none."""
    if not text.strip():
        raise Refused("要写明理由或依据（如批复文号）。")
    return text.strip()


def check_day(day: date) -> None:
    """Refused for a day before 1950 or more than 400 days ahead."""
    if day <= EARLIEST:
        raise Refused(f"日期 {day} 太早，请改成 {EARLIEST} 之后的日期。")
    if is_far(day, clock_today()):
        raise Refused(far_message(day))


def shown_text(label: str, text: str) -> str:
    """A name or post fit to be shown; refused when empty, longer than 30 characters, with marks
    that the village list refuses too, or with a number of a person."""
    plain = text.strip()
    if not plain:
        raise Refused(f"请填写{label}。")
    if len(plain) > LONGEST:
        raise Refused(f"{label}最多 {LONGEST} 个字，“{plain[:LONGEST]}…”太长了。")
    if not is_plain(plain):
        raise Refused(f"{label}里不能有 < > [ ] ` 和控制字符。请删去这些字符，只留文字。")
    if private_kind(plain):
        raise Refused(f"{label}里不能有证件、电话或银行卡号码。请只写岗位或名称。")
    return plain


def village_name(text: str) -> str:
    """A village's name as shown (星光村村民委员会 → 星光村); refused as by shown_text, or without
    any letter."""
    name = display_name(shown_text("村名", text))
    if not any(one.isalpha() for one in name):
        raise Refused(f"“{clean(text)}”不是村名，请写汉字名称。")
    return name


def units_on(act: Act, codes: Sequence[str], day: date) -> list[Unit]:
    """The units as they are on a day, in the order of the codes; refused for the first that the
    town does not have, or not on that day."""
    rows = act.transaction.run(
        "select village_span.village_code, village_span.village, village_span.area_group, "
        "coalesce(village_span.liaison_post, ''), village_life.valid_from "
        "from village_span inner join village_life "
        "on village_span.village_code = village_life.village_code "
        "where list_contains($codes, village_span.village_code) "
        "and from_date <= $day and $day < to_date",
        {"codes": list(codes), "day": day},
    )
    found = {row[0]: Unit(*row) for row in rows}
    for code in codes:
        if code not in found:
            _refuse_absent(act, code, day)
    return [found[code] for code in dict.fromkeys(codes)]


def _refuse_absent(act: Act, code: str, day: date) -> NoReturn:
    """Say why there is no unit of this code on a day."""
    lives = act.transaction.run(
        "select unit.village, unit.valid_from, unit.valid_to, heir.village "
        "from live_village as unit left join live_village as heir "
        "on unit.into_code = heir.village_code where unit.village_code = $code",
        {"code": code},
    )
    if not lives:
        raise Refused(f"本镇没有代码为“{code}”的村（社区）。请从名册里选。")
    name, start, end, heir = lives[0]
    if end is not None and day >= end:
        became = f"并入{heir}" if heir else "撤销"
        raise Refused(f"{name}已于 {end} {became}，{day} 已不存在。请核对是哪个村、哪一天。")
    raise Refused(f"{name}自 {start} 起才有，{day} 还不存在。请核对日期。")


def in_order(act: Act, units: Sequence[Unit], day: date, kinds: Sequence[str]) -> None:
    """Refused when something of these kinds is on record for one of the units on that day or later:
    it would be contradicted."""
    names = {one.code: one.name for one in units}
    rows = act.transaction.run(
        "select event_id, village_code, event, event_date from live_village_event "
        "where list_contains($codes, village_code) and list_contains($kinds, event) "
        "and event_date >= $day order by event_date, event_id",
        {"codes": list(names), "kinds": list(kinds), "day": day},
    )
    for number, code, kind, on in rows:
        raise Refused(
            f"{names[code]}自 {on} 起已有“{WORDS[kind]}”（第 {number} 号），{day} 的变更与它矛盾。"
            f"请改用 {on} 之后的日期，或先撤回第 {number} 号再重新登记。"
        )


def clashes(act: Act) -> set[Clash]:
    """The pairs of units that bear one name at the same time. The register knows such pairs, told
    apart by their codes; a change must not add one."""
    bearers: dict[str, list[tuple[str, date, date]]] = defaultdict(list)
    rows = act.transaction.run("select village, village_code, from_date, to_date from village_span")
    for name, code, start, end in rows:
        bearers[match_key(name)].append((code, start, end))
    return {
        (one, other, key)
        for key, spans in bearers.items()
        for one, start, end in spans
        for other, since, until in spans
        if one < other and start < until and since < end
    }


def no_new_clash(act: Act, before: set[Clash]) -> None:
    """Refused when two units bear one name at the same time that did not before."""
    for one, other, key in sorted(clashes(act) - before):
        pair = "、".join(sorted({one, other}))
        raise Refused(
            f"这样一来，{pair} 两个村会同时叫“{key}”。两个村不能同名，请换一个名字，或核对日期。"
        )


def no_foreign_alias(act: Act, code: str, name: str) -> None:
    """Refused when the name is remembered as another way to write another village."""
    rows = act.transaction.run(
        "select alias, village from live_village_alias inner join live_village "
        "on live_village_alias.village_code = live_village.village_code "
        "where live_village.village_code <> $code",
        {"code": code},
    )
    for alias, owner in rows:
        if match_key(alias) == match_key(name):
            raise Refused(f"“{alias}”是{owner}的叫法。请先取消这个叫法，或换一个名字。")


Merger = tuple[int, str, str, date]
"""An event's number, the unit that ends, the one it goes into, the day."""


def astray(act: Act) -> set[Merger]:
    """The mergers that lead into a unit which does not exist on their day."""
    rows = act.transaction.run(
        "select event_id, live_village_event.village_code, into_code, event_date "
        "from live_village_event where event = 'merged' and not exists ("
        "select 1 from village_span where village_span.village_code = into_code "
        "and from_date <= event_date and event_date < to_date)"
    )
    return {(int(number), code, heir, day) for number, code, heir, day in rows}


def none_led_astray(act: Act, before: set[Merger]) -> None:
    """Refused when a merger leads into a unit that does not exist on its day, and did not before."""
    for number, code, heir, day in sorted(astray(act) - before):
        raise Refused(
            f"第 {number} 号变更把 {code} 在 {day} 并入 {heir}，这样一来 {heir} 那天不存在。"
            f"请先撤回第 {number} 号，或改用 {day} 之后的日期。"
        )


# Where a unit may be named by what others told of it.
NAMED_IN = (
    ("value_span", "village_code"), ("target", "village_code"), ("exempt", "village_code"),
    ("star_award", "village_code"), ("pairing", "mentor_code"), ("pairing", "mentee_code"),
)  # fmt: skip


def may_vanish(act: Act, code: str) -> None:
    """Refused when a unit whose founding is taken back is spoken of elsewhere."""
    if act.transaction.run("select 1 from village_life where village_code = $code", {"code": code}):
        return
    for table, column in NAMED_IN:
        sql = (
            f"select told.upload_id from {table} as told left join live_upload "
            f"on told.upload_id = live_upload.upload_id where told.{column} = $code "
            "and (told.upload_id is null or live_upload.upload_id is not null) limit 1"
        )
        rows = act.transaction.run(sql, {"code": code})
        if rows:
            where = f"第 {rows[0][0]} 号上报" if rows[0][0] else "登记"
            raise Refused(f"{code} 已有{where}里的数据，不能撤回它的新设。请先撤回那些数据。")
    rows = act.transaction.run(
        "select event_id from live_village_event where village_code = $code", {"code": code}
    )
    for (number,) in rows:
        raise Refused(f"{code} 新设之后还有第 {number} 号变更。请先撤回第 {number} 号。")
