"""自评 beside 测算 and 评定 on a village's page: what it claims this year, how far its cases are, and
where its claim contradicts what is computed."""

from __future__ import annotations

from datetime import date

from dashboard.components import formats
from dashboard.components.review_sheet import CONFLICT, HINT, case_word, contradiction, is_claimed
from dashboard.store import queries
from dashboard.words import say


def claim_lines(code: str, as_of: date) -> list[str]:
    """The village's 自评 of the day's year, its cases under way, and badges where 自评 and 测算
    contradict each other (Markdown)."""
    rows = queries.review_sheet(as_of, as_of.year)
    own = rows[rows["village_code"] == code].to_dict("records")
    if all(formats.is_missing(row["is_claimed"]) for row in own):
        return [say("village.unclaimed", year=as_of.year)]
    claimed = [row["star"] for row in own if is_claimed(row)]
    named = say("village.claimed_stars", stars=_joined(claimed)) if claimed else ""
    lines = [say("village.claimed", year=as_of.year, n=len(claimed), stars=named)]
    states = [f"{row['star']} {case_word(row)}" for row in own if row["last_event_id"]]
    if states:
        lines.append(say("village.case_states", states=_joined(states)))
    for mark in (CONFLICT, HINT):
        stars = [row["star"] for row in own if contradiction(row) == mark]
        if stars:
            lines.append(say(f"village.mark.{mark}", stars=_joined(stars)))
    return lines


def _joined(words: list[str]) -> str:
    return say("figures.comma").join(formats.markdown(one) for one in words)
