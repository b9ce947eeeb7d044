-- How does every village stand on each requirement of a star ('' = of all stars) on a day, those it
-- is exempt from among them (state exempt)? one row per village, star and requirement
-- is_blocker: keeps the star from being won. is_last_one: meeting it alone would win the star.
-- barred_by: the unmet veto, of any star, that bars every star of the village.
-- key: village_code, star_code, indicator_code
-- columns: village_code VARCHAR, village VARCHAR, area_group VARCHAR, star_code VARCHAR,
-- star VARCHAR, star_order BIGINT, star_state VARCHAR, mandatory_met BIGINT,
-- mandatory_total BIGINT, barred_by VARCHAR, indicator_code VARCHAR, indicator VARCHAR,
-- indicator_order BIGINT, unit VARCHAR, value_type VARCHAR, decimals BIGINT,
-- owner_post VARCHAR, direction VARCHAR, threshold DOUBLE, veto VARCHAR, state VARCHAR,
-- value DOUBLE, qualifier VARCHAR, age_days BIGINT, gap DOUBLE, is_blocker BOOLEAN,
-- is_last_one BOOLEAN
with exempted as (
    select
        village_on_day.village_code,
        requirement_span.star_code,
        requirement_span.indicator_code,
        requirement_span.direction,
        requirement_span.threshold,
        requirement_span.veto,
        requirement_span.is_dropped
    from live_exempt
    inner join village_on_day
        on
            live_exempt.village_code = village_on_day.village_code
            and village_on_day.as_of = $as_of
    inner join requirement_span
        on
            live_exempt.indicator_code = requirement_span.indicator_code
            and requirement_span.category in ('', village_on_day.category)
            and requirement_span.valid_from <= $as_of
            and (
                requirement_span.next_valid_from is null
                or requirement_span.next_valid_from > $as_of
            )
    where
        live_exempt.from_date <= $as_of
        and (live_exempt.to_date is null or live_exempt.to_date >= $as_of)
    qualify row_number() over (
        partition by
            village_on_day.village_code,
            requirement_span.star_code,
            requirement_span.indicator_code
        order by requirement_span.category desc
    ) = 1
),

every_requirement as (
    select
        village_code,
        star_code,
        indicator_code,
        direction,
        threshold,
        veto,
        state,
        value,
        qualifier,
        age_days,
        gap
    from requirement_result
    where as_of = $as_of
    union all
    select
        village_code,
        star_code,
        indicator_code,
        direction,
        threshold,
        veto,
        'exempt' as state,
        cast(null as double) as value,
        cast(null as varchar) as qualifier,
        cast(null as bigint) as age_days,
        cast(null as double) as gap
    from exempted
    where not is_dropped
)

select
    village_on_day.village_code,
    village_on_day.village,
    village_on_day.area_group,
    star.star_code,
    star.star,
    star.star_order,
    star_result.state as star_state,
    star_result.mandatory_met,
    star_result.mandatory_total,
    barring.indicator as barred_by,
    every_requirement.indicator_code,
    indicator.indicator,
    indicator.indicator_order,
    indicator.unit,
    indicator.value_type,
    indicator.decimals,
    indicator.owner_post,
    every_requirement.direction,
    every_requirement.threshold,
    every_requirement.veto,
    every_requirement.state,
    every_requirement.value,
    every_requirement.qualifier,
    every_requirement.age_days,
    every_requirement.gap,
    gap_result.star_code is not null as is_blocker,
    coalesce(gap_result.star_blockers = 1 and gap_result.stars_gained > 0, false)
        as is_last_one
from every_requirement
inner join village_on_day
    on
        every_requirement.village_code = village_on_day.village_code
        and village_on_day.as_of = $as_of
inner join star on every_requirement.star_code = star.star_code
inner join star_result
    on
        every_requirement.village_code = star_result.village_code
        and every_requirement.star_code = star_result.star_code
        and star_result.as_of = $as_of
inner join indicator on every_requirement.indicator_code = indicator.indicator_code
left join indicator as barring on star_result.barred_by = barring.indicator_code
left join gap_result
    on
        every_requirement.village_code = gap_result.village_code
        and every_requirement.star_code = gap_result.star_code
        and every_requirement.indicator_code = gap_result.indicator_code
        and gap_result.as_of = $as_of
where $star_code in ('', star.star_code)
order by village_on_day.village_code, star.star_order, indicator.indicator_order
