"""Workbooks: the same cells as a text file's, whatever Excel made of them; traps are refused."""

from __future__ import annotations

import base64
import io
import time
import zipfile
import zlib
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.domain.intake import Verdict, judge, workbook
from tests.domain.intake import KNOWN, VILLAGES, notices, triples, values

DAY = date(2022, 7, 4)
HEAD = ["村", "日期", "E02"]
ROW = ["瓦岗", DAY, 80.0]
GOOD = [("225", "E02", 80.0, "=", 2)]


def book(*sheets: list[list[Any]], merge: str = "", percent: str = "") -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for number, rows in enumerate(sheets, 1):
        sheet = made.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(row)
        for area in merge.split():
            sheet.merge_cells(area)
        if percent:
            sheet[percent].number_format = "0%"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def archive(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


def ods(*rows: list[str]) -> bytes:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    body = "".join(
        f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in rows
    )
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'<office:document-content xmlns:office="{space}office:1.0" xmlns:text="{space}text:1.0" '
        f'xmlns:table="{space}table:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="七月">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{space}manifest:1.0"><manifest:file-entry '
        'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"'
        "/></manifest:manifest>"
    )
    return archive(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content.encode(),
            "META-INF/manifest.xml": manifest.encode(),
        }
    )


def see(data: bytes, name: str = "七月.xlsx", as_of: date | None = None) -> Verdict:
    return judge(data, name, KNOWN, as_of)


@pytest.mark.parametrize(
    "rows",
    [
        [HEAD, ROW],
        [HEAD, ["瓦岗", "2022-07-04", "80%"]],
        [["村代码", "日期", "E02"], [410902101225.0, DAY, 80]],
        [["村代码", "日期", "E02"], [410902101225, DAY, 80.0]],
        [[*HEAD, None], [*ROW, None], [None, None, None], ["合计", None, "=C2"]],
    ],
)
def test_cells_arrive_as_in_a_text_file(rows: list[list[Any]]) -> None:
    verdict = see(book(rows))
    assert (values(verdict), verdict.status, verdict.encoding) == (GOOD, "accepted", "XLSX")


def test_a_percent_format_is_asked_about() -> None:
    assert triples(see(book([HEAD, ["瓦岗", DAY, 0.8]], percent="C2"))) == [(2, "E02", "question")]


def test_titles_and_merged_headings() -> None:
    rows = [["报表"], ["村", "日期", "生态宜居", None], [None, None, "E02", "E03"], [*ROW, 9]]
    verdict = see(book(rows, merge="A1:D1 A2:A3 B2:B3 C2:D2"))
    assert values(verdict) == [("225", "E02", 80.0, "=", 4), ("225", "E03", 9.0, "=", 4)]
    assert notices(verdict) == [(1, "title_row"), (2, "title_row")]


def test_a_merged_village_stands_for_its_rows_and_a_merged_value_does_not() -> None:
    rows = [["村", "指标", "日期", "数值"], ["瓦岗", "E02", DAY, 80], [None, "E03", DAY, 9]]
    assert len(see(book(rows, merge="A2:A3")).readings) == 2
    wide = book([HEAD, ROW, ["瓦屋", DAY, None]], merge="C2:C3")
    assert values(see(wide)) == GOOD


def test_the_sheet_that_fits_is_taken_and_named() -> None:
    verdict = see(book([["说明"], ["请按时上报"]], [["村", "户数"], ["瓦岗", 3]], [HEAD, ROW], []))
    assert values(verdict) == GOOD
    (notice,) = verdict.notices
    assert (notice.kind, notice.cell) == ("sheet", "表3")


def test_no_sheet_may_hold_a_person() -> None:
    verdict = see(book([HEAD, ROW], [["联系"], ["13812345678"], [13812345678]]))
    assert {one.kind for one in verdict.problems} == {"private_data"}
    assert "13812345678" not in str(verdict)


def test_other_formats() -> None:
    made = ods(HEAD, ["瓦岗", "2022-07-04", "80"])
    assert (values(see(made, "七月.ods")), see(made, "七月.ods").encoding) == (GOOD, "ODS")
    verdict = see(zlib.decompress(base64.b85decode(XLS)), "七月.xls")
    assert (values(verdict), verdict.encoding) == ([("225", "E02", 80.0, "=", 3)], "XLS")
    assert notices(verdict) == [(1, "title_row")]


XLS = (  # what an old Excel wrote: a title, a code as a number, a date
    "c-rk)O-NKx6#njeGtP|Y%xGhvfr^loDfF|6LZ68?s~Ma&Rt%KpFoiM3;G)`Onb0N(BBE#`=%S4kK|fegyB2{_i$Dl8"
    "u|=+ef)+ZjbIyCOMk{cj1m%5?d+xdC+;i`F_uRkt-b|KFkKC`C!7{W!N6rkOC{Ly+1)M?{q&H1wo!n2!bg`xo@KYd*"
    "yqG9`?c*47yl0@{p64Y|;3K6ZP9xr*N!6|*+Qf%$#Xd9>Rk%%(AS%VHa-qkCZV-A`YCaX(Dv~Qgo2l-!I)X_f-mu4>"
    "#fP*y(FMWnJ`$TLk?ceTUhynGe^ps^z1W{U*?nq_DXKjs7zG71n#!cITn=Fj#lT@gQ!Lih-ad^81$z|V%v#{9v#MXz"
    "y7JYPE0FyAQn~Lhaz6!ex%`^u0R~|nlSML&64ZHEqbWV^PcLAfENM<Ys0YbJI(nTIV?8G>>rjdGY+RjD%#it9swS-i"
    "9XobW;nTp4WHImfvO|QI>=320a!QEyA|!m7te-HsxNzso+gMMhaa1IOaw=G7$7XgFCN8iA83#q93uR4%SZo)1QCi(3"
    "e3j4$O>WBTJ1cDFz>w6rB-(oFXSd*;u_ce+O8oGA;&Juxtg(&w@#xIC$oP9>1a)+l^^!e5Lugcu>efxh6T``sz0Z6Q"
    "TKU_a<JZEr@1}h~hOo%1j8G=@IgJrybokN5LjA!)i3L-u<cz0P(!|y&=~VLAy=%+b(zT$-sQ1>rHS?dl+Sta5kC)`n"
    "<c&0<4HMjIo8s}Gvpuk)(V~^(AvZ$%=r0t*g$oxhT)1%I!o_+3-}^NC7S6Xy@6V3~>%Yz-rJVblWZmK*`so><kID{Y"
    "D9_?-LGx!Lyvk`yt<c8#U&!d9-m~aKkNDA7@cgCk8I}J&D>e-OyCqa;|G7f^{LlUW0LbOujs"
)
SOUND = book([HEAD, ROW])
BOMB = archive({"xl/workbook.xml": b"0" * (80 << 20)})


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (SOUND, "七月.csv", "not_a_table"),
        (SOUND, "七月", "not_a_table"),
        ("村,日期,E02\n瓦岗,2022-07-04,58\n".encode(), "七月.xlsx", "not_a_table"),
        (b"<html><table></table></html>", "七月.xls", "not_a_table"),
        (b"%PDF-1.7", "七月.xlsx", "not_a_table"),
        (SOUND[: len(SOUND) // 2], "七月.xlsx", "not_a_table"),
        (b"PK\x03\x04" + bytes(500), "七月.xlsx", "not_a_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "七月.xls", "not_a_table"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "七月.xlsx",
            "not_a_table",
        ),
        (archive({"word/document.xml": b"<w/>"}), "七月.xlsx", "not_a_table"),
        (archive({"xl/workbook.xml": b"<w/>"}), "七月.xlsx", "not_a_table"),
        (BOMB, "七月.xlsx", "not_a_table"),
        (book([]), "七月.xlsx", "empty"),
        (b"", "七月.xlsx", "empty"),
        (book([HEAD, [None] * 500 + [1]]), "七月.xlsx", "too_large"),
    ],
)
def test_what_is_no_sound_workbook(data: bytes, name: str, kind: str) -> None:
    start = time.monotonic()
    (problem,) = see(data, name).problems
    assert (problem.row, problem.kind) == (None, kind)
    assert "请" in problem.message
    assert time.monotonic() - start < workbook.TIMEOUT


def test_a_cell_far_away_is_too_large() -> None:
    made = openpyxl.Workbook()
    made.active["A1"], made.active["A200001"] = "村", "瓦岗"
    out = io.BytesIO()
    made.save(out)
    assert triples(see(out.getvalue())) == [(None, None, "too_large")]
    made.active["XFD1048576"] = 1
    made.save(out := io.BytesIO())
    assert triples(see(out.getvalue())) == [(None, None, "too_large")]


def test_a_reader_that_hangs_is_stopped(monkeypatch, tmp_path) -> None:
    (tmp_path / "slow.py").write_text("import time; time.sleep(60)")
    monkeypatch.setattr(workbook, "READER", tmp_path / "slow.py")
    monkeypatch.setattr(workbook, "TIMEOUT", 0.3)
    assert triples(see(SOUND)) == [(None, None, "too_large")]


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(VILLAGES)), st.integers(10, 1000).map(lambda n: n / 10)),
        min_size=1, max_size=7, unique_by=lambda one: one[0],
    ),
    st.sampled_from([DAY, "2022-07-04", "2022年7月4日"]),
    st.integers(0, 3),
)  # fmt: skip
def test_any_workbook_reads_back(rows, day, titles) -> None:
    lines = [["报表"]] * titles + [["村代码", "日期", "E02"]]
    verdict = see(book([*lines, *([float(code), day, value] for code, value in rows)]))
    assert verdict.problems == ()
    assert {row.village_code: row.value for row in verdict.readings.itertuples()} == dict(rows)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, len(SOUND) - 1), st.binary(min_size=1, max_size=40))
def test_any_damage_gets_a_verdict(place: int, junk: bytes) -> None:
    data = SOUND[:place] + junk + SOUND[place + len(junk) :]
    assert see(data).status in ("accepted", "warned", "rejected")
