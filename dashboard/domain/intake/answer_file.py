"""Answers written by hand in a file (``import --map``), checked whole before they are used."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Callable, Mapping
from typing import Any

from dashboard.domain.errors import Refused
from dashboard.domain.intake.answers import IGNORED, MISSING, PERCENT, SHARE, ZERO, Answers
from dashboard.domain.intake.known import Known

PARTS = ("sheet", "columns", "villages", "values", "cells")
MEANINGS = (SHARE, PERCENT, ZERO, MISSING)
_CELL = 'row = 5, column = "列名", text = "改成什么"'


def read_answers(text: str, known: Known) -> Answers:
    """The answers of a map file; Refused with everything that is wrong with it."""
    try:
        parts = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"对应文件不是 TOML（{error}）。请照手册的样子改好。") from None
    except (ValueError, RecursionError):  # a number or a nesting beyond what Python itself reads
        raise Refused("对应文件里的数字太长，或括号套得太深。请照手册的样子改好。") from None
    return read_parts(parts, known)


def read_parts(parts: Mapping[str, Any], known: Known) -> Answers:
    """The answers of such a file once it is parsed; Refused with everything that is wrong."""
    faults = [_unknown_part(one) for one in parts if one not in PARTS]
    sheet = parts.get("sheet", "")
    if not isinstance(sheet, str):
        faults.append("sheet 要写工作表的名字")

    def table(name: str, read: Callable[[str, str], tuple[str, str] | str]) -> dict[str, str]:
        rows, found = parts.get(name, {}), {}
        if not isinstance(rows, Mapping):
            faults.append(f'[{name}] 下面一行写一条：原文 = "所指"')
            return {}
        for key, value in rows.items():
            one = read(str(key), str(value))
            if isinstance(one, str):
                faults.append(one)
            else:
                found[one[0]] = one[1]
        return found

    columns = table("columns", lambda key, value: (
        (key, value) if known.can_mean(value)
        else f"“{value}”不是认得的列名。“{key}”请对应指标的名称或代码、村、日期，或“{IGNORED}”"
    ))  # fmt: skip
    villages = table("villages", lambda key, value: (
        (key, code) if (code := known.village(value))
        else f"名册里没有“{value}”。“{key}”请对应村名或 12 位代码"
    ))  # fmt: skip
    values = table("values", lambda key, value: (
        (code, value) if (code := known.indicator(key)) and value in MEANINGS
        else f"“{key}”=“{value}”不对：左边写指标，右边写{'、'.join(MEANINGS)}之一"
    ))  # fmt: skip
    cells, rows = {}, parts.get("cells", [])
    for one in rows if isinstance(rows, list) else [rows]:
        if not isinstance(one, Mapping) or set(one) != {"row", "column", "text"}:
            faults.append(f"[[cells]] 要写 {_CELL}")
        elif not isinstance(one["row"], int) or isinstance(one["row"], bool):
            faults.append(f"[[cells]] 的 row“{one['row']}”不是行号")
        else:
            cells[one["row"], str(one["column"])] = str(one["text"])
    if faults:
        raise Refused("对应文件有误：" + "；".join(faults) + "。")
    return Answers(sheet, columns, villages, values, cells)


def _unknown_part(name: str) -> str:
    near = difflib.get_close_matches(name, PARTS, n=1)
    return f"没有“{name}”这一节，可写{'、'.join(PARTS)}" + (f"，是不是 {near[0]}" if near else "")
