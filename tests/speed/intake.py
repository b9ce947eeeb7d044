"""How long an import takes and how much memory, against DuckDB reading the same file.

python -m tests.speed.intake [--rows 1000000] [--rounds 3] [--names]

A clean long CSV of the demonstration's township (19 villages × 56 indicators × days, nothing twice)
is read by both in turns, each time by a fresh process into a fresh file, so that whatever else the
machine does meets them alike. The floor is DuckDB's own read_csv(all_varchar) with a typed insert
into a file and a checkpoint; the product is the whole command, its start included, into an empty
instance. ``--names`` writes names of villages and indicators in place of codes. Memory is the largest
of the command's processes. At the end the verdict on a wide file of 19 villages × 48 indicators is
timed inside a process. Prints medians; exits 1 when one of the aims is missed.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from dashboard.domain.campaign import Indicator
from dashboard.settings import ROOT
from dashboard.store import commands, database, instance, queries
from dashboard.store.definitions import campaign

TOWNSHIP = "410902101"
LAST_DAY = date(2022, 12, 26)
MOST_RATIO, MOST_MEGABYTES, MOST_SECONDS = 6.0, 1536, 0.3
VERDICTS = 20
FLOOR = """
import sys, duckdb
source, target = sys.argv[1:]
with duckdb.connect(target) as store:
    store.execute("create table reading (village varchar, indicator varchar, as_of date, value double)")
    store.execute(
        "insert into reading select 村, 指标, cast(日期 as date), "
        "case 数值 when '是' then 1 when '否' then 0 else cast(数值 as double) end "
        "from read_csv(?, all_varchar = true, header = true)", [source])
    store.execute("checkpoint")
    print(store.execute("select count(*) from reading").fetchone()[0])
"""


def value(one: Indicator, village: int, day: int) -> str:
    """A sound value that changes with village and day; rates agree with their counts of 100."""
    turn = (village * 7 + day * 3) % 50
    if one.value_type == "bool":
        return "是" if turn % 2 else "否"
    rates = [each.agrees_with for each in campaign().indicators if each.agrees_with]
    if one.code in {each.denominator for each in rates}:
        return "100"
    if one.agrees_with or one.value_type == "percent" or one.code in {r.numerator for r in rates}:
        return str(50 + turn)
    return f"{turn % 30}.5" if one.unit in ("万元", "元", "分") else str(turn % 30)


def rows(count: int, villages: list[str], names: bool) -> Iterator[str]:
    """``count`` lines, day after day up to LAST_DAY."""
    indicators = campaign().indicators
    cells = [
        [(f"{village},{one.name if names else one.code}", [value(one, n, d) for d in range(50)])
         for one in indicators]
        for n, village in enumerate(villages)
    ]  # fmt: skip
    per_day = len(villages) * len(indicators)
    first = LAST_DAY - timedelta(days=-(-count // per_day) - 1)
    left = count
    for number in itertools.count():
        day = (first + timedelta(days=number)).isoformat()
        for head, values in itertools.chain.from_iterable(cells):
            yield f"{head},{day},{values[number % 50]}\n"
            left -= 1
            if not left:
                return


def long_file(path: Path, count: int, names: bool) -> None:
    """Write the long CSV."""
    listed = queries.villages()
    villages = list(listed["village" if names else "village_code"])
    with path.open("w", encoding="utf-8") as out:
        out.write("村,指标,日期,数值\n" if names else "村代码,指标,日期,数值\n")
        out.writelines(rows(count, villages, names))


def wide_file() -> bytes:
    """The wide CSV of 19 villages and 48 indicators."""
    shown = [one for one in campaign().indicators if one.kind != "count"]
    lines = [",".join(["村", "日期", *(one.name for one in shown)])]
    for number, village in enumerate(queries.villages()["village"]):
        values = (value(one, number, 0) for one in shown)
        lines.append(",".join([village, LAST_DAY.isoformat(), *values]))
    return "\n".join(lines).encode()


def run(command: list[str]) -> tuple[float, float, str]:
    """Seconds, megabytes of the largest process and output of a command, by a process of its own."""
    runner = [sys.executable, "-m", "tests.speed.intake", "--run", json.dumps(command)]
    environment = os.environ | {"XINGTU_TODAY": ""}
    done = subprocess.run(runner, capture_output=True, text=True, cwd=ROOT, env=environment)
    if done.returncode:
        raise SystemExit(f"{command} failed:\n{done.stdout}{done.stderr}")
    told = json.loads(done.stdout)
    return told["seconds"], told["megabytes"], told["output"]


def measured(command: list[str]) -> int:
    """Run a command and print what it took: the runner."""
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    took = time.perf_counter() - start
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(json.dumps({"seconds": took, "megabytes": most, "output": done.stdout}))
    return done.returncode


def compare(folder: Path, count: int, rounds: int, names: bool) -> bool:
    """Time both in turns; whether the aims are met."""
    empty = folder / "empty"
    commands.create_instance(empty, TOWNSHIP)
    store = instance.open_home(empty)
    source = folder / "long.csv"
    long_file(source, count, names)
    database.use(None)
    store.close()
    script = folder / "floor.py"
    script.write_text(FLOOR if names else FLOOR.replace("select 村,", "select 村代码,"), "utf-8")
    floors, products, sizes = [], [], []
    for _ in range(rounds):
        target, home = folder / "floor.duckdb", folder / "home"
        seconds, _, out = run([sys.executable, str(script), str(source), str(target)])
        assert int(out) == count, out
        floors.append(seconds)
        target.unlink()
        shutil.copytree(empty, home)
        command = [sys.executable, "-m", "dashboard", "import", str(source), "--home", str(home)]
        seconds, megabytes, out = run([*command, "--json"])
        told = json.loads(out)
        assert (told["status"], told["values"]) == ("accepted", count), out[:500]
        products.append(seconds)
        sizes.append(megabytes)
        shutil.rmtree(home)
    floor, product, most = statistics.median(floors), statistics.median(products), max(sizes)
    print(f"{count} rows, {source.stat().st_size / 2**20:.0f} MB")
    print(f"floor\t{floor:.2f} s\t({min(floors):.2f} to {max(floors):.2f})")
    print(f"import\t{product:.2f} s\t({min(products):.2f} to {max(products):.2f})")
    print(f"ratio\t{product / floor:.2f}\t(aim {MOST_RATIO:g})")
    print(f"memory\t{most:.0f} MB\t(aim under {MOST_MEGABYTES} MB)", flush=True)
    return product / floor <= MOST_RATIO and most < MOST_MEGABYTES


def verdict(folder: Path) -> bool:
    """Time the verdict on the wide file; whether the aim is met."""
    store = instance.open_home(folder / "empty")
    data = wide_file()
    times = []
    for _ in range(VERDICTS):
        start = time.perf_counter()
        found = commands.check(data, "周报.csv")
        times.append(time.perf_counter() - start)
        assert found.value_count == 19 * 48, found.problems[:3]
    database.use(None)
    store.close()
    took = statistics.median(times)
    print(f"verdict\t{took:.3f} s\tworst {max(times):.3f} s\t(aim under {MOST_SECONDS:g} s)")
    return took < MOST_SECONDS


def main() -> int:
    """Measure and print; 1 when an aim is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.speed.intake")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--names", action="store_true")
    parser.add_argument("--run", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.run:
        return measured(json.loads(arguments.run))
    with tempfile.TemporaryDirectory() as folder:
        met = compare(Path(folder), arguments.rows, arguments.rounds, arguments.names)
        met &= verdict(Path(folder))
    return int(not met)


if __name__ == "__main__":
    sys.exit(main())
