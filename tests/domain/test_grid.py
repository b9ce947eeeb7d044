"""What a grid of typed values says: changes, conflicts, the table that is uploaded."""

from __future__ import annotations

from datetime import date

from dashboard.domain.grid import Change, as_csv, changes, moved, slices
from tests.domain.intake import look, triples, values

A, B = ("410902101225", "E02"), ("410902101205", "E02")
DAY = date(2022, 7, 4)


def test_only_what_differs_is_a_change() -> None:
    seen = {A: "58", B: "≥40"}
    made, emptied = changes(seen, {A: " 58 ", B: "41", ("x", "E02"): "", ("y", "E02"): "1"})
    assert made == [Change(*B, "≥40", "41"), Change("y", "E02", "", "1")]
    assert emptied == []
    assert changes(seen, {A: "", B: "≥40"}) == ([], [Change(*A, "58", "")])


def test_what_somebody_else_changed_has_moved() -> None:
    one, two = Change(*A, "58", "60"), Change(*B, "", "41")
    assert moved([one, two], {A: "58"}) == []
    assert moved([one, two], {A: "59", B: "7"}) == [(one, "59"), (two, "7")]
    assert moved([one, two], {}) == [(one, "")], "withdrawn meanwhile"
    assert moved([one], {A: "60"}) == [], "the same was entered by somebody else"


def test_the_table_is_read_as_it_was_typed() -> None:
    made = [Change(*A, "", "≥40"), Change(*B, "3", "8，0"), Change(*B, "3", '"4O"\n')]
    verdict = look(as_csv(made[:1], DAY, "网格填报 18:00:00"))
    assert values(verdict) == [("225", "E02", 40, "≥", 2)]
    assert {str(day) for day in verdict.readings["as_of"].dt.date} == {"2022-07-04"}
    wrong = look(as_csv(made[1:], DAY, ""))
    assert [row for row, _, kind in triples(wrong) if kind == "not_a_number"] == [2, 3]


def test_two_saves_of_the_same_are_two_files() -> None:
    made = [Change(*A, "", "40")]
    assert as_csv(made, DAY, "18:00:00") != as_csv(made, DAY, "18:00:01")


def test_many_villages_are_cut_by_their_groups() -> None:
    units = [(f"a{n:03}", "一管区") for n in range(61)] + [("b1", "二管区"), ("b2", "二管区")]
    cut = slices(units)
    assert list(cut) == [("一管区", 1, 60), ("一管区", 61, 61), ("二管区", 0, 0)]
    assert [code for codes in cut.values() for code in codes] == [code for code, _ in units]
    assert slices([]) == {}
