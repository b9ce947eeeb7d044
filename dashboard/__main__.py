"""The commands: serve, init, import, export, remind, doctor. Exit 0 done, 1 problems in the input,
2 wrong usage, 3 the store is busy or damaged; never a traceback for bad input."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from dashboard import settings, usage
from dashboard.domain.actor import COMMAND_LINE
from dashboard.domain.errors import Refused, StoreBusy, StoreDamaged
from dashboard.remote import Remote

TABLES = (
    "stars", "ranking", "shortfalls", "values", "requirements", "exemptions", "villages", "rules",
    "claims", "awards", "review-sheet", "ledger", "projects", "milestones", "funds",
)  # fmt: skip


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    usage.speak_safely()
    try:
        code = _run(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("已中断；没有存完的那一份没有存入。", file=sys.stderr)
        return 130
    except BrokenPipeError:
        usage.drop_output()
        return 141
    except OSError as error:
        if not error.filename:
            usage.drop_output()
        place = usage.shown_name(str(error.filename)) if error.filename else "标准输出"
        why = usage.reason(error)
        print(f"读写 {place} 时出错（{why}）。请换一个位置或改正后再试。", file=sys.stderr)
        return 2
    return code


def _run(argv: list[str]) -> int:
    arguments = argparse.Namespace(json="--json" in argv)
    try:
        arguments = _parser().parse_args(argv)
        if arguments.home is not None and not arguments.home.strip():
            raise Refused("--home 后面是空的。请写实例文件夹，或不写 --home。")
        os.environ["XINGTU_HOME"] = str(Path(arguments.home or settings.home()).resolve())
        settings.check()
        run: Callable[[argparse.Namespace], int] = arguments.run
        return run(arguments)
    except Refused as error:
        return usage.say(arguments, 2, str(error))
    except (StoreBusy, StoreDamaged) as error:
        return usage.say(arguments, 3, str(error))


def _parser() -> argparse.ArgumentParser:
    parser = usage.Parser(prog="python -m dashboard", description="星图")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: Callable[[argparse.Namespace], int], text: str) -> Any:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=run)
        command.add_argument("--home", metavar="DIR", help="实例文件夹（默认 data/var）")
        command.add_argument("--json", action="store_true", help="输出 JSON")
        return command

    serve = add("serve", _serve, "启动网页服务")
    serve.add_argument("--host", help="监听地址（默认 127.0.0.1）")
    serve.add_argument("--port", help="监听端口（默认 8501）")
    serve.add_argument("--demo-if-empty", action="store_true", help="没有数据时先载入示例")

    init = add("init", _init, "建立实例：--demo 示例，--township 本镇，--search 查代码")
    what = init.add_mutually_exclusive_group(required=True)
    what.add_argument("--demo", action="store_true", help="载入岳村镇示例数据")
    what.add_argument("--township", metavar="CODE", help="九位乡镇代码")
    what.add_argument("--search", metavar="TEXT", help="按名称查乡镇代码")
    init.add_argument("--replace-demo", action="store_true", help="把示例数据移到一旁")

    load = add("import", _import, "导入 Excel 或 CSV；规则文件（TOML）存为草稿")
    load.add_argument("files", nargs="+", metavar="FILE")
    load.add_argument("--as-of", type=_day, metavar="DATE", help="数据日期 YYYY-MM-DD")
    load.add_argument("--dry-run", action="store_true", help="只检查，不存入")
    load.add_argument("--strict", action="store_true", help="有提醒也不存入")
    load.add_argument("--map", metavar="FILE", help="对应文件（TOML）：列名、村名、疑问的答案")
    load.add_argument("--sheet", default="", metavar="NAME", help="读工作簿里的哪张表")
    load.add_argument("--report", metavar="FILE", help="有问题时另存一份标出问题的表，或写文件夹")
    load.add_argument("--actor", default=COMMAND_LINE.name, help="以什么岗位的名义")

    export = add("export", _export, "导出 CSV 或 JSON；rules 为 TOML")
    export.add_argument("table", choices=TABLES)
    export.add_argument("--as-of", type=_day, metavar="DATE", help="截至日期（默认最新）")
    export.add_argument("--output", metavar="FILE", help="写入文件（默认标准输出）")

    remind = add("remind", _remind, "短板台账的提醒文字：逾期和临期的；--send 才发出去")
    remind.add_argument("--as-of", type=_day, metavar="DATE", help="截至日期（默认今天）")
    remind.add_argument(
        "--by", choices=("post", "village"), default="post", help="按岗位或按村归组"
    )
    remind.add_argument("--post", default="", metavar="NAME", help="只要这个责任岗位的")
    remind.add_argument("--village", default="", metavar="NAME", help="只要这个村的（村名或代码）")
    remind.add_argument("--all", action="store_true", help="未销号的都要，不只逾期和临期的")
    remind.add_argument(
        "--send", action="store_true", help="由邮件、群机器人发出（先打开，见手册）"
    )

    add("doctor", _doctor, "体检：结构、数据、审计链是否完好")
    return parser


def _serve(arguments: argparse.Namespace) -> int:
    from dashboard.serve import serve

    host = settings.value("HOST") if arguments.host is None else arguments.host
    port = settings.port(settings.value("PORT") if arguments.port is None else arguments.port)
    return serve(host, port, demo_if_empty=arguments.demo_if_empty)


def _init(arguments: argparse.Namespace) -> int:
    from dashboard.store import commands, registry

    home = settings.home()
    if arguments.search is not None:
        if not arguments.search.strip():
            raise Refused("--search 后面是空的。请写乡镇名称里的几个字，如 岳村。")
        found = registry.search(arguments.search)
        if not found:
            raise Refused(f"全国名册里没有名称含“{arguments.search}”的乡镇。请少写几个字再查。")
        rows = [vars(one) for one in found]
        lines = "\n".join(
            f"{one.code}  {one.province}{one.city}{one.county}{one.name}" for one in found
        )
        return usage.say(arguments, 0, lines, rows)
    if arguments.demo:
        commands.create_demonstration(home)
        return usage.say(
            arguments, 0, f"示例已建好：{home}", {"status": "created", "home": str(home)}
        )
    moved = commands.create_instance(home, arguments.township, replace_demo=arguments.replace_demo)
    note = f"；原示例移到 {moved}" if moved else ""
    return usage.say(
        arguments, 0, f"空实例已建好：{home}{note}", {"status": "created", "home": str(home)}
    )


def _import(arguments: argparse.Namespace) -> int:
    from dashboard import importing

    return importing.run(arguments)


def _export(arguments: argparse.Namespace) -> int:
    data = _exported(arguments)
    if arguments.output is not None:
        try:
            Path(arguments.output).write_bytes(data)
        except OSError as error:
            place, why = usage.shown_name(arguments.output), usage.reason(error)
            raise Refused(f"写不了 {place}（{why}）。请改用能写的文件，如 ./星级.csv。") from error
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    return 0


def _exported(arguments: argparse.Namespace) -> bytes:
    from dashboard.reports import tables
    from dashboard.store import instance

    try:
        store = instance.open_home(settings.home())
    except StoreBusy as busy:
        kind = "json" if arguments.json else "csv"
        remote = Remote(settings.home(), busy)
        data = remote.export(arguments.table, as_of=str(arguments.as_of or ""), format=kind)
        return data + b"\n" if arguments.json else data
    try:
        day = arguments.as_of or tables.default_day(arguments.table)
        if arguments.table == tables.RULES:
            text = usage.as_json(tables.rules(day)) + "\n" if arguments.json else ""
            return (text or tables.rules_toml(day)).encode()
        if arguments.json:
            return (usage.as_json(tables.records(arguments.table, day)) + "\n").encode()
        return tables.csv_bytes(arguments.table, day)
    finally:
        store.close()


def _remind(arguments: argparse.Namespace) -> int:
    from dashboard import reminding

    return reminding.run(arguments)


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
    return usage.say(arguments, 3 if wrong else 0, lines, {"sound": not wrong, "findings": rows})


def _day(text: str) -> date:
    from dashboard.domain.intake.cells import EARLIEST, LATEST

    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，请写成 2022-11-14") from None
    if not EARLIEST <= day <= LATEST:
        raise argparse.ArgumentTypeError(f"{text} 不在 {EARLIEST} 到 {LATEST} 之间")
    return day


if __name__ == "__main__":
    sys.exit(main())
