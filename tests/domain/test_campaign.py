"""The shipped definitions, block by block, and what each kind of typo in them is answered with."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from dashboard.domain.campaign import (
    Agreement,
    CampaignError,
    Indicator,
    Requirement,
    Star,
    load_campaign,
)
from dashboard.domain.intake.known import heading_key

SHIPPED = Path(__file__).parents[2] / "data" / "campaign"
CAMPAIGN = load_campaign(SHIPPED)
OURS = "须由镇里确认"
MAX_AGE = {"week": 14, "month": 45, "quarter": 120, "year": 400}


@pytest.mark.parametrize("star", CAMPAIGN.stars, ids=lambda one: one.code)
def test_star_block(star: Star) -> None:
    assert star.name
    assert star.note
    assert star.source
    assert star.lead_department.endswith("（示例岗位）")
    assert CAMPAIGN.star(star.code) is star


@pytest.mark.parametrize("one", CAMPAIGN.indicators, ids=lambda one: one.code)
def test_indicator_block(one: Indicator) -> None:
    assert CAMPAIGN.indicator(one.code) is one
    assert one.name
    assert one.identifier.isidentifier()
    assert one.why.endswith("。")
    assert one.source
    assert one.owner_post.endswith("（示例岗位）")
    assert one.headings
    assert one.minimum < one.maximum
    assert one.tolerance >= 0
    if one.value_type == "bool":
        assert (one.minimum, one.maximum, one.unit, one.decimals) == (0, 1, "", 0)
    if one.value_type == "percent":
        assert one.unit == "%"
    if one.kind == "count":
        assert (one.code[0], one.direction, one.decimals) == ("N", "none", 0)
    else:
        assert one.direction != "none"


@pytest.mark.parametrize("rule", CAMPAIGN.requirements, ids=lambda one: one.indicator)
def test_requirement_block(rule: Requirement) -> None:
    indicator = CAMPAIGN.indicator(rule.indicator)
    assert indicator.kind == "judged"
    assert (rule.star, rule.direction) == (indicator.star, indicator.direction)
    assert rule.mandatory
    assert rule.category == ""
    assert rule.valid_from == date(2022, 5, 1)
    assert rule.max_age_days == MAX_AGE[indicator.period]
    assert rule.set_by.endswith("（示例岗位）")
    assert "示例口径" in rule.source_note
    assert OURS in rule.source_note


def test_the_five_stars_in_their_order() -> None:
    assert [(one.code, one.name, one.order) for one in CAMPAIGN.stars] == [
        ("party", "支部过硬", 1),
        ("industry", "产业兴旺", 2),
        ("ecology", "生态宜居", 3),
        ("safety", "平安法治", 4),
        ("civility", "文明幸福", 5),
    ]


def test_how_many_of_each_kind() -> None:
    assert Counter(one.kind for one in CAMPAIGN.indicators) == {"judged": 41, "info": 7, "count": 8}
    assert [one.code for one in CAMPAIGN.indicators if one.kind == "info"] == [
        "P07", "P10", "I05", "I09", "I10", "E09", "L08",
    ]  # fmt: skip
    assert Counter(rule.star for rule in CAMPAIGN.requirements) == {
        "party": 10, "industry": 9, "ecology": 10, "safety": 7, "civility": 5,
    }  # fmt: skip


def test_each_judged_indicator_has_one_requirement_and_no_other_has_any() -> None:
    judged = [one.code for one in CAMPAIGN.indicators if one.kind == "judged"]
    assert [rule.indicator for rule in CAMPAIGN.requirements] == judged


def test_the_eight_vetoes() -> None:
    assert {rule.indicator: rule.veto for rule in CAMPAIGN.requirements if rule.veto} == {
        "P04": "star", "P11": "all", "P12": "all", "I08": "star", "E11": "star",
        "L01": "star", "L02": "star", "L03": "star",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("code", "threshold"),
    [("I01", 10), ("I07", 17609), ("I12", 0), ("E02", 45), ("E04", 0), ("E05", 50), ("L05", 60),
     ("P04", 0), ("I11", 1), ("C01", 80), ("C05", 4)],
)  # fmt: skip
def test_threshold_of_the_catalogue(code: str, threshold: float) -> None:
    (rule,) = (one for one in CAMPAIGN.requirements if one.indicator == code)
    assert rule.threshold == threshold


@pytest.mark.parametrize("code", ["L01", "L02", "L03", "P12", "I08", "E11"])
def test_bad_news_is_the_months_count(code: str) -> None:
    one = CAMPAIGN.indicator(code)
    assert (one.period, one.accumulation, one.direction) == ("month", "period", "lower")


def test_counts_belong_to_rates() -> None:
    assert {one.code: one.agrees_with for one in CAMPAIGN.indicators if one.agrees_with} == {
        "C01": Agreement(numerator="N02", denominator="N01"),
        "L04": Agreement(numerator="N05", denominator="N04"),
        "L05": Agreement(numerator="N07", denominator="N06"),
    }
    assert [one.name for one in CAMPAIGN.indicators if one.kind == "count"] == [
        "户数", "文明户数", "脱贫户数", "纠纷受理件数", "纠纷化解件数", "遗留问题总数",
        "遗留问题化解数", "先锋贷笔数",
    ]  # fmt: skip


def test_a_heading_means_one_indicator() -> None:
    owners: dict[str, set[str]] = {}
    for one in CAMPAIGN.indicators:
        for heading in (one.code, one.name, one.identifier, *one.headings):
            owners.setdefault(heading_key(heading), set()).add(one.code)
    assert {heading: codes for heading, codes in owners.items() if len(codes) > 1} == {}


def test_a_short_heading_may_bear_its_unit() -> None:
    assert CAMPAIGN.indicator("E02").headings == (
        "污水治理率", "农村生活污水治理率", "污水治理率（%）", "农村生活污水治理率（%）",
    )  # fmt: skip
    assert CAMPAIGN.indicator("E06").headings == ("四美乡村",)


def test_definitions_cannot_be_changed_in_memory() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        CAMPAIGN.indicator("P01").name = "别的"  # type: ignore[misc]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("stars", "indicators", "requirements"):
        shutil.copy(SHIPPED / f"{name}.toml", tmp_path)
    return tmp_path


def edit(folder: Path, file: str, block: str, old: str, new: str) -> None:
    """Replace `old` by `new` in the block that contains the line `block`, and nowhere else."""
    path = folder / f"{file}.toml"
    head, line, rest = path.read_text("utf-8").partition(f"{block}\n")
    own, gap, others = rest.partition("\n[[")
    assert line
    assert own.count(old) == 1
    path.write_text(head + line + own.replace(old, new) + gap + others, "utf-8")


def message(folder: Path) -> str:
    with pytest.raises(CampaignError) as caught:
        load_campaign(folder)
    return str(caught.value)


P03, E02 = 'indicator = "P03"', 'code = "E02"'


@pytest.mark.parametrize(
    ("file", "block", "old", "new", "expected"),
    [
        ("requirements", P03, "threshold", "treshold",
         'requirements.toml, requirement P03: field "threshold" is missing\n'
         'requirements.toml, requirement P03: unknown field "treshold"; '
         'did you mean "threshold"?'),
        ("indicators", 'code = "L05"', 'period = "month"', 'period = "monht"',
         'indicators.toml, indicator L05: period = "monht" is not one of "week", "month", '
         '"quarter", "year"; did you mean "month"?'),
        ("indicators", E02, "decimals = 0", 'decimals = "0"',
         'indicators.toml, indicator E02: decimals = "0": Input should be a valid integer'),
        ("indicators", E02, 'headings = ["', 'headings = [1, "',
         "indicators.toml, indicator E02: headings.0 = 1: Input should be a valid string"),
        ("indicators", 'code = "C01"', 'numerator = "N02"', 'numerater = "N02"',
         'indicators.toml, indicator C01: field "agrees_with.numerator" is missing\n'
         'indicators.toml, indicator C01: unknown field "agrees_with.numerater"; '
         'did you mean "numerator"?'),
        ("indicators", 'code = "C01"', 'numerator = "N02"', 'numerator = "NO2"',
         'indicators.toml, indicator C01: unknown indicator "NO2"; did you mean "N02"?'),
        ("indicators", E02, 'star = "ecology"', 'star = "ecologie"',
         'indicators.toml, indicator E02: unknown star "ecologie"; did you mean "ecology"?'),
        ("indicators", E02, 'star = "ecology"', 'star = ""',
         'indicators.toml, indicator E02: unknown star ""'),
        ("indicators", E02, "maximum = 100.0", "maximum = -1.0",
         "indicators.toml, indicator E02: minimum 0 is above maximum -1\n"
         "requirements.toml, requirement E02: threshold 45 is outside 0 to -1"),
        ("indicators", E02, '"污水治理率"', '"农村改厕", "卫生 厕所普及率"',
         'indicators.toml: heading "卫生厕所普及率" belongs to two indicators\n'
         'indicators.toml: heading "卫生厕所普及率(%)" belongs to two indicators'),
        ("indicators", E02, "sewage_treated", "toilet_coverage",
         'indicators.toml: identifier "toilet_coverage" stands twice'),
        ("requirements", 'indicator = "I01"', "threshold = 10.0", "threshold = -10.0",
         "requirements.toml, requirement I01: threshold -10 is outside 0 to 100000"),
        ("requirements", 'indicator = "P04"', "threshold = 0.0", "threshold = 0.5",
         "requirements.toml, requirement P04: threshold 0.5 of a yes/no indicator must be 0 or 1"),
        ("requirements", P03, "mandatory = true", "mandatory = 1",
         "requirements.toml, requirement P03: mandatory = 1: Input should be a valid boolean"),
        ("requirements", P03, 'veto = ""', 'veto = "al"',
         'requirements.toml, requirement P03: veto = "al" is not one of "", "star", "all"; '
         'did you mean "all"?'),
        ("requirements", P03, "valid_from = 2022-05-01", 'valid_from = "2022-05-01"',
         'requirements.toml, requirement P03: valid_from = "2022-05-01": '
         "Input should be a valid date"),
        ("stars", 'code = "party"', "order = 1", "ordre = 1",
         'stars.toml, star party: field "order" is missing\n'
         'stars.toml, star party: unknown field "ordre"; did you mean "order"?'),
    ],
)  # fmt: skip
def test_a_typo_is_answered_with_its_place_and_a_near_match(
    folder: Path, file: str, block: str, old: str, new: str, expected: str
) -> None:
    edit(folder, file, block, old, new)
    assert message(folder) == expected


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("requirements", 'indicator = "P03"', 'indicator = "P033"',
         'requirements.toml, requirement P033: unknown indicator "P033"; did you mean "P03"?'),
        ("requirements", 'star = "party"\nindicator = "P03"', 'star = "partie"\nindicator = "P03"',
         'requirements.toml, requirement P03: unknown star "partie"; did you mean "party"?'),
        ("requirements", 'indicator = "P02"', 'indicator = "P01"',
         'requirements.toml, requirement P01: stands twice for star "party", category "", '
         "valid from 2022-05-01"),
        ("requirements", 'indicator = "P02"\n', "",
         'requirements.toml, requirement no. 2: field "indicator" is missing'),
        ("indicators", '[[indicator]]\ncode = "P02"', '[[indikator]]\ncode = "P02"',
         'indicators.toml: unknown table "indikator"; did you mean "indicator"?\n'
         'requirements.toml, requirement P02: unknown indicator "P02"; did you mean "P12"?'),
        ("stars", 'code = "industry"', 'code = "party"', "stars.toml: star party stands twice"),
        ("stars", 'order = 3', "order = = 3", "stars.toml: Invalid value (at line 25, column 9)"),
    ],
)  # fmt: skip
def test_a_typo_of_a_name(folder: Path, file: str, old: str, new: str, expected: str) -> None:
    path = folder / f"{file}.toml"
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    assert message(folder).splitlines()[: expected.count("\n") + 1] == expected.splitlines()


def test_all_faults_at_once(folder: Path) -> None:
    edit(folder, "stars", 'code = "safety"', "order", "ordre")
    edit(folder, "indicators", 'code = "P03"', "tolerance", "tolerence")
    edit(folder, "requirements", P03, "threshold = 1.0", "threshold = true")
    assert message(folder).splitlines() == [
        'stars.toml, star safety: field "order" is missing',
        'stars.toml, star safety: unknown field "ordre"; did you mean "order"?',
        'indicators.toml, indicator P03: field "tolerance" is missing',
        'indicators.toml, indicator P03: unknown field "tolerence"; did you mean "tolerance"?',
        "requirements.toml, requirement P03: threshold = True: Input should be a valid number",
    ]


def test_a_count_may_belong_to_no_star(folder: Path) -> None:
    edit(folder, "indicators", 'code = "N01"', 'star = "civility"', 'star = ""')
    assert load_campaign(folder).indicator("N01").star == ""


def test_files_that_are_no_definitions(folder: Path) -> None:
    (folder / "stars.toml").write_text('[star]\ncode = "party"\n', "utf-8")
    (folder / "indicators.toml").write_bytes('[[indicator]]\nname = "户数"\n'.encode("gbk"))
    (folder / "requirements.toml").unlink()
    lines = message(folder).splitlines()
    assert lines[0] == "stars.toml: write [[star]], not [star]"
    assert lines[1].startswith("indicators.toml: 'utf-8' codec can't decode byte")
    assert lines[2].startswith("requirements.toml: ")
    assert "No such file" in lines[2]
    assert len(lines) == 3
