"""The catalogue of words and the code agree: no key missing, none unused, no text outside it."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.words import catalogue, say

CODE = Path(__file__).resolve().parents[1] / "dashboard"
CHINESE = re.compile("[\u3400-\u9fff]")
SILENT = ("screens", "components", "reports")


def trees() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the dashboard with its path."""
    for path in sorted(CODE.rglob("*.py")):
        yield path.relative_to(CODE.parent).as_posix(), ast.parse(path.read_text("utf-8"))


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call of say()."""
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args:
                called = node.func
                if "say" in (getattr(called, "attr", ""), getattr(called, "id", "")):
                    yield f"{name}:{node.lineno}", node


def literals(key: ast.expr) -> Iterator[str]:
    """The keys an argument can be, as far as they are written out."""
    if isinstance(key, ast.Constant) and isinstance(key.value, str):
        yield key.value
    elif isinstance(key, ast.IfExp):
        yield from literals(key.body)
        yield from literals(key.orelse)


def prefixes(key: ast.expr) -> Iterator[str]:
    """The table an f-string key chooses from: f"formats.state.{state}" gives formats.state. ."""
    if isinstance(key, ast.IfExp):
        yield from prefixes(key.body)
        yield from prefixes(key.orelse)
    elif isinstance(key, ast.JoinedStr):
        start = key.values[0]
        yield str(start.value) if isinstance(start, ast.Constant) else ""


def test_every_literal_key_exists() -> None:
    missing = [
        f"{place}: {key}"
        for place, call in calls()
        for key in literals(call.args[0])
        if key not in catalogue()
    ]
    assert missing == []


def test_every_dynamic_key_names_a_table() -> None:
    wrong = [
        f"{place}: {prefix!r}"
        for place, call in calls()
        for prefix in prefixes(call.args[0])
        if prefix.count(".") < 1 or not any(key.startswith(prefix) for key in catalogue())
    ]
    assert wrong == []


def test_every_call_gives_the_fields_of_its_text() -> None:
    wrong = []
    for place, call in calls():
        given = {word.arg for word in call.keywords}
        if None in given:
            continue
        for key in literals(call.args[0]):
            text = catalogue().get(key, "")
            wanted = {field for _, field, _, _ in string.Formatter().parse(text) if field}
            if wanted != given:
                gets = sorted(map(str, given))
                wrong.append(f"{place}: {key} wants {sorted(wanted)}, gets {gets}")
    assert wrong == []


def test_every_word_is_used() -> None:
    written = {
        node.value
        for _, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    tables = tuple({prefix for _, call in calls() for prefix in prefixes(call.args[0])})
    unused = [key for key in catalogue() if key not in written and not key.startswith(tables)]
    assert unused == []


def docstrings(tree: ast.Module) -> set[ast.Constant]:
    """The docstrings of a module: they may name a page or a column as it reads."""
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    firsts = [node.body[0] for node in ast.walk(tree) if isinstance(node, owners) and node.body]
    values = [first.value for first in firsts if isinstance(first, ast.Expr)]
    return {value for value in values if isinstance(value, ast.Constant)}


def test_no_chinese_text_in_code_that_draws() -> None:
    found = [
        f"{name}:{node.lineno}"
        for name, tree in trees()
        if name.split("/")[1] in SILENT
        for node in set(ast.walk(tree)) - docstrings(tree)
        if isinstance(node, ast.Constant) and CHINESE.search(str(node.value))
    ]
    assert found == []


def test_words_are_filled() -> None:
    assert say("formats.age", days=8) == "沿用 8 天"
    assert say("formats.state.won") == "已得"


def test_an_unknown_key_is_answered_with_a_near_one() -> None:
    with pytest.raises(KeyError, match=r"did you mean 'formats\.state\.won'"):
        say("formats.state.wom")


def test_a_missing_field_is_named() -> None:
    with pytest.raises(KeyError, match="needs the field 'days'"):
        say("formats.age")
