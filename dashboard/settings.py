"""Settings: one list of name, default and help, read from the environment once.

Each is an environment variable ``XINGTU_<NAME>``; ``HOST`` and ``PORT`` are also read bare,
as the start command documents them.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dashboard.domain.errors import Refused

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Setting:
    """One setting: its name, its default as text, and what it is for."""

    name: str
    default: str
    help: str


SETTINGS = (
    Setting("HOME", str(ROOT / "data" / "var"), "folder of the living instance"),
    Setting("HOST", "127.0.0.1", "address the server listens on"),
    Setting("PORT", "8501", "port the server listens on"),
    Setting("ALLOW_OPEN", "", "1 allows a HOST beyond loopback although there are no accounts"),
    Setting("UPLOAD_MEGABYTES", "50", "largest file that the page takes; commands have no limit"),
    Setting("SECOND_CHECK", "", "1: what is handed in waits until another actor publishes it"),
    Setting("SMTP_HOST", "", "mail server; empty: no mail is ever sent"),
    Setting("SMTP_PORT", "", "its port; by SMTP_SECURITY 465, 587 or 25"),
    Setting("SMTP_SECURITY", "ssl", "ssl, starttls or none"),
    Setting("SMTP_USER", "", "user of the mail server; empty: no log-in"),
    Setting("SMTP_PASSWORD", "", "its password or 授权码"),
    Setting("SMTP_FROM", "", "sender's address; by default SMTP_USER"),
    Setting("SMTP_TO", "", "addresses the text goes to, separated by commas"),
    Setting("WEBHOOK_URL", "", "address of a robot of WeCom or DingTalk; empty: nothing is sent"),
    Setting("WEBHOOK_KIND", "", "wecom or dingtalk; by default told by the address"),
    Setting("WEBHOOK_SECRET", "", "the secret (加签) of a DingTalk robot, if it has one"),
    Setting("TODAY", "", "business date YYYY-MM-DD, for tests"),
)


def value(name: str) -> str:
    """The setting's text from the environment, else its default; KeyError for an unknown name."""
    setting = next((one for one in SETTINGS if one.name == name), None)
    if setting is None:
        raise KeyError(f"unknown setting {name!r}; known: {[one.name for one in SETTINGS]}")
    bare = os.environ.get(name) if name in ("HOST", "PORT") else None
    return os.environ.get(f"XINGTU_{name}") or bare or setting.default


def home() -> Path:
    """The folder of the living instance."""
    return Path(value("HOME")).resolve()


def check() -> None:
    """Refused for a setting whose text cannot be right, before anything is done with it."""
    today = value("TODAY")
    try:
        if today:
            date.fromisoformat(today)
    except ValueError:
        raise Refused(f"XINGTU_TODAY={today} 不是日期，请写成 2022-11-14，或不设它。") from None
    size = value("UPLOAD_MEGABYTES")
    if not (size.isascii() and size.isdigit() and 0 < int(size) <= 2048):
        raise Refused(f"XINGTU_UPLOAD_MEGABYTES={size} 不对，请写 1 到 2048 的整数，或不设它。")


def upload_bytes() -> int:
    """The largest file that the page takes, in bytes."""
    return int(value("UPLOAD_MEGABYTES")) << 20


def port(text: str) -> int:
    """A port as a number; Refused for anything but 1–65535."""
    if not (text.isascii() and text.isdigit() and 0 < int(text[:6]) < 65536):
        raise Refused(f"端口“{text}”不对，请给 1–65535 的数字。")
    return int(text)
