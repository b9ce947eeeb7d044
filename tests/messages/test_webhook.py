"""The robots' adapter against a server on this machine, and sending over whatever is switched on."""

from __future__ import annotations

import base64
import hmac
import time
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard.domain.errors import Refused
from dashboard.messages import sending, webhook
from tests.messages.servers import (
    CERTIFICATE,
    USER,
    closed_port,
    mail_server,
    robot_server,
    silent_server,
    talking_server,
)

KEY = "693a91f6-7xxx"


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing leaves this machine, whatever the settings around the tests are."""
    for name in ("SMTP_HOST", "WEBHOOK_URL", "WEBHOOK_KIND", "WEBHOOK_SECRET"):
        monkeypatch.delenv(f"XINGTU_{name}", raising=False)
    monkeypatch.setattr(webhook, "TIMEOUT_SECONDS", 0.5)


def configure(monkeypatch: pytest.MonkeyPatch, port: int, **others: str) -> None:
    given = {"URL": f"http://127.0.0.1:{port}/cgi-bin/webhook/send?key={KEY}", "KIND": "wecom"}
    for name, value in (given | others).items():
        monkeypatch.setenv(f"XINGTU_WEBHOOK_{name}", value)


def test_the_robot_gets_its_form_and_long_texts_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [f"{n}. ■红 瓦岗·生态宜居：生活污水治理率，已逾期 6 天（督办）" for n in range(60)]
    with robot_server() as (port, hook):
        configure(monkeypatch, port)
        assert webhook.send("好\n“引号”") == "已由企业微信机器人（127.0.0.1）发出 1 条。"
        webhook.send("\n".join(lines))
    path, first = hook.posts[0]
    assert path == f"/cgi-bin/webhook/send?key={KEY}"
    assert first == {"msgtype": "text", "text": {"content": "好\n“引号”"}}
    texts = [post["text"]["content"] for _, post in hook.posts[1:]]
    assert all(len(text.encode()) <= 2048 for text in texts)
    assert texts[0].startswith(f"（1/{len(texts)}）\n")
    assert "\n".join(text.split("\n", 1)[1] for text in texts) == "\n".join(lines)


def test_dingtalk_is_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    with robot_server() as (port, hook):
        configure(monkeypatch, port, KIND="dingtalk", SECRET="SEC1")
        webhook.send("好" * 1000)
    [(path, post)] = hook.posts
    query = parse_qs(urlsplit(path).query)
    assert query["key"] == [KEY]
    [moment] = query["timestamp"]
    digest = hmac.digest(b"SEC1", f"{moment}\nSEC1".encode(), "sha256")
    assert query["sign"] == [base64.b64encode(digest).decode()]
    assert abs(int(moment) / 1000 - time.time()) < 3600
    assert len(post["text"]["content"]) == 1000


def test_the_host_tells_the_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    for host, kind in (("qyapi.weixin.qq.com", "wecom"), ("OAPI.dingtalk.com", "dingtalk")):
        configure(monkeypatch, 1, URL=f"https://{host}/send?key=1", KIND="")
        assert webhook.robot().kind == kind
    configure(monkeypatch, 1, URL="https://example.cn/send?key=secretkey", KIND="")
    with pytest.raises(Refused, match="XINGTU_WEBHOOK_KIND") as refused:
        webhook.robot()
    assert "secretkey" not in str(refused.value)
    configure(monkeypatch, 1, SECRET="x")
    with pytest.raises(Refused, match="不用加签"):
        webhook.robot()


@pytest.mark.parametrize(
    "url",
    ["ftp://a/b", "file:///etc/hosts", "qyapi.weixin.qq.com/x", "http://", "http://a:0x/b", "http://[::",
     "http://a/好", "http://a/b c", "http://a/\r\nHost: b", "http://a:99999/"],
)  # fmt: skip
def test_an_address_that_is_none(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    configure(monkeypatch, 1, URL=url)
    with pytest.raises(Refused, match="XINGTU_WEBHOOK_URL 不是网址"):
        webhook.send("好")


@pytest.mark.parametrize(
    ("status", "answer", "told"),
    [
        (200, b'{"errcode":93000,"errmsg":"invalid webhook url"}', "invalid webhook url（errcode 93000）"),
        (200, b'{"errcode":"310000","errmsg":"sign not match\\nx"}', "sign not match x"),
        (200, b"<html>gateway login</html>", "看不懂"),
        (200, b'["errcode"]', "看不懂"),
        (200, b"[" * 60_000, "看不懂"),
        (200, b"\xff\xfe\xff", "看不懂"),
        (200, b"", "看不懂"),
        (302, b"", "转到了别的网址（302）"),
        (404, b"", "HTTP 404"),
        (500, b'{"errcode":0}', "HTTP 500"),
    ],
)  # fmt: skip
def test_answers_that_are_no_success(
    monkeypatch: pytest.MonkeyPatch, status: int, answer: bytes, told: str
) -> None:
    with robot_server() as (port, hook):
        configure(monkeypatch, port)
        hook.status, hook.answers = status, [answer]
        hook.headers = {"Location": f"http://127.0.0.1:{port}/elsewhere"} if status == 302 else {}
        with pytest.raises(Refused, match=told) as refused:
            webhook.send("好")
    assert KEY not in str(refused.value)
    assert len(hook.posts) == 1


def test_a_failure_half_way_says_what_had_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    with robot_server() as (port, hook):
        configure(monkeypatch, port)
        hook.answers = [b'{"errcode":0}', b'{"errcode":45009,"errmsg":"api freq out of limit"}']
        with pytest.raises(Refused, match=r"^前 1 条已发出，第 2 条（共 3 条）没有发出：.*freq"):
            webhook.send("好" * 1500)
        with pytest.raises(Refused, match=r"分成 \d+ 条"):
            webhook.send("好" * 30_000)
    assert len(hook.posts) == 2


def test_robots_that_are_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    configure(monkeypatch, closed_port())
    with pytest.raises(Refused, match=r"连不上企业微信机器人（127\.0\.0\.1）"):
        webhook.send("好")
    with silent_server() as port:
        configure(monkeypatch, port)
        with pytest.raises(Refused, match=r"在 0\.5 秒内没有回应，不知道发出没有"):
            webhook.send("好")
    for words, told in (
        (b"HTTP nonsense\r\n\r\n", "答的不是网页协议"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{", "看不懂"),
    ):
        with talking_server(words) as port:
            configure(monkeypatch, port)
            with pytest.raises(Refused, match=told):
                webhook.send("好")


def test_over_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "TIMEOUT_SECONDS", 5.0)
    with robot_server(is_secure=True) as (port, hook):
        configure(monkeypatch, port, URL=f"https://127.0.0.1:{port}/send")
        with pytest.raises(Refused, match="加密连接没有建成"):
            webhook.send("好")
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        webhook.send("好")
    assert len(hook.posts) == 1


def test_nothing_is_sent_unless_switched_on() -> None:
    assert not sending.is_on()
    with pytest.raises(Refused, match=r"没有打开发送.*XINGTU_SMTP_HOST.*XINGTU_WEBHOOK_URL"):
        sending.deliver("好")


def test_all_ways_are_tried_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with mail_server() as (mail_port, inbox), robot_server() as (port, hook):
        configure(monkeypatch, port)
        for name, value in (
            ("HOST", "127.0.0.1"), ("PORT", str(mail_port)), ("SECURITY", "none"),
            ("FROM", USER), ("TO", "zb@town.example"),
        ):  # fmt: skip
            monkeypatch.setenv(f"XINGTU_SMTP_{name}", value)
        told = sending.deliver("【提醒】\n瓦岗\ud800")
        assert [one[:5] for one in told] == ["已发邮件给", "已由企业微"]
        assert hook.posts[0][1]["text"]["content"] == "【提醒】\n瓦岗?"
        hook.answers = [b'{"errcode":1,"errmsg":"no"}']
        with pytest.raises(Refused, match=r"没有发出：no.*已发邮件给zb@town\.example"):
            sending.deliver("【提醒】")
        assert len(inbox.mails) == 2
        for text, why in ((" \n", "没有要发"), ("村民 13812345678", "手机号码")):
            with pytest.raises(Refused, match=why):
                sending.deliver(text)
        assert len(inbox.mails) == 2
        assert hook.posts[-1][1]["text"]["content"] == "【提醒】"
