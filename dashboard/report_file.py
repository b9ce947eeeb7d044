"""The option --report of import: where the file with a column 问题 is written, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any

from dashboard import usage
from dashboard.domain.errors import Refused
from dashboard.domain.intake import Notice, Problem
from dashboard.domain.intake.problem import Finding
from dashboard.reports.marked_file import marked


class Report:
    """Where marked files go: one file, or a folder for any number of them."""

    def __init__(self, target: str, files: Sequence[str]) -> None:
        """Refused when the target can take no file, or only one for several."""
        self._path = Path(target)
        self._is_folder = self._path.is_dir()
        self._written: set[Path] = set()
        shown = usage.shown_name(target)
        if not target.strip():
            raise Refused("--report 后面是空的。请写文件名，如 ./问题.csv，或一个文件夹。")
        if len(files) > 1 and not self._is_folder:
            raise Refused(f"要导入几个文件，--report 请写一个已有的文件夹；{shown} 不是文件夹。")
        if not self._is_folder and not self._path.absolute().parent.is_dir():
            raise Refused(f"写不了 {shown}（文件夹不存在）。请先建好文件夹，或写 ./问题.csv。")
        if any(_same(self._path, Path(one)) for one in files):
            raise Refused(f"{shown} 就是要导入的文件，不能盖掉它。请给 --report 另起一个名字。")

    def write(self, data: bytes, name: str, told: Mapping[str, Any]) -> dict[str, Any]:
        """Write the marked file when there is something to mark: its path as ``report`` and a sentence
        as ``report_message``; the path is None when nothing was written. Refused when it cannot be."""
        if name.lower().endswith(".toml"):
            return {
                "report": None,
                "report_message": "规则文件不另存标出问题的表，请照提示改原文件。",
            }
        if not told["problems"] and not told["warnings"]:
            return {"report": None, "report_message": "没有问题，没有写标出问题的表。"}
        try:
            own_name, written = marked(data, PurePath(name).name, _findings(told))
        except Refused as refused:
            return {"report": None, "report_message": f"没有写标出问题的表：{refused}"}
        path = self._place(own_name)
        shown = usage.shown_name(str(path))
        try:
            path.write_bytes(written)
        except OSError as error:
            why = usage.reason(error)
            raise Refused(f"写不了 {shown}（{why}）。请给 --report 换一个能写的位置。") from error
        return {"report": shown, "report_message": f"标出问题的表写在 {shown}。"}

    def _place(self, own_name: str) -> Path:
        """The path asked for, with the ending of what it holds; in a folder one name is used once."""
        own = PurePath(own_name)
        if not self._is_folder:
            is_book = own.suffix == ".xlsx"
            given = self._path.suffix.lower()
            wrong = given != ".xlsx" if is_book else given in (".xlsx", ".xls", ".ods", ".xlsm")
            return self._path.with_suffix(own.suffix) if wrong else self._path
        path, number = self._path / own, 1
        while path in self._written:
            number += 1
            path = self._path / f"{own.stem}_{number}{own.suffix}"
        self._written.add(path)
        return path


def _same(path: Path, other: Path) -> bool:
    return path.exists() and other.exists() and path.samefile(other)


def _findings(told: Mapping[str, Any]) -> list[Finding]:
    """The findings of an answer, from here or from the server."""
    parts = ("row", "column", "cell", "kind", "message")
    problems = [*told["problems"], *told["warnings"]]
    return [
        *(Problem(*(one[name] for name in parts)) for one in problems),
        *(Notice(*(one[name] for name in parts)) for one in told["notices"]),
    ]
