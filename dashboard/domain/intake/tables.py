"""Tables other than indicator values: villages, targets, pairs, town facts, exemptions, awards."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from dashboard.domain.intake import village_list
from dashboard.domain.intake.cells import clean, is_blank, read_day, solid
from dashboard.domain.intake.days import far_message, is_far
from dashboard.domain.intake.known import Known, TableKind
from dashboard.domain.intake.places import resolve
from dashboard.domain.intake.problem import Problem, Problems
from dashboard.domain.intake.sheet import Sheet
from dashboard.domain.intake.targets import check_falling, check_target, read_stars
from dashboard.domain.names import is_plain
from dashboard.domain.points import MOST_JUDGES

Record = dict[str, Any]
Texts = dict[str, tuple[str, str]]
"""Field → (heading, cell) of one row."""

QUALIFIERS = {"": "=", "=": "=", "≥": "≥", ">=": "≥", "余": "≥", "≈": "≈", "约": "≈"}
LIMITS = {
    "quarter": (1, 4), "stars": (0, 9), "level": (0, 9), "year": (1950, 2149), "points": (0, 100),
    "households": (0, 1_000_000), "population": (0, 10_000_000),
    **{f"judge_{number}": (0, 100) for number in range(1, MOST_JUDGES + 1)},
}  # fmt: skip
CHOICES = {
    "category": ("村", "社区"), "type": ("帮带", "互比", "支部带支部"), "claim": ("是", "否"),
    "event": ("晋星", "保星", "降星", "摘星"),
}  # fmt: skip
BLANK = {"qualifier": "=", "document": ""}  # what an empty or absent cell stands for, else None
PLACES = (("village_code", "village"), ("mentor_code", "mentor"), ("mentee_code", "mentee"))
PERIODS = (("from_date", "to_date"), ("valid_from", "valid_to"))
# Names and posts are shown everywhere, so only plain ones.
SHOWN = frozenset({"village", "area_group", "liaison_post"})
_NUMBER = re.compile(
    r"第?(-?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,9})?)"
    r"(?:年度?|季度?|颗星?|星级?|级|户|口?人)?"
)


def read_records(
    sheet: Sheet, kind: TableKind, places: dict[str, int], known: Known, problems: Problems
) -> list[Record]:
    """One dictionary a row with every field of the kind; all that is wrong goes to ``problems``."""
    if not _has_columns(kind, places, sheet.header_row, problems):
        return []
    records = []
    seen: dict[tuple[Any, ...], int] = {}
    for number, cells in zip(sheet.row_numbers.tolist(), sheet.rows(), strict=True):
        texts = {name: (sheet.header[place], cells[place]) for name, place in places.items()}
        record = _record(number, texts, kind, known, problems)
        _check_together(number, record, texts, known, problems)
        key = tuple(record.get(name) for name in kind.key)
        if None not in key and key in seen:
            message = f"与第 {seen[key]} 行说的是同一件事。请只留一行。"
            problems.add(number, None, None, "duplicate", message)
        seen.setdefault(key, number)
        records.append(record)
    if kind.content == "villages":
        village_list.settle_names(records, sheet.header[places.get("village", 0)], known, problems)
    if kind.content == "targets":
        check_falling(records, sheet.header[places["stars"]], known, problems)
    return records


def _has_columns(kind: TableKind, places: dict[str, int], row: int, problems: Problems) -> bool:
    """Whether every column that must be there is; a problem for each that is not."""
    missing = [
        name for name in kind.fields if name not in places and name not in kind.optional
    ]  # fmt: skip
    for name in missing:
        heading = kind.fields[name][1]
        message = f"缺少“{heading}”这一列。请补上。"
        problems.add(row, heading, None, "missing_column", message)
    placed = True
    for code_field, name_field in PLACES:
        if name_field in kind.fields and not {code_field, name_field} & set(places):
            name, code = kind.fields[name_field][1], kind.fields[code_field][1]
            message = f"找不到“{name}”或“{code}”这一列。请补上。"
            problems.add(row, None, None, "missing_column", message)
            placed = False
    return placed


def _record(number: int, texts: Texts, kind: TableKind, known: Known, problems: Problems) -> Record:
    record: Record = {"row_number": number}
    for code_field, name_field in PLACES:
        if name_field in kind.fields:
            find = village_list.place if kind.content == "villages" else resolve
            found = find(
                known, number, texts.get(code_field), texts.get(name_field),
                wordy=not problems.full,
            )  # fmt: skip
            if isinstance(found, Problem):
                problems.append(found)
            record[code_field] = None if isinstance(found, Problem) else found
    for name, (sort, *_) in kind.fields.items():
        if sort not in ("village", "village_code"):
            record[name] = _value(number, name, sort, texts, kind, known, problems)
    if kind.content == "villages":
        heading, cell = texts.get("village", ("", ""))
        _check_shown(number, heading, cell, problems)
        record["village"] = None if is_blank(cell) else cell
    return record


def _value(
    number: int, name: str, sort: str, texts: Texts, kind: TableKind, known: Known,
    problems: Problems,
) -> Any:  # fmt: skip
    """The typed value of one field; what an empty one stands for when it is absent or wrong."""
    if name not in texts:
        return BLANK.get(name)
    heading, cell = texts[name]
    if is_blank(cell):
        if name not in kind.optional:
            message = f"“{heading}”不能空。请补上。"
            problems.add(number, heading, cell, "missing_cell", message)
        return BLANK.get(name)
    if name in SHOWN:
        _check_shown(number, heading, cell, problems)
    value = _cell(name, sort, cell, known)
    if isinstance(value, tuple):
        problems.add(number, heading, cell, *value)
        return BLANK.get(name)
    return value


def _check_shown(number: int, heading: str, cell: str, problems: Problems) -> None:
    if not is_plain(cell):
        message = f"“{heading}”里不能有 < > [ ] ` 和控制字符。请删去这些字符，只留文字。"
        problems.add(number, heading, cell, "bad_character", message)


def _check_together(
    number: int, record: Record, texts: Texts, known: Known, problems: Problems
) -> None:
    """What single cells cannot show: an end before its start, a village paired with itself, a star
    that is not the indicator's (an absent one is taken from the indicator)."""
    for start, end in PERIODS:
        first, last = record.get(start), record.get(end)
        if first and last and last < first:
            heading, cell = texts[end]
            message = f"“{heading}”{last} 早于“{texts[start][0]}”{first}。请核对后改正。"
            problems.add(number, heading, cell, "contradiction", message)
    if "named" in record:
        check_target(number, record, texts, known, problems)
    if "event" in record and (record["level"] or 0) > (most := len(known.campaign.stars)):
        heading, cell = texts["level"]
        message = f"级别 {record['level']} 星，一共只有 {most} 颗星。请改级别。"
        problems.add(number, heading, cell, "contradiction", message)
    if "mentor_code" not in record:
        return
    if record["mentor_code"] and record["mentor_code"] == record["mentee_code"]:
        heading, cell = texts.get("mentee") or texts["mentee_code"]
        message = "帮方和受方是同一个村。请改成两个不同的村。"
        problems.add(number, heading, cell, "contradiction", message)
    if record["indicator_code"]:
        _check_star(number, record, texts, known, problems)


def _check_star(
    number: int, record: Record, texts: Texts, known: Known, problems: Problems
) -> None:
    indicator = known.campaign.indicator(record["indicator_code"])
    if not indicator.star:
        heading, cell = texts["indicator_code"]
        message = f"“{indicator.name}”不属于任何一颗星，不能作结对目标。请改选指标。"
        problems.add(number, heading, cell, "contradiction", message)
        return
    own = known.campaign.star(indicator.star)
    given = record["star_code"]
    if given is not None and given != own.code:
        heading, cell = texts["star_code"]
        message = f"“{indicator.name}”属于{own.name}，这里却写“{cell}”。请改成{own.name}。"
        problems.add(number, heading, cell, "contradiction", message)
    record["star_code"] = own.code


def _cell(name: str, sort: str, cell: str, known: Known) -> Any:
    """The typed value, or (kind, message) of the problem."""
    text = clean(cell)
    if name in CHOICES and text not in CHOICES[name]:
        return "out_of_range", f"“{cell}”不在可选之列。请填{'、'.join(CHOICES[name])}。"
    if name == "qualifier":
        return QUALIFIERS.get(text) or ("out_of_range", f"限定词“{cell}”认不出。请填 =、≥ 或 ≈。")
    if sort == "day":
        return _day(name, cell, known.today)
    if sort == "indicator":
        return known.indicator(cell) or (
            "unknown_indicator", f"没有“{cell}”这个指标。请改成指标目录里的名称或代码。",
        )  # fmt: skip
    if sort == "star":
        return known.star(cell) or ("unknown_star", f"没有“{cell}”这颗星。请改成五颗星之一。")
    if sort == "stars":
        return read_stars(cell, known)
    if sort in ("integer", "number"):
        return _number(name, sort, cell)
    return text if name in CHOICES else cell.strip()


def _day(name: str, cell: str, today: date) -> Any:
    day = read_day(cell)
    if day is None:
        return "not_a_date", f"“{cell}”不是日期。请写成 2022-11-14 这样的形式。"
    ends = name in ("to_date", "valid_to")  # an end may be planned years ahead
    return ("future_date", far_message(day)) if not ends and is_far(day, today) else day


def _number(name: str, sort: str, cell: str) -> Any:
    found = _NUMBER.fullmatch(solid(cell) or "")
    text = found[1].replace(",", "") if found else ""
    if not text or (sort == "integer" and "." in text):
        return (
            "not_a_number",
            f"“{cell}”不是{'整数' if sort == 'integer' else '数字'}。请只填数字。",
        )
    value = int(text) if sort == "integer" else float(text) + 0.0
    low, high = LIMITS.get(name, (None, None))
    if low is not None and high is not None and not low <= value <= high:
        return "out_of_range", f"“{cell}”超出范围 {low}～{high}。请核对。"
    return value
