"""The addresses under which tables to fill in are had."""

from __future__ import annotations

import asyncio
from urllib.parse import quote

import pytest
from starlette.requests import Request
from starlette.responses import Response

from dashboard.reports import routes
from dashboard.server import ROUTES


def get(kind: str, query: str) -> Response:
    scope = {
        "type": "http",
        "method": "GET",
        "headers": [],
        "query_string": quote(query, "=&").encode(),
    }
    return asyncio.run(routes.template(kind, Request(scope)))


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("kind", "start"), [("xlsx", b"PK"), ("csv", "\ufeff村代码,村,日期".encode())]
)
def test_a_file_named_for_town_period_and_day(kind: str, start: bytes) -> None:
    answer = get(kind, "period=month&day=2022-12-26")
    assert answer.status_code == 200
    assert bytes(answer.body).startswith(start)
    name = quote(f"岳村镇_月报空表_2022-12-26.{kind}")
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{name}"
    assert any(route.path == f"/template.{kind}" for route in ROUTES)


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "“”不是日期"),
        ("period=month&day=昨天", "“昨天”不是日期"),
        ("period=month&day=0001-01-01", "不是日期"),
        ("period=day&day=2022-12-26", "没有“day”这一类报表"),
        ("period=year&day=2022-12-26&only=missing", "都已报齐"),
    ],
)
def test_nonsense_is_answered_in_chinese(query: str, said: str) -> None:
    answer = get("xlsx", query)
    assert answer.status_code == 400
    assert said in bytes(answer.body).decode()
