"""What each tile of the star map says, by what the map is asked to show. Pure: frames in, frame out.

Every builder returns village_code, name, area_group, fill_key, corner, glyphs, note, note_tone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from dashboard.components import formats, phrases
from dashboard.components.figures.tile_legend import tile_legend
from dashboard.domain.names import group_order
from dashboard.words import say

Tile = dict[str, Any]


def _tile(row: Mapping[Any, Any], **more: Any) -> Tile:
    return {
        "village_code": row["village_code"],
        "name": phrases.village(row["village"]),
        "area_group": row["area_group"],
        "glyphs": "",
        "note": "",
        "note_tone": "",
        **more,
    }


def _frame(tiles: list[Tile]) -> pd.DataFrame:
    ordered = sorted(tiles, key=lambda one: (group_order(one["area_group"]), one["village_code"]))
    return pd.DataFrame(ordered)


def level_tiles(
    ranking: pd.DataFrame, changes: pd.DataFrame, *, as_change: bool = False
) -> pd.DataFrame:
    """Stars won; the note is the first that applies: 得/失 → 差一项 → 未定."""
    turned = first_turns(changes)
    tiles = []
    for row in ranking.to_dict("records"):
        note, tone = _level_note(row, turned)
        moved = 0 if formats.is_missing(row["level_before"]) else row["level"] - row["level_before"]
        corner = (
            formats.signed(moved, 0) if as_change and moved else formats.level_text(row["level"])
        )
        glyphs = "".join(map(formats.star_glyph, str(row["stars"]).split(",")))
        tiles.append(
            _tile(
                row, fill_key=int(row["level"]), corner=corner, glyphs=glyphs, note=note,
                note_tone=tone,
            )
        )  # fmt: skip
    return _frame(tiles)


def table(tiles: pd.DataFrame) -> pd.DataFrame:
    """The tiles as exported: group, village, and what stands on the tile."""
    names = ("area_group", "name", "corner", "glyphs", "note")
    return tiles[list(names)].set_axis([say(f"map.column.{name}") for name in names], axis=1)


def first_turns(changes: pd.DataFrame) -> dict[str, Mapping[Any, Any]]:
    """The first star that turned in each village."""
    first = changes.drop_duplicates("village_code")
    return {row["village_code"]: row for row in first.to_dict("records")}


def _level_note(row: Mapping[Any, Any], turned: Mapping[str, Any]) -> tuple[str, str]:
    change = turned.get(row["village_code"])
    if change is not None:
        word = phrases.change_short(change["change"])
        return f"{word} {phrases.short_star(change['star'])}", "strong"
    if row["near_count"] == 1:
        key = "one" if row["is_one_short"] else "unknown"
        return say(f"map.tile_note.{key}", star=phrases.short_star(row["near_star"])), ""
    return "", ""


def star_tiles(
    ranking: pd.DataFrame, stars: pd.DataFrame, star_code: str, changes: pd.DataFrame
) -> pd.DataFrame:
    """One star: won, not won, undetermined."""
    own = stars[stars["star_code"] == star_code].set_index("village_code")
    turned = first_turns(changes[changes["star_code"] == star_code])
    tiles = []
    for row in ranking.to_dict("records"):
        if row["village_code"] not in own.index:
            tiles.append(_tile(row, fill_key="plain", corner=say("formats.nothing")))
            continue
        one = own.loc[row["village_code"]]
        met = say("map.met_of", met=one["mandatory_met"], total=one["mandatory_total"])
        change = turned.get(row["village_code"])
        tiles.append(
            _tile(
                row,
                fill_key=one["state"],
                corner=met,
                glyphs=f"{formats.star_glyph(one['state'])} {formats.state_word(one['state'])}",
                note="" if change is None else phrases.change_short(change["change"]),
                note_tone="strong",
            )
        )
    return _frame(tiles)


def indicator_tiles(
    rows: pd.DataFrame, indicator: Mapping[str, Any], *, as_change: bool = False
) -> pd.DataFrame:
    """One indicator: its value on a ramp from the lowest to the highest; unknown is hatched."""
    shade = ramp(rows["value"])
    unit, kind = indicator["unit"], indicator["value_type"]
    tiles = []
    for row in rows.to_dict("records"):
        value = formats.value_text(
            row["value"], unit, kind, qualifier=row["qualifier"], decimals=indicator["decimals"]
        )
        note = "" if formats.is_missing(row["state"]) else formats.state_word(row["state"])
        move = row["value"] - row["value_before"]
        if as_change and move == move and move:
            note = formats.signed(move, indicator["decimals"])
        tiles.append(_tile(row, fill_key=shade(row["value"]), corner="", glyphs=value, note=note))
    return _frame(tiles)


def shortfall_tiles(ranking: pd.DataFrame) -> pd.DataFrame:
    """How many requirements are not met."""
    shade = ramp(ranking["shortfall_count"])
    return _frame(
        [
            _tile(
                row,
                fill_key=shade(row["shortfall_count"]),
                corner=formats.level_text(row["level"]),
                glyphs=say("map.count", n=row["shortfall_count"]),
                note=say("map.tile_note.one", star=phrases.short_star(row["near_star"]))
                if row["is_one_short"]
                else "",
            )
            for row in ranking.to_dict("records")
        ]
    )


def ramp(values: pd.Series) -> Callable[[float], float | str]:
    """Where a value stands between the lowest and the highest, 0 to 1; 'unknown' without one."""
    low, high = values.min(), values.max()

    def place(value: float) -> float | str:
        if formats.is_missing(value):
            return "unknown"
        return float((value - low) / (high - low)) if high > low else 0.5

    return place


def legend(tiles: pd.DataFrame, mode: str, **more: Any) -> str:
    """The legend under the map, with the number of villages per class."""
    counts = tiles["fill_key"].value_counts().to_dict()
    return tile_legend(counts, mode=mode, **more)


def value_legend(tiles: pd.DataFrame, rows: pd.DataFrame, indicator: Mapping[str, Any]) -> str:
    """The ramp from the lowest to the highest value, with the threshold."""
    unit, kind = indicator["unit"], indicator["value_type"]
    low, high = (
        formats.value_text(one, unit, kind, decimals=indicator["decimals"])
        for one in (rows["value"].min(), rows["value"].max())
    )
    judged = rows.dropna(subset=["threshold"])
    line = ""
    if not judged.empty:
        first = judged.iloc[0]
        line = formats.threshold_text(first["threshold"], unit, kind, first["direction"])
    return legend(tiles, "share", low=low, high=high, line=line)


def count_legend(tiles: pd.DataFrame, ranking: pd.DataFrame) -> str:
    """The ramp of shortfall counts."""
    counts = ranking["shortfall_count"]
    low, high = (say("map.count", n=n) for n in (counts.min(), counts.max()))
    return legend(tiles, "share", low=low, high=high)
