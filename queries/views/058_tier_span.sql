-- The values over which a tier of a scored requirement is the best one reached, in the direction of
-- the requirement (value × sign from from_signed to below to_signed, null = without end); below the
-- first tier nothing is earned; one row per requirement row and tier, and one for below.
with signed as (
    select
        requirement_tier.version,
        requirement_tier.star_code,
        requirement_tier.indicator_code,
        requirement_tier.category,
        requirement_tier.points,
        requirement_tier.threshold
        * case when requirement.direction = 'higher' then 1 else -1 end as from_signed
    from requirement_tier
    inner join requirement
        on
            requirement_tier.version = requirement.version
            and requirement_tier.star_code = requirement.star_code
            and requirement_tier.indicator_code = requirement.indicator_code
            and requirement_tier.category = requirement.category
),

every_tier as (
    select
        version,
        star_code,
        indicator_code,
        category,
        points,
        from_signed
    from signed
    union all
    select distinct
        version,
        star_code,
        indicator_code,
        category,
        cast(0 as double) as points,
        cast(null as double) as from_signed
    from signed
)

select
    version,
    star_code,
    indicator_code,
    category,
    points,
    from_signed,
    lead(from_signed) over (
        partition by version, star_code, indicator_code, category
        order by from_signed nulls first
    ) as to_signed
from every_tier
