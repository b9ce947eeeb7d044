-- Which rules are in force on a day, as they stood once a version was set (later ones left out;
-- that version's own rows count also when it was withdrawn)? one row per rule: a requirement, a
-- tier of one, a star's rule, a switch; dropped requirements and switches turned off among them
-- key: kind, star_code, indicator_code, category, switch, tier_threshold
-- columns: kind VARCHAR, version BIGINT, valid_from DATE, star_code VARCHAR,
-- indicator_code VARCHAR, category VARCHAR, direction VARCHAR, threshold DOUBLE,
-- is_mandatory BOOLEAN, veto VARCHAR, max_age_days BIGINT, points DOUBLE, is_dropped BOOLEAN,
-- tier_threshold DOUBLE, tier_points DOUBLE, pass_mark DOUBLE, is_capstone BOOLEAN,
-- switch VARCHAR, number DOUBLE, level BIGINT, code VARCHAR, set_by VARCHAR,
-- source_note VARCHAR
with counting as (
    select
        rule_version.version,
        rule_version.set_by,
        rule_version.source_note
    from rule_version
    left join rule_version_withdrawal
        on rule_version.version = rule_version_withdrawal.version
    where
        rule_version.version <= $version
        and (rule_version_withdrawal.version is null or rule_version.version = $version)
),

requirement_now as (
    select requirement.*
    from requirement
    inner join counting on requirement.version = counting.version
    where requirement.valid_from <= $as_of
    qualify row_number() over (
        partition by requirement.star_code, requirement.indicator_code, requirement.category
        order by requirement.valid_from desc, requirement.version desc
    ) = 1
),

star_now as (
    select
        star_rule.*,
        counting.set_by,
        counting.source_note
    from star_rule
    inner join counting on star_rule.version = counting.version
    where star_rule.valid_from <= $as_of
    qualify row_number() over (
        partition by star_rule.star_code, star_rule.category
        order by star_rule.valid_from desc, star_rule.version desc
    ) = 1
),

switch_now as (
    select
        rule_switch.*,
        counting.set_by
    from rule_switch
    inner join counting on rule_switch.version = counting.version
    where rule_switch.valid_from <= $as_of
    qualify row_number() over (
        partition by rule_switch.switch
        order by rule_switch.valid_from desc, rule_switch.version desc
    ) = 1
)

select -- noqa: AM07
    'requirement' as kind,
    version,
    valid_from,
    star_code,
    indicator_code,
    category,
    direction,
    threshold,
    is_mandatory,
    veto,
    max_age_days,
    coalesce(points, 1) as points,
    coalesce(is_dropped, false) as is_dropped,
    cast(null as double) as tier_threshold,
    cast(null as double) as tier_points,
    cast(null as double) as pass_mark,
    cast(null as boolean) as is_capstone,
    cast(null as varchar) as switch,
    cast(null as double) as number,
    cast(null as bigint) as level,
    cast(null as varchar) as code,
    set_by,
    source_note
from requirement_now
union all by name
select
    'tier' as kind,
    requirement_tier.version,
    requirement_tier.valid_from,
    requirement_tier.star_code,
    requirement_tier.indicator_code,
    requirement_tier.category,
    requirement_tier.threshold as tier_threshold,
    requirement_tier.points as tier_points
from requirement_tier
inner join requirement_now
    on
        requirement_tier.version = requirement_now.version
        and requirement_tier.star_code = requirement_now.star_code
        and requirement_tier.indicator_code = requirement_now.indicator_code
        and requirement_tier.category = requirement_now.category
        and requirement_tier.valid_from = requirement_now.valid_from
union all by name
select
    'star' as kind,
    version,
    valid_from,
    star_code,
    category,
    pass_mark,
    is_capstone,
    set_by,
    source_note
from star_now
union all by name
select
    'switch' as kind,
    version,
    valid_from,
    switch,
    number,
    level,
    code,
    set_by,
    source_note
from switch_now
order by kind, star_code, indicator_code, category, switch, tier_points
