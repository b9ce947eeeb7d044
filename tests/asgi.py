"""A request to an ASGI app without a socket."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.types import ASGIApp, Message


@dataclass(frozen=True)
class Answer:
    """Status and body."""

    status_code: int
    content: bytes

    def json(self) -> Any:
        return json.loads(self.content)


def request(
    app: ASGIApp,
    method: str,
    path: str,
    *,
    params: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
    content: bytes | None = None,
) -> Answer:
    """Ask the app; the body goes in one piece."""
    place, _, query = path.partition("?")
    scope = {
        "type": "http", "method": method, "path": place, "raw_path": place.encode(),
        "query_string": (query or urlencode(params or {})).encode(), "root_path": "",
        "headers": [(k.lower().encode(), v.encode()) for k, v in (headers or {}).items()],
        "scheme": "http", "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1),
        "http_version": "1.1",
    }  # fmt: skip
    told: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": content or b"", "more_body": False}

    async def send(message: Message) -> None:
        told.append(message)

    asyncio.run(app(scope, receive, send))  # type: ignore[arg-type]
    return Answer(told[0]["status"], b"".join(one.get("body", b"") for one in told[1:]))
