"""What the town knows when a file is read: its villages, names and headings, its newest values."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from dashboard import settings
from dashboard.domain.intake import Known
from dashboard.store import definitions, queries


def known() -> Known:
    """What a file is held against, as of now."""
    listed, named, headings = queries.villages(), queries.aliases(), queries.heading_meanings()
    return Known(
        villages=dict(zip(listed["village_code"], listed["village"], strict=True)),
        aliases=dict(zip(named["alias"], named["village_code"], strict=True)),
        campaign=definitions.campaign(),
        tables=definitions.tables(),
        today=clock_today(),
        township=queries.instance().township_code,
        headings=dict(zip(headings["heading"], headings["meaning"], strict=True)),
        latest=queries.latest_values(),
        limits=definitions.limits(),
    )


def clock_today() -> date:
    """Today in Asia/Shanghai, or XINGTU_TODAY."""
    given = settings.value("TODAY")
    return date.fromisoformat(given) if given else datetime.now(ZoneInfo("Asia/Shanghai")).date()
