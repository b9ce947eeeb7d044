"""Starting and stopping the server: the database first, then the port, then Streamlit."""

from __future__ import annotations

import ipaddress
import os
import signal
import socket

from dashboard import settings
from dashboard.domain.errors import Refused
from dashboard.store import commands, database, instance


def serve(host: str, port: int, *, demo_if_empty: bool = False) -> int:
    """Serve until SIGTERM or SIGINT; a running write is finished first. Refused for an open HOST,
    a busy port or a missing instance; StoreBusy when another process holds the database."""
    _only_loopback(host)
    home = settings.home()
    if demo_if_empty and not instance.exists(home):
        print("首次启动，正在建立岳村镇示例……", flush=True)
        commands.create_demonstration(home)
    store = instance.open_home(home)
    try:
        _probe(host, port)
        # Streamlit looks for .streamlit/config.toml in the working directory only.
        os.chdir(settings.ROOT)
        # uvicorn raises the signal again after its graceful stop; without these the exit code
        # would be the signal's.
        for stop in (signal.SIGTERM, signal.SIGINT):
            signal.signal(stop, lambda *_: None)
        from streamlit import config

        from dashboard.server import app

        assert config.get_option("runner.postScriptGC") is False, "config.toml was not read"
        print(f"星图已启动：http://{host}:{port}　（按 Ctrl+C 停止）", flush=True)
        app.run(config={"server.address": host, "server.port": port})
    finally:
        store.close()
        database.use(None)
    return 0


def _only_loopback(host: str) -> None:
    if settings.value("ALLOW_OPEN") == "1":
        return
    try:
        loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise Refused(
            f"HOST={host} 会让局域网里的人不经登录就能改数据，已拒绝启动。"
            "确要这样做，请设 XINGTU_ALLOW_OPEN=1。"
        )


def _probe(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refused(
                f"{host}:{port} 用不了（{error.strerror}）。多半是服务已在运行，"
                "请先停止它，或用 PORT=8600 换一个端口。"
            ) from error
