"""结对共创: the register of pairs, and whether the gap between mentor and mentee narrows."""

from __future__ import annotations

import streamlit as st

from dashboard.components import blocks, doing, frame, pair_table, phrases, view
from dashboard.components.figures.lines import pair_lines
from dashboard.components.view import View
from dashboard.store import queries
from dashboard.words import say


def show() -> None:
    """Draw the screen."""
    shown = view.current()
    if shown is None:
        frame.head(say("frame.title.pairs"), say("overview.no_data"))
        return frame.empty_state()
    pairs = queries.pairs(shown.as_of)
    frame.head(
        say("frame.title.pairs"),
        pair_table.note(pairs),
        shown=shown,
        export={say("frame.title.pairs"): pair_table.build(pairs)},
        file_name=f"{say('frame.title.pairs')}_{shown.as_of}",
    )
    st.header(pair_table.sentence(pairs), anchor=False)
    if not pairs.empty:
        with st.container(border=True):
            blocks.title(say("pairs.register"), say("pairs.register_note"))
            st.html(pair_table.table(pairs, shown))
        _trends(pair_table.worth_a_look(pairs), shown)
    _form(shown)
    return None


def _trends(rows: list[dict[str, object]], shown: View) -> None:
    grid = st.grid(3, min_column_width=300)
    for row in rows:
        with grid.cell(), st.container(border=True):
            blocks.title(pair_table.caption(row), f"{row['star']} · {row['indicator']}")
            trend = queries.pair_trend(int(str(row["pairing_id"])), shown.as_of)
            trend = trend[trend["indicator_code"] == row["indicator_code"]]
            trend = trend.assign(threshold=pair_table.threshold(row, shown.as_of))
            figure = pair_lines(
                trend,
                phrases.village(str(row["mentor"])),
                phrases.village(str(row["mentee"])),
                str(row["unit"]),
                str(row["value_type"]),
                str(row["direction"]),
            )
            st.plotly_chart(
                figure, key=f"pair_{row['pairing_id']}_{row['indicator_code']}", theme=None,
                config=blocks.PLAIN, alt=say("pairs.trend_alt", pair=pair_table.caption(row)),
            )  # fmt: skip
            st.markdown(pair_table.explained(row))


def _form(shown: View) -> None:
    doing.told("pairs", toast=True)
    with st.expander(say("pairs.add")):
        pair_table.add_form(shown.as_of)
    with st.expander(say("pairs.end")):
        pair_table.end_form(queries.pairs(shown.as_of), shown.as_of)
