"""Files that are not what their names say, traps for readers, damage, sizes."""

from __future__ import annotations

import zlib

from tests.files.book_cases import GOOD
from tests.files.cases import GOOD as TEXT
from tests.files.cases import Case, rejected, text
from tests.files.shapes import archive, encrypted, ods, parts, with_part, xls, xlsx

NO_TABLE = (None, None, "not_a_table")
BOOK = xlsx(("七月", GOOD))
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
LAUGHS = b"".join(
    b'<!ENTITY h%d "%s">' % (n, b"&h%d;" % (n - 1) * 10 if n else b"ha") for n in range(10)
)
PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cc`\0\0\0\2\0\1"
    b"H\xaf\xa4q\0\0\0\0IEND\xaeB`\x82"
)


def typed(entity: bytes, use: bytes) -> bytes:
    """The book with a document type in its texts, and the first text using it."""

    def change(part: bytes) -> bytes:
        head, tail = part.split(b"?>", 1)
        start, end = tail.index(b"<t>") + 3, tail.index(b"</t>")
        body = tail[:start] + use + tail[end:]
        return head + b"?><!DOCTYPE sst [" + entity + b"]>" + body

    return with_part(BOOK, STRINGS, change)


def far(cell: str) -> bytes:
    """A book with one cell far away from the others."""
    row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    line = f'<row r="{row}"><c r="{cell}"><v>1</v></c></row></sheetData>'.encode()
    return with_part(BOOK, SHEET, lambda part: part.replace(b"</sheetData>", line))


def disguised() -> list[Case]:
    """The name says one thing, the content another."""
    document = archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})
    return [
        rejected("hostile/pdf.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n", NO_TABLE),
        rejected("hostile/pdf.xlsx", b"%PDF-1.7\n1 0 obj\n", NO_TABLE),
        rejected("hostile/picture.csv", PNG, NO_TABLE),
        rejected("hostile/picture.xlsx", PNG, NO_TABLE),
        rejected("hostile/photo.csv", b"\xff\xd8\xff\xe0\0\x10JFIF\0", NO_TABLE),
        rejected("hostile/document.xlsx", document, NO_TABLE),
        rejected("hostile/document.csv", document, NO_TABLE),
        rejected("hostile/book.csv", BOOK, NO_TABLE),
        rejected("hostile/old-book.csv", xls(("七月", GOOD)), NO_TABLE),
        rejected("hostile/text.xlsx", text(TEXT), NO_TABLE),
        rejected("hostile/page.xls", "<html><table><tr><td>村</td></tr></table></html>".encode(), NO_TABLE),
        rejected("hostile/nul-bytes.csv", text(TEXT).replace(b",58,", b",5\0008,"), NO_TABLE),
        rejected("hostile/program.csv", b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0", NO_TABLE),
        rejected("hostile/packed.csv", zlib.compress(text(TEXT), 9), (None, None, "not_a_table|encoding")),
        rejected("hostile/packed.xlsx", archive({"七月.csv": text(TEXT)}), NO_TABLE),
    ]  # fmt: skip


def traps() -> list[Case]:
    """Bombs, entities, cells far away, passwords."""
    secret = b'<!ENTITY x SYSTEM "file:///etc/passwd">'
    return [
        rejected("hostile/zip-bomb.xlsx", archive(parts(BOOK) | {"xl/media/a.bin": bytes(64 << 20)}),
                 NO_TABLE),
        rejected("hostile/zip-bomb.ods", archive(parts(ods(*GOOD)) | {"Pictures/a": bytes(64 << 20)}),
                 NO_TABLE),
        rejected("hostile/external-entity.xlsx", typed(secret, b"&x;"), NO_TABLE),
        rejected("hostile/billion-laughs.xlsx", typed(LAUGHS, b"&h9;"), NO_TABLE),
        rejected("hostile/external-entity-unused.xlsx", typed(secret, "村".encode()), NO_TABLE),
        rejected("hostile/cell-in-the-last-corner.xlsx", far("XFD1048576"), (None, None, "too_large")),
        rejected("hostile/row-200001.xlsx", far("A200001"), (None, None, "too_large")),
        rejected("hostile/column-501.xlsx", far("SG2"), (None, None, "too_large")),
        rejected("hostile/five-million-cells.xlsx", far("SF10001"), (None, None, "too_large")),
        rejected("hostile/password.xlsx", encrypted(), NO_TABLE),
        rejected("hostile/password.xls", encrypted(), NO_TABLE),
    ]  # fmt: skip


def damaged() -> list[Case]:
    """Cut off, overwritten, ill-formed."""
    old = xls(("七月", GOOD))
    whole = ods(*GOOD)
    return [
        rejected("hostile/cut-off.xlsx", BOOK[: len(BOOK) // 2], NO_TABLE),
        rejected("hostile/cut-off.xls", old[: len(old) // 2], NO_TABLE),
        rejected("hostile/cut-off.ods", whole[: len(whole) // 2], NO_TABLE),
        rejected("hostile/nothing-behind-the-head.xlsx", b"PK\x03\x04" + bytes(400), NO_TABLE),
        rejected("hostile/nothing-behind-the-head.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1500),
                 NO_TABLE),
        rejected("hostile/ill-formed-sheet.xlsx",
                 with_part(BOOK, SHEET, lambda part: part[: part.index(b"</row>")] + b"<<"), NO_TABLE),
        rejected("hostile/no-sheet.xlsx",
                 archive({n: part for n, part in parts(BOOK).items() if n != SHEET}), NO_TABLE),
        rejected("hostile/empty.xlsx", b"", (None, None, "empty")),
        rejected("hostile/empty.xls", b"", (None, None, "empty")),
    ]  # fmt: skip


CASES = [*disguised(), *traps(), *damaged()]
