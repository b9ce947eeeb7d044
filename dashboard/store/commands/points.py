"""观摩积分: record a visit, its scores and points; take a visit or an entry back. Nothing here is ever
changed: what was wrong is reversed or told anew, and both stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.domain import points
from dashboard.domain.actor import Actor
from dashboard.domain.errors import Refused
from dashboard.domain.intake import Verdict
from dashboard.domain.intake.progress import Watch
from dashboard.store import definitions
from dashboard.store.act import Act, acting
from dashboard.store.commands import points_rules as rules
from dashboard.store.commands.reason import reasoned
from dashboard.store.commands.village_rules import shown_text

Cell = tuple[str, int]
"""Village code, number of the judge."""


@dataclass(frozen=True)
class Contest:
    """A visit to record: its name, its day, the star it is about ('' for all), whether the highest
    and the lowest score are left out, and how many ranks get points."""

    name: str
    day: date
    star: str = ""
    drop_extremes: bool = False
    places: int = 3


@dataclass(frozen=True)
class Entry:
    """Points to enter for a village; ``star`` '' for none in particular."""

    village: str
    day: date
    source: str
    points: float
    reason: str
    star: str = ""


def add_contest(actor: Actor, contest: Contest) -> int:
    """Record a visit; returns its number. Refused for a day ahead or in a closed quarter, a name that
    another live visit bears, an unknown star, more places than ranks with points, or a star that is
    not the actor's."""
    with acting(actor, "points") as act:
        name = shown_text("观摩名称", contest.name)
        points.check_worthy(name)
        rules.check_day(act, contest.day)
        rules.check_star(act, actor, contest.star)
        visit = definitions.points().visit
        most = len(visit.per_rank) if visit else 0
        if not 1 <= contest.places <= most:
            raise Refused(f"计分名次要在 1～{most} 之间，现填 {contest.places}。请改正。")
        same = act.transaction.run(
            "select contest_id, day from live_contest where name = $name", {"name": name}
        )
        if same:
            raise Refused(
                f"已有叫“{name}”的观摩（第 {same[0][0]} 次，{same[0][1]}）。"
                "请在名称里写明季度或批次，以便分清。"
            )
        contest_id = act.next_id("contest", "contest_id")
        act.transaction.add(
            "contest", contest_id=contest_id, name=name, day=contest.day,
            star_code=contest.star, drop_extremes=contest.drop_extremes, places=contest.places,
            recorded_at=act.now, **act.signature(),
        )  # fmt: skip
        act.subject, act.detail = f"contest {contest_id}", {"name": name, "day": contest.day}
    return contest_id


def reverse_contest(actor: Actor, contest_id: int, reason: str) -> None:
    """Take a visit back, its points with it. Refused when there is none, or it was taken back."""
    with acting(actor, "points_reverse") as act:
        rows = act.transaction.run(
            "select day from contest where contest_id = $id", {"id": contest_id}
        )
        if not rows:
            raise Refused(f"没有第 {contest_id} 次观摩。请刷新再看。")
        _reverse(act, "contest_reversal", "contest_id", contest_id, rows[0][0], reason)


def enter_scores(
    actor: Actor,
    contest_id: int,
    scores: Mapping[Cell, float | None],
    seen: Mapping[Cell, float] | None = None,
    reason: str = "",
) -> int:
    """Store the scores of a visit that differ from what stands, all or none; returns how many. None
    takes a score back. ``seen``: what stood when the form was opened. Refused for a score, village or
    judge that cannot be, a change of a score without a reason, a village left with too few scores
    where two are to be left out, or a cell that somebody else has changed since."""
    with acting(actor, "points") as act:
        contest = _live_contest(act, contest_id)
        rules.check_star(act, actor, contest.star)
        standing = _standing(act, contest_id)
        changed = {cell: one for cell, one in scores.items() if standing.get(cell) != one}
        if not changed:
            raise Refused("评分没有改动，没有存入。")
        if seen is not None:
            _check_unmoved(act, contest, changed, seen, standing)
        _put_scores(act, contest_id, contest, list(changed.items()), reason, None)
        act.subject = f"contest {contest_id}"
        act.detail = {"scores": len(changed), "reason": reason.strip()}
    return len(changed)


def store_scores(act: Act, upload_id: int, verdict: Verdict, _watch: Watch) -> None:
    """Store a file of scores (one row a village, one column a judge); a blank says nothing."""
    ids: dict[str, int] = dict(act.transaction.run("select name, contest_id from live_contest"))
    by: dict[tuple[str, str], list[tuple[Cell, float | None]]] = {}
    for record in verdict.records:
        name = str(record["contest"]).strip()
        if name not in ids:
            known = "、".join(f"“{one}”" for one in sorted(ids)[:5])
            raise Refused(
                f"第 {record['row_number']} 行：没有叫“{name}”的观摩"
                f"{'，现有' + known if known else ''}。请先在“观摩积分”登记，名称要一致。"
            )
        cells = [
            ((record["village_code"], judge), record[f"judge_{judge}"])
            for judge in range(1, points.MOST_JUDGES + 1)
            if record.get(f"judge_{judge}") is not None
        ]
        by.setdefault((name, record.get("reason") or ""), []).extend(cells)
    for (name, reason), told in by.items():
        contest = _live_contest(act, ids[name])
        _put_scores(act, ids[name], contest, told, reason, upload_id)


def add_points(actor: Actor, entry: Entry) -> int:
    """Enter points of a village; returns the entry's number. Refused for a day ahead or in a closed
    quarter, a village that does not exist on the day, points its source does not give, a reason that
    rewards reporting, an entry that stands already, or a star that is not the actor's."""
    with acting(actor, "points") as act:
        reason = reasoned(entry.reason, "记分")
        points.check_worthy(reason)
        points.check_points(entry.points, entry.source, definitions.points())
        rules.check_day(act, entry.day)
        rules.check_star(act, actor, entry.star)
        rules.check_villages(act, [entry.village], entry.day)
        row = {
            "village_code": entry.village, "day": entry.day, "star_code": entry.star,
            "source_code": entry.source, "points": entry.points, "reason": reason,
        }  # fmt: skip
        same = act.transaction.run(
            "select entry_id from live_points_entry where village_code = $village_code "
            "and day = $day and star_code = $star_code and source_code = $source_code "
            "and points = $points and reason = $reason",
            row,
        )
        if same:
            raise Refused(f"这一笔已经登记过（第 {same[0][0]} 笔），没有重复记分。")
        entry_id = act.next_id("points_entry", "entry_id")
        act.transaction.add(
            "points_entry", entry_id=entry_id, recorded_at=act.now, **row, **act.signature()
        )
        act.subject, act.detail = f"points_entry {entry_id}", row
    return entry_id


def reverse_points(actor: Actor, entry_id: int, reason: str) -> None:
    """Take an entry back. Refused when there is none, or it was taken back."""
    with acting(actor, "points_reverse") as act:
        rows = act.transaction.run(
            "select day from points_entry where entry_id = $id", {"id": entry_id}
        )
        if not rows:
            raise Refused(f"没有第 {entry_id} 笔积分。请刷新再看。")
        _reverse(act, "points_reversal", "entry_id", entry_id, rows[0][0], reason)


def _reverse(act: Act, table: str, column: str, number: int, day: date, reason: str) -> None:
    """Append the reversal. A quarter that takes no entries any more still takes reversals: what is
    wrong must not stand; only a closed year stays as it is."""
    why = reasoned(reason, "作废")
    rules.check_year(act, day)
    if act.transaction.run(f"select 1 from {table} where {column} = $id", {"id": number}):
        raise Refused(f"第 {number} 号已经作废过，不必再作废。")
    act.transaction.add(
        table, **{column: number}, reason=why, recorded_at=act.now, **act.signature()
    )
    act.subject, act.detail = f"{table} {number}", {"reason": why}


def _live_contest(act: Act, contest_id: int) -> Contest:
    """The visit; Refused when there is none that counts or its quarter takes no scores any more."""
    rows = act.transaction.run(
        "select name, day, star_code, drop_extremes, places from live_contest "
        "where contest_id = $id",
        {"id": contest_id},
    )
    if not rows:
        raise Refused(f"没有第 {contest_id} 次观摩，或已作废，不能评分。请刷新再看。")
    contest = Contest(*rows[0])
    rules.check_day(act, contest.day)
    return contest


def _standing(act: Act, contest_id: int) -> dict[Cell, float]:
    rows = act.transaction.run(
        "select village_code, judge, score from live_contest_score where contest_id = $id",
        {"id": contest_id},
    )
    return {(str(village), int(judge)): float(score) for village, judge, score in rows}


def _put_scores(
    act: Act,
    contest_id: int,
    contest: Contest,
    told: Sequence[tuple[Cell, float | None]],
    reason: str,
    upload_id: int | None,
) -> None:
    standing = _standing(act, contest_id)
    names = rules.check_villages(act, sorted({cell[0] for cell, _ in told}), contest.day)
    for (village, judge), score in told:
        if not 1 <= judge <= points.MOST_JUDGES:
            raise Refused(f"没有评委 {judge}，评委编号是 1～{points.MOST_JUDGES}。请改正。")
        if score is not None:
            try:
                points.check_score(score)
            except Refused as refused:
                raise Refused(f"{names[village]}评委{judge}：{refused}") from None
    corrected = [cell for cell, score in told if cell in standing and standing[cell] != score]
    why = reasoned(reason, "更正评分") if corrected else " ".join(reason.split())
    if why:
        why = reasoned(why, "评分")
    _check_enough(contest, standing, told, names)
    first = act.next_id("contest_score", "score_id")
    for number, ((village, judge), score) in enumerate(told, first):
        act.transaction.add(
            "contest_score", score_id=number, contest_id=contest_id, village_code=village,
            judge=judge, score=score, reason=why, upload_id=upload_id, recorded_at=act.now,
            **act.signature(),
        )  # fmt: skip


def _check_enough(
    contest: Contest,
    standing: Mapping[Cell, float],
    told: Sequence[tuple[Cell, float | None]],
    names: Mapping[str, str],
) -> None:
    """Where the highest and the lowest are left out, no village may be left with one to four."""
    if not contest.drop_extremes:
        return
    after: dict[Cell, float | None] = {**standing, **dict(told)}
    for village, name in names.items():
        given = [one for cell, one in after.items() if cell[0] == village and one is not None]
        if given:
            try:
                points.counted(given, drop_extremes=True)
            except Refused as refused:
                raise Refused(
                    f"{name}：{refused}。请补齐评分再保存，或另登记一次不去最高最低分的观摩。"
                ) from None


def _check_unmoved(
    act: Act,
    contest: Contest,
    changed: Mapping[Cell, float | None],
    seen: Mapping[Cell, float],
    standing: Mapping[Cell, float],
) -> None:
    moved = [cell for cell in changed if standing.get(cell) != seen.get(cell)]
    if moved:
        names = rules.check_villages(act, sorted({village for village, _ in moved}), contest.day)
        first = "、".join(f"{names[village]}评委{judge}" for village, judge in moved[:5])
        raise Refused(
            f"您打开以后，别人改过其中 {len(moved)} 格（{first}）。没有存入，请重新载入，看过再填。"
        )
