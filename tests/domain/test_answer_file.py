"""Map files: read whole or refused with everything that is wrong."""

from __future__ import annotations

import pytest

from dashboard.domain.errors import Refused
from dashboard.domain.intake import Answers
from dashboard.domain.intake.answer_file import read_answers
from tests.domain.intake import KNOWN

WHOLE = """
sheet = "八月"
[columns]
"治污比例" = "生活污水治理率"
"联系处室" = "忽略"
[villages]
"瓦刚" = "瓦岗村"
[values]
"生活污水治理率" = "份额"
"C05" = "0"
[[cells]]
row = 3
column = "E02"
text = "32"
"""


def test_a_whole_file() -> None:
    assert read_answers(WHOLE, KNOWN) == Answers(
        "八月",
        {"治污比例": "生活污水治理率", "联系处室": "忽略"},
        {"瓦刚": "410902101225"},
        {"E02": "份额", "C05": "0"},
        {(3, "E02"): "32"},
    )
    assert read_answers("", KNOWN) == Answers()


def test_everything_wrong_is_told_at_once() -> None:
    text = (
        'colums = 1\nsheet = 3\n[columns]\n"甲" = "乙"\n[villages]\n"丙" = "丁"\n'
        '[values]\n"E02" = "大概"\n[[cells]]\nrow = "x"\ncolumn = "E02"\ntext = "1"\n[[cells]]\nrow = 1\n'
    )
    with pytest.raises(Refused) as refused:
        read_answers(text, KNOWN)
    for part in ("columns", "sheet", "乙", "丁", "大概", "“x”不是行号", "row = 5"):
        assert part in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "[columns",
        "columns = 1",
        "cells = 3",
        "villages = []",
        f"x = {'1' * 5000}",
        f"x = {'[' * 20000}",
    ],
)
def test_what_is_no_map_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="对应文件"):
        read_answers(text, KNOWN)
