"""Where a score, a share or a capstone makes the level another thing than the stars, every page says
so with the same numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dashboard.components import level_limits, phrases, rank_choices, target_panel
from dashboard.components.view import View
from dashboard.domain.actor import ADMIN, Actor
from dashboard.domain.rule_delta import delta
from dashboard.domain.rules import RuleDocument, StarRule, SwitchRule
from dashboard.reports.village_page import village_page
from dashboard.store import commands, database, instance, queries
from tests.conftest import copy_demo
from tests.screens.test_path import said
from tests.screens.test_screens import draw

WAWU, ZHAILI = "410902101204", "410902101224"
DAY = date(2022, 12, 27)
BEFORE = date(2022, 12, 26)
HEAD = RuleDocument(valid_from=DAY, set_by="镇党建办主任", source_note="镇党委会议纪要〔2022〕9 号")
CHIEF = Actor(ADMIN, ADMIN)


@pytest.fixture
def own_demo(demo_file: Path, tmp_path: Path) -> Iterator[None]:
    """A demonstration of one's own, to write to."""
    home = tmp_path / "own"
    copy_demo(demo_file, home)
    store = instance.open_home(home)
    yield
    database.use(None)
    store.close()


def enact(document: RuleDocument) -> commands.RulePreview:
    """Put a document in force; returns what its preview said."""
    draft = commands.save_rule_draft(CHIEF, "试拟", document)
    seen = commands.preview_rules(draft.draft_id, draft.revision)
    commands.publish_rules(CHIEF, draft.draft_id, draft.revision, seen.data_version)
    return seen


def by_points() -> commands.RulePreview:
    base = queries.rules_on(DAY)
    return enact(delta(base, commands.profile_set("points", base), HEAD))


def by_shares() -> commands.RulePreview:
    switches = (SwitchRule(name="share_cap_3", number=20.0),)
    return enact(
        HEAD.model_copy(
            update={"switch": switches, "star": (StarRule(star="party", capstone=True),)}
        )
    )


@pytest.mark.usefixtures("own_demo")
def test_a_score_below_the_stars_is_told_with_its_band() -> None:
    seen = by_points()
    assert set(seen.effect.turned["cause"]) == {"preview_dropped"}
    why = {one["why"] for one in phrases.causes(seen.effect.turned)}
    assert "遗留问题化解率不再必达" in why
    assert not any("名单" in one for one in why)
    text = said(draw("village", as_of=DAY, compare=BEFORE, village=WAWU))
    page = draw("village", as_of=DAY, compare=BEFORE, village=WAWU)
    assert page.header[0].value.startswith("级别 4 星（得 5 颗星，88.6 分），全镇第 2 位（并列）")
    assert "得分 88.6，不到 5 星的 90 分（5 星→4 星）" in text
    assert "各星全部已得；级别低于得星数" in text
    assert "必达项全部达标，本星得分 71.4%，及格线 60%" in text
    own = queries.requirement_results(DAY, WAWU)
    assert f"只计分、还没达标的有 {(own['state'] != 'met').sum()} 项" in text
    assert "应达项全部达标" not in text
    ranking = queries.ranking(DAY, BEFORE)
    assert "级别按得分分档，不超过得星数" in rank_choices.method(ranking)
    assert "同级按得分排名" in rank_choices.method(ranking)
    limits = queries.level_limits(DAY).set_index("village_code")
    low = ranking[ranking["level"] < ranking["stars_won"]]
    assert set(low["village_code"]) == set(limits.index) != set()


@pytest.mark.usefixtures("own_demo")
def test_a_share_lowers_levels_and_keeps_stars() -> None:
    seen = by_shares()
    assert set(seen.effect.levels["village_code"]) == set(seen.effect.limits["village_code"])
    page = draw("village", as_of=DAY, compare=BEFORE, village=WAWU)
    text = said(page)
    why = "3 星及以上的村最多占全镇 20%，本村名次在比例以外（3 星→2 星）"
    assert page.header[0].value.startswith("级别 2 星（得 3 颗星）")
    assert why in text
    assert why in said(draw("star_map", as_of=DAY, compare=BEFORE, village=WAWU))
    assert "★ 第 4 颗" in text
    assert "★ 第 3 颗" not in text
    paper = village_page(WAWU, {"as_of": str(DAY), "compare": str(BEFORE)})
    assert paper is not None
    assert f"得 3 颗星，级别另定：{why}。" in paper
    assert "离第 4 颗星最近的是平安法治" in paper
    assert "规则第 2 版" in paper
    assert "级别按得星数，再依附加规定下调" in rank_choices.method(queries.ranking(DAY, BEFORE))
    table = level_limits.table(queries.level_limits(DAY))
    assert f"village={WAWU}" in table


@pytest.mark.usefixtures("own_demo")
def test_the_overview_tells_levels_that_moved_alone_and_stays_short() -> None:
    by_shares()
    page = draw("overview", as_of=DAY, compare=BEFORE)
    ranking = queries.ranking(DAY, BEFORE)
    moved = int((ranking["level"] != ranking["level_before"]).sum())
    assert moved
    assert f"另有 {moved} 个村星没变而级别变了" in said(page)


@pytest.mark.usefixtures("own_demo")
def test_the_overview_lists_the_first_of_many_turns() -> None:
    by_points()
    text = said(draw("overview", as_of=DAY, compare=BEFORE))
    assert "列出前 10 颗，共 28 颗" in text
    assert text.count("▲ 得星") == 10


@pytest.mark.usefixtures("own_demo")
def test_the_plan_counts_stars_not_levels() -> None:
    by_shares()
    targets = queries.targets()
    table = target_panel.level_table(targets[targets["year"] == 2022], View(DAY, BEFORE, ()))
    assert table.rows[-1]["now"] == str(int(queries.ranking(DAY, BEFORE)["stars_won"].sum()))
