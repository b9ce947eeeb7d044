"""The quick reader of long files says the same as the patient one, or leaves the file to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.intake import large_text
from dashboard.domain.intake.large_text import read_large
from dashboard.domain.intake.problem import Notices
from dashboard.domain.intake.progress import Cancelled
from dashboard.domain.intake.sheet import Sheet, read_sheet
from dashboard.domain.intake.text_file import read_text
from dashboard.domain.intake.unreadable import Unreadable
from tests.domain.intake import KNOWN

CELLS = st.text("瓦岗村0123456789.%-≥ /\t", max_size=4)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


def plain(sheet: Sheet) -> tuple[object, ...]:
    return (sheet.header, sheet.rows(), sheet.row_numbers.tolist(), sheet.ragged, sheet.encoding)


@given(
    st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=12),
    st.sampled_from([",", ";", "\t", "|"]),
    ENDS,
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
    st.booleans(),
)
def test_both_read_the_same(
    rows: list[list[str]], delimiter: str, end: str, encoding: str, has_end: bool
) -> None:
    text = end.join(["村,日期,E02".replace(",", delimiter), *(delimiter.join(one) for one in rows)])
    data = (text + (end if has_end else "")).encode(encoding)
    quick = read_large(data, KNOWN)
    try:
        patient = read_sheet(*read_text(data), KNOWN, Notices())
    except Unreadable:
        assert quick is None or len(quick) == 0
        return
    assert quick is None or plain(quick) == plain(patient)


def test_a_plain_file_is_read_quickly() -> None:
    quick = read_large("村,日期,E02\n瓦岗,2022-07-04,58\n\n瓦屋,2022-07-04,\n".encode(), KNOWN)
    assert quick is not None
    assert quick.rows() == [["瓦岗", "2022-07-04", "58"], ["瓦屋", "2022-07-04", ""]]
    assert quick.row_numbers.tolist() == [2, 4]


@pytest.mark.parametrize(
    "text",
    [
        '村,日期,E02\n"瓦岗",2022-07-04,58\n',
        "岳村镇七月\n村,日期,E02\n瓦岗,2022-07-04,58\n",
        "村,日期,E02\n瓦岗,2022-07-04,58,多\n",
        "村,日期,E02,\n瓦岗,2022-07-04,58,\n",
        "村，日期，E02\n瓦岗，2022-07-04，58\n",
    ],
    ids=["quotes", "title", "ragged", "trailing", "full-width"],
)
def test_what_is_not_plain_is_left_to_the_patient_reader(text: str) -> None:
    assert read_large(text.encode(), KNOWN) is None


def test_both_ways_of_the_quick_reader_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "村,日期,E02\n" + "".join(f"瓦岗,2022-07-{n % 28 + 1:02},{n}\n" for n in range(2000))
    at_once = read_large(text.encode(), KNOWN)
    monkeypatch.setattr(large_text, "LONG", 0)
    monkeypatch.setattr(large_text, "BLOCK", 1 << 12)
    heard = []
    piecewise = read_large(text.encode(), KNOWN, lambda *word: heard.append(word))
    assert at_once is not None
    assert piecewise is not None
    assert plain(at_once) == plain(piecewise)
    assert len(heard) > 5


def test_whoever_watches_may_stop_it() -> None:
    def stop(_stage: str, _done: int, _of: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_large("村,日期,E02\n瓦岗,2022-07-04,58\n".encode(), KNOWN, stop)
