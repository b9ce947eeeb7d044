"""Rules by command: exported as TOML, taken in as a draft and never effective by themselves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard import settings
from dashboard.domain.rule_file import read_document
from dashboard.store import instance, queries
from tests.test_commands import home as home
from tests.test_commands import run, write


def test_exported_rules_come_back_as_a_draft(home: Path, tmp_path: Path, capfd) -> None:
    code, text, _ = run(capfd, "export", "rules", "--home", str(home))
    assert code == 0
    kept = read_document(text)
    assert len(kept.requirement) == 41
    code, out, _ = run(
        capfd, "export", "rules", "--as-of", "2022-06-01", "--json", "--home", str(home)
    )
    assert len(json.loads(out)["requirement"]) == 41
    changed = text.replace("threshold = 45.0", "threshold = 55.0")
    assert changed != text
    path = write(tmp_path, "二〇二三.toml", "valid_from = 2026-12-01\n" + changed)
    code, out, _ = run(capfd, "import", path, "--home", str(home), "--json")
    told = json.loads(out)
    assert (code, told["status"], told["values"], told["rule_draft_id"]) == (0, "warned", 0, 1)
    assert [one["kind"] for one in told["warnings"]] == ["rule", "rule"]
    code, out, _ = run(capfd, "import", path, "--home", str(home))
    assert "第 2 号规则草稿" in out
    store = instance.open_home(home)
    assert len(queries.rule_versions()) == 1
    assert list(queries.rule_drafts()["title"]) == ["二〇二三", "二〇二三"]
    store.close()


def test_a_file_with_faults_is_told_and_not_stored(home: Path, tmp_path: Path, capfd) -> None:
    path = write(tmp_path, "坏.toml", "[[requirement]]\nstar = 'party'\nthreshhold = 1\n")
    report = str(tmp_path / "问题.csv")
    code, out, _ = run(capfd, "import", path, "--home", str(home), "--report", report)
    assert code == 1
    assert "threshhold 不认得，是不是 threshold" in out
    assert not Path(report).exists()
    code, _, error = run(capfd, "import", write(tmp_path, "国标.toml", "# 规则", "gbk"),
                         "--home", str(home))  # fmt: skip
    assert code == 2
    assert "UTF-8" in error


def test_an_empty_day_has_no_rules(home: Path, capfd) -> None:
    code, text, _ = run(capfd, "export", "rules", "--as-of", "2000-01-01", "--home", str(home))
    assert code == 0
    assert read_document(text).is_empty


@pytest.mark.parametrize("name", ["stars", "points", "weighted"])
def test_a_profile_is_a_rule_file(home: Path, capfd, name: str) -> None:
    path = settings.ROOT / "data" / "campaign" / "profiles" / f"{name}.toml"
    code, out, _ = run(capfd, "import", str(path), "--home", str(home), "--json")
    assert code == 0
    assert json.loads(out)["rule_draft_id"] == 1
