"""Names of villages: what is one, what is never merged."""

from __future__ import annotations

import pytest

from dashboard.domain.names import category, display_name, group_order, match_key, short_name


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
    ],
)
def test_one_village_in_many_writings(name: str) -> None:
    assert match_key(name) == "瓦岗"


def test_neighbours_are_never_merged() -> None:
    keys = {
        match_key(name)
        for name in (
            "东田村",
            "南田村",
            "西田村",
            "东寨村",
            "西寨村",
            "寨里村",
            "岳村集村",
            "西岳村",
        )
    }
    assert len(keys) == 8


@pytest.mark.parametrize(
    ("registered", "shown", "short"),
    [
        ("瓦岗村村民委员会", "瓦岗村", "瓦岗"),
        ("岳村集村村民委员会", "岳村集村", "岳村集"),
        ("牛村村民委员会", "牛村", "牛村"),
        ("澶东社区居民委员会", "澶东社区", "澶东社区"),
        ("多福巷社区居委会", "多福巷社区", "多福巷社区"),
        ("乌兰嘎查村委会", "乌兰嘎查", "乌兰嘎查"),
    ],
)
def test_forms(registered: str, shown: str, short: str) -> None:
    assert (display_name(registered), short_name(shown)) == (shown, short)


def test_category_by_code() -> None:
    assert [category(code) for code in ("410902101001", "410902101199", "410902101200")] == [
        "社区",
        "社区",
        "村",
    ]


def test_groups_in_the_order_people_count() -> None:
    assert sorted(["三管区", "二管区", "全镇", "第一片区"], key=group_order) == [
        "第一片区",
        "二管区",
        "三管区",
        "全镇",
    ]
