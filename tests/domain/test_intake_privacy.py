"""Person-level numbers are found however they are written, and never repeated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.intake.privacy import HIDDEN, masked, private_kind
from tests.domain.intake import KNOWN, judge, look, triples

MOBILES = [
    "13812345678", "张三 13812345678", "+8613812345678", "8613812345678", "008613812345678",
    "138 1234 5678", "138-1234-5678", "+86 138 1234 5678", "(+86)138-1234-5678", "138 12 34 56 78",
    "１３８１２３４５６７８", "＋８６－１３８－１２３４－５６７８", "1 3 8 1 2 3 4 5 6 7 8", "1381 234 5678",
]  # fmt: skip
IDENTITIES = [
    "11010519491231002X", "11010519491231002x", "11010519491231002Ｘ", "110105 19491231 002X",
    "1101 0519 4912 3100 2X", "110105194912310021", "身份证号：410902198001015678。",
]  # fmt: skip
CARDS = ["6222021234567890128", "6222 0212 3456 7890 128", "6222-0212-3456-7890-128"]
HARMLESS = [
    "", "410902101225", "410902101225 2022-07-04", "410902101225-2022-07-04", "41090210122520220704",
    "410902101225 20220704", "410902101225202207", "4109021012252022", "410902101225、410902101214",
    "2022-07-04 12:00:00", "2022-11-14至2022-12-26", "2022-07-13 2022-07-14 8:00",
    "20220704 20220711", "150 2022-07-04", "1,234,567.00", "13,812,345,678", "13812345678.5",
    "0.13812345678901", "66.66666666666667", "1 164 000 000", "100000000000",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *((one, "手机号码") for one in MOBILES),
        *((one, "身份证号码") for one in IDENTITIES),
        *((one, "银行卡号") for one in CARDS),
        *((one, None) for one in HARMLESS),
    ],
)
def test_kinds(text: str, kind: str | None) -> None:
    assert private_kind(text) == kind
    assert private_kind(masked(text)) is None
    assert (HIDDEN in masked(text)) == (kind is not None)


@pytest.mark.parametrize("number", [MOBILES[5], IDENTITIES[3], CARDS[1]])
@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("村,联系\n瓦岗,{}\n瓦屋,{}\n", "f.csv", [(2, "联系", "private_data")]),
        ("村,{}\n瓦岗,1\n", "f.csv", [(1, HIDDEN, "private_data")]),
        ("村,联系{}\n瓦岗,{}\n", "f.csv", [(1, f"联系{HIDDEN}", "private_data")]),
        ("村,日期,E02\n瓦岗,2022-07-04,{}\n", "f.csv", [(2, "E02", "private_data")]),
        ("村,,E02\n瓦岗,{},3\n", "f.csv", [(2, "第 2 列", "private_data")]),
        ("村,日期,E02\n瓦岗,2022-07-04,5\n", "张三{}.csv", [(None, None, "private_data")]),
    ],
)
def test_the_number_is_told_of_and_never_repeated(
    number: str, text: str, name: str, expected
) -> None:
    data = text.replace("{}", number).encode()
    verdict = judge(data, name.replace("{}", number), KNOWN)
    assert triples(verdict) == expected
    told = [
        verdict.file_name,
        *(str(part) for one in verdict.problems for part in vars(one).values()),
    ]
    assert not any(number in part or private_kind(part) for part in told)


@given(st.integers(0, 10**9 - 1), st.dates(), st.sampled_from(["", " ", "-", "_"]))
def test_codes_with_dates_are_never_taken_for_persons(tail: int, day, joint: str) -> None:
    code = f"410902101{tail % 1000:03}"
    assert private_kind(code) is None
    assert private_kind(f"{code}{joint or ' '}{day:%Y-%m-%d}") is None
    assert private_kind(f"{day:%Y-%m-%d}{joint}{code}") is None


def test_the_samples_numbers_pass() -> None:
    assert look("村代码,日期,I07\n410902101225,2022-07-04,17609\n").status == "accepted"
