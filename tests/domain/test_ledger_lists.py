"""The lists the ledger chooses from: as shipped, and every fault of a file at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.domain.campaign import CampaignError
from dashboard.domain.ledger_lists import load_lists
from dashboard.settings import ROOT

SHIPPED = ROOT / "data" / "campaign" / "ledger.toml"


def test_the_shipped_lists() -> None:
    lists = load_lists(SHIPPED)
    assert lists.computed == "系统测算"
    assert lists.reported in lists.sources[1:]


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "ledger.toml"
    text = SHIPPED.read_text("utf-8")
    path.write_text(text.replace('"群众反映", "调度会"', '"暗访"').replace("土地", "资金"), "utf-8")
    with pytest.raises(CampaignError) as told:
        load_lists(path)
    assert str(told.value).splitlines() == [
        "ledger.toml: sources: 暗访 stands twice",
        "ledger.toml: causes: 资金 stands twice",
        "ledger.toml: reported: 群众反映 is none of the sources",
    ]
    path.write_text(text + text, "utf-8")
    with pytest.raises(CampaignError, match="block, found 2"):
        load_lists(path)
