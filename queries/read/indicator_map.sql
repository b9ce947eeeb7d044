-- What is each village's value of one indicator on a day? one row per village
-- key: village_code
-- columns: village_code VARCHAR, village VARCHAR, area_group VARCHAR, value DOUBLE,
-- qualifier VARCHAR, value_as_of DATE, state VARCHAR, threshold DOUBLE, direction VARCHAR,
-- value_before DOUBLE
select
    village_on_day.village_code,
    village_on_day.village,
    village_on_day.area_group,
    span.value,
    span.qualifier,
    span.value_as_of,
    requirement_result.state,
    requirement_result.threshold,
    requirement_result.direction,
    earlier.value as value_before
from village_on_day
left join value_span as span
    on
        village_on_day.village_code = span.village_code
        and span.indicator_code = $indicator_code
        and span.value_as_of <= $as_of
        and (span.next_as_of is null or span.next_as_of > $as_of)
left join value_span as earlier
    on
        village_on_day.village_code = earlier.village_code
        and earlier.indicator_code = $indicator_code
        and earlier.value_as_of <= $compare
        and (earlier.next_as_of is null or earlier.next_as_of > $compare)
left join requirement_result
    on
        village_on_day.village_code = requirement_result.village_code
        and requirement_result.indicator_code = $indicator_code
        and requirement_result.as_of = $as_of
where village_on_day.as_of = $as_of
qualify
    row_number() over (
        partition by village_on_day.village_code order by requirement_result.star_code
    ) = 1
order by village_on_day.village_code
