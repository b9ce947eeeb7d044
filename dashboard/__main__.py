"""The commands: serve, init, import, export, doctor. Exit 0 done, 1 problems in the input,
2 wrong usage, 3 the store is busy or damaged; never a traceback for bad input."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from dashboard import settings
from dashboard.domain.actor import COMMAND_LINE, Actor
from dashboard.domain.errors import Refused, StoreBusy, StoreDamaged

TABLES = ("stars", "ranking", "shortfalls", "values", "requirements", "exemptions")


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    arguments = _parser().parse_args(argv)
    os.environ["XINGTU_HOME"] = str(Path(arguments.home or settings.home()).resolve())
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        return run(arguments)
    except Refused as error:
        return _say(arguments, 2, str(error))
    except (StoreBusy, StoreDamaged) as error:
        return _say(arguments, 3, str(error))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dashboard", description="星图")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: Callable[[argparse.Namespace], int], text: str) -> Any:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=run)
        command.add_argument("--home", metavar="DIR", help="实例文件夹（默认 data/var）")
        command.add_argument("--json", action="store_true", help="输出 JSON")
        return command

    serve = add("serve", _serve, "启动网页服务")
    serve.add_argument("--host", help="监听地址（默认 127.0.0.1）")
    serve.add_argument("--port", type=int, help="监听端口（默认 8501）")
    serve.add_argument("--demo-if-empty", action="store_true", help="没有数据时先载入示例")

    init = add("init", _init, "建立实例：--demo 示例，--township 本镇，--search 查代码")
    what = init.add_mutually_exclusive_group(required=True)
    what.add_argument("--demo", action="store_true", help="载入岳村镇示例数据")
    what.add_argument("--township", metavar="CODE", help="九位乡镇代码")
    what.add_argument("--search", metavar="TEXT", help="按名称查乡镇代码")
    init.add_argument("--replace-demo", action="store_true", help="把示例数据移到一旁")

    load = add("import", _import, "导入 CSV")
    load.add_argument("files", nargs="+", metavar="FILE")
    load.add_argument("--as-of", type=_day, metavar="DATE", help="数据日期 YYYY-MM-DD")
    load.add_argument("--dry-run", action="store_true", help="只检查，不存入")
    load.add_argument("--strict", action="store_true", help="有提醒也不存入")
    load.add_argument("--actor", default=COMMAND_LINE.name, help="以什么岗位的名义")

    export = add("export", _export, "导出 CSV 或 JSON")
    export.add_argument("table", choices=TABLES)
    export.add_argument("--as-of", type=_day, metavar="DATE", help="截至日期（默认最新）")
    export.add_argument("--output", metavar="FILE", help="写入文件（默认标准输出）")

    add("doctor", _doctor, "体检：结构、数据、审计链是否完好")
    return parser


def _serve(arguments: argparse.Namespace) -> int:
    from dashboard.serve import serve

    host = arguments.host or settings.value("HOST")
    return serve(host, arguments.port or _port(), demo_if_empty=arguments.demo_if_empty)


def _port() -> int:
    text = settings.value("PORT")
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise Refused(f"端口“{text}”不对，请给 1–65535 的数字。")
    return int(text)


def _init(arguments: argparse.Namespace) -> int:
    from dashboard.store import commands, registry

    home = settings.home()
    if arguments.search:
        found = registry.search(arguments.search)
        if not found:
            raise Refused(f"全国名册里没有名称含“{arguments.search}”的乡镇。请少写几个字再查。")
        rows = [vars(one) for one in found]
        lines = "\n".join(
            f"{one.code}  {one.province}{one.city}{one.county}{one.name}" for one in found
        )
        return _say(arguments, 0, lines, rows)
    if arguments.demo:
        commands.create_demonstration(home)
        return _say(arguments, 0, f"示例已建好：{home}", {"status": "created", "home": str(home)})
    moved = commands.create_instance(home, arguments.township, replace_demo=arguments.replace_demo)
    note = f"；原示例移到 {moved}" if moved else ""
    return _say(
        arguments, 0, f"空实例已建好：{home}{note}", {"status": "created", "home": str(home)}
    )


def _import(arguments: argparse.Namespace) -> int:
    from dashboard.store import commands, instance
    from dashboard.store.commands import Receipt

    actor = Actor(arguments.actor, COMMAND_LINE.role)
    store = instance.open_home(settings.home())
    worst = 0
    try:
        for name in arguments.files:
            try:
                data = Path(name).read_bytes()
            except OSError as error:
                reason = (
                    "没有这个文件" if isinstance(error, FileNotFoundError) else "读不了这个文件"
                )
                worst = max(worst, _say(arguments, 2, f"{name}：{reason}。"))
                continue
            verdict = commands.check(data, Path(name).name, arguments.as_of)
            refused = bool(verdict.problems) or (arguments.strict and bool(verdict.warnings))
            if refused or arguments.dry_run:
                status = "rejected" if refused else verdict.status
                count = 0 if refused else verdict.value_count
                receipt = Receipt(status, count, None, verdict.problems, verdict.warnings)
            else:
                receipt = commands.publish(actor, verdict)
            worst = max(worst, _tell(arguments, name, receipt))
        store.checkpoint()
    finally:
        store.close()
    return worst


def _tell(arguments: argparse.Namespace, name: str, receipt: Any) -> int:
    words = {"accepted": "已接收", "warned": "已接收，有提醒", "rejected": "未接收"}
    if arguments.json:
        print(json.dumps(receipt.as_dict(), ensure_ascii=False), flush=True)
    else:
        done = "（只检查）" if arguments.dry_run else ""
        print(f"{name}：{words[receipt.status]}{done}，{receipt.values} 个数值")
        for one in (*receipt.problems, *receipt.warnings):
            place = f"第 {one.row} 行 " if one.row else ""
            print(f"  {place}{one.column or ''}　{one.message}")
    return 1 if receipt.status == "rejected" else 0


def _export(arguments: argparse.Namespace) -> int:
    from dashboard.reports import tables
    from dashboard.store import instance

    store = instance.open_home(settings.home())
    try:
        day = arguments.as_of or tables.default_day()
        if arguments.json:
            text = json.dumps(tables.records(arguments.table, day), ensure_ascii=False)
            data = (text + "\n").encode()
        else:
            data = tables.csv_bytes(arguments.table, day)
    finally:
        store.close()
    if arguments.output:
        Path(arguments.output).write_bytes(data)
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    return 0


def _doctor(arguments: argparse.Namespace) -> int:
    from dashboard.store import doctor, instance

    store = instance.open_home(settings.home())
    try:
        findings = doctor.examine(store)
    finally:
        store.close()
    wrong = [one for one in findings if not one.is_sound]
    lines = "\n".join(f"{'√' if one.is_sound else '■'} {one.name}：{one.says}" for one in findings)
    rows = [vars(one) for one in findings]
    return _say(arguments, 3 if wrong else 0, lines, {"sound": not wrong, "findings": rows})


def _day(text: str) -> date:
    from dashboard.domain.intake.cells import EARLIEST, LATEST

    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，请写成 2022-11-14") from None
    if not EARLIEST <= day <= LATEST:
        raise argparse.ArgumentTypeError(f"{text} 不在 {EARLIEST} 到 {LATEST} 之间")
    return day


def _say(arguments: argparse.Namespace, code: int, text: str, value: Any = None) -> int:
    """Print a sentence, or its JSON form; errors go to standard error."""
    if arguments.json:
        shown = {"status": "error", "message": text} if value is None else value
        print(json.dumps(shown, ensure_ascii=False, default=str), flush=True)
    if code and value is None:
        print(text, file=sys.stderr)
    elif not arguments.json:
        print(text)
    return code


if __name__ == "__main__":
    sys.exit(main())
