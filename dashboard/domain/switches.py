"""What the switches of the rules are: data/campaign/switches.toml, loaded strictly."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field

from dashboard.domain.campaign import CampaignError, StrictBlock, Text, load_blocks


class Switch(StrictBlock):
    """One switch: its Chinese label and help, and what it is set to.

    ``number``, ``level`` and ``choice`` say what its number, level and code mean, '' where it needs
    none. The number lies in ``minimum``–``maximum`` and is a whole one where ``whole``; with
    ``number_for`` it is needed for these codes only. ``codes`` are what a code may be (code →
    label), 'indicator' stands for any indicator. The defaults are what one starts from.
    """

    name: Text
    label: Text
    help: Text
    source: Text
    number: Text = ""
    unit: Text = ""
    minimum: float = 0.0
    maximum: float = 100.0
    whole: bool = False
    number_for: tuple[Text, ...] = Field(default=(), strict=False)
    default_number: float | None = None
    level: Text = ""
    default_level: int | None = None
    choice: Text = ""
    codes: Mapping[Text, Text] | Literal["indicator"] = {}
    default_code: Text | None = None

    @property
    def labels(self) -> Mapping[str, str]:
        """What a code may be, code → label; empty where any indicator may."""
        return {} if isinstance(self.codes, str) else self.codes

    def code_label(self, code: str) -> str:
        """The label of a code, the code itself where it has none."""
        return self.labels.get(code, code)

    def wants_number(self, code: str | None) -> bool:
        """Whether it needs a number when set to a code."""
        return bool(self.number) and (not self.number_for or code in self.number_for)


def load_switches(path: Path) -> tuple[Switch, ...]:
    """The switches in the order of the file; CampaignError lists every fault."""
    faults: list[str] = []
    switches, _ = load_blocks(path, "switch", Switch, faults)
    names = [one.name for one in switches]
    faults.extend(f"{path.name}: {one} stands twice" for one in names if names.count(one) > 1)
    if faults:
        raise CampaignError("\n".join(dict.fromkeys(faults)))
    return tuple(switches)
