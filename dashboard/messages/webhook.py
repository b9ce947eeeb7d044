"""A robot of 企业微信 or 钉钉, switched on by XINGTU_WEBHOOK_URL: a POST of JSON, and what it answered.

The address holds the robot's key, so no message of ours ever shows more of it than the host.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import json
import socket
import ssl
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, quote_plus, urlsplit

from dashboard import settings
from dashboard.domain.errors import Refused
from dashboard.domain.names import visible
from dashboard.messages.text import parts

TIMEOUT_SECONDS = 10.0
MOST_ANSWER_BYTES = 64 << 10
# What one text may hold. WeCom counts the text, DingTalk 20,000 bytes of the whole message.
MOST_BYTES = {"wecom": 2048, "dingtalk": 16_000}
MOST_PARTS = 20
"""Robots take twenty messages a minute and are then shut out for a while."""
_HOSTS = {"qyapi.weixin.qq.com": "wecom", "oapi.dingtalk.com": "dingtalk"}
_NAMES = {"wecom": "企业微信", "dingtalk": "钉钉"}


@dataclass(frozen=True)
class Robot:
    """Where the text goes and in which form: the settings, checked."""

    address: SplitResult
    kind: str
    secret: str

    @property
    def name(self) -> str:
        """How the robot is called in sentences."""
        return f"{_NAMES[self.kind]}机器人（{self.address.hostname}）"


def is_on() -> bool:
    """Whether a robot is set."""
    return bool(settings.value("WEBHOOK_URL"))


def robot() -> Robot:
    """The robot's settings; Refused names the one that is wrong."""
    url = settings.value("WEBHOOK_URL")
    try:
        address = urlsplit(url)
        sound = address.scheme in ("http", "https") and address.hostname and address.port != 0
    except ValueError:
        sound = None
    if not sound or not all("!" <= one <= "~" for one in url):
        raise Refused(
            "XINGTU_WEBHOOK_URL 不是网址。请从群机器人的设置里整条复制，以 http 或 https 开头。"
        )
    kind = settings.value("WEBHOOK_KIND") or _HOSTS.get(address.hostname or "", "")
    if kind not in MOST_BYTES:
        raise Refused(
            f"看不出 {address.hostname} 是哪种机器人。"
            "请把 XINGTU_WEBHOOK_KIND 设为 wecom（企业微信）或 dingtalk（钉钉）。"
        )
    secret = settings.value("WEBHOOK_SECRET")
    if secret and kind == "wecom":
        raise Refused("企业微信机器人不用加签。请不设 XINGTU_WEBHOOK_SECRET，或核对是哪种机器人。")
    return Robot(address, kind, secret)


def send(text: str) -> str:
    """Post the text, in as many messages as its limit asks for; returns a sentence about it. Refused
    says what failed, how many messages had gone before, and what to do."""
    target = robot()
    pieces = parts(text, MOST_BYTES[target.kind])
    if len(pieces) > MOST_PARTS:
        raise Refused(
            f"这段话要分成 {len(pieces)} 条，机器人一分钟最多收 {MOST_PARTS} 条。请只发一部分。"
        )
    for gone, piece in enumerate(pieces):
        try:
            _post(target, {"msgtype": "text", "text": {"content": piece}})
        except Refused as why:
            if not gone:
                raise
            raise Refused(
                f"前 {gone} 条已发出，第 {gone + 1} 条（共 {len(pieces)} 条）没有发出：{why}"
            ) from why
    return f"已由{target.name}发出 {len(pieces)} 条。"


def signature(secret: str, milliseconds: int) -> str:
    """钉钉's 加签 for a moment, as it stands in the address."""
    text = f"{milliseconds}\n{secret}".encode()
    digest = hmac.new(secret.encode(), text, hashlib.sha256).digest()
    return quote_plus(base64.b64encode(digest))


def _post(target: Robot, content: dict[str, Any]) -> None:
    where = target.name
    body = json.dumps(content, ensure_ascii=False).encode()
    try:
        status, answer = _exchange(target, body)
    except ssl.SSLError as error:
        raise Refused(
            f"与{where}的加密连接没有建成（{error.reason or error}）。请核对网址；"
            "经由单位的网关上网时，请让网管放行。"
        ) from error
    except TimeoutError as error:
        raise Refused(
            f"{where}在 {TIMEOUT_SECONDS:g} 秒内没有回应，不知道发出没有。请先到群里看，再决定要不要重发。"
        ) from error
    except socket.gaierror as error:
        raise Refused(f"找不到{where}。请核对 XINGTU_WEBHOOK_URL 和网络。") from error
    except http.client.HTTPException as error:
        raise Refused(f"{where}答的不是网页协议。请核对 XINGTU_WEBHOOK_URL 和端口。") from error
    except (OSError, UnicodeError) as error:
        raise Refused(f"连不上{where}（{error}）。请核对 XINGTU_WEBHOOK_URL 和网络。") from error
    if 300 <= status < 400:
        raise Refused(
            f"{where}转到了别的网址（{status}），没有跟过去。请从机器人的设置里重新复制网址。"
        )
    if status != 200:
        raise Refused(f"{where}没有收下（HTTP {status}）。请核对网址里的 key 是否完整，再试一次。")
    _check_answer(where, answer)


def _exchange(target: Robot, body: bytes) -> tuple[int, bytes]:
    address = target.address
    assert address.hostname is not None
    path = address.path or "/"
    query = address.query
    if target.secret:
        now = int(time.time() * 1000)
        signed = f"timestamp={now}&sign={signature(target.secret, now)}"
        query = f"{query}&{signed}" if query else signed
    connect = (
        http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    )
    connection = connect(address.hostname, address.port, timeout=TIMEOUT_SECONDS)
    try:
        headers = {"Content-Type": "application/json; charset=utf-8", "Connection": "close"}
        connection.request("POST", f"{path}?{query}" if query else path, body, headers)
        response = connection.getresponse()
        return response.status, response.read(MOST_ANSWER_BYTES)
    finally:
        connection.close()


def _check_answer(where: str, answer: bytes) -> None:
    """Refused unless the answer is the robot's own “done”."""
    try:
        told = json.loads(answer)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict) or "errcode" not in told:
        raise Refused(
            f"{where}的回答看不懂，不知道发出没有。请到群里看，并核对网址是不是机器人的。"
        )
    if told["errcode"] != 0:
        message = visible(str(told.get("errmsg", "")))[:200]
        raise Refused(
            f"{where}没有发出：{message}（errcode {visible(str(told['errcode']))[:20]}）。"
            "请核对网址、加签口令、关键词和 IP 限制；说太频繁的，过一分钟再发。"
        )
