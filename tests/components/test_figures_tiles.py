"""The tile map: its places, classes, texts and clicks."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from dashboard.components import theme
from dashboard.components.figures.tile_html import tile_html
from dashboard.components.figures.tile_layout import Box, Measure, arrange, fill_of
from dashboard.components.figures.tile_legend import tile_legend
from dashboard.components.figures.tile_svg import tile_svg

UNIT = Measure(width=10, height=10, gap=2, group_gap=4, head=5, band_gap=3, columns=6)


def tiles(*keys: object, group: str = "一管区", **more: object) -> pd.DataFrame:
    """One tile per fill key; village codes are 000, 001 …"""
    return pd.DataFrame(
        [
            {
                "village_code": f"{place:03d}", "name": "瓦岗", "area_group": group,
                "fill_key": key, "corner": "3 星", "glyphs": "★☆?☆★", "note": "差一项 平安",
                "note_tone": "", **more,
            }
            for place, key in enumerate(keys)
        ]
    )  # fmt: skip


def texts(drawn: str) -> list[str]:
    """Every text drawn."""
    return [text for text in re.split(r"<[^>]+>", drawn) if text]


def test_groups_stand_side_by_side_then_wrap() -> None:
    plan = arrange(["a", "a", "a", "b", "c", "d"], UNIT, 2)
    assert plan.boxes[:3] == [Box(0, 5, 10, 10), Box(12, 5, 10, 10), Box(0, 17, 10, 10)]
    assert [(one.group, one.left, one.top) for one in plan.headings] == [
        ("a", 0, 0), ("b", 26, 0), ("c", 52, 0), ("d", 0, 30),
    ]  # fmt: skip
    assert (plan.width, plan.height) == (74, 45)


def test_one_group_takes_every_column() -> None:
    plan = arrange(["a"] * 7, UNIT, 2)
    assert [box.left for box in plan.boxes] == [0, 12, 24, 36, 48, 60, 0]


def test_no_village_gives_an_empty_plan() -> None:
    assert arrange([], UNIT, 2).boxes == []
    assert texts(tile_html(tiles("plain").iloc[:0])) == []


def test_six_hundred_villages_in_forty_groups_never_overlap() -> None:
    plan = arrange([f"g{place % 40}" for place in range(600)], Measure(), 2)
    corners = {(box.left, box.top) for box in plan.boxes}
    assert len(corners) == 600
    assert max(box.left + box.width for box in plan.boxes) == plan.width
    assert max(box.top + box.height for box in plan.boxes) == plan.height


def test_columns_below_one_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        arrange(["a"], UNIT, 0)


def test_fills() -> None:
    assert fill_of(5, "level") is theme.LEVEL_RAMP[5]
    assert fill_of(0, "level").dashed
    assert fill_of("undetermined", "star").hatched
    assert fill_of("lost", "star").fill == theme.WHITE
    assert fill_of(float("nan"), "share") is theme.UNKNOWN
    assert [fill_of(one, "share") for one in (-1, 0, 0.55, 1, 2.0)] == [
        theme.SEQUENTIAL_RAMP[step] for step in (0, 0, 5, 9, 9)
    ]
    with pytest.raises(ValueError, match="unknown fill key 'x' in mode 'star'"):
        fill_of("x", "star")
    with pytest.raises(ValueError, match="unknown fill key 6"):
        fill_of(6, "level")
    with pytest.raises(ValueError, match="unknown mode"):
        fill_of(6, "colour")


def test_a_tile_is_a_button_with_its_code_and_fill() -> None:
    drawn = tile_html(tiles(5, 0))
    assert re.findall(r'data-code="(\d+)"', drawn) == ["000", "001"]
    five, none = theme.LEVEL_RAMP[5], theme.LEVEL_RAMP[0]
    assert f"background:{five.fill};color:{five.text};border-color:{five.edge}" in drawn
    assert f"background:{none.fill};" in drawn
    assert drawn.count("border-style:dashed") == 1


def test_groups_share_the_columns() -> None:
    wide = [
        re.search(
            r"--wide:(\d)", tile_html(pd.concat([tiles(1, group=f"g{n}") for n in range(count)]))
        )
        for count in (1, 2, 3, 9)
    ]
    assert [one and one.group(1) for one in wide] == ["6", "3", "2", "2"]


def test_the_selected_tile_is_pressed() -> None:
    drawn = tile_html(tiles(1, 2), selected="001")
    assert re.findall(r'aria-pressed="(\w+)"', drawn) == ["false", "true"]
    assert 'aria-pressed="true"' not in tile_html(tiles(1), selected="999")


def test_unknown_is_hatched_with_plates_under_its_text() -> None:
    assert 'class="tile hatched"' in tile_html(tiles("unknown"))
    assert "repeating-linear-gradient" in tile_html(tiles("unknown"))


def test_texts_are_escaped_and_notes_bold_when_strong() -> None:
    drawn = tile_html(tiles(1, name="<i>", note_tone="strong"))
    assert "<b>&lt;i&gt;</b>" in drawn
    assert "<b>差一项 平安</b>" in drawn


def test_five_glyphs_are_spread_and_other_text_is_not() -> None:
    assert texts(tile_html(tiles(1))).count("★") == 2
    assert "58%" in texts(tile_html(tiles(1, glyphs="58%")))


def test_many_villages_leave_out_the_note() -> None:
    drawn = tile_html(tiles(*[1] * 60))
    assert "差一项 平安" not in drawn
    assert 'class="map crowd"' in drawn


def test_long_names_are_smaller_and_counted_by_group() -> None:
    assert '<b class="long">东北庄社区</b>' in tile_html(tiles(1, name="东北庄社区"))
    assert "6 个" in texts(tile_html(tiles(*[1] * 6)))


def test_legend_of_levels() -> None:
    legend = tile_legend({5: 1, 0: 2}, star_names=["支部过硬", "<b>"])
    assert "5 星　1 个" in legend
    assert "无星　2 个" in legend
    assert "4 星" not in legend
    assert "支部过硬、&lt;b&gt;" in legend
    assert "★ 已得" in legend
    assert "? 未定" in legend


def test_legend_of_a_star_and_of_values() -> None:
    assert "未定　1 个" in tile_legend({"undetermined": 1}, mode="star")
    legend = tile_legend({"unknown": 3}, mode="share", low="0%", high="100%", line="线 45")
    assert "缺　3 个" in legend
    assert "线 45" in legend
    assert theme.SEQUENTIAL[9] in legend
    # A ramp that ends earlier ends with the fill of the tile that stands highest.
    part = tile_legend({}, mode="share", low="0", high="1", top=0.5)
    assert fill_of(0.5, "share").fill in part
    assert theme.SEQUENTIAL[6] not in part


def test_a_slide_shows_nineteen_tiles_in_large_type() -> None:
    groups = {"一管区": [3] * 7, "二管区": [0] * 6, "三管区": ["unknown", *[5] * 5]}
    nineteen = pd.concat([tiles(*keys, group=group) for group, keys in groups.items()])
    svg = tile_svg(nineteen, 1192, 470)
    sizes = {float(part.split('"')[1]) for part in svg.split(" font-size=")[1:]}
    assert min(sizes) >= 24
    assert svg.count("瓦岗") == 19
    assert svg.count("★") == 38
    assert "差一项" not in svg
    assert "url(#xt-hatch)" in svg


def test_a_slide_drops_glyphs_then_refuses() -> None:
    assert "★" not in tile_svg(tiles(*[3] * 48), 1192, 470)
    with pytest.raises(ValueError, match="90 tiles do not fit"):
        tile_svg(tiles(*[3] * 90), 1192, 470)
