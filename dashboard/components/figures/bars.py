"""Bars: villages by level against the plan, and the freshness of each star's data."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.components import theme
from dashboard.components.formats import is_missing, number, signed
from dashboard.words import say

ROW = 30
COLUMN = 42


def level_name(level: int) -> str:
    """The name of a level's villages, as the table of levels heads its rows."""
    if not level:
        return say("figures.level_village_none")
    return say("figures.level_village", level=say(f"figures.digit.{level}"))


_LEVELS = f"""<style>
.xt-levels{{width:100%;border-collapse:collapse;font-size:14px;color:{theme.INK};
font-variant-numeric:tabular-nums}}
.xt-levels td,.xt-levels th{{height:{ROW}px;padding:0 0 0 12px;text-align:right;width:{COLUMN}px;
font-weight:400;white-space:nowrap}}
.xt-levels th{{color:{theme.INK2}}}
.xt-levels td.quiet{{color:{theme.INK2}}}
.xt-levels td.name,.xt-levels td.bar{{text-align:left;padding-left:0}}
.xt-levels td.name{{width:60px;padding-right:12px}}
.xt-levels td.bar{{width:100%;padding-right:8px}}
.xt-levels .track{{position:relative;height:{ROW}px}}
.xt-levels .now{{position:absolute;left:0;top:6px;height:18px;box-sizing:border-box}}
.xt-levels .plan{{position:absolute;top:2px;height:26px;width:2.5px;background:{theme.INK}}}
.xt-levels caption{{caption-side:bottom;text-align:left;padding:4px 0 0 54px;font-size:13px;
color:{theme.INK2}}}
.xt-levels caption i{{display:inline-block;width:2.5px;height:16px;margin-right:8px;
vertical-align:middle;background:{theme.INK}}}
</style>"""


def level_bars(plan: pd.DataFrame) -> str:
    """HTML: plan and actual; per level a bar, the plan as a tick, and four columns of numbers.

    `plan` has level (0 to 5), villages_now, villages_planned (year end) and, if known,
    villages_before. Drawn best level first.
    """
    rows = plan.sort_values("level", ascending=False).to_dict("records")
    counts = [one for row in rows for one in (row["villages_now"], row["villages_planned"])]
    most = max([1.0, *(float(one) for one in counts if not is_missing(one))])
    heads = "".join(
        f'<th scope="col">{say(f"figures.{key}")}</th>' for key in ("now", "change", "plan", "gap")
    )
    return (
        f'{_LEVELS}<table class="xt-levels"><caption><i></i>{say("figures.year_plan")}</caption>'
        f"<thead><tr><th></th><th></th>{heads}</tr></thead>"
        f"<tbody>{''.join(_level_row(row, most) for row in rows)}</tbody></table>"
    )


def _level_row(row: Mapping[str, Any], most: float) -> str:
    level, now, planned = int(row["level"]), float(row["villages_now"]), row["villages_planned"]
    before = row.get("villages_before")
    fill = theme.LEVEL_RAMP[level]
    change = None if is_missing(before) else now - float(before or 0)
    gap = None if is_missing(planned) else now - float(planned)
    line = "dashed" if fill.dashed else "solid"
    bar = (
        f'<div class="now" style="width:{97 * now / most:.2f}%;background:{fill.fill};'
        f'border:1px {line} {fill.edge}"></div>'
        if now
        else ""
    )
    tick = (
        ""
        if is_missing(planned)
        else f'<div class="plan" style="left:{97 * float(planned) / most:.2f}%"></div>'
    )
    gap_text = signed(gap, 0)
    return (
        f'<tr><td class="name">{level_name(level)}</td>'
        f'<td class="bar"><div class="track">{bar}{tick}</div></td>'
        f'<td><b>{number(now, 0)}</b></td><td class="quiet">{signed(change, 0)}</td>'
        f'<td class="quiet">{number(planned, 0)}</td>'
        f"<td>{f'<b>{gap_text}</b>' if gap else gap_text}</td></tr>"
    )


_STYLE = f"""<style>
.xt-fresh{{font-size:14px;color:{theme.INK};font-variant-numeric:tabular-nums}}
.xt-fresh div.row{{display:flex;flex-wrap:wrap;align-items:center;gap:0 14px;min-height:36px;
padding:4px 0;box-sizing:border-box;border-bottom:1px solid {theme.HAIR}}}
.xt-fresh .name{{flex:0 0 64px}}
.xt-fresh .bar{{flex:1 1 90px;display:flex;height:14px}}
.xt-fresh .bar div{{box-sizing:border-box;height:14px}}
.xt-fresh .said{{flex:0 0 auto;min-width:176px}}
</style>"""


def freshness_bars(freshness: pd.DataFrame) -> str:
    """HTML: one bar per star of villages current, carried, stale (hatched), missing (dashed).

    `freshness` has star, current_count, carried_count, stale_count and missing_count.
    """
    hatch = f"repeating-linear-gradient(135deg,{theme.PAGE} 0 3px,{theme.INK3} 3px 4.5px)"
    looks = {
        "current": f"background:{theme.INK3}",
        "carried": f"background:{theme.CARRIED}",
        "stale": f"background:{hatch};border:1px solid {theme.INK3}",
        "missing": f"background:{theme.WHITE};border:1px dashed {theme.INK3}",
    }
    rows = []
    for row in freshness.to_dict("records"):
        counts = {kind: int(row[f"{kind}_count"]) for kind in looks}
        total = sum(counts.values()) or 1
        bars = "".join(
            f'<div style="width:{100 * count / total:.2f}%;{looks[kind]}"></div>'
            for kind, count in counts.items()
            if count
        )
        said = "\u3000".join(
            f"{say(f'figures.{kind}')} {count}"
            for kind, count in counts.items()
            if count or kind == "current"
        )
        rows.append(
            f'<div class="row"><span class="name">{html.escape(str(row["star"]))}</span>'
            f'<div class="bar">{bars}</div><span class="said">{said}</span></div>'
        )
    return f'<div class="xt-fresh">{_STYLE}{"".join(rows)}</div>'
