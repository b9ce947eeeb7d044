"""How often warnings came true on the demonstration: python -m tests.backtest [WEEKS]

Week by week what would have been said is compared with what happened in the WEEKS after (default 8).
A warning counts when it foretells the turn within those weeks. Base: how often a star in the same
state turned in as many weeks, warned of or not.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from dashboard.store import commands, database, instance, queries

WEEKS = 8
Star = tuple[str, str]


@dataclass
class Count:
    """Of one kind of warning: said and come true, said in vain, turned without a word, and the
    stars that stood where they could turn."""

    hits: int = 0
    false_alarms: int = 0
    missed: int = 0
    could: int = 0

    @property
    def said(self) -> int:
        """How many warnings there were."""
        return self.hits + self.false_alarms

    @property
    def turned(self) -> int:
        """How many stars turned."""
        return self.hits + self.missed

    def line(self, kind: str) -> str:
        """The figures as a row of a table."""
        rate = f"{self.hits / self.said:.0%}" if self.said else "–"
        found = f"{self.hits / self.turned:.0%}" if self.turned else "–"
        base = f"{self.turned / self.could:.1%}" if self.could else "–"
        return (
            f"| {kind} | {self.said} | {self.hits} | {rate} | {self.false_alarms} "
            f"| {self.turned} | {found} | {self.could} | {base} |"
        )


def states(day: date) -> dict[Star, str]:
    """Every star's state on a day."""
    rows = queries.stars(day)
    return {(row.village_code, row.star_code): row.state for row in rows.itertuples()}


def run(weeks: int = WEEKS) -> dict[str, Count]:
    """Count over every review day that has so many weeks after it."""
    days = sorted(queries.review_days())
    stood = {day: states(day) for day in days}
    counts = {"lose": Count(), "win": Count()}
    for day in days:
        later = [day + timedelta(weeks=n) for n in range(1, weeks + 1)]
        if later[-1] not in stood:
            continue
        rows = queries.warnings(day)
        rows = rows[rows["weeks"] <= weeks]
        for kind, count in counts.items():
            said = {
                (row.village_code, row.star_code) for row in rows[rows["kind"] == kind].itertuples()
            }
            for star, state in stood[day].items():
                if (state == "won") != (kind == "lose"):
                    continue
                after = [stood[one].get(star) for one in later]
                turned = "lost" in after if kind == "lose" else "won" in after
                count.could += 1
                count.hits += turned and star in said
                count.missed += turned and star not in said
                count.false_alarms += not turned and star in said
    return counts


def main() -> None:
    """Build the demonstration and print the figures."""
    weeks = int(sys.argv[1]) if len(sys.argv) > 1 else WEEKS
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        commands.create_demonstration(home)
        store = instance.open_home(home)
        try:
            counts = run(weeks)
        finally:
            database.use(None)
            store.close()
    print(f"within {weeks} weeks")
    print("| kind | said | came true | hit rate | false | turned | foretold | could turn | base |")
    print("|---|---|---|---|---|---|---|---|---|")
    for kind, count in counts.items():
        print(count.line(kind))


if __name__ == "__main__":
    main()
