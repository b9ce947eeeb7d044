"""What is written into the column 问题 of a marked file, and in which record."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard.domain.intake.problem import Finding, Notice
from dashboard.words import say

MOST_TITLES = 3
_FORMULA = frozenset("=+-@")


@dataclass(frozen=True)
class Marks:
    """``header`` is the record that gets the heading; ``texts`` what its cell and the others get."""

    header: int
    texts: dict[int, str]


def place(findings: Sequence[Finding], filled: Sequence[tuple[int, int]]) -> Marks:
    """The marks of a table from its filled records, each as (number, how many different cells).

    What is said of the whole file or of the header stands in the first record below the header, since
    the header's own cell must be the plain heading for the file to be read again; only a table of a
    header alone has it there. Notices are not written; those of titles tell where the header is.
    """
    header = _header(findings, filled)
    below = [number for number, _ in filled if number > header]
    numbers = {number for number, _ in filled}
    first = below[0] if below else header
    told: dict[int, list[str]] = {}
    for one in findings:
        if isinstance(one, Notice):
            continue
        row = one.row if one.row in numbers and one.row != header else first
        told.setdefault(row, []).append(_sentence(one, header))
    texts = {row: say("marked.more").join(lines) for row, lines in told.items()}
    plain = say("marked.heading")
    alone = {} if below or header not in texts else {header: texts[header]}
    texts[header] = say("marked.only_header", message=alone[header]) if alone else plain
    return Marks(header, texts)


def _header(findings: Iterable[Finding], filled: Sequence[tuple[int, int]]) -> int:
    """The first filled record that no notice calls a title; where nothing is told of titles, the
    first of several different cells."""
    titles = {one.row for one in findings if isinstance(one, Notice) and one.kind == "title_row"}
    rest = [one for one in filled if one[0] not in titles]
    wide = [number for number, cells in rest[: MOST_TITLES + 1] if cells > 1]
    return wide[0] if wide and not titles else rest[0][0]


def _sentence(one: Finding, header: int) -> str:
    """One finding in one line that no spreadsheet takes for a formula."""
    message = one.message.rstrip("。")
    if one.row is None:
        message = say("marked.of_file", message=message)
    elif one.row == header:
        message = say("marked.of_header", message=message)
    elif one.column:
        message = say("marked.of_column", column=_harmless(one.column), message=message)
    return _harmless(message)


def _harmless(text: str) -> str:
    line = re.sub(r"[\s\x00-\x1f\x7f]+", " ", text).strip()
    sign = unicodedata.normalize("NFKC", line[:1])[:1]
    return say("marked.odd_column", column=line) if sign in _FORMULA and line else line
