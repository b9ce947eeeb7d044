"""How the commands speak: Chinese usage errors, and output that no encoding and no full disk breaks."""

from __future__ import annotations

import argparse
import errno
import json
import os
import re
import sys
from typing import Any, NoReturn

from dashboard.domain.errors import Refused

# What argparse says → the same in Chinese. First match wins; what is unknown stays as it is.
SAID = (
    (r"the following arguments are required: (.*)", r"还缺 \1"),
    (r"argument (\S+): invalid choice: (.*) \(choose from (.*)\)", r"\1 没有 \2，可选 \3"),
    (r"argument (\S+): expected at least one argument", r"\1 后面至少要写一项"),
    (r"argument (\S+): expected one argument", r"\1 后面要写一项"),
    (r"argument (\S+): not allowed with argument (\S+)", r"\1 不能与 \2 同用"),
    (r"argument (\S+): ignored explicit argument (.*)", r"\1 后面不能写 \2"),
    (r"argument (\S+): invalid \S+ value: (.*)", r"\1 的值 \2 不对"),
    (r"argument (\S+): (.*)", r"\1：\2"),
    (r"one of the arguments (.*) is required", r"下列参数要写一个：\1"),
    (r"unrecognized arguments: (.*)", r"不认识 \1"),
    (r"ambiguous option: (\S+) could match (.*)", r"\1 不够明确，可能是 \2"),
)
REASONS = {
    errno.ENOSPC: "磁盘已满", errno.EACCES: "没有权限", errno.EPERM: "没有权限",
    errno.EISDIR: "它是文件夹", errno.ENOENT: "文件夹不存在", errno.ENOTDIR: "上级不是文件夹",
    errno.EROFS: "磁盘只读", errno.EEXIST: "已有同名文件", errno.ENAMETOOLONG: "名称太长",
}  # fmt: skip


class Parser(argparse.ArgumentParser):
    """An argparse parser whose errors are sentences in Chinese, raised as Refused."""

    def error(self, message: str) -> NoReturn:
        """Raise Refused with what is wrong and how the command is written."""
        text = message
        for pattern, chinese in SAID:
            text, found = re.subn(f"^{pattern}$", chinese, message, flags=re.DOTALL)
            if found:
                break
        usage = " ".join(self.format_usage().split()).removeprefix("usage: ")
        raise Refused(f"写法不对：{text}。用法：{usage}")


def speak_safely() -> None:
    """What the terminal's encoding cannot show is written as an escape instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")


def as_json(value: Any) -> str:
    """JSON in one line; pure ASCII where the terminal is not UTF-8, so that it stays valid."""
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("_", "-")
    return json.dumps(value, ensure_ascii=encoding not in ("utf-8", "utf8"), default=str)


def say(arguments: argparse.Namespace, code: int, text: str, value: Any = None) -> int:
    """Print a sentence, or its JSON form; errors go to standard error."""
    if arguments.json:
        shown = {"status": "error", "message": text} if value is None else value
        print(as_json(shown), flush=True)
    if code and value is None:
        print(text, file=sys.stderr)
    elif not arguments.json:
        print(text)
    return code


def shown_name(name: str) -> str:
    """A file's name as text that can be stored and printed, whatever bytes it is made of."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def reason(error: OSError) -> str:
    """Why a file cannot be read or written, in Chinese where known."""
    return REASONS.get(error.errno or 0, error.strerror or str(error))


def drop_output() -> None:
    """Standard output is gone or full: the interpreter shall not fail on it again when it ends."""
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
