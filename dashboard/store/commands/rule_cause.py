"""Why rules would turn a star where no value's judgement moves."""

from __future__ import annotations

import pandas as pd

from dashboard.store.commands.preview import KEYS


def by_rule(rows: pd.DataFrame, before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """The turned stars, those that no value's judgement explains with the requirements that ceased
    or began to decide them, else by the rules alone."""
    lone = rows[rows["indicator_code"].isna()]
    named = ["indicator_code", "indicator"]
    bare = lone.drop(columns=named)
    found = []
    for cause, old, new, won in (
        ("preview_dropped", before, after, True), ("preview_new", after, before, False),
    ):  # fmt: skip
        open_ones = old[old["state"].notna() & (old["state"] != "met")][[*KEYS, *named]]
        only = open_ones.merge(
            new[[*KEYS, "indicator_code"]], on=[*KEYS, "indicator_code"], how="left",
            indicator="side",
        )  # fmt: skip
        only = only[only["side"] == "left_only"].drop(columns="side")
        turns = bare[(bare["change"] == "won") == won]
        found.append(turns.merge(only, on=KEYS).assign(cause=cause))
    told = pd.concat(found, ignore_index=True)
    keys = set(zip(told["village_code"], told["star_code"], strict=True))
    is_told = [key in keys for key in zip(lone["village_code"], lone["star_code"], strict=True)]
    rest = lone[[not one for one in is_told]].assign(cause="preview_rule")
    kept = rows[rows["indicator_code"].notna()].assign(cause="")
    every = pd.concat([kept, told, rest], ignore_index=True)
    return every.sort_values(["order", "village_code", "star_order"], kind="stable")
