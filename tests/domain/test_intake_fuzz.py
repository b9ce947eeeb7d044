"""Whatever bytes arrive: a verdict, in a bounded time, and no exception."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.domain.intake import judge
from tests.domain.corpus import CASES, known
from tests.files.build import FOLDER
from tests.files.shapes import archive

MOST_SECONDS = 10.0
ENDINGS = ("csv", "txt", "xlsx", "xls", "ods", "")
FILES = {name: (FOLDER / name).read_bytes() for name in CASES}
BOOKS = sorted(
    n for n, data in FILES.items() if data[:2] in (b"PK", b"\xd0\xcf") and len(data) < 12_000
)
TEXTS = sorted(n for n in FILES if n.endswith(".csv") and not n.startswith("hostile"))
PARTS = ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml")
JUNK = st.one_of(
    st.binary(min_size=1, max_size=24),
    st.sampled_from([b"\0", b"\xff", b'"', b'""', b"\r", b",", "，".encode(), b"E+11", b"&#0;", b"<", b"]]>",
                     "村".encode("gbk"), "\ufeff".encode(), b"9" * 400, b"=", b"\xed\xa0\x80"]),
)  # fmt: skip
QUICK = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(data: bytes, name: str) -> None:
    """One file is judged: what must hold of every verdict."""
    start = time.monotonic()
    verdict = judge(data, name, known())
    assert time.monotonic() - start < MOST_SECONDS
    assert verdict.status in ("accepted", "warned", "rejected")
    assert (verdict.status == "rejected") == bool(verdict.problems)
    assert verdict.problems or verdict.value_count
    for one in (*verdict.problems, *verdict.warnings, *verdict.notices):
        assert one.message.endswith("。")
        one.message.encode()
    if verdict.status != "rejected":
        assert not verdict.readings.duplicated(["village_code", "indicator_code", "as_of"]).any()


@st.composite
def mutated(draw: st.DrawFn, names: list[str]) -> tuple[bytes, str]:
    """A file of the corpus, damaged a few times."""
    name = draw(st.sampled_from(names))
    data = FILES[name]
    for _ in range(draw(st.integers(1, 4))):
        data = draw(damaged(data, names))
    return data, name.rpartition("/")[2]


@st.composite
def damaged(draw: st.DrawFn, data: bytes, names: list[str]) -> bytes:
    """One byte flipped, junk put in or over, cut off, doubled, or joined with another file."""
    place = draw(st.integers(0, max(0, len(data) - 1)))
    end = min(len(data), place + draw(st.integers(1, 200)))
    match draw(st.sampled_from(["flip", "over", "in", "out", "cut", "twice", "splice"])):
        case "flip" if data:
            return (
                data[:place]
                + bytes([data[place] ^ 1 << draw(st.integers(0, 7))])
                + data[place + 1 :]
            )
        case "over":
            junk = draw(JUNK)
            return data[:place] + junk + data[place + len(junk) :]
        case "in":
            return data[:place] + draw(JUNK) + data[place:]
        case "out":
            return data[:place] + data[end:]
        case "cut":
            return data[:place]
        case "twice":
            return data[:end] + data[place:end] * draw(st.integers(1, 3)) + data[end:]
        case "splice":
            other = FILES[draw(st.sampled_from(names))]
            return data[:place] + other[draw(st.integers(0, len(other))) :]
    return data


@settings(QUICK, max_examples=100)
@given(
    st.binary(max_size=400),
    st.sampled_from(ENDINGS),
    st.sampled_from(["", "\ufeff", "PK", "村,日期,E02\n"]),
)
def test_any_bytes(data: bytes, ending: str, head: str) -> None:
    for encoding in ("utf-8", "gb18030"):
        check(head.encode(encoding) + data, f"f.{ending}" if ending else "f")


@settings(QUICK, max_examples=60)
@given(
    st.text(alphabet='村日期瓦岗E02,;\t，|"\r\n 0.8%万元-/年:１Ｅ+', max_size=80),
    st.sampled_from(["utf-8", "utf-16"]),
)
def test_any_text_below_a_header(text: str, encoding: str) -> None:
    check(("村,日期,E02,I01\n" + text).encode(encoding), "f.csv")


@settings(QUICK, max_examples=400)
@given(mutated(TEXTS))
def test_damaged_texts(given: tuple[bytes, str]) -> None:
    check(*given)


@settings(QUICK, max_examples=70)
@given(mutated(BOOKS))
def test_damaged_books(given: tuple[bytes, str]) -> None:
    check(*given)


@settings(QUICK, max_examples=40)
@given(st.data())
def test_soundly_packed_books_with_damaged_parts(data: st.DataObject) -> None:
    """The reader's XML is damaged, not the archive around it, which would hide the damage."""
    names = [name for name in BOOKS if name.startswith("books/") and name.endswith(".xlsx")]
    name = data.draw(st.sampled_from(names))
    with zipfile.ZipFile(io.BytesIO(FILES[name])) as packed:
        parts = {one: packed.read(one) for one in packed.namelist()}
    part = data.draw(st.sampled_from([one for one in PARTS if one in parts]))
    parts[part] = data.draw(damaged(parts[part], TEXTS))
    check(archive(parts), name.rpartition("/")[2])


@pytest.mark.parametrize("size", [1 << 16, 1 << 20])
@pytest.mark.parametrize(
    "unit", [b",", b'"', b"\n", b"\r", b"a,", "村,".encode("gbk"), b"1", b"\t\n", b"E"]
)
def test_monotony_costs_no_more_than_its_length(unit: bytes, size: int) -> None:
    check(unit * (size // len(unit)), "f.csv")
