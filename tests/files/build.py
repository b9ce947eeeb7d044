"""Writes the corpus of uploads: the files beside this script, and expected.toml, what becomes of each.

python -m tests.files.build

Every case says what the verdict must be by what is asked of the reader, not by what it does today.
Needs two packages that the program and its tests do
without: pip install xlwt==1.3.0 odfpy==1.4.1
"""

from __future__ import annotations

import json
import shutil
from importlib import import_module
from pathlib import Path

from tests.files import book_cases, cell_cases, hostile_cases, table_cases, text_cases
from tests.files.cases import Case

FOLDER = Path(__file__).parent
EXPECTED = FOLDER / "expected.toml"


def cases() -> list[Case]:
    """All cases, by name."""
    modules = (book_cases, cell_cases, hostile_cases, table_cases, text_cases)
    return sorted((one for each in modules for one in each.CASES), key=lambda one: one.name)


def block(one: Case) -> str:
    """The case as a table of expected.toml."""
    lines = [f"[{json.dumps(one.name)}]", f'status = "{one.status}"', f"values = {one.values}"]
    if one.first is not None:
        row, column, kind = one.first
        lines += [f"row = {row}"] if row is not None else []
        lines += (
            [f"column = {json.dumps(column, ensure_ascii=False)}"] if column is not None else []
        )
        lines.append(f'kind = "{kind}"')
    lines += [f"notices = {json.dumps(list(one.notices))}"] if one.notices else []
    lines += [f'as_of = "{one.as_of}"'] if one.as_of else []
    return "\n".join(lines) + "\n"


def expected(listed: list[Case]) -> str:
    """The text of expected.toml."""
    head = (
        "# Written by build.py. The first problem, or the first warning of a warned file, has its row\n"
        "# (none: the whole file), column and kind (a|b: either); values are those that would be stored.\n"
    )
    return head + "\n" + "\n".join(map(block, listed))


def main() -> None:
    """Write everything anew; ImportError where one of the two packages is missing."""
    for name in ("xlwt", "odf"):
        import_module(name)
    listed = cases()
    for folder in {one.name.split("/")[0] for one in listed}:
        shutil.rmtree(FOLDER / folder, ignore_errors=True)
        (FOLDER / folder).mkdir()
    for one in listed:
        (FOLDER / one.name).write_bytes(one.data)
    EXPECTED.write_text(expected(listed), "utf-8")
    print(f"{len(listed)} files")


if __name__ == "__main__":
    main()
