"""The ASGI app: Streamlit's screens with our own routes around them."""

from __future__ import annotations

import logging
import uuid
from pathlib import Path

import anyio.to_thread
import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import dashboard
from dashboard.api import api_routes
from dashboard.browser import browser_routes, not_found_html
from dashboard.domain.errors import StoreBusy, StoreDamaged, XingtuError
from dashboard.reports.routes import report_routes
from dashboard.screens import SCREENS
from dashboard.store import database
from dashboard.words import say

log = logging.getLogger("xingtu")


async def healthz(_request: Request) -> JSONResponse:
    """Whether the server and its database answer; 503 when the database does not."""
    try:
        data_version = await anyio.to_thread.run_sync(_read)
    except (XingtuError, RuntimeError) as error:
        log.error("health: %s", error)
        return JSONResponse({"status": "damaged"}, status_code=503)
    body = {"status": "ok", "version": dashboard.__version__, "data_version": data_version}
    return JSONResponse(body)


def _read() -> int:
    with database.held() as store:
        return store.ask("select 1", {})[0]


async def to_first_screen(request: Request) -> RedirectResponse:
    """The house opens on its first screen, so that every view has a path."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/{SCREENS[0].path}{query}")


def broken(error: Exception) -> bool:
    """A screen failed: the user gets a number to quote, the log gets the traceback."""
    st.error(explained(error))
    return True


def explained(error: Exception) -> str:
    """The sentence for an error: its own if it has one, else a number to quote."""
    number = uuid.uuid4().hex[:8]
    log.error("error %s", number, exc_info=error)
    if isinstance(error, (StoreBusy, StoreDamaged)):
        return str(error)
    return say("frame.broken", number=number)


ROUTES = [
    Route("/healthz", healthz),
    Route("/", to_first_screen),
    *api_routes(),
    *report_routes(),
    *browser_routes(f"/{screen.path}" for screen in SCREENS),
]


def known(scope: Scope) -> bool:
    """Whether one of our routes answers the address."""
    return any(route.matches(scope)[0] is not Match.NONE for route in ROUTES)


class NotFound:
    """Streamlit answers every unknown path with its own page; a document we do not know is 404."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._is_lost(scope):
            return await HTMLResponse(not_found_html(), status_code=404)(scope, receive, send)
        return await self.app(scope, receive, send)

    @staticmethod
    def _is_lost(scope: Scope) -> bool:
        if scope["type"] != "http" or known(scope):
            return False
        is_document = dict(scope["headers"]).get(b"sec-fetch-dest") == b"document"
        return is_document and not scope["path"].startswith(("/media/", "/_stcore/"))


class Explained:
    """A page of ours that fails is a sentence, not "Internal Server Error"."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not known(scope):
            return await self.app(scope, receive, send)
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, sending)
        except Exception as error:
            if begun:
                raise
            status = 503 if isinstance(error, (StoreBusy, StoreDamaged)) else 500
            response = HTMLResponse(not_found_html(explained(error)), status_code=status)
            await response(scope, receive, send)


app = st.App(
    Path(__file__).with_name("app.py"),
    routes=ROUTES,
    middleware=[Middleware(NotFound), Middleware(Explained)],
    on_script_error=broken,
)
