"""Rule documents: read, written, applied; and every contradiction with its cure."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.domain.campaign import CampaignError
from dashboard.domain.errors import Refused
from dashboard.domain.rule_checks import contradictions
from dashboard.domain.rule_delta import delta, differences, pruned
from dashboard.domain.rule_file import read_document, write_document
from dashboard.domain.rules import (
    RequirementRule,
    RuleDocument,
    RuleSet,
    StarRule,
    SwitchRule,
    Tier,
    applied,
    rule_set,
)
from dashboard.domain.switches import load_switches
from dashboard.settings import ROOT
from dashboard.store import definitions

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
CODES = st.sampled_from(["P01", "P02", "E02", "C05"])
STARS = st.sampled_from(["party", "ecology"])
CATEGORIES = st.sampled_from(["", "村", "社区"])
TIERS = st.lists(st.builds(Tier, threshold=NUMBERS, points=NUMBERS), max_size=3).map(tuple)
DROPPED = st.builds(
    lambda **block: RequirementRule.model_validate({**block, "dropped": True}),
    star=STARS, indicator=CODES, category=CATEGORIES, source_note=TEXTS,
)  # fmt: skip
REQUIREMENTS = st.one_of(DROPPED, st.builds(
    RequirementRule, star=STARS, indicator=CODES, category=CATEGORIES,
    direction=st.sampled_from(["higher", "lower"]), threshold=NUMBERS, mandatory=st.booleans(),
    veto=st.sampled_from(["", "star", "all"]), max_age_days=st.integers(), points=NUMBERS,
    tiers=TIERS, source_note=TEXTS, dropped=st.just(False),
))  # fmt: skip
STAR_RULES = st.builds(
    StarRule, star=STARS, category=CATEGORIES, pass_mark=st.none() | NUMBERS, capstone=st.booleans()
)
SWITCHES = st.one_of(
    st.builds(SwitchRule, name=st.sampled_from(["profile", "band_5"]), source_note=TEXTS,
              off=st.just(True)),
    st.builds(SwitchRule, name=st.sampled_from(["profile", "band_5"]), number=NUMBERS,
              level=st.none() | st.integers(), code=st.none() | TEXTS, source_note=TEXTS,
              off=st.just(False)),
)  # fmt: skip


def _once(blocks: list[Any]) -> tuple[Any, ...]:
    return tuple({one.key: one for one in blocks}.values())


DOCUMENTS = st.builds(
    RuleDocument, valid_from=st.none() | st.dates(), set_by=TEXTS, source_note=TEXTS, reason=TEXTS,
    requirement=st.lists(REQUIREMENTS, max_size=6).map(_once),
    star=st.lists(STAR_RULES, max_size=4).map(_once),
    switch=st.lists(SWITCHES, max_size=2).map(_once),
)  # fmt: skip


@given(DOCUMENTS)
@settings(deadline=None)
def test_a_document_comes_back_as_it_was_written(document: RuleDocument) -> None:
    assert read_document(write_document(document, comments=["示例口径"])) == document


@given(DOCUMENTS, DOCUMENTS)
@settings(deadline=None)
def test_a_delta_makes_one_set_of_another(one: RuleDocument, other: RuleDocument) -> None:
    base, wanted = applied(RuleSet(), one), applied(applied(RuleSet(), one), other)
    made = applied(base, delta(base, wanted, RuleDocument()))
    assert differences(made, wanted) == []
    assert differences(applied(base, pruned(base, other)), wanted) == []
    assert delta(wanted, wanted, RuleDocument()).is_empty


@given(DOCUMENTS)
@settings(deadline=None)
def test_any_set_is_judged(document: RuleDocument) -> None:
    """Whatever a set holds, what is told of it is sentences, and twice the same."""
    rules = applied(sound(), document)
    found = contradictions(rules, definitions.campaign(), definitions.switches())
    assert found == contradictions(rules, definitions.campaign(), definitions.switches())
    assert all(one.endswith(("。", "？")) for one in found)


@given(st.text(max_size=200))
@settings(deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        document = read_document(text)
    except Refused:
        return
    assert read_document(write_document(document)) == document


def sound() -> RuleSet:
    """The seed of the campaign."""
    return rule_set(
        [
            RequirementRule(
                star=one.star, indicator=one.indicator, category=one.category,
                direction=one.direction, threshold=one.threshold, mandatory=one.mandatory,
                veto=one.veto, max_age_days=one.max_age_days,
            )
            for one in definitions.campaign().requirements
        ],
        [], [],
    )  # fmt: skip


def found(
    *, stars: tuple[StarRule, ...] = (), switch: tuple[SwitchRule, ...] = (), **changed: Any
) -> list[str]:
    """The contradictions of the seed with some changed; ``changed`` is of E02."""
    base = sound()
    rules = ()
    if changed:
        kept = base.requirement["ecology", "E02", ""]
        rules = (RequirementRule.model_validate({**dict(kept), **changed}),)
    wanted = applied(base, RuleDocument(requirement=rules, star=stars, switch=switch))
    return contradictions(wanted, definitions.campaign(), definitions.switches())


def on(name: str, **told: Any) -> SwitchRule:
    return SwitchRule(name=name, **told)


BANDS = tuple(
    on(f"band_{n}", number=float(m)) for n, m in ((5, 90), (4, 80), (3, 70), (2, 60), (1, 0))
)


def test_the_seed_and_the_profiles_are_sound() -> None:
    assert found() == []
    for document in definitions.profiles().values():
        rules = applied(sound(), document)
        assert contradictions(rules, definitions.campaign(), definitions.switches()) == []
    assert set(definitions.profiles()) == {"stars", "points", "weighted"}
    assert differences(applied(sound(), definitions.profiles()["stars"]), sound()) == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"threshold": 101.0}, "达标线 101 超出这项指标的范围 0～100%，永远达不到"),
        ({"threshold": -1.0}, "永远不起作用"),
        ({"indicator": "E06", "threshold": 0.5}, "只能填 1（是）或 0（否）"),
        ({"indicator": "E20"}, "没有代码为“E20”的指标。是不是 E10（道路硬化率）"),
        ({"star": "ecolgy"}, "没有代码为“ecolgy”的星。是不是 ecology（生态宜居）？"),
        ({"indicator": "P07", "star": "party"}, "只统计、不考核"),
        ({"direction": "lower"}, "方向是越低越好"),
        ({"veto": "star", "mandatory": False}, "一票否决的项必须是必达项"),
        ({"max_age_days": 20}, "月报至少要 31 天"),
        ({"max_age_days": 99999}, "最多 3660 天"),
        ({"points": -1.0}, "分值 -1 不在 0 到"),
        ({"points": 2.0, "tiers": (Tier(threshold=40.0, points=1.0),)}, "与这项的分值 2 不同"),
        ({"points": 2.0, "tiers": (Tier(threshold=50.0, points=1.0), Tier(threshold=40.0, points=2.0))},
         "各档的线要一档比一档高"),
        ({"points": 2.0, "tiers": (Tier(threshold=40.0, points=2.0), Tier(threshold=50.0, points=2.0))},
         "得分要一档比一档多"),
        ({"points": 2.0, "tiers": (Tier(threshold=400.0, points=2.0),)}, "第 1 档 400 超出"),
    ],
)  # fmt: skip
def test_a_requirement_that_cannot_be(changed: dict[str, Any], words: str) -> None:
    told = found(**changed)
    assert any(words in one for one in told), told


@pytest.mark.parametrize(
    ("star", "words"),
    [
        ((StarRule(star="party", capstone=True), StarRule(star="safety", capstone=True)),
         "支部过硬、平安法治都设成了压轴星"),
        ((StarRule(star="party", category="村", capstone=True), StarRule(star="safety", capstone=True)),
         "对村，支部过硬、平安法治"),
        ((StarRule(star="party", pass_mark=120.0),), "及格线 120%"),
        ((StarRule(star="partie"),), "是不是 party"),
    ],
)  # fmt: skip
def test_a_star_that_cannot_be(star: tuple[StarRule, ...], words: str) -> None:
    told = found(stars=star)
    assert len(told) == 1
    assert words in told[0]


def test_one_capstone_for_each_category_is_sound() -> None:
    assert found(stars=(
        StarRule(star="party", category="村", capstone=True),
        StarRule(star="safety", category="社区", capstone=True),
    )) == []  # fmt: skip


def test_a_pass_mark_needs_points() -> None:
    unscored = tuple(
        one.model_copy(update={"points": 0.0})
        for one in sound().requirements
        if one.star == "party"
    )
    rules = applied(
        sound(), RuleDocument(requirement=unscored, star=(StarRule(star="party", pass_mark=60.0),))
    )
    told = contradictions(rules, definitions.campaign(), definitions.switches())
    assert told == [
        "支部过硬对村和社区设了及格线，却没有一项计分（分值都是 0）。请给应达项设分值，或去掉及格线。"
    ]


def test_a_star_without_anything_mandatory() -> None:
    loose = tuple(
        one.model_copy(update={"mandatory": False, "veto": ""})
        for one in sound().requirements if one.star == "party"
    )  # fmt: skip
    rules = applied(sound(), RuleDocument(requirement=loose))
    told = contradictions(rules, definitions.campaign(), definitions.switches())
    assert len(told) == 1
    assert told[0].startswith("支部过硬对村和社区没有一项必达")
    own = RequirementRule(
        star="party", indicator="P01", category="村", direction="higher", threshold=90.0,
        max_age_days=45,
    )  # fmt: skip
    rules = applied(rules, RuleDocument(requirement=(own,)))
    told = contradictions(rules, definitions.campaign(), definitions.switches())
    assert told[0].startswith("支部过硬对社区没有一项必达")


@pytest.mark.parametrize(
    ("switch", "words"),
    [
        ((on("bands_5", number=1.0),), "没有叫“bands_5”的开关。是不是 band_5（五星分数线）？"),
        ((on("profile", code="point"),), "不在可选之列：stars（计星）"),
        ((on("profile", number=1.0),), "没有选方式"),
        ((on("profile", code="points"),), "还没有设五星分数线、四星分数线"),
        ((on("profile", code="weighted"), *BANDS), "没有填数（基础分占，%）"),
        ((on("profile", code="points", number=7.0), *BANDS), "不用填数"),
        ((on("band_5", number=80.0), on("band_4", number=80.0)), "级别越高分数线要越高"),
        ((on("band_5", number=180.0),), "超出 0～100分"),
        ((on("band_5", level=3, number=90.0),), "不用填级别"),
        ((on("share_cap_5", number=40.0), on("share_cap_3", number=30.0)), "高一级的不能更大"),
        ((on("one_level_a_year", number=1.5),), "要是整数"),
        ((on("one_level_a_year", level=1),), "没有填数"),
        ((on("satisfaction_cap", code="P09", number=60.0),), "没有填级别（最高）"),
        ((on("satisfaction_cap", code="P09", number=60.0, level=9),), "级别 9 不在"),
        ((on("satisfaction_cap", code="P07", number=60.0, level=2),), "没有一颗星把它作应达项"),
        ((on("satisfaction_cap", code="P99", number=60.0, level=2),), "没有代码为“P99”的指标"),
        ((on("band_4", number=3.0, code="x"),), "不用填代码"),
    ],
)  # fmt: skip
def test_a_switch_that_cannot_be(switch: tuple[SwitchRule, ...], words: str) -> None:
    told = found(switch=switch)
    assert any(words in one for one in told), told


def test_every_switch_is_sound_as_it_starts() -> None:
    rules = [
        SwitchRule(
            name=one.name, level=one.default_level, code=one.default_code,
            number=one.default_number if one.wants_number(one.default_code) else None,
        )
        for one in definitions.switches()
    ]  # fmt: skip
    assert found(switch=tuple(rules)) == []
    assert len(rules) == 13


def test_a_faulty_file_of_switches_is_told(tmp_path: Any) -> None:
    path = tmp_path / "switches.toml"
    path.write_text('[[switch]]\nname = "a"\nlabl = "b"\n', "utf-8")
    with pytest.raises(CampaignError, match=r'unknown field "labl"; did you mean "label"\?'):
        load_switches(path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a = ", "不是 TOML"),
        ("requirement = 1", "requirement 要写成一列"),
        ("valid_from = '2023-01-01'", "valid_from 要写日期"),
        ("titel = 'x'", "titel 不认得"),
        ("[[requirement]]\nstar = 'party'\nindicator = 'P01'\n", "[[requirement]] party P01：threshold 没有写"),
        ("[[requirement]]\nstar = 'party'\nindicator = 'P01'\nveto = 'x'\n", '只能写 ""、"star"、"all"'),
        ("[[requirement]]\nthreshhold = 1\n", "第 1 块：threshhold 不认得，是不是 threshold"),
        ("[[star]]\nstar = 'party'\n[[star]]\nstar = 'party'\n", "party 写了两次"),
        ("[[switch]]\nname = 'band_5'\nnumber = nan\n", "有限的数字"),
        ("[[switch]]\nname = 'band_5'\nnumber = '9'\n", "number 要写数字"),
        ("a = " + "[" * 5000, "不是 TOML|套得太深"),
        ("a = " + "9" * 9000, "数字太长"),
        ("#" * (1 << 21), "最多"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_file_is_told(text: str, words: str) -> None:
    with pytest.raises(Refused) as told:
        read_document(text)
    assert any(one in str(told.value) for one in words.split("|")), told.value


def test_everything_wrong_is_told_at_once() -> None:
    with pytest.raises(Refused) as told:
        read_document("valid_from = 1\n[[switch]]\nname = 1\n[[star]]\npass_mark = 'x'\n")
    for words in ("valid_from", "name 要写文字", "pass_mark 要写数字", "star 没有写"):
        assert words in str(told.value)


def test_a_categorys_rule_goes_before_the_common_one() -> None:
    common = RequirementRule(
        star="party", indicator="P01", direction="higher", threshold=90.0, max_age_days=45
    )
    own = common.model_copy(update={"category": "村", "threshold": 80.0})
    none = RequirementRule.model_validate(
        {"star": "party", "indicator": "P01", "category": "社区", "dropped": True}
    )
    rules = rule_set([common, own, none], [StarRule(star="party", pass_mark=60.0)], [])
    assert [one.threshold for one in rules.asked("party", "村")] == [80.0]
    assert rules.asked("party", "社区") == []
    assert rules.star_rule("party", "村").pass_mark == 60.0
    assert [(one, other) for one, other in differences(RuleSet(), rules)] == [
        (None, common), (None, own), (None, none), (None, rules.stars[0]),
    ]  # fmt: skip


def test_the_seed_is_written_as_people_read_it() -> None:
    text = (ROOT / "data" / "campaign" / "profiles" / "points.toml").read_text("utf-8")
    document = read_document(text)
    comments = [one.removeprefix("# ") for one in text.splitlines() if one.startswith("#")]
    assert write_document(document, comments=comments) == text
    assert "示例口径" in text
    assert document.valid_from is None
    assert read_document("valid_from = 2023-01-01").valid_from == date(2023, 1, 1)
