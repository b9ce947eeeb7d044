"""评星定级汇总表 and 公示名单 on paper."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette

from dashboard.reports.routes import report_routes
from tests.asgi import request
from tests.conftest import report
from tests.store.course import DAY, TODAY, WAGANG, bring


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XINGTU_TODAY", str(TODAY))


def get(path: str, **params: str) -> tuple[int, str]:
    """Status and text of an address."""
    app = Starlette(routes=report_routes())
    answer = request(app, "GET", f"/print/awards/{path}", params=params)
    return answer.status_code, answer.content.decode()


@pytest.fixture
def _cases(town: object) -> None:
    report(f"村,日期,E02\n瓦岗,{DAY},1\n")
    bring(WAGANG, "ecology", "public")
    bring(WAGANG, "party", "named")


@pytest.mark.usefixtures("_cases")
def test_the_summary_has_every_village_and_its_stars() -> None:
    status, text = get("summary", year="2022")
    assert status == 200
    assert "岳村镇 2022 年度“五星”支部评星定级汇总表" in text
    assert text.count("<tr>") == 1 + 19
    assert text.count("★") == 1
    assert "生态宜居公示中" in text


@pytest.mark.usefixtures("_cases")
def test_the_list_for_publicity_names_villages_stars_and_days_alone() -> None:
    _, text = get("publicity", year="2022")
    body = text.split("<tbody>")[1].split("</tbody>")[0]
    assert body.count("<tr>") == 1
    assert "瓦岗村" in body
    assert "生态宜居" in body
    assert "2022-11-21" in body
    for who in ("书记", "专班", "管理员", "数据员"):
        assert who not in body
    assert "现在没有公示中的星" in get("publicity", year="2021")[1]


@pytest.mark.usefixtures("_cases")
@pytest.mark.parametrize(
    "year", ["明年", "99999999999999", "-1", "1e3", "２０２２", "<script>", ""]
)
def test_a_year_that_is_none_is_told(year: str) -> None:
    status, text = get("summary", year=year)
    assert status == 400
    assert "认不出" in text
    assert "<script>" not in text


@pytest.mark.usefixtures("_cases")
def test_an_unknown_table_is_told() -> None:
    status, text = get("people", year="2022")
    assert status == 404
    assert "没有“people”这张表" in text


@pytest.mark.usefixtures("town")
def test_without_data_the_table_is_still_drawn() -> None:
    assert get("summary")[0] == 200
