"""Reasons: what is taken back, put right or sent back says why."""

from __future__ import annotations

from dashboard.domain.errors import Refused
from dashboard.domain.intake.privacy import private_kind
from dashboard.domain.names import visible

LONGEST = 200


def reasoned(reason: str, act: str) -> str:
    """The reason as it is seen, without spaces around it. Refused for none, one longer than 200 characters, or
    one that holds a number of a person; ``act`` names what is done, 撤回 or 更正."""
    text = visible(reason)
    if not text:
        raise Refused(f"{act}要写明理由。")
    if len(text) > LONGEST:
        raise Refused(f"理由最多 {LONGEST} 个字，现有 {len(text)} 个。请写短些。")
    if kind := private_kind(text):
        raise Refused(f"理由里有{kind}。本系统不收个人信息，请删去再{act}。")
    return text
