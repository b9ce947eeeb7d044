"""Every file of the corpus gets the verdict that is asked of the reader."""

from __future__ import annotations

import io
import zipfile

import pytest

from dashboard.domain.intake import Verdict
from tests.domain.corpus import CASES, known, see
from tests.files.build import EXPECTED, FOLDER, cases, expected

# Told of whole files wherever something was tidied, so not listed with every case.
EVERYWHERE = {"encoding", "full_width"}
STATUSES = ("accepted", "warned", "rejected")


def wrong(name: str, verdict: Verdict) -> list[str]:
    """What differs from what is expected."""
    case = CASES[name]
    stored = 0 if verdict.status == "rejected" else verdict.value_count
    found = [
        f"{what} is {is_so!r}, must be {must!r}"
        for what, is_so, must in (
            ("status", verdict.status, case["status"]),
            ("values", stored, case["values"]),
        )
        if is_so != must
    ]
    told = verdict.problems or verdict.warnings
    first = (told[0].row, told[0].column, told[0].kind) if told else (None, None, "none")
    kinds = case.get("kind", "none").split("|")
    if first[:2] != (case.get("row"), case.get("column")) or first[2] not in kinds:
        asked = (case.get("row"), case.get("column"), case.get("kind"))
        found.append(f"the first problem is {first}, must be {asked}")
    notices = {one.kind for one in verdict.notices}
    must = set(case.get("notices", []))
    if not must <= notices <= must | EVERYWHERE:
        found.append(f"notices are {sorted(notices)}, must be {sorted(must)}")
    return found


@pytest.mark.parametrize("name", CASES)
def test_verdict(name: str) -> None:
    verdict = see(name)
    assert verdict.status in STATUSES
    assert all(one.message.endswith("。") for one in (*verdict.problems, *verdict.warnings))
    assert wrong(name, verdict) == []


def test_a_near_miss_names_its_candidates() -> None:
    for name, candidates in (
        ("villages/near-miss.csv", {"瓦岗村"}),
        ("villages/near-miss-of-two.csv", {"东田村", "西田村", "南田村"}),
        ("villages/half-a-name.csv", {"东田村", "西田村", "南田村"}),
        ("villages/another-half.csv", {"东寨村", "西寨村"}),
    ):
        (problem,) = see(name).problems
        assert candidates <= set(problem.candidates), name


def test_persons_numbers_are_never_repeated() -> None:
    for name in CASES:
        if name.startswith("private/"):
            told = str((see(name).problems, see(name).warnings, see(name).notices))
            assert not any(one in told for one in ("13812345678", "194912310021", "67890128")), name


def parts(data: bytes) -> object:
    """The content of a file: of an archive its parts, since packing differs between systems."""
    if not data.startswith(b"PK") or not zipfile.is_zipfile(io.BytesIO(data)):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return [(one.filename, packed.read(one)) for one in packed.infolist()]


def test_the_script_still_makes_these_files() -> None:
    listed = cases()
    assert expected(listed) == EXPECTED.read_text("utf-8")
    there = {path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/*") if path.is_file()}
    assert {name for name in there if "__pycache__" not in name} == {one.name for one in listed}
    odfpy = "by-odfpy"  # writes the day and its own version
    cut = "cut-off"  # where an archive is cut off depends on its packing
    unlike = [
        one.name
        for one in listed
        if one.data and not any(mark in one.name for mark in (odfpy, cut))
        and parts(one.data) != parts((FOLDER / one.name).read_bytes())
    ]  # fmt: skip
    assert unlike == []


def test_the_corpus_is_held_against_the_real_town() -> None:
    assert len(known().villages) == 19
    assert len(CASES) >= 120
