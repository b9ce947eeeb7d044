-- What were the last values a village reported of a number that has a trend? Stocks, and counters
-- of the year so far within the year of the day; the newest ones, at most as many as asked for;
-- one row per village, indicator and reported day
-- key: village_code, indicator_code, as_of
-- columns: village_code VARCHAR, indicator_code VARCHAR, accumulation VARCHAR, as_of DATE,
-- value DOUBLE
select
    live_value.village_code,
    live_value.indicator_code,
    indicator.accumulation,
    live_value.as_of,
    live_value.value
from live_value
inner join indicator on live_value.indicator_code = indicator.indicator_code
where
    live_value.as_of <= $as_of
    and indicator.kind = 'judged'
    and indicator.value_type <> 'bool'
    and (
        indicator.accumulation = 'stock'
        or (indicator.accumulation = 'ytd' and year(live_value.as_of) = year($as_of))
    )
qualify
    row_number() over (
        partition by live_value.village_code, live_value.indicator_code
        order by live_value.as_of desc
    ) <= $most
order by live_value.village_code, live_value.indicator_code, live_value.as_of
