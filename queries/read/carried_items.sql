-- What was open when the newest year before a day was closed, and how does it stand on the day? one
-- row per village, star and indicator
-- key: village_code, star_code, indicator_code
-- columns: year BIGINT, village_code VARCHAR, village VARCHAR, star_code VARCHAR, star VARCHAR,
-- indicator_code VARCHAR, indicator VARCHAR, unit VARCHAR, value_type VARCHAR, decimals BIGINT,
-- owner_post VARCHAR, direction VARCHAR, threshold DOUBLE, state VARCHAR, value DOUBLE,
-- gap DOUBLE, age_days BIGINT, state_now VARCHAR
select
    closed_year.year,
    year_open_item.village_code,
    village_on_day.village,
    year_open_item.star_code,
    star.star,
    year_open_item.indicator_code,
    indicator.indicator,
    indicator.unit,
    indicator.value_type,
    indicator.decimals,
    indicator.owner_post,
    year_open_item.direction,
    year_open_item.threshold,
    year_open_item.state,
    year_open_item.value,
    year_open_item.gap,
    cast(
        date_diff('day', year_open_item.value_as_of, closed_year.to_date) as bigint
    ) as age_days,
    coalesce(requirement_result.state, 'dropped') as state_now
from closed_year
inner join year_open_item on closed_year.closing_id = year_open_item.closing_id
inner join village_on_day
    on
        year_open_item.village_code = village_on_day.village_code
        and village_on_day.as_of = $as_of
inner join star on year_open_item.star_code = star.star_code
inner join indicator on year_open_item.indicator_code = indicator.indicator_code
left join requirement_result
    on
        year_open_item.village_code = requirement_result.village_code
        and year_open_item.star_code = requirement_result.star_code
        and year_open_item.indicator_code = requirement_result.indicator_code
        and requirement_result.as_of = $as_of
where
    closed_year.to_date < $as_of
    and (closed_year.next_to_date is null or closed_year.next_to_date >= $as_of)
order by year_open_item.village_code, star.star_order, indicator.indicator_order
