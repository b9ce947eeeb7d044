"""What a meeting hears first: the two days it looks at, the town's numbers, its sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.domain import summary
from dashboard.domain.summary import Summary
from dashboard.store import queries
from dashboard.store.reader import remember
from dashboard.words import say

Part = tuple[str, str]
"""A piece of a sentence and its tone ('' or 'red', see theme.TONES)."""

YEARS = range(1950, 2150)


@dataclass(frozen=True)
class Days:
    """The two days shown, and a sentence for every part of the URL that was no day."""

    as_of: date
    compare: date
    notices: tuple[str, ...] = ()


def read_days(asked: Mapping[str, str]) -> Days | None:
    """The days of a URL's parameters as_of and compare; None while there are no data.

    As in the screens: any day of the calendar is taken, without one the newest review day and
    the review day before it; what is no day is said and the default shown.
    """
    days = queries.review_days()
    if not days:
        return None
    notices: list[str] = []
    as_of = _day(asked, "as_of", days[0], notices)
    earlier = [day for day in days if day < as_of]
    before = earlier[0] if earlier else as_of - timedelta(weeks=1)
    return Days(as_of, _day(asked, "compare", before, notices), tuple(notices))


def _day(asked: Mapping[str, str], key: str, default: date, notices: list[str]) -> date:
    text = asked.get(key, "")
    if not text:
        return default
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.year not in YEARS:
        label = say(f"frame.label.{key}")
        notices.append(say("frame.bad_url", value=text[:40], label=label, shown=default))
        return default
    return day


@remember
def town_summary(as_of: date, compare: date) -> Summary:
    """The town's numbers on a day against another."""
    return summary.summarise(
        as_of,
        queries.ranking(as_of, compare),
        queries.shortfalls(as_of),
        queries.shortfalls(compare),
        queries.changes(as_of, compare),
        queries.levels(as_of, compare),
        summary.goals_by_day(queries.targets(), as_of),
    )


def stars_and_plan(facts: Summary) -> list[Part]:
    """How many stars, against the compared day and against the plan, without a full stop."""
    move = facts.stars - facts.stars_before
    key = "more" if move > 0 else "less" if move < 0 else "same"
    parts = [(say("briefing.stars", n=facts.stars, move=say(f"briefing.{key}", n=abs(move))), "")]
    if facts.behind is None:
        return parts
    if facts.behind > 0:
        parts.append((say("briefing.against_plan"), ""))
        parts.append((say("briefing.behind", n=facts.behind), "red"))
    elif facts.behind < 0:
        parts.append((say("briefing.ahead", n=-facts.behind), ""))
    else:
        parts.append((say("briefing.on_plan"), ""))
    return parts


def town_parts(facts: Summary) -> list[Part]:
    """What matters, in one sentence, piece by piece with its tone."""
    parts = stars_and_plan(facts)
    if facts.one_short:
        text = say("briefing.one_short", n=facts.one_short, reach=facts.reachable)
        parts.append((text, ""))
    return [*parts, (say("briefing.stop"), "")]
