"""Mail against a server on this machine: what arrives, and what is told when it does not."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from dashboard.domain.errors import Refused
from dashboard.messages import mail
from tests.messages.servers import (
    CERTIFICATE,
    PASSWORD,
    USER,
    closed_port,
    mail_server,
    silent_server,
    talking_server,
)

TEXT = "【短板台账提醒】截至2022-11-14\n1. ■红 瓦岗·生态宜居：生活污水治理率，" + "很长" * 600
SUBJECT = "【短板台账提醒】截至2022-11-14，共 12 项：红 3、黄 9，请各责任岗位尽快办理并报进展"


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch) -> None:
    configure(monkeypatch, 1)
    monkeypatch.setattr(mail, "TIMEOUT_SECONDS", 0.3)


def configure(monkeypatch: pytest.MonkeyPatch, port: int, **others: str) -> None:
    given = {
        "HOST": "127.0.0.1", "PORT": str(port), "SECURITY": "none", "FROM": USER,
        "TO": "zb@town.example，sj@town.example", "USER": "", "PASSWORD": "",
    }  # fmt: skip
    for name, value in (given | others).items():
        monkeypatch.setenv(f"XINGTU_SMTP_{name}", value)


def read(content: bytes) -> EmailMessage:
    arrived = message_from_bytes(content, policy=default)
    assert isinstance(arrived, EmailMessage)
    return arrived


def test_chinese_arrives_as_it_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    with mail_server() as (port, inbox):
        configure(monkeypatch, port)
        told = mail.send(TEXT, SUBJECT + "\r\nBcc: other@town.example")
    [(recipients, content)] = inbox.mails
    arrived = read(content)
    assert recipients == ["zb@town.example", "sj@town.example"]
    assert arrived["Subject"] == SUBJECT + " Bcc: other@town.example"
    assert arrived["Bcc"] is None
    assert arrived["From"] == USER
    assert arrived.get_content().splitlines() == TEXT.splitlines()
    assert max(map(len, content.splitlines())) < 999
    assert content.isascii()
    assert told == "已发邮件给zb@town.example、sj@town.example。"


# The server's library does not count the ssl around it as TLS.
@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
@pytest.mark.parametrize("security", ["ssl", "starttls"])
def test_encrypted_and_logged_in(monkeypatch: pytest.MonkeyPatch, security: str) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with mail_server(security=security, asks=True) as (port, inbox):
        right = {"SECURITY": security, "USER": USER, "PASSWORD": PASSWORD}
        configure(monkeypatch, port, **right)
        monkeypatch.setattr(mail, "TIMEOUT_SECONDS", 5.0)
        mail.send("好", "好")
        assert len(inbox.mails) == 1
        configure(monkeypatch, port, **right | {"PASSWORD": "wrong"})
        with pytest.raises(Refused, match=r"不认用户名或口令（535.*授权码") as refused:
            mail.send("好", "好")
        assert "wrong" not in str(refused.value)
        configure(monkeypatch, port, SECURITY=security)
        with pytest.raises(Refused, match=r"不收发件人.*要求先登录"):
            mail.send("好", "好")
        assert len(inbox.mails) == 1


@pytest.mark.parametrize("security", ["ssl", "starttls"])
def test_a_certificate_nobody_vouches_for(monkeypatch: pytest.MonkeyPatch, security: str) -> None:
    monkeypatch.setattr(mail, "TIMEOUT_SECONDS", 5.0)
    with mail_server(security=security) as (port, inbox):
        configure(monkeypatch, port, SECURITY=security)
        with pytest.raises(Refused, match=r"加密连接没有建成.*SSL_CERT_FILE"):
            mail.send("好", "好")
    assert inbox.mails == []


def test_refused_recipients(monkeypatch: pytest.MonkeyPatch) -> None:
    with mail_server() as (port, inbox):
        configure(monkeypatch, port)
        inbox.unknown = {"sj@town.example"}
        told = mail.send("好", "好")
        assert told.startswith("已发邮件给zb@town.example。没有送到（sj@town.example：550 no such")
        inbox.unknown.add("zb@town.example")
        with pytest.raises(Refused, match=r"不收这些收件人.*zb@.*sj@.*核对 XINGTU_SMTP_TO"):
            mail.send("好", "好")
        inbox.unknown.clear()
        inbox.data_answer = "554 looks like junk"
        with pytest.raises(Refused, match="没有收下邮件（554 looks like junk）"):
            mail.send("好", "好")
        inbox.sender_answer = "550 not you"
        with pytest.raises(Refused, match=r"不收发件人.*550 not you"):
            mail.send("好", "好")
        configure(monkeypatch, port, SECURITY="starttls")
        with pytest.raises(Refused, match="不支持这样连接"):
            mail.send("好", "好")
        configure(monkeypatch, port, SECURITY="ssl")
        with pytest.raises(Refused, match=r"加密连接没有建成.*端口"):
            mail.send("好", "好")


def test_servers_that_are_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    configure(monkeypatch, closed_port())
    with pytest.raises(Refused, match=r"连不上邮件服务器 127\.0\.0\.1:.*XINGTU_SMTP_PORT"):
        mail.send("好", "好")
    for security in ("none", "ssl"):
        with silent_server() as port:
            configure(monkeypatch, port, SECURITY=security)
            with pytest.raises(Refused, match=r"在 0\.3 秒内没有回应"):
                mail.send("好", "好")
    with talking_server(b"220 hello\r\n") as port:
        configure(monkeypatch, port)
        with pytest.raises(Refused, match=r"中途断开了|连不上"):
            mail.send("好", "好")
    with talking_server(b"554 go away\r\n") as port:
        configure(monkeypatch, port)
        with pytest.raises(Refused, match="没有收下邮件（554 go away）"):
            mail.send("好", "好")


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("TO", " , ", "没有收件人"),
        ("TO", "村支书", "“村支书”不是邮箱地址"),
        ("TO", "a@b.cn\r\nRCPT", "“RCPT”不是邮箱地址"),
        ("FROM", "镇里 <a@b.cn>", "XINGTU_SMTP_FROM"),
        ("FROM", "", "XINGTU_SMTP_FROM"),
        ("SECURITY", "tls", "ssl、starttls 或 none"),
        ("PORT", "99999", "1–65535"),
        ("HOST", "smtp example", "不是服务器地址"),
        ("PASSWORD", "口令", "只能是英文"),
    ],
)
def test_settings_that_cannot_be_right(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    configure(monkeypatch, 1, **{name: value})
    with pytest.raises(Refused, match=told):
        mail.mailbox()


def test_no_password_in_the_clear_and_usual_ports(monkeypatch: pytest.MonkeyPatch) -> None:
    configure(monkeypatch, 25, HOST="mail.town.example", USER=USER)
    with pytest.raises(Refused, match="口令明文"):
        mail.mailbox()
    for security, port in (("ssl", 465), ("starttls", 587)):
        configure(monkeypatch, 25, SECURITY=security, PORT="", USER=USER, FROM="")
        assert (mail.mailbox().port, mail.mailbox().sender) == (port, USER)
