-- What decides each star of each village on a day? one row per village, star and requirement
-- key: village_code, star_code, indicator_code
-- columns: village_code VARCHAR, village VARCHAR, star_code VARCHAR, star VARCHAR,
-- star_order BIGINT, star_state VARCHAR, barred_by VARCHAR, level BIGINT, indicator_code VARCHAR,
-- indicator VARCHAR, unit VARCHAR, value_type VARCHAR, decimals BIGINT, direction VARCHAR,
-- threshold DOUBLE, veto VARCHAR, state VARCHAR, value DOUBLE, value_as_of DATE
with requirement_now as (
    select * from requirement_result
    where as_of = $as_of and (is_mandatory or veto <> '')
)

select
    star_result.village_code,
    village_on_day.village,
    star_result.star_code,
    star.star,
    star.star_order,
    star_result.state as star_state,
    star_result.barred_by,
    level_result.level,
    requirement_now.indicator_code,
    indicator.indicator,
    indicator.unit,
    indicator.value_type,
    indicator.decimals,
    requirement_now.direction,
    requirement_now.threshold,
    requirement_now.veto,
    requirement_now.state,
    requirement_now.value,
    requirement_now.value_as_of
from star_result
inner join star on star_result.star_code = star.star_code
inner join village_on_day
    on
        star_result.village_code = village_on_day.village_code
        and village_on_day.as_of = $as_of
inner join level_result
    on
        star_result.village_code = level_result.village_code
        and level_result.as_of = $as_of
left join requirement_now
    on
        star_result.village_code = requirement_now.village_code
        and star_result.star_code = requirement_now.star_code
left join indicator on requirement_now.indicator_code = indicator.indicator_code
where star_result.as_of = $as_of
order by star_result.village_code, star.star_order, indicator.indicator_order
