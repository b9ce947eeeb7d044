"""Names of villages: the register's long form, the form shown, the form compared.

The register writes 瓦岗村村民委员会 or 澶东社区居民委员会; people write 瓦岗, 瓦岗村, 瓦岗村委会.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping

VILLAGE, COMMUNITY = "村", "社区"
_COMMITTEE = re.compile(
    r"(村民委员会|村委员会|村委会|村民委会|居民委员会|居委会|居民委会|管委会|委员会)$"
)
_BRANCH = re.compile(r"(党总支部?|党支部|党委|支部|生活区)$")
_STATUS = re.compile(r"\[[^\]]*\]|【[^】]*】|〔[^〕]*〕")
_REMARK = re.compile(r"(?<=[^(])\([^()]*\)$")
_WRAPPED = re.compile(r"^\(([^()]*)\)$")
# What a name may end with and still be whole: 乌兰嘎查 is not called 乌兰嘎查村.
_WHOLE = (VILLAGE, COMMUNITY, "嘎查")
_RESIDENTS = "居委会"
_MARKS = frozenset("<>[]`")


def clean(name: str) -> str:
    """Full-width forms narrowed, spaces gone; notes of status ([已撤销]) and remarks in brackets at
    the end gone. Brackets inside stay: 隆阜(3)社区 and 隆阜(4)社区 are two."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", name))
    text = _WRAPPED.sub(r"\1", _STATUS.sub("", text) or text)
    while (shorter := _REMARK.sub("", text)) != text:
        text = shorter
    return text


def is_plain(text: str) -> bool:
    """Whether a name or post holds no mark that a page or a spreadsheet might obey."""
    plain = unicodedata.normalize("NFKC", text.strip())
    odd = ("Cc", "Cf", "Zl", "Zp")
    return not any(c in _MARKS or unicodedata.category(c) in odd for c in plain)


def visible(text: str) -> str:
    """The text as it is seen: what shows nothing (zero width, control and broken characters) is gone,
    runs of spaces are one space."""
    odd = ("Cc", "Cf", "Cs", "Cn")
    kept = (
        " " if c.isspace() else c
        for c in text
        if c.isspace() or not (unicodedata.category(c) in odd or "\ufe00" <= c <= "\ufe0f")
    )
    return " ".join("".join(kept).split())


def normal_form(name: str) -> str:
    """The name without the words for its committee: 瓦岗村村民委员会 → 瓦岗村."""
    return _without(_COMMITTEE, clean(name))


def display_name(registered: str) -> str:
    """The name on pages and in titles: 瓦岗村, 澶东社区, 岳村集村.

    Where the register names a residents' committee and no 社区, 居委会 stays: 钱排居委会 and 钱排村
    are two units of one township.
    """
    bare = normal_form(registered)
    committee = clean(registered)[len(bare) :]
    if "居" in committee:
        return bare if bare.endswith(COMMUNITY) else bare + _RESIDENTS
    if "村" in committee:
        return bare if bare.endswith(_WHOLE) else bare + VILLAGE
    return bare


def display_names(registered: Mapping[str, str]) -> dict[str, str]:
    """Code → name shown for the units of one township; those that would be shown alike (one in
    twenty thousand is) keep the register's own words, so that no two are ever mistaken."""
    shown = {code: display_name(name) for code, name in registered.items()}
    often = Counter(shown.values())
    return {code: registered[code] if often[one] > 1 else one for code, one in shown.items()}


def match_key(name: str) -> str:
    """What names are compared by: 瓦岗, 瓦岗村, 瓦岗村委会, 瓦岗村党支部 are one; 东田 and 西田 not.

    Every 村 at the end goes while a character stays; 社区 stays, since a community and a village may
    share their name. Two units may still share a key (钱排居委会, 钱排村): then a name that is not
    exactly one of theirs is a question for the user.
    """
    bare = clean(name)
    while (
        shorter := clean(re.sub(r"(?<=.)村+$", "", normal_form(_without(_BRANCH, bare))))
    ) != bare:
        bare = shorter
    return bare


def short_name(shown: str) -> str:
    """The name in tables and tiles: without 村 unless one character would be left."""
    return shown[:-1] if shown.endswith(VILLAGE) and len(shown) > 2 else shown


_NUMERALS = {char: number for number, char in enumerate("一二三四五六七八九十", 1)}


def group_order(group: str) -> tuple[float, str]:
    """Sort key of a 管区: by the Chinese numeral it begins with (第 skipped), then by name."""
    first = group.removeprefix("第")[:1]
    return float(_NUMERALS.get(first, 99)), group


def category(code: str) -> str:
    """村 or 社区 by the last three digits of a unit's code: 001–199 are residents' committees and
    400–499 units like them (farms, parks), the others villages' committees and the like."""
    return COMMUNITY if code[-3] in "014" else VILLAGE


def _without(words: re.Pattern[str], text: str) -> str:
    """The text without such words at its end, as long as something is left."""
    while (shorter := words.sub("", text)) and shorter != text:
        text = shorter
    return text
