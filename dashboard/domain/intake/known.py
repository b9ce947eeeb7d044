"""What a file is held against: the town's villages with their aliases, the campaign, the tables."""

from __future__ import annotations

import dataclasses
import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from dashboard.domain.campaign import Campaign
from dashboard.domain.intake.cells import YUAN, clean
from dashboard.domain.names import match_key

_MONEY_HEADING = re.compile(r"(.*?[^)\]])[(\[/,:]?(?:单位[:为]?)?(万元|元)[)\]]?")
_CODE_AS_NUMBER = re.compile(r"(\d{12})\.0+")
Fields = Mapping[str, list[str]]


@dataclass(frozen=True)
class TableKind:
    """One kind of table: its fields (name → [type, headings…]) and which must be there.

    ``needs`` must all be there for the kind to be meant, and one of ``one_of`` if any are named;
    ``timeless`` kinds bear neither a date of data nor an indicator. ``ignored`` headings may stand
    in the file and are not read.
    """

    content: str
    needs: tuple[str, ...]
    one_of: tuple[str, ...]
    timeless: bool
    optional: tuple[str, ...]
    key: tuple[str, ...]
    ignored: tuple[str, ...]
    fields: Fields

    def field_of(self, heading: str) -> str | None:
        """The field a heading stands for, or None."""
        text = heading_key(heading)
        for field, (_, *headings) in self.fields.items():
            if text in map(heading_key, headings):
                return field
        return None


def heading_key(heading: str) -> str:
    """A heading as compared: no spaces, no full-width forms, no case."""
    return clean(heading).casefold()


def load_tables(path: Path) -> tuple[TableKind, ...]:
    """The kinds of table, in the order in which they are tried."""
    blocks = tomllib.loads(path.read_text("utf-8"))
    remarks = blocks.pop("ignored")
    return tuple(
        TableKind(
            content,
            tuple(block["needs"]),
            tuple(block.get("one_of", [])),
            bool(block.get("timeless")),
            tuple(block["optional"]),
            tuple(block.get("key", [])),
            tuple(heading_key(one) for one in [*remarks, *block.get("ignored", [])]),
            block["fields"],
        )
        for content, block in blocks.items()
    )


def _owned(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Name → code for the names that only one code bears."""
    owners: dict[str, set[str]] = {}
    for name, code in named:
        owners.setdefault(name, set()).add(code)
    return {name: codes.pop() for name, codes in owners.items() if len(codes) == 1}


@dataclass(frozen=True)
class Known:
    """``villages``: code → display name; ``aliases``: name → code; ``township``: 9-digit code;
    ``today``: the newest day a report may bear without a warning; ``ended``: code → the first day on
    which the village no longer exists, and the code of the one it went into (empty: abolished)."""

    villages: Mapping[str, str]
    aliases: Mapping[str, str]
    campaign: Campaign
    tables: tuple[TableKind, ...]
    today: date
    township: str = ""
    ended: Mapping[str, tuple[date, str]] = dataclasses.field(default_factory=dict)

    @cached_property
    def _by_name(self) -> dict[str, str]:
        """Names, aliases and their compared forms, as far as each belongs to one village only: two
        villages of one name are told apart by their codes."""
        named = [(name, code) for code, name in self.villages.items()] + list(self.aliases.items())
        exact = _owned((clean(name), code) for name, code in named)
        return _owned((match_key(name), code) for name, code in named) | exact

    @cached_property
    def _by_heading(self) -> dict[str, str]:
        keyed: dict[str, str] = {}
        for one in self.campaign.indicators:
            for heading in (one.code, one.name, one.identifier, *one.headings):
                keyed[heading_key(heading)] = one.code
            keyed[heading_key(f"{one.name}（{one.unit}）")] = one.code
        return keyed

    def village(self, text: str) -> str | None:
        """The code a village's code, name or alias stands for, or None."""
        cleaned = _CODE_AS_NUMBER.sub(r"\1", clean(text))
        if cleaned in self.villages:
            return cleaned
        return self._by_name.get(cleaned) or self._by_name.get(match_key(text))

    @cached_property
    def _near(self) -> dict[str, list[str]]:
        return {}

    def near_villages(self, text: str) -> list[str]:
        """Names that look like the text, nearest first; for a question, never for a guess. Each
        text is compared once, since files repeat their mistakes."""
        if text not in self._near:
            self._near[text] = self._alike(text)
        return self._near[text]

    def _alike(self, text: str) -> list[str]:
        names = list(self.villages.values())
        alike = difflib.get_close_matches(clean(text), names, n=3, cutoff=0.3)
        return alike or [name for name in names if set(clean(text)) & set(name) - {"村"}][:3]

    def indicator(self, text: str) -> str | None:
        """The indicator code a heading stands for, or None."""
        return self._by_heading.get(heading_key(text)) or self._money(text)[0]

    def unit_of(self, text: str) -> str:
        """The unit of money a heading names where the indicator is held in another (元 where it is
        in 万元), else empty."""
        return "" if heading_key(text) in self._by_heading else self._money(text)[1]

    def _money(self, text: str) -> tuple[str | None, str]:
        """The indicator of money whose heading has a unit of its own, and that unit."""
        found = _MONEY_HEADING.fullmatch(heading_key(text))
        code = self._by_heading.get(found[1]) if found else None
        if found is None or code is None:
            return None, ""
        held = self.campaign.indicator(code).unit
        return (code, "" if found[2] == held else found[2]) if held in YUAN else (None, "")

    def near_indicators(self, text: str) -> list[str]:
        """Headings that look like the text."""
        keys = {heading_key(one.name): one.name for one in self.campaign.indicators}
        alike = difflib.get_close_matches(heading_key(text), list(keys), n=2, cutoff=0.4)
        return [keys[one] for one in alike]

    @cached_property
    def _day_headings(self) -> frozenset[str]:
        return frozenset(
            heading_key(heading)
            for kind in self.tables
            if kind.content.startswith("values")
            for heading in kind.fields["as_of"][1:]
        )

    def is_day_heading(self, heading: str) -> bool:
        """Whether a heading names the day the data are of."""
        return heading_key(heading) in self._day_headings

    def star(self, text: str) -> str | None:
        """The star code a star's code or name stands for, or None."""
        for star in self.campaign.stars:
            if clean(text) in (star.code, star.name, star.name + "星"):
                return star.code
        return None
