"""Every read query keeps what its header says, and has its typed function."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from dashboard.settings import ROOT
from dashboard.store import migrations, queries, reader
from dashboard.store.database import Database

READS = sorted((ROOT / "queries" / "read").glob("*.sql"))
SAMPLE_PARAMS = {
    "as_of": date(2022, 12, 26),
    "compare": date(2022, 12, 19),
    "since": date(2022, 10, 3),
    "first_day": date(2022, 7, 4),
    "village_code": "410902101200",
    "indicator_code": "E02",
    "pairing_id": 1,
    "star_code": "ecology",
    "period": "month",
    "shown": 6,
    "grace_days": 5,
    "upload_id": 2,
    "skip": 10,
    "most": 50,
    "version": 1,
    "between": [],
    "strong": 3,
    "unknown_share": 0.2,
    "households_within": 0.3,
    "year": 2022,
    "item_id": 1,
    "soon_days": 7,
    "project_code": "YC-01",
}
CHECKSUMS = {
    "0012_ledger": "63f42c9c3e0626b06db1e0abb24d953599a247e61b2f3f41bb222be1f31fdfd5",
    "0013_project": "ffef1ee076d8253d7b93d9475e14771eafe113454d2e6b9adf2e24fa99510bcf",
    "0011_target": "a926354c11662c7ab103529586d65ff5d09ab704bcd0fdec7d7c5f344bd9004e",
    "0009_points": "0376249ec1783a4ec643605c41cfde0bae2f3347ad8381e693989657eb95ed0a",
    "0008_course": "5e250e594f91aec3de2740cfa176a8eca12bbae813a2e5bba0cd0b30dcc4c8f0",
    "0001_reported": "bb7767cdc32e838af881433d1db942e660ebf3b0424f31c7907688fa8c0b8640",
    "0002_audit_head": "7859568f9c64d5418fdcb76060ac13f67ab1caf49d98fa303cc86ca8a4e5e282",
    "0005_heading_meaning": "ba8b4c921384fb3a5a0d5e90ce9d81ebb741a49ae4720db046f39aa7977ae7d7",
    "0004_provenance": "2b9bc4df1ba657dd7db448802609010c27379530b08920fea181202d3b7abcb2",
    "0006_rule": "75e64d32e83668f383942e369f8c8c8f3c15c84d7d22d82712b2f9e96494de88",
    "0007_year": "7f5658e6ee9db5d9d42a16f1e175cd7ae1e1e12b85a7822f4509c5d34d567cad",
    "0010_effort": "616d07d978535a4cce4234e909a5059320d507f0fa6a5c773ea968822c62c6ec",
    "0003_village_event": "61fd721667bce95d3b649010c3488f4f78807f0de74b5a60dca313effeb58e14",
}


@pytest.mark.parametrize("path", READS, ids=lambda path: path.stem)
def test_columns_and_types_are_as_declared(path: Path, demo: Database) -> None:
    text = path.read_text("utf-8")
    params = {name: value for name, value in SAMPLE_PARAMS.items() if f"${name}" in text}
    question, declared = reader.header(path)
    assert "one row" in question
    assert demo.describe(text, params) == declared


@pytest.mark.parametrize("path", READS, ids=lambda path: path.stem)
def test_the_grain_is_as_declared(path: Path, demo: Database) -> None:
    text = path.read_text("utf-8")
    given = re.search(r"^-- key: (.+)$", text, re.MULTILINE)
    for day in (date(2022, 12, 26), date(2022, 9, 7), date(2010, 1, 1)):
        every = SAMPLE_PARAMS | {"as_of": day}
        rows = demo.ask(text, {name: one for name, one in every.items() if f"${name}" in text})[1]
        if given:
            assert not rows.duplicated(given.group(1).split(", ")).any()
        else:
            assert len(rows) == 1


@pytest.mark.parametrize("path", READS, ids=lambda path: path.stem)
def test_a_read_has_its_function(path: Path) -> None:
    name = {"settings": "instance"}.get(path.stem, path.stem)
    assert callable(getattr(queries, name))


def test_applied_migrations_never_change() -> None:
    files = sorted(migrations.FOLDER.glob("*.sql"))
    assert {path.stem: migrations.checksum(path) for path in files} == CHECKSUMS
