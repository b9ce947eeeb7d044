"""What publishing a file or withdrawing an upload would change: it is done, judged, and undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.domain.actor import SETUP
from dashboard.domain.errors import Refused
from dashboard.domain.intake import Verdict
from dashboard.domain.intake.progress import Watch, unwatched
from dashboard.store import database, queries, reader
from dashboard.store.act import Act
from dashboard.store.commands.upload import put
from dashboard.store.commands.withdrawal import take_back
from dashboard.store.database import Transaction

KEYS = ["village_code", "star_code"]
STAR = [*KEYS, "village", "star", "star_order", "star_state", "barred_by", "level"]

COUNTED = (
    "create temp table counted as select village_code, indicator_code, value_as_of, true as had "
    "from value_span where upload_id = {id} union all "
    "select village_code, indicator_code, as_of, false from correction "
    "where upload_id = {id} and is_missing and not exists (select 1 from value_span "
    "where value_span.village_code = correction.village_code "
    "and value_span.indicator_code = correction.indicator_code "
    "and value_span.value_as_of = correction.as_of)"
)
LEFT = (
    "select count(*) filter (where counted.had and value_span.value is null), "
    "count(value_span.value) from counted left join value_span using (village_code, indicator_code, value_as_of)"
)


@dataclass(frozen=True)
class Impact:
    """What would be different on ``as_of``, the newest review day once the file counts.

    ``new``, ``changed`` and ``unchanged`` count values against those that count for the same
    village, indicator and day; ``turned`` has the columns of the read `changes`, one row per star
    and cause; ``opened`` and ``closed`` count shortfalls, ``moved`` names them (columns move
    'opened' or 'closed', village, star, indicator).
    """

    as_of: date
    new: int
    changed: int
    unchanged: int
    turned: pd.DataFrame
    opened: int
    closed: int
    moved: pd.DataFrame


@dataclass(frozen=True)
class Withdrawal:
    """What would be different on ``as_of`` without an upload: of its values that count, ``gone``
    leave nothing behind and ``former`` give way to an older report; ``turned``, ``opened``,
    ``closed`` and ``moved`` as in Impact."""

    as_of: date
    gone: int
    former: int
    turned: pd.DataFrame
    opened: int
    closed: int
    moved: pd.DataFrame


def preview(verdict: Verdict, watch: Watch = unwatched) -> Impact | None:
    """The impact of a file without problems; None when nothing has been reported, nor is now."""
    days = [] if verdict.readings.empty else [pd.Timestamp(verdict.readings["as_of"].max()).date()]
    last = queries.data_span().last_day
    days += [last] if last else []
    if not days:
        return None
    day = queries.monday_on_or_after(max(days))
    with database.held() as store, store.rehearse() as transaction:
        before = transaction.ask(reader.sql("deciding"), {"as_of": day})
        upload_id = put(Act(transaction, SETUP), verdict, is_sample=False, watch=watch)
        counts = _effect(transaction, upload_id)
        after = transaction.ask(reader.sql("deciding"), {"as_of": day})
    return Impact(day, *counts, turned(before, after), *_shortfalls(before, after))


def preview_withdrawal(upload_id: int) -> Withdrawal:
    """What withdrawing an upload would change; Refused where withdrawing it would be, and while
    nothing has been reported at all."""
    last = queries.data_span().last_day
    if last is None:
        raise Refused("还没有数据，撤回不会改变任何结果。")
    day = queries.monday_on_or_after(last)
    with database.held() as store, store.rehearse() as transaction:
        before = transaction.ask(reader.sql("deciding"), {"as_of": day})
        transaction.script(COUNTED.format(id=int(upload_id)))
        take_back(Act(transaction, SETUP), upload_id, "")
        gone, former = transaction.run(LEFT)[0]
        after = transaction.ask(reader.sql("deciding"), {"as_of": day})
    return Withdrawal(
        day, int(gone), int(former), turned(before, after), *_shortfalls(before, after)
    )


def _shortfalls(before: pd.DataFrame, after: pd.DataFrame) -> tuple[int, int, pd.DataFrame]:
    """How many shortfalls opened, how many closed, and which."""
    both = _lacking(before).merge(_lacking(after), how="outer", indicator="move")
    moved = both[both["move"] != "both"].copy()
    moved["move"] = moved["move"].map({"left_only": "closed", "right_only": "opened"}).astype(str)
    opened = int((moved["move"] == "opened").sum())
    return opened, len(moved) - opened, moved


def _effect(transaction: Transaction, upload_id: int) -> tuple[int, int, int]:
    """How many values are new, changed and the same, as publishing counts them; none for a list."""
    counted = (
        "select new_count, changed_count, unchanged_count from upload_effect where upload_id = $id"
    )
    for new, changed, unchanged in transaction.run(counted, {"id": upload_id}):
        return int(new), int(changed), int(unchanged)
    return 0, 0, 0


def _lacking(state: pd.DataFrame) -> pd.DataFrame:
    open_ones = state[state["state"].notna() & (state["state"] != "met")]
    return open_ones[[*KEYS, "indicator_code", "village", "star", "indicator"]]


def turned(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """The stars won or no longer won between two states, each with its causes; arguments are frames
    of the read `deciding`, the result has the columns of `changes` that pages show."""
    stars = (
        after[STAR]
        .drop_duplicates(KEYS)
        .merge(before[STAR].drop_duplicates(KEYS), on=KEYS, suffixes=("", "_before"))
    )
    stars = stars[(stars["star_state"] == "won") != (stars["star_state_before"] == "won")]
    stars["change"] = stars["star_state"]
    stars = stars.rename(columns={"level": "level_after"})
    kept = [*KEYS, "village", "star", "star_order", "change", "level_before", "level_after"]
    moved = _moved(before, after)
    own = stars[kept].merge(moved, on=KEYS, how="left")
    own = own[own["indicator_code"].isna() | _explains(own)]
    bars = stars.assign(bar=stars["barred_by"].fillna(stars["barred_by_before"]))
    bars = bars[bars["barred_by"].fillna("") != bars["barred_by_before"].fillna("")]
    barred = bars[[*kept, "bar"]].merge(
        moved.drop(columns="star_code"),
        left_on=["village_code", "bar"], right_on=["village_code", "indicator_code"],
    ).drop(columns="bar")  # fmt: skip
    every = pd.concat([own, barred], ignore_index=True)
    lone = stars[kept].merge(every[KEYS], on=KEYS, how="left", indicator=True)
    lone = lone[lone["_merge"] == "left_only"].drop(columns="_merge")
    every = pd.concat([every, lone], ignore_index=True)
    order = every["change"].map({"won": 1, "lost": 2}).fillna(3)
    return every.assign(order=order).sort_values(["order", "village_code", "star_order"])


def _moved(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """The requirements whose state differs, with both states and values."""
    keys = [*KEYS, "indicator_code"]
    old = before[[*keys, "state", "value"]].dropna(subset=["indicator_code"])
    said = ["indicator", "unit", "value_type", "decimals", "direction", "threshold", "veto"]
    new = after[[*keys, *said, "state", "value", "value_as_of"]].dropna(subset=["indicator_code"])
    both = new.merge(old, on=keys, suffixes=("_after", "_before"))
    both = both.rename(
        columns={"state_after": "requirement_after", "state_before": "requirement_before"}
    )
    return both[both["requirement_after"] != both["requirement_before"]]


def _explains(rows: pd.DataFrame) -> pd.Series:
    """Whether a requirement's turn explains its star's."""
    won = (rows["change"] == "won") & (rows["requirement_after"] == "met")
    lost = (rows["change"] == "lost") & (rows["requirement_after"] == "unmet")
    open_now = rows["requirement_after"].isin(["missing", "stale"])
    explained: pd.Series = won | lost | ((rows["change"] == "undetermined") & open_now)
    return explained
