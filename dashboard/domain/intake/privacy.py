"""Person-level data is refused whole: identity numbers, mobile numbers, bank cards.

The checks are those the numbers carry themselves (GB 11643 check digit, Luhn), so that codes of
villages (12 digits) are never taken for them.
"""

from __future__ import annotations

import re

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_LONG = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|\d{17}[Xx]|\d{16,19})(?!\d)")


def private_kind(cell: str) -> str | None:
    """The kind of person-level number in the cell, or None."""
    for found in _LONG.finditer(cell):
        digits = found.group().upper()
        if len(digits) == 11:
            return "手机号码"
        if len(digits) == 18 and _is_identity(digits):
            return "身份证号码"
        if digits.isdigit() and _luhn(digits):
            return "银行卡号"
    return None


def _is_identity(digits: str) -> bool:
    total = sum(int(d) * w for d, w in zip(digits[:17], _WEIGHTS, strict=True))
    month, day = int(digits[10:12]), int(digits[12:14])
    return _CHECK[total % 11] == digits[17] and 1 <= month <= 12 and 1 <= day <= 31


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit) * (2 if place % 2 else 1)
        total += number - 9 if number > 9 else number
    return total % 10 == 0 and len(set(digits)) > 2
