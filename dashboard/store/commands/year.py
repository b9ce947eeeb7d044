"""Years of the campaign: their days, closing one (its results are frozen, what is open is carried
over) and taking a closing back."""

from __future__ import annotations

from datetime import date

from dashboard.domain.actor import Actor
from dashboard.domain.errors import Refused
from dashboard.settings import ROOT
from dashboard.store import stored
from dashboard.store.act import Act, acting
from dashboard.store.commands.knowing import business_today
from dashboard.store.commands.reason import checked_text, reasoned

WRITES = ROOT / "queries" / "write"
FIRST, LAST = 1950, 2149


def set_year(actor: Actor, year: int, from_date: date, to_date: date) -> None:
    """Say on which days a year of the campaign runs. Refused for a closed year, an end that is not
    after the start, days outside 1950 to 2149 or more than a year from its name, and days that
    another year has."""
    _check_year(year)
    if not from_date.year >= FIRST or to_date.year > LAST:
        raise Refused(f"年度和日期须在 {FIRST} 年到 {LAST} 年之间，请改正。")
    if to_date <= from_date:
        raise Refused(f"年度的止（{to_date}）须晚于起（{from_date}），请改正。")
    # Each year holds a day of its own name, so that years without overlap are in their order.
    if from_date.year not in (year - 1, year) or to_date.year not in (year, year + 1):
        raise Refused(
            f"{year} 年度要起于 {year - 1} 或 {year} 年、止于 {year} 或 {year + 1} 年，"
            f"{from_date} 到 {to_date} 不行。请改日期或改选年度。"
        )
    with acting(actor, "year") as act:
        _not_closed(act, year)
        _check_apart(act, year, from_date, to_date)
        act.transaction.add(
            "campaign_year", year=year, from_date=from_date, to_date=to_date,
            recorded_at=act.now, **act.signature(),
        )  # fmt: skip
        act.subject, act.detail = f"year {year}", {"from": from_date, "to": to_date}


def close_year(actor: Actor, year: int, document: str) -> int:
    """Close a year: freeze stars, levels and ranks of its last day and carry over what is open;
    returns the number of the closing. Refused before the year has ended, twice, without a document
    number, when a later year is closed, when it shares days with another year, and when nothing was
    reported in it."""
    named = checked_text("文号", document, needed=True, act="结账")
    _check_year(year)
    with acting(actor, "year") as act:
        _not_closed(act, year)
        from_date, to_date = _days(act, year)
        if business_today() <= to_date:
            raise Refused(f"{year} 年度到 {to_date} 才结束，次日起可以结账。")
        later = act.transaction.run(
            "select min(year) from closed_year where year > $year", {"year": year}
        )[0][0]
        if later is not None:
            raise Refused(f"{later} 年度已经结账。请先撤销那一次结账，再结 {year} 年度。")
        _check_apart(act, year, from_date, to_date)
        held = act.transaction.run(
            "select count(*) from value_span where value_as_of between $start and $end",
            {"start": from_date, "end": to_date},
        )
        if not held[0][0]:
            raise Refused(f"{year} 年度（{from_date} 到 {to_date}）没有报过数，不能结账。")
        closing_id = act.next_id("year_closing", "closing_id")
        act.transaction.add(
            "year_closing", closing_id=closing_id, year=year, from_date=from_date, to_date=to_date,
            document=named, recorded_at=act.now, **act.signature(),
        )  # fmt: skip
        for name in ("year_star", "year_level", "year_open_item"):
            sql = (WRITES / f"{name}.sql").read_text("utf-8")
            act.transaction.run(sql, {"id": closing_id, "as_of": to_date})
        stored.refresh_rules(act.transaction)
        act.subject, act.detail = f"year {year}", {"closing": closing_id, "document": named}
    return closing_id


def reopen_year(actor: Actor, year: int, reason: str) -> None:
    """Take the closing of a year back; what it froze stays on record. Refused without a reason, for a
    year that is not closed, and while a later one is."""
    said = reasoned(reason, "撤销结账")
    with acting(actor, "year") as act:
        rows = act.transaction.run(
            "select closing_id, (select max(year) from closed_year) from closed_year "
            "where year = $year",
            {"year": year},
        )
        if not rows:
            raise Refused(f"{year} 年度没有结账，不必撤销。")
        closing_id, last = rows[0]
        if last > year:
            raise Refused(f"{last} 年度也已结账。请先撤销 {last} 年度的结账。")
        act.transaction.add(
            "year_reopening", closing_id=closing_id, reason=said, recorded_at=act.now,
            **act.signature(),
        )  # fmt: skip
        stored.refresh_rules(act.transaction)
        act.subject, act.detail = f"year {year}", {"reopened": closing_id, "reason": said}


def _check_year(year: int) -> None:
    if not FIRST <= year <= LAST:
        raise Refused(f"年度和日期须在 {FIRST} 年到 {LAST} 年之间，请改正。")


def _check_apart(act: Act, year: int, from_date: date, to_date: date) -> None:
    for other, start, end in _others(act, year):
        if from_date <= end and start <= to_date:
            raise Refused(
                f"{year} 年度（{from_date} 到 {to_date}）与 {other} 年度（{start} 到 {end}）重叠。"
                f"请先改 {year} 年度或 {other} 年度的起止。"
            )


def _not_closed(act: Act, year: int) -> None:
    if act.transaction.run("select 1 from closed_year where year = $year", {"year": year}):
        raise Refused(f"{year} 年度已经结账，结果不再变动。要改，请先写明理由撤销结账。")


def _days(act: Act, year: int) -> tuple[date, date]:
    rows = act.transaction.run(
        "select from_date, to_date from own_year where year = $year", {"year": year}
    )
    return rows[0] if rows else (date(year, 1, 1), date(year, 12, 31))


def _others(act: Act, year: int) -> list[tuple[int, date, date]]:
    """The days of the years that have days of their own or are closed."""
    rows = act.transaction.run(
        "select distinct year from (select year from own_year "
        "union select year from closed_year) where year <> $year order by year",
        {"year": year},
    )
    return [(int(other), *_days(act, int(other))) for (other,) in rows]
