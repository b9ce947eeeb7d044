"""Workbooks as bytes: .xlsx by XlsxWriter, .ods and hostile ones by hand, .xls by xlwt, .ods by odfpy.

xlwt and odfpy are needed by the script alone: where they are missing, what they would make is empty.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import xlsxwriter

Sheet = tuple[str, Sequence[Sequence[Any]]]
MADE = datetime(2022, 7, 4, tzinfo=UTC)  # written into the files, so that they never change
SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def xlsx(*sheets: Sheet, merge: str = "", hidden: str = "", percent: bool = False) -> bytes:
    """Sheets as .xlsx; ``merge``: ranges of the last sheet; ``hidden``: name of a sheet; ``percent``:
    numbers below 1 are shown as percentages."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_numbers": False}) as book:
        book.set_properties({"created": MADE})
        shares = book.add_format({"num_format": "0%" if percent else "General"})
        days = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for area in merge.split() if name == sheets[-1][0] else ():
                sheet.merge_range(area, "")
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(number, column, cell, days)
                    elif isinstance(cell, tuple):  # a formula and what it came to
                        sheet.write_formula(number, column, cell[0], None, cell[1])
                    elif cell is not None:
                        small = isinstance(cell, float) and 0 < cell < 1
                        sheet.write(number, column, cell, *([shares] if small else []))
            if name == hidden:
                sheet.hide()
    return out.getvalue()


def archive(parts: dict[str, bytes]) -> bytes:
    """A zip file of these parts, always the same."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, data in parts.items():
            one = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            one.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(one, data)
    return out.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a zip file."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {one.filename: packed.read(one) for one in packed.infolist()}


def with_part(data: bytes, name: str, change: Any) -> bytes:
    """The zip file with one part changed by a function."""
    return archive({n: change(part) if n == name else part for n, part in parts(data).items()})


def ods(*rows: Sequence[Any]) -> bytes:
    """One sheet as .ods: text, numbers, days."""

    def cell(one: Any) -> str:
        if one is None:
            return "<table:table-cell/>"
        if isinstance(one, date):
            return (
                f'<table:table-cell office:value-type="date" office:date-value="{one}">'
                f"<text:p>{one}</text:p></table:table-cell>"
            )
        if isinstance(one, float | int):
            return (
                f'<table:table-cell office:value-type="float" office:value="{one}">'
                f"<text:p>{one}</text:p></table:table-cell>"
            )
        return f'<table:table-cell office:value-type="string"><text:p>{one}</text:p></table:table-cell>'

    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    content = (
        f'<office:document-content xmlns:office="{SPACE}office:1.0" xmlns:text="{SPACE}text:1.0" '
        f'xmlns:table="{SPACE}table:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="七月">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{SPACE}manifest:1.0"><manifest:file-entry '
        f'manifest:full-path="/" manifest:media-type="{ODS}"/></manifest:manifest>'
    )
    return archive(
        {
            "mimetype": ODS.encode(),
            "content.xml": content.encode(),
            "META-INF/manifest.xml": manifest.encode(),
        }
    )


def odfpy(*rows: Sequence[str]) -> bytes:
    """One sheet of text as .ods, written by odfpy."""
    try:
        from odf.opendocument import OpenDocumentSpreadsheet
        from odf.table import Table, TableCell, TableRow
        from odf.text import P
    except ImportError:
        return b""
    book = OpenDocumentSpreadsheet()
    sheet = Table(name="七月")
    for row in rows:
        line = TableRow()
        for one in row:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=one))
            line.addElement(cell)
        sheet.addElement(line)
    book.spreadsheet.addElement(sheet)
    out = io.BytesIO()
    book.write(out)
    return out.getvalue()


def xls(*sheets: Sheet, merge: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    """Sheets as .xls; ``merge``: (top, bottom, left, right) of the last sheet."""
    try:
        import xlwt
    except ImportError:
        return b""
    book = xlwt.Workbook(encoding="utf-8")
    days = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for name, rows in sheets:
        sheet = book.add_sheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write(number, column, cell, days)
                elif cell is not None:
                    sheet.write(number, column, cell)
    for area in merge:
        sheet.merge(*area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def encrypted() -> bytes:
    """What a workbook with a password looks like: a compound file of an EncryptedPackage."""
    try:
        from xlwt.CompoundDoc import XlsDoc
    except ImportError:
        return b""
    out = io.BytesIO()
    XlsDoc().save(out, bytes(range(256)) * 20)
    old, new = "Workbook".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le")
    data = bytearray(out.getvalue())
    place = data.index(old)
    data[place : place + len(new)] = new
    data[place + 64 : place + 66] = (len(new) + 2).to_bytes(2, "little")
    return bytes(data)
