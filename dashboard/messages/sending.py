"""Send a text over whatever the town has switched on, and say what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dashboard.domain.errors import Refused
from dashboard.domain.intake.privacy import private_kind
from dashboard.messages import mail, webhook


def is_on() -> bool:
    """Whether anything is switched on by which a text could be sent."""
    return mail.is_on() or webhook.is_on()


def deliver(text: str) -> tuple[str, ...]:
    """Send the text by mail and robot, as far as they are switched on; returns a sentence for each.
    Refused if nothing is switched on, or if one of them failed: it says what was sent all the same."""
    text = text.encode(errors="replace").decode()  # a page may hand over broken characters
    if not text.strip():
        raise Refused("没有要发的内容。")
    if not is_on():
        raise Refused(
            "没有打开发送：请把文字复制到群里，或让管理员设 XINGTU_SMTP_HOST（邮件）或"
            " XINGTU_WEBHOOK_URL（企业微信、钉钉群机器人）后重新启动。"
        )
    if kind := private_kind(text):
        raise Refused(f"文字里有{kind}，个人信息不能发出。请删去再发。")
    sent: list[str] = []
    failed: list[str] = []
    for way in _ways():
        try:
            sent.append(way(text))
        except Refused as why:
            failed.append(str(why))
    if failed:
        raise Refused("".join((*failed, *sent)))
    return tuple(sent)


def _ways() -> Iterator[Callable[[str], str]]:
    if mail.is_on():
        yield _by_mail
    if webhook.is_on():
        yield webhook.send


def _by_mail(text: str) -> str:
    return mail.send(text, text.strip().splitlines()[0][:80])
