"""From a workbook's bytes to the records of the sheet that fits. Raises Unreadable."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.domain.intake.header import find_header, fit
from dashboard.domain.intake.known import Known
from dashboard.domain.intake.privacy import masked
from dashboard.domain.intake.problem import Notices
from dashboard.domain.intake.progress import Watch, unwatched
from dashboard.domain.intake.unreadable import Unreadable

READER = Path(__file__).with_name("workbook_reader.py")
TIMEOUT = 30
HEAD_ROWS = 8  # merged cells that begin here may be of the header
SPREAD = frozenset({"village", "village_code", "as_of", "indicator_code"})
_SMALLER = "请只留要上报的表，删去多余的行、列和工作表，或按月拆成几个文件，再上传。"
_AGAIN = "请用 WPS 或 Excel 打开，确认无误后另存为 .xlsx 再上传。"
WHY = {
    "rows": ("too_large", f"工作表超过 200000 行。{_SMALLER}"),
    "columns": ("too_large", f"工作表超过 500 列。{_SMALLER}"),
    "cells": ("too_large", f"工作簿超过 500 万格。{_SMALLER}"),
    "memory": ("too_large", f"工作簿太大，读它超过了内存限额。{_SMALLER}"),
    "slow": ("too_large", f"工作簿太大，读它超过了时间限额。{_SMALLER}"),
    "bomb": ("not_a_table", f"文件解压后大得不正常，没有读它。{_AGAIN}"),
    "entities": ("not_a_table", f"工作簿里夹带了外部引用，没有读它。{_AGAIN}"),
    "password": ("not_a_table", "工作簿加了密码，读不了。请去掉密码，另存后再上传。"),
    "other_archive": ("not_a_table", f"这是 Word 或压缩文件，不是工作簿。{_AGAIN}"),
    "no_reader": ("not_a_table", "服务器没有装读工作簿的组件。请另存为 CSV 再上传，并告知管理员。"),
    "damaged": ("not_a_table", f"工作簿已损坏，打不开。{_AGAIN}"),
}  # fmt: skip


@dataclass
class Page:
    """One sheet of a workbook: its name, its rows of text, its merged ranges, whether it is hidden."""

    name: str
    rows: list[list[str]]
    merged: list[list[int]]
    is_hidden: bool = False


def read_workbook(
    data: bytes, known: Known, notices: Notices, sheet: str = "", watch: Watch = unwatched
) -> tuple[list[list[str]], list[list[str]], tuple[str, ...]]:
    """The records of the sheet of that name, else of the one whose header fits best; those of all
    the others; the names of all."""
    every = [
        page
        for page in read_pages(data, watch)
        if any(any(map(str.strip, row)) for row in page.rows)
    ]
    # What is hidden is not reported, but it is kept with the file: no person may be in it either.
    pages = [page for page in every if not page.is_hidden] or every
    if not pages:
        raise Unreadable("empty", "工作簿里没有内容。请确认保存后再上传。")
    filled = [_filled(page, known) for page in pages]
    marks = [_mark(rows, known) for rows in filled]
    chosen = marks.index(max(marks))
    names = tuple(page.name for page in pages)
    if sheet:
        if sheet not in names:
            shown = "、".join(f"“{masked(name)}”" for name in names)
            raise Unreadable("no_such_sheet", f"工作簿里没有“{sheet}”这张表。请改选{shown}之一。")
        chosen = names.index(sheet)
    if len(pages) > 1:
        _tell_sheet([masked(name) for name in names], chosen, notices)
    others = [row for page in every if page is not pages[chosen] for row in page.rows]
    return filled[chosen], others, names


def read_pages(data: bytes, watch: Watch = unwatched) -> list[Page]:
    """All sheets, read by the process that may fail without harm; Unreadable when it does."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    command = [sys.executable, "-I", str(READER)]
    reader = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=kept
    )
    with reader:
        try:
            output = _answer(reader, data, watch)
        except BaseException:
            reader.kill()
            raise
    if reader.returncode:
        killed = reader.returncode in (-9, -24)  # by the limit on time
        why = "slow" if killed else "memory" if reader.returncode < 0 else "damaged"
        raise Unreadable(*WHY[why])
    return _parsed(output)


def _answer(reader: subprocess.Popen[bytes], data: bytes, watch: Watch) -> bytes:
    """What the process writes; now and then it is told that it still reads."""
    begun, given = time.monotonic(), data or None
    while (spent := time.monotonic() - begun) < TIMEOUT:
        try:
            output, _ = reader.communicate(given, timeout=min(1.0, TIMEOUT - spent))
            return output
        except subprocess.TimeoutExpired:
            given = None  # it has it all: a later call only goes on waiting
            watch("read", int(spent), int(TIMEOUT))
    raise Unreadable(*WHY["slow"])


def _parsed(output: bytes) -> list[Page]:
    pages: list[Page] = []
    line: Any = None
    for text in output.splitlines():
        line = json.loads(text)
        if isinstance(line, list):
            pages[-1].rows.append(line)
        elif "sheet" in line:
            pages.append(Page(line["sheet"], [], line["merged"], line["hidden"]))
        elif "error" in line:
            raise Unreadable(*WHY[line["error"]])
    if line != {"end": True}:
        raise Unreadable(*WHY["damaged"])
    return pages


def _filled(page: Page, known: Known) -> list[list[str]]:
    """The rows with merged headings filled, and below them the merged cells of villages, days and
    indicators; a merged value stays where it stands, since it may be a sum."""
    rows = [list(row) for row in page.rows]
    for top, left, bottom, right in page.merged:
        if top < HEAD_ROWS:
            _spread(rows, (top, left, min(bottom, HEAD_ROWS - 1), right))
    numbered = [(n, row) for n, row in enumerate(rows) if any(map(str.strip, row))]
    place, header = find_header(numbered, known) if numbered else (0, [])
    last = numbered[place][0] if numbered else 0
    rows = [*rows[: last + 1], *(list(row) for row in page.rows[last + 1 :])]
    for top, left, bottom, right in page.merged:
        if top > last and left == right and left < len(header) and _spreads(header[left], known):
            _spread(rows, (top, left, bottom, right))
    return rows


def _spread(rows: list[list[str]], area: tuple[int, int, int, int]) -> None:
    top, left, bottom, right = area
    if top >= len(rows) or left >= len(rows[top]):
        return
    for row in rows[top : bottom + 1]:
        for column in range(left, min(right + 1, len(row))):
            row[column] = rows[top][left]


def _spreads(heading: str, known: Known) -> bool:
    return any(kind.field_of(heading) in SPREAD for kind in known.tables)


def _mark(rows: list[list[str]], known: Known) -> int:
    """How well the header of a sheet fits: its fields and indicators, villages and values first."""
    numbered = [(n, row) for n, row in enumerate(rows, 1) if any(map(str.strip, row))]
    _, header = find_header(numbered, known)
    village = any(known.tables[-1].field_of(one) in ("village", "village_code") for one in header)
    values = any(known.indicator(one) for one in header)
    return fit(header, known) + 1000 * (village and values) + 100 * (len(numbered) > 1)


def _tell_sheet(names: list[str], chosen: int, notices: Notices) -> None:
    others = "、".join(f"“{name}”" for place, name in enumerate(names) if place != chosen)
    message = (
        f"工作簿有 {len(names)} 张表，读的是“{names[chosen]}”；{others}没有读入，"
        "要报请各自另存为一个文件。"
    )
    notices.add(None, None, names[chosen], "sheet", message)
