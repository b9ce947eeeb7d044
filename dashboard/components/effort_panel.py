"""Where the town says how hard an indicator is to move; mounted by 规则与目标."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.components import blocks, doing, formats, frame, phrases
from dashboard.domain.effort import CLASSES, UNNAMED
from dashboard.store import commands, definitions, queries
from dashboard.words import say


def draw() -> None:
    """The classes of all indicators that are asked for, to be changed and saved."""
    doing.told("effort")
    effort = definitions.effort()
    easy, middle, hard = (formats.number(effort.weights.of(one), 2) for one in CLASSES)
    blocks.title(say("effort.title"), say("effort.note", easy=easy, middle=middle, hard=hard))
    st.caption(say("effort.how", weeks=effort.look_back_weeks))
    shown = _table()
    turn = doing.turn("effort")
    now = say("effort.column.now")
    edited = st.data_editor(
        shown,
        key=f"effort_table_{turn}",
        hide_index=True,
        row_height=36,
        height=min(36 * (len(shown) + 1) + 2, 560),
        disabled=[name for name in shown.columns if name != now],
        column_config={
            now: st.column_config.SelectboxColumn(options=_names(), required=True, width=90),
            say("effort.column.indicator"): st.column_config.TextColumn(width=240),
        },
    )
    with st.container(horizontal=True):
        if st.button(say("effort.save"), type="primary"):
            _save(_changed(shown[now], edited[now]))
        if st.button(say("effort.reset")):
            _save(dict.fromkeys(queries.cost_classes()["indicator_code"]))


def _names() -> list[str]:
    return [say(f"path.cost.{one}") for one in CLASSES]


def _table() -> pd.DataFrame:
    """One row per indicator of a star, with the seed's class and the one that counts."""
    asked = queries.indicators()
    asked = asked[asked["kind"] == "judged"]
    own = queries.cost_classes().set_index("indicator_code")
    stars = queries.star_list().set_index("star_code")["star"]
    seed, names = definitions.effort().cost_class, dict(zip(CLASSES, _names(), strict=True))
    rows = []
    for row in asked.to_dict("records"):
        code = row["indicator_code"]
        shipped = seed.get(code, UNNAMED)
        is_own = code in own.index
        rows.append(
            {
                "code": code,
                say("effort.column.star"): stars.get(row["star_code"], ""),
                say("effort.column.indicator"): row["indicator"],
                say("effort.column.owner"): phrases.short_indicator(row["owner_post"]),
                say("effort.column.seed"): names[shipped],
                say("effort.column.now"): names[
                    int(own.loc[code, "cost_class"]) if is_own else shipped
                ],
                say("effort.column.by"): _by(own.loc[code]) if is_own else say("effort.seed"),
            }
        )
    return pd.DataFrame(rows).set_index("code")


def _by(row: pd.Series) -> str:
    day = formats.day(phrases.local_time(row["recorded_at"]))
    return say("effort.by", who=row["actor_name"], day=day)


def _changed(before: pd.Series, after: pd.Series) -> dict[str, int | None]:
    """The classes that differ from what is shown; the seed's own class goes back to the seed."""
    classes = dict(zip(_names(), CLASSES, strict=True))
    seed = definitions.effort().cost_class
    moved = after[after != before]
    wanted = {str(code): classes[name] for code, name in moved.items()}
    return {code: None if one == seed.get(code, UNNAMED) else one for code, one in wanted.items()}


def _save(classes: dict[str, int | None]) -> None:
    doing.do(
        "effort",
        lambda: commands.set_effort(frame.actor(), classes),
        lambda n: say("effort.saved", n=n),
        lambda _: doing.emptied("effort"),
    )
