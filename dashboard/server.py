"""The ASGI app: Streamlit's screens with our own routes around them."""

from __future__ import annotations

import logging
import uuid
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

import dashboard
from dashboard.browser import browser_routes, not_found_html
from dashboard.reports.routes import report_routes
from dashboard.screens import SCREENS
from dashboard.store import database
from dashboard.words import say

log = logging.getLogger("xingtu")


async def healthz(_request: Request) -> JSONResponse:
    """Whether the server and its database answer."""
    body = {
        "status": "ok",
        "version": dashboard.__version__,
        "data_version": database.current().version,
    }
    return JSONResponse(body)


async def to_first_screen(request: Request) -> RedirectResponse:
    """The house opens on its first screen, so that every view has a path."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/{SCREENS[0].path}{query}")


def broken(error: Exception) -> bool:
    """A screen failed: the user gets a number to quote, the log gets the traceback."""
    number = uuid.uuid4().hex[:8]
    log.error("screen error %s", number, exc_info=error)
    st.error(say("frame.broken", number=number))
    return True


ROUTES = [
    Route("/healthz", healthz),
    Route("/", to_first_screen),
    *report_routes(),
    *browser_routes(f"/{screen.path}" for screen in SCREENS),
]
KNOWN = {getattr(route, "path", "") for route in ROUTES}


class NotFound:
    """Streamlit answers every unknown path with its own page; a document we do not know is 404."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and dict(scope["headers"]).get(b"sec-fetch-dest") == b"document":
            path = scope["path"]
            if path not in KNOWN and not path.startswith(("/print/", "/media/", "/_stcore/")):
                response = HTMLResponse(not_found_html(), status_code=404)
                return await response(scope, receive, send)
        return await self.app(scope, receive, send)


app = st.App(
    Path(__file__).with_name("app.py"),
    routes=ROUTES,
    middleware=[Middleware(NotFound)],
    on_script_error=broken,
)
