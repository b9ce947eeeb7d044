"""Tables other than indicator values: villages, targets, pairs, town facts, exemptions, awards."""

from __future__ import annotations

from typing import Any

from dashboard.domain.intake.cells import clean, is_blank, read_day
from dashboard.domain.intake.known import Known, TableKind
from dashboard.domain.intake.places import resolve
from dashboard.domain.intake.problem import Problem
from dashboard.domain.intake.sheet import Sheet

QUALIFIERS = {"": "=", "=": "=", "≥": "≥", ">=": "≥", "余": "≥", "≈": "≈", "约": "≈"}
LIMITS = {
    "quarter": (1, 4), "stars": (0, 9), "level": (0, 9), "year": (1950, 2149),
    "households": (0, 1_000_000), "population": (0, 10_000_000),
}  # fmt: skip
CHOICES = {"category": ("村", "社区"), "type": ("帮带", "互比", "支部带支部")}


def read_records(
    sheet: Sheet, kind: TableKind, places: dict[str, int], known: Known
) -> tuple[list[dict[str, Any]], tuple[Problem, ...]]:
    """One dictionary a row with the kind's fields, and every problem found."""
    problems: list[Problem] = []
    headings = {name: sheet.header[place] for name, place in places.items()}
    for name, (_, first, *_others) in kind.fields.items():
        if name not in places and name not in kind.optional:
            message = f"缺少“{first}”这一列。请补上。"
            problems.append(Problem(1, first, None, "missing_column", message))
    records = []
    seen: dict[tuple[Any, ...], int] = {}
    for number, cells in zip(sheet.row_numbers, sheet.rows, strict=True):
        texts = {name: cells[place] for name, place in places.items()}
        record = _record(number, texts, headings, kind, known, problems)
        record["row_number"] = number
        key = tuple(record.get(name) for name in kind.key)
        if None not in key and key in seen:
            message = f"与第 {seen[key]} 行说的是同一件事。请只留一行。"
            problems.append(Problem(number, None, None, "duplicate", message))
        seen.setdefault(key, number)
        records.append(record)
    return records, tuple(problems)


def _record(
    number: int, texts: dict[str, str], headings: dict[str, str], kind: TableKind, known: Known,
    problems: list[Problem],
) -> dict[str, Any]:  # fmt: skip
    record: dict[str, Any] = {}
    for code_field, name_field in (
        ("village_code", "village"), ("mentor_code", "mentor"), ("mentee_code", "mentee"),
    ):  # fmt: skip
        pair = [
            (headings[one], texts[one]) if one in texts else None
            for one in (code_field, name_field)
        ]
        if name_field in kind.fields and any(pair):
            found = _place(number, pair[0], pair[1], kind, known)
            if isinstance(found, Problem):
                problems.append(found)
            else:
                record[code_field] = found
        elif name_field in kind.fields:
            message = "找不到“村”或“村代码”这一列。请补上。"
            problems.append(Problem(number, None, None, "missing_column", message))
    for name, (sort, *_) in kind.fields.items():
        if sort in ("village", "village_code") or name not in texts:
            continue
        cell = texts[name]
        if is_blank(cell):
            record[name] = "=" if name == "qualifier" else None
            if name not in kind.optional:
                message = f"“{headings[name]}”不能空。请补上。"
                problems.append(Problem(number, headings[name], cell, "missing_cell", message))
            continue
        value = _cell(name, sort, cell, known)
        if isinstance(value, tuple):
            problems.append(Problem(number, headings[name], cell, *value))
        else:
            record[name] = value
    if kind.content == "villages":
        record["village"] = clean(texts["village"])
    return record


def _place(
    number: int, code: tuple[str, str] | None, name: tuple[str, str] | None, kind: TableKind,
    known: Known,
) -> str | Problem:  # fmt: skip
    if kind.content == "villages" and code is not None:
        # The list itself may bring a unit the register does not know yet, if it is this township's.
        text = clean(code[1])
        if len(text) == 12 and text.isdigit() and text.startswith(known.township):
            return text
    return resolve(known, number, code, name)


def _cell(name: str, sort: str, cell: str, known: Known) -> Any:
    """The typed value, or (kind, message) of the problem."""
    text = clean(cell)
    if name in CHOICES and text not in CHOICES[name]:
        return "out_of_range", f"“{cell}”不在可选之列。请填{'、'.join(CHOICES[name])}。"
    if name == "qualifier":
        return QUALIFIERS.get(text) or ("out_of_range", f"限定词“{cell}”认不出。请填 =、≥ 或 ≈。")
    if sort == "day":
        return read_day(cell) or (
            "not_a_date", f"“{cell}”不是日期。请写成 2022-11-14 这样的形式。",
        )  # fmt: skip
    if sort == "indicator":
        return known.indicator(cell) or (
            "unknown_indicator", f"没有“{cell}”这个指标。请改成指标目录里的名称或代码。",
        )  # fmt: skip
    if sort == "star":
        return known.star(cell) or ("unknown_star", f"没有“{cell}”这颗星。请改成五颗星之一。")
    if sort in ("integer", "number"):
        return _number(name, sort, cell)
    return cell.strip()


def _number(name: str, sort: str, cell: str) -> Any:
    text = clean(cell).replace(",", "").rstrip("年季度第星户人")
    plain = text.removeprefix("-").replace(".", "", 1 if sort == "number" else 0)
    if not plain.isascii() or not plain.isdigit() or len(plain) > 15:
        return (
            "not_a_number",
            f"“{cell}”不是{'整数' if sort == 'integer' else '数字'}。请只填数字。",
        )
    value = int(text) if sort == "integer" else float(text)
    low, high = LIMITS.get(name, (None, None))
    if low is not None and high is not None and not low <= value <= high:
        return "out_of_range", f"“{cell}”超出范围 {low}～{high}。请核对。"
    return value
