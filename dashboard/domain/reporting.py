"""When reports are due: periods, their last days, and how late they may come, as data in
data/campaign/reporting.toml. Loaded strictly, as the rest of the campaign."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, get_args

from pydantic import Field

from dashboard.domain.campaign import CampaignError, StrictBlock, load_blocks

Period = Literal["week", "month", "quarter", "year"]
PERIODS: tuple[str, ...] = get_args(Period)


class Deadline(StrictBlock):
    """How one period is reported: late ``report_grace_days`` after its last day; ``shown`` is the
    number of periods 报送进度 shows, the running one included."""

    period: Period
    report_grace_days: int = Field(ge=0, le=366)
    shown: int = Field(ge=1, le=60)


def load_reporting(path: Path) -> Mapping[str, Deadline]:
    """The deadline of each period; CampaignError lists every fault of the file, a period that
    stands twice or is missing among them."""
    faults: list[str] = []
    blocks, _ = load_blocks(path, "reporting", Deadline, faults)
    named: list[str] = [one.period for one in blocks]
    faults += [f"{path.name}: period {one} stands twice" for one in PERIODS if named.count(one) > 1]
    if not faults:
        faults += [f"{path.name}: period {one} is missing" for one in PERIODS if one not in named]
    if faults:
        raise CampaignError("\n".join(faults))
    return {one.period: one for one in blocks}
