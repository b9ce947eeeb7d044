"""Whole phrases about results, pure text shared by screens, slides and print pages.

Each takes a row of a read query as a mapping.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.components import causes as causes_of
from dashboard.components.figures.tables import Cell
from dashboard.components.formats import (
    gap_text,
    is_missing,
    now_due,
    number,
    threshold_text,
    value_text,
)
from dashboard.domain.names import short_name
from dashboard.words import say

Row = Mapping[Any, Any]
CHANGE_TONES = {"won": "green", "lost": "red", "undetermined": "amber"}


def village(name: str) -> str:
    """The short name of tables and tiles."""
    return short_name(name)


def short_star(star: str) -> str:
    """The two characters by which people call a star."""
    return star[:2] if len(star) == 4 else star


def short_indicator(name: str) -> str:
    """An indicator's name without what stands in brackets."""
    return re.sub(r"[（(].*?[）)]", "", name)


def value_due(row: Row) -> str:
    """41/45% for a table; 缺 or the stale value with its age otherwise."""
    if row["state"] == "missing":
        return say("phrases.missing_due", due=threshold_of(row))
    text = now_due(row["value"], row["threshold"], row["unit"], row["value_type"], slash=True)
    if row["state"] == "stale":
        return say("phrases.stale_due", text=text, days=number(row["age_days"], 0))
    return text


def threshold_of(row: Row) -> str:
    """应 ≥45%."""
    return threshold_text(row["threshold"], row["unit"], row["value_type"], row["direction"])


def gap_of(row: Row) -> str:
    """差 4 点, 缺数据, 数据过期."""
    return gap_text(row["gap"], row["unit"], row["value_type"], row["state"], row["direction"])


def lacking(row: Row) -> str:
    """One shortfall inside a sentence: 污水治理率 41%（应 ≥45%）, 满意度缺数据."""
    if row["state"] == "missing":
        return say("phrases.lacking_missing", indicator=row["indicator"])
    value = value_text(
        row["value"], row["unit"], row["value_type"],
        qualifier=row.get("qualifier"), against=row["threshold"],
    )  # fmt: skip
    if row["state"] == "stale":
        return say(
            "phrases.lacking_stale",
            indicator=row["indicator"], value=value, days=number(row["age_days"], 0),
        )  # fmt: skip
    due = threshold_of(row)
    return say("phrases.lacking", indicator=row["indicator"], value=value, due=due)


def is_all_won(row: Row) -> bool:
    """Whether a ranking row holds every star it is judged by."""
    return set(str(row["stars"]).split(",")) <= {"won", ""}


def near(row: Row) -> str:
    """离下一颗星 of a ranking row: 差一项　生态宜居　污水治理率 41/45%, 未定　生态宜居, 差 2 项."""
    if is_missing(row["near_star_code"]):
        return say("formats.nothing")
    if row["near_count"] > 1:
        return say("phrases.near_more", star=row["near_star"], n=int(row["near_count"]))
    indicator = short_indicator(row["near_indicator"])
    if row["near_state"] != "unmet":
        return say("phrases.near_unknown", star=row["near_star"], indicator=indicator)
    due = now_due(
        row["near_value"], row["near_threshold"], row["near_unit"], row["near_value_type"],
        slash=True,
    )  # fmt: skip
    return say("phrases.near_one", star=row["near_star"], indicator=indicator, due=due)


def change_word(change: str) -> str:
    """▲ 得星, ▼ 失星, ? 转未定."""
    return say(f"phrases.change.{change}")


def change_short(change: str) -> str:
    """▲ 得, ▼ 失, ? 未定, for tiles and the ranking."""
    return say(f"phrases.change_short.{change}")


def cause(row: Row) -> str:
    """Why a star turned: 污水治理率 46→41%，低于 45%; or the decision behind it."""
    if row.get("cause") in causes_of.DECIDED:
        return causes_of.decided(row)
    if str(row.get("cause", "")).startswith("preview_"):
        return say(f"phrases.{row['cause']}", indicator=row["indicator"])
    if is_missing(row["indicator_code"]):
        return say("phrases.cause_listed")
    name = row["indicator"]
    if row["requirement_after"] == "missing":
        return say("phrases.cause_missing", indicator=name)
    if row["requirement_after"] == "stale":
        return say("phrases.cause_stale", indicator=name)
    now = value_text(row["value_after"], row["unit"], row["value_type"], against=row["threshold"])
    if is_missing(row["value_before"]) or row["value_before"] == row["value_after"]:
        values = now
    elif row["value_type"] == "bool":
        before = value_text(row["value_before"], row["unit"], row["value_type"])
        values = say("phrases.from_to", before=before, now=now)
    else:
        before = number(row["value_before"], against=row["threshold"])
        values = say("phrases.from_to", before=before, now=now)
    if row["requirement_after"] == "unmet" and row["veto"]:
        return say("phrases.cause_veto", indicator=name, values=values)
    due = value_text(row["threshold"], row["unit"], row["value_type"], decimals=4)
    if row["value_type"] == "bool":
        return say("phrases.cause_bool", indicator=name, values=values)
    key = "met" if row["requirement_after"] == "met" else row["direction"]
    return say(f"phrases.cause_text.{key}", indicator=name, values=values, due=due)


def causes(changes: pd.DataFrame, most: int = 2) -> list[dict[str, Any]]:
    """One row per turned star with its causes joined (``why``), keeping the order of the query."""
    turned: dict[tuple[str, str], dict[str, Any]] = {}
    for row in changes.to_dict("records"):
        kept = turned.setdefault((row["village_code"], row["star_code"]), {**row, "reasons": []})
        kept["reasons"].append(cause(row))
    for kept in turned.values():
        reasons = list(dict.fromkeys(kept["reasons"]))
        rest = len(reasons) - most
        kept["why"] = say("phrases.join").join(reasons[:most])
        if rest > 0:
            kept["why"] += say("phrases.and_more", n=rest)
    return list(turned.values())


def level_move(row: Row) -> str:
    """2→3 星; of a unit that is new or no more, its one level."""
    before, now = row["level_before"], row["level_after"]
    if is_missing(before):
        return say("phrases.level_new", level=number(now, 0))
    if is_missing(now):
        return say("phrases.level_gone", level=number(before, 0))
    if before == now:
        return say("phrases.level_same", level=number(now, 0))
    return say("phrases.level_move", before=number(before, 0), now=number(now, 0))


def star_reason(star: Row, results: pd.DataFrame, most: int = 3) -> Cell:
    """Why a village holds a star or not, from its requirement results."""
    own = deciding(star, results)
    if not is_missing(star["barred_by"]):
        named = results.loc[results["indicator_code"] == star["barred_by"], "indicator"]
        return Cell(say("phrases.barred", indicator=named.iloc[0]), tone="red")
    open_ones = own[own["state"] != "met"].to_dict("records")
    if not open_ones and star["is_held_back"]:
        return Cell(say("phrases.held_back"))
    if not open_ones and is_short_of_mark(star):
        key = "unknown_mark" if star["state"] == "undetermined" else "short_of_mark"
        return Cell(_against_mark(key, star))
    if not open_ones and not is_missing(star["pass_mark"]):
        return Cell(_against_mark("passed", star, thinnest=_thinnest(own)))
    if not open_ones:
        return Cell(say("phrases.all_met", thinnest=_thinnest(own)) if len(own) else "")
    open_ones.sort(key=lambda row: ("unmet", "stale", "missing").index(row["state"]))
    listed = say("phrases.join").join(lacking(row) for row in open_ones[:most])
    if len(open_ones) > most:
        listed += say("phrases.and_more", n=len(open_ones) - most)
    return Cell(say("phrases.short_of", n=len(open_ones), listed=listed))


def deciding(star: Row, results: pd.DataFrame) -> pd.DataFrame:
    """The requirements of a star that decide it by themselves: mandatory ones and vetoes."""
    is_own = results["star_code"] == star["star_code"]
    return results[is_own & (results["is_mandatory"] | (results["veto"] != ""))]


def _against_mark(key: str, star: Row, **more: str) -> str:
    score = number(star["score"], 1, against=star["pass_mark"])
    return say(f"phrases.{key}", score=score, mark=number(star["pass_mark"], 1), **more)


def is_short_of_mark(star: Row) -> bool:
    """Whether the star's points, as known, do not reach its pass mark."""
    return not is_missing(star["pass_mark"]) and bool(star["score"] < star["pass_mark"])


def _thinnest(met: pd.DataFrame) -> str:
    """The met requirement nearest to its threshold, relative to it."""
    rated = met[(met["value_type"] != "bool") & (met["threshold"] != 0)]
    if rated.empty:
        return ""
    margin = (rated["value"] - rated["threshold"]).abs() / rated["threshold"].abs()
    row = rated.loc[margin.idxmin()].to_dict()
    value = value_text(row["value"], row["unit"], row["value_type"], against=row["threshold"])
    line = threshold_text(
        row["threshold"], row["unit"], row["value_type"], row["direction"], form="line"
    )
    return say("phrases.thinnest", indicator=row["indicator"], value=value, line=line)


def origin(row: Row) -> str:
    """Where a number comes from: file, row, who, when."""
    if is_missing(row["file_name"]):
        return say("phrases.no_origin")
    return say(
        "phrases.origin",
        file=row["file_name"],
        row=int(row["row_number"]),
        who=row["uploader"],
        when=f"{local_time(row['recorded_at']):%Y-%m-%d %H:%M}",
    )


def local_time(moment: Any) -> pd.Timestamp:
    """A stored UTC moment in the town's own time (China has one zone, eight hours ahead)."""
    return pd.Timestamp(moment) + pd.Timedelta(hours=8)


def pair_words(row: Row) -> dict[str, str]:
    """The names and gaps of a pair as text; a gap of percentages is in points."""
    unit = say("phrases.points") if row["value_type"] == "percent" else str(row["unit"])
    return {
        "mentor": village(row["mentor"]),
        "mentee": village(row["mentee"]),
        "indicator": row["indicator"],
        "start": number(row["start_gap"]),
        "gap": value_text(row["gap"], unit, "number"),
    }


def pair_line(code: str, row: Row) -> str:
    """How a pair stands, seen from one of its villages."""
    words = pair_words(row)
    is_mentor = row["mentor_code"] == code
    key = "helps" if is_mentor else "helped"
    return say(
        f"phrases.pair.{'mutual' if row['type'] == say('pairs.type.mutual') else key}",
        other=words["mentee" if is_mentor else "mentor"],
        star=row["star"],
        indicator=words["indicator"],
        start=words["start"],
        gap=words["gap"],
        result=say(f"pairs.result.{row['result']}"),
    )
