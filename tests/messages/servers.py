"""Servers on this machine that take what the adapters send, and that misbehave as real ones do."""

from __future__ import annotations

import json
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

CERTIFICATE = Path(__file__).parent / "localhost.pem"
USER, PASSWORD = "xingtu@town.example", "right-code"


class Inbox:
    """What the mail server took; recipients in ``unknown`` are refused."""

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], bytes]] = []
        self.unknown: set[str] = set()
        self.sender_answer = ""
        self.data_answer = "250 OK"

    async def handle_MAIL(  # noqa: N802 - the library's name
        self, server: Any, session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.sender_answer:
            return self.sender_answer
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: Any, session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.unknown:
            return "550 no such mailbox 无此邮箱"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        self.mails.append((list(envelope.rcpt_tos), envelope.content))
        return self.data_answer


class _Hook(Controller):
    """Listens on a free port, told by the system."""

    def __init__(self, inbox: Inbox, **options: Any) -> None:
        super().__init__(inbox, hostname="127.0.0.1", port=_free_port(), **options)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def closed_port() -> int:
    """A port on which nobody listens."""
    return _free_port()


def certified() -> ssl.SSLContext:
    """A server's context with the certificate of the tests."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


@contextmanager
def mail_server(*, security: str = "none", asks: bool = False) -> Iterator[tuple[int, Inbox]]:
    """A mail server: its port and what it took. ``asks``: only for who logs in."""

    def known(server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
        assert isinstance(given, LoginPassword)
        right = (given.login, given.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=right, handled=False)

    options: dict[str, Any] = {}
    if security == "ssl":
        options["ssl_context"] = certified()
    if security == "starttls":
        options |= {"tls_context": certified(), "require_starttls": True}
    if asks:
        options |= {
            "authenticator": known, "auth_required": True, "auth_require_tls": security == "starttls",
        }  # fmt: skip
    inbox = Inbox()
    controller = _Hook(inbox, **options)
    controller.start()
    try:
        yield controller.port, inbox
    finally:
        controller.stop()


@contextmanager
def silent_server() -> Iterator[int]:
    """Takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield int(server.getsockname()[1])


@contextmanager
def talking_server(words: bytes) -> Iterator[int]:
    """Says the words to whoever connects, and hangs up."""

    def talk() -> None:
        connection, _ = server.accept()
        with connection:
            connection.settimeout(5)
            if words.startswith(b"HTTP") or not words:
                connection.recv(65536)
            connection.sendall(words)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = Thread(target=talk)
        thread.start()
        yield int(server.getsockname()[1])
        thread.join()


class Hook:
    """What a robot was posted, and what it answers."""

    def __init__(self) -> None:
        self.posts: list[tuple[str, Any]] = []
        self.status = 200
        self.answers: list[bytes] = []
        self.headers: dict[str, str] = {}

    def reply(self) -> bytes:
        """The next answer; the last one counts on."""
        fallback = b'{"errcode":0,"errmsg":"ok"}'
        if len(self.answers) > 1:
            return self.answers.pop(0)
        return self.answers[0] if self.answers else fallback


@contextmanager
def robot_server(*, is_secure: bool = False) -> Iterator[tuple[int, Hook]]:
    """A robot: its port and what it was posted."""
    hook = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["Content-Type"].startswith("application/json")
            body = self.rfile.read(int(self.headers["Content-Length"]))
            hook.posts.append((self.path, json.loads(body)))
            answer = hook.reply()
            self.send_response(hook.status)
            for name, value in hook.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Nothing is written to the console."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if is_secure:
        server.socket = certified().wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.server_port, hook
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
