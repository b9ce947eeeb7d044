"""Names of villages: what is one, what is never merged."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from dashboard.domain.names import (
    category,
    display_name,
    display_names,
    group_order,
    match_key,
    normal_form,
    short_name,
    visible,
)
from dashboard.settings import ROOT

YUECUN = [
    "澶东社区", "岳村集村", "东寨村", "瓦屋村", "牛村", "高庄村", "西寨村",
    "石佛店村", "韩庄村", "南田村", "翟庄村", "大猛村", "东田村", "西岳村",
    "西田村", "邢庄村", "寨里村", "东北庄村", "瓦岗村",
]  # fmt: skip
# Of Puyang; of Guangdong with 村 and 居 of one name; of Inner Mongolia with 嘎查; farms in Xinjiang.
COUNTIES = ("410902", "440983", "152224", "659001")


@cache
def register() -> list[tuple[str, str]]:
    """Code and registered name of every unit of a few unlike counties."""
    near = [[("code", ">=", one), ("code", "<", f"{one}~")] for one in COUNTIES]
    table = parquet.read_table(ROOT / "data" / "registry" / "village.parquet", filters=near)
    return list(zip(table["code"].to_pylist(), table["name"].to_pylist(), strict=True))


@pytest.mark.parametrize(
    "name",
    [
        "瓦岗",
        "瓦岗村",
        "瓦岗村委会",
        "瓦岗村民委员会",
        "瓦岗村村委会",
        " 瓦 岗村 ",
        "瓦岗村[已撤销]",
        "瓦岗村村民委员会（新）",
        "瓦岗村党支部",
        "瓦岗村党总支",
        "瓦岗村民委会",
    ],
)
def test_one_village_in_many_writings(name: str) -> None:
    assert match_key(name) == "瓦岗"


@pytest.mark.parametrize("name", ["牛", "牛村", "牛村委会", "牛村村委会", "牛村村民委员会"])
def test_one_character_is_a_name_too(name: str) -> None:
    assert match_key(name) == "牛"


def test_neighbours_are_never_merged() -> None:
    assert len({match_key(name) for name in YUECUN}) == 19
    assert len({match_key(short_name(name)) for name in YUECUN}) == 19
    assert match_key("隆阜（3）社区居委会") != match_key("隆阜（4）社区居委会")
    assert match_key("瓦岗社区") != match_key("瓦岗村")


@pytest.mark.parametrize(
    ("registered", "shown", "short"),
    [
        ("瓦岗村村民委员会", "瓦岗村", "瓦岗"),
        ("岳村集村村民委员会", "岳村集村", "岳村集"),
        ("牛村村民委员会", "牛村", "牛村"),
        ("澶东社区居民委员会", "澶东社区", "澶东社区"),
        ("多福巷社区居委会", "多福巷社区", "多福巷社区"),
        ("乌兰嘎查村委会", "乌兰嘎查", "乌兰嘎查"),
        ("钱排村委会", "钱排村", "钱排"),
        ("钱排居委会", "钱排居委会", "钱排居委会"),
        ("北街居民委员会", "北街居委会", "北街居委会"),
        ("北街村村民委员会", "北街村", "北街"),
        ("（高家坪村委会）", "高家坪村", "高家坪"),
        ("(土郎)头村民委员会", "(土郎)头村", "(土郎)头"),
        ("一连生活区", "一连生活区", "一连生活区"),
    ],
)
def test_forms(registered: str, shown: str, short: str) -> None:
    assert (display_name(registered), short_name(shown)) == (shown, short)


def test_the_whole_township() -> None:
    registered = [name for code, name in register() if code.startswith("410902101")]
    assert [display_name(name) for name in registered] == YUECUN


@given(st.data())
def test_every_way_to_write_a_registered_name_finds_it(data: st.DataObject) -> None:
    code, name = data.draw(st.sampled_from(register()))
    shown = display_name(name)
    assert shown
    assert display_name(shown) == shown
    for written in (shown, short_name(shown), normal_form(name), f" {shown[0]}　{shown[1:]}"):
        assert match_key(written) == match_key(name), (code, written)


@given(st.sampled_from(sorted({code[:9] for code, _ in register()})))
def test_units_of_a_township_are_shown_apart_and_nearly_always_keyed_apart(township: str) -> None:
    units = {code: name for code, name in register() if code.startswith(township)}
    shown = display_names(units)
    assert len(set(shown.values())) == len(units)
    assert len({match_key(name) for name in units.values()}) >= len(units) * 0.9


def test_names_that_would_be_shown_alike_keep_the_registers_words() -> None:
    assert display_names(
        {"1": "刘家庄村村民委员会", "2": "刘家庄村民委员会", "3": "瓦岗村村民委员会"}
    ) == {"1": "刘家庄村村民委员会", "2": "刘家庄村民委员会", "3": "瓦岗村"}


@given(st.text(max_size=12))
def test_any_text_has_a_key(text: str) -> None:
    assert match_key(match_key(text)) == match_key(text)
    assert display_name(text) is not None


@pytest.mark.parametrize(
    ("last", "kind"),
    [
        ("001", "社区"),
        ("199", "社区"),
        ("200", "村"),
        ("399", "村"),
        ("401", "社区"),
        ("501", "村"),
    ],
)
def test_category_by_code(last: str, kind: str) -> None:
    assert category(f"410902101{last}") == kind


def test_groups_in_the_order_people_count() -> None:
    assert sorted(["三管区", "二管区", "全镇", "第一片区"], key=group_order) == [
        "第一片区",
        "二管区",
        "三管区",
        "全镇",
    ]


def test_what_shows_nothing_is_no_text() -> None:
    assert visible(" \u200b\u2060\ufeff\x00\ud800") == ""
    assert visible("报\u200b送\n 及时") == "报送 及时"
    assert visible("138\u200b0013\u20608000") == "13800138000"
