"""The views against the naive judge, on random values, rules and exemptions."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.store import database, reader, stored
from dashboard.store.act import utc_now
from dashboard.store.database import Database
from tests.queries import naive_judge as naive
from tests.towns import bare_store

STARS = ["party", "industry", "ecology", "safety", "civility"]
VILLAGES = {"410902101200": "村", "410902101201": "村", "410902101001": "社区"}
INDICATORS = {"P01": "party", "P11": "party", "I01": "industry", "E01": "ecology", "L01": "safety",
              "C01": "civility", "C02": "civility"}  # fmt: skip
DAY = date(2022, 6, 1)
READ_RANKING = reader.sql("ranking")

days = st.integers(0, 40).map(lambda n: DAY + timedelta(days=n))
rules = st.builds(
    lambda indicator, category, direction, threshold, is_mandatory, veto, age, start: {
        "star_code": INDICATORS[indicator],
        "indicator_code": indicator,
        "category": category,
        "direction": direction,
        "threshold": float(threshold),
        "is_mandatory": is_mandatory,
        "veto": veto,
        "max_age_days": age,
        "valid_from": start,
    },
    st.sampled_from(list(INDICATORS)),
    st.sampled_from(["", "", "村", "社区"]),
    st.sampled_from(["higher", "lower"]),
    st.integers(0, 4),
    st.booleans(),
    st.sampled_from(["", "", "", "star", "all"]),
    st.integers(0, 30),
    days,
)
values = st.tuples(
    st.sampled_from(list(VILLAGES)),
    st.sampled_from(list(INDICATORS)),
    days,
    st.integers(0, 4).map(float),
)
exemptions = st.tuples(
    st.sampled_from(list(VILLAGES)),
    st.sampled_from(list(INDICATORS)),
    days,
    st.none() | days,
)


def build(
    rule_list: list[dict],
    batches: list[list[tuple]],
    withdrawn: set[int],
    exempt: list[tuple],
    only_for: dict[str, str],
) -> Database:
    store = bare_store()
    with store.write() as transaction:
        for star, category in only_for.items():
            transaction.run(
                "update star set category = $category where star_code = $star",
                {"category": category, "star": star},
            )
        for code, category in VILLAGES.items():
            transaction.add("village", village_code=code, name=code, category=category)
        for version, rule in enumerate(rule_list, 1):
            transaction.add(
                "requirement", version=version, set_by="", source_note="", recorded_at=utc_now(),
                **rule,
            )  # fmt: skip
        for number, batch in enumerate(batches, 1):
            transaction.add(
                "upload", upload_id=number, content="values", file_name="f", sha256=str(number),
                mapping="", encoding="", value_count=len(batch), is_sample=False, actor_name="a",
                actor_role="b", recorded_at=utc_now(),
            )  # fmt: skip
            rows = {(v, i, d): x for v, i, d, x in batch}
            transaction.append(
                "indicator_value",
                pd.DataFrame(
                    [
                        {
                            "village_code": v, "indicator_code": i, "as_of": pd.Timestamp(d),
                            "value": x, "qualifier": "=", "upload_id": number, "row_number": 2,
                            "column_name": i,
                        }
                        for (v, i, d), x in rows.items()
                    ]
                ),
            )  # fmt: skip
        for number in withdrawn:
            transaction.add(
                "upload_withdrawal", upload_id=number, reason="", actor_name="", actor_role="",
                recorded_at=utc_now(),
            )  # fmt: skip
        for village, indicator, start, end in exempt:
            transaction.add(
                "exempt", village_code=village, indicator_code=indicator, from_date=start,
                to_date=end, reason="r",
            )  # fmt: skip
        stored.rebuild(transaction)
    return store


def that_count(batches: list[list[tuple]], withdrawn: set[int]) -> naive.Values:
    winner: dict[tuple, float] = {}
    for number, batch in enumerate(batches, 1):
        if number not in withdrawn:
            winner.update({(v, i, d): x for v, i, d, x in batch})
    counted: dict[tuple[str, str], list[tuple[date, float]]] = defaultdict(list)
    for (village, indicator, day), value in winner.items():
        counted[village, indicator].append((day, value))
    return counted


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(rules, max_size=14),
    st.lists(st.lists(values, max_size=25), max_size=4),
    st.sets(st.integers(1, 4), max_size=2),
    st.lists(exemptions, max_size=3, unique_by=lambda one: one[:3]),
    st.dictionaries(st.sampled_from(STARS), st.sampled_from(["村", "社区"]), max_size=2),
    days,
)
def test_views_agree_with_the_naive_judge(
    rule_list, batches, withdrawn, exempt, only_for, day
) -> None:
    withdrawn = {number for number in withdrawn if number <= len(batches)}
    store = build(rule_list, batches, withdrawn, exempt, only_for)
    try:
        counted = that_count(batches, withdrawn)
        versions = [rule | {"version": n} for n, rule in enumerate(rule_list, 1)]
        stars = {
            code: [star for star in STARS if only_for.get(star, category) == category]
            for code, category in VILLAGES.items()
        }
        judged = {
            code: naive.judge_village(
                day, code, category, counted,
                [one for one in versions if one["star_code"] in stars[code]], exempt,
            )
            for code, category in VILLAGES.items()
        }  # fmt: skip
        states = {code: naive.star_states(one, stars[code]) for code, one in judged.items()}
        standing = {
            code: (
                sum(state == "won" for state in states[code].values()),
                *naive.mandatory(judged[code]),
            )
            for code in VILLAGES
        }
        ranks = naive.ranks(standing)

        def rows(sql: str) -> list[tuple]:
            frame = store.ask(sql, {"day": day})[1]
            return [tuple(None if x != x else x for x in r) for r in frame.itertuples(index=False)]

        assert sorted(
            rows(
                "select village_code, star_code, indicator_code, state, value, gap "
                "from requirement_result where as_of = $day"
            )
        ) == sorted(
            (code, star, indicator, one.state, one.value, one.gap)
            for code, all_of in judged.items()
            for (star, indicator), one in all_of.items()
        )
        assert sorted(
            rows("select village_code, star_code, state from star_result where as_of = $day")
        ) == sorted(
            (code, star, state) for code, of in states.items() for star, state in of.items()
        )
        assert sorted(
            rows(
                "select village_code, level, mandatory_met, mandatory_total, rank "
                "from rank_result where as_of = $day"
            )
        ) == sorted((code, *standing[code], ranks[code]) for code in VILLAGES)
        assert sorted(
            rows(
                "select village_code, star_code, indicator_code, stars_gained "
                "from gap_result where as_of = $day"
            )
        ) == sorted(
            (code, *key, naive.stars_gained(judged[code], stars[code], key))
            for code, all_of in judged.items()
            for key, one in all_of.items()
            if one.state != "met" and (one.rule["is_mandatory"] or one.rule["veto"])
        )
        near = {code: naive.near(judged[code], stars[code], states[code]) for code in VILLAGES}
        ranking = store.ask(READ_RANKING, {"as_of": day, "compare": day})[1]
        assert {
            row["village_code"]: (row["is_one_short"], row["level"] + row["reachable_gain"])
            for row in ranking.to_dict("records")
        } == near
        assert {row["village_code"]: row["stars"] for row in ranking.to_dict("records")} == {
            code: ",".join(states[code].get(star, "") for star in STARS) for code in VILLAGES
        }
    finally:
        database.use(None)
        store.close()
