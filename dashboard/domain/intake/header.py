"""Where the header is: below up to three title lines, or the lower of two lines of headings."""

from __future__ import annotations

from dashboard.domain.intake.known import Known

MOST_TITLES = 3  # lines above the header that are recognised as such
Numbered = tuple[int, list[str]]
"""A record with its number in the file."""


def find_header(numbered: list[Numbered], known: Known) -> tuple[int, list[str]]:
    """The place of the header among the filled records, and its headings.

    Among the first records it is the one that names most of what is known; else the first with
    several cells. A blank heading of the lower of two lines of headings is the one above it.
    """
    first = _first_wide(numbered)
    best = first, [cell.strip() for cell in numbered[first][1]]
    most = max(1, fit(best[1], known))
    above = best[1]
    for place in range(first + 1, min(len(numbered), MOST_TITLES + 1)):
        cells = _below(above, numbered[place][1])
        found = fit(cells, known)
        if found > most:
            best, most = (place, cells), found
        above = cells
    return best


def fit(cells: list[str], known: Known) -> int:
    """How many things the cells name as headings: fields of one kind of table, and indicators; 0
    where no field is named."""
    texts = {cell for cell in cells if cell.strip()}
    owned = max(({text for text in texts if kind.field_of(text)} for kind in known.tables), key=len)
    return len(owned | {text for text in texts if known.indicator(text)}) if owned else 0


def _first_wide(numbered: list[Numbered]) -> int:
    """The first of the first records that has several different cells; a title has one, over
    however many merged columns."""
    for place, (_, cells) in enumerate(numbered[: MOST_TITLES + 1]):
        if len({cell.strip() for cell in cells} - {""}) > 1:
            return place
    return 0


def _below(above: list[str], cells: list[str]) -> list[str]:
    width = max(len(above), len(cells))
    upper = above + [""] * (width - len(above))
    lower = [cell.strip() for cell in cells] + [""] * (width - len(cells))
    return [own or inherited for own, inherited in zip(lower, upper, strict=True)]
