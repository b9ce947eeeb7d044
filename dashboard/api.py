"""The API: uploads and exports for programs, with the instance's token.

POST /api/v1/uploads?name=FILE[&as_of=DATE][&dry_run=1][&strict=1][&actor=POST][&sheet=NAME]
     [&map_bytes=N]   body: the file, behind N bytes of a map file (TOML) if there is one
GET  /api/v1/uploads/{id}
GET  /api/v1/export/{table}[?as_of=DATE][&format=csv]      (rules: TOML instead of CSV)
GET  /api/v1/reminder[?as_of=DATE][&by=post|village][&post=POST][&village=NAME][&all=1]   (plain text)

An upload tells who brought it, how it was read (mapping, answers), what it changed (new_count,
changed_count, unchanged_count), who prepared it where a second person checked, and, once it was
taken back, when, by whom and why (withdrawn_at, withdrawn_by, withdrawn_reason). While files wait
for a second person, POST answers with values 0, upload_id null, and a draft_id with its message.
A .toml file is one of rules; it becomes a draft (rule_draft_id) and is effective by nobody but a page.
Answers are those of `import --json` and `export --json`. 401 without the token, 400 for a wrong
request, 422 for a file with problems, 503 while the store is not there.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard import handshake, reminding, settings
from dashboard.domain.actor import COMMAND_LINE, Actor
from dashboard.domain.csv_file import plain
from dashboard.domain.errors import Refused, StoreBusy, StoreDamaged
from dashboard.domain.intake.cells import EARLIEST, LATEST
from dashboard.reports import tables
from dashboard.store import commands, queries

Answer = Callable[[Request], Awaitable[Response]]


class _Wrong(Exception):
    """A request that cannot be answered, with its status and sentence."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


def api_routes() -> list[Route]:
    """The routes of the API."""
    return [
        Route("/api/v1/uploads", _guarded(_post), methods=["POST"]),
        Route("/api/v1/uploads/{upload_id:int}", _guarded(_upload)),
        Route("/api/v1/export/{table}", _guarded(_export)),
        Route("/api/v1/reminder", _guarded(_reminder)),
    ]


def _guarded(answer: Answer) -> Answer:
    async def guarded(request: Request) -> Response:
        try:
            _check_token(request)
            return await answer(request)
        except _Wrong as wrong:
            return _error(wrong.status, wrong.message)
        except Refused as refused:
            return _error(400, str(refused))
        except (StoreBusy, StoreDamaged) as error:
            return _error(503, str(error))

    return guarded


def _error(status: int, message: str) -> JSONResponse:
    return JSONResponse({"status": "error", "message": message}, status_code=status)


def _check_token(request: Request) -> None:
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    if not secrets.compare_digest(given.encode(), handshake.token(settings.home()).encode()):
        raise _Wrong(401, "缺少令牌或令牌不对。令牌在实例文件夹的 api-token 里。")


def _day(request: Request) -> date | None:
    text = request.query_params.get("as_of")
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise _Wrong(400, f"“{text[:40]}”不是日期，请写成 2022-11-14。") from None
    if not EARLIEST <= day <= LATEST:
        raise _Wrong(400, f"{text[:40]} 不在 {EARLIEST} 到 {LATEST} 之间。")
    return day


async def _post(request: Request) -> Response:
    asked = request.query_params
    name = asked.get("name", "").strip()
    if not name:
        raise _Wrong(400, "请在 name 里写明文件名。")
    actor = Actor(asked.get("actor") or COMMAND_LINE.name, COMMAND_LINE.role)
    as_of, map_bytes = _day(request), asked.get("map_bytes", "0")
    if not (map_bytes.isascii() and map_bytes.isdigit() and len(map_bytes) < 16):
        raise _Wrong(400, "map_bytes 要写字节数。")
    body = await request.body()
    try:
        map_text = body[: int(map_bytes)].decode()
    except UnicodeDecodeError:
        raise _Wrong(400, "对应文件不是 UTF-8。") from None
    data = body[int(map_bytes) :]

    def receive() -> dict[str, Any]:
        return commands.receive(
            actor, data, name, as_of=as_of, dry_run=asked.get("dry_run") == "1",
            strict=asked.get("strict") == "1", map_text=map_text, sheet=asked.get("sheet", ""),
        )  # fmt: skip

    told = await anyio.to_thread.run_sync(receive)
    return JSONResponse(told, status_code=422 if told["status"] == "rejected" else 200)


async def _upload(request: Request) -> Response:
    upload_id = int(request.path_params["upload_id"])

    def find() -> list[dict[str, Any]]:
        rows = queries.uploads()
        return list(rows[rows["upload_id"] == upload_id].to_dict("records"))

    found = await anyio.to_thread.run_sync(find)
    if not found:
        raise _Wrong(404, f"没有第 {upload_id} 号上报。")
    return JSONResponse({key: plain(value) for key, value in found[0].items()})


async def _export(request: Request) -> Response:
    table = str(request.path_params["table"])
    names = (*tables.EXPORTS, tables.RULES)
    if table not in names:
        raise _Wrong(404, f"没有“{table[:40]}”这个导出，可选：{'、'.join(names)}。")
    as_of = _day(request)

    def export() -> Response:
        day = as_of or tables.default_day(table)
        bare = request.query_params.get("format") == "csv"
        if table == tables.RULES:
            if bare:
                return Response(tables.rules_toml(day), media_type="text/plain; charset=utf-8")
            return JSONResponse(tables.rules(day))
        if bare:
            return Response(tables.csv_bytes(table, day), media_type="text/csv; charset=utf-8")
        return JSONResponse(tables.records(table, day))

    return await anyio.to_thread.run_sync(export)


async def _reminder(request: Request) -> Response:
    as_of, asked = _day(request), dict(request.query_params)
    text = await anyio.to_thread.run_sync(lambda: reminding.compose(as_of, asked))
    return PlainTextResponse(text)
