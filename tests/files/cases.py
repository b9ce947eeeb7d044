"""What a case of the corpus is, and the small tables most of them are made of."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Rows = list[list[str]]
Where = tuple[int | None, str | None, str]
"""Row, column and kind of a problem; kinds among which the issue leaves the choice stand as a|b."""

HEAD = ["村", "日期", "生活污水治理率（%）", "“六乱”超期未整改存量"]
GOOD = [HEAD, ["瓦岗村", "2022-07-04", "58", "3"], ["东田村", "2022-07-04", "41", "0"]]
"""Two villages, two indicators: four values."""


@dataclass(frozen=True)
class Case:
    """One file and what its verdict must be. ``first`` is the first problem, or the first warning of a
    file that is warned; ``values`` is 0 for a rejected one."""

    name: str
    data: bytes
    status: str
    values: int
    first: Where | None = None
    notices: tuple[str, ...] = ()
    as_of: str = ""


def accepted(name: str, data: bytes, values: int, *notices: str, **more: Any) -> Case:
    """A case that is taken."""
    return Case(name, data, "accepted", values, None, notices, **more)


def warned(name: str, data: bytes, values: int, first: Where, *notices: str, **more: Any) -> Case:
    """A case that is taken, with something to look at."""
    return Case(name, data, "warned", values, first, notices, **more)


def rejected(name: str, data: bytes, first: Where, *notices: str, **more: Any) -> Case:
    """A case that is refused."""
    return Case(name, data, "rejected", 0, first, notices, **more)


def text(
    rows: Sequence[Sequence[str]],
    encoding: str = "utf-8",
    delimiter: str = ",",
    end: str = "\n",
    quoting: Any = csv.QUOTE_MINIMAL,
) -> bytes:
    """The rows as a text file."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    return out.getvalue().encode(encoding)


def wide(heading: str, *cells: str, day: str = "2022-07-04") -> bytes:
    """One indicator, one village a cell, in the order of VILLAGES."""
    return text(
        [["村", "日期", heading], *([v, day, c] for v, c in zip(VILLAGES, cells, strict=False))]
    )


VILLAGES = [
    "瓦岗村", "东田村", "西田村", "南田村", "瓦屋村", "高庄村", "邢庄村", "牛村", "东寨村", "西寨村",
    "石佛店村", "韩庄村", "翟庄村", "大猛村", "西岳村", "寨里村", "东北庄村", "岳村集村", "澶东社区",
]  # fmt: skip
