"""What the ledger chooses from: sources, root causes, and the categories of what villages report."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from dashboard.domain.campaign import CampaignError, StrictBlock, load_one


class LedgerLists(StrictBlock):
    """The lists of data/campaign/ledger.toml; the first source is what the data show, ``reported`` that
    of what villages report."""

    sources: tuple[str, ...] = Field(strict=False, min_length=2)
    reported: str
    causes: tuple[str, ...] = Field(strict=False, min_length=1)
    categories: tuple[str, ...] = Field(strict=False, min_length=1)

    @property
    def computed(self) -> str:
        """The source of what the data show."""
        return self.sources[0]


def load_lists(path: Path) -> LedgerLists:
    """The one block of ledger.toml; CampaignError lists every fault of it."""
    faults: list[str] = []
    blocks = load_one(path, "lists", LedgerLists, faults)
    for name in ("sources", "causes", "categories"):
        for block in blocks:
            listed = getattr(block, name)
            faults += [
                f"{path.name}: {name}: {one} stands twice"
                for one in dict.fromkeys(listed)
                if listed.count(one) > 1
            ]
    faults += [
        f"{path.name}: reported: {block.reported} is none of the sources"
        for block in blocks
        if block.reported not in block.sources
    ]
    if faults:
        raise CampaignError("\n".join(faults))
    return blocks[0]
