"""What a file is held against: the town's villages with their aliases, the campaign, the tables."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
from rapidfuzz import fuzz, process

from dashboard.domain.campaign import Campaign
from dashboard.domain.intake.answers import IGNORED
from dashboard.domain.intake.cells import YUAN, clean
from dashboard.domain.intake.findings import Choices
from dashboard.domain.intake.limits import Limits
from dashboard.domain.names import match_key
from dashboard.domain.project import Plan, ProjectRules

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
        return self._by_key.get(heading_key(heading))

    @cached_property
    def _by_key(self) -> dict[str, str]:
        """Compared heading → field; of two fields with one heading the first has it."""
        named = [(heading_key(one), name) for name, (_, *own) in self.fields.items() for one in own]
        return dict(reversed(named))


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


ALIKE_VILLAGE, ALIKE_HEADING = 50, 70  # of 100
MOST_ALIKE = 3


def _as_names(one: str, other: str, **_options: object) -> float:
    """How alike two short names are, 0 to 100: letter by letter, and whatever their order."""
    unordered = fuzz.ratio("".join(sorted(one)), "".join(sorted(other)))
    return (fuzz.ratio(one, other) + unordered) / 2


def _alike(
    key: str, keys: Mapping[str, str], least: float, scorer: Callable[..., float]
) -> tuple[str, ...]:
    """The names whose keys look like the key."""
    found = process.extract(key, keys, scorer=scorer, limit=MOST_ALIKE, score_cutoff=least)
    return tuple(name for _, _, name in found)


def _owned(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Name → code for the names that only one code bears."""
    owners: dict[str, set[str]] = {}
    for name, code in named:
        owners.setdefault(name, set()).add(code)
    return {name: codes.pop() for name, codes in owners.items() if len(codes) == 1}


@dataclass(frozen=True)
class Known:
    """``villages``: code → display name; ``aliases``: name → code; ``township``: 9-digit code;
    ``today``: the newest day a report may bear without a warning; ``headings``: what unknown
    headings meant before, as a heading that is known or IGNORED; ``latest``: the newest value of
    each village and indicator (village_code, indicator_code, value), None for no history;
    ``limits``: from where on a number is doubted, None for no such doubts; ``ended``: code → the
    first day on which the village no longer exists, and the code of the one it went into (empty:
    abolished); ``targets``: village and year → quarter → the stars planned, and whether a reason for
    them is on record; ``findings``: what a finding for the ledger may say; ``founded``: code → the
    first day with the village, where it was founded; ``plans``: asks what is on record of
    each project, since only tables of projects need it; ``project_rules``: what they are held against."""

    villages: Mapping[str, str]
    aliases: Mapping[str, str]
    campaign: Campaign
    tables: tuple[TableKind, ...]
    today: date
    township: str = ""
    headings: Mapping[str, str] = field(default_factory=dict)
    latest: pd.DataFrame | None = None
    limits: Limits | None = None
    ended: Mapping[str, tuple[date, str]] = field(default_factory=dict)
    targets: Mapping[tuple[str, int], Mapping[int, tuple[int, bool]]] = field(default_factory=dict)
    findings: Choices = field(default_factory=Choices)
    founded: Mapping[str, date] = field(default_factory=dict)
    plans: Callable[[], Mapping[str, Plan]] = dict
    project_rules: ProjectRules | None = None

    @cached_property
    def projects(self) -> Mapping[str, Plan]:
        """What is on record of each project, asked for once."""
        return self.plans()

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
    def _near(self) -> dict[str, tuple[str, ...]]:
        return {}

    def near_villages(self, text: str) -> tuple[str, ...]:
        """Names that look like the text, nearest first; for a question, never for a guess. Each
        text is compared once, since files repeat their mistakes."""
        if text not in self._near:
            self._near[text] = _alike(match_key(text), self._keys, ALIKE_VILLAGE, _as_names)
        return self._near[text]

    @cached_property
    def _keys(self) -> dict[str, str]:
        """Shown name → what it is compared by."""
        return {name: match_key(name) for name in self.villages.values()}

    def indicator(self, text: str) -> str | None:
        """The indicator code a heading stands for, by its own or by what it meant before; None for
        no indicator."""
        return self._indicator(text) or self._indicator(self._remembered.get(heading_key(text), ""))

    def _indicator(self, text: str) -> str | None:
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

    def near_indicators(self, text: str) -> tuple[str, ...]:
        """Names of indicators that look like the text, nearest first."""
        keys = {one.name: heading_key(one.name) for one in self.campaign.indicators}
        return _alike(heading_key(text), keys, ALIKE_HEADING, fuzz.WRatio)

    def is_heading(self, text: str) -> bool:
        """Whether a heading is one of some table or an indicator's."""
        if self._indicator(text) is not None:
            return True
        key = heading_key(text)
        return any(kind.field_of(text) or key in kind.ignored for kind in self.tables)

    def meaning(self, heading: str) -> str:
        """The heading itself where it is known, else what it meant before, else itself."""
        if not heading or self.is_heading(heading):
            return heading
        return self._remembered.get(heading_key(heading), heading)

    @cached_property
    def _remembered(self) -> dict[str, str]:
        return {heading_key(one): means for one, means in self.headings.items()}

    def can_mean(self, text: str) -> bool:
        """Whether an unknown heading may be said to mean this."""
        return text == IGNORED or self.is_heading(text)

    @cached_property
    def village_codes(self) -> list[str]:
        """The codes of the villages, in the order in which readings count them."""
        return list(self.villages)

    @cached_property
    def history(self) -> npt.NDArray[np.float64] | None:
        """The newest value of each village (row, as village_codes) and indicator (column, as in the
        campaign), NaN where there is none; None without any history."""
        if self.latest is None or self.latest.empty:
            return None
        rows = {code: place for place, code in enumerate(self.village_codes)}
        columns = {one.code: place for place, one in enumerate(self.campaign.indicators)}
        found = np.full((len(rows), len(columns)), np.nan)
        at = self.latest["village_code"].map(rows), self.latest["indicator_code"].map(columns)
        known = at[0].notna() & at[1].notna()
        found[at[0][known].astype(int), at[1][known].astype(int)] = self.latest["value"][known]
        return found

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
