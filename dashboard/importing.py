"""The command import: each file is taken by itself, here or by the running server."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from dashboard import settings, usage
from dashboard.domain.actor import COMMAND_LINE, Actor
from dashboard.domain.errors import Refused, StoreBusy
from dashboard.remote import Remote


def run(arguments: argparse.Namespace) -> int:
    """Import every file; the highest exit code. Refused for a map or report file that cannot be."""
    from dashboard.store import instance

    arguments.map_text = _map_text(arguments.map)
    if arguments.report is not None:
        from dashboard.report_file import Report  # costs a moment that other imports are spared

        arguments.report = Report(arguments.report, arguments.files)
    try:
        store = instance.open_home(settings.home())
    except StoreBusy as busy:
        remote = Remote(settings.home(), busy)
        return max(_one(arguments, name, remote) for name in arguments.files)
    try:
        worst = max(_one(arguments, name) for name in arguments.files)
        store.checkpoint()
    finally:
        store.close()
    return worst


def _one(arguments: argparse.Namespace, name: str, remote: Remote | None = None) -> int:
    """One file, one answer; whatever is wrong with it stops none of the others."""
    shown = usage.shown_name(name)
    actor = usage.shown_name(arguments.actor)
    try:
        data, file_name = Path(name).read_bytes(), Path(shown).name
        if remote is None:
            told = _receive(arguments, data, file_name, actor)
        else:
            told = remote.upload(
                data, name=file_name, actor=actor, as_of=str(arguments.as_of or ""),
                dry_run="1" if arguments.dry_run else "", strict="1" if arguments.strict else "",
                map_text=arguments.map_text, sheet=arguments.sheet,
            )  # fmt: skip
    except OSError as error:
        why = "没有这个文件" if isinstance(error, FileNotFoundError) else "读不了这个文件"
        return usage.say(arguments, 2, f"{shown}：{why}。")
    except Refused as error:
        return usage.say(arguments, 2, f"{shown}：{error}")
    code, wrong = 0, ""
    try:
        told |= arguments.report.write(data, file_name, told) if arguments.report else {}
    except Refused as error:
        code, wrong = 2, str(error)
        told |= {"report": None, "report_message": wrong}
    return max(code, _tell(arguments, shown, told, wrong))


def _map_text(name: str | None) -> str:
    if name is None:
        return ""
    try:
        return Path(name).read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(f"{usage.shown_name(name)} 不是 UTF-8 文本。请另存为 UTF-8。") from None
    except FileNotFoundError:
        raise Refused(
            f"{usage.shown_name(name)}：没有这个文件。请核对 --map 后面的名字。"
        ) from None
    except OSError as error:
        raise Refused(f"读不了 {usage.shown_name(name)}（{usage.reason(error)}）。") from error


def _receive(
    arguments: argparse.Namespace, data: bytes, file_name: str, actor: str
) -> dict[str, Any]:
    from dashboard.store import commands

    return commands.receive(
        Actor(actor, COMMAND_LINE.role), data, file_name, as_of=arguments.as_of,
        dry_run=arguments.dry_run, strict=arguments.strict, map_text=arguments.map_text,
        sheet=arguments.sheet,
    )  # fmt: skip


def _tell(arguments: argparse.Namespace, name: str, told: dict[str, Any], wrong: str) -> int:
    """Print the answer; ``wrong``: why the marked file could not be written."""
    words = {"accepted": "已接收", "warned": "已接收，有提醒", "rejected": "未接收"}
    if arguments.json:
        print(usage.as_json(told), flush=True)
    else:
        done = "（只检查）" if arguments.dry_run else ""
        note = f"（{told['message'].removesuffix('。')}）" if "message" in told else ""
        print(f"{name}：{words[told['status']]}{done}{note}，{told['values']} 个数值")
        for one in (*told["problems"], *told["warnings"], *told["notices"]):
            place = f"第 {one['row']} 行 " if one["row"] else ""
            print(f"  {place}{one['column'] or ''}　{one['message']}")
        if told.get("report_message") and not wrong:
            print(f"  {told['report_message']}")
    if wrong:
        print(wrong, file=sys.stderr)
    return 1 if told["status"] == "rejected" else 0
