"""The command remind: the text about what is late or soon due, printed, and sent only when asked. The
text comes from the running server when that holds the database; it is sent from here."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import date

from dashboard import settings, usage
from dashboard.domain.errors import Refused, StoreBusy
from dashboard.messages import sending
from dashboard.remote import Remote

BY = {"post": "owner_post", "village": "village"}


def run(arguments: argparse.Namespace) -> int:
    """Print the text, and send it with --send. Refused when it cannot be made or sent; a text that
    could not be sent has been printed all the same."""
    asked = {
        "by": arguments.by, "post": usage.shown_name(arguments.post),
        "village": usage.shown_name(arguments.village),
        "all": "1" if arguments.all else "",
    }  # fmt: skip
    text = _text(arguments.as_of, asked)
    if not arguments.send:
        return usage.say(arguments, 0, text, {"text": text, "sent": []})
    if not arguments.json:
        usage.say(arguments, 0, text)
    sent = sending.deliver(text)
    return usage.say(arguments, 0, "\n".join(sent), {"text": text, "sent": list(sent)})


def _text(as_of: date | None, asked: Mapping[str, str]) -> str:
    from dashboard.store import instance

    try:
        store = instance.open_home(settings.home())
    except StoreBusy as busy:
        remote = Remote(settings.home(), busy)
        return remote.reminder(as_of=str(as_of or ""), **asked)
    try:
        return compose(as_of, asked)
    finally:
        store.close()


def compose(as_of: date | None, asked: Mapping[str, str]) -> str:
    """The text for a day (None: the business day), of what is late or soon due, or with ``all`` of everything
    open; of one ``post`` or ``village`` (name or code) if said, grouped ``by`` post or village.
    Refused for what is not there."""
    from dashboard.messages import text
    from dashboard.store import commands, queries

    by = asked.get("by") or "post"
    if by not in BY:
        raise Refused(f"不能按“{by[:20]}”归组，可选：{'、'.join(BY)}。")
    day = as_of or commands.business_today()
    rows = queries.ledger(day)
    rows = rows[rows["is_open"]]
    for name, columns in (("post", ["owner_post"]), ("village", ["village", "village_code"])):
        if wanted := asked.get(name, "").strip():
            chosen = rows[columns].eq(wanted).any(axis=1)
            if not chosen.any():
                there = "、".join(sorted({one for one in rows[columns[0]].dropna() if one})[:20])
                raise Refused(
                    f"{day} 没有“{wanted[:40]}”未销号的短板。"
                    + (f"有的是：{there}。" if there else "全镇都没有。")
                )
            rows = rows[chosen]
    if not asked.get("all"):
        rows = rows[(rows["colour"] == "red") | rows["is_soon"]]
    return text.reminder(rows, day, by="village" if by == "village" else "owner_post")
