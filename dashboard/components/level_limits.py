"""Why a village stands lower than by its stars or score: one sentence per limit, pure text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.components import blocks, formats, phrases
from dashboard.components.figures.tables import Cell, Column, html_table
from dashboard.words import say


def sentence(row: Mapping[str, Any]) -> str:
    """A row of `level_limits` as a sentence: “满意度”低于 60%，级别最高 2 星（4 星→2 星）."""
    unit = str(row["unit"]) if row["switch"] == "satisfaction_cap" else ""
    return say(
        f"limits.{row['switch']}",
        before=formats.level_text(row["level_before"]),
        after=formats.level_text(row["level_after"]),
        number=formats.value_text(row["number"], unit, "number", decimals=2),
        score=formats.number(row["score"], 1, against=row["number"]),
        above=formats.level_text(row["level_after"] + 1),
        indicator=phrases.short_indicator(str(row["indicator"])),
        last=formats.level_text(row["level_last_year"]),
    )


def of_village(limits: pd.DataFrame, village_code: str) -> str:
    """All limits of a village in one line, '' without any."""
    own = limits[limits["village_code"] == village_code]
    return say("phrases.join").join(sentence(row) for row in own.to_dict("records"))


def table(limits: pd.DataFrame) -> str:
    """The villages that were displaced or held back, each with stars, level and reason."""
    columns = [
        Column("village", say("limits.column.village"), wrap=False),
        Column("stars", say("limits.column.stars"), align="right", wrap=False),
        Column("level", say("limits.column.level"), wrap=False),
        Column("why", say("limits.column.why")),
        Column("source", say("limits.column.source"), narrow="hide"),
    ]
    rows: list[dict[str, Cell | str | None]] = [
        {
            "village": blocks.village_link(row),
            "stars": formats.number(row["stars_won"], 0),
            "level": formats.level_text(row["level_after"]),
            "why": sentence(row),
            "source": str(row["source_note"]),
        }
        for row in limits.to_dict("records")
    ]
    return html_table(columns, rows, label=say("limits.title"))
