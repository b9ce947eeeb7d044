"""Reads a workbook in a process of its own: bytes from standard input, JSON lines to standard output.

A file from outside may be a trap for its reader, so nothing else is in this process, and its memory
and time are bounded. Lines: {"sheet": name, "merged": [[top, left, bottom, right], …], "hidden": …} and then its
rows as lists of text, at the end {"end": true}; or {"error": why}. Imports nothing of ours.
"""

from __future__ import annotations

import datetime
import io
import json
import sys
import zipfile
from typing import Any

MEMORY = 1536 << 20
SECONDS = 20
MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 200_000, 500, 5_000_000
MOST_CHARACTERS = 200_000_000
MOST_UNPACKED = 512 << 20
MOST_RATIO, SMALL = 200, 32 << 20  # a small file may be packed however well
HEAD = 1 << 16
PARTS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")


class Refuse(Exception):
    """Why the file is not read, as one word that the caller knows."""


def limit() -> None:
    """Bound the memory and the time of this process where the system can."""
    try:
        import resource
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        _, hard = resource.getrlimit(what)
        if hard == resource.RLIM_INFINITY or hard > most:
            resource.setrlimit(what, (most, most))


def check_archive(data: bytes) -> None:
    """Refuse an archive that is no workbook, or that unpacks to far more than it is."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except Exception:  # a hostile archive fails in many ways, and each of them means damaged
        raise Refuse("damaged") from None
    unpacked = sum(part.file_size for part in parts)
    ratio = unpacked / max(1, len(data))
    if unpacked > MOST_UNPACKED or (unpacked > SMALL and ratio > MOST_RATIO):
        raise Refuse("bomb")
    if any(has_entities(archive, part) for part in parts if part.filename.endswith(".xml")):
        raise Refuse("entities")
    names = {part.filename for part in parts}
    if not names.intersection(PARTS):
        raise Refuse("other_archive")
    if any(part.flag_bits & 1 for part in parts):
        raise Refuse("password")


def has_entities(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a part declares a document type, by which it could draw in other files or swell: no
    office program writes one. It may stand before the first element only."""
    try:
        with archive.open(part) as opened:
            return b"<!DOCTYPE" in opened.read(HEAD)
    except Exception:  # as above: what cannot be unpacked is told as damaged by the reader
        return False


def text_of(value: Any) -> str:
    """A cell as a person reads it: a whole number without .0, a date without its midnight."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e18 else f"{value:.15g}"
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    return str(value)


def write_sheet(name: str, sheet: Any, left: list[int], is_hidden: bool) -> None:
    """Write one sheet; ``left`` holds how many cells and characters may still come."""
    rows, columns = (sheet.end[0] + 1, sheet.end[1] + 1) if sheet.end else (0, 0)
    if rows > MOST_ROWS:
        raise Refuse("rows")
    if columns > MOST_COLUMNS:
        raise Refuse("columns")
    left[0] -= rows * columns
    if left[0] < 0:
        raise Refuse("cells")
    merged = [[*first, *last] for first, last in sheet.merged_cell_ranges or []]
    write({"sheet": name, "merged": merged, "hidden": is_hidden})
    for row in sheet.to_python(skip_empty_area=False) if rows else []:
        cells = [text_of(value) for value in row]
        left[1] -= sum(map(len, cells))
        if left[1] < 0:
            raise Refuse("cells")
        write(cells)


def write(line: Any) -> None:
    """One line of JSON."""
    sys.stdout.write(json.dumps(line) + "\n")


def read(data: bytes) -> None:
    """Write every visible sheet of the workbook."""
    import python_calamine as calamine

    if data.startswith(b"PK"):
        check_archive(data)
    elif "EncryptedPackage".encode("utf-16-le") in data:
        raise Refuse("password")
    try:
        book = calamine.load_workbook(io.BytesIO(data))
        metadata = list(enumerate(book.sheets_metadata))
        sheets = [(n, one) for n, one in metadata if one.typ == calamine.SheetTypeEnum.WorkSheet]
        left = [MOST_CELLS, MOST_CHARACTERS]
        for number, one in sheets:
            is_hidden = one.visible != calamine.SheetVisibleEnum.Visible
            write_sheet(one.name, book.get_sheet_by_index(number), left, is_hidden)
    except calamine.PasswordError:
        raise Refuse("password") from None
    write({"end": True})


def main() -> None:
    """Read standard input; whatever goes wrong is told in one line."""
    limit()
    try:
        read(sys.stdin.buffer.read())
    except Refuse as error:
        write({"error": str(error)})
    except MemoryError:
        write({"error": "memory"})
    except ImportError:
        write({"error": "no_reader"})
    except BaseException:  # a panic inside calamine is no Exception
        write({"error": "damaged"})


if __name__ == "__main__":
    main()
