"""Starting and stopping the server: the database first, then the port, then Streamlit."""

from __future__ import annotations

import errno
import ipaddress
import logging
import os
import signal
import socket

from dashboard import handshake, settings
from dashboard.domain.errors import Refused
from dashboard.store import commands, database, instance


def serve(host: str, port: int, *, demo_if_empty: bool = False) -> int:
    """Serve until SIGTERM or SIGINT; a running write is finished first. Refused for an open HOST,
    a busy port or a missing instance; StoreBusy when another process holds the database."""
    host = host.strip().removeprefix("[").removesuffix("]")
    _only_loopback(host)
    home = settings.home()
    if demo_if_empty and not instance.exists(home):
        print("首次启动，正在建立岳村镇示例……", flush=True)
        commands.create_demonstration(home)
    instance.open_home(home)
    try:
        _probe(host, port)
        # Streamlit looks for .streamlit/config.toml in the working directory only.
        os.chdir(settings.ROOT)
        # uvicorn raises the signal again after its graceful stop; without these the exit code
        # would be the signal's.
        for stop in (signal.SIGTERM, signal.SIGINT):
            signal.signal(stop, lambda *_: None)
        _hush()
        from streamlit import config

        from dashboard.server import app

        assert config.get_option("runner.postScriptGC") is False, "config.toml was not read"
        shown = f"[{host}]" if ":" in host else host
        handshake.token(home)
        handshake.announce(home, f"http://{shown}:{port}")
        print(f"星图已启动：http://{shown}:{port}　（按 Ctrl+C 停止）", flush=True)
        app.run(
            config={
                "server.address": host,
                "server.port": port,
                "logger.hideWelcomeMessage": True,
            }
        )
    finally:
        # Not the one opened above: leaving the demonstration puts another in its place.
        handshake.withdraw(home)
        database.current().close()
        database.use(None)
    return 0


def _hush() -> None:
    """Streamlit reads its options twice and warns that ours came second; nothing is amiss."""
    logging.getLogger("streamlit.config").addFilter(
        lambda record: "[server] config option section" not in record.getMessage()
    )


def _only_loopback(host: str) -> None:
    if settings.value("ALLOW_OPEN") == "1":
        return
    try:
        loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        raise _wrong_address(host) from None
    if not loopback:
        raise Refused(
            f"HOST={host} 会让局域网里的人不经登录就能改数据，已拒绝启动。"
            "确要这样做，请设 XINGTU_ALLOW_OPEN=1。"
        )


def _wrong_address(host: str) -> Refused:
    return Refused(f"HOST={host} 不是本机的地址，请写成 127.0.0.1、::1 或 localhost。")


def _probe(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        wrong = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)
        if isinstance(error, socket.gaierror) or error.errno in wrong:
            raise _wrong_address(host) from error
        if error.errno == errno.EACCES:
            raise Refused(f"没有使用端口 {port} 的权限，请用 1024 以上的端口。") from error
        raise Refused(
            f"{host}:{port} 用不了（{error.strerror}）。多半是服务已在运行，"
            "请先停止它，或用 PORT=8600 换一个端口。"
        ) from error
