"""What the steps of cases are held against, inside the transaction that takes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dashboard.domain.course import CLAIMS, DECIDING, PUBLIC, RETURNED, Case, Signed
from dashboard.domain.errors import Refused
from dashboard.store.act import Act
from dashboard.store.commands.knowing import business_today
from dashboard.store.database import Transaction

Key = tuple[str, str]
"""A village's and a star's code: with a year, a case."""
NAMED_MOST = 5  # villages told by name for one reason


@dataclass(frozen=True)
class Standing:
    """A case as it stands, and the number of its last live step (0: none)."""

    case: Case
    last_event_id: int


def standing(transaction: Transaction, year: int) -> dict[Key, Standing]:
    """Every case of a year that has a live step."""
    rows = transaction.run(
        "select village_code, star_code, event_id, action, state, event_date, public_until, "
        "actor_name, actor_role, handed_name, handed_role from live_case_event "
        "where year = $year order by event_id",
        {"year": year},
    )
    signed: dict[Key, dict[str, tuple[Signed, ...]]] = defaultdict(dict)
    found: dict[Key, Standing] = {}
    for village, star, number, action, state, day, until, name, role, *handed in rows:
        key = (str(village), str(star))
        own = signed[key]
        if action in CLAIMS or state == RETURNED:
            own.clear()  # a new round
        step = "claim" if action in CLAIMS else str(action)
        if step in DECIDING:
            who = (Signed(str(name), str(role)),)
            own[step] = who + ((Signed(*handed),) if handed[0] else ())
        case = Case(*key, state, day, until if state == PUBLIC else None, dict(own))
        found[key] = Standing(case, int(number))
    return found


def at(found: Mapping[Key, Standing], key: Key) -> Standing:
    """A case, opened now if nothing was said of it yet."""
    return found.get(key) or Standing(Case(*key), 0)


def existing(transaction: Transaction, day: date) -> dict[Key, tuple[str, str]]:
    """Names of the village and the star for every star that a unit of the day can win."""
    rows = transaction.run(
        "select village_on_day.village_code, star.star_code, village_on_day.village, star.star "
        "from village_on_day inner join star on star.category in ('', village_on_day.category) "
        "where village_on_day.as_of = $day",
        {"day": day},
    )
    return {(str(code), str(star)): (str(name), str(word)) for code, star, name, word in rows}


def named(transaction: Transaction) -> dict[Key, tuple[str, str]]:
    """Names of the village and the star, of every village there ever was."""
    rows = transaction.run(
        "select live_village.village_code, star.star_code, live_village.village, star.star "
        "from live_village cross join star"
    )
    return {(str(code), str(star)): (str(name), str(word)) for code, star, name, word in rows}


def check_day(day: date, year: int) -> None:
    """Refused for a year that has not begun, and for a day ahead or before the year."""
    today = business_today()
    if not 1950 <= year <= today.year:
        raise Refused(f"{year} 年度还没开始，不能办理（今天是 {today}）。请改选年度。")
    if day > today:
        raise Refused(f"日期 {day} 还没到（今天是 {today}）。请改成今天或以前。")
    if day < date(year, 1, 1):
        raise Refused(f"日期 {day} 早于 {year} 年度。请改正日期或改选年度。")


def refuse_all(refusals: Iterable[tuple[str, str]]) -> None:
    """Refused when there are any (case, reason): all at once, those with one reason together."""
    by_reason: dict[str, list[str]] = defaultdict(list)
    for named, reason in refusals:
        by_reason[reason].append(named)
    if not by_reason:
        return
    told = []
    for reason, cases in by_reason.items():
        more = f"等 {len(cases)} 件" if len(cases) > NAMED_MOST else ""
        told.append(f"{'、'.join(cases[:NAMED_MOST])}{more}：{reason}")
    raise Refused("　".join(told) if len(told) == 1 else "都没有办理。　" + "　".join(told))


def withdrawable(transaction: Transaction, upload_id: int) -> None:
    """Refused when a claim of this upload has been reviewed since: the review rests on it."""
    rows = transaction.run(
        "select distinct live_village.village, star.star from live_case_event as claimed "
        "inner join live_case_event as later on claimed.village_code = later.village_code "
        "and claimed.year = later.year and claimed.star_code = later.star_code "
        "and claimed.event_id < later.event_id and later.action not in ('claim', 'decline') "
        "inner join live_village on claimed.village_code = live_village.village_code "
        "inner join star on claimed.star_code = star.star_code "
        "where claimed.upload_id = $id order by 1, 2",
        {"id": upload_id},
    )
    if rows:
        named = "、".join(f"{village}（{star}）" for village, star in rows[:NAMED_MOST])
        more = f"等 {len(rows)} 件" if len(rows) > NAMED_MOST else ""
        raise Refused(
            f"第 {upload_id} 号上报里{named}{more}的自评已经审过，不能撤回。"
            "自评有误的，请在“星级评定”里退回，由村支书重新自评。"
        )


def newest_word(act: Act, year: int) -> dict[Key, bool]:
    """What each village last said of each star in a year."""
    rows = act.transaction.run(
        "select village_code, star_code, is_claimed from star_claim where year = $year",
        {"year": year},
    )
    return {(str(village), str(star)): bool(claimed) for village, star, claimed in rows}
