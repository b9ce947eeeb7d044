"""Rule documents as TOML: read with every fault told at once, written in the house's style."""

from __future__ import annotations

import difflib
import json
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from dashboard.domain.errors import Refused
from dashboard.domain.rules import RequirementRule, RuleDocument, StarRule, SwitchRule, Tier

LONGEST = 1 << 20
"""Characters a document may have; thousands of requirements need less."""
MOST_FAULTS = 50
HEAD = ("valid_from", "set_by", "source_note", "reason")
BLOCKS: Mapping[str, type[BaseModel]] = {
    "requirement": RequirementRule, "star": StarRule, "switch": SwitchRule,
}  # fmt: skip
_DOCUMENT: type[BaseModel] = RuleDocument
MISTYPED = {
    "float_type": "要写数字", "int_type": "要写整数", "bool_type": "要写 true 或 false",
    "string_type": "要写文字，加引号", "date_type": "要写日期，如 2023-01-01，不加引号",
    "finite_number": "要写有限的数字", "string_unicode": "里有不能存的字符",
    "tuple_type": "要写成一列 [[…]]", "model_type": "要写成一块",
}  # fmt: skip


def read_document(text: str) -> RuleDocument:
    """The document of a TOML text; Refused with everything that is wrong with it."""
    if len(text) > LONGEST:
        raise Refused(f"规则文件有 {len(text)} 个字符，最多 {LONGEST} 个。请只写要改的规则。")
    try:
        parts = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"规则文件不是 TOML（{error}）。请照导出的规则文件改好。") from None
    except (ValueError, RecursionError):  # a number or a nesting beyond what Python itself reads
        raise Refused("规则文件里的数字太长，或括号套得太深。请照导出的规则文件改好。") from None
    try:
        return RuleDocument.model_validate(parts)
    except ValidationError as error:
        faults = list(dict.fromkeys(_fault(one, parts) for one in error.errors()))
        rest = len(faults) - MOST_FAULTS
        told = faults[:MOST_FAULTS] + ([f"另有 {rest} 处"] if rest > 0 else [])
        raise Refused("规则文件有误：" + "；".join(told) + "。") from None


def _fault(error: Any, parts: Mapping[str, Any]) -> str:
    """One fault of pydantic's in Chinese, with its block and the cure."""
    place = list(error["loc"])
    where, model = "", _DOCUMENT
    if len(place) > 1 and place[0] in BLOCKS:
        where, model = f"{_block(parts, place[0], place[1])}：", BLOCKS[place[0]]
        place = place[2:]
    if len(place) > 1 and place[0] == "tiers":
        where, model, place = f"{where}第 {int(place[1]) + 1} 档 ", Tier, place[2:]
    field = ".".join(str(one) for one in place)
    kind = error["type"]
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(field, list(model.model_fields), n=1, cutoff=0.5)
        return f"{where}{field} 不认得" + (f"，是不是 {near[0]}" if near else "")
    if kind == "missing":
        return f"{where}{field} 没有写"
    if kind == "literal_error":
        choices = get_args(model.model_fields[field].annotation)
        return f"{where}{field} 只能写 {'、'.join(json.dumps(one, ensure_ascii=False) for one in choices)}"
    if kind == "value_error":
        return str(error["ctx"]["error"])
    return f"{where}{field} {MISTYPED.get(kind, '写得不对')}"


def _block(parts: Mapping[str, Any], table: str, place: Any) -> str:
    """A block by its codes, else by its number."""
    rows = parts.get(table)
    block = rows[place] if isinstance(rows, list) and isinstance(place, int) else {}
    named = [
        str(block[name])[:40] for name in ("star", "indicator", "name", "category")
        if isinstance(block, Mapping) and block.get(name)
    ]  # fmt: skip
    number = place + 1 if isinstance(place, int) else place
    return f"[[{table}]] {' '.join(named) or f'第 {number} 块'}"


def write_document(document: RuleDocument, *, comments: Iterable[str] = ()) -> str:
    """The document as TOML; ``comments`` stand above it."""
    lines = [f"# {one}" for one in comments]
    lines += [_line(name, getattr(document, name)) for name in HEAD if getattr(document, name)]
    for table in BLOCKS:
        for block in getattr(document, table):
            lines += ["", f"[[{table}]]", *_fields(block)]
    return "\n".join(lines).strip("\n") + "\n"


def _fields(block: BaseModel) -> list[str]:
    if getattr(block, "dropped", False):
        told = ["star", "indicator", "category", "dropped", "source_note"]
    else:
        told = list(type(block).model_fields)
    kept = ((name, getattr(block, name)) for name in told)
    bare = ("tiers", "source_note", "dropped", "off")
    return [
        _line(name, value) for name, value in kept
        if value is not None and not (name in bare and not value)
    ]  # fmt: skip


def _line(name: str, value: Any) -> str:
    return f"{name} = {_value(value)}"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    if isinstance(value, Tier):
        return f"{{ threshold = {_value(value.threshold)}, points = {_value(value.points)} }}"
    # JSON escapes what TOML escapes, but for the one control character beyond ASCII's block.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
