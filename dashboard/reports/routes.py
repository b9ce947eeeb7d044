"""What the server makes itself: the projector's slides, the A4 page of a village, tables to fill in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from urllib.parse import quote

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard.domain.errors import Refused
from dashboard.reports import award_page, slides, template_book, village_page
from dashboard.reports.template_book import Template
from dashboard.words import say

FRESH = {"Cache-Control": "no-store"}


async def present(request: Request) -> HTMLResponse:
    """GET /present?as_of=&compare=&n="""
    asked = dict(request.query_params)
    text = await anyio.to_thread.run_sync(slides.present, asked)
    return HTMLResponse(text, headers=FRESH)


async def print_village(request: Request) -> HTMLResponse:
    """GET /print/village/{code}?as_of=&compare= ; 404 for a code the town does not have."""
    code, asked = request.path_params["code"], dict(request.query_params)
    text = await anyio.to_thread.run_sync(village_page.village_page, code, asked)
    if text is None:
        return HTMLResponse(village_page.unknown(code), status_code=404, headers=FRESH)
    return HTMLResponse(text, headers=FRESH)


async def print_awards(request: Request) -> HTMLResponse:
    """GET /print/awards/{summary|publicity}?as_of=&year= ; 404 for another table, 400 with a sentence
    for what is no year."""
    table, asked = request.path_params["table"], dict(request.query_params)
    try:
        text = await anyio.to_thread.run_sync(award_page.award_page, table, asked)
    except Refused as refused:
        return HTMLResponse(award_page.refusal(str(refused)), status_code=400, headers=FRESH)
    if text is None:
        return HTMLResponse(award_page.unknown(table), status_code=404, headers=FRESH)
    return HTMLResponse(text, headers=FRESH)


BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEMPLATES: Mapping[str, tuple[str, Callable[[Template], bytes]]] = {
    "xlsx": (BOOK, template_book.table_xlsx),
    "csv": ("text/csv; charset=utf-8", template_book.table_csv),
}


async def template(kind: str, request: Request) -> Response:
    """GET /template.{kind}?period=&day=&only=missing ; 400 with a sentence for what is no period or
    day, and where nothing is left to fill in."""
    asked = dict(request.query_params)
    try:
        name, data = await anyio.to_thread.run_sync(_template, kind, asked)
    except Refused as refused:
        return PlainTextResponse(str(refused), status_code=400, headers=FRESH)
    kept = f"attachment; filename*=UTF-8''{quote(name)}"
    return Response(data, media_type=TEMPLATES[kind][0],
                    headers=FRESH | {"Content-Disposition": kept})  # fmt: skip


def _template(kind: str, asked: Mapping[str, str]) -> tuple[str, bytes]:
    text = asked.get("day", "")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Refused(say("template.bad_day", day=text[:40])) from None
    if not 1950 <= day.year < 2150:
        raise Refused(say("template.bad_day", day=text[:40]))
    period = asked.get("period", "")
    plan = template_book.plan(period[:40], day, only_missing=asked.get("only") == "missing")
    return f"{plan.name}.{kind}", TEMPLATES[kind][1](plan)


def report_routes() -> list[Route]:
    """The routes of this package."""
    return [
        Route("/present", present),
        Route("/print/village/{code}", print_village),
        Route("/print/awards/{table}", print_awards),
        *(Route(f"/template.{kind}", partial(template, kind)) for kind in TEMPLATES),
    ]
