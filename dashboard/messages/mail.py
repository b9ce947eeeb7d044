"""Mail over SMTP, switched on by XINGTU_SMTP_HOST. One plain text to the town's addresses."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, localtime, make_msgid

from dashboard import settings
from dashboard.domain.errors import Refused
from dashboard.domain.names import visible

TIMEOUT_SECONDS = 20.0
_PORTS = {"ssl": 465, "starttls": 587, "none": 25}
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})")
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True)
class Mailbox:
    """Where mail goes and how: the settings, checked."""

    host: str
    port: int
    security: str
    user: str
    password: str
    sender: str
    recipients: tuple[str, ...]


def is_on() -> bool:
    """Whether a mail server is set."""
    return bool(settings.value("SMTP_HOST"))


def mailbox() -> Mailbox:
    """The mail settings; Refused names the one that is wrong."""
    security = settings.value("SMTP_SECURITY").lower()
    if security not in _PORTS:
        raise Refused(f"XINGTU_SMTP_SECURITY={security} 不对，请写 ssl、starttls 或 none。")
    host = settings.value("SMTP_HOST").strip()
    if not re.fullmatch(r"[A-Za-z0-9.:-]{1,253}", host):
        raise Refused(f"XINGTU_SMTP_HOST={host} 不是服务器地址，请写如 smtp.example.cn。")
    port = settings.value("SMTP_PORT")
    user, password = settings.value("SMTP_USER"), settings.value("SMTP_PASSWORD")
    if not user.isascii() or not password.isascii():
        raise Refused("XINGTU_SMTP_USER、XINGTU_SMTP_PASSWORD 只能是英文字母、数字和符号，请核对。")
    if user and security == "none" and host not in _LOOPBACK:
        raise Refused(
            "不加密的连接会把邮箱口令明文送出。"
            "请把 XINGTU_SMTP_SECURITY 改为 ssl 或 starttls，或不设 XINGTU_SMTP_USER。"
        )
    recipients = tuple(filter(None, re.split(r"[,，;；\s]+", settings.value("SMTP_TO"))))
    if not recipients:
        raise Refused("没有收件人。请在 XINGTU_SMTP_TO 写明地址，多个用逗号隔开。")
    sender = settings.value("SMTP_FROM") or user
    for name, address in (("SMTP_FROM", sender), *(("SMTP_TO", one) for one in recipients)):
        if not _ADDRESS.fullmatch(address):
            raise Refused(
                f"XINGTU_{name} 里的“{address}”不是邮箱地址，请写如 zhenzhen@example.cn。"
            )
    return Mailbox(
        host, settings.port(port) if port else _PORTS[security], security, user, password,
        sender, recipients,
    )  # fmt: skip


def message(text: str, subject: str, sender: str, recipients: Sequence[str]) -> EmailMessage:
    """The text as a mail in UTF-8; the subject on one line."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = visible(subject)
    mail["From"] = sender
    mail["To"] = ", ".join(recipients)
    mail["Date"] = format_datetime(localtime())
    mail["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    mail.set_content(text, charset="utf-8", cte="base64")
    return mail


def send(text: str, subject: str) -> str:
    """Send the text; returns a sentence about who got it. Refused says why it could not be sent and
    what to do."""
    box = mailbox()
    try:
        server = _connected(box)
        try:
            refused = server.send_message(message(text, subject, box.sender, box.recipients))
            # The server has taken the mail: how it says goodbye changes nothing of that.
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
        finally:
            server.close()
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        raise Refused(_explained(error, box)) from error
    got = [one for one in box.recipients if one not in refused]
    sentence = f"已发邮件给{'、'.join(got)}。"
    if refused:
        sentence += f"没有送到（{_each(refused)}），请核对 XINGTU_SMTP_TO。"
    return sentence


def _connected(box: Mailbox) -> smtplib.SMTP:
    """A connection that is encrypted and logged in as the settings say."""
    context = ssl.create_default_context()
    if box.security == "ssl":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            box.host, box.port, timeout=TIMEOUT_SECONDS, context=context
        )
    else:
        server = smtplib.SMTP(box.host, box.port, timeout=TIMEOUT_SECONDS)
    try:
        if box.security == "starttls":
            server.starttls(context=context)
        if box.user:
            server.login(box.user, box.password)
    except (smtplib.SMTPException, OSError):
        server.close()
        raise
    return server


def _explained(error: Exception, box: Mailbox) -> str:
    """Why the mail did not go, and what to do about it."""
    where = f"邮件服务器 {box.host}:{box.port}"
    match error:
        case smtplib.SMTPAuthenticationError():
            return (
                f"{where} 不认用户名或口令（{_told(error)}）。请核对 XINGTU_SMTP_USER 和"
                " XINGTU_SMTP_PASSWORD，许多邮箱要用授权码而不是登录口令。"
            )
        case smtplib.SMTPRecipientsRefused():
            return f"{where} 不收这些收件人（{_each(error.recipients)}）。请核对 XINGTU_SMTP_TO。"
        case smtplib.SMTPSenderRefused():
            return (
                f"{where} 不收发件人 {box.sender}（{_told(error)}）。请核对 XINGTU_SMTP_FROM，"
                "多数服务器要求它与登录的邮箱一致，或要求先登录。"
            )
        case smtplib.SMTPNotSupportedError():
            return (
                f"{where} 不支持这样连接（{error}）。请换 XINGTU_SMTP_SECURITY"
                "（ssl、starttls 或 none）和相应的端口，或不设用户名。"
            )
        case smtplib.SMTPResponseException():
            return f"{where} 没有收下邮件（{_told(error)}）。请按它说的改正，或稍后再试。"
        case ssl.SSLError():
            return (
                f"与{where} 的加密连接没有建成（{error.reason or error}）。请核对端口与"
                " XINGTU_SMTP_SECURITY 是否相配；自签的证书要用 SSL_CERT_FILE 指明。"
            )
        case socket.gaierror():
            return f"找不到{where}。请核对 XINGTU_SMTP_HOST 和网络。"
    # smtplib tells a reply that never came as a lost connection; the cause stands behind it.
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return (
            f"{where} 在 {TIMEOUT_SECONDS:g} 秒内没有回应。请核对地址、端口与 XINGTU_SMTP_SECURITY"
            " 是否相配，以及本机能不能连到它，再试一次。"
        )
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return (
            f"{where} 中途断开了。请核对端口与 XINGTU_SMTP_SECURITY 是否相配"
            "（ssl 常用 465，starttls 常用 587），再试一次。"
        )
    return f"连不上{where}（{error}）。请核对 XINGTU_SMTP_HOST、XINGTU_SMTP_PORT 和网络。"


def _each(refused: Mapping[str, tuple[int, bytes]]) -> str:
    return "；".join(f"{who}：{_words(*why)}" for who, why in refused.items())


def _told(error: smtplib.SMTPResponseException) -> str:
    return _words(error.smtp_code, error.smtp_error)


def _words(code: int, answer: bytes | str) -> str:
    """What the server answered, on one line and not endless."""
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return visible(f"{code} {text}")[:200]
