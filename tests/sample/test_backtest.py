"""What docs/warnings.md says of the warnings is what the backtest gives."""

from __future__ import annotations

import pytest

from dashboard.settings import ROOT
from tests import backtest


@pytest.mark.usefixtures("demo")
def test_the_figures_are_those_of_the_sample() -> None:
    text = (ROOT / "docs" / "warnings.md").read_text("utf-8")
    counts = backtest.run(8)
    for kind, count in counts.items():
        assert count.line(kind) in text
    assert counts["win"].hits / counts["win"].said > 3 * counts["win"].turned / counts["win"].could
