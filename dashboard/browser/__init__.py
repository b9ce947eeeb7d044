"""The page that carries Streamlit, in Chinese: our copy of its index with lang and title set, and a
small script that puts the words of its widgets into Chinese (text only, no styles).

Streamlit declares English and has no translations of its own; docs/decisions.md says why this and
not surgery on its elements.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path

import streamlit
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from dashboard.components import theme
from dashboard.words import say

HERE = Path(__file__).parent
# Our script comes before Streamlit's, so that it watches from the first element on.
REPLACED = {
    r'<html lang="en">': '<html lang="zh-CN">',
    r"<title>Streamlit</title>": '<title>{title}</title><script src="./ui.js" defer></script>',
    r"<noscript>.*?</noscript>": "<noscript><p>{no_script}</p></noscript>",
}


@cache
def index_html() -> str:
    """Streamlit's index with our language, title, script and word to browsers without scripts;
    RuntimeError when it has changed so that one of them cannot be set."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
    words = {"title": say("frame.product"), "no_script": say("browser.no_script")}
    words = {key: escape(text) for key, text in words.items()}
    for old, new in REPLACED.items():
        parts = re.split(old, page, flags=re.DOTALL)
        if len(parts) != 2:
            raise RuntimeError(f"Streamlit's index.html no longer holds {old!r} exactly once")
        page = new.format(**words).join(parts)
    return page


@cache
def ui_js() -> str:
    """The script with its dictionary."""
    words = json.loads((HERE / "words.json").read_text("utf-8"))
    script = (HERE / "ui.js").read_text("utf-8")
    return script.replace("/*WORDS*/", json.dumps(words, ensure_ascii=False))


def browser_routes(paths: Iterable[str]) -> list[Route]:
    """Routes for our page on each (one-level) path, and for its script."""

    async def page(_request: Request) -> Response:
        return HTMLResponse(index_html(), headers={"cache-control": "no-cache"})

    async def script(_request: Request) -> Response:
        return Response(
            ui_js(), media_type="text/javascript", headers={"cache-control": "no-cache"}
        )

    return [*(Route(path, page) for path in paths), Route("/ui.js", script)]


def not_found_html(sentence: str = "") -> str:
    """A page for an address that leads nowhere."""
    text = sentence or say("browser.not_found")
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>{escape(text)}</title>'
        f'<body style="background:{theme.PAGE};color:{theme.INK};font:16px/1.7 {theme.FONT};'
        f'display:grid;place-items:center;min-height:90vh"><div style="border-top:3px solid '
        f'{theme.RED};padding:24px;max-width:440px"><h1 style="font-size:20px">{escape(text)}</h1>'
        f'<p><a style="color:{theme.INK}" href="/">{escape(say("browser.back"))}</a></p></div>'
    )
