"""Person-level data is refused whole: identity numbers, mobile numbers, bank cards.

People write such numbers with spaces, hyphens, brackets and in full width, so each shape is
looked for as written. Village codes (12 digits), dates and money have other shapes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

HIDDEN = "（已隐去）"
SHORTEST = 11  # characters of the shortest such number
_GAP = r"[\s\-()]{0,3}"
_BETWEEN = r"[\s\-()]{1,3}"
_ALONE = r"(?<!\d)(?<!\d\.)", r"(?!\.?\d)"
_MOBILE = re.compile(
    _ALONE[0]
    + rf"(?:\(?(?:\+|00)?86\)?{_GAP})?1(?:[3-9]\d(?:{_GAP}\d{{4}}{_GAP}\d{{4}}"
    + rf"|{_GAP}\d{{3}}{_GAP}\d{{5}}|(?:{_BETWEEN}\d\d){{4}})"
    + rf"|[3-9]\d\d{_BETWEEN}\d{{3}}{_BETWEEN}\d{{4}}|\s?[3-9](?:\s\d){{9}})"
    + _ALONE[1]
)
_IDENTITY = re.compile(_ALONE[0] + r"\d(?:[\s\-]?\d){16}[\s\-]?[\dXx](?!\d)")
_CARD = re.compile(
    _ALONE[0]
    + r"[3-69](?:\d{15,18}|\d{3}(?:[\s\-]\d{4}){3}(?:[\s\-]?\d{1,3})?|\d{5}[\s\-]\d{10,13})"
    + _ALONE[1]
)
_PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91")
# A village code with a year or a month after it has the length of a card.
_CODE_AND_DAY = re.compile(r"(?!62)[1-6]\d{11}(?:19|20)\d\d(?:0[1-9]|1[0-2])?")


def private_kind(cell: str) -> str | None:
    """The kind of person-level number in the text, or None."""
    for kind, _, _ in _found(unicodedata.normalize("NFKC", cell)):
        return kind
    return None


def masked(text: str) -> str:
    """The text with such numbers hidden; unchanged when there are none."""
    plain = unicodedata.normalize("NFKC", text)
    spans = sorted({(start, end) for _, start, end in _found(plain)}, reverse=True)
    for start, end in spans:
        plain = plain[:start] + HIDDEN + plain[end:]
    return plain if spans else text


def _found(text: str) -> Iterator[tuple[str, int, int]]:
    if sum(map(str.isdigit, text)) < 11:
        return
    for one in _MOBILE.finditer(text):
        yield "手机号码", *one.span()
    for one in _IDENTITY.finditer(text):
        if _is_identity(one.group()):
            yield "身份证号码", *one.span()
    for one in _CARD.finditer(text):
        digits = re.sub(r"\D", "", one.group())
        if 16 <= len(digits) <= 19 and _luhn(digits) and not _CODE_AND_DAY.fullmatch(digits):
            yield "银行卡号", *one.span()


def _is_identity(text: str) -> bool:
    """A province and a plausible day of birth; the check digit may be mistyped. A village code and
    a month behind a gap are no identity number."""
    if re.match(r"\d{12}[\s\-]", text):
        return False
    digits = re.sub(r"[\s\-]", "", text)
    year, month, day = int(digits[6:10]), int(digits[10:12]), int(digits[12:14])
    plausible = 1900 <= year <= 2030 and 1 <= month <= 12 and 1 <= day <= 31
    return plausible and _PROVINCE.match(digits) is not None


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit) * (2 if place % 2 else 1)
        total += number - 9 if number > 9 else number
    return total % 10 == 0 and len(set(digits)) > 2
