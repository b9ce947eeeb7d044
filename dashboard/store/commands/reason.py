"""Reasons and other short texts of acts: what is taken back, put right or sent back says why."""

from __future__ import annotations

from dashboard.domain.errors import Refused
from dashboard.domain.intake.privacy import private_kind
from dashboard.domain.names import visible

LONGEST = 200


def reasoned(reason: str, act: str) -> str:
    """The reason of an act that may not go without one, as `checked_text`; ``act`` names what is done, 撤回 or
    更正."""
    return checked_text("理由", reason, needed=True, act=act)


def checked_text(label: str, text: str, *, needed: bool, act: str = "") -> str:
    """A text as it is seen, without spaces around it; ``label`` names it, an opinion or a document
    number. Refused when it is needed and missing, longer than 200 characters, or holds a number of
    a person."""
    plain = visible(text)
    if needed and not plain:
        raise Refused(f"{act}要写明{label}。")
    if len(plain) > LONGEST:
        raise Refused(f"{label}最多 {LONGEST} 个字，现有 {len(plain)} 个。请写短些。")
    if kind := private_kind(plain):
        again = f"再{act}" if act else ""
        raise Refused(f"{label}里有{kind}。本系统不收个人信息，请删去{again}。")
    return plain
