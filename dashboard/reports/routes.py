"""Pages the server makes itself: the projector's slides and the A4 page of a village."""

from __future__ import annotations

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from dashboard.reports import slides, village_page

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


def report_routes() -> list[Route]:
    """The routes of this package."""
    return [Route("/present", present), Route("/print/village/{code}", print_village)]
