-- Which stars were won or lost between two days, and because of which requirement?
-- one row per village, star and causing requirement
-- key: village_code, star_code, indicator_code
-- columns: village_code VARCHAR, village VARCHAR, star_code VARCHAR, star VARCHAR, change VARCHAR,
-- state_before VARCHAR, state_after VARCHAR, level_before BIGINT, level_after BIGINT,
-- indicator_code VARCHAR, indicator VARCHAR, unit VARCHAR, value_type VARCHAR, decimals BIGINT,
-- direction VARCHAR, threshold DOUBLE, veto VARCHAR, value_before DOUBLE, value_after DOUBLE,
-- requirement_before VARCHAR, requirement_after VARCHAR, value_as_of DATE, file_name VARCHAR,
-- row_number BIGINT
with star_now as (
    select * from star_result
    where as_of = $as_of
),

star_then as (
    select * from star_result
    where as_of = $compare
),

turned as (
    select
        star_now.village_code,
        star_now.star_code,
        star_then.state as state_before,
        star_now.state as state_after,
        star_then.barred_by as barred_before,
        star_now.barred_by as barred_after
    from star_now
    inner join star_then
        on
            star_now.village_code = star_then.village_code
            and star_now.star_code = star_then.star_code
    where (star_now.state = 'won') <> (star_then.state = 'won')
),

-- Only what decides a star can be a cause.
requirement_now as (
    select * from requirement_result
    where as_of = $as_of and (is_mandatory or veto <> '')
),

requirement_then as (
    select * from requirement_result
    where as_of = $compare and (is_mandatory or veto <> '')
),

cause as (
    select
        coalesce(requirement_now.village_code, requirement_then.village_code) as village_code,
        coalesce(requirement_now.star_code, requirement_then.star_code) as star_code,
        coalesce(requirement_now.indicator_code, requirement_then.indicator_code)
            as indicator_code,
        coalesce(requirement_now.direction, requirement_then.direction) as direction,
        coalesce(requirement_now.threshold, requirement_then.threshold) as threshold,
        coalesce(requirement_now.veto, requirement_then.veto) as veto,
        requirement_then.value as value_before,
        requirement_now.value as value_after,
        requirement_then.state as requirement_before,
        requirement_now.state as requirement_after,
        requirement_now.value_as_of,
        requirement_now.upload_id,
        requirement_now.row_number
    from requirement_now
    full outer join requirement_then
        on
            requirement_now.village_code = requirement_then.village_code
            and requirement_now.star_code = requirement_then.star_code
            and requirement_now.indicator_code = requirement_then.indicator_code
    where
        coalesce(requirement_now.state, 'dropped')
        <> coalesce(requirement_then.state, 'dropped')
)

select
    turned.village_code,
    village_on_day.village,
    turned.star_code,
    star.star,
    case
        when turned.state_after = 'won' then 'won'
        when turned.state_after = 'lost' then 'lost'
        else 'undetermined'
    end as change,
    turned.state_before,
    turned.state_after,
    level_then.level as level_before,
    level_now.level as level_after,
    cause.indicator_code,
    indicator.indicator,
    indicator.unit,
    indicator.value_type,
    indicator.decimals,
    cause.direction,
    cause.threshold,
    cause.veto,
    cause.value_before,
    cause.value_after,
    cause.requirement_before,
    cause.requirement_after,
    cause.value_as_of,
    live_upload.file_name,
    cause.row_number
from turned
inner join village_on_day
    on
        turned.village_code = village_on_day.village_code
        and village_on_day.as_of = $as_of
inner join star on turned.star_code = star.star_code
inner join level_result as level_now
    on turned.village_code = level_now.village_code and level_now.as_of = $as_of
inner join level_result as level_then
    on turned.village_code = level_then.village_code and level_then.as_of = $compare
left join cause
    on
        turned.village_code = cause.village_code
        and (
            (
                turned.star_code = cause.star_code
                and case turned.state_after
                    when 'won' then cause.requirement_before <> 'met'
                    when 'lost' then cause.requirement_after = 'unmet'
                    else cause.requirement_after in ('missing', 'stale')
                end
            )
            or (
                turned.barred_after is distinct from turned.barred_before
                and cause.indicator_code
                = coalesce(turned.barred_after, turned.barred_before)
            )
        )
left join indicator on cause.indicator_code = indicator.indicator_code
left join live_upload on cause.upload_id = live_upload.upload_id
order by
    case change when 'won' then 1 when 'lost' then 2 else 3 end,
    turned.village_code,
    star.star_order,
    indicator.indicator_order
