"""The catalogue of the interface's words: every text a user reads, by key.

``say("overview.title", week=26)`` finds ``title`` in ``zh/overview.toml`` and fills its named
fields. A table inside a file adds a part to the key: ``say("formats.state.won")``.

A key is written as a literal, so that a test can find unused and missing ones. Where it depends on
data, only its last part may, ``say(f"formats.state.{state}")``, and the whole table counts as used.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "zh"


def _flat(prefix: str, table: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        key = f"{prefix}.{name}"
        if isinstance(value, dict):
            yield from _flat(key, value)
        elif isinstance(value, str):
            yield key, value
        else:
            raise TypeError(f"{key} is {type(value).__name__}, a word must be text")


@cache
def catalogue() -> Mapping[str, str]:
    """Every key with its text, read once from ``zh/*.toml``; TypeError for a value not text."""
    words: dict[str, str] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        words.update(_flat(path.stem, tomllib.loads(path.read_text("utf-8"))))
    return words


def say(key: str, /, **values: object) -> str:
    """The text of ``key``, its fields filled; KeyError for an unknown key or a missing field."""
    words = catalogue()
    if key not in words:
        near = difflib.get_close_matches(key, words, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise KeyError(f"no words for {key!r}{hint}")
    try:
        return words[key].format(**values)
    except KeyError as missing:
        raise KeyError(f"{key!r} needs the field {missing}: {words[key]!r}") from None
