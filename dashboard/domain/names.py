"""Names of villages: the register's long form, the form shown, the form compared.

The register writes 瓦岗村村民委员会 or 澶东社区居民委员会; people write 瓦岗, 瓦岗村, 瓦岗村委会.
"""

from __future__ import annotations

import re
import unicodedata

VILLAGE, COMMUNITY = "村", "社区"
_SUFFIX = re.compile(
    r"(村民委员会|村委员会|村委会|居民委员会|居委会|生活区|管委会|委员会|党支部|党总支)$"
)
_NOTE = re.compile(r"[\[(〔【].*?[\])〕】]")


def clean(name: str) -> str:
    """Full-width forms narrowed, spaces and bracketed notes ([已撤销]) removed."""
    return _NOTE.sub("", re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)))


def normal_form(name: str) -> str:
    """The name without the words for its committee: 瓦岗村村民委员会 → 瓦岗村."""
    text = clean(name)
    while True:
        shorter = _SUFFIX.sub("", text)
        if len(shorter) < 1 or shorter == text:
            return text
        text = shorter


def display_name(registered: str) -> str:
    """The name on pages and in titles: 瓦岗村, 澶东社区, 岳村集村 as the register has it."""
    bare = normal_form(registered)
    if bare.endswith((VILLAGE, COMMUNITY, "嘎查", "街", "寨", "屯", "场", "队", "园", "里")):
        return bare
    return bare + VILLAGE if "村" in clean(registered)[len(bare) :] else bare


def match_key(name: str) -> str:
    """What names are compared by: 瓦岗, 瓦岗村 and 瓦岗村村委会 are one; 东田 and 西田 are not.

    One 村 at the end is dropped while at least two characters stay; 社区 stays, since a community
    and a village may share their name.
    """
    bare = normal_form(name)
    return bare[:-1] if bare.endswith(VILLAGE) and len(bare) > 2 else bare


def short_name(shown: str) -> str:
    """The name in tables and tiles: without 村 unless one character would be left."""
    return shown[:-1] if shown.endswith(VILLAGE) and len(shown) > 2 else shown


_NUMERALS = {char: number for number, char in enumerate("一二三四五六七八九十", 1)}


def group_order(group: str) -> tuple[float, str]:
    """Sort key of a 管区: by the Chinese numeral it begins with (第 skipped), then by name."""
    first = group.removeprefix("第")[:1]
    return float(_NUMERALS.get(first, 99)), group


def category(code: str) -> str:
    """村 or 社区 by the last three digits: 001–199 are residents' committees."""
    return COMMUNITY if int(code[-3:]) < 200 else VILLAGE
